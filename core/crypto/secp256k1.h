#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

#include <cstdint>

// Keys and signatures of EVM accounts (ECDSA on secp256k1). Any thread; a key belongs to one thread at a time.
namespace datanet::crypto {

// A point of the curve: x and y, 32 bytes each, as Ethereum hashes them (no prefix byte).
using PublicKey = base::FixedBytes<64>;
// The same with x and the parity of y, as BIP-32 hashes it.
using CompressedPublicKey = base::FixedBytes<33>;

[[nodiscard]] base::Address addressOf(const PublicKey &key);
[[nodiscard]] CompressedPublicKey compressed(const PublicKey &key);
// Invalid when the bytes are no point of the curve.
[[nodiscard]] base::Result<PublicKey> decompressed(const CompressedPublicKey &key);

// A signature from which the signer's public key can be computed. s is in the lower half of the order (EIP-2).
struct Signature
{
    base::Bytes32 r;
    base::Bytes32 s;
    std::uint8_t yParity = 0; // 0 or 1; v of the older forms is 27 + yParity

    bool operator==(const Signature &) const = default;

    // r, s, v: 65 bytes, v being 27 or 28, as contracts take it.
    [[nodiscard]] base::Bytes toBytes() const;
    // The reverse; v may be 0, 1, 27 or 28. Invalid otherwise, or when s is in the upper half.
    [[nodiscard]] static base::Result<Signature> from(base::ByteView bytes);
};

// The key that made the signature over this digest. Invalid when there is none, or when s is in the upper half
// (the twin that anybody can make of a signature).
[[nodiscard]] base::Result<PublicKey> recoverKey(const base::Digest &digest, const Signature &signature);
[[nodiscard]] base::Result<base::Address> recoverAddress(const base::Digest &digest, const Signature &signature);

// The secret half. Its bytes live in locked memory and leave it only through secret().
class SecretKey
{
public:
    [[nodiscard]] static SecretKey generate();
    // Invalid unless there are 32 bytes that, as a number, are above zero and below the order of the curve.
    [[nodiscard]] static base::Result<SecretKey> from(base::Secret bytes);

    [[nodiscard]] PublicKey publicKey() const;
    [[nodiscard]] base::Address address() const { return addressOf(publicKey()); }
    // Deterministic (RFC 6979): the same key and digest give the same signature.
    [[nodiscard]] Signature sign(const base::Digest &digest) const;

    // This key plus a number, modulo the order. Invalid in the case (about 2^-127) that no valid key results.
    [[nodiscard]] base::Result<SecretKey> plus(base::ByteView number32) const;
    [[nodiscard]] SecretKey clone() const { return SecretKey(m_bytes.clone()); }
    [[nodiscard]] const base::Secret &secret() const { return m_bytes; }

private:
    explicit SecretKey(base::Secret bytes) : m_bytes(std::move(bytes)) { }
    base::Secret m_bytes;
};

} // namespace datanet::crypto
