#pragma once

#include "base/task.h"
#include "dataset/data_set.h"
#include "dataset/operation_log.h"
#include "versioning/merge_rows.h"
#include "versioning/merge_state.h"
#include "versioning/remotes.h"
#include "versioning/repository.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace datanet::versioning {

struct CommitRequest
{
    QString message; // must not be blank
    Person author; // name must not be blank
    QDateTime time; // of the author's clock
    CommitSigner signer;
};

struct CommitReport
{
    CommitId id;
    dataset::ChangeCounts counts;
    std::int64_t segmentsWritten = 0;
    std::int64_t bytesWritten = 0; // compressed
    QString afterwards; // English: what could not be done once the version was made; opening makes it good
};

struct MergeRequest
{
    CommitRequest commit; // of the version with two parents, where one is made
    QString name; // of the other side, as the person called it
};

struct MergeReport
{
    enum class Outcome { UpToDate, MovedOn, Merged, Conflicts };
    Outcome outcome = Outcome::UpToDate;
    CommitId version; // the newest one afterwards
    MergeCounts counts; // zeros unless Merged or Conflicts
    std::int64_t conflicts = 0;
};

// Newer: the side whose version is the newer one.
enum class MergeRule { Ours, Theirs, Base, Newer };

// A data set open for writing: folder, lock, working copy and repository, in agreement with each other. This is what
// programs open to import, edit and commit; to look only, RowReader and Repository need no lock.
class Workspace
{
public:
    // A new data set in a folder that does not exist or is empty. Conflict when one is there already.
    [[nodiscard]] static base::Result<Workspace> create(const QString &folder, base::ByteView metadata,
                                                        base::ByteView schema);

    // Brings the parts to agreement first: finishes or forgets a commit that was cut short, rebuilds a missing
    // working copy. NotFound when there is no data set, Conflict when another program has it open for writing.
    [[nodiscard]] static base::Result<Workspace> open(const QString &folder, base::TaskContext &task);

    // A new data set from a bundle file, path or URL (see cloneRemote). On failure nothing is left but what the next
    // attempt goes on with.
    [[nodiscard]] static base::Result<Workspace> clone(const QString &source, const QString &folder,
                                                       base::TaskContext &task, const FetchOptions &options = {});

    [[nodiscard]] const QString &folder() const { return m_dataSet.folder().path; }
    [[nodiscard]] dataset::WorkingCopy &workingCopy() { return m_dataSet.workingCopy(); }
    [[nodiscard]] Repository &repository() { return m_repository; }
    [[nodiscard]] const Repository &repository() const { return m_repository; }

    // Puts the working copy aside (as working.db.old, replacing an earlier one) and fills a new one from the newest
    // version: for one that is damaged, or that cannot be opened. Changes in no version are then in that file only.
    [[nodiscard]] static base::Result<Workspace> repair(const QString &folder, base::TaskContext &task);

    // The version that the working copy's changes are relative to; nothing before the first.
    [[nodiscard]] base::Result<std::optional<CommitId>> base();

    // Makes a version of the working copy, on the current branch; of a merge, one with two parents. Invalid when there
    // is nothing to commit; Conflict when the branch has moved on since, or conflicts are open. On any failure, or a
    // kill, there is either the new version or the changes as they were.
    [[nodiscard]] base::Result<CommitReport> commit(const CommitRequest &request, base::TaskContext &task);

    // Unites the current branch with a version. With unsaved changes, or another merge under way, Conflict. Where
    // nothing was done here since, the branch moves on; else a version with two parents is made; where the sides
    // conflict, the working copy holds the merge, ours in those places, until all is decided and committed.
    [[nodiscard]] base::Result<MergeReport> merge(const CommitId &theirs, const MergeRequest &request,
                                                  base::TaskContext &task);
    // The merge under way, if any.
    [[nodiscard]] base::Result<std::optional<MergeState>> mergeUnderWay();
    // Decides conflicts. own: canonical JSON (documents: the text), or nothing to take the value away.
    base::Status decide(std::int64_t conflict, Choice choice, const std::optional<std::string> &own = {});
    // Decides all that are not decided yet, by rule.
    base::Status decideAll(MergeRule rule, base::TaskContext &task);
    // The working copy holds again what it held; decisions and edits made during the merge are dropped.
    base::Status abortMerge(base::TaskContext &task);

    // Fetches, then merges what a place has of the current branch. NotFound: it has none; Conflict: another data set.
    [[nodiscard]] base::Result<MergeReport> pull(const Remote &remote, const MergeRequest &request,
                                                 base::TaskContext &task);

    // Makes a branch the current one. One that is known from elsewhere only is made from there. Conflict with unsaved
    // changes, unless the branch stands at the version they were made on: then they come along.
    base::Status switchTo(const QString &branch, base::TaskContext &task);

    // Makes the working copy hold what a version holds; what differs from the newest version are then its changes.
    // Uncommitted changes are dropped; undo() brings them back. Conflict while a merge is under way.
    base::Status restore(const CommitId &version, base::TaskContext &task);
    // One record of a version, by key or id as RowReader::find() has it; one document.
    base::Status restoreRecord(const CommitId &version, const QString &key, base::TaskContext &task);
    base::Status restoreDocument(const CommitId &version, const QString &name, base::TaskContext &task);

    // Takes the last thing done to the data back, or does the last one taken back again: edits, imports, columns,
    // restored versions, whether a version was saved since or not (versions stay; what then differs from the newest
    // one are changes). NotFound when there is nothing. Tells what it was.
    [[nodiscard]] base::Result<dataset::Operation> undo(base::TaskContext &task);
    [[nodiscard]] base::Result<dataset::Operation> redo(base::TaskContext &task);

private:
    using Replay = base::Result<std::optional<dataset::Replayed>> (*)(dataset::WorkingState &);
    base::Result<dataset::Operation> replay(Replay step, const QString &nothing, base::TaskContext &task);
    Workspace(dataset::DataSet dataSet, Repository repository);
    base::Status reconcile(base::TaskContext &task);
    base::Status reconcileMerge(base::TaskContext &task);
    base::Status refuseDuringMerge();
    base::Status attachMissing(const ContentTree &newest, const ContentTree &content);
    // The working copy goes on to a version that a merge made or found.
    base::Status takeIn(const ContentTree &content, const CommitId &version, const QString &name,
                        base::TaskContext &task);

    dataset::DataSet m_dataSet;
    Repository m_repository;
};

} // namespace datanet::versioning
