#pragma once

#include "desktop/services.h"
#include "models/comparison_model.h"
#include "models/record_table_model.h"
#include "models/version_list.h"
#include "versioning/workspace.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace datanet::app {

// The versions of the open data set and the comparison of two of them. GUI thread.
class VersionHistory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *loading READ loading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *comparing READ comparing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::VersionList *versions READ versions CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ComparisonModel *comparison READ comparison CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *acting READ acting CONSTANT FINAL)
    // The records of a version that was opened for looking.
    Q_PROPERTY(datanet::app::RecordTableModel *past READ past CONSTANT FINAL)
    Q_PROPERTY(QString pastTitle READ pastTitle NOTIFY pastChanged FINAL)
    // The branch on which the next version is made.
    Q_PROPERTY(QString branch READ branch NOTIFY namesChanged FINAL)
    // Each { name, kind, current }: branches, and those last seen elsewhere.
    Q_PROPERTY(QVariantList branches READ branches NOTIFY namesChanged FINAL)
    Q_PROPERTY(QString beforeTitle READ beforeTitle NOTIFY sidesChanged FINAL)
    Q_PROPERTY(QString afterTitle READ afterTitle NOTIFY sidesChanged FINAL)
    // The newest version is compared with what is in no version yet.
    Q_PROPERTY(bool unsaved READ isUnsaved NOTIFY sidesChanged FINAL)

public:
    VersionHistory(Services &services, QObject *parent);

    void open(const QString &folder);
    // Reads the list and compares the newest version with the one before it.
    Q_INVOKABLE void refresh();
    // Shows what a version changed; with extend, everything between it and the one chosen before.
    Q_INVOKABLE void choose(int row, bool extend);
    // Shows what is in no version yet.
    Q_INVOKABLE void chooseUnsaved();

    // What can be done with the version shown (the newer side).
    Q_INVOKABLE void startBranch(const QString &name);
    Q_INVOKABLE void giveName(const QString &name);
    Q_INVOKABLE void removeName(const QString &name);
    // Its records become the working copy's; what differs from the newest version is then not saved yet.
    Q_INVOKABLE void bringBack();
    // Shows its records in `past`, for looking only.
    Q_INVOKABLE void look();
    // Makes another branch the current one.
    Q_INVOKABLE void goTo(const QString &branch);

    [[nodiscard]] Operation *acting() { return &m_acting; }
    [[nodiscard]] RecordTableModel *past() { return &m_past; }
    [[nodiscard]] const QString &pastTitle() const { return m_pastTitle; }
    [[nodiscard]] const QString &branch() const { return m_branch; }
    [[nodiscard]] const QVariantList &branches() const { return m_branches; }
    [[nodiscard]] Operation *loading() { return &m_loading; }
    [[nodiscard]] Operation *comparing() { return &m_comparing; }
    [[nodiscard]] VersionList *versions() { return &m_versions; }
    [[nodiscard]] ComparisonModel *comparison() { return &m_comparison; }
    [[nodiscard]] QString beforeTitle() const;
    [[nodiscard]] QString afterTitle() const;
    [[nodiscard]] bool isUnsaved() const { return m_unsaved; }

Q_SIGNALS:
    void sidesChanged();
    void namesChanged();
    void pastChanged();
    void told(const QString &text);
    // The records are other ones now.
    void contentChanged();

private:
    struct Seen
    {
        std::vector<versioning::GraphRow> rows;
        std::vector<versioning::NamedVersion> names;
    };
    using Work =
        std::function<base::Status(versioning::Workspace &, const versioning::CommitId &, base::TaskContext &)>;

    void compare();
    // On the version shown; tells the words when it is done.
    void act(const QString &words, bool changesContent, Work work);

    Services &m_services;
    QString m_folder;
    Operation m_loading{this};
    Operation m_comparing{this};
    Operation m_acting{this};
    RecordTableModel m_past;
    QString m_pastTitle;
    QString m_branch;
    QVariantList m_branches;
    VersionList m_versions{this};
    ComparisonModel m_comparison{this};
    bool m_unsaved = false;
};

} // namespace datanet::app
