#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace datanet::crypto {

// Base58Check: the bytes and the first four of their double SHA-256, in Bitcoin's alphabet. Both sides may be secret.
[[nodiscard]] base::Secret base58CheckEncode(base::ByteView bytes);
// Invalid on another character, a wrong checksum, or more than 128 characters.
[[nodiscard]] base::Result<base::Secret> base58CheckDecode(base::ByteView text);

} // namespace datanet::crypto
