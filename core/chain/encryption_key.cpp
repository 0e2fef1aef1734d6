#include "chain/encryption_key.h"

#include "crypto/derivation.h"

namespace datanet::chain {

crypto::AgeIdentity encryptionIdentity(const crypto::SecretKey &account)
{
    auto identity = crypto::AgeIdentity::from(crypto::hkdfSha256(account.secret().view(), "datanet-studio",
                                                                 "age X25519 identity of an account, version 1", 32));
    // Any 32 bytes are an identity.
    return std::move(*identity);
}

} // namespace datanet::chain
