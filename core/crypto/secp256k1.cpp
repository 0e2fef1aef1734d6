#include "crypto/secp256k1.h"

#include "crypto/digest.h"
#include "crypto/library_call.h"
#include "crypto/random.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include <cstring>

namespace datanet::crypto {

using detail::require;

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kSecretSize = 32;

// One context for all threads: after it is blinded once it is only read.
const secp256k1_context *context()
{
    static const secp256k1_context *const made = [] {
        secp256k1_context *fresh = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
        require(fresh != nullptr);
        require(secp256k1_context_randomize(fresh, randomSecret(32).data()) == 1);
        return fresh;
    }();
    return made;
}

PublicKey serialized(const secp256k1_pubkey &point)
{
    unsigned char bytes[65];
    std::size_t size = sizeof bytes;
    require(secp256k1_ec_pubkey_serialize(context(), bytes, &size, &point, SECP256K1_EC_UNCOMPRESSED) == 1);
    PublicKey key;
    std::memcpy(key.data(), bytes + 1, 64);
    return key;
}

bool hasHighS(const Signature &signature)
{
    unsigned char compact[64];
    std::memcpy(compact, signature.r.data(), 32);
    std::memcpy(compact + 32, signature.s.data(), 32);
    secp256k1_ecdsa_signature plain;
    return secp256k1_ecdsa_signature_parse_compact(context(), &plain, compact) == 1
        && secp256k1_ecdsa_signature_normalize(context(), nullptr, &plain) == 1;
}

tl::unexpected<base::Error> invalidSignature()
{
    return base::fail(base::ErrorKind::Invalid, u"this is not a signature in its one accepted form"_s);
}

} // namespace

base::Address addressOf(const PublicKey &key)
{
    const base::Digest digest = keccak256(key.view());
    base::Address address;
    std::memcpy(address.data(), digest.data() + 12, 20);
    return address;
}

CompressedPublicKey compressed(const PublicKey &key)
{
    CompressedPublicKey result;
    result.bytes[0] = (key.bytes[63] & 1) != 0 ? 0x03 : 0x02;
    std::memcpy(result.data() + 1, key.data(), 32);
    return result;
}

base::Result<PublicKey> decompressed(const CompressedPublicKey &key)
{
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_parse(context(), &point, key.data(), CompressedPublicKey::kSize) != 1)
        return base::fail(base::ErrorKind::Invalid, u"this is not a public key of the curve secp256k1"_s);
    return serialized(point);
}

base::Bytes Signature::toBytes() const
{
    return r.toBytes() + s.toBytes() + static_cast<char>(27 + yParity);
}

base::Result<Signature> Signature::from(base::ByteView bytes)
{
    if (bytes.size() != 65)
        return base::fail(base::ErrorKind::Invalid, u"a signature has 65 bytes"_s);
    const auto v = static_cast<std::uint8_t>(bytes[64]);
    Signature signature;
    if (v == 0 || v == 1)
        signature.yParity = v;
    else if (v == 27 || v == 28)
        signature.yParity = static_cast<std::uint8_t>(v - 27);
    else
        return invalidSignature();
    std::memcpy(signature.r.data(), bytes.data(), 32);
    std::memcpy(signature.s.data(), bytes.data() + 32, 32);
    if (hasHighS(signature))
        return invalidSignature();
    return signature;
}

base::Result<PublicKey> recoverKey(const base::Digest &digest, const Signature &signature)
{
    if (signature.yParity > 1 || hasHighS(signature))
        return invalidSignature();
    unsigned char compact[64];
    std::memcpy(compact, signature.r.data(), 32);
    std::memcpy(compact + 32, signature.s.data(), 32);
    secp256k1_ecdsa_recoverable_signature recoverable;
    secp256k1_pubkey point;
    if (secp256k1_ecdsa_recoverable_signature_parse_compact(context(), &recoverable, compact, signature.yParity) != 1
        || secp256k1_ecdsa_recover(context(), &point, &recoverable, digest.data()) != 1)
        return invalidSignature();
    return serialized(point);
}

base::Result<base::Address> recoverAddress(const base::Digest &digest, const Signature &signature)
{
    const auto key = recoverKey(digest, signature);
    if (!key)
        return base::fail(key.error());
    return addressOf(*key);
}

SecretKey SecretKey::generate()
{
    base::Secret bytes = randomSecret(kSecretSize);
    while (secp256k1_ec_seckey_verify(context(), bytes.data()) != 1)
        bytes = randomSecret(kSecretSize);
    return SecretKey(std::move(bytes));
}

base::Result<SecretKey> SecretKey::from(base::Secret bytes)
{
    if (bytes.size() != kSecretSize)
        return base::fail(base::ErrorKind::Invalid, u"a secret key has 32 bytes"_s);
    if (secp256k1_ec_seckey_verify(context(), bytes.data()) != 1)
        return base::fail(base::ErrorKind::Invalid, u"these bytes are outside the range of secret keys"_s);
    return SecretKey(std::move(bytes));
}

PublicKey SecretKey::publicKey() const
{
    secp256k1_pubkey point;
    require(secp256k1_ec_pubkey_create(context(), &point, m_bytes.data()) == 1);
    return serialized(point);
}

Signature SecretKey::sign(const base::Digest &digest) const
{
    secp256k1_ecdsa_recoverable_signature recoverable;
    require(secp256k1_ecdsa_sign_recoverable(context(), &recoverable, digest.data(), m_bytes.data(), nullptr, nullptr)
            == 1);
    unsigned char compact[64];
    int recoveryId = 0;
    require(secp256k1_ecdsa_recoverable_signature_serialize_compact(context(), compact, &recoveryId, &recoverable)
            == 1);
    // 2 and 3 would mean an r above the order, which nobody has ever seen and v cannot express.
    require(recoveryId == 0 || recoveryId == 1);
    Signature signature;
    std::memcpy(signature.r.data(), compact, 32);
    std::memcpy(signature.s.data(), compact + 32, 32);
    signature.yParity = static_cast<std::uint8_t>(recoveryId);
    return signature;
}

base::Result<SecretKey> SecretKey::plus(base::ByteView number32) const
{
    base::Secret sum = m_bytes.clone();
    if (number32.size() != static_cast<qsizetype>(kSecretSize)
        || secp256k1_ec_seckey_tweak_add(context(), sum.data(),
                                         reinterpret_cast<const unsigned char *>(number32.data()))
            != 1)
        return base::fail(base::ErrorKind::Invalid, u"no valid secret key results"_s);
    return SecretKey(std::move(sum));
}

} // namespace datanet::crypto
