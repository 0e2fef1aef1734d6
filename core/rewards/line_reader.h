#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <functional>

namespace datanet::rewards::detail {

inline constexpr qsizetype kMaximumFileLine = 1024; // bytes of a line in the files that this module writes

// Hands out the lines of a file, plain or zstd, one by one and numbered from 1, in memory that does not grow with it.
// Stops at the first failure. NotFound, Io; Corrupt when damaged, when a line is too long, or the last one does not
// end.
base::Status readLines(const QString &path,
                       const std::function<base::Status(base::ByteView line, std::uint64_t number)> &sink);

} // namespace datanet::rewards::detail
