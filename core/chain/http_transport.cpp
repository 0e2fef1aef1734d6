#include "chain/http_transport.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QThread>
#include <QTimer>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace datanet::chain {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

base::Status allowed(const QUrl &url, const QSet<QString> &ownHosts)
{
    const auto host = url.host().toLower();
    if (!url.isValid() || host.isEmpty())
        return fail(ErrorKind::Invalid, u"no server address: "_s % url.toDisplayString());
    if (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && (isLoopback(host) || ownHosts.contains(host))))
        return {};
    return fail(ErrorKind::Denied, u"%1 is not reached over https"_s.arg(url.toDisplayString(QUrl::RemoveUserInfo)),
                u"use an https address, or mark the server as your own"_s);
}

// What the worker thread and the caller share about one exchange.
struct Exchange
{
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Result<Bytes>> answer;
    QPointer<QNetworkReply> reply; // the worker thread's

    void finish(Result<Bytes> result)
    {
        const std::lock_guard lock(mutex);
        if (!answer)
            answer.emplace(std::move(result));
        changed.notify_all();
    }
};

// One request on the worker thread; deletes itself with its reply.
void start(QNetworkAccessManager &manager, const QUrl &url, const Bytes &body, const HttpTransport::Options &options,
           const std::shared_ptr<Exchange> &exchange)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"datanet-studio"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // A compressed answer could be small on the wire and huge in memory.
    request.setRawHeader("Accept-Encoding", "identity");
    auto *reply = manager.post(request, body);
    exchange->reply = reply;
    const auto end = [reply, exchange](Result<Bytes> result) {
        exchange->finish(std::move(result));
        reply->disconnect();
        reply->abort();
        reply->deleteLater();
    };
    const auto name = url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    const auto maximum = options.maxAnswer;
    auto *timer = new QTimer(reply);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, reply, [end, name, options] {
        end(fail(ErrorKind::Network,
                 u"%1 did not answer within %2 seconds"_s.arg(name).arg(double(options.timeout.count()) / 1000.0),
                 u"try again, or choose another server"_s));
    });
    timer->start(options.timeout);
    reply->setReadBufferSize(maximum + 1);
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, end, name, maximum] {
        if (reply->bytesAvailable() > maximum)
            end(fail(ErrorKind::Network, u"%1 sent more than %2 bytes"_s.arg(name).arg(maximum)));
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, end, name, maximum] {
        // Aborted because the caller stopped: there is nothing to read any more.
        if (reply->error() == QNetworkReply::OperationCanceledError)
            return end(base::cancelled());
        const auto status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        auto answer = reply->readAll();
        if (status >= 300 && status < 400)
            return end(fail(ErrorKind::Network, u"%1 redirects elsewhere, which is refused"_s.arg(name),
                            u"use the address it redirects to, if you trust it"_s));
        if (answer.size() > maximum)
            return end(fail(ErrorKind::Network, u"%1 sent more than %2 bytes"_s.arg(name).arg(maximum)));
        const int error = reply->error();
        if (error > 0 && error < QNetworkReply::ContentAccessDenied)
            return end(fail(ErrorKind::Network, u"%1 could not be reached: %2"_s.arg(name, reply->errorString()),
                            u"check that the server runs and that this computer is online"_s));
        const auto shape = answer.trimmed();
        if (shape.startsWith('{') || shape.startsWith('['))
            return end(std::move(answer));
        end(fail(ErrorKind::Network, u"%1 answered with HTTP status %2 and no JSON"_s.arg(name).arg(status),
                 u"check the server's address"_s));
    });
    // The transport can go while a request is under way.
    QObject::connect(reply, &QObject::destroyed, reply, [exchange] { exchange->finish(base::cancelled()); });
}

} // namespace

class HttpTransport::Worker
{
public:
    explicit Worker(Options options) : m_options(std::move(options))
    {
        m_thread.setObjectName(u"chain-http"_s);
        m_home.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(&m_home, [this] { m_manager = std::make_unique<QNetworkAccessManager>(); });
    }
    ~Worker()
    {
        // Replies are children of the manager and finish their exchanges when they go.
        QMetaObject::invokeMethod(
            &m_home, [this] { m_manager.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    Result<Bytes> post(const QUrl &url, ByteView body, base::TaskContext &context)
    {
        if (context.cancelled())
            return base::cancelled();
        if (const auto ok = allowed(url, m_options.ownHosts); !ok)
            return fail(ok.error());
        const auto exchange = std::make_shared<Exchange>();
        QMetaObject::invokeMethod(&m_home, [this, url, bytes = body.toByteArray(), exchange] {
            start(*m_manager, url, bytes, m_options, exchange);
        });
        std::unique_lock lock(exchange->mutex);
        while (!exchange->answer) {
            exchange->changed.wait_for(lock, std::chrono::milliseconds(50));
            if (!exchange->answer && context.cancelled()) {
                QMetaObject::invokeMethod(&m_home, [exchange] {
                    if (exchange->reply)
                        exchange->reply->abort();
                });
                return base::cancelled();
            }
        }
        return std::move(*exchange->answer);
    }

private:
    Options m_options;
    QThread m_thread;
    QObject m_home;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

HttpTransport::HttpTransport() : HttpTransport(Options()) { }

HttpTransport::HttpTransport(Options options) : m_worker(std::make_unique<Worker>(std::move(options))) { }

HttpTransport::~HttpTransport() = default;

Result<Bytes> HttpTransport::post(const QUrl &url, ByteView body, base::TaskContext &context)
{
    return m_worker->post(url, body, context);
}

} // namespace datanet::chain
