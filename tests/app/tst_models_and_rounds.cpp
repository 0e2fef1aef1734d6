// Who runs a model, in the real window on a practice network of its own: trains one, measures it, puts it on the
// network, and takes every step of its payout round by mouse; then lets the network's attributor finish a round of its.

#include "app/practice_window.h"
#include "journeys/false_round.h"
#include "viewmodels/models_view.h"
#include "viewmodels/payout_rounds.h"

#include <QApplication>
#include <QDirIterator>
#include <QImage>
#include <QJsonArray>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;

class TestModelsAndRounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void trains();
    void measures();
    void registers();
    void isAsked();
    void runsARound();
    void objectsToAFalseRound();
    void finishesThePrograms();

private:
    [[nodiscard]] bool click(const QString &text, int seconds = 20) { return m_ui.click(text, seconds); }
    [[nodiscard]] bool showTab(const QString &text) { return m_ui.choose(text); }
    // Takes a step of the round: the panel's button, and the sheet's.
    [[nodiscard]] bool take(const QString &step) { return click(step, 60) && click(step); }
    [[nodiscard]] QString state() const { return m_ui.studio->payoutRounds()->current().value(u"state"_s).toString(); }
    [[nodiscard]] QVariantMap nextStep() const
    {
        for (const QVariant &step : m_ui.studio->payoutRounds()->current().value(u"roundSteps"_s).toList()) {
            if (step.toMap().value(u"state"_s).toString() == u"current")
                return step.toMap();
        }
        return {};
    }
    void shoot(const QString &name) { QVERIFY(m_ui.shoot(u"rounds-"_s + name)); }

    test::PracticeWindow m_ui;
    qlonglong m_model = 0;
};

void TestModelsAndRounds::initTestCase()
{
    const QString problem = m_ui.open(u"answers"_s, {u"--set"_s, u"challengeWindow=300"_s});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestModelsAndRounds::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
}

void TestModelsAndRounds::trains()
{
    auto *models = m_ui.studio->models();
    QVERIFY(showTab(u"Models"_s));
    QTRY_VERIFY_WITH_TIMEOUT(models->isKnown() && !models->models().isEmpty(), 60000);
    QVERIFY(models->here().isEmpty());
    QVERIFY(click(u"Train a model"_s));
    QTest::qWait(300);
    for (const char letter : {'t', 'e', 'r', 'm', 's'})
        QTest::keyClick(m_ui.window, letter);
    shoot(u"1-train"_s);
    QVERIFY(click(u"Train"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!models->currentHere().isEmpty(), 120000);
    FINISHED(models->training());
    QCOMPARE(models->currentHere().value(u"name"_s).toString(), u"terms"_s);
    QCOMPARE(models->currentHere().value(u"model"_s).toInt(), 0);
    QVERIFY(!models->currentHere().value(u"behind"_s).toBool());
    shoot(u"2-trained"_s);
}

void TestModelsAndRounds::measures()
{
    auto *models = m_ui.studio->models();
    QVERIFY(click(u"Evaluate"_s));
    QTRY_VERIFY_WITH_TIMEOUT(models->currentHere().contains(u"evaluation"_s), 120000);
    FINISHED(models->evaluating());
    shoot(u"3-measured"_s);
}

void TestModelsAndRounds::registers()
{
    auto *models = m_ui.studio->models();
    QVERIFY(click(u"Put it on the network"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!models->networkFee().isEmpty(), 20000);
    shoot(u"4-register"_s);
    QVERIFY(click(u"Put it on the network"_s));
    QTRY_VERIFY_WITH_TIMEOUT(models->currentHere().value(u"model"_s).toLongLong() > 0, 60000);
    FINISHED(models->registering());
    m_model = models->currentHere().value(u"model"_s).toLongLong();
    QVERIFY(models->currentHere().value(u"same"_s).toBool());
    models->show(m_model);
    QVERIFY(models->current().value(u"mine"_s).toBool());
    QCOMPARE(models->current().value(u"data"_s).toStringList().size(), 1);
    shoot(u"5-registered"_s);
}

void TestModelsAndRounds::isAsked()
{
    const test::Program datanet(m_ui.home.path());
    const QString model = QString::number(m_model);
    QCOMPARE(datanet({u"inference"_s, u"deposit"_s, model, u"5"_s}).code, 0);
    // The customer asks every new model, too, and one at a time has its files.
    const auto patiently = [&](const QStringList &words) {
        test::Run run;
        (void)QTest::qWaitFor([&] { return (run = datanet(words)).code == 0; }, 60000);
        return run;
    };
    const auto questions = patiently({u"model"_s, u"questions"_s, model, u"--count"_s, u"2"_s}).json();
    QCOMPARE(questions["questions"_L1].toArray().size(), 2);
    for (const QJsonValue &question : questions["questions"_L1].toArray())
        QCOMPARE(patiently({u"inference"_s, u"ask"_s, model, question.toString()}).code, 0);
}

void TestModelsAndRounds::runsARound()
{
    auto *rounds = m_ui.studio->payoutRounds();
    QVERIFY(showTab(u"Payout rounds"_s));
    QTRY_VERIFY_WITH_TIMEOUT(rounds->isKnown() && rounds->open().value(u"answers"_s).toInt() >= 2, 60000);
    QCOMPARE(qlonglong(rounds->model()), m_model); // the newest
    QCOMPARE(state(), u"open"_s);
    shoot(u"6-open"_s);
    QVERIFY(take(u"Close round"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"closed"_s, 60000);
    FINISHED(rounds->stepping());
    shoot(u"7-closed"_s);
    QVERIFY(click(u"Compute"_s, 60));
    QTRY_COMPARE_WITH_TIMEOUT(nextStep().value(u"key"_s).toString(), u"post"_s, 120000);
    FINISHED(rounds->stepping());
    QVERIFY(rounds->current().value(u"proposer"_s).isNull());
    shoot(u"8-computed"_s);
    QVERIFY(take(u"Propose"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"proposed"_s, 60000);
    FINISHED(rounds->stepping());

    QVERIFY(!rounds->canObject());
    QVERIFY(click(u"Check it myself"_s, 60));
    QTRY_VERIFY_WITH_TIMEOUT(!rounds->checkResult().isEmpty(), 120000);
    FINISHED(rounds->checking());
    QVERIFY(rounds->checkResult().value(u"matches"_s).toBool());
    QVERIFY(!rounds->canObject());
    shoot(u"9-checked"_s);

    QCOMPARE(m_ui.program()({u"practice"_s, u"advance"_s, u"310"_s}).code, 0);
    QVERIFY(take(u"Pay out"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"paid"_s, 60000);
    FINISHED(rounds->stepping());
    QTRY_VERIFY_WITH_TIMEOUT(rounds->current().value(u"split"_s).toMap().value(u"adds"_s).toBool(), 20000);
    shoot(u"10-paid"_s);
}

// The account proposes what it knows to be false, and shows it: the proposal falls.
void TestModelsAndRounds::objectsToAFalseRound()
{
    auto *rounds = m_ui.studio->payoutRounds();
    isAsked();
    rounds->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(rounds->open().value(u"answers"_s).toInt() >= 2, 60000);
    const qlonglong epoch = rounds->open().value(u"epoch"_s).toLongLong();
    rounds->show(epoch);
    QVERIFY(take(u"Close round"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"closed"_s, 60000);
    QVERIFY(click(u"Compute"_s, 60));
    QTRY_COMPARE_WITH_TIMEOUT(nextStep().value(u"key"_s).toString(), u"post"_s, 120000);
    FINISHED(rounds->stepping());
    QDirIterator built(m_ui.home.filePath(u"rounds"_s), {QString::number(epoch)}, QDir::Dirs,
                       QDirIterator::Subdirectories);
    QVERIFY(built.hasNext());
    test::makeAmountFall(built.next());
    QVERIFY(take(u"Propose"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"proposed"_s, 60000);
    FINISHED(rounds->stepping());

    QVERIFY(click(u"Check it myself"_s, 60));
    QTRY_VERIFY_WITH_TIMEOUT(!rounds->checkResult().isEmpty(), 120000);
    FINISHED(rounds->checking());
    QVERIFY(!rounds->checkResult().value(u"matches"_s).toBool());
    QVERIFY(rounds->canObject());
    shoot(u"11-differs"_s);
    QVERIFY(click(u"Object"_s));
    QTest::qWait(300);
    shoot(u"12-object"_s);
    QVERIFY(click(u"Prove it on the network"_s));
    QVERIFY(click(u"Object"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"closed"_s, 60000);
    FINISHED(rounds->objecting());
    shoot(u"13-fallen"_s);
}

void TestModelsAndRounds::finishesThePrograms()
{
    auto *rounds = m_ui.studio->payoutRounds();
    rounds->useModel(1);
    // The customer asks by itself.
    QTRY_VERIFY_WITH_TIMEOUT(rounds->open().value(u"answers"_s).toInt() > 0 || (rounds->refresh(), false), 60000);
    QVERIFY(click(u"Finish payout round"_s));
    QVERIFY(rounds->finishing()->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(rounds->finishingSteps().size() > 1 || !rounds->finishing()->isRunning(), 120000);
    shoot(u"14-finishing"_s);
    FINISHED(rounds->finishing());
    QVERIFY(!rounds->finishingSteps().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"paid"_s, 60000);
    shoot(u"15-finished"_s);

    QVERIFY(click(u"Finish payout round"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!rounds->finishing()->isRunning() && !rounds->finishedText().isEmpty(), 60000);
    QVERIFY(rounds->finishingSteps().isEmpty());
    shoot(u"16-nothing-left"_s);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestModelsAndRounds test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_models_and_rounds.moc"
