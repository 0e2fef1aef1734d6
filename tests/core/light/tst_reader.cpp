#include "chain/account_sender.h"
#include "chain/http_transport.h"
#include "crypto/digest.h"
#include "light/header.h"
#include "light/reader.h"
#include "support/anvil.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using light::Level;

namespace {

// A proxy in front of a real node that changes the answers of one host on demand.
class LyingTransport : public chain::Transport
{
public:
    // Gets the request's method and the answer; returns the bytes to hand on instead.
    using Lie = std::function<base::Result<base::Bytes>(const QString &method, const QJsonObject &answer)>;

    explicit LyingTransport(chain::Transport &real) : m_real(real) { }

    void lie(const QString &host, Lie lie) { m_lies[host] = std::move(lie); }

    base::Result<base::Bytes> post(const QUrl &url, base::ByteView body, base::TaskContext &context) override
    {
        ++calls;
        auto answer = m_real.post(url, body, context);
        const auto lie = m_lies.find(url.host());
        if (!answer || lie == m_lies.end())
            return answer;
        const auto method = QJsonDocument::fromJson(body.toByteArray()).object()["method"_L1].toString();
        return lie->second(method, QJsonDocument::fromJson(*answer).object());
    }

    int calls = 0;

private:
    chain::Transport &m_real;
    std::map<QString, Lie> m_lies;
};

base::Bytes json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Changes one member of the result of one method.
LyingTransport::Lie change(const QString &method, std::function<void(QJsonObject &)> edit)
{
    return [=](const QString &asked, const QJsonObject &answer) -> base::Result<base::Bytes> {
        auto changed = answer;
        if (asked == method) {
            auto result = answer["result"_L1].toObject();
            edit(result);
            changed["result"_L1] = result;
        }
        return json(changed);
    };
}

LyingTransport::Lie replace(const QString &method, const QJsonValue &result)
{
    return [=](const QString &asked, const QJsonObject &answer) -> base::Result<base::Bytes> {
        auto changed = answer;
        if (asked == method)
            changed["result"_L1] = result;
        return json(changed);
    };
}

class FixedClock : public base::Clock
{
public:
    QDateTime now() const override { return time; }
    QDateTime time = QDateTime::currentDateTimeUtc();
};

} // namespace

class TestReader : public QObject
{
    Q_OBJECT

    static constexpr quint64 kChain = 31337;

    std::unique_ptr<test::Anvil> m_anvil;
    chain::HttpTransport m_http;
    base::Unwatched m_context;
    FixedClock m_clock;
    base::Address m_contract; // keeps 7 in slot 0, 2^255 in slot 1, a short text in slot 2, a long one in slot 3
    base::Address m_rich;
    const QString m_longText = QString(100, u'x');

    chain::NodeClient node() { return chain::NodeClient(chain::JsonRpcClient(m_anvil->url(), m_http)); }

    static crypto::SecretKey key()
    {
        return *crypto::SecretKey::from(
            base::Secret::from(*base::fromHex(QString::fromLatin1(test::Anvil::kFirstKey))));
    }

    base::Result<chain::Receipt> send(const chain::Call &call)
    {
        const chain::AccountSender sender(node(), kChain);
        const auto quote = sender.quote(m_rich, call, {}, m_context);
        if (!quote)
            return base::fail(quote.error());
        const auto transaction = *sender.sign(*quote, key());
        if (const auto sent = sender.submit(transaction.raw, m_context); !sent)
            return base::fail(sent.error());
        return sender.wait(transaction, std::chrono::seconds(20), m_context);
    }

    QUrl second() const
    {
        auto url = m_anvil->url();
        url.setHost(u"localhost"_s);
        return url;
    }

    chain::NetworkProfile profile(std::vector<chain::Server> servers) const
    {
        chain::NetworkProfile result;
        result.id = u"test"_s;
        result.title = u"Test"_s;
        result.chainId = kChain;
        result.servers = std::move(servers);
        return result;
    }
    chain::NetworkProfile own() const { return profile({{m_anvil->url(), true}}); }
    chain::NetworkProfile single() const { return profile({{second(), false}}); }
    chain::NetworkProfile pair() const { return profile({{second(), false}, {m_anvil->url(), false}}); }

    struct Seen
    {
        std::optional<base::Error> error;
        Level level = Level::Unknown;
        std::optional<base::Uint256> value;
        std::vector<light::Evidence> evidence;
    };

    // Slot 0 of the contract as this profile's reader sees it while a server lies.
    Seen seen(const chain::NetworkProfile &network, LyingTransport::Lie lie)
    {
        LyingTransport transport(m_http);
        transport.lie(u"localhost"_s, std::move(lie));
        light::EvidenceLog evidence;
        light::StateReader reader(network, transport, evidence, m_clock);
        Seen result;
        auto snapshot = reader.latest(m_context);
        if (!snapshot) {
            result.error = snapshot.error();
        } else {
            const base::Bytes32 slot;
            const auto values = snapshot->slots(m_contract, std::span(&slot, 1), m_context);
            if (!values) {
                result.error = values.error();
            } else {
                result.level = values->front().level();
                result.value = values->front().optional();
            }
        }
        result.evidence = evidence.all();
        return result;
    }

    // The lie is noticed: alone it makes X and keeps evidence; beside an honest server that proves the same block, the
    // value is level 1 and the lie is kept.
    void caught(const LyingTransport::Lie &lie)
    {
        const auto alone = seen(single(), lie);
        QVERIFY(!alone.error);
        QCOMPARE(alone.level, Level::Mismatch);
        QVERIFY(!alone.value);
        QVERIFY(!alone.evidence.empty());
        const auto beside = seen(pair(), lie);
        QVERIFY(!beside.error);
        QVERIFY(!beside.evidence.empty());
        if (beside.level == Level::ServersAgree)
            QCOMPARE(*beside.value, base::Uint256(7));
        else
            QCOMPARE(beside.level, Level::Mismatch);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_anvil = std::make_unique<test::Anvil>(kChain, QStringList{u"--host"_s, u"127.0.0.1,127.0.0.2"_s});
        QVERIFY(m_anvil->isReady());
        m_rich = key().address();
        // Init code that stores words at slots and leaves code of one byte (STOP).
        base::Bytes code;
        const auto store = [&](const base::Bytes32 &slot, const base::Bytes32 &value) {
            code += '\x7f' + value.toBytes() + '\x7f' + slot.toBytes() + '\x55';
        };
        store(base::Uint256(0).toBytes32(), base::Uint256(7).toBytes32());
        base::Bytes32 high;
        high.bytes[0] = 0x80;
        store(base::Uint256(1).toBytes32(), high);
        base::Bytes32 shortText;
        std::memcpy(shortText.data(), "hello", 5);
        shortText.bytes[31] = 10;
        store(base::Uint256(2).toBytes32(), shortText);
        store(base::Uint256(3).toBytes32(), base::Uint256(201).toBytes32());
        const auto start = *base::Uint256::fromBigEndian(crypto::keccak256(base::Uint256(3).toBytes32().view()).view());
        for (std::uint64_t i = 0; i < 4; ++i) {
            base::Bytes32 part;
            std::memset(part.data(), 'x', i < 3 ? 32 : 4);
            store(start.plus(i)->toBytes32(), part);
        }
        code += *base::fromHex(u"60015ff3"_s); // return one zero byte
        const auto receipt = send({{}, {}, code});
        QVERIFY2(receipt, receipt ? "" : qPrintable(receipt.error().what));
        m_contract = *receipt->createdContract;
        QCOMPARE(m_contract, chain::createdAddress(m_rich, 0));
    }

    void headersOfARealNodeHashRight()
    {
        for (const std::uint64_t number : {0u, 1u}) {
            const auto block = node().blockByNumber(number, m_context);
            QVERIFY(block);
            QVERIFY(light::verifyHeader(*block));
            const auto encoded = light::headerRlp(*block);
            const auto again = light::decodeHeader(*encoded);
            QVERIFY(again);
            QCOMPARE(again->hash, block->hash);
            QCOMPARE(*light::headerRlp(*again), *encoded);
            auto changed = *block;
            changed.gasUsed += 1;
            QVERIFY(!light::verifyHeader(changed));
            changed = *block;
            changed.withdrawalsRoot.reset();
            QVERIFY(!light::headerRlp(changed));
        }
    }

    // Each fork has its own set of header fields.
    void headersOfEveryFork_data()
    {
        QTest::addColumn<QString>("fork");
        for (const auto *fork : {"berlin", "london", "paris", "shanghai", "cancun", "prague"})
            QTest::newRow(fork) << QString::fromLatin1(fork);
    }

    void headersOfEveryFork()
    {
        QFETCH(QString, fork);
        test::Anvil anvil(kChain, {u"--hardfork"_s, fork});
        QVERIFY(anvil.isReady());
        const chain::NodeClient other(chain::JsonRpcClient(anvil.url(), m_http));
        QVERIFY(other.rpc().call(u"evm_mine"_s, {}, m_context));
        const auto block = other.latestBlock(m_context);
        QVERIFY2(block, block ? "" : qPrintable(block.error().what));
        const auto verified = light::verifyHeader(*block);
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().what));
        QCOMPARE(light::decodeHeader(*light::headerRlp(*block))->hash, block->hash);
    }

    // A fact of several fields, and many facts at once, as the bindings describe them.
    void facts()
    {
        const auto field = [&](std::uint64_t slot, int offset, int size) {
            return chain::StorageField{
                m_contract, base::Uint256(slot).toBytes32(), chain::StorageField::Kind::Word, offset, size, u"f"_s};
        };
        const auto sum = [](std::span<const base::Uint256> parts) { return *parts[0].plus(parts[1])->toUint64(); };
        // 7 in the lowest byte of slot 0, 0x80 in the highest of slot 1.
        const chain::StorageFact<std::uint64_t> fact{std::vector{field(0, 0, 1), field(1, 31, 1)}, sum};
        LyingTransport transport(m_http);
        light::EvidenceLog evidence;
        light::StateReader reader(pair(), transport, evidence, m_clock);
        auto snapshot = *reader.latest(m_context);
        const auto value = snapshot.read(fact, m_context);
        QVERIFY(value);
        QCOMPARE(value->value(), 135u);
        QCOMPARE(value->level(), Level::ServersAgree);
        const auto before = transport.calls;
        const auto many = snapshot.readAll(std::vector(40, fact), m_context);
        QVERIFY(many);
        QCOMPARE(many->size(), std::size_t(40));
        QCOMPARE(many->back().value(), 135u);
        QCOMPARE(transport.calls, before);
        const chain::StorageFact<std::uint64_t> broken{base::fail(base::ErrorKind::Invalid, u"no such member"_s), sum};
        QVERIFY(!snapshot.read(broken, m_context));

        // One part that cannot be believed spoils the whole.
        transport.lie(u"localhost"_s,
                      change(u"eth_getProof"_s, [](QJsonObject &proof) { proof["accountProof"_L1] = QJsonArray(); }));
        light::StateReader alone(single(), transport, evidence, m_clock);
        auto other = *alone.latest(m_context);
        QCOMPARE(other.read(fact, m_context)->level(), Level::Mismatch);
    }

    void levelsByServers()
    {
        light::EvidenceLog evidence;
        for (const auto &[network, level] : {std::pair(own(), Level::OwnNode), std::pair(single(), Level::Reported),
                                             std::pair(pair(), Level::ServersAgree)}) {
            light::StateReader reader(network, m_http, evidence, m_clock);
            auto snapshot = reader.latest(m_context);
            QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().what));
            QCOMPARE(snapshot->level(), level);
            const base::Bytes32 slots[] = {base::Uint256(0).toBytes32(), base::Uint256(1).toBytes32(),
                                           base::Uint256(9).toBytes32()};
            const auto values = snapshot->slots(m_contract, slots, m_context);
            QVERIFY(values);
            QCOMPARE((*values)[0].value(), base::Uint256(7));
            QVERIFY((*values)[1].value() > base::Uint256(~std::uint64_t(0)));
            QCOMPARE((*values)[2].value(), base::Uint256());
            for (const auto &value : *values) {
                QCOMPARE(value.level(), level);
                QVERIFY(value.steps().size() >= 4);
            }
            const auto nobody = snapshot->account(*base::Address::from(QByteArray(20, '!')), m_context);
            QVERIFY(nobody && nobody->hasValue());
            QVERIFY(!nobody->value().exists);
            const auto balance = snapshot->balance(m_rich, m_context);
            QVERIFY(balance && balance->value() > base::Uint256(1'000'000'000'000'000'000u));
            QVERIFY(snapshot->hasCode(m_contract, crypto::keccak256(QByteArray(1, '\0')), m_context)->value());
        }
        QVERIFY(evidence.all().empty());
    }

    void texts()
    {
        light::EvidenceLog evidence;
        light::StateReader reader(own(), m_http, evidence, m_clock);
        auto snapshot = *reader.latest(m_context);
        chain::StorageField field{
            m_contract, base::Uint256(2).toBytes32(), chain::StorageField::Kind::DynamicBytes, 0, 32, u"t"_s};
        QCOMPARE(snapshot.text(field, m_context)->value(), u"hello"_s);
        field.slot = base::Uint256(3).toBytes32();
        QCOMPARE(snapshot.text(field, m_context)->value(), m_longText);
        QCOMPARE(snapshot.text(field, m_context)->level(), Level::OwnNode);
        field.slot = base::Uint256(9).toBytes32();
        QCOMPARE(snapshot.text(field, m_context)->value(), QString());
        field.slot = base::Uint256(1).toBytes32(); // 2^255: length far above the bound
        QVERIFY(snapshot.text(field, m_context)->value().isEmpty());
        field.slot = base::Uint256(0).toBytes32(); // 7: a long text of 3 bytes, which no compiler writes
        QVERIFY(!snapshot.text(field, m_context));
    }

    void whatWasReadIsKept()
    {
        LyingTransport transport(m_http);
        light::EvidenceLog evidence;
        light::StateReader reader(own(), transport, evidence, m_clock);
        auto snapshot = *reader.latest(m_context);
        const std::vector<chain::StorageField> fields(5,
                                                      {m_contract, {}, chain::StorageField::Kind::Word, 0, 1, u"f"_s});
        QVERIFY(snapshot.fields(fields, m_context));
        const auto before = transport.calls;
        QVERIFY(snapshot.fields(fields, m_context));
        QVERIFY(snapshot.account(m_contract, m_context));
        QCOMPARE(transport.calls, before);
    }

    void valuesBesideTheProofAreIgnored()
    {
        const auto lie = change(u"eth_getProof"_s, [](QJsonObject &proof) {
            proof["balance"_L1] = u"0x1"_s;
            proof["storageHash"_L1] = u"0x00"_s;
            auto storage = proof["storageProof"_L1].toArray();
            auto first = storage[0].toObject();
            first["value"_L1] = u"0x99"_s;
            first["key"_L1] = u"0x5"_s;
            storage[0] = first;
            proof["storageProof"_L1] = storage;
        });
        const auto result = seen(single(), lie);
        QVERIFY(!result.error);
        QCOMPARE(*result.value, base::Uint256(7));
    }

    void lies_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("right proof of a wrong slot") << 0;
        QTest::newRow("right proof of a wrong account") << 1;
        QTest::newRow("proof of an older block") << 2;
        QTest::newRow("account proof cut short") << 3;
        QTest::newRow("storage proof cut short") << 4;
        QTest::newRow("storage proof left out") << 5;
        QTest::newRow("a node twice") << 6;
        QTest::newRow("another chain") << 7;
        QTest::newRow("a header with another state root") << 8;
        QTest::newRow("an account that does not exist") << 9;
    }

    void lies()
    {
        QFETCH(int, kind);
        const auto zero = base::Bytes32();
        const auto one = base::Uint256(1).toBytes32();
        const auto proofAt = [&](const base::Address &account, const base::Bytes32 &slot, const QString &block) {
            return *node().rpc().call(u"eth_getProof"_s, {account.hex(), QJsonArray{slot.hex()}, block}, m_context);
        };
        const auto editStorage = [](std::function<void(QJsonArray &)> edit) {
            return change(u"eth_getProof"_s, [=](QJsonObject &proof) {
                auto storage = proof["storageProof"_L1].toArray();
                auto first = storage[0].toObject();
                auto nodes = first["proof"_L1].toArray();
                edit(nodes);
                first["proof"_L1] = nodes;
                storage[0] = first;
                proof["storageProof"_L1] = storage;
            });
        };
        switch (kind) {
        case 0: {
            const auto other = proofAt(m_contract, one, u"latest"_s);
            auto moved = other.toObject();
            caught(replace(u"eth_getProof"_s, moved));
            break;
        }
        case 1:
            caught(replace(u"eth_getProof"_s, proofAt(m_rich, zero, u"latest"_s)));
            break;
        case 2: {
            // The chain moves on; the older proof was right a block ago.
            const auto old = proofAt(m_contract, zero, u"latest"_s);
            QVERIFY(send({m_contract, 5, {}}));
            caught(replace(u"eth_getProof"_s, old));
            break;
        }
        case 3:
            caught(change(u"eth_getProof"_s, [](QJsonObject &proof) {
                auto nodes = proof["accountProof"_L1].toArray();
                nodes.removeLast();
                proof["accountProof"_L1] = nodes;
            }));
            break;
        case 4:
            caught(editStorage([](QJsonArray &nodes) { nodes.removeLast(); }));
            break;
        case 5:
            caught(editStorage([](QJsonArray &nodes) { nodes = {}; }));
            break;
        case 6:
            caught(editStorage([](QJsonArray &nodes) { nodes.append(nodes.last()); }));
            break;
        case 7:
            caught(replace(u"eth_chainId"_s, u"0x1"_s));
            break;
        case 8:
            caught(change(u"eth_getBlockByNumber"_s,
                          [](QJsonObject &block) { block["stateRoot"_L1] = light::emptyTrieRoot().hex(); }));
            break;
        case 9:
            caught(replace(u"eth_getProof"_s, proofAt(*base::Address::from(QByteArray(20, '!')), zero, u"latest"_s)));
            break;
        }
    }

    // A node that is just taking in a block answers from another state once.
    void outOfStepOnce()
    {
        const auto old = *node().rpc().call(
            u"eth_getProof"_s, {m_contract.hex(), QJsonArray{base::Bytes32().hex()}, u"latest"_s}, m_context);
        QVERIFY(send({m_contract, 5, {}}));
        int asked = 0;
        const auto late = replace(u"eth_getProof"_s, old);
        const auto result = seen(single(), [&](const QString &method, const QJsonObject &answer) {
            return method == u"eth_getProof" && asked++ == 0 ? late(method, answer)
                                                             : base::Result<base::Bytes>(json(answer));
        });
        QVERIFY(!result.error);
        QCOMPARE(asked, 2);
        QCOMPARE(*result.value, base::Uint256(7));
        QVERIFY(result.evidence.empty());
    }

    // A forked head hashes right, so only other servers can tell.
    void forkedHead()
    {
        const auto fork =
            change(u"eth_getBlockByNumber"_s, [](QJsonObject &block) { block["extraData"_L1] = u"0x626164"_s; });
        const LyingTransport::Lie whole = [&](const QString &method,
                                              const QJsonObject &answer) -> base::Result<base::Bytes> {
            auto bytes = fork(method, answer);
            if (method != "eth_getBlockByNumber"_L1)
                return bytes;
            auto object = QJsonDocument::fromJson(*bytes).object();
            auto block = object["result"_L1].toObject();
            const auto original = node().blockByNumber(
                *base::Uint256::fromHexQuantity(block["number"_L1].toString())->toUint64(), m_context);
            auto fields = *original;
            fields.extraData = "bad";
            block["hash"_L1] = light::headerHash(fields)->hex();
            object["result"_L1] = block;
            return json(object);
        };
        const auto result = seen(pair(), whole);
        QVERIFY(!result.error);
        QCOMPARE(result.level, Level::Mismatch);
        QCOMPARE(result.evidence.size(), std::size_t(2));
        // With a third, honest server the lie is outvoted and kept.
        auto three = pair();
        auto third = m_anvil->url();
        third.setHost(u"127.0.0.2"_s);
        three.servers.push_back({third, false});
        const auto outvoted = seen(three, whole);
        QVERIFY(!outvoted.error);
        QCOMPARE(outvoted.level, Level::ServersAgree);
        QCOMPARE(*outvoted.value, base::Uint256(7));
        QCOMPARE(outvoted.evidence.size(), std::size_t(1));
    }

    // A head that only one server claims to have is not believed; an old one leads to an older block, proven as well.
    void strangeHeads()
    {
        const auto ahead = seen(pair(), replace(u"eth_blockNumber"_s, u"0xffffff"_s));
        QVERIFY(!ahead.error);
        QCOMPARE(ahead.level, Level::ServersAgree);
        const auto behind = seen(pair(), replace(u"eth_blockNumber"_s, u"0x1"_s));
        QVERIFY(!behind.error);
        QCOMPARE(behind.level, Level::ServersAgree);
    }

    void oneHostIsOneWitness()
    {
        auto twice = profile({{m_anvil->url(), false}, {m_anvil->url(), false}});
        twice.servers[1].url.setQuery(u"again"_s);
        light::EvidenceLog evidence;
        const auto snapshot = light::StateReader(twice, m_http, evidence, m_clock).latest(m_context);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->level(), Level::Reported);
    }

    void notFalselyLower()
    {
        // Two servers are named, one is silent: no value rather than a lower level.
        const auto silent = seen(pair(), [](const QString &, const QJsonObject &) -> base::Result<base::Bytes> {
            return base::fail(base::ErrorKind::Network, u"silent"_s);
        });
        QVERIFY(silent.error);
        QCOMPARE(silent.error->kind, base::ErrorKind::Network);
    }

    void nonsense()
    {
        for (const auto &bytes : {QByteArray("nonsense"), QByteArray("{}"), QByteArray("[]"),
                                  QByteArray("{\"id\":9,\"result\":\"0x7a69\"}"), QByteArray("{\"id\":1}"),
                                  QByteArray("{\"id\":1,\"result\":{}}"), QByteArray()}) {
            const auto result = seen(
                single(), [&](const QString &, const QJsonObject &) -> base::Result<base::Bytes> { return bytes; });
            QVERIFY(result.error);
            QCOMPARE(result.error->kind, base::ErrorKind::Network);
            QVERIFY(!result.error->what.isEmpty());
        }
    }

    // A server without proofs: the value is shown as what it is, an unproven report.
    void withoutProofs()
    {
        const auto result =
            seen(single(), [](const QString &method, const QJsonObject &answer) -> base::Result<base::Bytes> {
                if (method != "eth_getProof"_L1)
                    return json(answer);
                return QByteArray("{\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no such method\"}}");
            });
        QVERIFY(!result.error);
        QCOMPARE(result.level, Level::Unknown);
        QCOMPARE(*result.value, base::Uint256(7));
        QVERIFY(result.evidence.empty());
    }

    // What a chain's first block says about its state is often not true.
    void firstBlockIsUnknown()
    {
        light::EvidenceLog evidence;
        light::StateReader reader(own(), m_http, evidence, m_clock);
        auto snapshot = *reader.at(0, m_context);
        const auto account = snapshot.account(m_rich, m_context);
        QVERIFY(account);
        QCOMPARE(account->level(), Level::Unknown);
        QVERIFY(evidence.all().empty());
        QCOMPARE(snapshot.balance(m_rich, m_context)->level(), Level::Unknown);
    }

    void genesisHashIsChecked()
    {
        auto network = own();
        network.genesisHash = node().blockByNumber(0, m_context)->hash;
        light::EvidenceLog evidence;
        QCOMPARE(light::StateReader(network, m_http, evidence, m_clock).latest(m_context)->level(), Level::OwnNode);
        network.genesisHash->bytes[0] ^= 1;
        QCOMPARE(light::StateReader(network, m_http, evidence, m_clock).latest(m_context)->level(), Level::Mismatch);
        QCOMPARE(evidence.all().size(), std::size_t(1));
    }

    void staleHeadsAreNoted()
    {
        light::EvidenceLog evidence;
        FixedClock later;
        later.time = later.time.addDays(1);
        const auto fresh = light::StateReader(own(), m_http, evidence, m_clock).latest(m_context);
        const auto stale = light::StateReader(own(), m_http, evidence, later).latest(m_context);
        QCOMPARE(stale->steps().size(), fresh->steps().size() + 1);
    }

    void cancelled()
    {
        class Cancelled final : public base::TaskContext
        {
        public:
            bool cancelled() const override { return true; }
            void progress(std::int64_t, std::int64_t) override { }
        } context;
        light::EvidenceLog evidence;
        const auto snapshot = light::StateReader(own(), m_http, evidence, m_clock).latest(context);
        QVERIFY(!snapshot);
        QCOMPARE(snapshot.error().kind, base::ErrorKind::Cancelled);
    }

    void preimages()
    {
        const base::Bytes preimage("what the contract only keeps the hash of");
        const auto hash = *base::Uint256::fromBigEndian(crypto::keccak256(preimage).view());
        const light::Proven<base::Uint256> kept(hash, Level::ServersAgree, {}, {});
        QCOMPARE(light::provePreimage(kept, preimage).value(), preimage);
        QCOMPARE(light::provePreimage(kept, preimage).level(), Level::ServersAgree);
        const auto wrong = light::provePreimage(kept, preimage.chopped(1));
        QCOMPARE(wrong.level(), Level::Mismatch);
        QVERIFY(!wrong.hasValue());
    }

    void combining()
    {
        const light::Proven<int> strong(2, Level::OwnNode, {5, {}, 0}, {{u"a"_s, {}}});
        const light::Proven<int> weak(3, Level::Reported, {4, {}, 0}, {{u"a"_s, {}}, {u"b"_s, {}}});
        const auto sum = light::combine(strong, weak, std::plus<int>());
        QCOMPARE(sum.value(), 5);
        QCOMPARE(sum.level(), Level::Reported);
        QCOMPARE(sum.block().number, 4u);
        QCOMPARE(sum.steps().size(), std::size_t(2));
        const auto broken = light::combine(strong, light::Proven<int>::mismatch({}, {}), std::plus<int>());
        QCOMPARE(broken.level(), Level::Mismatch);
        QVERIFY(!broken.hasValue() && !broken.reaches(Level::Mismatch));
        QVERIFY(strong.reaches(Level::FinalOnEthereum) && !weak.reaches(Level::ServersAgree));
        QVERIFY(!light::Proven<int>(9, Level::Mismatch, {}, {}).hasValue());
    }

    void evidenceSurvives()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"evidence.jsonl"_s);
        {
            light::EvidenceLog log(file);
            for (int i = 0; i < 300; ++i)
                log.add({m_clock.time, u"s"_s, u"what %1"_s.arg(i), u"d"_s});
            log.add({m_clock.time, u"s"_s, u"what 299"_s, u"d"_s});
        }
        const auto all = light::EvidenceLog(file).all();
        QCOMPARE(all.size(), light::EvidenceLog::kMost);
        QCOMPARE(all.back().what, u"what 299"_s);
        QCOMPARE(all.front().what, u"what 44"_s);
    }
};

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
