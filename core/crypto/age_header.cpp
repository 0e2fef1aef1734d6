#include "crypto/age_header.h"

#include "crypto/age.h"
#include "crypto/derivation.h"
#include "crypto/random.h"

#include <QIODevice>
#include <QList>

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaximumLine = 1024;
constexpr int kMaximumBodyLines = 64;
constexpr std::size_t kFileKeySize = 16;
constexpr std::size_t kWrappedSize = kFileKeySize + crypto_aead_chacha20poly1305_ietf_ABYTES;
const QByteArray kFirstLine = "age-encryption.org/v1";
const QByteArray kStanzaStart = "-> ";
const QByteArray kLastStart = "---";

struct Stanza
{
    QList<QByteArray> arguments;
    QByteArray body;
};

tl::unexpected<base::Error> malformedHeader(const QString &what)
{
    return base::fail(base::ErrorKind::Corrupt, u"the encrypted file has a damaged start: "_s + what);
}

QByteArray encoded(base::ByteView bytes)
{
    return bytes.toByteArray().toBase64(QByteArray::OmitTrailingEquals);
}

// Only the one way of writing the bytes counts.
std::optional<QByteArray> decoded(const QByteArray &text)
{
    const QByteArray bytes = QByteArray::fromBase64(text);
    return encoded(bytes) == text ? std::optional(bytes) : std::nullopt;
}

base::Digest headerCode(const base::Secret &fileKey, base::ByteView header)
{
    return hmacSha256(hkdfSha256(fileKey.view(), {}, "header", 32).view(), header);
}

// The key that wraps the file key; nothing when the point is one of the few that make every secret zero.
std::optional<base::Secret> wrappingKey(const std::uint8_t *secret, base::ByteView theirs, base::ByteView share,
                                        base::ByteView recipient)
{
    base::Secret shared(crypto_scalarmult_BYTES);
    if (crypto_scalarmult(shared.data(), secret, reinterpret_cast<const unsigned char *>(theirs.data())) != 0)
        return std::nullopt;
    const base::Bytes salt = share.toByteArray().append(recipient);
    return hkdfSha256(shared.view(), salt, "age-encryption.org/v1/X25519", 32);
}

constexpr std::uint8_t kZeroNonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES] = {};

base::Result<base::Bytes> stanzaFor(const base::Secret &fileKey, const AgeRecipient &recipient)
{
    const AgeIdentity once = AgeIdentity::generate();
    const base::Bytes32 share = once.recipient().publicKey;
    const auto key =
        wrappingKey(once.secret().data(), recipient.publicKey.view(), share.view(), recipient.publicKey.view());
    if (!key)
        return base::fail(base::ErrorKind::Invalid,
                          u"a recipient is no age key: "_s + QLatin1StringView(recipient.toText()));
    base::FixedBytes<kWrappedSize> wrapped;
    crypto_aead_chacha20poly1305_ietf_encrypt(wrapped.data(), nullptr, fileKey.data(), fileKey.size(), nullptr, 0,
                                              nullptr, kZeroNonce, key->data());
    return base::Bytes(kStanzaStart + "X25519 " + encoded(share.view()) + '\n' + encoded(wrapped.view()) + '\n');
}

std::optional<base::Secret> unwrapped(const Stanza &stanza, const AgeIdentity &identity, const AgeRecipient &own)
{
    const auto share = decoded(stanza.arguments[1]);
    const auto key = wrappingKey(identity.secret().data(), *share, *share, own.publicKey.view());
    base::Secret fileKey(kFileKeySize);
    if (!key
        || crypto_aead_chacha20poly1305_ietf_decrypt(
               fileKey.data(), nullptr, nullptr, reinterpret_cast<const unsigned char *>(stanza.body.data()),
               static_cast<unsigned long long>(stanza.body.size()), nullptr, 0, kZeroNonce, key->data())
            != 0)
        return std::nullopt;
    return fileKey;
}

// A header being read line by line; what was read is what the code at the end covers.
class HeaderReader
{
public:
    explicit HeaderReader(QIODevice &device) : m_device(device) { }

    base::Status read();
    [[nodiscard]] const std::vector<Stanza> &stanzas() const { return m_stanzas; }
    [[nodiscard]] base::ByteView covered() const { return m_covered; }
    [[nodiscard]] base::ByteView code() const { return m_code; }

private:
    base::Result<QByteArray> line();
    base::Status readStanza(const QByteArray &first);

    QIODevice &m_device;
    QByteArray m_covered;
    QByteArray m_code;
    std::vector<Stanza> m_stanzas;
};

base::Result<QByteArray> HeaderReader::line()
{
    QByteArray text = m_device.readLine(kMaximumLine + 1);
    if (!text.endsWith('\n'))
        return malformedHeader(u"a line is too long or the file ends early"_s);
    text.chop(1);
    return text;
}

base::Status HeaderReader::readStanza(const QByteArray &first)
{
    Stanza stanza;
    stanza.arguments = first.mid(kStanzaStart.size()).split(' ');
    for (const QByteArray &argument : stanza.arguments) {
        const auto isPrintable = [](char c) { return c > 32 && c < 127; };
        if (argument.isEmpty() || !std::all_of(argument.begin(), argument.end(), isPrintable))
            return malformedHeader(u"a recipient's line is malformed"_s);
    }
    for (int lines = 0;; ++lines) {
        const auto text = line();
        if (!text)
            return base::fail(text.error());
        const auto bytes = decoded(*text);
        if (!bytes || text->size() > 64 || lines >= kMaximumBodyLines)
            return malformedHeader(u"a recipient's key is malformed"_s);
        m_covered += *text + '\n';
        stanza.body += *bytes;
        if (text->size() < 64)
            break;
    }
    if (stanza.arguments.front() == "X25519") {
        const auto share = stanza.arguments.size() == 2 ? decoded(stanza.arguments[1]) : std::nullopt;
        if (!share || share->size() != 32 || stanza.body.size() != static_cast<qsizetype>(kWrappedSize))
            return malformedHeader(u"a recipient's key has a wrong length"_s);
    }
    m_stanzas.push_back(std::move(stanza));
    return {};
}

base::Status HeaderReader::read()
{
    const auto first = line();
    if (!first || *first != kFirstLine)
        return base::fail(base::ErrorKind::Corrupt, u"this is not an age-encrypted file"_s);
    m_covered = *first + '\n';
    while (true) {
        const auto next = line();
        if (!next)
            return base::fail(next.error());
        if (next->startsWith(kLastStart)) {
            m_covered += kLastStart;
            const auto code = decoded(next->mid(kLastStart.size() + 1));
            const bool spaced = next->size() > kLastStart.size() && next->at(kLastStart.size()) == ' ';
            if (!spaced || !code || code->size() != 32 || m_stanzas.empty())
                return malformedHeader(u"its last line is malformed"_s);
            m_code = *code;
            return {};
        }
        if (!next->startsWith(kStanzaStart))
            return malformedHeader(u"a line is not expected there"_s);
        if (m_stanzas.size() >= kMaximumAgeRecipients || m_covered.size() > kMaximumAgeHeader)
            return malformedHeader(u"it names more recipients than are allowed"_s);
        m_covered += *next + '\n';
        if (auto status = readStanza(*next); !status)
            return status;
    }
}

} // namespace

base::Result<base::Bytes> ageHeader(const base::Secret &fileKey, std::span<const AgeRecipient> recipients)
{
    if (recipients.empty() || recipients.size() > kMaximumAgeRecipients)
        return base::fail(base::ErrorKind::Invalid, u"a file is encrypted to at least 1 and at most 1,024 keys"_s);
    base::Bytes header = kFirstLine + '\n';
    for (const AgeRecipient &recipient : recipients) {
        const auto stanza = stanzaFor(fileKey, recipient);
        if (!stanza)
            return base::fail(stanza.error());
        header += *stanza;
    }
    header += kLastStart;
    header += ' ' + encoded(headerCode(fileKey, header).view()) + '\n';
    return header;
}

base::Result<base::Secret> openAgeHeader(QIODevice &device, std::span<const AgeIdentity> identities)
{
    HeaderReader reader(device);
    if (const auto status = reader.read(); !status)
        return base::fail(status.error());
    for (const AgeIdentity &identity : identities) {
        const AgeRecipient own = identity.recipient();
        for (const Stanza &stanza : reader.stanzas()) {
            if (stanza.arguments.front() != "X25519")
                continue;
            auto fileKey = unwrapped(stanza, identity, own);
            if (!fileKey)
                continue;
            if (headerCode(*fileKey, reader.covered()).view() != reader.code())
                return malformedHeader(u"it was altered"_s);
            return std::move(*fileKey);
        }
    }
    return base::fail(base::ErrorKind::Denied, u"the file is not encrypted to any key of yours"_s,
                      u"ask its sender to encrypt it to your key"_s);
}

} // namespace datanet::crypto
