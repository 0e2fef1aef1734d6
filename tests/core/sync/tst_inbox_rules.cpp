#include "review_round.h"
#include "sync/daily_ledger.h"
#include "sync/inbox_admission.h"
#include "sync/relay_client.h"
#include "sync/relay_desk.h"

#include <QJsonDocument>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::Uint256;
using sync::DailyLedger;
using sync::InboxClient;
using test::need;

namespace {

class SetClock final : public base::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return time; }
    QDateTime time{QDate(2030, 5, 1), QTime(23, 0), Qt::UTC};
};

std::vector<std::string> records(int first)
{
    std::vector<std::string> bodies;
    for (int i = first; i < first + 3; ++i)
        bodies.push_back("{\"term\":\"t" + std::to_string(i) + "\",\"text\":\"words number " + std::to_string(i)
                         + "\"}");
    return bodies;
}

} // namespace

// What an inbox takes and what it pays for, against abuse: on a real chain, over real HTTP.
class TestInboxRules : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    SetClock m_clock;
    base::Unwatched m_context;
    std::unique_ptr<test::Round> m_round;
    chain::Opening m_declared;

    QString path(const QString &name) const { return m_scratch.filePath(name); }

    // An inbox with these rules.
    struct Gate
    {
        std::unique_ptr<DailyLedger> ledger;
        std::unique_ptr<sync::InboxAdmission> admission;
        std::unique_ptr<sync::InboxServer> server;
    };
    Gate gate(const QString &name, const sync::InboxRules &rules)
    {
        Gate gate;
        gate.ledger = need(DailyLedger::open(path(name + u".json"_s), m_clock));
        gate.admission = std::make_unique<sync::InboxAdmission>(*m_round->owner->network, *gate.ledger, rules);
        sync::InboxServer::Options options;
        options.folder = path(name);
        options.admission = [rule = gate.admission.get()](const auto &arrival) { return rule->admit(arrival); };
        gate.server = need(sync::InboxServer::start(std::move(options)));
        return gate;
    }
    base::Result<QUrl> upload(const Gate &gate, const Bytes &content, std::uint64_t contribution)
    {
        InboxClient::Options options;
        if (contribution > 0)
            options.contribution = QByteArray::number(qulonglong(contribution));
        const QUrl url(u"http://127.0.0.1:%1/"_s.arg(gate.server->port()));
        return InboxClient(url, options).uploadBytes(content, sync::DigestKind::Sha256, m_context);
    }
    static bool says(const base::Result<QUrl> &result, QLatin1String words)
    {
        const bool good = !result && result.error().what.contains(words);
        if (!good)
            qWarning("%s", result ? "it was taken" : qPrintable(result.error().what));
        return good;
    }

    // Priority that the contributor registered and did not declare yet.
    sync::RelayedOpening registered(char root)
    {
        auto &round = *m_round;
        const auto all = round.contracts();
        sync::RelayedOpening request;
        request.opening = m_declared;
        request.opening.recordsRoot = *base::Bytes32::from(Bytes(32, root));
        request.salt = *base::Bytes32::from(Bytes(32, 's'));
        const auto hash = chain::saltedCommitment(
            test::Round::kChain, all.contributions.address(), m_declared.contributor, m_declared.datanet,
            request.opening.recordsRoot, m_declared.count, m_declared.termsHash, request.salt);
        const auto receipt = round.send(
            *round.contributor,
            all.contributions.commit(hash, m_declared.count, chain::practiceParameters().bondWei(m_declared.count)));
        request.commitment = need(all.contributions.committed(receipt));
        request.opening.id = request.commitment.id;
        auto snapshot = need(round.owner->network->latest(m_context));
        const auto nonce = need(snapshot.read(all.contributions.nonce(m_declared.contributor), m_context)).value();
        request.authorization = {request.commitment.parametersId, Uint256(1'000'000'000),
                                 chain::practiceParameters().bondWei(m_declared.count), nonce,
                                 Uint256(4'000'000'000ull)};
        sign(request, round.contributor->key);
        return request;
    }
    void sign(sync::RelayedOpening &request, const crypto::SecretKey &key)
    {
        request.signature = key.sign(m_round->contracts().contributions.submissionDigest(
            test::Round::kChain, request.opening, request.authorization));
    }
    chain::ContributionState state(std::uint64_t id)
    {
        auto snapshot = need(m_round->owner->network->latest(m_context));
        return need(snapshot.read(m_round->contracts().contributions.status(id), m_context)).value().state;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_round = std::make_unique<test::Round>();
        m_declared = m_round->declare(records(0), 0).first;
    }

    void aDayIsCounted()
    {
        const QString file = path(u"ledger.json"_s);
        const auto use = [](DailyLedger &ledger, std::uint64_t gas, std::uint64_t files) {
            return ledger.use({{u"gas"_s, Uint256(gas), Uint256(100)}, {u"files"_s, Uint256(files), Uint256(3)}});
        };
        auto ledger = need(DailyLedger::open(file, m_clock));
        QVERIFY(use(*ledger, 60, 1));
        QVERIFY(!use(*ledger, 41, 1));
        QVERIFY(!use(*ledger, 1, 3));
        QCOMPARE(ledger->usedToday(u"gas"_s), Uint256(60)); // all of it or none
        QVERIFY(use(*ledger, 40, 2));
        QVERIFY(ledger->giveBack(u"gas"_s, Uint256(10)));
        ledger = need(DailyLedger::open(file, m_clock)); // the same after a restart
        QCOMPARE(ledger->usedToday(u"gas"_s), Uint256(90));
        QCOMPARE(use(*ledger, 11, 0).error().kind, ErrorKind::Denied);
        m_clock.time = m_clock.time.addDays(-1); // a clock that is set back gives nothing back
        QVERIFY(!use(*ledger, 11, 0));
        m_clock.time = m_clock.time.addDays(1).addSecs(3600);
        QCOMPARE(ledger->usedToday(u"gas"_s), Uint256());
        QVERIFY(use(*ledger, 100, 3));
        QFile broken(path(u"broken.json"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(R"({"day":"2030-05-02","used":{"gas":"many"}})");
        broken.close();
        QCOMPARE(DailyLedger::open(broken.fileName(), m_clock).error().kind, ErrorKind::Corrupt);
    }

    void filesOfDeclaredContributionsOnly()
    {
        sync::InboxRules rules;
        rules.datanets = {m_round->datanet};
        rules.bytesPerFile = 1000;
        rules.bytesPerRecord = 100;
        rules.filesPerContribution = 2;
        const auto inbox = gate(u"only"_s, rules);
        QVERIFY(says(upload(inbox, "junk", 0), "contributions only"_L1));
        QVERIFY(says(upload(inbox, "junk", 999), "knows no declared contribution"_L1));
        QVERIFY(says(upload(inbox, Bytes(1301, 'x'), m_declared.id), "1300"_L1));
        QVERIFY(upload(inbox, Bytes(1300, 'x'), m_declared.id));
        QVERIFY(upload(inbox, Bytes(1300, 'x'), m_declared.id)); // is there already
        QVERIFY(upload(inbox, "second", m_declared.id));
        QVERIFY(says(upload(inbox, "third", m_declared.id), "limit is reached"_L1));

        const auto undeclared = registered('u');
        QVERIFY(says(upload(inbox, "early", undeclared.opening.id), "knows no declared contribution"_L1));
        auto &round = *m_round;
        const auto gone = round.declare(records(10), 0).first;
        QVERIFY(upload(inbox, "before", gone.id));
        auto snapshot = need(round.owner->network->latest(m_context));
        const auto logs = need(sync::readCommitment(*round.owner->network, snapshot, gone.id, m_context));
        round.send(*round.contributor, round.contracts().contributions.withdraw(gone, logs.value()));
        QVERIFY(says(upload(inbox, "after", gone.id), "not at a point"_L1));

        rules.datanets = {m_round->datanet + 1};
        QVERIFY(says(upload(gate(u"other"_s, rules), "junk", m_declared.id), "inbox elsewhere"_L1));
    }

    void onlySoMuchADay()
    {
        sync::InboxRules rules;
        rules.bytesPerContributor = 100;
        {
            const auto inbox = gate(u"bytes"_s, rules);
            QVERIFY(upload(inbox, Bytes(60, 'a'), m_declared.id));
            QVERIFY(says(upload(inbox, Bytes(60, 'b'), m_declared.id), "bytes of 0x"_L1));
        }
        const auto again = gate(u"bytes"_s, rules); // started anew
        QVERIFY(says(upload(again, Bytes(60, 'b'), m_declared.id), "bytes of 0x"_L1));

        rules.filesPerAddress = 3;
        const auto inbox = gate(u"requests"_s, rules);
        for (int i = 0; i < 3; ++i) // what is refused counts as well
            QVERIFY(says(upload(inbox, Bytes(1, char('0' + i)), 999), "knows no declared contribution"_L1));
        QVERIFY(says(upload(inbox, "good", m_declared.id), "files from 127.0.0.1"_L1));
    }

    void paysForSignedDeclarations()
    {
        auto &round = *m_round;
        auto ledger = need(DailyLedger::open(path(u"relay.json"_s), m_clock));
        sync::RelayLimits limits;
        limits.perContributor = 2;
        limits.fees = Uint256(1'000'000'000);
        sync::RelayDesk desk(*round.owner->network, round.owner->key.clone(), *ledger, limits);
        const auto good = registered('a');
        const auto coins = [&] {
            auto snapshot = need(round.owner->network->latest(m_context));
            return need(snapshot.balance(m_declared.contributor, m_context)).value();
        };
        const auto before = coins();

        auto stolen = good;
        stolen.opening.payee = round.owner->key.address();
        QCOMPARE(desk.open(stolen, "1.2.3.4").error().kind, ErrorKind::Denied);
        sign(stolen, round.owner->key);
        QCOMPARE(desk.open(stolen, "1.2.3.4").error().kind, ErrorKind::Denied);
        auto unknown = good;
        unknown.opening.id = unknown.commitment.id = good.opening.id + 50;
        sign(unknown, round.contributor->key);
        QCOMPARE(desk.open(unknown, "1.2.3.4").error().kind, ErrorKind::NotFound);
        QCOMPARE(ledger->usedToday(u"gas"_s), Uint256());

        const auto sent = desk.open(good, "1.2.3.4");
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().what));
        QVERIFY(state(good.opening.id) == chain::ContributionState::Opened);
        QCOMPARE(coins(), before); // somebody else paid
        const auto used = ledger->usedToday(u"gas"_s).toUint64().value();
        QVERIFY2(used > 50'000 && used < 250'000, qPrintable(QString::number(used)));

        // Replay: nothing is sent, nothing is counted but the request.
        QCOMPARE(desk.open(good, "1.2.3.4").error().kind, ErrorKind::Conflict);
        auto old = registered('b');
        old.authorization.nonce = good.authorization.nonce;
        sign(old, round.contributor->key);
        QCOMPARE(desk.open(old, "1.2.3.4").error().kind, ErrorKind::Conflict);
        QCOMPARE(ledger->usedToday(u"gas"_s).toUint64().value(), used);
    }

    void withinABudgetAcrossRestarts()
    {
        auto &round = *m_round;
        const QString file = path(u"budget.json"_s);
        sync::RelayLimits limits;
        limits.gas = 400'000;
        limits.fees = Uint256(1'000'000'000);
        const auto first = registered('c');
        auto ledger = need(DailyLedger::open(file, m_clock));
        {
            sync::RelayDesk desk(*round.owner->network, round.owner->key.clone(), *ledger, limits);
            QVERIFY(desk.open(first, "1.2.3.4"));
        }
        limits.gas = ledger->usedToday(u"gas"_s).toUint64().value() + 20'000;
        ledger = need(DailyLedger::open(file, m_clock));
        const auto second = registered('d');
        sync::RelayDesk desk(*round.owner->network, round.owner->key.clone(), *ledger, limits);
        const auto refused = desk.open(second, "1.2.3.4");
        QCOMPARE(refused.error().kind, ErrorKind::Denied);
        QVERIFY2(refused.error().what.contains("limit is reached: gas"_L1), qPrintable(refused.error().what));
        QVERIFY(state(second.opening.id) == chain::ContributionState::Committed);
        QCOMPARE(desk.offer().value("gasLeft"_L1).toString(), u"20000"_s);
        m_clock.time = m_clock.time.addDays(1);
        limits.gas = 400'000;
        limits.perContributor = 1;
        sync::RelayDesk tomorrow(*round.owner->network, round.owner->key.clone(), *ledger, limits);
        QVERIFY(tomorrow.open(second, "1.2.3.4"));
        const auto third = registered('e');
        QVERIFY(tomorrow.open(third, "1.2.3.4").error().what.contains("relays of"_L1));
        limits.perAddress = 3;
        sync::RelayDesk few(*round.owner->network, round.owner->key.clone(), *ledger, limits);
        (void)few.open(third, "1.2.3.4");
        QVERIFY(few.open(third, "1.2.3.4").error().what.contains("requests from 1.2.3.4"_L1));
    }

    // What comes over the wire is anybody's.
    void requestsAreRead()
    {
        const auto good = registered('f');
        const auto json = good.toJson();
        const auto read = need(sync::RelayedOpening::fromJson(json));
        QVERIFY(read.opening == good.opening && read.commitment == good.commitment
                && read.authorization == good.authorization && read.signature == good.signature
                && read.salt == good.salt);
        for (const auto &name : json.keys()) {
            auto less = json;
            less.remove(name);
            QVERIFY2(!sync::RelayedOpening::fromJson(less), qPrintable(name));
        }
        for (const auto *part : {"commitment", "authorization", "opening"}) {
            const auto inner = json.value(QLatin1String(part)).toObject();
            for (const auto &name : inner.keys()) {
                auto less = inner;
                less[name] = u"no"_s;
                auto all = json;
                all[QLatin1String(part)] = less;
                QVERIFY2(!sync::RelayedOpening::fromJson(all), qPrintable(name));
            }
        }

        auto ledger = need(DailyLedger::open(path(u"wire.json"_s), m_clock));
        sync::RelayDesk desk(*m_round->owner->network, m_round->owner->key.clone(), *ledger, {});
        sync::InboxServer::Options options;
        options.folder = path(u"wire"_s);
        options.relay.offer = [&] { return desk.offer(); };
        options.relay.carry = [&](const Bytes &name, const QJsonObject &object,
                                  const Bytes &address) -> base::Result<QJsonObject> {
            if (name != "open")
                return base::fail(ErrorKind::NotFound, u"nothing there"_s);
            const auto request = need(sync::RelayedOpening::fromJson(object));
            const auto done = desk.open(request, address);
            if (!done)
                return base::fail(done.error());
            return QJsonObject{{u"transaction"_s, done->hex()}};
        };
        const auto server = need(sync::InboxServer::start(std::move(options)));
        const QUrl url(u"http://127.0.0.1:%1/"_s.arg(server->port()));
        const auto offer = need(sync::relayOffer(url, m_context));
        QVERIFY(offer && offer->gasLeft == Uint256(3'000'000));
        const auto carried = sync::relayOpening(url, good, m_context);
        QVERIFY2(carried, carried ? "" : qPrintable(carried.error().what));
        QVERIFY(state(good.opening.id) == chain::ContributionState::Opened);
        const auto again = sync::relayOpening(url, good, m_context);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QVERIFY(again.error().what.contains("declared already"_L1));
        QVERIFY(!need(sync::relayOffer(m_round->inboxUrl(), m_context))); // an inbox without one
    }
};

QTEST_GUILESS_MAIN(TestInboxRules)
#include "tst_inbox_rules.moc"
