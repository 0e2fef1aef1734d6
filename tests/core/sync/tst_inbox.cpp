#include "base/files.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "sync/inbox_client.h"
#include "sync/inbox_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using namespace datanet;
using base::Bytes;
using base::ErrorKind;
using sync::DigestKind;
using sync::InboxClient;
using sync::InboxServer;

namespace {

base::Unwatched unwatched;

// Cancels once so many bytes are through.
class CancelAfter final : public base::TaskContext
{
public:
    explicit CancelAfter(qint64 bytes) : m_bytes(bytes) { }
    [[nodiscard]] bool cancelled() const override { return m_cancelled; }
    void progress(std::int64_t done, std::int64_t) override { m_cancelled = m_cancelled || done >= m_bytes; }

private:
    qint64 m_bytes;
    bool m_cancelled = false;
};

// Keeps what it is told, and cancels at a given step.
class Steps final : public base::TaskContext
{
public:
    [[nodiscard]] bool cancelled() const override { return !cancelAt.isEmpty() && seen.contains(cancelAt); }
    void progress(std::int64_t, std::int64_t) override { }
    void step(const QString &words) override { seen += words; }

    QStringList seen;
    QString cancelAt;
};

QUrl urlOf(int port)
{
    return QUrl(u"http://127.0.0.1:%1/"_s.arg(port));
}

std::unique_ptr<InboxServer> startInbox(const QString &folder, std::function<void(InboxServer::Options &)> change = {})
{
    InboxServer::Options options;
    options.folder = folder;
    if (change)
        change(options);
    auto server = InboxServer::start(std::move(options));
    if (!server)
        qFatal("no inbox: %s", qPrintable(server.error().what));
    return std::move(*server);
}

// A server that answers every request with the same bytes and then hangs up.
class Liar
{
public:
    explicit Liar(Bytes answer) : m_answer(std::move(answer))
    {
        m_thread = std::thread([this] {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            m_port = server.serverPort();
            while (!m_stop) {
                if (!server.waitForNewConnection(50))
                    continue;
                std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
                socket->waitForReadyRead(2000);
                socket->write(m_answer);
                socket->waitForBytesWritten(2000);
                socket->disconnectFromHost();
                if (socket->state() != QAbstractSocket::UnconnectedState)
                    socket->waitForDisconnected(1000);
            }
        });
        while (m_port == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ~Liar()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] QUrl url() const { return urlOf(m_port); }

private:
    Bytes m_answer;
    std::atomic<int> m_port{0};
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

// Sends bytes as they are and returns all that comes back.
Bytes raw(int port, const Bytes &request, int patience = 3000)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(port));
    if (!socket.waitForConnected(2000))
        return {};
    socket.write(request);
    Bytes answer;
    while (socket.waitForReadyRead(patience))
        answer += socket.readAll();
    return answer + socket.readAll();
}

} // namespace

class TestInbox : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    int m_count = 0;

    QString fresh(const QString &name) { return m_scratch.filePath(name + QString::number(++m_count)); }
    QString fileWith(const Bytes &bytes)
    {
        const QString path = fresh(u"file"_s);
        if (!base::files::writeAtomically(path, bytes))
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

private Q_SLOTS:
    void whatGoesInComesOut_data()
    {
        QTest::addColumn<qint64>("size");
        for (const qint64 size : {1LL, 4095LL, 65536LL, 1000000LL, 1000001LL, 5LL << 20})
            QTest::addRow("%lld bytes", size) << size;
    }
    void whatGoesInComesOut()
    {
        QFETCH(qint64, size);
        const auto server = startInbox(fresh(u"inbox"_s));
        const Bytes bytes = crypto::randomBytes(size);
        InboxClient::Options options;
        options.piece = 1000000;
        const InboxClient client(urlOf(server->port()), options);
        const auto place = client.upload(fileWith(bytes), unwatched);
        QVERIFY2(place, place ? "" : qPrintable(place.error().what));
        QVERIFY(client.requireComplete(crypto::sha256(bytes), unwatched));
        const QString back = fresh(u"back"_s);
        const auto status = InboxClient::download(*place, crypto::sha256(bytes), size, back, unwatched);
        QVERIFY2(status, status ? "" : qPrintable(status.error().what));
        QVERIFY(base::files::read(back, size).value_or(Bytes()) == bytes);
        QVERIFY(!QFile::exists(back + u".part"_s));
    }

    void smallObjectsGoByEitherDigest()
    {
        const auto server = startInbox(fresh(u"inbox"_s));
        const InboxClient client(urlOf(server->port()));
        const Bytes reasons = R"([{"code":"duplicate","position":3,"words":"same as record 9"}])";
        for (const auto kind : {DigestKind::Sha256, DigestKind::Keccak256}) {
            const auto place = client.uploadBytes(reasons, kind, unwatched);
            QVERIFY(place);
            const auto digest = kind == DigestKind::Sha256 ? crypto::sha256(reasons) : crypto::keccak256(reasons);
            const auto back = InboxClient::fetch(*place, digest, kind, 1 << 20, unwatched);
            QVERIFY(back);
            QCOMPARE(*back, reasons);
            const auto other = InboxClient::fetch(*place, crypto::sha256("other"), kind, 1 << 20, unwatched);
            QVERIFY(!other);
            QCOMPARE(other.error().kind, ErrorKind::Corrupt);
        }
    }

    void aCancelledUploadGoesOnWhereItStopped()
    {
        const QString folder = fresh(u"inbox"_s);
        const Bytes bytes = crypto::randomBytes(10 << 20);
        const QString path = fileWith(bytes);
        const Bytes name = base::toPlainHex(crypto::sha256(bytes).view());
        InboxClient::Options options;
        options.piece = 1 << 20;
        {
            const auto server = startInbox(folder);
            CancelAfter impatient(3 << 20);
            const auto place = InboxClient(urlOf(server->port()), options).upload(path, impatient);
            QVERIFY(!place);
            QCOMPARE(place.error().kind, ErrorKind::Cancelled);
        }
        const auto server = startInbox(folder); // another process would find the same
        const auto before = server->store().progress(name);
        QVERIFY(before);
        QVERIFY(before->stored >= 3 << 20);
        QVERIFY(!before->complete);
        const auto place = InboxClient(urlOf(server->port()), options).upload(path, unwatched);
        QVERIFY2(place, place ? "" : qPrintable(place.error().what));
        QVERIFY(server->store().progress(name)->complete);
        QCOMPARE(server->store().used(), bytes.size());
    }

    void killsOnBothSidesLoseNothing()
    {
        const QString folder = fresh(u"inbox"_s);
        const Bytes bytes = crypto::randomBytes(24 << 20);
        const QString path = fileWith(bytes);
        const Bytes name = base::toPlainHex(crypto::sha256(bytes).view());
        qint64 last = 0;
        bool complete = false;
        int killedInside = 0;
        for (int round = 0; round < 40 && !complete; ++round) {
            QProcess server;
            server.start(QCoreApplication::applicationFilePath(), {u"--serve"_s, folder});
            QVERIFY(server.waitForReadyRead(10000));
            const QString port = QString::fromLatin1(server.readLine()).trimmed();
            QProcess client;
            client.start(QCoreApplication::applicationFilePath(), {u"--upload"_s, port, path});
            QVERIFY(client.waitForStarted());
            if (client.waitForFinished(30 + round * 15)) {
                QVERIFY2(client.exitCode() == 0, client.readAllStandardError().constData());
                complete = true;
            }
            // One time the server goes first, one time the client.
            QProcess &first = round % 2 ? server : client;
            QProcess &second = round % 2 ? client : server;
            first.kill();
            first.waitForFinished();
            second.kill();
            second.waitForFinished();
            const auto store = sync::BlobStore::open(folder, {});
            QVERIFY(store);
            const auto now = (*store)->progress(name);
            QVERIFY(now);
            QVERIFY2(now->stored >= last, "acknowledged bytes were lost");
            killedInside += now->stored > 0 && !now->complete;
            last = now->stored;
            complete = complete || now->complete;
        }
        const auto server = startInbox(folder);
        const auto place = InboxClient(urlOf(server->port())).upload(path, unwatched);
        QVERIFY2(place, place ? "" : qPrintable(place.error().what));
        const QString back = fresh(u"back"_s);
        QVERIFY(InboxClient::download(*place, crypto::sha256(bytes), bytes.size(), back, unwatched));
        QVERIFY2(killedInside > 0, "no kill fell into the upload");
    }

    // Killed when all bytes were there but not yet kept: sending again finds that out.
    void aFileWithoutItsLastStepIsFinished()
    {
        for (const bool damaged : {false, true}) {
            const QString folder = fresh(u"inbox"_s);
            const Bytes bytes = crypto::randomBytes(100000);
            const QString partial =
                folder + u"/partial/"_s + QString::fromLatin1(base::toPlainHex(crypto::sha256(bytes).view()));
            QVERIFY(base::files::makeFolder(folder + u"/partial"_s));
            QVERIFY(base::files::writeAtomically(partial + u".size"_s, "100000"));
            QVERIFY(base::files::writeAtomically(partial + u".data"_s, damaged ? Bytes(100000, 'x') : bytes));
            const auto server = startInbox(folder);
            const auto sent = InboxClient(urlOf(server->port())).uploadBytes(bytes, DigestKind::Sha256, unwatched);
            QCOMPARE(bool(sent), !damaged);
            if (damaged)
                QCOMPARE(sent.error().kind, ErrorKind::Corrupt);
            QVERIFY(InboxClient(urlOf(server->port())).uploadBytes(bytes, DigestKind::Sha256, unwatched));
        }
    }

    void anInterruptedDownloadGoesOn()
    {
        const auto server = startInbox(fresh(u"inbox"_s));
        const Bytes bytes = crypto::randomBytes(2 << 20);
        const auto place = InboxClient(urlOf(server->port())).upload(fileWith(bytes), unwatched);
        QVERIFY(place);
        const auto digest = crypto::sha256(bytes);
        const QString back = fresh(u"back"_s);
        for (const Bytes &part : {bytes.first(1234567), bytes, Bytes()}) {
            QVERIFY(base::files::writeAtomically(back + u".part"_s, part));
            const auto status = InboxClient::download(*place, digest, bytes.size(), back, unwatched);
            QVERIFY2(status, status ? "" : qPrintable(status.error().what));
            QVERIFY(base::files::read(back, bytes.size()).value_or(Bytes()) == bytes);
        }
        // A damaged beginning is found out and thrown away, so that the next call succeeds.
        QVERIFY(base::files::writeAtomically(back + u".part"_s, Bytes(1000, 'x')));
        const auto damaged = InboxClient::download(*place, digest, bytes.size(), back, unwatched);
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().kind, ErrorKind::Corrupt);
        QVERIFY(InboxClient::download(*place, digest, bytes.size(), back, unwatched));
        const auto tooLarge = InboxClient::download(*place, digest, bytes.size() - 1, back, unwatched);
        QVERIFY(!tooLarge);
    }

    void otherBytesAreRefusedByTheServer()
    {
        const auto server = startInbox(fresh(u"inbox"_s));
        const Bytes name = base::toPlainHex(crypto::sha256("right").view());
        const Bytes answer = raw(server->port(),
                                 "PUT /blob/" + name
                                     + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                                       "Connection: close\r\n\r\nwrong");
        QVERIFY2(answer.startsWith("HTTP/1.1 422"), answer.constData());
        const auto progress = server->store().progress(name);
        QVERIFY(progress);
        QCOMPARE(progress->stored, 0);
        QVERIFY(InboxClient(urlOf(server->port())).uploadBytes("right", DigestKind::Sha256, unwatched));
    }

    void aLyingInboxIsCaught()
    {
        const Liar liar("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwrong");
        const InboxClient client(liar.url());
        const auto digest = crypto::sha256("right");
        const QString back = fresh(u"back"_s);
        const auto status = InboxClient::download(client.locator(digest), digest, 100, back, unwatched);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Corrupt);
        QVERIFY(!QFile::exists(back));
        QVERIFY(!QFile::exists(back + u".part"_s));
        const auto fetched = InboxClient::fetch(client.locator(digest), digest, DigestKind::Sha256, 100, unwatched);
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().kind, ErrorKind::Corrupt);
        const auto sent = client.uploadBytes("right", DigestKind::Sha256, unwatched);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::Network);
        QVERIFY(!client.status(unwatched));
    }

    void hostileAnswersEnd_data()
    {
        QTest::addColumn<Bytes>("answer");
        QTest::newRow("no http") << Bytes("220 mail ready\r\n\r\n");
        QTest::newRow("nothing") << Bytes();
        QTest::newRow("redirect") << Bytes(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("offset behind the end")
            << Bytes("HTTP/1.1 404 x\r\nUpload-Offset: 99999999999\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        QTest::newRow("negative offset") << Bytes(
            "HTTP/1.1 404 x\r\nUpload-Offset: -1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        QTest::newRow("offset that never moves")
            << Bytes("HTTP/1.1 200 x\r\nUpload-Offset: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        QTest::newRow("conflict for ever")
            << Bytes("HTTP/1.1 409 x\r\nUpload-Offset: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        QTest::newRow("too large an answer")
            << "HTTP/1.1 404 x\r\nContent-Length: 10000000\r\nConnection: close\r\n\r\n" + Bytes(10000000, 'x');
    }
    void hostileAnswersEnd()
    {
        QFETCH(Bytes, answer);
        const Liar liar(answer);
        const InboxClient client(liar.url());
        const auto sent = client.uploadBytes("right", DigestKind::Sha256, unwatched);
        QVERIFY(!sent);
        QVERIFY(!sent.error().what.isEmpty());
        const auto digest = crypto::sha256("right");
        QVERIFY(!InboxClient::fetch(client.locator(digest), digest, DigestKind::Sha256, 100, unwatched));
    }

    void oversizedAndUnwantedFilesAreRefused()
    {
        const auto server = startInbox(fresh(u"inbox"_s), [](InboxServer::Options &options) {
            options.store.blob = 1000;
            options.admission = [](const InboxServer::Arrival &arrival) -> base::Status {
                if (arrival.address != "127.0.0.1")
                    return base::fail(ErrorKind::Denied, u"from where?"_s);
                if (arrival.total == 7 && arrival.contribution != "12")
                    return base::fail(ErrorKind::Denied, u"only contribution 12 may send this"_s);
                return {};
            };
        });
        const InboxClient client(urlOf(server->port()));
        QVERIFY(client.uploadBytes(Bytes(1000, 'x'), DigestKind::Sha256, unwatched));
        const auto large = client.uploadBytes(Bytes(1001, 'x'), DigestKind::Sha256, unwatched);
        QVERIFY(!large);
        QCOMPARE(large.error().kind, ErrorKind::Denied);
        QVERIFY(large.error().what.contains(u"1000"_s));
        const auto unwanted = client.uploadBytes("1234567", DigestKind::Sha256, unwatched);
        QVERIFY(!unwanted);
        QVERIFY(unwanted.error().what.contains(u"only contribution 12"_s));
        InboxClient::Options options;
        options.contribution = "12";
        QVERIFY(InboxClient(urlOf(server->port()), options).uploadBytes("1234567", DigestKind::Sha256, unwatched));
    }

    void aFullStoreLosesNothing()
    {
        const auto server =
            startInbox(fresh(u"inbox"_s), [](InboxServer::Options &options) { options.store.total = 1500; });
        const InboxClient client(urlOf(server->port()));
        const Bytes first(1000, 'x');
        const auto place = client.uploadBytes(first, DigestKind::Sha256, unwatched);
        QVERIFY(place);
        const auto second = client.uploadBytes(Bytes(1000, 'y'), DigestKind::Sha256, unwatched);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Io);
        QVERIFY(!second.error().hint.isEmpty());
        QVERIFY(InboxClient::fetch(*place, crypto::sha256(first), DigestKind::Sha256, 1000, unwatched));
    }

    void garbageIsAnsweredOrCutOff_data()
    {
        QTest::addColumn<Bytes>("request");
        const Bytes name(64, 'a');
        QTest::newRow("noise") << Bytes("\x00\xff\x13 garbage \r\n\r\n", 16);
        QTest::newRow("no such method") << Bytes("BREW / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTest::newRow("path trick") << Bytes(
            "GET /blob/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QTest::newRow("encoded path trick")
            << Bytes("GET /blob/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QTest::newRow("upper case name") << "PUT /blob/" + name.toUpper()
                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx";
        QTest::newRow("no length") << "PATCH /blob/" + name + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        QTest::newRow("negative offset") << "PATCH /blob/" + name
                + " HTTP/1.1\r\nHost: x\r\nUpload-Offset: -1\r\nUpload-Length: 5\r\nContent-Length: 1\r\nConnection: "
                  "close\r\n\r\nx";
        QTest::newRow("gap") << "PATCH /blob/" + name
                + " HTTP/1.1\r\nHost: x\r\nUpload-Offset: 3\r\nUpload-Length: 5\r\nContent-Length: 1\r\nConnection: "
                  "close\r\n\r\nx";
        QTest::newRow("more than announced") << "PATCH /blob/" + name
                + " HTTP/1.1\r\nHost: x\r\nUpload-Offset: 0\r\nUpload-Length: 2\r\nContent-Length: 5\r\nConnection: "
                  "close\r\n\r\n12345";
        QTest::newRow("absurd length") << "PATCH /blob/" + name
                + " HTTP/1.1\r\nHost: x\r\nUpload-Offset: 0\r\nUpload-Length: 9223372036854775807\r\nContent-Length: "
                  "1\r\nConnection: close\r\n\r\nx";
        QTest::newRow("absurd body") << "PUT /blob/" + name
                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\nConnection: close\r\n\r\nx";
        QTest::newRow("long line") << "GET /" + Bytes(100000, 'a') + " HTTP/1.1\r\n\r\n";
        QTest::newRow("long header") << "GET / HTTP/1.1\r\nX: " + Bytes(100000, 'a') + "\r\n\r\n";
    }
    void garbageIsAnsweredOrCutOff()
    {
        QFETCH(Bytes, request);
        const auto server = startInbox(fresh(u"inbox"_s), [](InboxServer::Options &options) {
            options.http.headers = std::chrono::milliseconds(700);
            options.http.silence = std::chrono::milliseconds(700);
        });
        const Bytes answer = raw(server->port(), request);
        QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer.left(200).constData());
        const InboxClient client(urlOf(server->port()));
        QVERIFY(client.uploadBytes("still alive", DigestKind::Sha256, unwatched));
    }

    void drippingClientsAreCutOff()
    {
        const auto server = startInbox(fresh(u"inbox"_s), [](InboxServer::Options &options) {
            options.http.connections = 2;
            options.http.headers = std::chrono::milliseconds(500);
            options.http.silence = std::chrono::milliseconds(400);
            options.http.grace = std::chrono::milliseconds(300);
        });
        // Both places are held by clients that send a byte now and then: one in its headers, one in its body.
        QTcpSocket inHeaders;
        QTcpSocket inBody;
        for (QTcpSocket *socket : {&inHeaders, &inBody}) {
            socket->connectToHost(QHostAddress::LocalHost, quint16(server->port()));
            QVERIFY(socket->waitForConnected());
        }
        inBody.write("PUT /blob/" + Bytes(64, 'a') + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        bool served = false;
        for (int i = 0; i < 100 && !served; ++i) {
            inHeaders.write("G");
            inHeaders.waitForBytesWritten(10);
            inBody.write("x");
            inBody.waitForBytesWritten(10);
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            served = bool(InboxClient(urlOf(server->port())).uploadBytes("hello", DigestKind::Sha256, unwatched));
        }
        QVERIFY2(served, "dripping clients kept everybody else out");
    }

    void manyAtOnce()
    {
        const auto server = startInbox(fresh(u"inbox"_s));
        const Bytes shared = crypto::randomBytes(3 << 20); // everybody sends this one too
        const QString sharedPath = fileWith(shared);
        std::vector<std::thread> senders;
        std::atomic<int> good{0};
        for (int i = 0; i < 24; ++i)
            senders.emplace_back([&, i] {
                InboxClient::Options options;
                options.piece = 100000 + i;
                const InboxClient client(urlOf(server->port()), options);
                const Bytes own = crypto::randomBytes(200000 + i);
                const auto place = client.uploadBytes(own, DigestKind::Sha256, unwatched);
                good +=
                    place && InboxClient::fetch(*place, crypto::sha256(own), DigestKind::Sha256, 1 << 20, unwatched);
                for (int attempt = 0; attempt < 200; ++attempt) {
                    const auto sent = client.upload(sharedPath, unwatched);
                    if (sent) {
                        ++good;
                        break;
                    }
                    if (sent.error().kind != ErrorKind::Network)
                        break;
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                }
            });
        for (std::thread &sender : senders)
            sender.join();
        QCOMPARE(good, 48);
        QVERIFY(server->store().progress(base::toPlainHex(crypto::sha256(shared).view()))->complete);
    }

    void aServerThatStartsAgainIsWaitedFor()
    {
        const QString folder = fresh(u"inbox"_s);
        const int port = startInbox(folder)->port();
        const InboxClient client(urlOf(port));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!client.status(unwatched)); // a question about this moment
        QVERIFY(timer.elapsed() < 500);

        Steps waiting;
        waiting.cancelAt = u"Waiting for the server"_s;
        const auto cancelled = client.uploadBytes("hello", DigestKind::Sha256, waiting);
        QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
        QVERIFY(timer.elapsed() < 1500);

        InboxClient::Options options;
        options.patience.restart = std::chrono::milliseconds(700);
        timer.start();
        const auto given = InboxClient(urlOf(port), options).uploadBytes("hello", DigestKind::Sha256, unwatched);
        QCOMPARE(given.error().kind, ErrorKind::Network);
        QVERIFY(timer.elapsed() >= 400 && timer.elapsed() < 2500);

        auto later = std::async(std::launch::async, [&] {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            return startInbox(folder, [port](InboxServer::Options &of) { of.port = port; });
        });
        Steps steps;
        const auto place = client.uploadBytes("hello", DigestKind::Sha256, steps);
        QVERIFY2(place, place ? "" : qPrintable(place.error().what));
        QVERIFY(steps.seen.contains(u"Waiting for the server"_s));
        QCOMPARE(steps.seen.last(), u"Uploading"_s);
        const auto server = later.get();
        const auto back = InboxClient::fetch(*place, crypto::sha256("hello"), DigestKind::Sha256, 100, unwatched);
        QVERIFY(back);
        QCOMPARE(*back, Bytes("hello"));
    }

    // A sender that was killed holds its file until the server notices.
    void anotherUploadIsWaitedFor()
    {
        const auto server = startInbox(fresh(u"inbox"_s));
        const Bytes name = base::toPlainHex(crypto::sha256("hello").view());
        QTcpSocket other;
        other.connectToHost(QHostAddress::LocalHost, quint16(server->port()));
        QVERIFY(other.waitForConnected(2000));
        other.write("PATCH /blob/" + name
                    + " HTTP/1.1\r\nHost: x\r\nUpload-Offset: 0\r\nUpload-Length: 5\r\nContent-Length: 5\r\n\r\nhe");
        QVERIFY(other.waitForBytesWritten(2000));
        QTest::qSleep(200);

        InboxClient::Options options;
        options.patience.restart = std::chrono::milliseconds(500);
        const auto refused =
            InboxClient(urlOf(server->port()), options).uploadBytes("hello", DigestKind::Sha256, unwatched);
        QVERIFY(!refused);
        QVERIFY(refused.error().what.contains(u"being sent already"_s));

        Steps steps;
        auto sent = std::async(std::launch::async, [&] {
            return InboxClient(urlOf(server->port())).uploadBytes("hello", DigestKind::Sha256, steps);
        });
        QTest::qSleep(700);
        other.abort();
        QVERIFY(sent.get());
        QVERIFY(steps.seen.contains(u"Waiting for the other upload"_s));
    }

    void plainHttpStaysOnThisComputer()
    {
        for (const QString &address :
             {u"http://example.org/"_s, u"ftp://127.0.0.1/"_s, u"http://me:pw@127.0.0.1/"_s, u"/x"_s}) {
            const auto sent = InboxClient(QUrl(address)).uploadBytes("x", DigestKind::Sha256, unwatched);
            QVERIFY(!sent);
            QCOMPARE(sent.error().kind, ErrorKind::Denied);
        }
    }
};

// The test program is its own server and client process, so that they can be killed.
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.value(1) == u"--serve"_s) {
        const auto server = startInbox(words.value(2));
        printf("%d\n", server->port());
        fflush(stdout);
        return app.exec();
    }
    if (words.value(1) == u"--upload"_s) {
        InboxClient::Options options;
        options.piece = 512 << 10;
        const auto sent = InboxClient(urlOf(words.value(2).toInt()), options).upload(words.value(3), unwatched);
        if (!sent)
            fprintf(stderr, "%s\n", qPrintable(sent.error().what));
        return sent ? 0 : 1;
    }
    TestInbox test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_inbox.moc"
