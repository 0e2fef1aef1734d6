#pragma once

#include "curation/personal_data/personal_datum.h"

#include <string_view>

namespace datanet::curation {

// Whether capital letters and digits are an international bank account number: country, length and form of the SWIFT
// registry (release 101), and the rest modulo 97 of ISO 13616. Any thread.
[[nodiscard]] bool isIban(std::string_view compact);

// Adds the account numbers in a plain text, compact or in groups. Linear time. Any thread.
void findIbans(std::string_view plain, PersonalData &found);

} // namespace datanet::curation
