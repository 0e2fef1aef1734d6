#include <QTest>

#include "journeys/program.h"

#include "base/uint256.h"
#include "chain/http_transport.h"
#include "support/anvil.h"
#include "support/scratch_workspace.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

// A parameter of a real network changes by vote, by the real program: coins become votes, a change is proposed, voted
// on, waits, and is in force; and what must not happen does not.
class TestGovernance : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    Anvil m_anvil{777'002};
    Program m_program{m_scratch.filePath(u"home"_s)};

    QJsonValue rpc(const QString &method, const QJsonArray &parameters) const
    {
        chain::HttpTransport transport;
        base::Unwatched context;
        const QJsonObject call{
            {u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 1}, {u"method"_s, method}, {u"params"_s, parameters}};
        return QJsonDocument::fromJson(
                   need(transport.post(m_anvil.url(), QJsonDocument(call).toJson(QJsonDocument::Compact), context)))
            .object()[u"result"_s];
    }
    void pass(int seconds) const
    {
        (void)rpc(u"evm_increaseTime"_s, {seconds});
        (void)rpc(u"evm_mine"_s, {});
    }
    Run as(const QString &account, const QStringList &words) const
    {
        return m_program(QStringList{u"--account"_s, account} + words);
    }
    // What the program computes from storage, as long as the contract says the same.
    QString stateOf(int number) const
    {
        static const QStringList names{u"pending"_s,   u"active"_s, u"canceled"_s, u"defeated"_s,
                                       u"succeeded"_s, u"queued"_s, u"expired"_s,  u"executed"_s};
        const auto told = m_program({u"governance"_s, u"show"_s, QString::number(number)}).json();
        const auto contracts = m_program({u"network"_s, u"show"_s, u"town"_s}).json()[u"contracts"_s];
        const auto id = base::Uint256::fromDecimal(told[u"id"_s].toString());
        if (!id)
            return u"no id"_s;
        const QString data =
            u"0x3e4f49e6"_s + QString::fromLatin1(base::toPlainHex(id->toBytes32().view())); // state(uint256)
        const QJsonObject call{{u"to"_s, contracts[u"OpenGovernor"_s][u"address"_s]}, {u"data"_s, data}};
        const auto answer = rpc(u"eth_call"_s, {call, u"latest"_s}).toString();
        const QString state = told[u"state"_s][u"value"_s].toString();
        const QString onChain = names.value(answer.right(2).toInt(nullptr, 16));
        return state == onChain ? state : QString(state + u" here, but on chain "_s + onChain);
    }
    static QString coins(int whole) { return QString::number(whole) + u"0"_s.repeated(18); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_anvil.isReady(), "anvil is not installed (packaging/setup --test)");
        for (const QString &name : {u"Ann"_s, u"Bob"_s})
            RUN_OK(m_program({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        const auto keys = m_program({u"key"_s, u"list"_s}).json();
        for (const auto &key : keys[u"accounts"_s].toArray())
            (void)rpc(u"anvil_setBalance"_s, {key[u"address"_s].toString(), u"0x3635c9adc5dea00000"_s}); // 1000 coins
        RUN_OK(as(u"Ann"_s,
                  {u"network"_s, u"deploy"_s, u"town"_s, u"--practice"_s, u"--own"_s, u"--server"_s,
                   m_anvil.url().toString()}),
               0);
        RUN_OK(m_program({u"network"_s, u"use"_s, u"town"_s}), 0);
    }

    // Nobody was named as owner, so votes decide, and nobody else.
    void theRules()
    {
        const Run told = as(u"Ann"_s, {u"governance"_s, u"show"_s});
        RUN_OK(told, 0);
        const auto rules = told.json()[u"rules"_s];
        QCOMPARE(rules[u"decides"_s][u"value"_s].toBool(), true);
        QCOMPARE(rules[u"decides"_s][u"level"_s].toString(), u"N"_s);
        QCOMPARE(rules[u"threshold"_s][u"value"_s].toString(), coins(100));
        QCOMPARE(rules[u"quorum"_s][u"value"_s].toString(), coins(100)); // of no votes at all
        QCOMPARE(told.json()[u"weight"_s][u"votes"_s][u"value"_s].toString(), u"0"_s);
        const Run none = m_program({u"governance"_s, u"list"_s});
        RUN_OK(none, 0);
        QCOMPARE(none.json()[u"count"_s].toInt(-1), 0);
        RUN_OK(m_program({u"governance"_s, u"show"_s, u"1"_s}), 3);
    }

    void votesForCoins()
    {
        const Run early =
            as(u"Ann"_s, {u"governance"_s, u"propose"_s, u"--set"_s, u"quorum=3"_s, u"--because"_s, u"Try"_s});
        RUN_OK(early, 3);
        QVERIFY2(early.errors.contains("needs 100 coins of votes behind it"), said(early));

        const Run wrapped = as(u"Ann"_s, {u"wallet"_s, u"wrap"_s, u"300"_s});
        RUN_OK(wrapped, 0);
        QCOMPARE(wrapped.json()[u"tokens"_s][u"value"_s].toString(), coins(300));
        QCOMPARE(wrapped.json()[u"votes"_s][u"value"_s].toString(), u"0"_s); // nobody was named to vote with them
        const Run delegated = as(u"Ann"_s, {u"governance"_s, u"delegate"_s, u"self"_s});
        RUN_OK(delegated, 0);
        QCOMPARE(delegated.json()[u"votes"_s][u"value"_s].toString(), coins(300));
        const Run back = as(u"Ann"_s, {u"wallet"_s, u"unwrap"_s, u"50"_s});
        RUN_OK(back, 0);
        QCOMPARE(back.json()[u"votes"_s][u"value"_s].toString(), coins(250));
        const Run tooMuch = as(u"Ann"_s, {u"wallet"_s, u"unwrap"_s, u"251"_s});
        RUN_OK(tooMuch, 3);
        QVERIFY2(tooMuch.errors.contains("has 250 coins as votes, and 251 coins are needed"), said(tooMuch));

        RUN_OK(as(u"Bob"_s, {u"wallet"_s, u"wrap"_s, u"150"_s}), 0);
        const Run given = as(u"Bob"_s, {u"governance"_s, u"delegate"_s, u"Ann"_s});
        RUN_OK(given, 0);
        QCOMPARE(given.json()[u"votes"_s][u"value"_s].toString(), u"0"_s);
        QCOMPARE(as(u"Ann"_s, {u"governance"_s, u"show"_s}).json()[u"weight"_s][u"votes"_s][u"value"_s].toString(),
                 coins(400));
        RUN_OK(as(u"Bob"_s, {u"governance"_s, u"delegate"_s, u"self"_s}), 0);
    }

    void valuesAreTriedFirst_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("out of bounds") << QStringList{u"panelSize=16"_s} << 3
                                       << QByteArray("panelSize must be from 1 to 15, not 16");
        QTest::newRow("contradicts others")
            << QStringList{u"quorum=4"_s} << 3 << QByteArray("quorum would contradict other parameters");
        QTest::newRow("named twice") << QStringList{u"quorum=2"_s, u"quorum=3"_s} << 3 << QByteArray("named twice");
        QTest::newRow("no parameter") << QStringList{u"kindness=3"_s} << 2 << QByteArray("names no parameter");
        QTest::newRow("no number") << QStringList{u"quorum=many"_s} << 2 << QByteArray("names no whole number");
        QTest::newRow("fits with another")
            << QStringList{u"quorum=4"_s, u"panelSize=5"_s, u"maximumRecords=100000"_s} << 0 << QByteArray();
    }
    void valuesAreTriedFirst()
    {
        QFETCH(QStringList, changes);
        QFETCH(int, code);
        QFETCH(QByteArray, words);
        QStringList arguments{u"governance"_s, u"propose"_s, u"--dry-run"_s};
        for (const auto &change : changes)
            arguments += {u"--set"_s, change};
        const Run tried = as(u"Ann"_s, arguments);
        RUN_OK(tried, code);
        QVERIFY2(tried.errors.contains(words), said(tried));
    }

    void aChangeByVote()
    {
        const QStringList proposal{
            u"governance"_s, u"propose"_s,         u"--set"_s,     u"quorum=3"_s,
            u"--set"_s,      u"appealWindow=20"_s, u"--because"_s, u"Two votes decide too often"_s};
        pass(1); // votes count from the second after
        const Run proposed = as(u"Ann"_s, proposal);
        RUN_OK(proposed, 0);
        QCOMPARE(proposed.json()[u"number"_s].toInt(), 1);
        QCOMPARE(proposed.json()[u"state"_s][u"value"_s].toString(), u"pending"_s);
        QCOMPARE(stateOf(1), u"pending"_s);
        QCOMPARE(proposed.json()[u"description"_s].toString(), u"Two votes decide too often"_s);
        const auto changes = proposed.json()[u"actions"_s][u"value"_s][0][u"changes"_s];
        QCOMPARE(changes[0][u"parameter"_s].toString(), u"quorum"_s);
        QCOMPARE(changes[0][u"from"_s].toInt(), 2);
        QCOMPARE(changes[0][u"to"_s].toInt(), 3);
        QCOMPARE(changes[1][u"parameter"_s].toString(), u"appealWindow"_s);
        QCOMPARE(proposed.json()[u"actions"_s][u"level"_s].toString(), u"N"_s);
        const Run again = as(u"Ann"_s, proposal);
        RUN_OK(again, 3);

        const Run early = as(u"Ann"_s, {u"governance"_s, u"vote"_s, u"1"_s, u"for"_s});
        RUN_OK(early, 3);
        QVERIFY2(early.errors.contains("not at the stage for this"), said(early));
        RUN_OK(as(u"Bob"_s, {u"governance"_s, u"cancel"_s, u"1"_s}), 3);
        pass(6);
        QCOMPARE(stateOf(1), u"active"_s);
        // What is bought now votes on later proposals only.
        RUN_OK(as(u"Bob"_s, {u"wallet"_s, u"wrap"_s, u"500"_s}), 0);
        RUN_OK(as(u"Bob"_s, {u"governance"_s, u"vote"_s, u"1"_s, u"against"_s, u"--reason"_s, u"Slower"_s}), 0);
        const Run voted = as(u"Ann"_s, {u"governance"_s, u"vote"_s, u"1"_s, u"for"_s});
        RUN_OK(voted, 0);
        QCOMPARE(voted.json()[u"for"_s][u"value"_s].toString(), coins(250));
        QCOMPARE(voted.json()[u"against"_s][u"value"_s].toString(), coins(150));
        QCOMPARE(voted.json()[u"mine"_s][u"voted"_s][u"value"_s].toBool(), true);
        const Run twice = as(u"Ann"_s, {u"governance"_s, u"vote"_s, u"1"_s, u"for"_s});
        RUN_OK(twice, 3);
        QVERIFY2(twice.errors.contains("has voted on this already"), said(twice));
        RUN_OK(as(u"Ann"_s, {u"governance"_s, u"queue"_s, u"1"_s}), 3);
        pass(61);
        QCOMPARE(stateOf(1), u"succeeded"_s);
        const Run queued = as(u"Bob"_s, {u"governance"_s, u"queue"_s, u"1"_s});
        RUN_OK(queued, 0);
        QCOMPARE(queued.json()[u"state"_s][u"value"_s].toString(), u"queued"_s);
        QCOMPARE(stateOf(1), u"queued"_s);
        QVERIFY(queued.json()[u"due"_s][u"value"_s].toInteger() > 0);
        const Run tooSoon = as(u"Bob"_s, {u"governance"_s, u"execute"_s, u"1"_s});
        RUN_OK(tooSoon, 3);
        QVERIFY2(tooSoon.errors.contains("not due yet"), said(tooSoon));
        pass(10);
        const auto before = m_program({u"governance"_s, u"parameters"_s}).json()[u"value"_s];
        QCOMPARE(before[u"id"_s].toInt(), 1);
        QCOMPARE(before[u"values"_s][u"quorum"_s].toInt(), 2);
        const Run done = as(u"Bob"_s, {u"governance"_s, u"execute"_s, u"1"_s});
        RUN_OK(done, 0);
        QCOMPARE(done.json()[u"state"_s][u"value"_s].toString(), u"executed"_s);
        QCOMPARE(stateOf(1), u"executed"_s);
        const Run now = m_program({u"governance"_s, u"parameters"_s});
        RUN_OK(now, 0);
        QCOMPARE(now.json()[u"level"_s].toString(), u"N"_s);
        QCOMPARE(now.json()[u"value"_s][u"id"_s].toInt(), 2);
        QCOMPARE(now.json()[u"value"_s][u"values"_s][u"quorum"_s].toInt(), 3);
        QCOMPARE(now.json()[u"value"_s][u"values"_s][u"appealWindow"_s].toInt(), 20);
        QCOMPARE(now.json()[u"value"_s][u"values"_s][u"panelSize"_s].toInt(), 3);
    }

    void withoutVotesNothingChanges()
    {
        RUN_OK(as(u"Ann"_s,
                  {u"governance"_s, u"propose"_s, u"--set"_s, u"quorum=1"_s, u"--because"_s, u"One is enough"_s}),
               0);
        RUN_OK(as(u"Ann"_s, {u"governance"_s, u"cancel"_s, u"2"_s}), 0);
        QCOMPARE(stateOf(2), u"canceled"_s);
        const Run third =
            as(u"Ann"_s, {u"governance"_s, u"propose"_s, u"--set"_s, u"quorum=1"_s, u"--because"_s, u"One would do"_s});
        RUN_OK(third, 0);
        QCOMPARE(third.json()[u"number"_s].toInt(), 3);
        pass(70);
        QCOMPARE(stateOf(3), u"defeated"_s);
        RUN_OK(as(u"Ann"_s, {u"governance"_s, u"queue"_s, u"3"_s}), 3);
        const auto list = m_program({u"governance"_s, u"list"_s, u"--most"_s, u"2"_s}).json();
        QCOMPARE(list[u"count"_s].toInt(), 3);
        QCOMPARE(list[u"proposals"_s].toArray().size(), 2);
        QCOMPARE(list[u"proposals"_s][0][u"number"_s].toInt(), 3);
    }

    // Votes of a past moment are found among many changes, as the contract finds them.
    void manyChangesOfVotes()
    {
        pass(1);
        RUN_OK(as(u"Ann"_s, {u"governance"_s, u"propose"_s, u"--set"_s, u"quorum=2"_s, u"--because"_s, u"As it was"_s}),
               0);
        pass(6);
        for (int i = 0; i < 5; ++i) {
            RUN_OK(as(u"Bob"_s, {u"wallet"_s, u"unwrap"_s, u"10"_s}), 0);
            pass(1);
        }
        const auto proposal = as(u"Bob"_s, {u"governance"_s, u"show"_s, u"4"_s}).json();
        QCOMPARE(proposal[u"mine"_s][u"votes"_s][u"value"_s].toString(), coins(650));
        QCOMPARE(proposal[u"quorum"_s][u"value"_s].toString(), coins(225)); // a quarter of 900
        const Run voted = as(u"Bob"_s, {u"governance"_s, u"vote"_s, u"4"_s, u"abstain"_s});
        RUN_OK(voted, 0);
        QCOMPARE(voted.json()[u"abstain"_s][u"value"_s].toString(), coins(650));
    }

    // A network whose profile knows the first ten contracts only goes on as before.
    void foundedWithoutGovernance()
    {
        const QString path = m_scratch.filePath(u"home/networks/town.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto profile = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        auto contracts = profile[u"contracts"_s].toObject();
        for (const QString &name : {u"GOpen"_s, u"Timelock"_s, u"OpenGovernor"_s})
            contracts.remove(name);
        QCOMPARE(contracts.size(), 10);
        profile[u"contracts"_s] = contracts;
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QJsonDocument(profile).toJson());
        file.close();
        RUN_OK(m_program({u"datanet"_s, u"list"_s}), 0);
        RUN_OK(m_program({u"governance"_s, u"parameters"_s}), 0);
        const Run none = m_program({u"governance"_s, u"list"_s});
        RUN_OK(none, 3);
        QVERIFY2(none.errors.contains("founded without governance"), said(none));
    }
};

QTEST_GUILESS_MAIN(TestGovernance)
#include "tst_governance.moc"
