#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace datanet::crypto {

// Keccak-256, as keccak256() gives it, of many short messages of one length that lie one after another: eight at a time
// in the lanes of the processor's vectors, several times as fast as one by one. The whole root of a million records is
// three million of these. Method: FIPS 202 section 3 with Keccak's own padding.
//   messages: count * length bytes; length: a multiple of 8, at most 128
//   digests: room for count; may begin where the messages begin when a message has 32 bytes or more
void keccak256Each(const std::uint8_t *messages, std::size_t length, std::size_t count, base::Digest *digests);

} // namespace datanet::crypto
