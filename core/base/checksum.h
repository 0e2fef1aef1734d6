#pragma once

#include "base/bytes.h"

#include <cstdint>

// Check sums that file formats ask for. They find damage, not intent.
namespace datanet::base {

// CRC-32 (ISO 3309), as git's pack index and gzip use it. Continues from `previous`.
[[nodiscard]] std::uint32_t crc32(ByteView bytes, std::uint32_t previous = 0);
// Adler-32 (RFC 1950), which ends a zlib stream.
[[nodiscard]] std::uint32_t adler32(ByteView bytes);

} // namespace datanet::base
