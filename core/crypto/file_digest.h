#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"

#include <QString>

namespace datanet::crypto {

// SHA-256 of a file of any size. NotFound, Io, Cancelled.
[[nodiscard]] base::Result<base::Digest> sha256OfFile(const QString &path, base::TaskContext &context);

} // namespace datanet::crypto
