#include <QTest>

#include "journeys/program.h"

#include "core/sync/openledger_world.h"
#include "crypto/address.h"

#include <QFile>
#include <QJsonArray>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using base::Uint256;

// OpenLedger's published contracts by the real program: named by the user, claimed from after a check, staked with.
class TestOpenLedgerClaims : public QObject
{
    Q_OBJECT

    static constexpr std::uint64_t kDay = 24 * 3600;

    QTemporaryDir m_scratch;
    Program m_program{m_scratch.filePath(u"home"_s)};
    std::unique_ptr<OpenLedgerWorld> m_world;
    base::Address m_account;

    static Uint256 coins(std::uint64_t count) { return *Uint256(1'000'000'000'000'000'000).times(Uint256(count)); }
    QString text(const base::Address &address) const { return crypto::checksummed(address); }
    QString voucher() const { return m_scratch.filePath(u"voucher.json"_s); }
    Run claim(const QStringList &more = {}) const
    {
        return m_program(QStringList{u"reward"_s, u"claim"_s, u"--voucher"_s, voucher()} + more);
    }
    static QStringList wrong(const Run &run)
    {
        QStringList points;
        const auto all = run.json()[u"points"_s].toArray();
        for (const auto &point : all) {
            if (!point.toObject()[u"holds"_s].toBool())
                points.append(point.toObject()[u"point"_s].toString());
        }
        return points;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!anvilPath().isEmpty(), "anvil is not installed (packaging/setup --test)");
        m_world = std::make_unique<OpenLedgerWorld>();
        auto &world = *m_world;
        world.manage("SigDispersal", u"setToken"_s, {world.at("WOPEN")});
        world.must(*world.admin, world.wopen().deposit(coins(100)));
        chain::NetworkProfile profile;
        profile.id = u"ol"_s;
        profile.title = u"OpenLedger, here"_s;
        profile.chainId = OpenLedgerWorld::kChain;
        profile.servers = {{world.url(), true}};
        profile.reachable = chain::TrustLevel::OwnNode;
        QVERIFY(QDir().mkpath(m_scratch.filePath(u"home/networks"_s)));
        QFile file(m_scratch.filePath(u"home/networks/ol.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(profile.toJson());
        file.close();
        RUN_OK(m_program({u"network"_s, u"use"_s, u"ol"_s}), 0);
        RUN_OK(m_program({u"key"_s, u"new"_s, u"Me"_s, u"--practice"_s}), 0);
        const auto keys = m_program({u"key"_s, u"list"_s});
        m_account = *crypto::parseAddress(keys.json()[u"accounts"_s].toArray()[0].toObject()[u"address"_s].toString());
        world.must(*world.admin, chain::Call{m_account, coins(5), {}});
        world.must(*world.admin, world.wopen().approve(world.at("SigDispersal"), coins(50)));

        const auto batch = *base::Bytes32::from(QByteArray(32, 'b'));
        const auto signature = world.signer.sign(
            chain::dispersalDigest(OpenLedgerWorld::kChain, world.at("SigDispersal"), m_account, coins(20), batch));
        const QJsonObject json{{u"account"_s, text(m_account)},
                               {u"amount"_s, coins(20).toDecimal()},
                               {u"batch"_s, batch.hex()},
                               {u"signature"_s, base::toHex(signature.toBytes())}};
        QFile out(voucher());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QJsonDocument(json).toJson());
    }

    // No address is published: without the user's word there is nothing to claim from.
    void addressesAreTheUsersWord()
    {
        const Run unknown = claim({u"--dry-run"_s});
        RUN_OK(unknown, 3);
        QVERIFY2(unknown.errors.contains("network contract SigDispersal"), said(unknown));
        const auto name = [&](const QString &contract, const base::Address &address) {
            return m_program({u"network"_s, u"contract"_s, contract, text(address)});
        };
        RUN_OK(name(u"Rewards"_s, m_world->at("WOPEN")), 2);
        RUN_OK(name(u"WOPEN"_s, m_account), 3); // nothing runs there
        for (const char *contract : {"WOPEN", "SigDispersal", "Staking"})
            RUN_OK(name(QString::fromLatin1(contract), m_world->at(contract)), 0);
        const Run profile = m_program({u"network"_s, u"show"_s});
        const auto kept = profile.json()[u"contracts"_s].toObject()[u"SigDispersal"_s].toObject();
        QCOMPARE(kept[u"address"_s].toString(), text(m_world->at("SigDispersal")));
        QVERIFY(kept[u"codeHash"_s].toString().startsWith(u"0x"_s));
    }

    void claimsOnlyWhatHolds()
    {
        const Run off = claim({u"--yes"_s});
        RUN_OK(off, 1);
        QCOMPARE(wrong(off), (QStringList{u"active"_s, u"batch-enabled"_s}));
        m_world->manage("SigDispersal", u"toggleActive"_s, {});
        m_world->manage("SigDispersal", u"setBatchEnabled"_s, {*base::Bytes32::from(QByteArray(32, 'b')), true});
        const Run good = claim({u"--dry-run"_s});
        RUN_OK(good, 0);
        QCOMPARE(wrong(good), QStringList());
        QCOMPARE(good.json()[u"level"_s].toString(), u"N"_s);
        QVERIFY(good.json()[u"transaction"_s].isNull());
        const Run paid = claim({u"--yes"_s});
        RUN_OK(paid, 0);
        QVERIFY(paid.json()[u"transaction"_s].toString().startsWith(u"0x"_s));
        const Run again = claim({u"--yes"_s});
        RUN_OK(again, 1);
        QCOMPARE(wrong(again), QStringList{u"unclaimed"_s});
        QVERIFY2(!off.out.isEmpty(), said(off));
    }

    void stakesUnderAnOffer()
    {
        auto &world = *m_world;
        world.manage("Staking", u"setConfig"_s,
                     {Uint256(1),
                      chain::abi::Value::List{world.admin->address(), world.admin->address(), world.at("WOPEN"),
                                              Uint256(100'000'000'000'000'000), Uint256(30 * kDay), Uint256(7 * kDay),
                                              coins(50), coins(1), true, true, true}});
        world.must(*world.admin, world.wopen().approve(world.at("Staking"), coins(60)));
        const Run offered = m_program({u"wallet"_s, u"stakes"_s});
        RUN_OK(offered, 0);
        const auto offers = offered.json()[u"openledger"_s].toObject()[u"offers"_s].toArray();
        QCOMPARE(offers.size(), 1);
        QCOMPARE(offers[0].toObject()[u"value"_s].toString(), u"100000000000000000"_s);
        const Run staked =
            m_program({u"wallet"_s, u"stake"_s, u"--offer"_s, u"1"_s, u"--amount"_s, u"12"_s, u"--yes"_s});
        RUN_OK(staked, 0);
        QCOMPARE(staked.json()[u"stake"_s].toInt(-1), 0);
        const QStringList unstake{u"wallet"_s, u"unstake"_s, u"--stake"_s, u"0"_s};
        const Run locked = m_program(unstake);
        RUN_OK(locked, 3);
        QVERIFY2(locked.errors.contains("locked until"), said(locked));
        world.pass(31 * kDay);
        const Run worth = m_program({u"wallet"_s, u"stakes"_s});
        const auto stake = worth.json()[u"openledger"_s].toObject()[u"stakes"_s].toArray()[0].toObject();
        // 12 for 30 of 365 days at 10 % a year, to the last digit.
        QCOMPARE(stake[u"worth"_s].toString(),
                 chain::stakedValue(coins(12), Uint256(100'000'000'000'000'000), Uint256(31 * kDay), Uint256(30 * kDay))
                     ->toDecimal());
        const Run asked = m_program(unstake);
        RUN_OK(asked, 0);
        QCOMPARE(asked.json()[u"taken"_s].toBool(true), false);
        RUN_OK(m_program(unstake), 3);
        world.pass(8 * kDay);
        const Run taken = m_program(unstake);
        RUN_OK(taken, 0);
        QCOMPARE(taken.json()[u"taken"_s].toBool(), true);
        RUN_OK(m_program(unstake), 3);
    }
};

QTEST_GUILESS_MAIN(TestOpenLedgerClaims)
#include "tst_openledger_claims.moc"
