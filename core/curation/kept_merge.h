#pragma once

#include "curation/kept_records.h"

#include <cstdint>
#include <vector>

namespace datanet::curation {

inline constexpr std::uint32_t kGone = 0xffffffff;

// What was kept of the records, without those that were removed and with those that were added.
struct KeptMerge
{
    KeptRecords next; // firsts and leaders are kGone where they are to be found anew
    std::vector<std::uint32_t> newNumbers; // by old number; kGone for what was removed
    std::vector<std::uint32_t> added; // new numbers, ascending, in the order of the added records
};

// removed: old numbers, ascending. added: ascending by id.
[[nodiscard]] KeptMerge mergeKept(const KeptRecords &old, const std::vector<std::uint32_t> &removed,
                                  const std::vector<KeptRecord> &added);

// Finds the earliest of each wording that an added record has, or whose earliest is gone. changed, by new number: set
// where it is another than before.
void findFirsts(KeptMerge &merge, std::vector<bool> &changed);

} // namespace datanet::curation
