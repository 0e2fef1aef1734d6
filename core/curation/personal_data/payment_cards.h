#pragma once

#include "curation/personal_data/written_numbers.h"

namespace datanet::curation {

// Numbers of payment cards: the ranges and lengths of ISO/IEC 7812 that the networks publish, and Luhn's check digit.
[[nodiscard]] std::vector<NumberKind> paymentCardKinds();

} // namespace datanet::curation
