#include "base/file_lock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace datanet::base {

using namespace Qt::StringLiterals;

Result<FileLock> FileLock::take(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        return fail(ErrorKind::Io,
                    u"cannot open the lock "_s + path + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
    FileLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        char owner[128] = {};
        const ssize_t length = ::pread(file, owner, sizeof owner - 1, 0);
        const QString who = length > 0 ? QString::fromUtf8(owner, length).trimmed() : u"another program"_s;
        return fail(ErrorKind::Conflict, path + u" is held by "_s + who, u"wait until it is done, or close it"_s);
    }
    const QByteArray owner =
        QCoreApplication::applicationName().toUtf8() + " (process " + QByteArray::number(::getpid()) + ")\n";
    // Only for the message above; the lock holds without it.
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, owner.constData(), static_cast<std::size_t>(owner.size()), 0) < 0)
        errno = 0;
    return lock;
}

Result<FileLock> FileLock::wait(const QString &path, std::chrono::milliseconds patience, TaskContext &context)
{
    const QDeadlineTimer deadline(patience);
    while (true) {
        auto lock = take(path);
        if (lock || lock.error().kind != ErrorKind::Conflict || deadline.hasExpired())
            return lock;
        if (context.cancelled())
            return cancelled();
        QThread::msleep(50);
    }
}

FileLock::~FileLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

FileLock::FileLock(FileLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) { }

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

} // namespace datanet::base
