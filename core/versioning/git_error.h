#pragma once

#include "base/result.h"

namespace datanet::versioning {

// What libgit2 said about its last call on this thread, as one of our kinds. code: what that call returned.
[[nodiscard]] tl::unexpected<base::Error> failWithGit(int code, const QString &what);

// Starts libgit2 once for the program, with synced writes. Any thread.
void startGit();

} // namespace datanet::versioning
