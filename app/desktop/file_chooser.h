#pragma once

#include <QColor>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

class QFileDialog;

namespace datanet::app {

// Asks for a file, several, or a folder: with the desktop's own dialog, or with Qt's in the window's colours where
// there is none. Nothing of it is loaded at run time that could be missing. Needs a QApplication. GUI thread.
class FileChooser : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(Mode mode MEMBER m_mode FINAL)
    Q_PROPERTY(QString title MEMBER m_title FINAL)
    // "Records (*.csv *.json)"
    Q_PROPERTY(QStringList nameFilters MEMBER m_nameFilters FINAL)
    // Of a file to be written: the ending that is added where none was typed.
    Q_PROPERTY(QString defaultSuffix MEMBER m_defaultSuffix FINAL)
    Q_PROPERTY(QString suggestedName MEMBER m_suggestedName FINAL)
    Q_PROPERTY(QColor ground MEMBER m_ground FINAL)
    Q_PROPERTY(QColor sunken MEMBER m_sunken FINAL)
    Q_PROPERTY(QColor ink MEMBER m_ink FINAL)
    Q_PROPERTY(QColor muted MEMBER m_muted FINAL)
    Q_PROPERTY(QColor accent MEMBER m_accent FINAL)
    Q_PROPERTY(QColor accentInk MEMBER m_accentInk FINAL)

public:
    enum Mode { OpenFile, SaveFile, OpenFolder, OpenFiles };
    Q_ENUM(Mode)

    explicit FileChooser(QObject *parent = nullptr) : QObject(parent) { }
    ~FileChooser() override;

    // Shows the dialog; chosen() or chosenFiles() follows unless the person thinks better of it.
    Q_INVOKABLE void open();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void chosen(const QUrl &url); // not in the mode OpenFiles
    void chosenFiles(const QList<QUrl> &urls); // in the mode OpenFiles

private:
    Mode m_mode = OpenFile;
    QString m_title;
    QStringList m_nameFilters;
    QString m_defaultSuffix;
    QString m_suggestedName;
    QColor m_ground, m_sunken, m_ink, m_muted, m_accent, m_accentInk;
    QPointer<QFileDialog> m_dialog;
};

} // namespace datanet::app
