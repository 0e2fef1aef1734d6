#include "crypto/ssh_signature.h"

#include "base/owned.h"

#include <QtEndian>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <algorithm>
#include <optional>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaximumArmoured = 16 << 10;
constexpr QByteArrayView kMagic = "SSHSIG";
constexpr QByteArrayView kKeyKind = "ecdsa-sha2-nistp256";
constexpr QByteArrayView kCurve = "nistp256";
constexpr QByteArrayView kBegin = "-----BEGIN SSH SIGNATURE-----";
constexpr QByteArrayView kEnd = "-----END SSH SIGNATURE-----";

using EcdsaSignature = base::Owned<ECDSA_SIG, ECDSA_SIG_free>;

base::Bytes digest(const EVP_MD *algorithm, base::ByteView message)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(message.data(), static_cast<std::size_t>(message.size()), bytes, &length, algorithm, nullptr) != 1)
        qFatal("the digest library failed");
    return base::Bytes(reinterpret_cast<const char *>(bytes), length);
}

// RFC 4251: a length of four bytes before the content.
void appendString(base::Bytes &out, base::ByteView content)
{
    std::uint8_t length[4];
    qToBigEndian(static_cast<std::uint32_t>(content.size()), length);
    out.append(reinterpret_cast<const char *>(length), 4);
    out.append(content);
}

// A positive number without leading zeros, but with one where the first bit would read as a sign.
void appendNumber(base::Bytes &out, const BIGNUM *number)
{
    base::Bytes bytes(BN_num_bytes(number), Qt::Uninitialized);
    BN_bn2bin(number, reinterpret_cast<unsigned char *>(bytes.data()));
    if (!bytes.isEmpty() && (bytes[0] & 0x80) != 0)
        bytes.prepend('\0');
    appendString(out, bytes);
}

// Takes strings off the front of hostile bytes. After the first that is not there, none is.
class Reader
{
public:
    explicit Reader(base::ByteView bytes) : m_left(bytes) { }

    std::optional<base::ByteView> take(qsizetype size)
    {
        if (m_failed || size > m_left.size()) {
            m_failed = true;
            return std::nullopt;
        }
        const base::ByteView taken = m_left.first(size);
        m_left = m_left.sliced(size);
        return taken;
    }
    std::optional<base::ByteView> string()
    {
        const auto length = take(4);
        return length ? take(qFromBigEndian<std::uint32_t>(length->data())) : std::nullopt;
    }
    bool expect(base::ByteView content)
    {
        const auto found = string();
        return found && *found == content;
    }
    [[nodiscard]] bool isAtEnd() const { return !m_failed && m_left.isEmpty(); }

private:
    base::ByteView m_left;
    bool m_failed = false;
};

base::Bytes publicBlob(const VerifyingKey &key)
{
    base::Bytes blob;
    appendString(blob, kKeyKind);
    appendString(blob, kCurve);
    appendString(blob, key.point());
    return blob;
}

base::Bytes signedBytes(base::ByteView purpose, base::ByteView digestName, base::ByteView messageDigest)
{
    base::Bytes bytes = kMagic.toByteArray();
    appendString(bytes, purpose);
    appendString(bytes, {});
    appendString(bytes, digestName);
    appendString(bytes, messageDigest);
    return bytes;
}

base::Bytes fromDer(const base::Bytes &der)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &at, der.size()));
    if (signature == nullptr)
        qFatal("the signature library failed");
    base::Bytes numbers;
    appendNumber(numbers, ECDSA_SIG_get0_r(signature.get()));
    appendNumber(numbers, ECDSA_SIG_get0_s(signature.get()));
    base::Bytes blob;
    appendString(blob, kKeyKind);
    appendString(blob, numbers);
    return blob;
}

std::optional<base::Bytes> toDer(base::ByteView blob)
{
    Reader outer(blob);
    if (!outer.expect(kKeyKind))
        return std::nullopt;
    const auto numbers = outer.string();
    Reader inner(numbers.value_or(base::ByteView()));
    const auto r = inner.string();
    const auto s = inner.string();
    if (!r || !s || !inner.isAtEnd() || !outer.isAtEnd() || r->size() > 33 || s->size() > 33)
        return std::nullopt;
    const auto number = [](base::ByteView bytes) {
        return BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<int>(bytes.size()),
                         nullptr);
    };
    const EcdsaSignature signature(ECDSA_SIG_new());
    if (signature == nullptr || ECDSA_SIG_set0(signature.get(), number(*r), number(*s)) != 1)
        qFatal("the signature library failed");
    unsigned char *der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    base::Bytes bytes(reinterpret_cast<const char *>(der), std::max(length, 0));
    OPENSSL_free(der);
    return bytes;
}

std::optional<base::Bytes> unarmoured(base::ByteView text)
{
    QByteArray trimmed = text.toByteArray().trimmed();
    if (text.size() > kMaximumArmoured || !trimmed.startsWith(kBegin) || !trimmed.endsWith(kEnd)
        || trimmed.size() < kBegin.size() + kEnd.size())
        return std::nullopt;
    QByteArray body = trimmed.mid(kBegin.size(), trimmed.size() - kBegin.size() - kEnd.size());
    body.removeIf([](char c) { return c == '\n' || c == '\r'; });
    const auto result = QByteArray::fromBase64Encoding(body, QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(*result) : std::nullopt;
}

tl::unexpected<base::Error> malformed()
{
    return base::fail(base::ErrorKind::Invalid, u"this is not an SSH signature by an ecdsa-sha2-nistp256 key"_s);
}

} // namespace

QByteArray sshSign(const DeviceKey &key, base::ByteView purpose, base::ByteView message)
{
    constexpr QByteArrayView kDigestName = "sha512"; // what ssh-keygen itself uses
    const base::Bytes signature = key.sign(signedBytes(purpose, kDigestName, digest(EVP_sha512(), message)));

    base::Bytes blob = kMagic.toByteArray();
    blob.append(QByteArrayView("\0\0\0\1", 4));
    appendString(blob, publicBlob(key.publicKey()));
    appendString(blob, purpose);
    appendString(blob, {});
    appendString(blob, kDigestName);
    appendString(blob, fromDer(signature));

    const QByteArray body = blob.toBase64();
    QByteArray text = kBegin.toByteArray() + '\n';
    for (qsizetype at = 0; at < body.size(); at += 70)
        text += body.mid(at, 70) + '\n';
    return text + kEnd.toByteArray() + '\n';
}

base::Result<VerifyingKey> sshSigner(base::ByteView armoured, base::ByteView purpose, base::ByteView message)
{
    const auto blob = unarmoured(armoured);
    Reader reader(blob ? base::ByteView(*blob) : base::ByteView());
    const auto magic = reader.take(kMagic.size());
    const auto version = reader.take(4);
    const auto keyBlob = reader.string();
    const auto signedPurpose = reader.string();
    const auto reserved = reader.string();
    const auto digestName = reader.string();
    const auto signatureBlob = reader.string();
    if (!signatureBlob || *magic != kMagic || *version != QByteArrayView("\0\0\0\1", 4) || !reader.isAtEnd())
        return malformed();
    const EVP_MD *algorithm = *digestName == "sha512" ? EVP_sha512() : *digestName == "sha256" ? EVP_sha256() : nullptr;
    Reader keyReader(*keyBlob);
    if (algorithm == nullptr || !keyReader.expect(kKeyKind) || !keyReader.expect(kCurve))
        return malformed();
    const auto point = keyReader.string();
    auto key = VerifyingKey::fromP256Point(point.value_or(base::ByteView()));
    const auto signature = toDer(*signatureBlob);
    if (!key || !keyReader.isAtEnd() || !signature)
        return malformed();
    if (*signedPurpose != purpose || !reserved->isEmpty()
        || !key->verifies(signedBytes(purpose, *digestName, digest(algorithm, message)), *signature)) {
        return base::fail(base::ErrorKind::Corrupt, u"the signature does not fit what it stands beside"_s);
    }
    return key;
}

QByteArray sshPublicKeyLine(const VerifyingKey &key)
{
    return kKeyKind.toByteArray() + ' ' + publicBlob(key).toBase64();
}

base::Result<QByteArray> allowedSignersLine(QStringView name, const VerifyingKey &key)
{
    const QByteArray principal = name.toUtf8();
    // Commas and wildcards would widen whom the line names; quotes, spaces and # would end it early.
    const auto isPlain = [](char c) { return c > 32 && c != 127 && !QByteArrayView("\",#*?!\\").contains(c); };
    if (principal.isEmpty() || principal.size() > 256 || !std::all_of(principal.begin(), principal.end(), isPlain)) {
        return base::fail(base::ErrorKind::Invalid, u"a signer's name must be like an e-mail address"_s);
    }
    return QByteArray(principal + " namespaces=\"git\" " + sshPublicKeyLine(key) + '\n');
}

} // namespace datanet::crypto
