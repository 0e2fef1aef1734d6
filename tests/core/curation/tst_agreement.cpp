#include <QTest>

#include "curation/agreement.h"

using namespace datanet::curation;

namespace {

constexpr int kNone = kNotRated;

// So many units that two raters judged as given.
void add(Ratings &first, Ratings &second, int count, int one, int other)
{
    first.insert(first.end(), std::size_t(count), one);
    second.insert(second.end(), std::size_t(count), other);
}

bool near(const std::optional<double> &value, double expected)
{
    return value && std::abs(*value - expected) < 0.0005;
}

} // namespace

// Against worked examples that others published.
class TestAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Fifty applications for a grant, two readers; and two tables with the same observed agreement (Smeeton's).
    void twoReaders_data()
    {
        QTest::addColumn<int>("bothYes");
        QTest::addColumn<int>("yesNo");
        QTest::addColumn<int>("noYes");
        QTest::addColumn<int>("bothNo");
        QTest::addColumn<double>("kappa");
        QTest::newRow("grants") << 20 << 5 << 10 << 15 << 0.4;
        QTest::newRow("chance is high") << 45 << 15 << 25 << 15 << 0.1304;
        QTest::newRow("chance is low") << 25 << 35 << 5 << 35 << 0.2593;
        QTest::newRow("as by chance") << 25 << 25 << 25 << 25 << 0.0;
        QTest::newRow("never") << 0 << 10 << 10 << 0 << -1.0;
    }
    void twoReaders()
    {
        QFETCH(int, bothYes);
        QFETCH(int, yesNo);
        QFETCH(int, noYes);
        QFETCH(int, bothNo);
        QFETCH(double, kappa);
        Ratings first;
        Ratings second;
        add(first, second, bothYes, 1, 1);
        add(first, second, yesNo, 1, 0);
        add(first, second, noYes, 0, 1);
        add(first, second, bothNo, 0, 0);
        QVERIFY(near(cohensKappa(first, second), kappa));
        QCOMPARE(differingUnits({first, second}).size(), std::size_t(yesNo + noYes));
        // What only one of them has seen changes nothing.
        first.push_back(1);
        second.push_back(kNone);
        first.push_back(0);
        QVERIFY(near(cohensKappa(first, second), kappa));
    }

    // Ten subjects, fourteen raters, five categories: P = .378, kappa = .210.
    void fourteenRaters()
    {
        const std::vector<std::vector<int>> table{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0},
                                                  {2, 2, 8, 1, 1},  {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2},
                                                  {6, 5, 2, 1, 0},  {0, 2, 2, 3, 7}};
        std::vector<Ratings> raters(14);
        for (const auto &row : table) {
            std::size_t rater = 0;
            for (int category = 0; category < 5; ++category) {
                for (int i = 0; i < row[std::size_t(category)]; ++i)
                    raters[rater++].push_back(category);
            }
        }
        QVERIFY(near(observedAgreement(raters), 0.378));
        QVERIFY(near(fleissKappa(raters), 0.210));
        // A unit that somebody has left out does not count.
        for (auto &rater : raters)
            rater.push_back(0);
        raters[3].back() = kNone;
        QVERIFY(near(fleissKappa(raters), 0.210));
    }

    // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A, B and C.
    void alpha()
    {
        const Ratings meg{0, 1, 0, 0, 0, 0, 0, 0, 1, 0};
        const Ratings owen{1, 1, 1, 0, 0, 1, 0, 0, 0, 0};
        QVERIFY(near(krippendorffsAlpha({meg, owen}), 0.095));
        const Ratings ben{0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0};
        const Ratings gerry{1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3};
        QVERIFY(near(krippendorffsAlpha({ben, gerry}), 0.692));
        const std::vector<Ratings> four{{1, 2, 3, 3, 2, 1, 4, 1, 2, kNone, kNone, kNone},
                                        {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, kNone, 3},
                                        {kNone, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, kNone},
                                        {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, kNone}};
        QVERIFY(near(krippendorffsAlpha(four), 0.743));
        QCOMPARE(differingUnits(four), (std::vector<std::int64_t>{1, 5, 7}));
    }

    void whatIsNotDefined()
    {
        QVERIFY(!observedAgreement({}));
        QVERIFY(!observedAgreement({{0, 1}}));
        QVERIFY(!cohensKappa({}, {}));
        QVERIFY(!fleissKappa({{0, 1}}));
        QVERIFY(!krippendorffsAlpha({{0, 1}, {kNone, kNone}}));
        // All alike: no better than chance could be, and no worse.
        const std::vector<Ratings> same{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
        QVERIFY(!cohensKappa(same[0], same[1]));
        QVERIFY(!fleissKappa(same));
        QVERIFY(!krippendorffsAlpha(same));
        QVERIFY(near(observedAgreement(same), 1));
        QVERIFY(differingUnits(same).empty());
        // With two categories in use it is perfect.
        const std::vector<Ratings> perfect{{1, 0, 1}, {1, 0, 1}, {1, 0, 1}};
        QVERIFY(near(cohensKappa(perfect[0], perfect[1]), 1));
        QVERIFY(near(fleissKappa(perfect), 1));
        QVERIFY(near(krippendorffsAlpha(perfect), 1));
    }
};

QTEST_GUILESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
