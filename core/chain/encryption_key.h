#pragma once

#include "crypto/age_keys.h"
#include "crypto/secp256k1.h"

namespace datanet::chain {

// The age identity to which sealed bundles for an account are encrypted, derived from the account's key (HKDF-SHA256,
// see the .cpp for salt and info), so that whoever recovers the account from its words can open them again. Its
// recipient's 32 bytes are what Stakes.deposit and setEncryptionKey register.
[[nodiscard]] crypto::AgeIdentity encryptionIdentity(const crypto::SecretKey &account);

} // namespace datanet::chain
