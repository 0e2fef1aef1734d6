#include "app/practice_window.h"

#include "viewmodels/operation.h"
#include "viewmodels/voting.h"
#include "viewmodels/wallet.h"

#include <QApplication>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;

// A rule of the practice network changes by vote, in the real window: coins become votes, a proposal is read, voted on,
// waits, and is in force.
class TestVotingPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void coinsBecomeVotes();
    void somebodyVotesWithThem();
    void nothingProposedYet();
    void votesOnAProposal();
    void comesIntoForce();

private:
    [[nodiscard]] QVariantMap newest() const
    {
        const auto list = m_ui.studio->voting()->proposals();
        return list.isEmpty() ? QVariantMap() : list.first().toMap();
    }
    [[nodiscard]] QString state() const { return newest().value(u"state"_s).toString(); }

    void type(const char *keys)
    {
        for (; *keys != 0; ++keys)
            QTest::keyClick(m_ui.window, *keys);
    }

    test::PracticeWindow m_ui;
};

void TestVotingPage::initTestCase()
{
    const QString problem = m_ui.open(u"wallet"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(test::standStill(m_ui.program()));
}

void TestVotingPage::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
}

void TestVotingPage::coinsBecomeVotes()
{
    auto *voting = m_ui.studio->voting();
    QTRY_VERIFY_WITH_TIMEOUT(voting->isKnown(), 60000);
    FINISHED(voting->reading());
    QVERIFY(!voting->isAbsent());
    QCOMPARE(voting->votes().value(u"exact"_s).toString(), u"0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_ui.studio->wallet()->accounts().isEmpty()
                                 && m_ui.studio->wallet()->accounts().first().toMap().value(u"amount"_s).toString()
                                     != u"0.0000"_s,
                             60000);
    QVERIFY(m_ui.press(u"votesAmount"_s));
    type("nonsense");
    QTest::keyClick(m_ui.window, Qt::Key_Return);
    QTRY_VERIFY(voting->acting()->hasFailed());
    (void)m_ui.shoot(u"voting-1-refused"_s);
    QTest::keyClick(m_ui.window, Qt::Key_A, Qt::ControlModifier);
    type("300");
    QTest::keyClick(m_ui.window, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(voting->tokens().value(u"exact"_s).toString(), u"300"_s, 60000);
    FINISHED(voting->acting());
    QCOMPARE(voting->votes().value(u"exact"_s).toString(), u"0"_s); // nobody votes with them yet
    QCOMPARE(voting->tokens().value(u"level"_s).toString(), u"N"_s);
}

void TestVotingPage::somebodyVotesWithThem()
{
    auto *voting = m_ui.studio->voting();
    (void)m_ui.shoot(u"voting-2-undelegated"_s);
    QVERIFY(!voting->votesItself());
    QVERIFY(m_ui.press(u"delegateSelf"_s));
    QTRY_COMPARE_WITH_TIMEOUT(voting->votes().value(u"exact"_s).toString(), u"300"_s, 60000);
    FINISHED(voting->acting());
    QVERIFY(voting->votesItself());
}

void TestVotingPage::nothingProposedYet()
{
    QVERIFY(m_ui.press(u"proposals"_s));
    QTest::qWait(300);
    (void)m_ui.shoot(u"voting-3-empty"_s);
}

void TestVotingPage::votesOnAProposal()
{
    auto *voting = m_ui.studio->voting();
    const auto proposed = m_ui.program()(
        {u"governance"_s, u"propose"_s, u"--set"_s, u"quorum=3"_s, u"--set"_s, u"appealWindow=3600"_s, u"--because"_s,
         u"Two opened votes decide too often, and a quarter of a minute is no time to appeal."_s});
    RUN_OK(proposed, 0);
    // The page looks by itself.
    QTRY_COMPARE_WITH_TIMEOUT(voting->proposals().size(), 1, 60000);
    const auto changes = newest().value(u"changes"_s).toList();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes.first().toMap().value(u"from"_s).toString(), u"2"_s);
    QCOMPARE(changes.first().toMap().value(u"to"_s).toString(), u"3"_s);
    QCOMPARE(changes.last().toMap().value(u"to"_s).toString(), u"1 hour"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"voting"_s, 60000);
    (void)m_ui.shoot(u"voting-4-open"_s);
    // By keyboard: what has the focus is pressed.
    QQuickItem *button = nullptr;
    QTRY_VERIFY((button = test::named(m_ui.window->contentItem(), u"voteFor"_s)) != nullptr);
    button->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyClick(m_ui.window, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(newest().value(u"inFavour"_s).toString(), u"300.0000"_s, 60000);
    FINISHED(voting->acting());
    QVERIFY(newest().value(u"reached"_s).toBool());
    QVERIFY(!newest().value(u"canVote"_s).toBool());
    (void)m_ui.shoot(u"voting-5-voted"_s);
}

void TestVotingPage::comesIntoForce()
{
    auto *voting = m_ui.studio->voting();
    RUN_OK(m_ui.program()({u"practice"_s, u"advance"_s, u"60"_s}), 0); // the time to vote
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"accepted"_s, 240000);
    QVERIFY(m_ui.press(u"queueProposal"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"queued"_s, 60000);
    FINISHED(voting->acting());
    (void)m_ui.shoot(u"voting-6-queued"_s);
    RUN_OK(m_ui.program()({u"practice"_s, u"advance"_s, u"10"_s}), 0); // and until it may be carried out
    QTRY_VERIFY_WITH_TIMEOUT(newest().value(u"canExecute"_s).toBool(), 120000);
    QVERIFY(m_ui.press(u"executeProposal"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"inForce"_s, 60000);
    FINISHED(voting->acting());
    (void)m_ui.shoot(u"voting-7-in-force"_s);
    const auto now = m_ui.program()({u"governance"_s, u"parameters"_s}).json();
    QCOMPARE(now[u"value"_s][u"values"_s][u"quorum"_s].toInt(), 3);
    QTest::keyClick(m_ui.window, Qt::Key_Escape); // back to the cards
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"wrapCoins"_s) != nullptr
                || test::named(m_ui.window->contentItem(), u"votesAmount"_s) != nullptr);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestVotingPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_voting_page.moc"
