#include "app/practice_window.h"

#include "viewmodels/contribution_details.h"
#include "viewmodels/contributions_view.h"
#include "viewmodels/datanet_founding.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/rules_editor.h"
#include "viewmodels/send_for_review.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QFile>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;

// Somebody founds a datanet in the real window, on a real network, sends records to it, and changes its rules; whoever
// sent before is told.
class TestFoundingPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void mistakesAreSaidWhereTheyAre();
    void founds();
    void recordsAreSentToIt();
    void whoSentBeforeIsToldOfNewRules();
    void foundsAPrivateOne();

private:
    [[nodiscard]] app::DatanetsView *view() const { return m_ui.studio->datanets(); }
    [[nodiscard]] app::DatanetFounding *founding() const { return view()->founding(); }
    [[nodiscard]] QString part(const QString &name) const { return founding()->draft().value(name).toString(); }
    void next()
    {
        QTest::qWait(100);
        QTest::keyClick(m_ui.window, Qt::Key_Return, Qt::ControlModifier);
        QTest::qWait(200);
    }
    // In light and dark and with large letters.
    void shootAll(const QString &name)
    {
        QTest::qWait(300);
        QVERIFY(m_ui.StudioWindow::shoot(name));
        QCOMPARE(m_ui.warnings, QStringList());
        QCOMPARE(m_ui.misshapenFields(), QStringList());
    }

    test::PracticeWindow m_ui;
    int m_datanet = 0;
    QString m_folder;
    int m_sent = 0;
};

void TestFoundingPage::initTestCase()
{
    const QString problem = m_ui.open(u"datanets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(m_ui.studio->account().canSign, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(!view()->datanets().isEmpty(), 60000);
    m_ui.window->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_ui.window));
}

void TestFoundingPage::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
}

void TestFoundingPage::mistakesAreSaidWhereTheyAre()
{
    QVERIFY(m_ui.press(u"foundDatanet"_s));
    QTRY_VERIFY(m_ui.shows("FoundDatanetSheet"));
    FINISHED(founding()->preparing());
    QVERIFY(part(u"inbox"_s).startsWith(u"http://"));
    next(); // without a name
    QVERIFY(test::named(m_ui.window->contentItem(), u"found-rules"_s) == nullptr);
    // The name is where the keyboard is.
    for (const char letter : QByteArray("Words of bakers"))
        QTest::keyClick(m_ui.window, letter);
    QCOMPARE(part(u"name"_s), u"Words of bakers"_s);
    QVERIFY(part(u"remote"_s).endsWith(u"/datanets/words-of-bakers.git"));
    QVERIFY(m_ui.type(u"found-purpose"_s, u"Teaches a model what bakers say."_s));
    shootAll(u"found-1-records"_s);
    next();
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"found-rules"_s) != nullptr);
    QVERIFY(m_ui.type(u"found-rules"_s, u"One term is one record."_s));
    QVERIFY(m_ui.type(u"found-mostRecords"_s, u"many"_s));
    QVERIFY(founding()->problems().contains(u"mostRecords"_s));
    shootAll(u"found-2-mistake"_s);
    next();
    QVERIFY(test::named(m_ui.window->contentItem(), u"found-inbox"_s) == nullptr);
    QVERIFY(m_ui.type(u"found-mostRecords"_s, u"500"_s));
    QVERIFY2(founding()->problems().isEmpty(), qPrintable(founding()->problems().keys().join(u' ')));
    next();
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"found-inbox"_s) != nullptr);
    const QString inbox = part(u"inbox"_s);
    QVERIFY(m_ui.type(u"found-inbox"_s, u"somewhere"_s));
    QVERIFY(founding()->problems().contains(u"inbox"_s));
    QVERIFY(m_ui.type(u"found-inbox"_s, inbox));
    QVERIFY(m_ui.press(u"found-private"_s));
    QVERIFY(founding()->draft().value(u"private"_s).toBool());
    QVERIFY(m_ui.press(u"found-open"_s));
    shootAll(u"found-3-places"_s);
    // Back and forth, nothing is lost.
    QVERIFY(m_ui.press(u"foundBack"_s));
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"found-mostRecords"_s) != nullptr);
    QCOMPARE(test::named(m_ui.window->contentItem(), u"found-mostRecords"_s)->property("text").toString(), u"500"_s);
    next();
    next();
}

void TestFoundingPage::founds()
{
    QTRY_VERIFY_WITH_TIMEOUT(!founding()->cost().isEmpty(), 60000);
    shootAll(u"found-4-look-over"_s);
    const QString remote = part(u"remote"_s);
    QVERIFY(!QFile::exists(remote)); // nothing was done so far
    next();
    QTRY_VERIFY_WITH_TIMEOUT(!m_ui.shows("FoundDatanetSheet"), 120000);
    FINISHED(founding()->founding());
    QTRY_COMPARE_WITH_TIMEOUT(view()->current().value(u"name"_s).toString(), u"Words of bakers"_s, 60000);
    m_datanet = view()->current().value(u"id"_s).toInt();
    QVERIFY(m_datanet > 1);
    QVERIFY(view()->isMine());
    QVERIFY(QFile::exists(remote));
    QVERIFY(test::named(m_ui.window->contentItem(), u"changeRules"_s) != nullptr);
    shootAll(u"found-5-page"_s);
    // As the network and everybody else has it.
    const auto shown = m_ui.program()({u"datanet"_s, u"rules"_s, u"show"_s, QString::number(m_datanet)});
    RUN_OK(shown, 0);
    const auto rules = shown.json()["rules"_L1];
    QCOMPARE(rules["title"_L1].toString(), u"Words of bakers"_s);
    QCOMPARE(rules["purpose"_L1].toString(), u"Teaches a model what bakers say."_s);
    QCOMPARE(rules["rules"_L1].toArray().size(), 1);
    QCOMPARE(rules["limits"_L1]["records"_L1].toInt(), 500);
    QCOMPARE(rules["schema"_L1]["fields"_L1].toArray().size(), 2);
    QCOMPARE(rules["licence"_L1].toString(), u"CC-BY-4.0"_s);
}

void TestFoundingPage::recordsAreSentToIt()
{
    m_folder = m_ui.home.filePath(u"bread"_s);
    const QString file = m_ui.home.filePath(u"bread.csv"_s);
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write("term,definition\nbrioche,A soft bread that is made with much butter and with eggs.\n"
              "crumb,The inside of a bread and everything that falls from it at the table.\n");
    csv.close();
    const auto program = m_ui.program();
    RUN_OK(program({u"init"_s, m_folder, u"--title"_s, u"Bread"_s, u"--domain"_s, u"food"_s, u"--license"_s,
                    u"CC-BY-4.0"_s}),
           0);
    RUN_OK(program({u"import"_s, m_folder, file}), 0);
    RUN_OK(program({u"commit"_s, m_folder, u"-m"_s, u"First"_s}), 0);
    // Nobody reviews there yet: it is declared, and waits for a panel.
    (void)program({u"submit"_s, m_folder, u"--datanet"_s, QString::number(m_datanet), u"--may-share"_s}, 120);
    const auto listed = program({u"contribution"_s, u"list"_s});
    const auto rows = listed.json()["contributions"_L1].toArray();
    for (const auto &row : rows) {
        if (row.toObject()["datanet"_L1].toInt() == m_datanet)
            m_sent = row.toObject()["contribution"_L1].toInt();
    }
    QVERIFY2(m_sent > 0, test::said(listed).constData());
    // Under the rules of now.
    auto *bench = m_ui.studio->workbench();
    bench->open(m_folder);
    FINISHED(bench->opening());
    bench->checks()->checkAgainst(quint64(m_datanet), u"Words of bakers"_s);
    FINISHED(bench->checks()->running());
    QVERIFY(bench->checks()->rulesNews().isEmpty());
}

void TestFoundingPage::whoSentBeforeIsToldOfNewRules()
{
    auto *editor = view()->editor();
    editor->open(m_datanet);
    QTRY_COMPARE_WITH_TIMEOUT(editor->datanet(), m_datanet, 60000);
    editor->set({u"limits"_s, u"records"_s}, 50);
    editor->set({u"examples"_s, u"good"_s, 0},
                QVariantMap{{u"record"_s,
                             QVariantMap{{u"term"_s, u"levain"_s},
                                         {u"definition"_s, u"A dough that rises by itself and makes others rise."_s}}},
                            {u"words"_s, u"Short and true."_s}});
    editor->look();
    QTRY_VERIFY_WITH_TIMEOUT(!editor->cost().isEmpty(), 60000);
    QVERIFY2(editor->contradictions().isEmpty(), qPrintable(editor->contradictions().join(u' ')));
    editor->publish();
    QTRY_COMPARE_WITH_TIMEOUT(editor->datanet(), 0, 120000);
    FINISHED(editor->publishing());

    // Beside the table,
    auto *bench = m_ui.studio->workbench();
    m_ui.studio->setPlace(u"data"_s);
    bench->checks()->run();
    FINISHED(bench->checks()->running());
    const auto news = bench->checks()->rulesNews();
    QVERIFY(!news.isEmpty());
    QCOMPARE(news.value(u"changes"_s).toList().size(), 2);
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"rulesNews"_s) != nullptr);
    QVERIFY(m_ui.press(u"rulesNewsMore"_s));
    shootAll(u"rules-news-panel"_s);
    // before sending,
    auto *sender = m_ui.studio->sendForReview();
    sender->prepare(m_folder, m_datanet);
    FINISHED(sender->planning());
    QCOMPARE(sender->plan().value(u"rulesNews"_s).toMap().value(u"changes"_s).toList().size(), 2);
    // and at what was sent.
    auto *details = m_ui.studio->contributions()->details();
    details->show(qulonglong(m_sent));
    QTRY_VERIFY_WITH_TIMEOUT(details->shown().contains(u"rulesNews"_s), 60000);
    const auto changes = details->shown().value(u"rulesNews"_s).toMap().value(u"changes"_s).toList();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes.at(0).toMap().value(u"after"_s).toString(), u"50"_s);
    QCOMPARE(changes.at(1).toMap().value(u"record"_s).toList().size(), 3);
    details->leave();
    bench->close();
    m_ui.studio->setPlace(u"datanets"_s);
}

void TestFoundingPage::foundsAPrivateOne()
{
    view()->close();
    QVERIFY(m_ui.press(u"foundDatanet"_s));
    QTRY_VERIFY(m_ui.shows("FoundDatanetSheet"));
    FINISHED(founding()->preparing());
    QVERIFY(m_ui.type(u"found-name"_s, u"Secrets of bakers"_s));
    next();
    next();
    QVERIFY(m_ui.press(u"found-private"_s));
    next();
    QTRY_VERIFY_WITH_TIMEOUT(!founding()->cost().isEmpty(), 60000);
    QVERIFY(m_ui.shoot(u"found-6-private"_s));
    next();
    QTRY_VERIFY_WITH_TIMEOUT(!m_ui.shows("FoundDatanetSheet"), 180000);
    FINISHED(founding()->founding());
    QTRY_COMPARE_WITH_TIMEOUT(view()->current().value(u"name"_s).toString(), u"Secrets of bakers"_s, 60000);
    const auto members = m_ui.program()(
        {u"datanet"_s, u"member"_s, u"list"_s, QString::number(view()->current().value(u"id"_s).toInt())});
    RUN_OK(members, 0);
    QCOMPARE(members.json()["members"_L1]["value"_L1].toArray().size(), 1);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestFoundingPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_founding_page.moc"
