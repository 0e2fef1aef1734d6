#pragma once

#include "desktop/services.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// Writes the data set that is open to a file or folder for others, and says what came of it. GUI thread.
class Exporting : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(datanet::app::Operation *work READ work CONSTANT FINAL)
    // Saved versions, newest first, each { id, text }; filled by begin().
    Q_PROPERTY(QVariantList versions READ versions NOTIFY changed FINAL)
    // What was written last; empty until then. notes: what a person should know about it.
    Q_PROPERTY(QString resultText READ resultText NOTIFY changed FINAL)
    Q_PROPERTY(QString resultPath READ resultPath NOTIFY changed FINAL)
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed FINAL)

public:
    Exporting(Services &services, QObject *parent);

    // Forgets what was written before, and looks which versions there are.
    Q_INVOKABLE void begin();
    // kind: "csv", "jsonl", "rejects", "bundle": `where` is a file, which is replaced when all is written; "croissant",
    // "datapackage", "openledger": `where` is a folder, in which a new one is made.
    // version: an id; empty: the records as they are now, or the newest version where only a version can be written.
    // address: where a folder will be published; may be empty.
    Q_INVOKABLE void write(const QString &kind, const QUrl &where, const QString &version, const QString &address);
    // Of the file: "help-desk-words.csv".
    Q_INVOKABLE QString suggestedName(const QString &kind) const;
    // The folder in which the result lies.
    Q_INVOKABLE QUrl resultFolder() const;

    // Another data set, or (name) what it is called now.
    void open(const QString &folder, const QString &title);
    void name(const QString &title) { m_title = title; }

    [[nodiscard]] Operation *work() { return &m_work; }
    [[nodiscard]] const QVariantList &versions() const { return m_versions; }
    [[nodiscard]] const QString &resultText() const { return m_resultText; }
    [[nodiscard]] const QString &resultPath() const { return m_resultPath; }
    [[nodiscard]] const QStringList &notes() const { return m_notes; }

Q_SIGNALS:
    void changed();
    void written(const QString &text);

private:
    Services &m_services;
    Operation m_work{this};
    Operation m_reading{this};
    QString m_folder;
    QString m_title;
    QVariantList m_versions;
    QString m_resultText;
    QString m_resultPath;
    QStringList m_notes;
};

} // namespace datanet::app
