#pragma once

#include "base/task.h"
#include "versioning/content_tree.h"

#include <span>
#include <vector>

namespace datanet::versioning {

// What is signed of some segments, from one reading of them on all cores.
struct SegmentDigests
{
    std::vector<base::Digest> files; // SHA-256 of each segment as it lies in git, in the order given
    std::vector<base::Digest> recordIds; // ascending: the order that their Merkle root has; empty unless asked for
};
enum class DigestRecords : bool { No, Yes };

// 32 bytes a record. Corrupt, naming the segment, where records are asked for and it is not what its name says.
[[nodiscard]] base::Result<SegmentDigests> digestSegments(const Repository &repository,
                                                          std::span<const ContentTree::Segment> segments,
                                                          DigestRecords records, base::TaskContext &task);

} // namespace datanet::versioning
