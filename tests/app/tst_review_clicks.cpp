// A published record is corrected and the correction reviewed; a submission is decided about record by record and many
// at once; the result is appealed and a juror judges: in the real window, by mouse and keyboard, on a real network.

#include "app/practice_window.h"

#include "models/record_form.h"
#include "viewmodels/contribution_appeal.h"
#include "viewmodels/contribution_details.h"
#include "viewmodels/contributions_view.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/review_desk.h"
#include "viewmodels/send_for_review.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;
using test::Run;
using test::said;

class TestReviewClicks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void correctsARecord();
    void reviewsTheCorrection();
    void decidesAboutRecords();
    void appeals();
    void judges();

private:
    [[nodiscard]] app::ReviewDesk *desk() const { return m_ui.studio->reviewDesk(); }
    Run as(const QString &account, const QStringList &words) const
    {
        return m_ui.program()(QStringList{u"--account"_s, account} + words);
    }
    [[nodiscard]] QString stateOf(qulonglong id) const
    {
        return m_ui.program()({u"contribution"_s, u"show"_s, QString::number(id)}).json()[u"state"_s].toString();
    }
    void use(const QString &name)
    {
        const auto accounts = m_ui.studio->accounts();
        for (int index = 0; index < int(accounts.size()); ++index) {
            if (accounts[index].toMap()[u"name"_s] == name)
                m_ui.studio->useAccount(index);
        }
        QCOMPARE(m_ui.studio->accountName(), name);
    }
    // At the desk of the datanet, with the submission open.
    void sitsDown(const QString &name, qulonglong id);
    // Once all are sealed the window opens the vote by itself; the others' are opened by hand, then the button counts.
    void isCounted(const QString &name, qulonglong id, const QStringList &others);
    // Number of the contribution.
    qulonglong sent(const QString &account, const QString &name, const QByteArray &lines);

    mutable test::PracticeWindow m_ui;
    QProcess m_inbox;
    int m_datanet = 0;
    qulonglong m_correction = 0;
    qulonglong m_second = 0;
};

void TestReviewClicks::initTestCase()
{
    QVERIFY(m_ui.home.isValid());
    for (const auto &name :
         {u"Author"_s, u"Mender"_s, u"Owner"_s, u"Ada"_s, u"Bo"_s, u"Judge"_s, u"Other"_s, u"Third"_s})
        RUN_OK(m_ui.program()({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
    const QString problem = m_ui.open(u"datanets"_s, {u"--appeal-window"_s, u"600"_s});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const QString home = m_ui.home.path();
    QVERIFY(test::standStill(m_ui.program()));
    // The network's own jurors step back, so that people are drawn.
    for (int i = 1; i <= 3; ++i) {
        const test::Program juror(home + u"/practice/programs/juror-%1"_s.arg(i));
        RUN_OK(juror({u"--network"_s, u"practice"_s, u"wallet"_s, u"unstake"_s, u"--juror"_s}), 0);
    }
    for (const auto &name : {u"Judge"_s, u"Other"_s, u"Third"_s})
        RUN_OK(as(name, {u"review"_s, u"stake"_s, u"--juror"_s, u"--amount"_s, u"11"_s}), 0);

    m_inbox.start(test::Program::binary(),
                  {u"--json"_s, u"--home"_s, home + u"/owner"_s, u"inbox"_s, u"serve"_s, u"--folder"_s,
                   home + u"/owner-inbox"_s});
    while (m_inbox.state() != QProcess::NotRunning && !m_inbox.canReadLine() && m_inbox.waitForReadyRead(20'000)) { }
    const QString inbox = QJsonDocument::fromJson(m_inbox.readLine()).object()[u"url"_s].toString();
    QVERIFY(!inbox.isEmpty());
    QFile rules(home + u"/rules.json"_s);
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write(R"({"format":1,"title":"Herbs","purpose":"For a test.","rules":["One herb a record."],)"
                R"("licence":"CC0-1.0","schema":{"fields":[{"name":"definition","type":"string",)"
                R"("constraints":{"required":true}},{"name":"term","type":"string","constraints":{"required":true}}],)"
                R"("textField":"definition"}})");
    rules.close();
    const auto made = as(u"Owner"_s,
                         {u"datanet"_s, u"create"_s, u"--rules"_s, rules.fileName(), u"--name"_s, u"Herbs"_s,
                          u"--inbox"_s, inbox, u"--remote"_s, home + u"/herbs.git"_s, u"--kind"_s, u"text"_s});
    RUN_OK(made, 0);
    m_datanet = made.json()[u"id"_s].toInt();
    for (const auto &name : {u"Ada"_s, u"Bo"_s})
        RUN_OK(as(name, {u"review"_s, u"stake"_s, u"--datanet"_s, QString::number(m_datanet), u"--amount"_s, u"20"_s}),
               0);
    const qulonglong first = sent(
        u"Author"_s, u"Garden herbs"_s,
        R"({"term":"basil","definition":"an annual with broad leaves that wants warmth and goes with tomatoes"})"
        "\n"
        R"({"term":"thyme","definition":"a low shrub of dry slopes whose small leaves keep their taste when dried"})"
        "\n"
        R"({"term":"dill","definition":"a tall umbel with feathery leaves used with fish and with cucumbers in brine"})"
        "\n");
    QVERIFY(test::bothReview([this](const QString &name, const QStringList &words) { return as(name, words); },
                             QString::number(first), {u"--from-check"_s}));
    RUN_OK(m_ui.program()({u"practice"_s, u"advance"_s, u"601"_s}), 0);
    RUN_OK(as(u"Owner"_s, {u"review"_s, u"publish"_s, QString::number(first)}), 0);
    m_ui.studio->refreshAccounts();
}

void TestReviewClicks::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
    m_inbox.kill();
    m_inbox.waitForFinished();
}

qulonglong TestReviewClicks::sent(const QString &account, const QString &name, const QByteArray &lines)
{
    const QString folder = m_ui.home.path() + u'/' + name;
    QFile file(folder + u".jsonl"_s);
    if (!file.open(QIODevice::WriteOnly))
        return 0;
    file.write(lines);
    file.close();
    for (const QStringList &words :
         {QStringList{u"init"_s, folder, u"--title"_s, name, u"--domain"_s, u"cooking"_s, u"--license"_s, u"CC0-1.0"_s},
          QStringList{u"import"_s, folder, file.fileName(), u"--text-field"_s, u"definition"_s},
          QStringList{u"commit"_s, folder, u"-m"_s, u"words"_s}}) {
        if (const auto done = m_ui.program()(words); done.code != 0)
            qWarning("%s", said(done).constData());
    }
    const auto run = as(account, {u"submit"_s, folder, u"--datanet"_s, QString::number(m_datanet), u"--may-share"_s});
    if (run.code != 0)
        qWarning("%s", said(run).constData());
    return qulonglong(run.json()[u"contribution"_s].toInteger());
}

void TestReviewClicks::sitsDown(const QString &name, qulonglong id)
{
    use(name);
    QVERIFY(m_ui.click(u"Datanets"_s));
    m_ui.studio->datanets()->show(m_datanet);
    QTRY_VERIFY_WITH_TIMEOUT(desk()->datanet() == m_datanet && desk()->isReviewer()
                                 && desk()->queue()->entry(id).value(u"canRead"_s).toBool(),
                             120'000);
    if (test::named(m_ui.window->contentItem(), u"reviewQueue"_s) == nullptr)
        QVERIFY(m_ui.press(u"review"_s));
    // Its title is known once it was fetched, which may be just now.
    QVERIFY(QTest::qWaitFor([&] { return m_ui.click(desk()->queue()->entry(id).value(u"title"_s).toString(), 1); },
                            60'000));
    QTRY_VERIFY_WITH_TIMEOUT(desk()->submission().value(u"id"_s).toULongLong() == id && !desk()->record().isEmpty(),
                             120'000);
}

void TestReviewClicks::isCounted(const QString &name, qulonglong id, const QStringList &others)
{
    QVERIFY(m_ui.press(u"sealVote"_s));
    QTRY_VERIFY_WITH_TIMEOUT(desk()->submission().value(u"sealed"_s).toBool() || desk()->voting()->hasFailed(),
                             120'000);
    QVERIFY2(!desk()->voting()->hasFailed(), qPrintable(desk()->voting()->errorDetail()));
    for (const QString &other : others) {
        RUN_OK(as(other, {u"review"_s, u"decide"_s, QString::number(id), u"--accept-all"_s}), 0);
        RUN_OK(as(other, {u"review"_s, u"commit"_s, QString::number(id)}), 0);
    }
    for (const QString &other : others)
        RUN_OK(as(other, {u"review"_s, u"reveal"_s, QString::number(id)}), 0);
    QVERIFY2(m_ui.click(u"Count votes"_s, 200), qPrintable(name + u": the vote did not open"_s));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(id) != u"in-review", 60'000);
}

// From the datanet's page: a copy, another wording in it, and the correction is sent.
void TestReviewClicks::correctsARecord()
{
    auto *bench = m_ui.studio->workbench();
    auto *sender = m_ui.studio->sendForReview();
    use(u"Mender"_s);
    QVERIFY(m_ui.click(u"Herbs"_s, 60));
    QVERIFY(test::press(m_ui.window, u"correct"_s, 60));
    QVERIFY(m_ui.shoot(u"correct-1-copy"_s));
    QVERIFY(m_ui.click(u"Get it"_s));
    QTRY_VERIFY_WITH_TIMEOUT(bench->isOpen() && bench->records()->rowCount() == 3 && bench->checks()->isCurrent(),
                             120'000);
    bench->editRow(0, u"definition"_s);
    QTRY_VERIFY(bench->form()->isActive());
    const int field = 0; // of two, in the order of their names
    const QString before = bench->form()->data(bench->form()->index(field), app::RecordForm::TextRole).toString();
    bench->form()->setText(field, before + u", by the handful"_s);
    bench->saveForm();
    QTRY_VERIFY_WITH_TIMEOUT(bench->isUnsaved() && bench->checks()->isCurrent(), 60'000);
    QVERIFY(m_ui.click(u"Send for review"_s));
    QVERIFY(m_ui.click(u"Save version"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!bench->isUnsaved(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_ui.shows("ChooseDatanetSheet") || m_ui.shows("SendSheet"), 60'000);
    QVERIFY(m_ui.shoot(u"correct-2-where"_s));
    if (m_ui.shows("ChooseDatanetSheet")) {
        QVERIFY(m_ui.click(u"Herbs"_s));
        QVERIFY(m_ui.click(u"Go on"_s));
    }
    QTRY_VERIFY_WITH_TIMEOUT(sender->canCorrect() && sender->plan().value(u"removals"_s).toInt() == 1, 120'000);
    QVERIFY(m_ui.shoot(u"correct-3-send"_s));
    QVERIFY(m_ui.click(u"I may share these."_s));
    QVERIFY(m_ui.click(u"Send correction"_s));
    QTRY_VERIFY_WITH_TIMEOUT(sender->sending()->isRunning() || sender->sending()->hasFailed(), 20'000);
    FINISHED(sender->sending());
    const auto shown = as(u"Mender"_s, {u"contribution"_s, u"show"_s, u"--latest"_s});
    m_correction = qulonglong(shown.json()[u"contribution"_s].toInteger());
    QVERIFY(m_correction > 1);
}

// Beside the record stands the one it replaces; accepted, counted, handed over and published by the buttons.
void TestReviewClicks::reviewsTheCorrection()
{
    QVERIFY(m_correction > 0);
    sitsDown(u"Ada"_s, m_correction);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(desk()->record().value(u"other"_s).toMap().value(u"replaced"_s).toBool());
    QVERIFY(m_ui.shoot(u"correct-4-review"_s));
    QVERIFY(m_ui.press(u"acceptRecord"_s));
    QTRY_VERIFY(desk()->canSeal());
    isCounted(u"Ada"_s, m_correction, {u"Bo"_s});
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(stateOf(m_correction), u"accepted"_s);
    RUN_OK(m_ui.program()({u"practice"_s, u"advance"_s, u"601"_s}), 0);
    QVERIFY(m_ui.click(u"Hand over"_s, 120));
    FINISHED(desk()->voting());
    use(u"Owner"_s);
    QVERIFY(m_ui.click(u"Publish"_s, 120));
    FINISHED(desk()->voting());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_correction), u"published"_s, 60'000);
    const auto verified = m_ui.program()({u"datanet"_s, u"verify"_s, QString::number(m_datanet)});
    RUN_OK(verified, 0);
    QCOMPARE(verified.json()[u"records"_s].toInt(), 3);
}

// One by one with a reason, many at once, taken back, the rest accepted.
void TestReviewClicks::decidesAboutRecords()
{
    m_second = sent(
        u"Author"_s, u"More herbs"_s,
        R"({"term":"mint","definition":"a spreading perennial that is better kept in a pot and makes a cool drink"})"
        "\n"
        R"({"term":"sage","definition":"grey and woolly leaves which are fried in butter until they turn crisp"})"
        "\n"
        R"({"term":"chives","definition":"thin hollow stalks that come back every spring and are cut with scissors"})"
        "\n"
        R"({"term":"wrench","definition":"a tool with which nuts are turned and that nobody has ever wanted to eat"})"
        "\n"
        R"({"term":"lovage","definition":"a big plant that smells like soup and lives for many years in one place"})"
        "\n");
    QVERIFY(m_second > 0);
    sitsDown(u"Ada"_s, m_second);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(desk()->remaining(), 5);
    QVERIFY(m_ui.press(u"excludeRecord"_s));
    QTRY_VERIFY(desk()->isReasonNeeded()); // not without a reason
    QCOMPARE(desk()->remaining(), 5);
    int which = -1;
    for (int i = 0; i < int(desk()->reasons().size()) && which < 0; ++i) {
        if (desk()->reasons()[i].toMap()[u"code"_s] == u"low-quality"_s)
            which = i;
    }
    QVERIFY(which >= 0 && which < 9);
    const QString chip = u"%1  %2"_s.arg(which + 1).arg(desk()->reasons()[which].toMap()[u"text"_s].toString());
    if (test::labelled(m_ui.window->contentItem(), chip) == nullptr)
        QVERIFY(m_ui.click(u"More"_s));
    QVERIFY(m_ui.click(chip));
    if (desk()->remaining() == 5)
        QVERIFY(m_ui.press(u"excludeRecord"_s));
    QTRY_COMPARE(desk()->remaining(), 4);
    QVERIFY(m_ui.shoot(u"decide-1-reason"_s));

    QVERIFY(m_ui.press(u"decideMany"_s));
    QVERIFY(m_ui.type(u"manyWhere"_s, u"term = \"wrench\""_s));
    QTRY_COMPARE_WITH_TIMEOUT(desk()->chosen(), 1, 20'000);
    QVERIFY(m_ui.shoot(u"decide-2-many"_s));
    const int left = desk()->remaining();
    QVERIFY(m_ui.click(u"Leave out 1 records"_s) || m_ui.click(u"Leave out 1 record"_s));
    const int after = left - 1;
    QTRY_COMPARE(desk()->remaining(), after);
    QTRY_VERIFY(!m_ui.shows("ReviewManySheet"));
    QTest::qWait(300); // it fades
    QTest::keyClick(m_ui.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(desk()->remaining(), left);
    QVERIFY(m_ui.press(u"decideMany"_s));
    QVERIFY(m_ui.type(u"manyWhere"_s, u"term = \"wrench\""_s));
    QTRY_COMPARE_WITH_TIMEOUT(desk()->chosen(), 1, 20'000);
    QVERIFY(m_ui.click(u"Leave out 1 records"_s) || m_ui.click(u"Leave out 1 record"_s));
    QTRY_COMPARE(desk()->remaining(), after);
    QVERIFY(m_ui.click(u"Accept the rest"_s));
    QTRY_COMPARE(desk()->remaining(), 0);
    QCOMPARE(desk()->verdict(), 0);
    QTRY_VERIFY(desk()->canSeal());
    QVERIFY(m_ui.shoot(u"decide-3-all"_s));
    isCounted(u"Ada"_s, m_second, {u"Bo"_s});
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(stateOf(m_second), u"partly-accepted"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk()->submission().value(u"revealed"_s).toBool(), 60'000);
    // Where they differ, and back to such a record.
    QTRY_VERIFY_WITH_TIMEOUT(desk()->agreement().contains(u"differing"_s), 120'000);
    const auto differing = desk()->agreement().value(u"differing"_s).toList();
    QVERIFY(!differing.isEmpty());
    QVERIFY(m_ui.click(differing.last().toString()));
    QTRY_COMPARE(desk()->record().value(u"number"_s).toInt(), differing.last().toInt());
    QVERIFY(m_ui.shoot(u"decide-4-agreement"_s));
}

// The contributor reads the reasons and asks the outside panel.
void TestReviewClicks::appeals()
{
    QCOMPARE(stateOf(m_second), u"partly-accepted"_s);
    auto *details = m_ui.studio->contributions()->details();
    use(u"Author"_s);
    QVERIFY(m_ui.click(u"Home"_s));
    QVERIFY(m_ui.click(u"More herbs"_s, 60));
    QTRY_VERIFY_WITH_TIMEOUT(!details->shown().value(u"cameBack"_s).toList().isEmpty(), 60'000);
    QCOMPARE(details->shown().value(u"cameBack"_s).toList().size(), 2);
    QVERIFY(m_ui.press(u"appealResult"_s));
    QVERIFY(m_ui.type(u"appealWords"_s, u"one of the two grows in my garden"_s));
    QVERIFY(m_ui.shoot(u"appeal-1-ask"_s));
    QVERIFY(m_ui.click(u"Appeal"_s));
    QTRY_VERIFY_WITH_TIMEOUT(details->appeal()->appealing()->isRunning() || details->appeal()->appealing()->hasFailed()
                                 || details->shown().value(u"appeal"_s).toMap().contains(u"running"_s),
                             20'000);
    FINISHED(details->appeal()->appealing());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_second), u"in-review"_s, 120'000);
    QTest::keyClick(m_ui.window, Qt::Key_Escape);
}

// A juror, of no datanet, at the same desk.
void TestReviewClicks::judges()
{
    QCOMPARE(stateOf(m_second), u"in-review"_s);
    sitsDown(u"Judge"_s, m_second);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(desk()->canDecide());
    QVERIFY(m_ui.shoot(u"appeal-2-juror"_s));
    QVERIFY(m_ui.click(u"Accept the rest"_s));
    QTRY_VERIFY(desk()->canSeal());
    isCounted(u"Judge"_s, m_second, {u"Other"_s, u"Third"_s});
    if (QTest::currentTestFailed())
        return;
    const auto judged = m_ui.program()({u"contribution"_s, u"show"_s, QString::number(m_second)}).json();
    QVERIFY(judged[u"appeal"_s][u"changed"_s].toBool());
    QCOMPARE(judged[u"accepted"_s].toInt(), 5);
    QCOMPARE(judged[u"appeal"_s][u"reason"_s][u"words"_s].toString(), u"one of the two grows in my garden"_s);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestReviewClicks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_review_clicks.moc"
