#include "sync/http_client.h"

#include <QHostAddress>

#include <atomic>
#include <condition_variable>
#include <httplib.h>
#include <mutex>
#include <thread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::fail;
using std::chrono::milliseconds;

namespace {

// Slower than this a server does not answer, it drips.
constexpr qint64 kSlowestRate = 2048; // bytes a second
constexpr milliseconds kBetweenAttempts{200};

bool isThisComputer(const QString &host)
{
    return host == u"localhost"_s || QHostAddress(host).isLoopback();
}

HttpClient::Answer headOf(const httplib::Response &response)
{
    HttpClient::Answer answer;
    answer.status = response.status;
    for (const auto &[name, value] : response.headers)
        answer.headers[Bytes::fromStdString(name).toLower()] = Bytes::fromStdString(value);
    return answer;
}

} // namespace

struct HttpClient::State
{
    State(const QUrl &url, const Patience &patience_)
        : client(QString(url.scheme() + u"://"_s + url.authority(QUrl::FullyEncoded)).toStdString()),
          server(url),
          patience(patience_)
    {
    }
    httplib::Client client;
    QUrl server;
    Patience patience;
    bool unreached = false; // the last attempt found no server, so nothing was sent
};

HttpClient::HttpClient(std::unique_ptr<State> state) : m_state(std::move(state)) { }
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient &&) noexcept = default;
HttpClient &HttpClient::operator=(HttpClient &&) noexcept = default;

base::Result<HttpClient> HttpClient::open(const QUrl &url, const Patience &patience)
{
    const bool secure = url.scheme() == u"https"_s;
    if (!url.isValid() || url.host().isEmpty()
        || !(secure || (url.scheme() == u"http"_s && isThisComputer(url.host()))))
        return fail(ErrorKind::Denied, url.toDisplayString() + u" is no https address"_s,
                    u"plain http is used on this computer only"_s);
    if (!url.userInfo().isEmpty())
        return fail(ErrorKind::Denied, u"the address of "_s + url.host() + u" carries a name or password"_s);
    auto state = std::make_unique<State>(url, patience);
    state->client.set_connection_timeout(patience.connect);
    state->client.set_read_timeout(patience.silence);
    state->client.set_write_timeout(patience.silence);
    state->client.set_keep_alive(true);
    state->client.set_tcp_nodelay(true);
    return HttpClient(std::move(state));
}

base::Result<HttpClient::Answer> HttpClient::exchange(const Request &request, base::TaskContext &context)
{
    const auto end = std::chrono::steady_clock::now() + m_state->patience.restart;
    for (;;) {
        if (context.cancelled())
            return base::cancelled();
        if (!request.step.isEmpty())
            context.step(request.step);
        auto answer = attempt(request, context);
        if (!m_state->unreached || std::chrono::steady_clock::now() + kBetweenAttempts >= end)
            return answer;
        context.step(u"Waiting for the server"_s);
        std::this_thread::sleep_for(kBetweenAttempts);
    }
}

base::Result<HttpClient::Answer> HttpClient::attempt(const Request &request, base::TaskContext &context)
{
    Answer answer;
    base::Status sunk;
    bool tooLarge = false;
    std::atomic<qint64> received{0};

    httplib::Request wire;
    wire.method = request.method.toStdString();
    wire.path = request.path.toStdString();
    for (const auto &[name, value] : request.headers)
        wire.headers.emplace(name.toStdString(), value.toStdString());
    wire.body = request.body.toStdString();
    wire.response_handler = [&](const httplib::Response &response) {
        answer = headOf(response);
        return true;
    };
    wire.content_receiver = [&](const char *piece, size_t size, uint64_t, uint64_t) {
        received += static_cast<qint64>(size);
        if (received > request.maxAnswer) {
            tooLarge = true;
            return false;
        }
        const base::ByteView view(piece, static_cast<qsizetype>(size));
        if (request.sink)
            sunk = request.sink(answer, view);
        else
            answer.body.append(view.data(), view.size());
        return bool(sunk);
    };

    // The library blocks, so it works on a thread of its own while this one watches clock and cancel.
    httplib::Response response;
    httplib::Error problem = httplib::Error::Unknown;
    std::mutex mutex;
    std::condition_variable wake;
    bool done = false;
    bool good = false;
    std::thread worker([&] {
        const bool success = m_state->client.send(wire, response, problem);
        const std::scoped_lock lock(mutex);
        good = success;
        done = true;
        wake.notify_one();
    });
    bool dropped = false;
    bool slow = false;
    const auto begun = std::chrono::steady_clock::now();
    {
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, milliseconds(50), [&] { return done; })) {
            lock.unlock();
            if (request.received)
                request.received(received);
            const auto allowed =
                m_state->patience.silence + milliseconds((request.body.size() + received) * 1000 / kSlowestRate);
            slow = std::chrono::steady_clock::now() - begun > allowed;
            dropped = context.cancelled();
            if (slow || dropped)
                m_state->client.stop();
            lock.lock();
        }
    }
    worker.join();
    m_state->unreached = !good && !dropped && problem == httplib::Error::Connection;
    if (dropped)
        return base::cancelled();
    if (!sunk)
        return fail(sunk.error());
    const QString server = m_state->server.host();
    if (tooLarge)
        return fail(ErrorKind::Network,
                    server + u" sent more than the "_s + QString::number(request.maxAnswer) + u" bytes expected"_s);
    if (slow)
        return fail(ErrorKind::Network, server + u" answers too slowly"_s,
                    u"try again later; it goes on where it stopped"_s);
    if (!good)
        return fail(ErrorKind::Network,
                    u"no answer from "_s + m_state->server.toDisplayString(QUrl::RemovePath) + u": "_s
                        + QString::fromStdString(httplib::to_string(problem)),
                    u"check that the server runs; sending again goes on where it stopped"_s);
    if (answer.status == 0)
        answer = headOf(response);
    return answer;
}

} // namespace datanet::sync
