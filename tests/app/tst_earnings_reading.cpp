// What Home and the Wallet show of a reading: sums over models, unknown amounts, axes that can be read.

#include "viewmodels/earnings_reading.h"

#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using app::EarningsReading;
using base::Uint256;
using Amount = light::Proven<Uint256>;

namespace {

Amount known(std::uint64_t milli)
{
    return Amount(Uint256(milli * 1'000'000'000'000'000), light::Level::OwnNode, {}, {});
}

Amount unknown()
{
    return Amount::unknown({}, {});
}

sync::Earnings ofModel(std::uint64_t model, const Amount &owed)
{
    return {model,
            u"Model"_s,
            1,
            owed,
            known(0),
            owed,
            known(500),
            known(700),
            {},
            {},
            owed.hasValue() ? QString() : u"no files"_s};
}

sync::EarnedRound round(std::uint64_t epoch, const Amount &wei)
{
    return {1, epoch, true, 0, 60 * epoch, 0, wei, wei, 10, 4, {}, {}};
}

} // namespace

class TestEarningsReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelsAddUp()
    {
        EarningsReading reading;
        reading.models = {ofModel(1, known(100)), ofModel(2, known(23))};
        const QVariantMap claimable = reading.figures().value(u"claimable"_s).toMap();
        QCOMPARE(claimable.value(u"text"_s).toString(), u"0.1230"_s);
        QCOMPARE(claimable.value(u"level"_s).toString(), u"N"_s);
        QCOMPARE(reading.funded(), std::optional(false)); // together they hold less than both owe
        QVERIFY(reading.figures().value(u"pending"_s).toMap().value(u"text"_s).toString().isEmpty());
    }

    // One unknown part makes the whole unknown, and says why; it is never 0.
    void unknownIsNeverZero()
    {
        EarningsReading reading;
        reading.models = {ofModel(1, known(100)), ofModel(2, unknown())};
        reading.rounds = {round(1, unknown())};
        const QVariantMap claimable = reading.figures().value(u"claimable"_s).toMap();
        QVERIFY(claimable.value(u"text"_s).toString().isEmpty());
        QCOMPARE(claimable.value(u"reason"_s).toString(), u"No files"_s);
        const QVariantMap first = reading.roundList().constFirst().toMap();
        QVERIFY(first.value(u"text"_s).toString().isEmpty());
        QVERIFY(first.value(u"wei"_s).toString().isEmpty());
        QVERIFY(!reading.uses().contains(u"trained"_s));
    }

    void pendingIsNotChecked()
    {
        EarningsReading reading;
        reading.models = {ofModel(1, known(0))};
        reading.models[0].pending = {{7, 1'700'000'000, Uint256(861'200'000'000'000'000)}};
        const QVariantMap pending = reading.figures().value(u"pending"_s).toMap();
        QCOMPARE(pending.value(u"text"_s).toString(), u"0.8612"_s);
        QCOMPARE(pending.value(u"level"_s).toString(), u"0"_s);
    }

    void axesHaveFewRoundSteps_data()
    {
        QTest::addColumn<qulonglong>("milli");
        QTest::addColumn<double>("top");
        QTest::addColumn<int>("ticks");
        QTest::addColumn<QString>("format");
        QTest::newRow("nothing") << 0ULL << 1.0 << 2 << u"%.0f"_s;
        QTest::newRow("a tenth") << 104ULL << 0.15 << 4 << u"%.2f"_s;
        QTest::newRow("two") << 2040ULL << 3.0 << 4 << u"%.0f"_s;
        QTest::newRow("exactly four") << 4000ULL << 4.0 << 5 << u"%.0f"_s;
        QTest::newRow("a little more") << 4001ULL << 6.0 << 4 << u"%.0f"_s;
    }

    void axesHaveFewRoundSteps()
    {
        QFETCH(const qulonglong, milli);
        EarningsReading reading;
        reading.rounds = {round(1, known(milli))};
        const QVariantMap axis = reading.axis();
        QTEST(axis.value(u"ticks"_s).toInt(), "ticks");
        QTEST(axis.value(u"format"_s).toString(), "format");
        QFETCH(const double, top);
        QVERIFY(std::abs(axis.value(u"top"_s).toDouble() - top) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(TestEarningsReading)
#include "tst_earnings_reading.moc"
