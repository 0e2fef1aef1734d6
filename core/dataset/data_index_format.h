#pragma once

#include "base/database.h"
#include "dataset/working_state.h"

#include <string_view>
#include <vector>

// Inside of the index: what its parts know of how it is stored.
namespace datanet::dataset {

// A word's row number says its segment and its line there.
inline constexpr int kLineBits = 9;
static_assert(kMaximumSegmentRows <= 1 << kLineBits);

// What the statistics of all rows are kept under: the hashes of the segments they are of, hashed.
[[nodiscard]] base::Digest keyOf(const std::vector<SegmentEntry> &segments);
base::Status setMeta(base::Database &database, std::string_view name, base::ByteView value);

} // namespace datanet::dataset
