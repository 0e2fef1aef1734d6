// Coins at stake, in the real window on a practice network of its own and with the command line beside it: put, shown,
// asked for, taken.

#include "app/practice_window.h"
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

class TestStaking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void nothingAtFirst();
    void putsByKeyboard();
    void refusesTooLittle();
    void theCommandLineAgrees();
    void asksAndTakes();

private:
    [[nodiscard]] app::StakingView *staking() const { return m_ui.studio->staking(); }
    [[nodiscard]] QVariantMap stake(qulonglong datanet) const
    {
        for (const QVariant &one : staking()->stakes()) {
            if (one.toMap().value(u"datanet"_s).toULongLong() == datanet)
                return one.toMap();
        }
        return {};
    }
    void shoot(const QString &name)
    {
        static_cast<test::StudioWindow &>(m_ui).window->requestActivate();
        QVERIFY(static_cast<test::StudioWindow &>(m_ui).shoot(u"staking-"_s + name));
    }

    test::PracticeWindow m_ui;
};

void TestStaking::initTestCase()
{
    const QString problem = m_ui.open(u"wallet"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(test::standStill(m_ui.program()));
}

void TestStaking::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
}

void TestStaking::nothingAtFirst()
{
    QTRY_VERIFY_WITH_TIMEOUT(staking()->isKnown() && staking()->isUsable(), 60'000);
    QCOMPARE(staking()->stakes(), QVariantList());
    QCOMPARE(staking()->terms().value(u"reviewer"_s).toString(), u"10.0000"_s);
    QVERIFY(staking()->terms().value(u"wait"_s).toString().startsWith(u"1 minute"_s));
    QVERIFY(!staking()->places().isEmpty());
    shoot(u"empty"_s);
}

// The form opens on the amount; Enter puts what is offered, the least.
void TestStaking::putsByKeyboard()
{
    QVERIFY(m_ui.press(u"putAtStake"_s));
    QTRY_VERIFY(m_ui.window->activeFocusItem() != nullptr
                && m_ui.window->activeFocusItem()->objectName() == u"stakeAmount");
    QTest::qWait(400);
    shoot(u"form"_s);
    QVERIFY(m_ui.click(u"Put at stake"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!stake(1).isEmpty(), 120'000);
    QVERIFY2(!staking()->changing()->hasFailed(), qPrintable(staking()->changing()->errorDetail()));
    QCOMPARE(stake(1).value(u"amount"_s).toString(), u"10.0000"_s);
    QCOMPARE(stake(1).value(u"level"_s).toString(), u"N"_s);
    QCOMPARE(stake(1).value(u"action"_s).toString(), u"ask"_s);
    QTest::qWait(500);
    shoot(u"staked"_s);
}

// What the contract refuses is said in the form, which stays open.
void TestStaking::refusesTooLittle()
{
    QVERIFY(m_ui.press(u"putAtStake"_s));
    QVERIFY(m_ui.choose(u"Juror"_s));
    auto *amount = test::named(m_ui.window->contentItem(), u"stakeAmount"_s);
    QVERIFY(amount);
    amount->setProperty("text", u"0.5"_s);
    QVERIFY(m_ui.click(u"Put at stake"_s));
    QTRY_VERIFY_WITH_TIMEOUT(staking()->changing()->hasFailed(), 60'000);
    QVERIFY2(staking()->changing()->errorDetail().contains(u"10"_s), qPrintable(staking()->changing()->errorDetail()));
    QTest::qWait(400);
    shoot(u"refused"_s);
    QTest::keyClick(m_ui.window, Qt::Key_Escape);
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"stakeAmount"_s) == nullptr);
}

void TestStaking::theCommandLineAgrees()
{
    const auto listed = m_ui.program()({u"wallet"_s, u"stakes"_s, u"--json"_s});
    QVERIFY2(listed.code == 0, test::said(listed).constData());
    const auto stakes = listed.json().value(u"stakes"_s).toArray();
    QCOMPARE(stakes.size(), 1);
    QCOMPARE(stakes[0].toObject().value(u"value"_s).toString(), u"10000000000000000000"_s);
    QCOMPARE(stakes[0].toObject().value(u"role"_s).toString(), u"reviewer"_s);
    QCOMPARE(stakes[0].toObject().value(u"state"_s).toString(), u"staked"_s);
    QCOMPARE(listed.json().value(u"terms"_s).toObject().value(u"cooldown"_s).toInt(), 60);
    RUN_OK(m_ui.program()({u"wallet"_s, u"stake"_s, u"--amount"_s, u"5"_s, u"--yes"_s}), 2); // as what?
    const auto juror =
        m_ui.program()({u"wallet"_s, u"stake"_s, u"--juror"_s, u"--amount"_s, u"11"_s, u"--yes"_s, u"--json"_s});
    QVERIFY2(juror.code == 0, test::said(juror).constData());
    QCOMPARE(juror.json().value(u"role"_s).toString(), u"juror"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stake(0).value(u"amount"_s).toString(), u"11.0000"_s, 60'000);
    RUN_OK(m_ui.program()({u"wallet"_s, u"unstake"_s, u"--datanet"_s, u"7"_s}), 3); // nothing there
    const auto asked = m_ui.program()({u"wallet"_s, u"unstake"_s, u"--juror"_s, u"--json"_s});
    QVERIFY2(asked.code == 0, test::said(asked).constData());
    QCOMPARE(asked.json().value(u"taken"_s).toBool(true), false);
    const auto early = m_ui.program()({u"wallet"_s, u"unstake"_s, u"--juror"_s});
    QVERIFY2(early.code == 3 && early.errors.contains("can be taken after"), test::said(early).constData());
}

void TestStaking::asksAndTakes()
{
    QTRY_COMPARE_WITH_TIMEOUT(stake(0).value(u"action"_s).toString(), QString(), 60'000);
    QVERIFY(m_ui.press(u"askStake"_s)); // the reviewer's, the only one that can be asked for
    QTRY_VERIFY_WITH_TIMEOUT(stake(1).value(u"state"_s).toString().contains(u"You can take it after"_s), 120'000);
    shoot(u"waiting"_s);
    RUN_OK(m_ui.program()({u"practice"_s, u"advance"_s, u"120"_s}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(stake(1).value(u"action"_s).toString(), u"take"_s, 60'000);
    shoot(u"ready"_s);
    QVERIFY(m_ui.press(u"takeStake"_s));
    QTRY_VERIFY_WITH_TIMEOUT(staking()->stakes().size() == 1, 120'000);
    const auto rest = m_ui.program()({u"wallet"_s, u"stakes"_s, u"--json"_s});
    QVERIFY2(rest.code == 0, test::said(rest).constData());
    const qulonglong left = stake(0).isEmpty() ? 1 : 0;
    QVERIFY(m_ui.press(u"takeStake"_s));
    QTRY_VERIFY_WITH_TIMEOUT(staking()->stakes().isEmpty(), 120'000);
    QVERIFY(stake(left).isEmpty());
}

int main(int argc, char **argv)
{
    QQuickStyle::setStyle(u"Basic"_s);
    QApplication app(argc, argv); // charts need widgets
    TestStaking test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_staking.moc"
