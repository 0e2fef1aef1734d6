#include "format/history_csv.h"
#include "format/history_text.h"
#include "format/licence_text.h"

#include "dataset/metadata.h"

#include <QLocale>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using app::csvCell;

namespace {

sync::AccountHistory someHistory()
{
    sync::AccountHistory history;
    history.account.bytes[0] = 0xab;
    history.level = light::Level::OwnNode;
    sync::HistoryEntry claim;
    claim.kind = sync::HistoryKind::RewardClaimed;
    claim.flow = sync::CoinFlow::In;
    claim.wei = *base::Uint256::fromDecimal(u"1234567000000000000000001");
    claim.model = 1;
    claim.block = 12;
    claim.time = 1'764'396'000; // 2025-11-29 06:00 UTC
    claim.transaction.bytes[31] = 1;
    claim.logIndex = 3;
    sync::HistoryEntry vote;
    vote.kind = sync::HistoryKind::VoteSealed;
    vote.contribution = 7;
    vote.time = 1'764'395'999;
    vote.transaction.bytes[31] = 2;
    history.entries = {claim, vote};
    return history;
}

chain::NetworkProfile someNetwork()
{
    chain::NetworkProfile profile;
    profile.title = u"Practice network"_s;
    profile.coin = u"OPEN"_s;
    profile.chainId = 4242;
    profile.practice = true;
    return profile;
}

} // namespace

class TestHistoryCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"Bond"_s << u"Bond"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("comma") << u"a, b"_s << u"\"a, b\""_s;
        QTest::newRow("quote") << u"the \"first\""_s << u"\"the \"\"first\"\"\""_s;
        QTest::newRow("line") << u"a\nb"_s << u"\"a\nb\""_s;
        QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("plus") << u"+49"_s << u"'+49"_s;
        QTest::newRow("minus") << u"-1"_s << u"'-1"_s;
        QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
        QTest::newRow("formula with quotes")
            << u"=HYPERLINK(\"x\",\"y\")"_s << u"\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""_s;
        QTest::newRow("inside") << u"a=b"_s << u"a=b"_s;
    }

    void cells()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);
        QCOMPARE(csvCell(text), cell);
    }

    void table()
    {
        auto history = someHistory();
        const app::HistoryLabelMap labels{{{history.entries[0].transaction, 3}, u"=cmd, \u00fc"_s}};
        const QString text = QString::fromUtf8(app::historyCsv(history, labels, someNetwork()));
        const QStringList lines = text.split(u"\r\n"_s);
        QCOMPARE(lines.size(), 4); // headings, two entries, nothing behind the last line end
        QVERIFY(lines[3].isEmpty());
        QVERIFY(lines[0].startsWith(u"time_utc,what,kind,flow,amount,coin,network,subject,label,"_s));
        QVERIFY2(lines[1].startsWith(
                     u"2025-11-29T06:00:00Z,Reward claimed,reward-claimed,in,1234567.000000000000000001,OPEN,"
                     "Practice network (practice coins without value),Model 1,\"'=cmd, \u00fc\",0x"_s),
                 qPrintable(lines[1]));
        QVERIFY2(lines[2].contains(u",Vote sealed,vote-sealed,none,,,Practice network"_s), qPrintable(lines[2]));
    }

    void sameBytesInEveryLocale()
    {
        const auto history = someHistory();
        const auto before = app::historyCsv(history, {}, someNetwork());
        const QLocale old;
        QLocale::setDefault(QLocale(QLocale::German));
        const auto german = app::historyCsv(history, {}, someNetwork());
        QLocale::setDefault(old);
        QCOMPARE(german, before);
    }

    void realNetworksAreNamed()
    {
        auto network = someNetwork();
        network.practice = false;
        network.title = u"OpenLedger"_s;
        network.chainId = 1612;
        const auto table = app::historyCsv(someHistory(), {}, network);
        QVERIFY(table.contains("OpenLedger (chain 1612)"));
        QVERIFY(!table.contains("practice"));
    }

    void everyKindHasWordsAndAName()
    {
        QSet<QString> names;
        for (int kind = 0; kind <= int(sync::HistoryKind::KeptByContract); ++kind) {
            sync::HistoryEntry entry;
            entry.kind = static_cast<sync::HistoryKind>(kind);
            QVERIFY(!app::HistoryText::title(entry).isEmpty());
            names.insert(sync::historyKindName(entry.kind));
        }
        QCOMPARE(names.size(), int(sync::HistoryKind::KeptByContract) + 1);
    }

    void licencesAreSpelledOneWay()
    {
        QCOMPARE(app::licenceText(u"CC-BY-4.0"_s), u"Creative Commons Attribution 4.0 (CC-BY-4.0)"_s);
        QCOMPARE(app::licenceText(u"LicenseRef-mine"_s), u"LicenseRef-mine"_s);
        for (const QString &licence : dataset::knownLicences())
            QVERIFY2(app::licenceText(licence).contains(licence), qPrintable(licence));
    }
};

QTEST_GUILESS_MAIN(TestHistoryCsv)
#include "tst_history_csv.moc"
