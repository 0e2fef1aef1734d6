#include "sync/child_process.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

base::Result<ChildProcess> ChildProcess::start(const QString &program, const QStringList &arguments, const QString &log)
{
    if (!QFileInfo(program).isExecutable())
        return fail(ErrorKind::NotFound, u"there is no program "_s + program);
    // Everything that allocates happens before the fork: the child of a threaded program may only make system calls.
    std::vector<QByteArray> words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words.push_back(argument.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const bool cut = QFileInfo(log).size() > kMaxLog;
    const int output = ::open(QFile::encodeName(log).constData(),
                              O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (cut ? O_TRUNC : 0), 0600);
    const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (output < 0 || input < 0) {
        const QString why = QString::fromLocal8Bit(std::strerror(errno));
        if (output >= 0)
            ::close(output);
        if (input >= 0)
            ::close(input);
        return fail(ErrorKind::Io, u"cannot write "_s + log + u": "_s + why);
    }
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) // it ended before the line above
            ::_exit(127);
        ::setpgid(0, 0); // Ctrl+C in a terminal is for the parent, which ends its children itself
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::dup2(input, STDIN_FILENO);
        ::dup2(output, STDOUT_FILENO);
        ::dup2(output, STDERR_FILENO);
        ::execv(argv.front(), argv.data());
        ::_exit(127);
    }
    const int problem = errno;
    ::close(output);
    ::close(input);
    if (pid < 0)
        return fail(ErrorKind::Io,
                    u"cannot start "_s + program + u": "_s + QString::fromLocal8Bit(std::strerror(problem)));
    return ChildProcess(pid);
}

ChildProcess::~ChildProcess()
{
    end();
}

ChildProcess::ChildProcess(ChildProcess &&other) noexcept
    : m_pid(std::exchange(other.m_pid, -1)), m_exit(std::exchange(other.m_exit, std::nullopt))
{
}

ChildProcess &ChildProcess::operator=(ChildProcess &&other) noexcept
{
    std::swap(m_pid, other.m_pid);
    std::swap(m_exit, other.m_exit);
    return *this;
}

bool ChildProcess::isRunning()
{
    return m_pid > 0 && !waitFor(std::chrono::milliseconds(0));
}

std::optional<int> ChildProcess::waitFor(std::chrono::milliseconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (m_pid > 0 && !m_exit) {
        int status = 0;
        const pid_t ended = ::waitpid(static_cast<pid_t>(m_pid), &status, WNOHANG);
        if (ended == m_pid)
            m_exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (ended < 0 && errno != EINTR)
            m_exit = 127; // somebody else collected it
        else if (std::chrono::steady_clock::now() >= end)
            break;
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return m_exit;
}

void ChildProcess::end(std::chrono::milliseconds grace)
{
    if (!isRunning())
        return;
    ::kill(static_cast<pid_t>(m_pid), SIGTERM);
    if (waitFor(grace))
        return;
    ::kill(static_cast<pid_t>(m_pid), SIGKILL);
    (void)waitFor(std::chrono::milliseconds(5000));
}

} // namespace datanet::sync
