#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace datanet::test {

// A line to a server on 127.0.0.1 that can be slow, silent or cut, and counts what goes over it. Works in a thread of
// its own, while the test waits for programs.
class LineBetween
{
public:
    explicit LineBetween(quint16 server) : m_server(server)
    {
        m_thread.start();
        m_worker.moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            &m_worker, [this] { begin(); }, Qt::BlockingQueuedConnection);
    }
    ~LineBetween()
    {
        QMetaObject::invokeMethod(
            &m_worker, [this] { m_listener.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    LineBetween(const LineBetween &) = delete;
    LineBetween &operator=(const LineBetween &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    // Towards the server, towards the client, since the last look.
    [[nodiscard]] qint64 takeSent() { return m_sent.exchange(0); }
    [[nodiscard]] qint64 sent() const { return m_sent; }
    [[nodiscard]] qint64 takeReceived() { return m_received.exchange(0); }
    [[nodiscard]] qint64 received() const { return m_received; }

    // Bytes in a second in each direction and connection; 0: as fast as it goes.
    void slowTo(qint64 bytes) { m_pace = bytes; }
    // Everything breaks off after so many more bytes towards the server, and nothing connects any more until mend().
    void cutAfter(qint64 bytes) { m_cutAt = m_sent + bytes; }
    void mend()
    {
        m_cutAt = -1;
        m_isCut = false;
    }
    [[nodiscard]] bool isCut() const { return m_isCut; }
    // Takes connections and says nothing.
    void silence(bool silent) { m_isSilent = silent; }

private:
    void begin()
    {
        m_listener = std::make_unique<QTcpServer>();
        QObject::connect(m_listener.get(), &QTcpServer::newConnection, m_listener.get(), [this] {
            while (QTcpSocket *client = m_listener->nextPendingConnection())
                join(client);
        });
        m_listener->listen(QHostAddress::LocalHost);
        m_port = m_listener->serverPort();
    }
    void join(QTcpSocket *client)
    {
        if (m_isCut) {
            client->abort();
            client->deleteLater();
            return;
        }
        if (m_isSilent)
            return;
        auto *server = new QTcpSocket(client);
        for (QTcpSocket *each : {client, server})
            each->setReadBufferSize(256 << 10); // so that a slow line is felt at its other end
        server->connectToHost(QHostAddress::LocalHost, m_server);
        auto *clock = new QTimer(client);
        const auto pass = [this, client, server] {
            carry(client, server, m_sent);
            carry(server, client, m_received);
            if (m_cutAt >= 0 && m_sent >= m_cutAt)
                m_isCut = true;
            if (!m_isCut)
                return;
            server->abort();
            client->abort();
        };
        QObject::connect(clock, &QTimer::timeout, client, pass);
        clock->start(kTick);
        QObject::connect(client, &QTcpSocket::disconnected, client, [this, client, server] {
            carry(client, server, m_sent, true);
            server->disconnectFromHost();
            client->deleteLater();
        });
        QObject::connect(server, &QTcpSocket::disconnected, client, [this, client, server] {
            carry(server, client, m_received, true);
            client->disconnectFromHost();
        });
    }
    void carry(QTcpSocket *from, QTcpSocket *to, std::atomic<qint64> &count, bool all = false)
    {
        if (!from->isOpen() || to->state() != QAbstractSocket::ConnectedState
            || (!all && to->bytesToWrite() > (512 << 10)))
            return;
        const qint64 pace = m_pace;
        const QByteArray bytes = from->read(pace > 0 && !all ? std::max<qint64>(1, pace * kTick / 1000) : 1 << 20);
        if (bytes.isEmpty())
            return;
        to->write(bytes);
        count += bytes.size();
    }

    static constexpr int kTick = 5; // milliseconds
    const quint16 m_server;
    std::atomic<quint16> m_port{0};
    std::atomic<qint64> m_sent{0};
    std::atomic<qint64> m_received{0};
    std::atomic<qint64> m_pace{0};
    std::atomic<qint64> m_cutAt{-1};
    std::atomic<bool> m_isCut{false};
    std::atomic<bool> m_isSilent{false};
    QThread m_thread;
    QObject m_worker;
    std::unique_ptr<QTcpServer> m_listener;
};

} // namespace datanet::test
