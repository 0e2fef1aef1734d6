#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

#include <string_view>

namespace datanet::crypto {

// Bech32 (BIP-173, without its limit of 90 characters, as age uses it), lower case. The bytes may be secret.
[[nodiscard]] base::Secret bech32Encode(std::string_view prefix, base::ByteView bytes);
// Invalid unless the text is of one case, has this prefix (given in lower case) and a good checksum, and is at most
// 256 characters long.
[[nodiscard]] base::Result<base::Secret> bech32Decode(std::string_view prefix, base::ByteView text);

} // namespace datanet::crypto
