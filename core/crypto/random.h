#pragma once

#include "base/bytes.h"
#include "base/secret.h"

#include <cstddef>
#include <cstdint>
#include <span>

// Random bytes fit for keys, from OpenSSL's generator seeded by the kernel. Any thread. Without randomness the
// program stops: every alternative would be a guessable key.
namespace datanet::crypto {

void fillRandom(std::span<std::uint8_t> out);
[[nodiscard]] base::Bytes randomBytes(qsizetype count);
[[nodiscard]] base::Secret randomSecret(std::size_t count);

template <std::size_t N>
[[nodiscard]] base::FixedBytes<N> randomFixed()
{
    base::FixedBytes<N> result;
    fillRandom(result.bytes);
    return result;
}

} // namespace datanet::crypto
