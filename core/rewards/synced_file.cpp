#include "rewards/synced_file.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace datanet::rewards::detail {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<base::Error> failToWrite(const QString &path)
{
    const int code = errno;
    return base::fail(base::ErrorKind::Io,
                      u"cannot write "_s + path + u": "_s + QString::fromLocal8Bit(std::strerror(code)),
                      code == ENOSPC ? u"make room on the disk and start again; what is done is kept"_s : QString());
}

} // namespace

base::Result<SyncedFile> SyncedFile::open(const QString &path, std::int64_t size)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        return failToWrite(path);
    SyncedFile result(file, path, size);
    struct stat status = {};
    if (::fstat(file, &status) != 0)
        return failToWrite(path);
    if (status.st_size < size)
        return base::fail(base::ErrorKind::Corrupt, path + u" is shorter than what was written to it"_s);
    if (::ftruncate(file, size) != 0 || ::lseek(file, size, SEEK_SET) != size)
        return failToWrite(path);
    return result;
}

SyncedFile::SyncedFile(SyncedFile &&other) noexcept
    : m_file(std::exchange(other.m_file, -1)), m_path(std::move(other.m_path)), m_size(other.m_size)
{
}

SyncedFile &SyncedFile::operator=(SyncedFile &&other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_path, other.m_path);
    std::swap(m_size, other.m_size);
    return *this;
}

SyncedFile::~SyncedFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

base::Status SyncedFile::append(base::ByteView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::write(m_file, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failToWrite(m_path);
        bytes = bytes.sliced(count);
        m_size += count;
    }
    return {};
}

base::Status SyncedFile::sync()
{
    if (::fsync(m_file) != 0)
        return failToWrite(m_path);
    return {};
}

} // namespace datanet::rewards::detail
