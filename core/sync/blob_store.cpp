#include "sync/blob_store.h"

#include "base/files.h"
#include "crypto/digest.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

class Descriptor
{
public:
    explicit Descriptor(int file) : m_file(file) { }
    ~Descriptor()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_file; }

private:
    int m_file;
};

tl::unexpected<base::Error> noRoom()
{
    return fail(ErrorKind::Io, u"no room left for this file; what has arrived is kept"_s,
                u"make room on the disk, then send again: it goes on where it stopped"_s);
}

Result<bool> hasDigest(const QString &path, const Bytes &name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"cannot read "_s + path + u": "_s + file.errorString());
    crypto::Sha256 sha256;
    while (!file.atEnd()) {
        const Bytes piece = file.read(1 << 20);
        if (piece.isEmpty())
            return fail(ErrorKind::Io, u"cannot read "_s + path + u": "_s + file.errorString());
        sha256.update(piece);
    }
    if (base::toPlainHex(sha256.finish().view()) == name)
        return true;
    if (file.size() > BlobStore::kMaxKeccak || !file.seek(0))
        return false;
    return base::toPlainHex(crypto::keccak256(file.readAll()).view()) == name;
}

} // namespace

bool isBlobName(ByteView name)
{
    return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Result<std::unique_ptr<BlobStore>> BlobStore::open(const QString &folder, const Limits &limits)
{
    for (const QString &part : {u"/complete"_s, u"/partial"_s})
        if (const auto made = base::files::makeFolder(folder + part); !made)
            return fail(made.error());
    const QDateTime aWeekAgo = QDateTime::currentDateTimeUtc().addDays(-7);
    QDirIterator partials(folder + u"/partial"_s, QDir::Files);
    while (partials.hasNext()) {
        partials.next();
        if (partials.fileInfo().lastModified() < aWeekAgo)
            if (const auto removed = base::files::removeFile(partials.filePath()); !removed)
                return fail(removed.error());
    }
    std::unique_ptr<BlobStore> store(new BlobStore(folder, limits));
    store->countUsed();
    return store;
}

void BlobStore::countUsed()
{
    QDirIterator files(m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (!files.fileName().endsWith(u".size"_s))
            m_used += files.fileInfo().size();
    }
}

QString BlobStore::completePath(const Bytes &name) const
{
    return m_folder + u"/complete/"_s + QString::fromLatin1(name.first(2)) + u'/' + QString::fromLatin1(name);
}

QString BlobStore::partialPath(const Bytes &name) const
{
    return m_folder + u"/partial/"_s + QString::fromLatin1(name);
}

qint64 BlobStore::used() const
{
    const std::scoped_lock lock(m_mutex);
    return m_used;
}

Result<BlobStore::Progress> BlobStore::progress(const Bytes &name) const
{
    if (!isBlobName(name))
        return fail(ErrorKind::Invalid, u"a file is named by the 64 lower-case hexadecimal digits of its digest"_s);
    if (const QFileInfo complete(completePath(name)); complete.isFile())
        return Progress{complete.size(), complete.size(), true};
    const auto size = base::files::read(partialPath(name) + u".size"_s, 32);
    const QFileInfo data(partialPath(name) + u".data"_s);
    if (!size || !data.isFile())
        return Progress{};
    return Progress{data.size(), size->trimmed().toLongLong(), false};
}

Result<QString> BlobStore::path(const Bytes &name) const
{
    if (!isBlobName(name) || !QFileInfo(completePath(name)).isFile())
        return fail(ErrorKind::NotFound, u"no complete file of this name is here"_s);
    return completePath(name);
}

Result<BlobStore::Progress> BlobStore::append(const Bytes &name, qint64 offset, qint64 total, const Source &source)
{
    if (!isBlobName(name))
        return fail(ErrorKind::Invalid, u"a file is named by the 64 lower-case hexadecimal digits of its digest"_s);
    if (total <= 0 || total > m_limits.blob)
        return fail(ErrorKind::Invalid,
                    u"a file of "_s + QString::number(total) + u" bytes is not taken here; "_s
                        + QString::number(m_limits.blob) + u" is the most"_s);
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_sending.insert(name).second)
            return fail(ErrorKind::Conflict, u"this file is being sent already"_s, u"wait for the other upload"_s);
    }
    auto result = appendAlone(name, offset, total, source);
    const std::scoped_lock lock(m_mutex);
    m_sending.erase(name);
    return result;
}

Result<BlobStore::Progress> BlobStore::appendAlone(const Bytes &name, qint64 offset, qint64 total, const Source &source)
{
    const auto before = progress(name);
    if (!before || before->complete)
        return before;
    if (before->total != 0 && before->total != total)
        return fail(ErrorKind::Conflict,
                    u"this file was announced with "_s + QString::number(before->total) + u" bytes, not "_s
                        + QString::number(total));
    if (offset != before->stored || offset > total)
        return fail(ErrorKind::Conflict, u"the next byte due is number "_s + QString::number(before->stored));
    const auto free = base::files::freeSpace(m_folder);
    if ((free && *free < total - offset + m_limits.keepFree) || used() + total - offset > m_limits.total)
        return noRoom();
    const QString partial = partialPath(name);
    if (before->total == 0) {
        if (QDir(m_folder + u"/partial"_s).entryList({u"*.size"_s}, QDir::Files).size() >= m_limits.partials)
            return fail(ErrorKind::Conflict, u"too many uploads are under way"_s, u"try again later"_s);
        if (const auto said = base::files::writeAtomically(partial + u".size"_s, Bytes::number(total)); !said)
            return fail(said.error());
    }

    const Descriptor file(
        ::open(QFile::encodeName(partial + u".data"_s).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (file.get() < 0)
        return fail(ErrorKind::Io,
                    u"cannot write "_s + partial + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
    qint64 stored = offset;
    bool tooMuch = false;
    int problem = 0;
    const bool whole = source([&](ByteView piece) {
        if (piece.size() > total - stored) {
            tooMuch = true;
            return false;
        }
        while (!piece.isEmpty()) {
            const ssize_t count = ::write(file.get(), piece.data(), static_cast<std::size_t>(piece.size()));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0) {
                problem = errno;
                return false;
            }
            stored += count;
            piece = piece.sliced(count);
        }
        return true;
    });
    // What is acknowledged must survive a power cut.
    if (::fdatasync(file.get()) != 0 && problem == 0)
        problem = errno;
    {
        const std::scoped_lock lock(m_mutex);
        m_used += stored - offset;
    }
    if (tooMuch)
        return fail(ErrorKind::Invalid, u"more bytes came than the "_s + QString::number(total) + u" announced"_s);
    if (problem == ENOSPC || problem == EDQUOT || problem == EFBIG)
        return noRoom();
    if (problem != 0)
        return fail(ErrorKind::Io,
                    u"cannot write "_s + partial + u": "_s + QString::fromLocal8Bit(std::strerror(problem)));
    if (!whole)
        return fail(ErrorKind::Network, u"the upload broke off after "_s + QString::number(stored) + u" bytes"_s);
    if (stored < total)
        return Progress{stored, total, false};
    if (const auto finished = finish(name); !finished)
        return fail(finished.error());
    return Progress{total, total, true};
}

Status BlobStore::finish(const Bytes &name)
{
    const QString partial = partialPath(name);
    const auto right = hasDigest(partial + u".data"_s, name);
    if (!right)
        return fail(right.error());
    if (!*right) {
        const qint64 size = QFileInfo(partial + u".data"_s).size();
        for (const QString &ending : {u".data"_s, u".size"_s})
            if (const auto removed = base::files::removeFile(partial + ending); !removed)
                return removed;
        const std::scoped_lock lock(m_mutex);
        m_used -= size;
        return fail(ErrorKind::Corrupt, u"the bytes that came do not have the digest they were announced with"_s,
                    u"send the file again from its beginning"_s);
    }
    const QString complete = completePath(name);
    const QString folder = QFileInfo(complete).path();
    if (const auto made = base::files::makeFolder(folder); !made)
        return made;
    if (::rename(QFile::encodeName(partial + u".data"_s).constData(), QFile::encodeName(complete).constData()) != 0)
        return fail(ErrorKind::Io,
                    u"cannot keep "_s + complete + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
    if (const auto synced = base::files::syncFolder(folder); !synced)
        return synced;
    return base::files::removeFile(partial + u".size"_s);
}

} // namespace datanet::sync
