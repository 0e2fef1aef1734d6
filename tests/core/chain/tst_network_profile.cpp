#include "base/files.h"
#include "chain/network_profile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;

class TestNetworkProfile : public QObject
{
    Q_OBJECT

    const QString m_shipped = QStringLiteral(DATANET_SOURCE_DIR "/resources/networks");

private Q_SLOTS:
    void shippedProfiles()
    {
        QTemporaryDir home;
        const chain::NetworkStore store(m_shipped, home.path());
        const auto all = store.list();
        QVERIFY2(all, all ? "" : qPrintable(all.error().what));
        QStringList ids;
        for (const auto &profile : *all)
            ids.append(profile.id);
        QCOMPARE(ids, (QStringList{u"openledger"_s, u"openledger-testnet"_s, u"practice"_s}));
        QCOMPARE(store.load(u"openledger"_s)->chainId, 1612u);
        QCOMPARE(store.load(u"openledger-testnet"_s)->chainId, 161201u);
        QVERIFY(store.load(u"practice"_s)->practice);
        QCOMPARE(store.current(), u"practice"_s);
        QCOMPARE(store.load(u"openledger"_s)->contract(u"Datanets"_s).error().kind, base::ErrorKind::NotFound);
    }

    void savedProfilesWin()
    {
        QTemporaryDir home;
        const chain::NetworkStore store(m_shipped, home.path());
        auto profile = *store.load(u"practice"_s);
        profile.servers = {{QUrl(u"http://127.0.0.1:8545"_s), true}};
        profile.contracts.insert(u"Datanets"_s, {*base::Address::from(QByteArray(20, 'd')), base::Digest(), 12});
        profile.genesisHash = *base::Digest::from(QByteArray(32, 'g'));
        profile.blockSeconds = 2;
        profile.agreeingServers = 3;
        QVERIFY(store.save(profile));
        QVERIFY(*store.load(u"practice"_s) == profile);
        QVERIFY(store.use(u"openledger"_s));
        QCOMPARE(store.current(), u"openledger"_s);
        QVERIFY(!store.use(u"nowhere"_s));
        QCOMPARE(store.current(), u"openledger"_s);
        QVERIFY(store.remove(u"practice"_s));
        QVERIFY(store.load(u"practice"_s)->servers.empty());
        profile.chainId = 0;
        QVERIFY(!store.save(profile));
        QVERIFY(!store.load(u"../practice"_s));
        QVERIFY(!store.remove(u"../practice"_s));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("id with a path") << u"id"_s << QJsonValue(u"../x"_s);
        QTest::newRow("no title") << u"title"_s << QJsonValue(QString());
        QTest::newRow("chain id as text") << u"chainId"_s << QJsonValue(u"1612"_s);
        QTest::newRow("chain id with a fraction") << u"chainId"_s << QJsonValue(1.5);
        QTest::newRow("chain id beyond exact numbers") << u"chainId"_s << QJsonValue(1e300);
        QTest::newRow("server of another kind")
            << u"servers"_s << QJsonValue(QJsonArray{QJsonObject{{u"url"_s, u"ftp://x"_s}}});
        QTest::newRow("server without address") << u"servers"_s << QJsonValue(QJsonArray{QJsonObject{}});
        QTest::newRow("contract without address")
            << u"contracts"_s << QJsonValue(QJsonObject{{u"Datanets"_s, QJsonObject{}}});
        QTest::newRow("level X") << u"reachable"_s << QJsonValue(u"X"_s);
        QTest::newRow("level ?") << u"reachable"_s << QJsonValue(u"?"_s);
        QTest::newRow("one agreeing server") << u"agreeingServers"_s << QJsonValue(1);
        QTest::newRow("genesis too short") << u"genesisHash"_s << QJsonValue(u"0x12"_s);
    }

    void refused()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        const auto bytes = base::files::read(m_shipped + u"/openledger.json"_s, 1 << 20);
        auto object = QJsonDocument::fromJson(*bytes).object();
        QVERIFY(chain::NetworkProfile::fromJson(QJsonDocument(object).toJson()));
        object[member] = value;
        const auto profile = chain::NetworkProfile::fromJson(QJsonDocument(object).toJson());
        QVERIFY(!profile);
        QVERIFY2(profile.error().what.contains(member), qPrintable(profile.error().what));
    }

    void levels()
    {
        for (int i = 0; i < 8; ++i) {
            const auto level = static_cast<chain::TrustLevel>(i);
            QCOMPARE(chain::trustFromSign(chain::trustSign(level)), std::optional(level));
        }
        QVERIFY(!chain::trustFromSign(u""));
        QVERIFY(!chain::trustFromSign(u"5"));
        QCOMPARE(chain::trustSign(chain::TrustLevel::OwnNode), u"N"_s);
    }
};

QTEST_GUILESS_MAIN(TestNetworkProfile)
#include "tst_network_profile.moc"
