#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QString>
#include <QStringList>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace datanet::test {

// A program at a terminal of its own, as a person sees it.
class Terminal
{
public:
    Terminal(const QString &program, const QStringList &arguments)
    {
        std::vector<QByteArray> words{program.toLocal8Bit()};
        for (const QString &each : arguments)
            words.push_back(each.toLocal8Bit());
        std::vector<char *> pointers;
        for (QByteArray &each : words)
            pointers.push_back(each.data());
        pointers.push_back(nullptr);
        m_child = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_child < 0)
            throw std::runtime_error("no terminal");
        if (m_child == 0) {
            ::execv(pointers[0], pointers.data());
            ::_exit(127);
        }
    }
    ~Terminal()
    {
        if (m_child > 0) {
            ::kill(m_child, SIGKILL);
            ::waitpid(m_child, nullptr, 0);
        }
        ::close(m_terminal);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    // Waits until these words are there, behind those that were waited for before.
    [[nodiscard]] bool shows(const QByteArray &words, int seconds = 60)
    {
        QElapsedTimer timer;
        timer.start();
        for (;;) {
            if (const qsizetype at = m_screen.indexOf(words, m_seen); at >= 0) {
                m_seen = at + words.size();
                return true;
            }
            if (timer.elapsed() > 1000 * seconds || !read())
                return m_screen.indexOf(words, m_seen) >= 0;
        }
    }
    // Whether what is typed now is shown.
    [[nodiscard]] bool echoes() const
    {
        termios now{};
        ::tcgetattr(m_terminal, &now);
        return (now.c_lflag & ECHO) != 0;
    }
    void type(const QByteArray &text) const
    {
        if (::write(m_terminal, text.constData(), std::size_t(text.size())) != text.size())
            throw std::runtime_error("cannot type");
    }
    // Its exit code, once it ended.
    [[nodiscard]] int ends()
    {
        while (read()) { }
        int status = 0;
        ::waitpid(m_child, &status, 0);
        m_child = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    [[nodiscard]] const QByteArray &screen() const { return m_screen; }
    [[nodiscard]] pid_t id() const { return m_child; }

private:
    // False once nothing comes any more.
    bool read()
    {
        pollfd waiting{m_terminal, POLLIN, 0};
        if (::poll(&waiting, 1, 200) == 0)
            return true;
        char bytes[4096];
        const ssize_t size = ::read(m_terminal, bytes, sizeof bytes);
        if (size <= 0)
            return false;
        m_screen.append(bytes, size);
        return true;
    }

    pid_t m_child = 0;
    int m_terminal = -1;
    QByteArray m_screen;
    qsizetype m_seen = 0;
};

} // namespace datanet::test
