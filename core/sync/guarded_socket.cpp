#include "sync/guarded_socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace datanet::sync {

using std::chrono::milliseconds;

namespace {
constexpr qsizetype kBuffer = 64 << 10;
constexpr milliseconds kSlice{200}; // how late a stop may be noticed
} // namespace

GuardedSocket::GuardedSocket(int socket, const HttpLimits &limits, const std::atomic<bool> &stopping)
    : m_socket(socket), m_limits(limits), m_stopping(stopping)
{
}

GuardedSocket::~GuardedSocket()
{
    ::close(m_socket);
}

bool GuardedSocket::wait(short events, milliseconds patience) const
{
    const auto end = Steady::now() + patience;
    for (;;) {
        const auto left = std::chrono::duration_cast<milliseconds>(end - Steady::now());
        if (m_stopping || left.count() <= 0)
            return false;
        pollfd watched{m_socket, events, 0};
        const int ready = ::poll(&watched, 1, static_cast<int>(std::min(left, kSlice).count()));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

milliseconds GuardedSocket::patience() const
{
    const auto spent = std::chrono::duration_cast<milliseconds>(Steady::now() - m_begun);
    if (m_inHeaders)
        return m_limits.headers - spent;
    // The time in which the bytes so far, and one more, may have come.
    const milliseconds allowed = m_limits.grace + milliseconds((m_moved + 1) * 1000 / m_limits.slowestRate);
    return std::min(allowed - spent, m_limits.silence);
}

bool GuardedSocket::awaitRequest(milliseconds patience)
{
    if (m_used >= m_buffer.size() && !wait(POLLIN, patience))
        return false;
    m_begun = Steady::now();
    m_inHeaders = true;
    return true;
}

void GuardedSocket::headersDone()
{
    m_begun = Steady::now();
    m_inHeaders = false;
    m_moved = 0;
}

qint64 GuardedSocket::read(char *to, std::size_t size)
{
    if (m_used >= m_buffer.size()) {
        if (!wait(POLLIN, patience()))
            return -1;
        m_buffer.resize(kBuffer);
        ssize_t count = 0;
        do
            count = ::recv(m_socket, m_buffer.data(), static_cast<std::size_t>(m_buffer.size()), 0);
        while (count < 0 && errno == EINTR);
        m_buffer.resize(std::max<ssize_t>(count, 0));
        m_used = 0;
        if (count <= 0)
            return count;
        m_moved += count;
    }
    const auto taken = std::min<qsizetype>(m_buffer.size() - m_used, static_cast<qsizetype>(size));
    std::memcpy(to, m_buffer.constData() + m_used, static_cast<std::size_t>(taken));
    m_used += taken;
    return taken;
}

qint64 GuardedSocket::write(const char *from, std::size_t size)
{
    if (!wait(POLLOUT, patience()))
        return -1;
    const ssize_t count = ::send(m_socket, from, size, MSG_NOSIGNAL);
    if (count > 0)
        m_moved += count;
    return count;
}

bool GuardedSocket::readable(milliseconds patience) const
{
    return m_used < m_buffer.size() || wait(POLLIN, patience);
}

void GuardedSocket::close()
{
    ::shutdown(m_socket, SHUT_WR);
    constexpr qint64 kSwallow = 8 << 20;
    const auto end = Steady::now() + milliseconds(1000);
    char scrap[16384];
    for (qint64 swallowed = 0; m_abandoned && swallowed < kSwallow;) {
        const auto left = std::chrono::duration_cast<milliseconds>(end - Steady::now());
        if (left.count() <= 0 || !wait(POLLIN, left))
            break;
        const ssize_t count = ::recv(m_socket, scrap, sizeof scrap, 0);
        if (count <= 0)
            break;
        swallowed += count;
    }
}

} // namespace datanet::sync
