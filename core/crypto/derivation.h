#pragma once

#include "base/bytes.h"
#include "base/secret.h"

#include <cstddef>
#include <cstdint>

// Keyed digests and keys made from other secrets. Any thread. A failing library stops the program: the inputs are
// bounded by the callers, so only a broken installation can fail.
namespace datanet::crypto {

// RFC 2104 with SHA-256.
[[nodiscard]] base::Digest hmacSha256(base::ByteView key, base::ByteView message);
// RFC 2104 with SHA-512; 64 bytes, which are a secret in BIP-32.
[[nodiscard]] base::Secret hmacSha512(base::ByteView key, base::ByteView message);

// RFC 5869 (extract and expand) with SHA-256; length at most 255 * 32 bytes.
[[nodiscard]] base::Secret hkdfSha256(base::ByteView inputKey, base::ByteView salt, base::ByteView info,
                                      std::size_t length);

// RFC 8018; iterations and length at least 1.
[[nodiscard]] base::Secret pbkdf2Sha256(base::ByteView password, base::ByteView salt, int iterations,
                                        std::size_t length);
[[nodiscard]] base::Secret pbkdf2Sha512(base::ByteView password, base::ByteView salt, int iterations,
                                        std::size_t length);

} // namespace datanet::crypto
