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
    squares.acceptOpen();
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
