#pragma once

#include "curation/personal_data/written_numbers.h"

namespace datanet::curation {

// Numbers that states give to people and that check themselves. Left out on purpose: Denmark's CPR, whose check digit
// is no longer kept, and every number without one.
[[nodiscard]] std::vector<NumberKind> europeanIdKinds();
[[nodiscard]] std::vector<NumberKind> otherIdKinds();

// The social security number of the United States, which has no check digit: only what is never given out is ruled out.
[[nodiscard]] std::vector<NumberKind> socialSecurityKinds();

} // namespace datanet::curation
