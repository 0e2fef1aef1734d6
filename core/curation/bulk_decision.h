#pragma once

#include "curation/review.h"

#include <span>

// One decision about many records of a contribution.
namespace datanet::curation {

struct BulkDecision
{
    bool accept = false;
    QString code; // why they are left out; one of reasonCodes()
    QString words; // the reviewer's own; may be empty
};
// Invalid without a known code where records are left out, or with words that are too long.
base::Status validBulkDecision(const BulkDecision &decision);

// What the checks would say to leave a record out. Personal data is located and not repeated.
[[nodiscard]] Reason reasonOf(const Finding &finding);

// What is said about one record. Its evidence is that of the checks where they found the same reason.
[[nodiscard]] Reason reasonFor(const BulkDecision &decision, std::int64_t position, const Report &report);

// The vote with this decision about the positions, ascending; what else was decided stays, and the verdict with it.
// A record that is accepted keeps a reason only where somebody wrote words.
[[nodiscard]] Vote decidedForAll(Vote vote, std::span<const std::int64_t> positions, const BulkDecision &decision,
                                 const Report &report);

// The verdict that a reviewer program would give with these records accepted.
[[nodiscard]] Verdict verdictFor(std::int64_t accepted, std::int64_t records, const Report &report,
                                 const DatanetRules &rules);

} // namespace datanet::curation
