#pragma once

#include "base/task.h"
#include "versioning/merge_cells.h"
#include "versioning/object_batch.h"
#include "versioning/tree_builder.h"

#include <QStringList>

#include <vector>

namespace datanet::versioning {

struct MergeCounts
{
    std::int64_t added = 0; // by them, against the common version
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    std::int64_t alike = 0; // rows that both sides changed or added in the same way
    bool operator==(const MergeCounts &) const = default;
};

// A conflict's row in the merge: where it came to stand.
struct ConflictPlace
{
    SegmentName segment;
    int index = 0;
};

struct MergedRows
{
    TreeChanges changes; // of the base's segments; those that were written anew are in the batch
    MergeCounts counts;
    std::vector<MergeConflict> conflicts;
    std::vector<std::optional<ConflictPlace>> places; // one for each conflict
};

// Rows of two versions united, against the version they have in common. Only segments that a side has changed are
// opened. A segment that one side alone changed is taken as it is; where rows of one were touched by both, those
// segments are written anew, in the order of the base, with what each side added behind the row it stood behind.
// The same whichever side comes first, except for what conflicts, where ours stays.
[[nodiscard]] base::Result<MergedRows> mergeRows(const Repository &repository, const ContentTree &base,
                                                 const ContentTree &ours, const ContentTree &theirs,
                                                 const QStringList &keyFields, ObjectBatch &batch,
                                                 base::TaskContext &task);

} // namespace datanet::versioning
