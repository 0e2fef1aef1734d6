#include "base/files.h"
#include "chain/account_sender.h"
#include "chain/http_transport.h"
#include "sync/practice_gate.h"
#include "sync/practice_node.h"
#include "sync/practice_programs.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;
using namespace datanet;
using base::Bytes;
using base::ErrorKind;
using base::Uint256;
using sync::PracticeGate;
using sync::PracticeNode;

namespace {

base::Unwatched unwatched;
const Uint256 kOneCoin = *Uint256::fromDecimal(u"1000000000000000000");
const base::Address kReceiver = *base::Address::fromHexText(u"0x00000000000000000000000000000000000abcde");

QString anvil()
{
    return sync::findAnvil().value_or(QString());
}

base::Result<std::unique_ptr<PracticeNode>> startNode(const QString &folder)
{
    return PracticeNode::start({folder, anvil(), sync::kPracticeChainId}, unwatched);
}

std::unique_ptr<PracticeGate> openGate(PracticeNode &node)
{
    auto gate = PracticeGate::start(node, 0, u"token"_s, [](const QString &action, const QJsonObject &request) {
        return base::Result<QJsonObject>(QJsonObject{{u"action"_s, action}, {u"x"_s, request[u"x"_s]}});
    });
    if (!gate)
        qFatal("no gate: %s", qPrintable(gate.error().what));
    return std::move(*gate);
}

// Somebody with coins, who sends some of them through a server.
class Payer
{
public:
    Payer(const QUrl &server, crypto::SecretKey key)
        : m_key(std::move(key)),
          m_sender(chain::NodeClient(chain::JsonRpcClient(server, m_transport)), sync::kPracticeChainId)
    {
    }
    base::Result<chain::Receipt> send(const chain::Call &call)
    {
        const auto quote = m_sender.quote(m_key.address(), call, std::nullopt, unwatched);
        if (!quote)
            return base::fail(quote.error());
        const auto signedOne = m_sender.sign(*quote, m_key);
        if (!signedOne)
            return base::fail(signedOne.error());
        const auto sent = m_sender.submit(signedOne->raw, unwatched);
        if (!sent)
            return base::fail(sent.error());
        return m_sender.wait(*signedOne, std::chrono::milliseconds(10000), unwatched);
    }
    base::Result<chain::Receipt> pay() { return send({kReceiver, Uint256(1), {}}); }
    [[nodiscard]] std::uint64_t received()
    {
        for (int attempt = 0; attempt < 100; ++attempt) {
            const auto balance =
                m_sender.node().rpc().call(u"eth_getBalance"_s, {kReceiver.hex(), u"latest"_s}, unwatched);
            if (balance)
                return Uint256::fromHexQuantity(balance->toString())->toUint64().value();
            QThread::msleep(50);
        }
        return ~0ULL;
    }
    [[nodiscard]] const chain::NodeClient &node() const { return m_sender.node(); }

private:
    crypto::SecretKey m_key;
    chain::HttpTransport m_transport;
    chain::AccountSender m_sender;
};

Bytes post(int port, const Bytes &body, const Bytes &headers = "Content-Type: application/json\r\n",
           const Bytes &path = "/")
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(port));
    if (!socket.waitForConnected(2000))
        return {};
    socket.write("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + Bytes::number(port) + "\r\nConnection: close\r\n"
                 + headers + "Content-Length: " + Bytes::number(body.size()) + "\r\n\r\n" + body);
    Bytes answer;
    while (socket.waitForReadyRead(5000))
        answer += socket.readAll();
    return answer + socket.readAll();
}

bool isAlive(qint64 pid)
{
    const auto state = base::files::read(u"/proc/%1/stat"_s.arg(pid), 4096);
    return state && !state->contains(") Z ");
}

} // namespace

class TestPracticeNode : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    int m_count = 0;

    QString fresh() { return m_scratch.filePath(u"node"_s + QString::number(++m_count)); }

private Q_SLOTS:
    void initTestCase()
    {
        if (anvil().isEmpty())
            QSKIP("anvil is not here (packaging/setup installs it)");
    }

    void aNewChainHasNobodysCoins()
    {
        const auto node = startNode(fresh());
        QVERIFY2(node, node ? "" : qPrintable(node.error().what));
        QVERIFY(!(*node)->continued());
        const auto accounts = (*node)->rpc().call(u"eth_accounts"_s, {}, unwatched);
        QVERIFY(accounts && accounts->toArray().isEmpty());
        for (const QString &published :
             {u"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"_s, u"0x70997970C51812dc3A010C7d01b50e0d17dc79C8"_s}) {
            const auto balance = (*node)->rpc().call(u"eth_getBalance"_s, {published, u"latest"_s}, unwatched);
            QVERIFY(balance);
            QCOMPARE(balance->toString(), u"0x0"_s);
        }
    }

    void whatWasConfirmedSurvivesAKilledNode()
    {
        const auto node = startNode(fresh());
        QVERIFY(node);
        const auto gate = openGate(**node);
        auto key = crypto::SecretKey::generate();
        const auto address = key.address();
        QVERIFY(gate->alone([&](PracticeNode &n) { return n.setBalance(address, kOneCoin, unwatched); }, unwatched));
        Payer payer(gate->url(), std::move(key));
        // Code: returns the number 42.
        const auto created =
            payer.send({std::nullopt, {}, *base::fromHex(u"0x600a600c600039600a6000f3602a60005260206000f3")});
        QVERIFY2(created, created ? "" : qPrintable(created.error().what));
        QVERIFY(gate->alone([&](PracticeNode &n) { return n.advance(1000, unwatched); }, unwatched));
        QVERIFY(payer.pay());
        const auto first = payer.node().blockByNumber(0, unwatched);
        const auto before = payer.node().latestBlock(unwatched);
        QVERIFY(first && before);
        QVERIFY(qint64(before->timestamp) >= QDateTime::currentSecsSinceEpoch() + 990);
        const qint64 pid = (*node)->pid();

        QCOMPARE(::kill(static_cast<pid_t>(pid), SIGKILL), 0);
        QTRY_VERIFY(!(*node)->isRunning());
        QVERIFY(gate->tick(unwatched));
        QVERIFY((*node)->continued());
        QVERIFY((*node)->pid() != pid);
        QCOMPARE(payer.received(), 1u);
        const auto after = payer.node().latestBlock(unwatched);
        QVERIFY(after);
        QVERIFY(after->hash == before->hash);
        const auto code = payer.node().call({{}, created->createdContract, {}, {}}, unwatched);
        QVERIFY(code);
        QCOMPARE(code->back(), char(42));
        // The chain goes on from there: height, time, links, proofs, older receipts.
        const auto next = payer.pay();
        QVERIFY2(next, next ? "" : qPrintable(next.error().what));
        const auto block = payer.node().blockByNumber(next->blockNumber, unwatched);
        QVERIFY(block);
        QCOMPARE(block->number, before->number + 1);
        QVERIFY(block->parentHash == before->hash);
        QVERIFY(block->timestamp > before->timestamp);
        QVERIFY(block->timestamp < before->timestamp + 60);
        QVERIFY(payer.node().blockByNumber(0, unwatched)->hash == first->hash);
        QVERIFY(payer.node().blockByNumber(1, unwatched)->parentHash == first->hash);
        const auto proof = payer.node().proof(kReceiver, {}, block->number, unwatched);
        QVERIFY(proof && !proof->accountNodes.empty());
        const auto old = payer.node().receipt(created->transactionHash, unwatched);
        QVERIFY(old && *old && (*old)->createdContract == created->createdContract);
    }

    // Kills at arbitrary moments of a stream of payments: every acknowledged one is there.
    void nothingAcknowledgedIsLost()
    {
        const auto node = startNode(fresh());
        QVERIFY(node);
        const auto gate = openGate(**node);
        auto key = crypto::SecretKey::generate();
        QVERIFY(
            gate->alone([&](PracticeNode &n) { return n.setBalance(key.address(), kOneCoin, unwatched); }, unwatched));
        std::atomic<bool> stop{false};
        std::atomic<std::uint64_t> acknowledged{0};
        std::thread sender([&] {
            Payer payer(gate->url(), std::move(key));
            while (!stop)
                acknowledged += bool(payer.pay());
        });
        const auto waitForAnother = [&] {
            const std::uint64_t before = acknowledged;
            for (const QDeadlineTimer given(60'000); acknowledged == before && !given.hasExpired();)
                QThread::msleep(1);
        };
        for (int round = 0; round < 8; ++round) {
            waitForAnother();
            QThread::msleep(round * 17);
            const qint64 pid = (*node)->pid();
            ::kill(static_cast<pid_t>(pid), SIGKILL);
            for (int attempt = 0; attempt < 200 && (*node)->pid() == pid; ++attempt) {
                QThread::msleep(10);
                (void)gate->tick(unwatched);
            }
        }
        waitForAnother();
        stop = true;
        sender.join();
        QVERIFY((*node)->isRunning());
        Payer reader(gate->url(), crypto::SecretKey::generate());
        const std::uint64_t received = reader.received();
        QVERIFY2(received >= acknowledged && received <= acknowledged + 9,
                 qPrintable(u"%1 acknowledged, %2 there"_s.arg(acknowledged).arg(received)));
        QVERIFY(acknowledged > 8);
    }

    void aKilledOwnerTakesItsNodeAlong()
    {
        const QString folder = fresh();
        auto key = crypto::SecretKey::generate();
        const Bytes secret = base::toPlainHex(key.secret().view());
        QString line;
        for (int round = 0; round < 3; ++round) {
            QProcess owner;
            owner.start(QCoreApplication::applicationFilePath(), {u"--own"_s, folder, key.address().hex()});
            QVERIFY(owner.waitForReadyRead(120000));
            const QStringList words = QString::fromLatin1(owner.readLine()).split(u' ');
            const qint64 nodePid = words.value(1).toLongLong();
            QVERIFY(isAlive(nodePid));
            Payer payer(
                QUrl(u"http://127.0.0.1:"_s + words.value(0)),
                std::move(*crypto::SecretKey::from(base::Secret::from(*base::fromHex(QString::fromLatin1(secret))))));
            QCOMPARE(payer.received(), std::uint64_t(round));
            const auto paid = payer.pay();
            QVERIFY2(paid, paid ? "" : qPrintable(paid.error().what));
            owner.kill();
            owner.waitForFinished();
            QTRY_VERIFY(!isAlive(nodePid));
        }
    }

    void aDamagedSnapshotIsPassedOver()
    {
        const QString folder = fresh();
        auto key = crypto::SecretKey::generate();
        {
            const auto node = startNode(folder);
            QVERIFY(node);
            const auto gate = openGate(**node);
            QVERIFY(gate->alone([&](PracticeNode &n) { return n.setBalance(key.address(), kOneCoin, unwatched); },
                                unwatched));
            Payer payer(gate->url(), std::move(key));
            QVERIFY(payer.pay());
            QVERIFY(payer.pay());
        }
        sync::NodeSnapshots snapshots(folder);
        const auto both = snapshots.load();
        QCOMPARE(both.size(), 2u);
        const QString newest = folder + (both.front().number % 2 ? u"/state-a"_s : u"/state-b"_s);
        const QString oldest = folder + (both.front().number % 2 ? u"/state-b"_s : u"/state-a"_s);
        const Bytes whole = *base::files::read(newest, 1 << 30);
        Bytes flipped = whole;
        flipped[flipped.size() / 2] = char(flipped[flipped.size() / 2] ^ 1);
        for (const Bytes &damage :
             {flipped, whole.first(whole.size() / 2), Bytes("datanet-node-snapshot 1 9 1 x\n"), Bytes()}) {
            QVERIFY(base::files::writeAtomically(newest, damage));
            const auto node = startNode(folder);
            QVERIFY2(node, node ? "" : qPrintable(node.error().what));
            QVERIFY((*node)->continued());
            QVERIFY(!(*node)->problems().isEmpty());
            Payer payer((*node)->url(), crypto::SecretKey::generate());
            QCOMPARE(payer.received(), 1u);
        }
        QVERIFY(base::files::writeAtomically(oldest, flipped));
        const auto none = startNode(folder);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::Corrupt);
        // Whole again, it goes on with everything.
        QVERIFY(base::files::writeAtomically(newest, whole));
        const auto node = startNode(folder);
        QVERIFY(node);
        QCOMPARE(Payer((*node)->url(), crypto::SecretKey::generate()).received(), 2u);
    }

    void validBytesThatAreNoStateArePassedOver()
    {
        const QString folder = fresh();
        {
            const auto node = startNode(folder);
            QVERIFY(node);
            QVERIFY((*node)->mine(unwatched));
            QVERIFY((*node)->snapshot(unwatched));
        }
        sync::NodeSnapshots snapshots(folder);
        QVERIFY(snapshots.save("{\"this is\": \"no state\"}"));
        const auto node = startNode(folder);
        QVERIFY2(node, node ? "" : qPrintable(node.error().what));
        QCOMPARE((*node)->head(unwatched)->number, 1u);
        QVERIFY(!(*node)->problems().isEmpty());
    }

    void twoHomesDoNotCollide()
    {
        const auto one = startNode(fresh());
        const auto two = startNode(fresh());
        QVERIFY(one && two);
        QVERIFY((*one)->url() != (*two)->url());
        QVERIFY((*one)->mine(unwatched));
        QCOMPARE((*one)->head(unwatched)->number, 1u);
        QCOMPARE((*two)->head(unwatched)->number, 0u);
        const auto gateOne = openGate(**one);
        const auto gateTwo = openGate(**two);
        QVERIFY(gateOne->port() != gateTwo->port());
    }

    void theGateOffersReadingAndSendingOnly()
    {
        const auto node = startNode(fresh());
        QVERIFY(node);
        const auto gate = openGate(**node);
        const auto rpc = [](const char *method) -> Bytes {
            return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + Bytes(method) + "\",\"params\":[]}";
        };
        QVERIFY(post(gate->port(), rpc("eth_chainId")).contains("0x27613"));
        for (const char *method :
             {"anvil_setBalance", "evm_mine", "anvil_dumpState", "hardhat_reset", "eth_sendTransaction", "eth_sign",
              "eth_signTypedData_v4", "debug_traceTransaction", "personal_sign", ""})
            QVERIFY2(post(gate->port(), rpc(method)).contains("-32601"), method);
        QVERIFY(post(gate->port(), "[" + rpc("eth_chainId") + "," + rpc("eth_sendRawTransaction") + "]")
                    .contains("-32600"));
        QVERIFY(post(gate->port(), "not json").contains("error"));
        // A web page's requests.
        QVERIFY(post(gate->port(), rpc("eth_chainId"), "Content-Type: text/plain\r\n").startsWith("HTTP/1.1 403"));
        QVERIFY(post(gate->port(), rpc("eth_chainId"), "Content-Type: application/json\r\nOrigin: http://a.example\r\n")
                    .startsWith("HTTP/1.1 403"));
        QVERIFY(post(gate->port(), Bytes(5 << 20, ' ')).startsWith("HTTP/1.1 413"));
        // Control needs the token.
        QVERIFY(post(gate->port(), "{\"token\":\"token\",\"action\":\"a\",\"x\":5}",
                     "Content-Type: application/json\r\n", "/control")
                    .contains("{\"action\":\"a\",\"x\":5}"));
        for (const char *wrong :
             {"{\"token\":\"tokem\",\"action\":\"a\"}", "{\"token\":\"\",\"action\":\"a\"}", "{\"action\":\"a\"}", "x"})
            QVERIFY(
                post(gate->port(), wrong, "Content-Type: application/json\r\n", "/control").startsWith("HTTP/1.1 403"));
    }

    void blocksComeByThemselves()
    {
        const auto node = startNode(fresh());
        QVERIFY(node);
        const auto gate = openGate(**node);
        for (int i = 0; i < 60 && (*node)->head(unwatched)->number < 2; ++i) {
            QVERIFY(gate->tick(unwatched));
            QThread::msleep(100);
        }
        QVERIFY((*node)->head(unwatched)->number >= 2);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.value(1) == u"--own"_s) {
        const auto node = startNode(words.value(2));
        if (!node)
            return 1;
        const auto gate = openGate(**node);
        if (!(*node)->continued()
            && !gate->alone(
                [&](PracticeNode &n) {
                    return n.setBalance(*base::Address::fromHexText(words.value(3)), kOneCoin, unwatched);
                },
                unwatched))
            return 1;
        printf("%d %lld\n", gate->port(), (*node)->pid());
        fflush(stdout);
        return app.exec();
    }
    TestPracticeNode test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_practice_node.moc"
