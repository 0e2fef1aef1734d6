#pragma once

#include "benchmarks/near_duplicates/edits.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::test {

// A text that is handed in, and whether the set has it already.
struct Probe
{
    enum class Group { Light, Heavy, Other }; // edited lightly or heavily; a record of its own

    std::string kind;
    Group group = Group::Other;
    std::string text;
    std::uint32_t original = 0; // what was edited; of other records what they resemble
};

// Real prose (FOLDOC and the Jargon File, entries of 25 to 120 words) and what becomes of it. Labels come from how a
// probe was made, never from how similar it turned out. Other records are of six kinds:
//   another entry              one that is not among the originals
//   an entry of the same topic likewise, of the same FOLDOC category as an original
//   same form, other content   a form of 8 sentences-long kinds filled in with other names, words, years
//   same notice, other text    half of the words are a licence notice that an original has too
//   quotes an original         30 to 45 in a hundred words are a run of an original's
//   halves of two originals    the beginning of one and the end of another
// Originals that happen to be near-duplicates of each other (FOLDOC took entries over) stay; entries that say they come
// from the Jargon File don't.
struct LabelledSet
{
    std::vector<std::string> originals;
    std::vector<Probe> probes;
};

// The texts of dict-foldoc and dict-jargon. Deterministic.
[[nodiscard]] LabelledSet makeLabelledSet(std::string_view foldoc, std::string_view jargon, std::size_t perKind,
                                          std::uint64_t seed = 1);

} // namespace datanet::test
