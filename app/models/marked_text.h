#pragma once

#include <QObject>
#include <QPointer>
#include <QQuickTextDocument>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace datanet::app {

// Where parts of a text stand when it is laid out in lines: the places that colours and numbers are drawn at behind a
// TextEdit, which alone draws the words. Writes the text into the TextEdit's document, with room behind each part for
// its number, so that what is selected and copied is the text itself. GUI thread.
class MarkedText : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickTextDocument *document READ document WRITE setDocument NOTIFY changed FINAL)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
    // Each { begin, end, ... } in characters of the text, in order, not overlapping.
    Q_PROPERTY(QVariantList parts READ parts WRITE setParts NOTIFY changed FINAL)
    // Runs of characters, each { begin, end }, that may overlap.
    Q_PROPERTY(QVariantList runs READ runs WRITE setRuns NOTIFY changed FINAL)
    // Of a line, and the room behind each part, in pixels.
    Q_PROPERTY(double lineHeight READ lineHeight WRITE setLineHeight NOTIFY changed FINAL)
    Q_PROPERTY(double room READ room WRITE setRoom NOTIFY changed FINAL)
    // Each { part, x, y, width, height, rightToLeft, first, last }: a part has one for each line that it stands in.
    Q_PROPERTY(QVariantList boxes READ boxes NOTIFY laidOut FINAL)
    // The same of the runs.
    Q_PROPERTY(QVariantList runBoxes READ runBoxes NOTIFY laidOut FINAL)

public:
    explicit MarkedText(QObject *parent = nullptr) : QObject(parent) { }

    [[nodiscard]] QQuickTextDocument *document() const { return m_document; }
    void setDocument(QQuickTextDocument *document);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] const QVariantList &parts() const { return m_parts; }
    void setParts(const QVariantList &parts);
    [[nodiscard]] const QVariantList &runs() const { return m_runs; }
    void setRuns(const QVariantList &runs);
    [[nodiscard]] double lineHeight() const { return m_lineHeight; }
    void setLineHeight(double height);
    [[nodiscard]] double room() const { return m_room; }
    void setRoom(double room);
    [[nodiscard]] const QVariantList &boxes() const { return m_boxes; }
    [[nodiscard]] const QVariantList &runBoxes() const { return m_runBoxes; }

    // The part whose box holds a point; -1 for none.
    Q_INVOKABLE int partAt(double x, double y) const;

public Q_SLOTS:
    // Reads the layout anew: after the width has changed.
    void measure();

Q_SIGNALS:
    void changed();
    void laidOut();

private:
    void write();
    [[nodiscard]] QVariantList boxesOf(const QVariantList &places) const;
    void appendBoxes(QVariantList &boxes, int part, int begin, int end) const;

    QPointer<QQuickTextDocument> m_document;
    QString m_text;
    QVariantList m_parts;
    QVariantList m_runs;
    double m_lineHeight = 0;
    double m_room = 0;
    QVariantList m_boxes;
    QVariantList m_runBoxes;
};

} // namespace datanet::app
