#pragma once

#include "base/task.h"
#include "versioning/git_program.h"
#include "versioning/repository.h"

#include <QString>
#include <QStringList>

#include <optional>

// Published versions and their proofs between repositories, and bundle files. Errors as in place_call.h.
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

} // namespace datanet::versioning
