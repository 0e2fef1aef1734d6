#pragma once

#include "versioning/content_tree.h"

#include <optional>

namespace datanet::versioning {

// A file kept with the data in a folder, by its SHA-256, whose bytes are checked against it: of a version, where one is
// given; else of the working copy, which keeps what is in no version yet and leaves the rest to the versions it comes
// from. NotFound when it is not there, Corrupt when its bytes are others. Any thread; needs no lock.
[[nodiscard]] base::Result<base::Bytes> keptFile(const QString &folder, const base::Digest &sha256,
                                                 const std::optional<CommitId> &version = std::nullopt);

} // namespace datanet::versioning
