#pragma once

#include "versioning/history.h"

#include <vector>

namespace datanet::versioning {

// All versions that the given ones lead to, as a picture: one row a version, newest first and each above those it was
// made from, with lanes for what ran side by side.
struct GraphLine
{
    int from = 0; // lane at the upper edge of the row
    int to = 0; // lane at its lower edge
    bool operator==(const GraphLine &) const = default;
};

struct GraphRow
{
    Version version;
    int lane = 0; // the version's dot
    // Between this row's dot and the next row's: what passes by keeps its lane, what leaves the dot goes to a parent's.
    std::vector<GraphLine> lines;
    bool operator==(const GraphRow &) const = default;
};

// tips: the first one's first parents stay in lane 0 and carry numbers. At most `limit` rows, the newest.
[[nodiscard]] base::Result<std::vector<GraphRow>> historyGraph(const Repository &repository,
                                                               const std::vector<CommitId> &tips, int limit);

} // namespace datanet::versioning
