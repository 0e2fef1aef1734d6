#include "base/new_folder.h"

#include "base/files.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace datanet::base {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> cannotPlace(const QString &path)
{
    return fail(ErrorKind::Io, u"cannot write "_s + path + u": "_s + QString::fromLocal8Bit(std::strerror(errno)),
                u"check the free space and who may write there; nothing was changed"_s);
}

Status syncFile(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return cannotPlace(path);
    const bool good = ::fsync(file) == 0;
    const int problem = errno;
    ::close(file);
    errno = problem;
    return good ? Status() : Status(cannotPlace(path));
}

} // namespace

Status moveIntoPlace(const QString &finished, const QString &path)
{
    if (auto status = syncFile(finished); !status)
        return status;
    if (::rename(QFile::encodeName(finished).constData(), QFile::encodeName(path).constData()) != 0)
        return cannotPlace(path);
    return files::syncFolder(QFileInfo(path).absolutePath());
}

Status needFree(const QString &path)
{
    const QFileInfo there(path);
    if (there.exists() || there.isSymLink())
        return fail(ErrorKind::Conflict, path + u" is there already, and nothing is written over"_s,
                    u"choose another name, or move it away"_s);
    return {};
}

Result<NewFolder> NewFolder::begin(const QString &path)
{
    if (auto status = needFree(path); !status)
        return fail(status.error());
    if (!QFileInfo(QFileInfo(path).absolutePath()).isDir())
        return fail(ErrorKind::NotFound, QFileInfo(path).absolutePath() + u" is no folder"_s, u"make it first"_s);
    QString staging = path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
    errno = 0;
    if (!QDir().mkdir(staging))
        return cannotPlace(path);
    return NewFolder(path, std::move(staging));
}

NewFolder::NewFolder(NewFolder &&other) noexcept
    : m_path(std::move(other.m_path)), m_staging(std::exchange(other.m_staging, {}))
{
}

NewFolder::~NewFolder()
{
    if (!m_staging.isEmpty())
        (void)files::removeTree(m_staging);
}

Status NewFolder::finish()
{
    QDirIterator below(m_staging, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (below.hasNext()) {
        const QString path = below.next();
        if (auto status = below.fileInfo().isDir() ? files::syncFolder(path) : syncFile(path); !status)
            return status;
    }
    if (auto status = files::syncFolder(m_staging); !status)
        return status;
    const QByteArray from = QFile::encodeName(m_staging);
    const QByteArray to = QFile::encodeName(m_path);
    int placed = ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE);
    if (placed != 0 && (errno == EINVAL || errno == ENOSYS)) {
        // A file system that cannot promise it: look first. A folder with something in it is never replaced.
        if (auto status = needFree(m_path); !status)
            return status;
        placed = ::rename(from.constData(), to.constData());
    }
    if (placed != 0)
        return errno == EEXIST || errno == ENOTEMPTY ? needFree(m_path) : Status(cannotPlace(m_path));
    m_staging.clear();
    return files::syncFolder(QFileInfo(m_path).absolutePath());
}

} // namespace datanet::base
