#include "versioning/pack_writer.h"

#include "base/checksum.h"
#include "base/files.h"
#include "crypto/digest.h"

#include <QFile>
#include <QUuid>
#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <unordered_set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr qsizetype kBufferBytes = 1 << 20;
constexpr qsizetype kHeaderBytes = 12;
constexpr qsizetype kStoredBlock = 0xffff;

struct Entry
{
    ObjectId id;
    std::uint32_t checksum;
    std::int64_t offset;
};

Status failWriting(const QString &path)
{
    const int problem = errno;
    return fail(ErrorKind::Io, u"cannot write "_s + path + u": "_s + QString::fromLocal8Bit(std::strerror(problem)),
                problem == ENOSPC || problem == EDQUOT || problem == EFBIG
                    ? u"make room on the disk and try again; nothing was changed"_s
                    : QString());
}

Status writeFully(int file, base::ByteView bytes, const QString &path)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(file, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return failWriting(path);
        bytes = bytes.sliced(written);
    }
    return {};
}

template <class Number>
void appendBigEndian(base::Bytes &bytes, Number number)
{
    char raw[sizeof number];
    qToBigEndian(number, raw);
    bytes.append(raw, sizeof raw);
}

// The type and size of an object.
base::Bytes entryHeader(ObjectType type, qsizetype size)
{
    base::Bytes header;
    auto left = static_cast<std::uint64_t>(size);
    auto byte = static_cast<unsigned>(type) << 4 | static_cast<unsigned>(left & 0xf);
    for (left >>= 4; left > 0; left >>= 7) {
        header += static_cast<char>(byte | 0x80);
        byte = static_cast<unsigned>(left & 0x7f);
    }
    header += static_cast<char>(byte);
    return header;
}

// Frames of zstd and small objects gain nothing from being compressed; trees and documents do.
bool isWorthDeflating(base::ByteView bytes)
{
    return bytes.size() > 256 && !bytes.startsWith("\x28\xb5\x2f\xfd");
}

void appendStored(base::Bytes &stream, base::ByteView bytes)
{
    stream.append("\x78\x01", 2);
    base::ByteView left = bytes;
    do {
        const auto size = static_cast<std::uint16_t>(std::min(left.size(), kStoredBlock));
        char block[5] = {left.size() <= kStoredBlock ? '\x01' : '\x00'};
        qToLittleEndian(size, block + 1);
        qToLittleEndian(static_cast<std::uint16_t>(~size), block + 3);
        stream.append(block, sizeof block);
        stream.append(left.first(size));
        left = left.sliced(size);
    } while (!left.isEmpty());
    appendBigEndian(stream, base::adler32(bytes));
}

base::Bytes indexBytes(std::vector<Entry> &entries, const ObjectId &packDigest)
{
    std::sort(entries.begin(), entries.end(), [](const Entry &left, const Entry &right) { return left.id < right.id; });
    base::Bytes bytes("\xff"
                      "tOc",
                      4);
    bytes.reserve(1100 + static_cast<qsizetype>(entries.size()) * 28);
    appendBigEndian<std::uint32_t>(bytes, 2);
    std::size_t next = 0;
    for (unsigned first = 0; first < 256; ++first) {
        while (next < entries.size() && entries[next].id.bytes[0] <= first)
            ++next;
        appendBigEndian(bytes, static_cast<std::uint32_t>(next));
    }
    for (const Entry &entry : entries)
        bytes.append(entry.id.view());
    for (const Entry &entry : entries)
        appendBigEndian(bytes, entry.checksum);
    base::Bytes large; // offsets that need more than 31 bits
    for (const Entry &entry : entries) {
        if (entry.offset < 0x80000000) {
            appendBigEndian(bytes, static_cast<std::uint32_t>(entry.offset));
        } else {
            appendBigEndian(bytes, 0x80000000u | static_cast<std::uint32_t>(large.size() / 8));
            appendBigEndian(large, static_cast<std::uint64_t>(entry.offset));
        }
    }
    bytes += large;
    bytes.append(packDigest.view());
    bytes.append(crypto::sha1(bytes).view());
    return bytes;
}

} // namespace

struct PackWriter::State
{
    QString folder;
    QString path;
    int file = -1;
    base::Bytes buffer;
    std::int64_t offset = 0; // of the end of the buffer
    std::vector<Entry> entries;
    std::unordered_set<ObjectId> known;

    ~State()
    {
        if (file >= 0) {
            ::close(file);
            ::unlink(QFile::encodeName(path).constData());
        }
    }

    Status flush()
    {
        auto status = writeFully(file, buffer, path);
#ifdef Q_OS_LINUX
        // The disk begins at once, so that the sync at the end has little left to wait for.
        if (status)
            (void)::sync_file_range(file, offset - buffer.size(), buffer.size(), SYNC_FILE_RANGE_WRITE);
#endif
        buffer.resize(0);
        return status;
    }

    // The count is only known at the end, and the digest covers it.
    Result<ObjectId> complete()
    {
        if (auto status = flush(); !status)
            return fail(status.error());
        base::Bytes count;
        appendBigEndian(count, static_cast<std::uint32_t>(entries.size()));
        if (::pwrite(file, count.constData(), static_cast<std::size_t>(count.size()), 8) != count.size())
            return fail(failWriting(path).error());
        crypto::Sha1 digest;
        base::Bytes piece(kBufferBytes, Qt::Uninitialized);
        for (std::int64_t at = 0; at < offset;) {
            const ssize_t got = ::pread(file, piece.data(), static_cast<std::size_t>(piece.size()), at);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                return fail(failWriting(path).error());
            digest.update({piece.constData(), got});
            at += got;
        }
        const ObjectId name = digest.finish();
        if (auto status = writeFully(file, name.view(), path); !status)
            return fail(status.error());
        if (::fsync(file) != 0)
            return fail(failWriting(path).error());
        return name;
    }
};

PackWriter::PackWriter(std::unique_ptr<State> state) : m_state(std::move(state)) { }
PackWriter::PackWriter(PackWriter &&) noexcept = default;
PackWriter &PackWriter::operator=(PackWriter &&) noexcept = default;
PackWriter::~PackWriter() = default;

Result<PackWriter> PackWriter::begin(const QString &repositoryPath)
{
    auto state = std::make_unique<State>();
    state->folder = repositoryPath + u"/objects/pack"_s;
    if (auto status = base::files::makeFolder(state->folder); !status)
        return fail(status.error());
    // Git's own clean-up knows this prefix, should we be killed.
    state->path = state->folder + u"/tmp_pack_"_s + QUuid::createUuid().toString(QUuid::Id128);
    state->file = ::open(QFile::encodeName(state->path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
    if (state->file < 0)
        return fail(failWriting(state->path).error());
    state->buffer.reserve(kBufferBytes + 2 * kStoredBlock);
    state->buffer.append("PACK\0\0\0\2\0\0\0\0", kHeaderBytes);
    state->offset = kHeaderBytes;
    return PackWriter(std::move(state));
}

Status PackWriter::add(ObjectType type, const ObjectId &id, base::ByteView bytes)
{
    State &state = *m_state;
    if (!state.known.insert(id).second)
        return {};
    const qsizetype begin = state.buffer.size();
    state.buffer.append(entryHeader(type, bytes.size()));
    if (isWorthDeflating(bytes))
        // Qt puts the size in front of the stream.
        state.buffer.append(base::ByteView(qCompress(bytes.toByteArray())).sliced(4));
    else
        appendStored(state.buffer, bytes);
    const base::ByteView entry = base::ByteView(state.buffer).sliced(begin);
    state.entries.push_back({id, base::crc32(entry), state.offset});
    state.offset += entry.size();
    return state.buffer.size() < kBufferBytes ? Status() : state.flush();
}

std::int64_t PackWriter::objects() const
{
    return static_cast<std::int64_t>(m_state->entries.size());
}

std::int64_t PackWriter::bytes() const
{
    return m_state->offset;
}

Status PackWriter::finish()
{
    State &state = *m_state;
    if (state.entries.empty())
        return {};
    const auto digest = state.complete();
    if (!digest)
        return fail(digest.error());
    const QString name = state.folder + u"/pack-"_s + idText(*digest);
    if (::rename(QFile::encodeName(state.path).constData(), QFile::encodeName(name + u".pack"_s).constData()) != 0)
        return failWriting(name);
    ::close(std::exchange(state.file, -1));
    // A pack without an index is not looked at, so the index is the switch.
    const base::Bytes index = indexBytes(state.entries, *digest);
    if (auto status = base::files::writeAtomically(name + u".idx"_s, index); !status) {
        (void)base::files::removeFile(name + u".pack"_s);
        return status;
    }
    return {};
}

} // namespace datanet::versioning
