#include "chain/http_transport.h"
#include "chain/json_rpc.h"

#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace datanet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Answers every connection with the same pieces, a pause before each.
class RawServer
{
public:
    RawServer(std::vector<QByteArray> pieces, unsigned long pause = 0)
    {
        m_thread.reset(QThread::create([this, pieces = std::move(pieces), pause] {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            m_port = server.serverPort();
            m_ready.release();
            while (!m_stop) {
                if (!server.waitForNewConnection(20))
                    continue;
                const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
                socket->waitForReadyRead(2000);
                ++requests;
                for (const auto &piece : pieces) {
                    for (unsigned long waited = 0; waited < pause && !m_stop; waited += 10)
                        QThread::msleep(10);
                    if (m_stop || socket->state() != QAbstractSocket::ConnectedState)
                        break;
                    socket->write(piece);
                    socket->waitForBytesWritten(500);
                }
                socket->disconnectFromHost();
            }
        }));
        m_thread->start();
        m_ready.acquire();
    }
    ~RawServer()
    {
        m_stop = true;
        m_thread->wait();
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)); }

    std::atomic<int> requests = 0;

private:
    std::unique_ptr<QThread> m_thread;
    QSemaphore m_ready;
    std::atomic<bool> m_stop = false;
    quint16 m_port = 0;
};

QByteArray answer(const QByteArray &body, const QByteArray &status = "200 OK", const QByteArray &more = {})
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Type: application/json\r\n" + more
        + "Connection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

class Stoppable final : public base::TaskContext
{
public:
    bool cancelled() const override { return stop; }
    void progress(std::int64_t, std::int64_t) override { }
    std::atomic<bool> stop = false;
};

} // namespace

class TestHttpTransport : public QObject
{
    Q_OBJECT

    base::Unwatched m_context;

    static chain::HttpTransport::Options shortOptions()
    {
        return {.timeout = 400ms, .maxAnswer = 1000, .ownHosts = {}};
    }

private Q_SLOTS:
    void answers()
    {
        chain::HttpTransport transport;
        RawServer server({answer("{\"ok\":1}")});
        QCOMPARE(*transport.post(server.url(), "{}", m_context), QByteArray("{\"ok\":1}"));
        // JSON-RPC errors may come with a status of their own.
        RawServer denied({answer("{\"error\":{}}", "400 Bad Request")});
        QCOMPARE(*transport.post(denied.url(), "{}", m_context), QByteArray("{\"error\":{}}"));
    }

    void refusedAnswers()
    {
        chain::HttpTransport transport(shortOptions());
        const auto kindOf = [&](std::vector<QByteArray> pieces, unsigned long pause = 0) {
            RawServer server(std::move(pieces), pause);
            const auto result = transport.post(server.url(), "{}", m_context);
            return result ? std::optional<base::ErrorKind>() : std::optional(result.error().kind);
        };
        const auto network = std::optional(base::ErrorKind::Network);
        QCOMPARE(kindOf({answer("<html>")}), network);
        QCOMPARE(kindOf({answer("<html>", "502 Bad Gateway")}), network);
        QCOMPARE(kindOf({answer(QByteArray(1001, '{'))}), network); // announced size
        QCOMPARE(kindOf({"HTTP/1.1 200 OK\r\n\r\n{", QByteArray(2000, ' ')}),
                 network); // size that shows while it arrives
        QCOMPARE(kindOf({"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}"}), network); // cut off
        QCOMPARE(kindOf({"nonsense"}), network);
        QCOMPARE(kindOf({}), network);
        // Slow drips end at the deadline of the whole exchange.
        QCOMPARE(kindOf(std::vector<QByteArray>(50, "H"), 100), network);
    }

    void redirectsAreRefused()
    {
        chain::HttpTransport transport(shortOptions());
        RawServer target({answer("{\"ok\":1}")});
        RawServer server({answer("{}", "302 Found", "Location: " + target.url().toEncoded() + "\r\n")});
        const auto result = transport.post(server.url(), "{}", m_context);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, base::ErrorKind::Network);
        QCOMPARE(target.requests.load(), 0);
    }

    void unreachable()
    {
        chain::HttpTransport transport(shortOptions());
        quint16 port = 0;
        {
            QTcpServer gone;
            gone.listen(QHostAddress::LocalHost);
            port = gone.serverPort();
        }
        const auto result = transport.post(QUrl(u"http://127.0.0.1:%1"_s.arg(port)), "{}", m_context);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, base::ErrorKind::Network);
        QVERIFY(!result.error().hint.isEmpty());
    }

    void plainHttpOnlyToOwnMachines()
    {
        chain::HttpTransport transport(shortOptions());
        QCOMPARE(transport.post(QUrl(u"http://node.invalid"_s), "{}", m_context).error().kind, base::ErrorKind::Denied);
        QCOMPARE(transport.post(QUrl(u"ftp://127.0.0.1"_s), "{}", m_context).error().kind, base::ErrorKind::Denied);
        QCOMPARE(transport.post(QUrl(), "{}", m_context).error().kind, base::ErrorKind::Invalid);
        auto options = shortOptions();
        options.ownHosts = {u"node.invalid"_s};
        chain::HttpTransport own(options);
        QCOMPARE(own.post(QUrl(u"http://node.invalid"_s), "{}", m_context).error().kind, base::ErrorKind::Network);
    }

    void cancelling()
    {
        chain::HttpTransport transport;
        RawServer server({"never complete"}, 5000);
        Stoppable context;
        const std::unique_ptr<QThread> stopper(QThread::create([&] {
            QThread::msleep(100);
            context.stop = true;
        }));
        stopper->start();
        const auto result = transport.post(server.url(), "{}", context);
        stopper->wait();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, base::ErrorKind::Cancelled);
        QCOMPARE(transport.post(server.url(), "{}", context).error().kind, base::ErrorKind::Cancelled);
    }

    void batches()
    {
        chain::HttpTransport transport;
        const auto batchOf = [&](const QByteArray &body) {
            RawServer server({answer(body)});
            const chain::JsonRpcClient client(server.url(), transport);
            return client.batch({{u"a"_s, {}}, {u"b"_s, {}}}, m_context);
        };
        // Out of order, one failed.
        const auto good = batchOf(R"([{"id":2,"result":"B"},{"id":1,"error":{"code":3,"message":"no"}}])");
        QVERIFY(good);
        QCOMPARE((*good)[0].error().kind, base::ErrorKind::Denied);
        QCOMPARE((*good)[1]->toString(), u"B"_s);
        QVERIFY(!(*batchOf(R"([{"id":2,"result":"B"}])"))[0]);
        QVERIFY(!batchOf(R"([{"id":2,"result":"B"},{"id":2,"result":"C"}])"));
        QVERIFY(!batchOf(R"([{"id":3,"result":"B"}])"));
        QVERIFY(!batchOf(R"({"id":1,"error":{"code":-32600,"message":"no batches"}})"));
        QVERIFY(!batchOf(R"({"id":1,"result":[]})"));
    }
};

QTEST_GUILESS_MAIN(TestHttpTransport)
#include "tst_http_transport.moc"
