#pragma once

#include "versioning/repository.h"

namespace datanet::versioning {

// The bytes of a commit object, and back. Invalid for a name with characters that would end its line.
[[nodiscard]] base::Result<base::Bytes> commitText(const CommitFields &fields);
[[nodiscard]] base::Result<CommitFields> parseCommit(base::ByteView bytes);

// Puts an armoured signature into the header, as `git commit -S` does.
[[nodiscard]] base::Bytes withSignature(base::ByteView commit, base::ByteView armoured);

} // namespace datanet::versioning
