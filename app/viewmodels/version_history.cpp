#include "viewmodels/version_history.h"

#include "dataset/data_set.h"
#include "models/version_source.h"
#include "viewmodels/workspace_task.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr int kMostVersions = 100'000; // listed

} // namespace

VersionHistory::VersionHistory(Services &services, QObject *parent)
    : QObject(parent), m_services(services), m_past(services, this)
{
}

void VersionHistory::open(const QString &folder)
{
    m_loading.cancel();
    m_comparing.cancel();
    m_folder = folder;
    m_unsaved = false;
    m_versions.show({}, {});
    m_comparison.clear();
    m_past.open({});
    m_branch.clear();
    m_branches.clear();
    Q_EMIT namesChanged();
    Q_EMIT sidesChanged();
}

void VersionHistory::refresh()
{
    if (m_folder.isEmpty())
        return;
    auto task =
        m_services.run<Seen>(m_services.computation(), [folder = m_folder](base::TaskContext &) -> Result<Seen> {
            const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
            if (!repository)
                return fail(repository.error());
            auto names = versioning::namedVersions(*repository);
            const auto head = repository->head();
            if (!names || !head)
                return fail(!names ? names.error() : head.error());
            std::vector<versioning::CommitId> tips;
            if (*head)
                tips.push_back(**head); // its line is the straight one
            for (const auto &each : *names)
                tips.push_back(each.version);
            auto rows = versioning::historyGraph(*repository, tips, kMostVersions);
            if (!rows)
                return fail(rows.error());
            return Seen{std::move(*rows), std::move(*names)};
        });
    m_loading.start(task, [this](Seen seen) {
        m_branch.clear();
        m_branches.clear();
        for (const auto &each : seen.names) {
            if (each.kind == versioning::RefKind::Tag)
                continue;
            const bool isHere = each.kind == versioning::RefKind::Branch;
            m_branches.append(QVariantMap{{u"name"_s, each.name},
                                          {u"kind"_s, isHere ? u"branch"_s : u"remote"_s},
                                          {u"current"_s, each.isCurrent}});
            if (each.isCurrent)
                m_branch = each.name;
        }
        Q_EMIT namesChanged();
        m_versions.show(std::move(seen.rows), seen.names);
        m_comparison.clear();
        if (m_versions.count() > 0)
            choose(0, false);
    });
}

void VersionHistory::choose(int row, bool extend)
{
    if (m_versions.at(row) == nullptr)
        return;
    m_unsaved = false;
    if (extend && m_versions.after() >= 0 && row != m_versions.after()) {
        m_versions.setSides(row, m_versions.after());
    } else {
        // The first version has none before it: everything in it is new.
        const auto &parents = m_versions.at(row)->parents;
        m_versions.setSides(parents.empty() ? -1 : m_versions.rowOf(parents.front()), row);
    }
    compare();
}

void VersionHistory::chooseUnsaved()
{
    m_unsaved = true;
    m_versions.setSides(m_versions.count() > 0 ? 0 : -1, -1);
    compare();
}

void VersionHistory::compare()
{
    const auto *before = m_versions.at(m_versions.before());
    const auto *after = m_versions.at(m_versions.after());
    const auto from = before != nullptr ? std::optional(before->id) : std::nullopt;
    const auto to = after != nullptr ? std::optional(after->id) : std::nullopt;
    Q_EMIT sidesChanged();
    // What is in no version yet is read from the working copy, which is open on the data set's lane only.
    auto *lane = m_unsaved ? m_services.dataLane(m_folder) : m_services.computation();
    auto task = m_services.run<Comparison>(lane, [folder = m_folder, from, to](base::TaskContext &context) {
        return compareVersions(folder, from, to, context);
    });
    m_comparing.start(task, [this](Comparison comparison) { m_comparison.show(std::move(comparison)); });
}

void VersionHistory::act(const QString &words, bool changesContent, Work work)
{
    const auto *version = m_versions.at(m_versions.after());
    if (version == nullptr && m_versions.count() > 0)
        version = m_versions.at(0);
    if (version == nullptr)
        return;
    auto task = onWorkspace<bool>(m_services, m_folder,
                                  [work = std::move(work), id = version->id](
                                      versioning::Workspace &workspace, base::TaskContext &context) -> Result<bool> {
                                      const auto status = work(workspace, id, context);
                                      return status ? Result<bool>(true) : fail(status.error());
                                  });
    m_acting.start(task, [this, words, changesContent](bool) {
        refresh();
        if (changesContent)
            Q_EMIT contentChanged();
        Q_EMIT told(words);
    });
}

void VersionHistory::startBranch(const QString &name)
{
    //: Told after a branch was begun; %1 is its name
    act(tr("You are on %1 now").arg(name), true,
        [name](versioning::Workspace &workspace, const versioning::CommitId &at, base::TaskContext &context) {
            if (auto status = versioning::createBranch(workspace.repository(), name, at); !status)
                return status;
            auto status = workspace.switchTo(name, context);
            if (!status) // with unsaved changes in the way, nothing is left of it
                (void)versioning::removeBranch(workspace.repository(), name, true);
            return status;
        });
}

void VersionHistory::giveName(const QString &name)
{
    //: Told after a version was given a name
    act(tr("Named %1").arg(name), false,
        [name](versioning::Workspace &workspace, const versioning::CommitId &at, base::TaskContext &) {
            return versioning::createTag(workspace.repository(), name, at);
        });
}

void VersionHistory::removeName(const QString &name)
{
    //: Told after the name of a version was taken away; %1 is the name
    act(tr("%1 is no name any more").arg(name), false,
        [name](versioning::Workspace &workspace, const versioning::CommitId &, base::TaskContext &) {
            return versioning::removeTag(workspace.repository(), name);
        });
}

void VersionHistory::bringBack()
{
    //: Told after the records of an older version were brought back into the table
    act(tr("Its records are back; save a version to keep them"), true,
        [](versioning::Workspace &workspace, const versioning::CommitId &at,
           base::TaskContext &context) -> base::Status {
            const auto changes = workspace.workingCopy().changes();
            if (!changes)
                return fail(changes.error());
            if (!changes->isEmpty())
                return fail(base::ErrorKind::Conflict, u"there are changes that are in no version yet"_s,
                            u"save a version first; then this one can be brought back"_s);
            return workspace.restore(at, context);
        });
}

void VersionHistory::look()
{
    const auto *version = m_versions.at(m_versions.after());
    if (version == nullptr)
        return;
    m_pastTitle = m_versions.title(m_versions.after());
    m_past.show(std::make_shared<VersionSource>(m_folder, version->id));
    Q_EMIT pastChanged();
}

void VersionHistory::goTo(const QString &branch)
{
    //: Told after another branch became the current one; %1 is its name
    act(tr("You are on %1 now").arg(branch), true,
        [branch](versioning::Workspace &workspace, const versioning::CommitId &, base::TaskContext &context) {
            return workspace.switchTo(branch, context);
        });
}

QString VersionHistory::beforeTitle() const
{
    const QString title = m_versions.title(m_versions.before());
    //: The side before the first version
    return title.isEmpty() ? tr("Nothing") : title;
}

QString VersionHistory::afterTitle() const
{
    //: The side after the newest version: what was not saved as a version yet
    return m_unsaved ? tr("Not saved yet") : m_versions.title(m_versions.after());
}

} // namespace datanet::app
