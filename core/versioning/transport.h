#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>
#include <QStringList>

#include <optional>

// What leaves and enters the machine, through the `git` program: it resumes, knows ssh and https, and is faster than
// the library. Cancelling stops the child process. Errors: Network (with git's own last words), Invalid, Cancelled,
// Denied when it can't log in, NotFound when git is not installed. With --progress
// among the arguments git's percentages reach the task.
namespace datanet::versioning {

// One file that also `git clone` opens, with all versions and proofs; on any failure the path is as before. Invalid
// before the first version, Io when the file can't be written.
base::Status exportBundle(const Repository &repository, const QString &file, base::TaskContext &task);

// Brings main and proofs of `source` to refs/remotes/<name>/main and refs/remotes/<name>/proofs.
struct Fetched
{
    std::optional<CommitId> main;
    std::optional<CommitId> proofs;
};
[[nodiscard]] base::Result<Fetched> fetch(Repository &repository, const QString &name, const QString &source,
                                          base::TaskContext &task);

// Pushes main and proofs; Conflict when the other side has versions that are not here.
base::Status push(const Repository &repository, const QString &target, base::TaskContext &task);

// Runs git on the repository for what is not named above (maintenance, archives); output above `maximum` is an error.
[[nodiscard]] base::Result<base::Bytes> runGit(const QString &repositoryPath, const QStringList &arguments,
                                               base::TaskContext &task, std::int64_t maximum = 16 << 20);

} // namespace datanet::versioning
