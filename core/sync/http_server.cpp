#include "sync/http_server.h"

#include "sync/guarded_socket.h"

#include <QFile>
#include <QHostAddress>

#include <condition_variable>
#include <deque>
#include <httplib.h>
#include <mutex>
#include <thread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ByteView;
using std::chrono::milliseconds;

namespace {

thread_local bool tTurnAway = false; // the connection at hand is one too many
thread_local GuardedSocket *tSocket = nullptr; // the connection this thread serves

// The library's own stream waits as long as bytes keep dripping; this one has GuardedSocket's limits.
class SocketStream final : public httplib::Stream
{
public:
    explicit SocketStream(GuardedSocket &socket) : m_socket(socket) { }
    [[nodiscard]] bool is_readable() const override { return m_socket.readable(milliseconds(1)); }
    [[nodiscard]] bool is_writable() const override { return true; }
    ssize_t read(char *to, size_t size) override { return m_socket.read(to, size); }
    ssize_t write(const char *from, size_t size) override { return m_socket.write(from, size); }
    void get_remote_ip_and_port(std::string &ip, int &port) const override
    {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        ip.clear();
        port = 0;
        if (::getpeername(m_socket.handle(), reinterpret_cast<sockaddr *>(&peer), &size) == 0)
            ip = QHostAddress(reinterpret_cast<sockaddr *>(&peer)).toString().toStdString();
    }
    void get_local_ip_and_port(std::string &ip, int &port) const override
    {
        ip.clear();
        port = 0;
    }
    [[nodiscard]] socket_t socket() const override { return m_socket.handle(); }

private:
    GuardedSocket &m_socket;
};

// Threads for at most `most` connections; the next is turned away on the accepting thread.
class BoundedQueue final : public httplib::TaskQueue
{
public:
    explicit BoundedQueue(int most) : m_most(most)
    {
        for (int i = 0; i < most; ++i)
            m_threads.emplace_back([this] { work(); });
    }
    void enqueue(std::function<void()> job) override
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_busy + int(m_jobs.size()) < m_most) {
                m_jobs.push_back(std::move(job));
                m_wake.notify_one();
                return;
            }
        }
        tTurnAway = true;
        job();
        tTurnAway = false;
    }
    void shutdown() override
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_ending = true;
        }
        m_wake.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
    }

private:
    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            const auto job = std::move(m_jobs.front());
            m_jobs.pop_front();
            ++m_busy;
            lock.unlock();
            job();
            lock.lock();
            --m_busy;
        }
    }

    const int m_most;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    int m_busy = 0;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

void sendFile(const QString &path, const Bytes &type, httplib::Response &answer)
{
    const auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) {
        answer.status = 404;
        return;
    }
    answer.set_content_provider(
        static_cast<size_t>(file->size()), type.toStdString(),
        [file](size_t offset, size_t length, httplib::DataSink &sink) {
            if (!file->seek(static_cast<qint64>(offset)))
                return false;
            const Bytes piece = file->read(std::min<qint64>(static_cast<qint64>(length), 256 << 10));
            return !piece.isEmpty() && sink.write(piece.constData(), static_cast<size_t>(piece.size()));
        });
}

} // namespace

class HttpServer::Guarded final : public httplib::Server
{
public:
    Guarded(const HttpLimits &limits, HttpServer::Handler handler) : m_limits(limits), m_handler(std::move(handler))
    {
        new_task_queue = [this] { return new BoundedQueue(m_limits.connections); };
        set_payload_max_length(static_cast<size_t>(m_limits.body));
        set_keep_alive_max_count(1000);
        // Called when the headers are complete and before the body is read.
        set_pre_routing_handler([](const httplib::Request &, httplib::Response &) {
            tSocket->headersDone();
            return HandlerResponse::Unhandled;
        });
        set_exception_handler(
            [](const httplib::Request &, httplib::Response &answer, std::exception_ptr) { answer.status = 500; });
        const auto withBody = [this](const httplib::Request &request, httplib::Response &answer,
                                     const httplib::ContentReader &reader) { handle(request, answer, &reader); };
        Get(".*",
            [this](const httplib::Request &request, httplib::Response &answer) { handle(request, answer, nullptr); });
        Put(".*", withBody);
        Patch(".*", withBody);
        Post(".*", withBody);
    }

    std::atomic<bool> stopping{false};

private:
    void handle(const httplib::Request &request, httplib::Response &answer, const httplib::ContentReader *reader)
    {
        bool whole = reader == nullptr;
        if (reader && Bytes::fromStdString(request.get_header_value("Content-Length")).toLongLong() > m_limits.body) {
            answer.status = 413;
            tSocket->abandonRequest();
            return;
        }
        HttpRequest ours;
        ours.method = Bytes::fromStdString(request.method);
        ours.path = Bytes::fromStdString(request.path);
        ours.address = Bytes::fromStdString(request.remote_addr);
        ours.header = [&request](const char *name) { return Bytes::fromStdString(request.get_header_value(name)); };
        ours.readBody = [&](const std::function<bool(ByteView)> &sink) {
            if (!reader)
                return true;
            qint64 taken = 0;
            whole = (*reader)([&](const char *piece, size_t size) {
                taken += static_cast<qint64>(size);
                return taken <= m_limits.body && sink(ByteView(piece, static_cast<qsizetype>(size)));
            });
            return whole;
        };
        const HttpResponse response = m_handler(ours);
        if (!whole)
            tSocket->abandonRequest();
        // Left open, the library makes it 200, or 206 where a range was asked for.
        if (response.status != 200)
            answer.status = response.status;
        for (const auto &[name, value] : response.headers)
            answer.set_header(name.toStdString(), value.toStdString());
        if (!response.file.isEmpty())
            sendFile(response.file, response.contentType, answer);
        else if (!response.body.isEmpty())
            answer.set_content(response.body.constData(), static_cast<size_t>(response.body.size()),
                               response.contentType.toStdString());
    }

    bool process_and_close_socket(socket_t handle) override
    {
        GuardedSocket socket(handle, m_limits, stopping);
        if (tTurnAway) {
            static constexpr char kBusy[] =
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\n"
                "Content-Length: 0\r\n\r\n";
            (void)socket.write(kBusy, sizeof kBusy - 1);
            socket.close();
            return false;
        }
        SocketStream stream(socket);
        tSocket = &socket;
        bool good = true;
        for (int left = 1000; good && left > 0 && !stopping && !socket.abandoned(); --left) {
            if (!socket.awaitRequest(m_limits.silence))
                break;
            bool closed = false;
            good = process_request(stream, left == 1, closed, nullptr) && !closed;
        }
        if (!good)
            socket.abandonRequest();
        tSocket = nullptr;
        socket.close();
        return good;
    }

    const HttpLimits m_limits;
    const HttpServer::Handler m_handler;
};

struct HttpServer::State
{
    State(const HttpLimits &limits, HttpServer::Handler handler) : server(limits, std::move(handler)) { }
    Guarded server;
    std::thread thread;
    int port = 0;
};

HttpServer::HttpServer(HttpLimits limits, Handler handler)
    : m_state(std::make_unique<State>(limits, std::move(handler)))
{
}

HttpServer::~HttpServer()
{
    stop();
}

base::Status HttpServer::listen(const QString &host, int port)
{
    // The library's default lets two servers share a port (SO_REUSEPORT); a restart only needs SO_REUSEADDR.
    m_state->server.set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    m_state->server.set_tcp_nodelay(true);
    const std::string name = host.toStdString();
    if (port == 0)
        m_state->port = m_state->server.bind_to_any_port(name);
    else
        m_state->port = m_state->server.bind_to_port(name, port) ? port : -1;
    if (m_state->port <= 0)
        return base::fail(base::ErrorKind::Conflict,
                          u"cannot listen on "_s + host + u" port "_s + QString::number(port),
                          u"another program may use it; choose another port"_s);
    m_state->thread = std::thread([this] { m_state->server.listen_after_bind(); });
    while (!m_state->server.is_running())
        std::this_thread::sleep_for(milliseconds(1));
    return {};
}

int HttpServer::port() const
{
    return m_state->port;
}

void HttpServer::stop()
{
    m_state->server.stopping = true;
    if (m_state->thread.joinable()) {
        m_state->server.stop();
        m_state->thread.join();
    }
}

} // namespace datanet::sync
