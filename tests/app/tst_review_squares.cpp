#include "models/review_squares.h"
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
    QCOMPARE(squares.decision(3), Decision::Excluded);
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
