#include "app/practice_window.h"

#include "viewmodels/contribution_details.h"
#include "viewmodels/contributions_view.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/review_desk.h"

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

// A reviewer sees in the real window that a submission is what others had published before, and proves it; its
// contributor reads that the deposit is lost.
class TestReviewCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theReviewerSeesAndProves();
    void theContributorReadsIt();

private:
    Run as(const QString &account, const QStringList &words) const
    {
        return m_ui.program()(QStringList{u"--account"_s, account} + words);
    }

    mutable test::PracticeWindow m_ui;
    QProcess m_inbox;
    int m_datanet = 0;
    qulonglong m_copy = 0;
};

void TestReviewCopies::initTestCase()
{
    QVERIFY(m_ui.home.isValid());
    for (const auto &name : {u"Ada"_s, u"Bo"_s, u"Copier"_s, u"Owner"_s})
        RUN_OK(m_ui.program()({u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
    RUN_OK(m_ui.program()({u"practice"_s, u"up"_s}, 600), 0);
    const QString problem = m_ui.open(u"datanets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(test::standStill(m_ui.program()));

    const QString home = m_ui.home.path();
    m_inbox.start(test::Program::binary(),
                  {u"--json"_s, u"--home"_s, home + u"/owner"_s, u"inbox"_s, u"serve"_s, u"--folder"_s,
                   home + u"/owner-inbox"_s});
    while (m_inbox.state() != QProcess::NotRunning && !m_inbox.canReadLine() && m_inbox.waitForReadyRead(20'000)) { }
    const QString inbox = QJsonDocument::fromJson(m_inbox.readLine()).object()["url"_L1].toString();
    QVERIFY(!inbox.isEmpty());
    QFile rules(home + u"/rules.json"_s);
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write(
        R"({"format":1,"title":"Words","purpose":"For a test.","rules":["One term a record."],"licence":"GFDL-1.1-or-later",)"
        R"("schema":{"fields":[{"name":"term","type":"string","constraints":{"required":true}},)"
        R"({"name":"definition","type":"string","constraints":{"required":true}},{"name":"subject","type":"string"}]}})");
    rules.close();
    const auto made = as(u"Owner"_s,
                         {u"datanet"_s, u"create"_s, u"--rules"_s, rules.fileName(), u"--name"_s, u"Words"_s,
                          u"--inbox"_s, inbox, u"--remote"_s, home + u"/words.git"_s, u"--kind"_s, u"text"_s});
    RUN_OK(made, 0);
    m_datanet = made.json()["id"_L1].toInt();
    const QString datanet = QString::number(m_datanet);
    for (const auto &name : {u"Ada"_s, u"Bo"_s})
        RUN_OK(as(name, {u"review"_s, u"stake"_s, u"--datanet"_s, datanet, u"--amount"_s, u"20"_s}), 0);

    // What the practice network has published, and a few words of one's own.
    QFile seed(home + u"/practice/seed/computing-terms.jsonl"_s);
    QVERIFY(seed.open(QIODevice::ReadOnly));
    QFile lines(home + u"/copied.jsonl"_s);
    QVERIFY(lines.open(QIODevice::WriteOnly));
    for (int i = 0; i < 18; ++i)
        lines.write(seed.readLine());
    lines.close();
    const QString folder = home + u"/copied"_s;
    for (const QStringList &words :
         {QStringList{u"init"_s, folder, u"--title"_s, u"My own words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                      u"GFDL-1.1-or-later"_s},
          QStringList{u"import"_s, folder, lines.fileName()}, QStringList{u"commit"_s, folder, u"-m"_s, u"words"_s}})
        RUN_OK(m_ui.program()(words), 0);
    const auto sent = as(u"Copier"_s, {u"submit"_s, folder, u"--datanet"_s, datanet, u"--may-share"_s});
    RUN_OK(sent, 0);
    m_copy = qulonglong(sent.json()["contribution"_L1].toInteger());
    m_ui.studio->setTheme(u"light"_s);
}

void TestReviewCopies::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
    m_inbox.kill();
    m_inbox.waitForFinished();
}

void TestReviewCopies::theReviewerSeesAndProves()
{
    auto *desk = m_ui.studio->reviewDesk();
    QTRY_VERIFY_WITH_TIMEOUT(m_ui.studio->datanets()->datanets().size() >= 2, 60'000);
    m_ui.studio->datanets()->show(m_datanet);
    QTRY_VERIFY_WITH_TIMEOUT(desk->datanet() == m_datanet && desk->isReviewer(), 60'000);
    QVERIFY(m_ui.press(u"review"_s));
    // Fetched and checked before anybody asks for it: the queue knows its title and risk.
    const auto isPrepared = [this, desk] {
        const auto &entries = desk->queue()->entries();
        return std::ranges::any_of(entries, [this](const sync::ReviewEntry &entry) {
            return entry.contribution.id == m_copy && entry.opened && !entry.title.isEmpty();
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isPrepared(), 120'000);
    desk->open(m_copy);
    QTRY_VERIFY_WITH_TIMEOUT(!desk->record().isEmpty(), 120'000);
    auto *copies = desk->duplicates();
    QTRY_VERIFY_WITH_TIMEOUT(!copies->shown().isEmpty(), 120'000);
    QVERIFY(copies->shown().value(u"found"_s).toInt() > 9); // of most the curator has changed nothing
    QCOMPARE(copies->shown().value(u"count"_s).toInt(), 18);
    QVERIFY(copies->shown().value(u"possible"_s).toBool());
    QVERIFY(!copies->shown().value(u"costs"_s).toString().isEmpty());
    QVERIFY(m_ui.shoot(u"review-copies"_s));

    QVERIFY(m_ui.press(u"proveCopies"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!copies->proving()->isRunning(), 120'000);
    QVERIFY2(!copies->proving()->hasFailed(), qPrintable(copies->proving()->errorDetail()));
    QTRY_VERIFY_WITH_TIMEOUT(!copies->shown().value(u"taken"_s).toString().isEmpty(), 60'000);
    QVERIFY(!copies->shown().value(u"possible"_s).toBool());
    QVERIFY(m_ui.shoot(u"review-copies-proven"_s));
}

void TestReviewCopies::theContributorReadsIt()
{
    auto *details = m_ui.studio->contributions()->details();
    auto *sheet = m_ui.window->findChild<QObject *>(u"contribution"_s);
    if (sheet == nullptr) {
        m_ui.studio->welcome(u"home"_s);
        QTRY_VERIFY_WITH_TIMEOUT((sheet = m_ui.window->findChild<QObject *>(u"contribution"_s)) != nullptr, 20'000);
    }
    details->show(m_copy);
    QTRY_VERIFY_WITH_TIMEOUT(!details->shown().value(u"copies"_s).toString().isEmpty(), 60'000);
    QVERIFY(QMetaObject::invokeMethod(sheet, "open"));
    QTest::qWait(500);
    QVERIFY(m_ui.shoot(u"contribution-copies"_s));
    details->leave();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestReviewCopies test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_review_copies.moc"
