#pragma once

#include "curation/finding_changes.h"
#include "desktop/services.h"
#include "versioning/history.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>

namespace datanet::app {

class RecordChecks;
class RecordTableModel;

// What the checks find now that they did not find in a saved version, and the other way round: the same rules for both.
// GUI thread.
class FindingsSince : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *comparing READ comparing CONSTANT FINAL)
    // The newest versions, each as text: "Version 3, today 13:40: First import".
    Q_PROPERTY(QStringList versions READ versions NOTIFY changed FINAL)
    // Which of them; -1: none is asked for.
    Q_PROPERTY(int chosen READ chosen NOTIFY changed FINAL)
    // "3 new, 12 mended since version 4."; empty while that is not known for the records as they are now.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    // The first ones, each { title, name, sentence, position, field }; position -1: no record to go to.
    Q_PROPERTY(QVariantList added READ added NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList mended READ mended NOTIFY changed FINAL)
    // Below those: "and 40 more"; empty when all are there.
    Q_PROPERTY(QString moreAdded READ moreAdded NOTIFY changed FINAL)
    Q_PROPERTY(QString moreMended READ moreMended NOTIFY changed FINAL)

public:
    static constexpr int kVersions = 20; // to choose from
    static constexpr int kShown = 50; // of each kind

    FindingsSince(Services &services, RecordTableModel &records, RecordChecks &checks, QObject *parent);

    void open(const QString &folder);
    // Reads which versions there are.
    void refresh();

    // Compares with a version of the list from now on, also after edits; -1: no more.
    Q_INVOKABLE void choose(int version);
    Q_INVOKABLE void compare();

    [[nodiscard]] Operation *comparing() { return &m_comparing; }
    [[nodiscard]] QStringList versions() const;
    [[nodiscard]] int chosen() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QVariantList added() const { return m_found ? m_found->added : QVariantList(); }
    [[nodiscard]] QVariantList mended() const { return m_found ? m_found->mended : QVariantList(); }
    [[nodiscard]] QString moreAdded() const;
    [[nodiscard]] QString moreMended() const;

Q_SIGNALS:
    void changed();

private:
    // What was found in a version costs a whole run: it is kept while the same rules are used.
    struct Before
    {
        versioning::CommitId version;
        QByteArray basis;
        std::shared_ptr<const curation::Report> report;
    };
    struct Found
    {
        Before before;
        qint64 addedCount = 0;
        qint64 mendedCount = 0;
        QVariantList added;
        QVariantList mended;
    };

    Services &m_services;
    RecordTableModel &m_records;
    RecordChecks &m_checks;
    QString m_folder;
    Operation m_comparing{this};
    std::vector<versioning::Version> m_versions;
    std::optional<versioning::CommitId> m_chosen;
    std::optional<Before> m_before;
    std::optional<Found> m_found;
};

} // namespace datanet::app
