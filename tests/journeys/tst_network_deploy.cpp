#include <QTest>

#include "journeys/program.h"

#include "chain/contract_artefact.h"
#include "chain/http_transport.h"
#include "chain/transaction.h"
#include "crypto/address.h"
#include "support/anvil.h"
#include "support/scratch_workspace.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

// A network of one's own: the contracts put on a real node by the real program, its cost said first, killed at any
// moment, disturbed, begun again.
class TestNetworkDeploy : public QObject
{
    Q_OBJECT

private:
    static constexpr int kContracts = 13;

    QTemporaryDir m_scratch;
    Anvil m_anvil{777'001};
    Program m_program{m_scratch.filePath(u"home"_s)};
    QString m_account; // with coins

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
    int sentBy(const QString &account) const
    {
        return rpc(u"eth_getTransactionCount"_s, {account, u"latest"_s}).toString().mid(2).toInt(nullptr, 16);
    }
    QStringList words(const QString &id, const QStringList &more = {}) const
    {
        return QStringList{u"--account"_s,          u"Ops"_s, u"network"_s, u"deploy"_s, id, u"--own"_s, u"--server"_s,
                           m_anvil.url().toString()}
        + more;
    }
    static base::Uint256 wei(const QJsonValue &text) { return *base::Uint256::fromDecimal(text.toString()); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_anvil.isReady(), "anvil is not installed (packaging/setup --test)");
        for (const QString &name : {u"Ops"_s, u"Poor"_s})
            RUN_OK(m_program({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        const auto keys = m_program({u"key"_s, u"list"_s}).json();
        for (const auto &key : keys[u"accounts"_s].toArray()) {
            if (key[u"name"_s].toString() == u"Ops"_s)
                m_account = key[u"address"_s].toString();
        }
        QVERIFY2(!m_account.isEmpty(), QJsonDocument(keys).toJson());
        (void)rpc(u"anvil_setBalance"_s, {m_account, u"0x8ac7230489e80000"_s}); // 10 coins
    }

    void theCostFirst()
    {
        const Run told = m_program(words(u"mine"_s, {u"--dry-run"_s}));
        RUN_OK(told, 0);
        const auto cost = told.json()[u"cost"_s];
        QCOMPARE(cost[u"gas"_s].toObject().size(), kContracts);
        QVERIFY(cost[u"gasInAll"_s].toInt() > 10'000'000);
        QVERIFY(wei(cost[u"likely"_s]) < wei(cost[u"most"_s]));
        QCOMPARE(sentBy(m_account), 0);
        QVERIFY(m_program({u"network"_s, u"show"_s, u"mine"_s}).code != 0);

        auto poor = words(u"mine"_s);
        poor[1] = u"Poor"_s;
        const Run refused = m_program(poor);
        RUN_OK(refused, 3);
        QVERIFY2(refused.errors.contains("needs up to"), said(refused));
    }

    void wrongWords_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("a name no profile can have") << u"My Net"_s << QStringList();
        QTest::newRow("an owner that is none") << u"mine"_s << QStringList{u"--owner"_s, u"0x12"_s};
        QTest::newRow("a treasury whose key anybody has")
            << u"mine"_s << QStringList{u"--treasury"_s, u"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"_s};
    }
    void wrongWords()
    {
        QFETCH(QString, id);
        QFETCH(QStringList, more);
        const Run refused = m_program(words(id, more));
        RUN_OK(refused, 3);
        QCOMPARE(sentBy(m_account), 0);
    }

    // Killed again and again, it goes on: every contract once, at the address that was meant for it from the start.
    void killedAndGoneOnWith()
    {
        const auto agreed = wei(m_program(words(u"mine"_s, {u"--dry-run"_s})).json()[u"cost"_s][u"most"_s]);
        const auto before =
            *base::Uint256::fromHexQuantity(rpc(u"eth_getBalance"_s, {m_account, u"latest"_s}).toString());
        for (const int sent : {1, 2, 5, 9}) {
            (void)m_program.killed(words(u"mine"_s), [&](qint64) { return sentBy(m_account) >= sent; });
            QVERIFY(sentBy(m_account) >= sent);
        }
        const Run done = m_program(words(u"mine"_s));
        // The last kill may have come too late.
        QVERIFY2(done.code == 0 || done.errors.contains("already"), said(done));
        QCOMPARE(sentBy(m_account), kContracts);
        const auto after =
            *base::Uint256::fromHexQuantity(rpc(u"eth_getBalance"_s, {m_account, u"latest"_s}).toString());
        QVERIFY(*before.minus(after) <= agreed);

        const auto profile = m_program({u"network"_s, u"show"_s, u"mine"_s});
        RUN_OK(profile, 0);
        const auto contracts = profile.json()[u"contracts"_s].toObject();
        QCOMPARE(contracts.size(), kContracts);
        const auto deployer = need(crypto::parseAddress(m_account));
        for (std::size_t nonce = 0; nonce < chain::ContractSet::kNames.size(); ++nonce) {
            const auto contract = contracts[chain::ContractSet::kNames[nonce]];
            QCOMPARE(contract[u"address"_s].toString().toLower(),
                     chain::createdAddress(deployer, nonce).hex().toLower());
            QVERIFY(!contract[u"codeHash"_s].toString().isEmpty());
            QVERIFY(contract[u"block"_s].toInt() > 0);
        }
    }

    // What was deployed is a network: known as far as one's own node can be, and with real values.
    void isInUse()
    {
        RUN_OK(m_program({u"network"_s, u"use"_s, u"mine"_s}), 0);
        const Run datanets = m_program({u"datanet"_s, u"list"_s});
        RUN_OK(datanets, 0);
        const Run balance = m_program({u"--account"_s, u"Ops"_s, u"wallet"_s, u"balance"_s});
        RUN_OK(balance, 0);
        QCOMPARE(balance.json()[u"accounts"_s][0][u"coins"_s][u"level"_s].toString(), u"N"_s);
        const Run again = m_program(words(u"mine"_s));
        RUN_OK(again, 3);
        QVERIFY2(again.errors.contains("already"), said(again));
    }

    // The addresses follow from the account's transactions: when it sent another one, that is said, and nothing more is
    // paid until the person decides.
    void anotherTransactionBetween()
    {
        const int before = sentBy(m_account);
        QVERIFY(!m_program.killed(words(u"second"_s, {u"--practice"_s}),
                                  [&](qint64) { return sentBy(m_account) > before + 1; }));
        // Whatever was signed when it was killed may still be under way; this one comes after it.
        (void)rpc(u"anvil_impersonateAccount"_s, {m_account});
        const auto foreign = rpc(u"eth_sendTransaction"_s,
                                 {QJsonObject{{u"from"_s, m_account}, {u"to"_s, m_account}, {u"value"_s, u"0x1"_s}}});
        QVERIFY(foreign.isString());
        (void)rpc(u"anvil_stopImpersonatingAccount"_s, {m_account});
        const Run refused = m_program(words(u"second"_s, {u"--practice"_s}));
        RUN_OK(refused, 3);
        QVERIFY2(refused.errors.contains("sent something else"), said(refused));
        QVERIFY2(refused.errors.contains("--anew"), said(refused));
        const int now = sentBy(m_account);
        // With other settings it is another deployment.
        const Run other = m_program(words(u"second"_s));
        RUN_OK(other, 3);
        QVERIFY2(other.errors.contains("another chain, account, owner or treasury"), said(other));
        QCOMPARE(sentBy(m_account), now);
        RUN_OK(m_program(words(u"second"_s, {u"--practice"_s, u"--anew"_s})), 0);
        QCOMPARE(sentBy(m_account), now + kContracts);
        const auto profile = m_program({u"network"_s, u"show"_s, u"second"_s}).json();
        QVERIFY(profile[u"practice"_s].toBool());
        QCOMPARE(profile[u"contracts"_s].toObject().size(), kContracts);
    }

    void noServer()
    {
        auto nowhere = words(u"third"_s);
        nowhere.last() = u"http://127.0.0.1:9"_s;
        const Run failed = m_program(nowhere);
        RUN_OK(failed, 3);
    }
};

QTEST_GUILESS_MAIN(TestNetworkDeploy)
#include "tst_network_deploy.moc"
