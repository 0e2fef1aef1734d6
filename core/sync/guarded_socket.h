#pragma once

#include "sync/http_server.h"

#include <atomic>

namespace datanet::sync {

// One accepted connection: reads and writes with the time limits of HttpLimits. Owns the socket.
class GuardedSocket
{
public:
    GuardedSocket(int socket, const HttpLimits &limits, const std::atomic<bool> &stopping);
    ~GuardedSocket();
    GuardedSocket(const GuardedSocket &) = delete;
    GuardedSocket &operator=(const GuardedSocket &) = delete;

    // Waits for the first byte of the next request.
    [[nodiscard]] bool awaitRequest(std::chrono::milliseconds patience);
    // The headers are complete: from now on the rate counts.
    void headersDone();
    // Bytes read or written; at most 0 when the other side is gone, too slow, or the server stops.
    [[nodiscard]] qint64 read(char *to, std::size_t size);
    [[nodiscard]] qint64 write(const char *from, std::size_t size);
    [[nodiscard]] bool readable(std::chrono::milliseconds patience) const;
    [[nodiscard]] int handle() const { return m_socket; }
    // The answer was sent before the request was read to its end: the connection cannot be used again.
    void abandonRequest() { m_abandoned = true; }
    [[nodiscard]] bool abandoned() const { return m_abandoned; }
    // Sends what is left and swallows a little of what still comes, so that the answer is not lost with a reset.
    void close();

private:
    using Steady = std::chrono::steady_clock;
    [[nodiscard]] bool wait(short events, std::chrono::milliseconds patience) const;
    [[nodiscard]] std::chrono::milliseconds patience() const;

    int m_socket;
    const HttpLimits &m_limits;
    const std::atomic<bool> &m_stopping;
    Steady::time_point m_begun = Steady::now();
    bool m_inHeaders = true;
    bool m_abandoned = false;
    qint64 m_moved = 0; // bytes since the headers were complete
    base::Bytes m_buffer;
    qsizetype m_used = 0;
};

} // namespace datanet::sync
