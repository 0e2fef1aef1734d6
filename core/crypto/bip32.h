#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/secp256k1.h"

#include <QString>
#include <QStringView>

#include <cstdint>
#include <vector>

// Trees of accounts from one seed: BIP-32 on secp256k1, BIP-44 for the paths. Any thread; a key belongs to one.
namespace datanet::crypto {

// Indices from here on are hardened: written 0', 1', ...
constexpr std::uint32_t kHardened = 0x80000000;

// "m/44'/60'/0'/0/7" as indices; ', h and H mark hardened ones. Invalid when malformed or deeper than 255.
[[nodiscard]] base::Result<std::vector<std::uint32_t>> parsePath(QStringView text);
// The path of the account with this number under Ethereum's coin type, in every common wallet.
[[nodiscard]] QString accountPath(std::uint32_t index);

// Where a key stands in its tree; part of its text form.
struct TreePlace
{
    std::uint8_t depth = 0;
    std::uint32_t parent = 0; // the parent key's fingerprint
    std::uint32_t index = 0;
};

// A secret key that can make the keys below it.
class ExtendedKey
{
public:
    // Seeds of 16 to 64 bytes; Invalid otherwise, or (about 2^-127) when the seed gives no valid key.
    [[nodiscard]] static base::Result<ExtendedKey> fromSeed(const base::Secret &seed);
    // "xprv..." Invalid unless everything in it is as BIP-32 wants it.
    [[nodiscard]] static base::Result<ExtendedKey> parse(base::ByteView text);

    [[nodiscard]] base::Result<ExtendedKey> child(std::uint32_t index) const;
    [[nodiscard]] base::Result<ExtendedKey> descendant(const std::vector<std::uint32_t> &path) const;

    [[nodiscard]] const SecretKey &key() const { return m_key; }
    [[nodiscard]] base::Secret toText() const;
    // "xpub...": knows all addresses below, can sign nothing.
    [[nodiscard]] QByteArray publicText() const;

private:
    ExtendedKey(SecretKey key, base::Secret chainCode, TreePlace place)
        : m_key(std::move(key)), m_chainCode(std::move(chainCode)), m_place(place)
    {
    }

    SecretKey m_key;
    base::Secret m_chainCode;
    TreePlace m_place;
};

// True for a well-formed "xpub..." whose key is a point of the curve.
[[nodiscard]] bool isExtendedPublicKey(base::ByteView text);

// The secret key of account number index (below 2^31) of a seed, at accountPath(index).
[[nodiscard]] base::Result<SecretKey> accountKey(const base::Secret &seed, std::uint32_t index);

} // namespace datanet::crypto
