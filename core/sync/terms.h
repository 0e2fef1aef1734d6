#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>

// Rules of a datanet as they travel: on its remote the ref refs/datanet/terms holds a tree of <terms hash>.json, all
// that ever held, because a contribution is judged by those of its registration. Names and bytes are believed only
// where they hash to what the chain keeps.
namespace datanet::sync {

inline constexpr auto kTermsRef = "refs/datanet/terms";

// Invalid, with what to do, for a remote of another kind than an absolute path, https or ssh.
base::Status checkRemote(const QString &remote);

// Where a mirror keeps them, by hash.
QString termsFolder(const versioning::Repository &mirror);

// Every terms file of the remote that hashes to its name is added to the folder. A remote without any is no error.
base::Status fetchTerms(versioning::Repository &repository, const QString &remote, const QString &folder,
                        base::TaskContext &context);

// Adds the rules to the remote, whose other terms stay; an absolute path where nothing is yet becomes a repository.
// scratch: a folder that may be made and removed. Conflict when somebody changed the terms at the same time.
base::Status pushTerms(const QString &remote, base::ByteView rules, const QString &scratch, base::TaskContext &context);

} // namespace datanet::sync
