#pragma once

#include "sync/review.h"

namespace datanet::sync {

// Records of an opened submission, chosen together.
struct RecordChoice
{
    QString where; // an expression as above the workbench's table; finding:RULE asks for what the checks found
    QString rule; // and those with a finding of this rule; empty: any
};

// Their positions in the vote, ascending. Invalid, saying where, for an expression that makes no sense, and for a
// choice of nothing at all. Reads the records of the submission when there is an expression.
[[nodiscard]] base::Result<std::vector<std::int64_t>>
chosenRecords(const OpenedReview &review, const RecordChoice &choice, base::TaskContext &context);

} // namespace datanet::sync
