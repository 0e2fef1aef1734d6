#pragma once

#include "versioning/merge_cells.h"
#include "versioning/merge_rows.h"

#include <vector>

namespace datanet::versioning {

struct Merged
{
    ObjectId tree; // written and durable, with ours where the sides conflict
    MergeCounts counts;
    std::vector<MergeConflict> conflicts; // rows first, in their order, then documents
};

// Unites two versions against the one they have in common (empty: they have none). Attachments are united; records as
// mergeRows() says, documents as mergeDocuments() says. Without conflicts the tree is the same whichever side comes
// first. Invalid when the two sides tell rows apart by different keys.
[[nodiscard]] base::Result<Merged> mergeTrees(Repository &repository, const ContentTree &base, const ContentTree &ours,
                                              const ContentTree &theirs, base::TaskContext &task);

} // namespace datanet::versioning
