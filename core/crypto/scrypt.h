#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

#include <cstddef>
#include <cstdint>

namespace datanet::crypto {

// RFC 7914. The caller bounds n, r and p. Invalid when they break the algorithm's own rules, Io when the memory is not
// there. (OpenSSL 3.0 refuses parameter sets that are valid and in use, so this is libsodium's.)
[[nodiscard]] base::Result<base::Secret> scrypt(base::ByteView password, base::ByteView salt, std::uint64_t n,
                                                std::uint32_t r, std::uint32_t p, std::size_t length);

} // namespace datanet::crypto
