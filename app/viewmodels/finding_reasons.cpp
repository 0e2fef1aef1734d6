#include "viewmodels/finding_reasons.h"

#include "curation/dismissal.h"
#include "curation/finding.h"
#include "dataset/finding_store.h"
#include "sync/dismissals.h"
#include "viewmodels/workspace_task.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

// One more than can have a reason, so that it is told when they are too many.
constexpr int kMostRows = int(curation::kMostDismissals) + 1;

Result<std::vector<dataset::Position>> rowsOf(dataset::RowReader &rows, const QString &rule)
{
    const auto found = dataset::findings(rows, rule, 0, kMostRows);
    if (!found)
        return fail(found.error());
    std::vector<dataset::Position> positions;
    for (const auto &finding : *found) {
        if (finding.position != curation::kWholeSet)
            positions.push_back(finding.position);
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

} // namespace

FindingReasons::FindingReasons(Services &services, QObject *parent) : QObject(parent), m_services(services) { }

int FindingReasons::longest()
{
    return int(curation::kMaximumDismissalWords);
}

void FindingReasons::open(const QString &folder)
{
    m_writing.cancel();
    m_folder = folder;
}

void FindingReasons::give(const QString &rule, qlonglong position, const QString &words)
{
    write(rule, position, words);
}

void FindingReasons::giveAll(const QString &rule, const QString &words)
{
    write(rule, std::nullopt, words);
}

void FindingReasons::takeBack(const QString &rule, qlonglong position)
{
    write(rule, position, {});
}

void FindingReasons::takeBackAll(const QString &rule)
{
    write(rule, std::nullopt, {});
}

void FindingReasons::write(const QString &rule, std::optional<qlonglong> position, const QString &words)
{
    auto task = onWorkspace<void>(m_services, m_folder,
                                  [rule, position, words = words.trimmed()](versioning::Workspace &workspace,
                                                                            base::TaskContext &) -> base::Status {
                                      if (position)
                                          return sync::dismiss(workspace, rule, {*position}, words);
                                      const auto rows = rowsOf(workspace.workingCopy().rows(), rule);
                                      return rows ? sync::dismiss(workspace, rule, *rows, words) : fail(rows.error());
                                  });
    m_writing.start(task, [this] { Q_EMIT written(); });
}

} // namespace datanet::app
