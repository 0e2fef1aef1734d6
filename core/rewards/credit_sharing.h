#pragma once

#include "base/bytes.h"
#include "rewards/record_credit.h"

#include <span>
#include <vector>

// Who earns for a record that corrected another one: both, by the words that each brought. The one place where the rule
// is computed.
//
// The authors of the corrected record keep the tokens that the new one has in common with it (the longest common
// subsequence), and at least half unless its contributor signed that the words alone decide, or corrects himself; the
// corrector gets the others. What they keep is shared in the same way where the corrected record was itself a
// correction. The contributor of the first record of all keeps at least half, counting everything of theirs, unless
// they signed each correction that others made since; what they lack is taken from the newest corrections first.
namespace datanet::rewards {

// A published record that took another one's place.
struct Correction
{
    RecordPlace record;
    RecordPlace corrected;
    base::Address author; // contributor of the record
    base::Address correctedAuthor; // of the corrected one
    std::vector<base::Address> agreed; // who signed that the words alone decide
    bool current = true; // false: another correction took the place before

    bool operator==(const Correction &) const = default;
    [[nodiscard]] bool hasAgreed(const base::Address &who) const;
};

struct CorrectionStep
{
    Correction correction;
    std::uint32_t tokens = 0; // of the new record
    std::uint32_t kept = 0; // of these, in common with the corrected one

    bool operator==(const CorrectionStep &) const = default;
};
// Newest first: each step corrects the record of the next one. Empty for a record that corrected nothing.
using CorrectionChain = std::vector<CorrectionStep>;

// What the authors along the chain get of the credit, which they share to the last unit; ascending by record, none
// zero. `record`: whose credit it is, the newest of the chain.
[[nodiscard]] std::vector<RecordCredit> shareCredit(std::uint64_t credit, const RecordPlace &record,
                                                    std::span<const CorrectionStep> chain);

} // namespace datanet::rewards
