#pragma once

#include <array>
#include <string_view>

namespace datanet::crypto {

// The 2,048 English words of BIP-39 in alphabetical order; a word's place is its 11-bit number.
extern const std::array<std::string_view, 2048> kBip39Words;

} // namespace datanet::crypto
