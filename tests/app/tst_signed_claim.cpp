// A claim that OpenLedger's server signed, in the real window on a chain with stand-ins for its contracts.

#include "app/clicks.h"
#include "app/studio_window.h"
#include "core/sync/openledger_world.h"
#include "crypto/address.h"
#include "journeys/program.h"
#include "viewmodels/signed_claim.h"
#include "viewmodels/staking_view.h"

#include <QApplication>
#include <QJsonArray>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;
using base::Uint256;

class TestSignedClaim : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<test::OpenLedgerWorld> m_world;
    std::unique_ptr<app::Services> m_services;
    test::StudioWindow m_ui;
    base::Address m_account;

    static Uint256 coins(std::uint64_t count) { return *Uint256(1'000'000'000'000'000'000).times(Uint256(count)); }
    static base::Bytes32 batch() { return *base::Bytes32::from(QByteArray(32, 'b')); }
    QUrl voucher() const { return QUrl::fromLocalFile(m_home.filePath(u"voucher.json"_s)); }
    app::SignedClaim *claim() const { return m_ui.window->findChild<app::SignedClaim *>(u"signedClaim"_s); }
    QStringList states() const
    {
        QStringList all;
        for (const QVariant &point : claim()->points())
            all.append(point.toMap().value(u"state"_s).toString());
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_world = std::make_unique<test::OpenLedgerWorld>();
        auto &world = *m_world;
        world.manage("SigDispersal", u"setToken"_s, {world.at("WOPEN")});
        world.must(*world.admin, world.wopen().deposit(coins(100)));
        world.must(*world.admin, world.wopen().approve(world.at("SigDispersal"), coins(50)));
        world.manage("Staking", u"setConfig"_s,
                     {Uint256(1),
                      chain::abi::Value::List{world.admin->address(), world.admin->address(), world.at("WOPEN"),
                                              Uint256(100'000'000'000'000'000), Uint256(30 * 86400), Uint256(7 * 86400),
                                              coins(50), coins(1), true, true, true}});
        auto profile = world.network->profile();
        profile.id = u"ol"_s;
        profile.title = u"OpenLedger"_s;
        QVERIFY(chain::NetworkStore(u":/datanet/networks"_s, m_home.path()).save(profile));
        const test::Program program(m_home.path());
        RUN_OK(program({u"network"_s, u"use"_s, u"ol"_s}), 0);
        RUN_OK(program({u"key"_s, u"new"_s, u"Ada"_s, u"--practice"_s}), 0);
        const auto keys = program({u"key"_s, u"list"_s});
        m_account = *crypto::parseAddress(keys.json()[u"accounts"_s].toArray()[0].toObject()[u"address"_s].toString());
        world.must(*world.admin, chain::Call{m_account, coins(5), {}});
        const auto signature = world.signer.sign(chain::dispersalDigest(
            test::OpenLedgerWorld::kChain, world.at("SigDispersal"), m_account, coins(20), batch()));
        QFile file(voucher().toLocalFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{u"account"_s, crypto::checksummed(m_account)},
                                             {u"amount"_s, coins(20).toDecimal()},
                                             {u"batch"_s, batch().hex()},
                                             {u"signature"_s, base::toHex(signature.toBytes())}})
                       .toJson());
        file.close();
        auto made = app::Services::make(m_home.path(), u":/datanet"_s);
        QVERIFY2(made, made ? "" : qPrintable(made.error().what));
        m_services = std::move(*made);
        const QString problem = m_ui.open(*m_services, u"wallet"_s);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QTRY_VERIFY(claim() != nullptr);
        QTRY_VERIFY(claim()->isAvailable());
    }

    void cleanupTestCase()
    {
        if (m_services)
            QCOMPARE(m_ui.warnings, QStringList());
        m_ui.close();
        m_services.reset();
    }

    // The project's contracts are not there; OpenLedger's offers are shown.
    void offersAreShown()
    {
        auto *staking = m_ui.studio->staking();
        QTRY_VERIFY_WITH_TIMEOUT(staking->isKnown(), 30'000);
        QVERIFY(!staking->isUsable());
        QCOMPARE(staking->elsewhere().size(), 1);
        QCOMPARE(staking->elsewhere()[0].toMap().value(u"text"_s).toString(),
                 u"10.0000 % a year, locked for 30 days."_s);
    }

    void whatWouldFailIsNotClaimed()
    {
        claim()->open(QUrl::fromLocalFile(m_home.filePath(u"nothing.json"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(claim()->checking()->hasFailed(), 30'000);
        claim()->open(voucher());
        QTRY_COMPARE_WITH_TIMEOUT(claim()->verdict(), u"refused"_s, 30'000);
        QCOMPARE(states().mid(0, 4), (QStringList{u"yes"_s, u"no"_s, u"no"_s, u"yes"_s}));
        QVERIFY(test::named(m_ui.window->contentItem(), u"claimSigned"_s) == nullptr);
        QVERIFY(m_ui.shoot(u"signed-claim-refused"_s));
    }

    void whatHoldsIsPaid()
    {
        m_world->manage("SigDispersal", u"toggleActive"_s, {});
        m_world->manage("SigDispersal", u"setBatchEnabled"_s, {batch(), true});
        claim()->open(voucher());
        QTRY_COMPARE_WITH_TIMEOUT(claim()->verdict(), u"good"_s, 30'000);
        QCOMPARE(states(), QStringList(8, u"yes"_s));
        QCOMPARE(claim()->facts().value(u"amount"_s).toString(), u"20.0000"_s);
        QVERIFY(m_ui.shoot(u"signed-claim-good"_s));
        auto *button = test::named(m_ui.window->contentItem(), u"claimSigned"_s);
        QVERIFY(button);
        button->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(m_ui.window, Qt::Key_Space);
        auto *claiming = claim();
        QTRY_VERIFY_WITH_TIMEOUT(claiming->verdict().isEmpty() || claiming->claiming()->hasFailed(), 60'000);
        QVERIFY2(!claiming->claiming()->hasFailed(), qPrintable(claiming->claiming()->errorDetail()));
        claim()->open(voucher());
        QTRY_COMPARE_WITH_TIMEOUT(claim()->verdict(), u"refused"_s, 30'000);
        QCOMPARE(states().at(3), u"no"_s); // claimed before
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestSignedClaim test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_signed_claim.moc"
