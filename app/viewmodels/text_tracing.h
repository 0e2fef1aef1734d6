#pragma once

#include "viewmodels/operation.h"
#include "viewmodels/origin_text.h"
#include "viewmodels/traced_texts.h"

#include <QObject>
#include <QUrl>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace datanet::app {

class Studio;

// Which published records a text repeats, and whose they are. GUI thread; the work runs on the answers lane.
class TextTracing : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // What is typed, pasted or read from a file; it stays when the page is left.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
    // Each { id, title }; the first stands for all of them.
    Q_PROPERTY(QVariantList datanets READ datanets NOTIFY changed FINAL)
    Q_PROPERTY(int datanet READ datanet WRITE chooseDatanet NOTIFY changed FINAL)
    Q_PROPERTY(bool canTrace READ canTrace NOTIFY changed FINAL)
    // As OriginText::map(), of the text as it was traced; empty before.
    Q_PROPERTY(QVariantMap origin READ origin NOTIFY changed FINAL)
    // For the status bar: how long it took.
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *tracing READ tracing CONSTANT FINAL)

public:
    TextTracing(Studio &studio, std::shared_ptr<TracedTexts> texts);

    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] const QVariantList &datanets() const { return m_datanets; }
    [[nodiscard]] int datanet() const { return m_datanet; }
    void chooseDatanet(int index);
    [[nodiscard]] bool canTrace() const { return !m_text.trimmed().isEmpty() && !m_tracing->isRunning(); }
    [[nodiscard]] const QVariantMap &origin() const { return m_origin; }
    [[nodiscard]] QStringList notes() const;
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *tracing() const { return m_tracing; }

    // Reads which datanets there are.
    Q_INVOKABLE void refresh();
    // The text of a file; what was typed is replaced.
    Q_INVOKABLE void readFile(const QUrl &file);
    Q_INVOKABLE void trace();
    // Back to the text, to change it.
    Q_INVOKABLE void edit();

Q_SIGNALS:
    void changed();

private:
    struct Traced
    {
        QVariantMap map;
        double seconds = 0;
    };
    void forget();

    Studio &m_studio;
    std::shared_ptr<TracedTexts> m_texts;
    QString m_network;
    QString m_text;
    QVariantList m_datanets;
    int m_datanet = 0;
    QVariantMap m_origin;
    double m_seconds = 0;
    Operation *m_listing;
    Operation *m_reading;
    Operation *m_tracing;
};

} // namespace datanet::app
