#pragma once

#include "crypto/device_key.h"
#include "crypto/verifying_key.h"
#include "provenance/manifest.h"

#include <optional>

// OpenSSF Model Signing 1.0, method "key": a Sigstore bundle around a DSSE envelope around the statement. What is
// written here verifies with any conforming verifier; bundles of others with a key or a certificate verify here.
namespace datanet::provenance {

inline constexpr std::int64_t kMaximumBundleBytes = std::int64_t(3) << 29; // base64 of the largest statement

// manifest.sigstore.json around Manifest::toStatement(), or a bundle around another in-toto statement.
[[nodiscard]] base::Bytes signStatement(base::ByteView statement, const crypto::DeviceKey &key);

// What a bundle says once its signature was found good.
struct SignedManifest
{
    Manifest manifest;
    crypto::VerifyingKey signer;
    base::Bytes statement; // the signed bytes
};
// key: of whom the signature must be. Without one the bundle must carry a certificate, whose key is used and whose
// owner the caller must judge. Invalid when malformed or of another kind; Corrupt when the signature is not good;
// Denied when there is no key to check against, or the bundle names another.
[[nodiscard]] base::Result<SignedManifest> verifyBundle(base::ByteView bundle,
                                                        const std::optional<crypto::VerifyingKey> &key);

// The same for a bundle around any in-toto statement, which the caller reads.
struct SignedStatement
{
    crypto::VerifyingKey signer;
    base::Bytes statement; // the signed bytes
};
[[nodiscard]] base::Result<SignedStatement> verifyStatement(base::ByteView bundle,
                                                            const std::optional<crypto::VerifyingKey> &key);

// The fingerprint that a bundle's publicKey.hint carries: SHA-256 of the key's PEM, in hex.
[[nodiscard]] QString keyHint(const crypto::VerifyingKey &key);

} // namespace datanet::provenance
