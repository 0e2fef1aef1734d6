#include "base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace datanet::base::files {

namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> failWithErrno(const QString &what, const QString &path)
{
    const int code = errno;
    const QString why = what + u' ' + path + u": "_s + QString::fromLocal8Bit(std::strerror(code));
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return fail(ErrorKind::NotFound, why, u"check the path"_s);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(ErrorKind::Denied, why, u"check who may write there"_s);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fail(ErrorKind::Io, why, u"make room on the disk and try again; nothing was changed"_s);
    default:
        return fail(ErrorKind::Io, why);
    }
}

Status writeNewAndSwitch(const QString &path, ByteView bytes, mode_t mode)
{
    const QString fresh = path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
    const QByteArray freshName = QFile::encodeName(fresh);
    const int file = ::open(freshName.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0)
        return failWithErrno(u"cannot create"_s, path);
    qsizetype written = 0;
    bool good = true;
    while (good && written < bytes.size()) {
        const ssize_t count = ::write(file, bytes.data() + written, static_cast<std::size_t>(bytes.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        good = count > 0;
        written += good ? count : 0;
    }
    good = good && ::fsync(file) == 0;
    const int problem = errno;
    ::close(file);
    errno = problem;
    if (good && ::rename(freshName.constData(), QFile::encodeName(path).constData()) == 0)
        return syncFolder(QFileInfo(path).path());
    const auto error = failWithErrno(u"cannot write"_s, path);
    ::unlink(freshName.constData());
    return error;
}

} // namespace

Result<Bytes> read(const QString &path, std::int64_t maximum)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fail(ErrorKind::Invalid, path + u" is a folder, not a file"_s);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly))
        return failWithErrno(u"cannot read"_s, path);
    // One byte more than allowed tells a file that grows, or has no size, from one that fits.
    Bytes bytes = file.read(maximum + 1);
    if (file.error() != QFileDevice::NoError)
        return failWithErrno(u"cannot read"_s, path);
    if (bytes.size() > maximum)
        return fail(ErrorKind::Invalid,
                    path + u" is larger than the "_s + QString::number(maximum) + u" bytes allowed"_s);
    return bytes;
}

Status writeAtomically(const QString &path, ByteView bytes)
{
    return writeNewAndSwitch(path, bytes, 0644);
}

Status writePrivately(const QString &path, ByteView bytes)
{
    return writeNewAndSwitch(path, bytes, 0600);
}

Status makeFolder(const QString &path)
{
    errno = 0;
    if (!QDir().mkpath(path))
        return failWithErrno(u"cannot create the folder"_s, path);
    return {};
}

Status syncFolder(const QString &path)
{
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return failWithErrno(u"cannot open the folder"_s, path);
    const bool good = ::fsync(folder) == 0;
    const int problem = errno;
    ::close(folder);
    errno = problem;
    if (!good)
        return failWithErrno(u"cannot sync the folder"_s, path);
    return {};
}

Status removeFile(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return failWithErrno(u"cannot remove"_s, path);
    return {};
}

Status removeTree(const QString &path)
{
    errno = 0;
    if (QFileInfo::exists(path) && !QDir(path).removeRecursively())
        return failWithErrno(u"cannot remove"_s, path);
    return {};
}

std::optional<std::int64_t> freeSpace(const QString &folder)
{
    // Asks the system rather than QStorageInfo, which knows nothing where the list of mounts does not show the folder,
    // as in a container.
    struct statvfs found = {};
    if (::statvfs(QFile::encodeName(folder).constData(), &found) != 0)
        return std::nullopt;
    return static_cast<std::int64_t>(found.f_bavail) * static_cast<std::int64_t>(found.f_frsize);
}

QString defaultHome()
{
    const QString named = qEnvironmentVariable("DATANET_HOME");
    if (!named.isEmpty())
        return QDir::cleanPath(QDir().absoluteFilePath(named));
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/datanet-studio"_s;
}

} // namespace datanet::base::files
