#include "cli/prompts.h"

#include <csignal>
#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongestLine = 1024;

// While it lives, Ctrl+C interrupts reading instead of letting it go on.
class Interruptible
{
public:
    Interruptible() { set(SIGINT, m_interrupt), set(SIGTERM, m_end); }
    ~Interruptible()
    {
        ::sigaction(SIGINT, &m_interrupt, nullptr);
        ::sigaction(SIGTERM, &m_end, nullptr);
    }
    Interruptible(const Interruptible &) = delete;
    Interruptible &operator=(const Interruptible &) = delete;

private:
    static void set(int signal, struct sigaction &before)
    {
        ::sigaction(signal, nullptr, &before);
        struct sigaction now = before;
        now.sa_flags &= ~SA_RESTART;
        ::sigaction(signal, &now, nullptr);
    }
    struct sigaction m_interrupt
    {
    };
    struct sigaction m_end
    {
    };
};

class WithoutEcho
{
public:
    WithoutEcho()
    {
        ::tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~WithoutEcho()
    {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    WithoutEcho(const WithoutEcho &) = delete;
    WithoutEcho &operator=(const WithoutEcho &) = delete;

private:
    termios m_before{};
};

// A line without its end; the caller wipes it.
base::Result<base::Bytes> readLine()
{
    const Interruptible interruptible;
    base::Bytes line(qsizetype(kLongestLine), '\0');
    const ssize_t size = ::read(STDIN_FILENO, line.data(), kLongestLine);
    if (size <= 0)
        return base::fail(base::ErrorKind::Cancelled, u"no answer was given"_s);
    line.truncate(size);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

bool canAsk()
{
    return ::isatty(STDIN_FILENO) == 1;
}

base::Result<QString> askLine(const QString &question)
{
    std::fprintf(stderr, "%s: ", question.toUtf8().constData());
    const auto line = readLine();
    if (!line)
        return base::fail(line.error());
    return QString::fromUtf8(*line).trimmed();
}

base::Result<base::Secret> askSecret(const QString &question)
{
    std::fprintf(stderr, "%s: ", question.toUtf8().constData());
    const WithoutEcho silence;
    auto line = readLine();
    if (!line)
        return base::fail(line.error());
    base::Secret secret = base::Secret::from(*line);
    base::wipe(*line);
    return secret;
}

} // namespace datanet::app::cli
