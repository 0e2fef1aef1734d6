#include "crypto/age.h"

#include "base/save_file.h"
#include "crypto/age_header.h"
#include "crypto/derivation.h"
#include "crypto/library_call.h"
#include "crypto/random.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QtEndian>

#include <sodium.h>

#include <array>

namespace datanet::crypto {

using detail::raw;

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kChunk = 64 << 10;
constexpr qsizetype kTag = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr qsizetype kNonce = 16;

tl::unexpected<base::Error> damaged()
{
    return base::fail(base::ErrorKind::Corrupt, u"the encrypted file is damaged or was cut off"_s, u"fetch it again"_s);
}

// The nonces of the STREAM construction: 11 bytes of counter, 1 byte that marks the last chunk.
class ChunkNonce
{
public:
    const unsigned char *next(bool last)
    {
        qToBigEndian(m_counter++, m_bytes.data() + 3);
        m_bytes[11] = last ? 1 : 0;
        return m_bytes.data();
    }
    [[nodiscard]] bool isFirst() const { return m_counter == 0; }

private:
    std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> m_bytes{};
    std::uint64_t m_counter = 0;
};

// Reads in pieces of one size and knows which is the last without trusting a stated length.
class ChunkReader
{
public:
    ChunkReader(QIODevice &device, qsizetype size) : m_device(device), m_size(size) { }

    base::Status start() { return fill(m_ahead); }
    // The next piece; isLast() then tells whether it was the last one.
    base::Result<QByteArray> next()
    {
        QByteArray piece;
        piece.swap(m_ahead);
        if (const auto status = fill(m_ahead); !status)
            return base::fail(status.error());
        return piece;
    }
    [[nodiscard]] bool isLast() const { return m_ahead.isEmpty(); }

private:
    base::Status fill(QByteArray &piece)
    {
        piece = QByteArray(m_size, Qt::Uninitialized);
        qsizetype filled = 0;
        while (filled < m_size) {
            const auto count = m_device.read(piece.data() + filled, m_size - filled);
            if (count < 0)
                return base::fail(base::ErrorKind::Io, u"cannot read: "_s + m_device.errorString());
            if (count == 0)
                break;
            filled += count;
        }
        piece.truncate(filled);
        return {};
    }

    QIODevice &m_device;
    qsizetype m_size;
    QByteArray m_ahead;
};

base::Status write(QIODevice &device, base::ByteView bytes)
{
    if (device.write(bytes.data(), bytes.size()) == bytes.size())
        return {};
    return base::fail(base::ErrorKind::Io, u"cannot write: "_s + device.errorString(),
                      u"make room on the disk and try again; nothing was changed"_s);
}

base::Secret payloadKey(const base::Secret &fileKey, base::ByteView nonce)
{
    return hkdfSha256(fileKey.view(), nonce, "payload", 32);
}

base::Status encrypt(QIODevice &in, QIODevice &out, std::span<const AgeRecipient> recipients,
                     base::TaskContext &context)
{
    const base::Secret fileKey = randomSecret(16);
    const auto header = ageHeader(fileKey, recipients);
    if (!header)
        return base::fail(header.error());
    const auto nonce = randomFixed<kNonce>();
    const base::Secret key = payloadKey(fileKey, nonce.view());
    if (auto status = write(out, base::Bytes(*header + nonce.toBytes())); !status)
        return status;

    ChunkReader reader(in, kChunk);
    if (auto status = reader.start(); !status)
        return status;
    ChunkNonce chunkNonce;
    QByteArray sealed(kChunk + kTag, Qt::Uninitialized);
    std::int64_t done = 0;
    do {
        if (context.cancelled())
            return base::cancelled();
        const auto chunk = reader.next();
        if (!chunk)
            return base::fail(chunk.error());
        crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(sealed.data()), nullptr,
                                                  raw(*chunk), static_cast<unsigned long long>(chunk->size()), nullptr,
                                                  0, nullptr, chunkNonce.next(reader.isLast()), key.data());
        if (auto status = write(out, base::ByteView(sealed).first(chunk->size() + kTag)); !status)
            return status;
        done += chunk->size();
        context.progress(done, in.size());
    } while (!reader.isLast());
    return {};
}

base::Status decrypt(QIODevice &in, QIODevice &out, std::span<const AgeIdentity> identities, base::TaskContext &context)
{
    const auto fileKey = openAgeHeader(in, identities);
    if (!fileKey)
        return base::fail(fileKey.error());
    const QByteArray nonce = in.read(kNonce);
    if (nonce.size() != kNonce)
        return damaged();
    const base::Secret key = payloadKey(*fileKey, nonce);

    ChunkReader reader(in, kChunk + kTag);
    if (auto status = reader.start(); !status)
        return status;
    ChunkNonce chunkNonce;
    QByteArray opened(kChunk, Qt::Uninitialized);
    do {
        if (context.cancelled())
            return base::cancelled();
        const auto chunk = reader.next();
        if (!chunk)
            return base::fail(chunk.error());
        // Empty chunks would let the same content be written in several ways; only the empty file has one.
        if (chunk->size() < kTag || (chunk->size() == kTag && !chunkNonce.isFirst()))
            return damaged();
        if (crypto_aead_chacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(opened.data()), nullptr,
                                                      nullptr, raw(*chunk),
                                                      static_cast<unsigned long long>(chunk->size()), nullptr, 0,
                                                      chunkNonce.next(reader.isLast()), key.data())
            != 0)
            return damaged();
        if (auto status = write(out, base::ByteView(opened).first(chunk->size() - kTag)); !status)
            return status;
        context.progress(in.pos(), in.size());
    } while (!reader.isLast());
    return {};
}

base::ErrorKind kindOf(QFileDevice::FileError error, const QString &path)
{
    if (error == QFileDevice::PermissionsError)
        return base::ErrorKind::Denied;
    return QFileInfo::exists(path) ? base::ErrorKind::Io : base::ErrorKind::NotFound;
}

// Opens both files, runs the work between them, and lets target appear only when all went well.
template <class Work>
base::Status fromFileToFile(const QString &source, const QString &target, bool isPrivate, Work work)
{
    QFile in(source);
    if (!in.open(QIODevice::ReadOnly)) {
        return base::fail(kindOf(in.error(), source), u"cannot read "_s + source + u": "_s + in.errorString(),
                          u"check the path"_s);
    }
    QSaveFile out(target);
    if (!out.open(QIODevice::WriteOnly)) {
        return base::fail(kindOf(out.error(), QFileInfo(target).path()),
                          u"cannot write "_s + target + u": "_s + out.errorString(), u"check the folder"_s);
    }
    if (isPrivate)
        out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (const auto status = work(in, out); !status) {
        out.cancelWriting();
        return base::fail(status.error().within(source));
    }
    return base::commitFile(out);
}

} // namespace

base::Status ageEncryptFile(const QString &source, const QString &target, std::span<const AgeRecipient> recipients,
                            base::TaskContext &context)
{
    return fromFileToFile(source, target, false,
                          [&](QIODevice &in, QIODevice &out) { return encrypt(in, out, recipients, context); });
}

base::Status ageDecryptFile(const QString &source, const QString &target, std::span<const AgeIdentity> identities,
                            base::TaskContext &context)
{
    return fromFileToFile(source, target, true,
                          [&](QIODevice &in, QIODevice &out) { return decrypt(in, out, identities, context); });
}

base::Result<base::Bytes> ageEncrypt(base::ByteView bytes, std::span<const AgeRecipient> recipients)
{
    QByteArray plain = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer in(&plain);
    QBuffer out;
    in.open(QIODevice::ReadOnly);
    out.open(QIODevice::WriteOnly);
    base::Unwatched unwatched;
    if (const auto status = encrypt(in, out, recipients, unwatched); !status)
        return base::fail(status.error());
    return out.buffer();
}

base::Result<base::Bytes> ageDecrypt(base::ByteView file, std::span<const AgeIdentity> identities, std::int64_t maximum)
{
    // The content is shorter than the file by the header and 16 bytes a chunk.
    if (file.size() > maximum + (maximum / kChunk + 2) * kTag + 2 * kMaximumAgeHeader)
        return base::fail(base::ErrorKind::Invalid, u"the encrypted file is larger than allowed"_s);
    QByteArray sealed = QByteArray::fromRawData(file.data(), file.size());
    QBuffer in(&sealed);
    QBuffer out;
    in.open(QIODevice::ReadOnly);
    out.open(QIODevice::WriteOnly);
    base::Unwatched unwatched;
    if (const auto status = decrypt(in, out, identities, unwatched); !status)
        return base::fail(status.error());
    if (out.buffer().size() > maximum)
        return base::fail(base::ErrorKind::Invalid, u"the encrypted file holds more than allowed"_s);
    return out.buffer();
}

} // namespace datanet::crypto
