#pragma once

#include "curation/check.h"
#include "curation/personal_data/personal_datum.h"

#include <array>

namespace datanet::curation {

// The rule of each kind of personal data, by PersonalKind.
[[nodiscard]] const std::array<Rule, kPersonalKinds> &personalDataRules();

} // namespace datanet::curation
