#include "models/review_queue_model.h"
#include "models/review_squares.h"
#include "viewmodels/review_ballot.h"
#include "viewmodels/review_material.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace datanet::app;
using namespace Qt::StringLiterals;
using Decision = ReviewSquares::Decision;

class TestReviewSquares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesToWhatIsOpen();
    void saysWhatChanged();
    void leadsByRisk();
    void growsAVote();
    void takesDecisionsBack();
    void keepsAQueueOfTenThousand();
    void marksText();
};

void TestReviewSquares::movesToWhatIsOpen()
{
    ReviewSquares squares;
    QCOMPARE(squares.nextOpen(-1), -1);
    squares.show({Decision::Open, Decision::Accepted, Decision::Open, Decision::Excluded}, {0, 1, 2, 3});
    QCOMPARE(squares.nextOpen(-1), 0);
    QCOMPARE(squares.nextOpen(0), 2);
    QCOMPARE(squares.nextOpen(2), 0); // from the beginning again
    QCOMPARE(squares.nextOpen(3), 0);
    squares.setDecision(0, Decision::Accepted);
    QCOMPARE(squares.nextOpen(2), 2); // only itself is left
    squares.setDecisions({Decision::Accepted, Decision::Accepted, Decision::Accepted, Decision::Excluded});
    QCOMPARE(squares.openCount(), 0);
    QCOMPARE(squares.nextOpen(1), -1);
    QCOMPARE(squares.data(squares.index(3), ReviewSquares::DecisionRole).toString(), u"excluded"_s);
}

void TestReviewSquares::saysWhatChanged()
{
    ReviewSquares squares;
    const QAbstractItemModelTester tester(&squares, QAbstractItemModelTester::FailureReportingMode::QtTest);
    squares.show({Decision::Open, Decision::Open}, {0, 3});
    QSignalSpy changes(&squares, &QAbstractItemModel::dataChanged);
    squares.setDecision(1, Decision::Excluded);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.front().front().toModelIndex().row(), 1);
    squares.setDecision(1, Decision::Excluded);
    QCOMPARE(changes.count(), 1); // nothing new
    QCOMPARE(squares.data(squares.index(1), ReviewSquares::DecisionRole).toString(), u"excluded"_s);
    QCOMPARE(squares.data(squares.index(1), ReviewSquares::SeverityRole).toString(), u"blocking"_s);
    QCOMPARE(squares.data(squares.index(0), ReviewSquares::NumberRole).toString(), u"1"_s);
}

void TestReviewSquares::leadsByRisk()
{
    ReviewSquares squares;
    const QAbstractItemModelTester tester(&squares, QAbstractItemModelTester::FailureReportingMode::QtTest);
    squares.show({Decision::Open, Decision::Open, Decision::Open, Decision::Open}, {0, 2, 3, 2});
    squares.setOrder(ReviewSquares::Order::RiskiestFirst);
    QStringList numbers;
    for (int row = 0; row < squares.rowCount(); ++row) {
        numbers << squares.data(squares.index(row), ReviewSquares::NumberRole).toString();
        QCOMPARE(squares.row(squares.position(row)), row);
    }
    QCOMPARE(numbers, (QStringList{u"3"_s, u"2"_s, u"4"_s, u"1"_s}));
    QSignalSpy changes(&squares, &QAbstractItemModel::dataChanged);
    squares.setDecision(2, Decision::Excluded); // by position
    QCOMPARE(changes.front().front().toModelIndex().row(), 0);
    QCOMPARE(squares.nextOpen(-1), 1);
    squares.setDecision(3, Decision::Accepted);
    QCOMPARE(squares.nextOpen(1), 3); // over what is decided
    QCOMPARE(squares.row(4), -1);
    QCOMPARE(squares.row(-1), -1);
    squares.setOrder(ReviewSquares::Order::InOrder);
    QCOMPARE(squares.position(2), 2);
    QCOMPARE(squares.data(squares.index(2), ReviewSquares::DecisionRole).toString(), u"excluded"_s);
}

void TestReviewSquares::growsAVote()
{
    using datanet::curation::Verdict;
    datanet::sync::OpenedReview review;
    review.rules.minimumAcceptedPercent = 50;
    review.vote.accepted = {true, true, false, true};
    review.vote.verdict = Verdict::Accept;
    review.vote.reasons.push_back({});
    review.vote.reasons.back().position = 2;
    review.vote.reasons.back().code = u"near-duplicate"_s;
    QVERIFY(datanet::curation::reasonCodes().contains(u"near-duplicate"_s));
    ReviewBallot ballot(review, {false, false, false, false});
    QCOMPARE(ballot.decision(0), Decision::Open);
    QVERIFY(!ballot.exclude(0)); // lacks a reason
    QCOMPARE(ballot.decision(0), Decision::Open);
    ballot.setReason(0, u"no such reason"_s);
    QVERIFY(!ballot.exclude(0));
    ballot.setWords(0, u"not about computing"_s);
    QCOMPARE(ballot.reason(0), u"other"_s);
    QVERIFY(ballot.exclude(0));
    QVERIFY(ballot.exclude(2)); // with the reason that the checks gave
    QCOMPARE(ballot.verdict(), Verdict::Accept);
    ballot.setReason(1, u"near-duplicate"_s);
    QVERIFY(ballot.exclude(1));
    QCOMPARE(ballot.verdict(), Verdict::ChangesRequested); // a quarter is left
    ballot.setReason(3, u"near-duplicate"_s);
    QVERIFY(ballot.exclude(3));
    QCOMPARE(ballot.verdict(), Verdict::Reject);
    ballot.accept(1);
    QCOMPARE(ballot.reason(1), QString()); // no reason against it any more
    ballot.accept(0);
    QCOMPARE(ballot.words(0), u"not about computing"_s); // the person's own words stay
    ballot.choose(Verdict::Reject);
    ballot.accept(2);
    QCOMPARE(ballot.verdict(), Verdict::Reject); // chosen: it follows no more
    const auto vote = ballot.vote();
    QCOMPARE(vote.accepted, (std::vector<bool>{true, true, true, false}));
    QCOMPARE(vote.reasons.size(), std::size_t(2)); // 0 and 3
    QCOMPARE(ballot.decided(), (std::vector<bool>{true, true, true, true}));
}

// One record or many: each decision is one step back.
void TestReviewSquares::takesDecisionsBack()
{
    datanet::sync::OpenedReview review;
    review.rules.minimumAcceptedPercent = 50;
    review.vote.accepted = {true, true, true, false};
    review.vote.reasons.push_back({3, u"duplicate"_s, {}, {}});
    ReviewBallot ballot(review, {false, false, false, false});
    QVERIFY(!ballot.canUndo());
    QVERIFY(!ballot.decideAll({0, 1}, {false, u"no such reason"_s, {}}, review.report));
    QVERIFY(!ballot.canUndo());
    ballot.accept(0);
    QVERIFY(ballot.decideAll({0, 1, 3}, {false, u"off-topic"_s, u"ships"_s}, review.report));
    QCOMPARE(ballot.decision(0), Decision::Excluded);
    QCOMPARE(ballot.reason(3), u"off-topic"_s);
    QCOMPARE(ballot.decision(2), Decision::Open);
    QCOMPARE(ballot.verdict(), datanet::curation::Verdict::ChangesRequested);
    QVERIFY(ballot.vote().validate());
    QVERIFY(ballot.decideAll({3}, {true, {}, {}}, review.report));
    QCOMPARE(ballot.decision(3), Decision::Accepted);
    QCOMPARE(ballot.undo(), std::vector<std::int64_t>{3});
    QCOMPARE(ballot.decision(3), Decision::Excluded);
    QCOMPARE(ballot.undo(), (std::vector<std::int64_t>{0, 1, 3}));
    QCOMPARE(ballot.decision(0), Decision::Accepted);
    QCOMPARE(ballot.decision(1), Decision::Open);
    QCOMPARE(ballot.reason(1), QString());
    QCOMPARE(ballot.reason(3), u"duplicate"_s); // as the checks had it
    ballot.acceptOpen();
    QCOMPARE(ballot.undo().size(), std::size_t(3));
    QCOMPARE(ballot.undo(), std::vector<std::int64_t>{0});
    QCOMPARE(ballot.decided(), (std::vector<bool>(4, false)));
    QVERIFY(ballot.undo().empty());
}

void TestReviewSquares::keepsAQueueOfTenThousand()
{
    using namespace datanet;
    ReviewQueueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto unknown = light::Proven<sync::ContributionStatus>::unknown({}, {});
    const auto queue = [&](std::uint64_t count) {
        ReviewQueueText text;
        text.people = std::make_shared<const KnownPeople>();
        for (std::uint64_t id = 1; id <= count; ++id) {
            sync::ReviewEntry entry{
                sync::Contribution{id, unknown, {}, {}, {}, {}}, {}, sync::ReviewTask::Read, {}, {}, {}, false, false};
            entry.task = id % 3 == 0 ? sync::ReviewTask::Done : sync::ReviewTask::Read;
            entry.risk.score = int(id * 37 % 101);
            entry.since = 1'000'000 - id;
            text.entries.push_back(std::move(entry));
        }
        return text;
    };
    model.show(queue(10'000));
    QCOMPARE(model.rowCount(), 10'000);
    const auto at = [&](int row, int role) { return model.data(model.index(row), role); };
    QVERIFY(at(0, ReviewQueueModel::HeadingRole).toBool());
    QVERIFY(!at(1, ReviewQueueModel::HeadingRole).toBool());
    QCOMPARE(at(0, ReviewQueueModel::GroupCountRole).toInt(), 6'667);
    QVERIFY(at(6'667, ReviewQueueModel::HeadingRole).toBool());
    QCOMPARE(at(0, ReviewQueueModel::EntryRole).toMap().value(u"score"_s).toInt(), 100);
    model.setOrder(int(sync::QueueOrder::Oldest));
    QCOMPARE(model.entryAt(0).value(u"id"_s).toULongLong(), 10'000u);
    // What only says something else keeps its rows; a further one begins anew.
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.show(queue(10'000));
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    model.show(queue(10'001));
    QCOMPARE(resets.count(), 1);
    QVERIFY(model.entry(10'002).isEmpty());
}

// Byte ranges of UTF-8: what is cut must come together again, and ranges that do not fit are left out.
void TestReviewSquares::marksText()
{
    const std::string text = "gr\xc3\xbc\xc3\x9f dich, Welt";
    const auto joined = [](const QVariantList &segments) {
        QString all;
        for (const auto &segment : segments)
            all += segment.toMap().value(u"text"_s).toString();
        return all;
    };
    const auto segments =
        markedText(text, {{0, 6, u"same"_s}, {4, 9, u"danger"_s}, {7, 11, u"danger"_s}, {12, 99, u"same"_s}});
    QCOMPARE(segments.size(), 4);
    QCOMPARE(segments[0].toMap().value(u"text"_s).toString(), u"gr\u00fc\u00df"_s);
    QCOMPARE(segments[0].toMap().value(u"mark"_s).toString(), u"same"_s);
    QCOMPARE(segments[2].toMap().value(u"text"_s).toString(), u"dich"_s);
    QCOMPARE(joined(segments), QString::fromUtf8(text.c_str()));
    QVERIFY(markedText({}, {{0, 1, u"same"_s}}).isEmpty());
}

QTEST_MAIN(TestReviewSquares)

#include "tst_review_squares.moc"
