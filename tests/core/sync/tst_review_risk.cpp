#include <QTest>

#include "sync/review.h"
#include "sync/review_risk.h"

using namespace datanet;
using namespace datanet::sync;
using namespace Qt::StringLiterals;

class TestReviewRisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsGiveTheScore_data()
    {
        QTest::addColumn<RiskFacts>("facts");
        QTest::addColumn<int>("score");
        QTest::addColumn<QStringList>("why");
        const ContributorHistory good{4, 100, 100, 0, 0};
        const RiskFacts::Findings clean{0, 0, false};
        QTest::newRow("clean, from somebody good") << RiskFacts{clean, 12, good, {}} << 0 << QStringList();
        QTest::newRow("nothing known") << RiskFacts{{}, 12, {}, {}} << 20
                                       << QStringList{u"unread"_s, u"history-unknown"_s};
        QTest::newRow("first") << RiskFacts{clean, 12, ContributorHistory{0, 0, 0, 0, 0}, {}} << 10
                               << QStringList{u"first-submission"_s};
        QTest::newRow("one fault of twelve")
            << RiskFacts{RiskFacts::Findings{1, 0, false}, 12, good, {}} << 42 << QStringList{u"blocked"_s};
        QTest::newRow("all need a look") << RiskFacts{RiskFacts::Findings{0, 12, false}, 12, good, {}} << 25
                                         << QStringList{u"cautioned"_s};
        QTest::newRow("half was left out before")
            << RiskFacts{clean, 12, ContributorHistory{2, 10, 5, 0, 0}, {}} << 10 << QStringList{u"left-out-before"_s};
        QTest::newRow("copies") << RiskFacts{clean, 12, ContributorHistory{2, 10, 10, 0, 1}, {}} << 30
                                << QStringList{u"copies-proven"_s};
        QTest::newRow("large") << RiskFacts{clean, 50'001, good, {}} << 20 << QStringList{u"large"_s};
        QTest::newRow("late") << RiskFacts{clean, 12, good, RiskFacts::Time{1000, 99}} << 15
                              << QStringList{u"time-runs-out"_s};
        QTest::newRow("early") << RiskFacts{clean, 12, good, RiskFacts::Time{1000, 500}} << 0 << QStringList();
        QTest::newRow("everything") << RiskFacts{RiskFacts::Findings{5, 5, true}, 5, ContributorHistory{1, 9, 0, 1, 2},
                                                 RiskFacts::Time{1000, 0}}
                                    << 100 << QStringList{u"blocked"_s,   u"set-refused"_s,     u"copies-proven"_s,
                                                          u"cautioned"_s, u"left-out-before"_s, u"time-runs-out"_s};
    }
    void factsGiveTheScore()
    {
        QFETCH(RiskFacts, facts);
        QFETCH(int, score);
        QFETCH(QStringList, why);
        const Risk risk = riskOf(facts);
        QCOMPARE(risk.score, score);
        QStringList names;
        for (const auto &part : risk.parts)
            names.append(riskReasonName(part.reason));
        QCOMPARE(names, why);
    }

    // One more fault never makes it look better.
    void neverFalls()
    {
        int last = 0;
        for (std::int64_t blocked = 0; blocked <= 1'000; ++blocked) {
            const int score = riskOf({RiskFacts::Findings{blocked, 0, false}, 1'000, {}, {}}).score;
            QVERIFY(score >= last);
            last = score;
        }
        QVERIFY(riskOf({RiskFacts::Findings{7'000'000'000, 0, false}, 5, {}, {}}).score <= Risk::kMost);
    }

    void whatCanBeDoneComesFirst()
    {
        const auto unknown = light::Proven<ContributionStatus>::unknown({}, {});
        std::vector<ReviewEntry> entries(
            5, ReviewEntry{Contribution{0, unknown, {}, {}, {}, {}}, {}, ReviewTask::Wait, {}, {}, {}, false, false});
        const auto set = [&](std::size_t i, std::uint64_t id, ReviewTask task, int score, std::uint64_t since) {
            entries[i].contribution.id = id;
            entries[i].task = task;
            entries[i].risk.score = score;
            entries[i].since = since;
        };
        set(0, 5, ReviewTask::Done, 99, 1);
        set(1, 4, ReviewTask::Read, 10, 40);
        set(2, 3, ReviewTask::Wait, 90, 2);
        set(3, 2, ReviewTask::Read, 70, 60);
        set(4, 1, ReviewTask::Reveal, 10, 50);
        const auto ids = [&](QueueOrder order) {
            sortQueue(entries, order);
            QList<int> list;
            for (const auto &entry : entries)
                list.append(int(entry.contribution.id));
            return list;
        };
        QCOMPARE(ids(QueueOrder::Riskiest), (QList<int>{2, 4, 1, 3, 5}));
        QCOMPARE(ids(QueueOrder::Oldest), (QList<int>{4, 1, 2, 3, 5}));
    }
};

QTEST_GUILESS_MAIN(TestReviewRisk)
#include "tst_review_risk.moc"
