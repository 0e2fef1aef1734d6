#pragma once

#include "base/task.h"
#include "versioning/git_program.h"

#include <QString>
#include <QStringList>

namespace datanet::versioning {

// Runs git for what goes to another place or comes from there; `address` is among the arguments. For https the login is
// given that there is (see Logins); ssh takes its keys from the agent, and its known hosts. Git's own helpers are asked
// where nothing of ours is known. Errors as in place_words.h, and Denied when the repository's own configuration would
// decide about programs, addresses or logins: it may have come from somebody else.
[[nodiscard]] base::Result<base::Bytes> callPlace(const QString &repositoryPath, const QStringList &arguments,
                                                  const QString &address, base::TaskContext &task);

// On this machine: nothing between here and there that could break.
[[nodiscard]] bool isLocalAddress(const QString &address);

// How long a place may be silent: DATANET_PATIENCE, else a minute.
[[nodiscard]] std::chrono::seconds patienceWithPlaces();

} // namespace datanet::versioning
