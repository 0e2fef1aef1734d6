#pragma once

#include "sync/mirror.h"
#include "sync/review.h"
#include "sync/submitted_records.h"

#include <set>

// What a panel sees of the records that a contribution asks to take out; for the review's own files only.
namespace datanet::sync {

struct ReviewedRemovals
{
    std::vector<ReviewedRemoval> removals;
    // Ids that the contribution is not compared with: what it replaces, and what that had corrected.
    std::set<base::Digest> replaced;
};
// Corrupt when the list is not the registered one, or names a record that the base version does not have.
[[nodiscard]] base::Result<ReviewedRemovals> reviewedRemovals(const Network &network, const chain::Opening &opening,
                                                              const versioning::Repository &sent, const Mirror &mirror,
                                                              const SubmittedRecords &records,
                                                              base::TaskContext &context);

// No check can tell why a record should just go. Where it is not the contributor's own, people have to say: the
// suggested vote asks for changes instead of accepting. Own records may go, also where nothing else is sent.
void suggestForRemovals(OpenedReview &review, const base::Address &contributor);

} // namespace datanet::sync
