#include "crypto/bip32.h"

#include "crypto/base58.h"
#include "crypto/derivation.h"
#include "crypto/digest.h"

#include <QList>
#include <QtEndian>

#include <openssl/evp.h>

#include <algorithm>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr std::uint32_t kSecretVersion = 0x0488ade4; // "xprv"
constexpr std::uint32_t kPublicVersion = 0x0488b21e; // "xpub"
constexpr std::size_t kTextSize = 78; // version, depth, parent, index, chain code, key

std::uint32_t fingerprint(const PublicKey &key)
{
    static EVP_MD *const ripemd = EVP_MD_fetch(nullptr, "RIPEMD160", nullptr);
    std::uint8_t digest[20];
    const base::Digest sha = sha256(compressed(key).view());
    if (ripemd == nullptr || EVP_Digest(sha.data(), 32, digest, nullptr, ripemd, nullptr) != 1)
        qFatal("the digest library has no RIPEMD-160");
    return qFromBigEndian<std::uint32_t>(digest);
}

base::Secret serialized(std::uint32_t version, const TreePlace &place, const base::Secret &chainCode,
                        base::ByteView key33)
{
    base::Secret bytes(kTextSize);
    qToBigEndian(version, bytes.data());
    bytes.data()[4] = place.depth;
    qToBigEndian(place.parent, bytes.data() + 5);
    qToBigEndian(place.index, bytes.data() + 9);
    std::copy_n(chainCode.data(), 32, bytes.data() + 13);
    std::copy(key33.begin(), key33.end(), bytes.data() + 45);
    return base58CheckEncode(bytes.view());
}

struct Parsed
{
    TreePlace place;
    base::Secret bytes;
};

base::Result<Parsed> parsedText(base::ByteView text, std::uint32_t version)
{
    const auto refuse = [] { return base::fail(base::ErrorKind::Invalid, u"this is not an extended key"_s); };
    auto bytes = base58CheckDecode(text);
    if (!bytes || bytes->size() != kTextSize || qFromBigEndian<std::uint32_t>(bytes->data()) != version)
        return refuse();
    const TreePlace place{bytes->data()[4], qFromBigEndian<std::uint32_t>(bytes->data() + 5),
                          qFromBigEndian<std::uint32_t>(bytes->data() + 9)};
    if (place.depth == 0 && (place.parent != 0 || place.index != 0))
        return refuse();
    return Parsed{place, std::move(*bytes)};
}

base::Secret half(const base::Secret &both, qsizetype which)
{
    return base::Secret::from(both.view().sliced(32 * which, 32));
}

} // namespace

base::Result<std::vector<std::uint32_t>> parsePath(QStringView text)
{
    const auto refuse = [] {
        return base::fail(base::ErrorKind::Invalid, u"this is not a path of account keys"_s,
                          u"an example: m/44'/60'/0'/0/0"_s);
    };
    const auto parts = text.split(u'/');
    if (parts.size() > 256 || parts.front() != "m"_L1)
        return refuse();
    std::vector<std::uint32_t> path;
    for (qsizetype level = 1; level < parts.size(); ++level) {
        QStringView part = parts[level];
        const bool hardened = part.endsWith(u'\'') || part.endsWith(u'h') || part.endsWith(u'H');
        if (hardened)
            part.chop(1);
        bool good = false;
        const uint index = part.toUInt(&good);
        const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
        if (!good || index >= kHardened || !std::all_of(part.begin(), part.end(), isDigit))
            return refuse();
        path.push_back(hardened ? index | kHardened : index);
    }
    return path;
}

QString accountPath(std::uint32_t index)
{
    return u"m/44'/60'/0'/0/"_s + QString::number(index);
}

base::Result<ExtendedKey> ExtendedKey::fromSeed(const base::Secret &seed)
{
    if (seed.size() < 16 || seed.size() > 64)
        return base::fail(base::ErrorKind::Invalid, u"a seed has 16 to 64 bytes"_s);
    const base::Secret both = hmacSha512("Bitcoin seed", seed.view());
    auto key = SecretKey::from(half(both, 0));
    if (!key)
        return base::fail(key.error());
    return ExtendedKey(std::move(*key), half(both, 1), TreePlace());
}

base::Result<ExtendedKey> ExtendedKey::parse(base::ByteView text)
{
    const auto parsed = parsedText(text, kSecretVersion);
    if (!parsed)
        return base::fail(parsed.error());
    if (parsed->bytes.data()[45] != 0)
        return base::fail(base::ErrorKind::Invalid, u"this is not an extended key"_s);
    auto key = SecretKey::from(base::Secret::from(parsed->bytes.view().sliced(46, 32)));
    if (!key)
        return base::fail(key.error());
    return ExtendedKey(std::move(*key), base::Secret::from(parsed->bytes.view().sliced(13, 32)), parsed->place);
}

base::Result<ExtendedKey> ExtendedKey::child(std::uint32_t index) const
{
    if (m_place.depth == 255)
        return base::fail(base::ErrorKind::Invalid, u"a tree of keys ends at depth 255"_s);
    const PublicKey publicKey = m_key.publicKey();
    base::Secret data(37);
    if (index >= kHardened)
        std::copy_n(m_key.secret().data(), 32, data.data() + 1);
    else
        std::copy_n(compressed(publicKey).data(), 33, data.data());
    qToBigEndian(index, data.data() + 33);
    const base::Secret both = hmacSha512(m_chainCode.view(), data.view());
    auto key = m_key.plus(both.view().first(32));
    if (!key)
        return base::fail(key.error());
    const TreePlace place{static_cast<std::uint8_t>(m_place.depth + 1), fingerprint(publicKey), index};
    return ExtendedKey(std::move(*key), half(both, 1), place);
}

base::Result<ExtendedKey> ExtendedKey::descendant(const std::vector<std::uint32_t> &path) const
{
    base::Result<ExtendedKey> current = ExtendedKey(m_key.clone(), m_chainCode.clone(), m_place);
    for (std::uint32_t index : path) {
        if (!current)
            break;
        current = current->child(index);
    }
    return current;
}

base::Secret ExtendedKey::toText() const
{
    base::Secret key(33);
    std::copy_n(m_key.secret().data(), 32, key.data() + 1);
    return serialized(kSecretVersion, m_place, m_chainCode, key.view());
}

QByteArray ExtendedKey::publicText() const
{
    return serialized(kPublicVersion, m_place, m_chainCode, compressed(m_key.publicKey()).view()).view().toByteArray();
}

bool isExtendedPublicKey(base::ByteView text)
{
    const auto parsed = parsedText(text, kPublicVersion);
    return parsed && decompressed(*CompressedPublicKey::from(parsed->bytes.view().sliced(45, 33)));
}

base::Result<SecretKey> accountKey(const base::Secret &seed, std::uint32_t index)
{
    if (index >= kHardened)
        return base::fail(base::ErrorKind::Invalid, u"account numbers end at 2,147,483,647"_s);
    const auto root = ExtendedKey::fromSeed(seed);
    if (!root)
        return base::fail(root.error());
    const auto account = root->descendant({44 | kHardened, 60 | kHardened, kHardened, 0, index});
    if (!account)
        return base::fail(account.error());
    return account->key().clone();
}

} // namespace datanet::crypto
