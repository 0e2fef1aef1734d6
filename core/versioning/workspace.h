#pragma once

#include "base/task.h"
#include "dataset/data_set.h"
#include "dataset/operation_log.h"
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

    // A new data set from a bundle file, path or URL (see cloneRepository).
    [[nodiscard]] static base::Result<Workspace> clone(const QString &source, const QString &folder,
                                                       base::TaskContext &task);

    [[nodiscard]] const QString &folder() const { return m_dataSet.folder().path; }
    [[nodiscard]] dataset::WorkingCopy &workingCopy() { return m_dataSet.workingCopy(); }
    [[nodiscard]] Repository &repository() { return m_repository; }
    [[nodiscard]] const Repository &repository() const { return m_repository; }

    // The version that the working copy's changes are relative to; nothing before the first.
    [[nodiscard]] base::Result<std::optional<CommitId>> base();

    // Makes a version of the working copy. Invalid when there is nothing to commit; Conflict when main has moved on
    // since. On any failure, or a kill, there is either the new version or the changes as they were.
    [[nodiscard]] base::Result<CommitReport> commit(const CommitRequest &request, base::TaskContext &task);

    // Makes the working copy hold what a version holds; what differs from the newest version are then its changes.
    // Uncommitted changes are dropped; undo() brings them back.
    base::Status restore(const CommitId &version, base::TaskContext &task);

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

    dataset::DataSet m_dataSet;
    Repository m_repository;
};

} // namespace datanet::versioning
