// The sheet "Copies elsewhere" in the real window against real servers: sending over a slow line and stopping it, a
// server that wants a password, one that refuses; by mouse and keys. What it looks like goes to
// build/<preset>/screenshots/. Fails on any QML warning.

#include "app_fixture.h"
#include "clicks.h"
#include "secrets/keychain.h"
#include "studio_window.h"
#include "support/git_servers.h"
#include "support/keychain_session.h"
#include "support/line_between.h"
#include "support/people.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QDir>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestCopiesSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void hasNoPlaceYet();
    void asksForALogin();
    void keepsItInTheKeychain();
    void stopsSending();
    void saysWhatWasRefused();
    void keepsItsShape();

private:
    Copies &copies() { return *m_studio->workbench()->copies(); }
    bool isOpen(const char *sheet) { return m_view.shows(sheet); }
    QString address(const QString &name) const { return test::HttpsServer::address(m_line->port(), name); }
    void addPlace(const QString &name, const QString &place)
    {
        for (const QVariant &each : copies().places()) {
            copies().remove(each.toMap().value(u"name"_s).toString());
            QTRY_VERIFY(!copies().working()->isRunning());
        }
        copies().add(name, place);
        NEED_DONE(copies().working());
    }
    void type(const QString &objectName, const QString &text)
    {
        QVERIFY(test::press(m_window, objectName));
        QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
        for (const QChar letter : text)
            QTest::keyClick(m_window, letter.toLatin1());
    }
    void logIn(const QByteArray &password)
    {
        QTRY_VERIFY_WITH_TIMEOUT(isOpen("LoginSheet"), 30'000);
        type(u"loginName"_s, test::HttpsServer::user());
        QTest::keyClick(m_window, Qt::Key_Return);
        for (const char letter : password)
            QTest::keyClick(m_window, letter);
        QTest::keyClick(m_window, Qt::Key_Return);
        QTRY_VERIFY(!isOpen("LoginSheet"));
    }
    void shoot(const QString &name)
    {
        QVERIFY(m_view.shoot(name));
        QVERIFY2(m_view.warnings.isEmpty(), qPrintable(m_view.warnings.join(u'\n')));
    }

    QTemporaryDir m_scratch;
    std::unique_ptr<test::HttpsServer> m_https;
    std::unique_ptr<test::SshServer> m_ssh;
    std::unique_ptr<test::LineBetween> m_line;
    std::unique_ptr<test::KeychainSession> m_keychain;
    std::unique_ptr<test::AppFixture> m_fixture;
    test::StudioWindow m_view;
    Studio *m_studio = nullptr; // both of the view
    QQuickWindow *m_window = nullptr;
    QStringList m_told;
};

void TestCopiesSheet::initTestCase()
{
    QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::Permissions(0x7755)));
    test::withoutTheirOwn(m_scratch.filePath(u"home"_s));
    m_https = std::make_unique<test::HttpsServer>(m_scratch.filePath(u"https"_s));
    m_ssh = std::make_unique<test::SshServer>(m_scratch.filePath(u"ssh"_s));
    m_line = std::make_unique<test::LineBetween>(m_https->port);
    qputenv("GIT_SSL_CAINFO", m_https->certificate().toUtf8());
    for (const QString &name : {u"words.git"_s, u"large.git"_s})
        m_https->add(name);
    m_keychain = std::make_unique<test::KeychainSession>(m_scratch.filePath(u"session"_s));
    versioning::Logins::ofProgram().setKeeper(std::make_shared<Keychain>());

    m_fixture = std::make_unique<test::AppFixture>();
    const QString problem = m_view.open(m_fixture->services(), u"data"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_studio = m_view.studio.get();
    m_window = m_view.window;
    connect(&copies(), &Copies::told, this, [this](const QString &text) { m_told << text; });
    Workbench &bench = *m_studio->workbench();
    bench.previewFile(QUrl::fromLocalFile(test::writeRecords(m_fixture->path(u"words.jsonl"_s), 0, 40'000)));
    QTRY_VERIFY_WITH_TIMEOUT(bench.preview()->isReady(), 30'000);
    bench.importPreviewed(u"Words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(bench.importing());
    bench.save(u"First version"_s);
    NEED_DONE(bench.saving());
}

void TestCopiesSheet::cleanupTestCase()
{
    versioning::Logins::ofProgram().setKeeper(nullptr);
    QVERIFY2(m_view.warnings.isEmpty(), qPrintable(m_view.warnings.join(u'\n')));
    m_view.close();
    m_fixture.reset();
}

void TestCopiesSheet::hasNoPlaceYet()
{
    QVERIFY(test::press(m_window, u"moreActions"_s));
    QVERIFY(test::click(m_window, u"Copies elsewhere"_s));
    QTRY_VERIFY(isOpen("CopiesSheet"));
    NEED_DONE(copies().working());
    shoot(u"copies-none"_s);
}

void TestCopiesSheet::asksForALogin()
{
    addPlace(u"team"_s, address(u"words.git"_s));
    QVERIFY(test::click(m_window, u"Send"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen("LoginSheet"), 30'000);
    shoot(u"copies-login"_s);
    // Not now: nothing is sent, nothing is wrong.
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(!isOpen("LoginSheet"));
    QVERIFY(isOpen("CopiesSheet"));
    QVERIFY(!copies().working()->hasFailed());
    QVERIFY(m_told.isEmpty());

    QVERIFY(test::click(m_window, u"Send"_s));
    logIn("wrong");
    QTRY_VERIFY_WITH_TIMEOUT(isOpen("LoginSheet") && copies().login()->isRefused(), 30'000);
    shoot(u"copies-login-refused"_s);
    logIn(test::HttpsServer::password());
    NEED_DONE(copies().working());
    QCOMPARE(m_told, QStringList{u"Sent to team"_s});
    shoot(u"copies-sent"_s);
}

void TestCopiesSheet::keepsItInTheKeychain()
{
    // As after a new start: what is known is what the keychain holds.
    base::Unwatched task;
    const auto site = versioning::siteOf(address(u"words.git"_s));
    Keychain keychain;
    std::optional<versioning::Login> kept;
    QTRY_VERIFY([&] {
        auto found = keychain.find(*site, task);
        kept = found ? std::move(*found) : std::nullopt;
        return kept.has_value();
    }());
    QCOMPARE(kept->user, test::HttpsServer::user());
    QVERIFY(kept->password.equals(test::HttpsServer::password()));
    versioning::Logins::ofProgram().refused(*site); // out of memory
    m_told.clear();
    QVERIFY(test::click(m_window, u"Bring in"_s));
    NEED_DONE(copies().working());
    QCOMPARE(m_told, QStringList{u"Nothing new on team"_s});
}

void TestCopiesSheet::stopsSending()
{
    addPlace(u"team"_s, address(u"large.git"_s));
    m_told.clear();
    m_line->slowTo(1 << 20);
    qputenv("DATANET_TEST_MARK", "MARK-copies-sheet");
    QVERIFY(test::click(m_window, u"Send"_s));
    QTRY_VERIFY_WITH_TIMEOUT(copies().working()->progress() > 0.1, 60'000);
    shoot(u"copies-sending"_s);
    QVERIFY(copies().working()->isRunning());
    QVERIFY(!test::gitProgramsOf("MARK-copies-sheet").isEmpty());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(test::click(m_window, u"Stop"_s));
    QTRY_VERIFY(!copies().working()->isRunning());
    qInfo("stopped in %lld ms, the way to the button included", timer.elapsed());
    QTRY_COMPARE(test::gitProgramsOf("MARK-copies-sheet"), QStringList());
    qunsetenv("DATANET_TEST_MARK");
    QVERIFY(!copies().working()->hasFailed());
    QVERIFY(m_told.isEmpty());
    m_line->slowTo(0);
    QVERIFY(test::click(m_window, u"Send"_s));
    NEED_DONE(copies().working());
    QCOMPARE(m_told, QStringList{u"Sent to team"_s});
}

void TestCopiesSheet::saysWhatWasRefused()
{
    // A key that the server does not know, and a server that this computer does not know.
    const QString repository = m_scratch.filePath(u"words.git"_s);
    test::ran(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, repository});
    addPlace(u"office"_s, m_ssh->address(m_ssh->port, repository));
    QVERIFY(test::click(m_window, u"Send"_s));
    QTRY_VERIFY_WITH_TIMEOUT(copies().working()->hasFailed(), 30'000);
    QVERIFY2(copies().working()->errorDetail().contains(u"is not known to this computer yet"_s),
             qPrintable(copies().working()->errorDetail()));
    shoot(u"copies-unknown-server"_s);
    m_ssh->know(m_ssh->port);
    m_ssh->agent(u"stranger"_s);
    QVERIFY(test::click(m_window, u"Send"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!copies().working()->isRunning() && copies().working()->hasFailed(), 30'000);
    QVERIFY2(copies().working()->errorDetail().contains(u"takes none of the keys"_s),
             qPrintable(copies().working()->errorDetail()));
    QVERIFY(copies().working()->errorAdvice().contains(u"ssh-add"_s));
    shoot(u"copies-refused"_s);
    m_ssh->agent(u"friend"_s);
    QVERIFY(test::click(m_window, u"Send"_s));
    NEED_DONE(copies().working());
}

void TestCopiesSheet::keepsItsShape()
{
    for (const bool isShown : {true, false}) {
        QTest::keyClick(m_window, Qt::Key_Escape);
        QTRY_VERIFY(!isOpen("CopiesSheet"));
        for (const double scale : {2.0, 1.0}) {
            if (isShown && scale > 1) {
                QVERIFY(test::press(m_window, u"moreActions"_s));
                QVERIFY(test::click(m_window, u"Copies elsewhere"_s));
                QTRY_VERIFY(isOpen("CopiesSheet"));
            }
            m_studio->setTextScale(scale);
            QTest::qWait(200);
        }
        if (!isShown) {
            QVERIFY(test::press(m_window, u"moreActions"_s));
            QVERIFY(test::click(m_window, u"Copies elsewhere"_s));
            QTRY_VERIFY(isOpen("CopiesSheet"));
        }
        QTest::qWait(200);
        QCOMPARE(m_view.misshapenFields().join(u", "_s), QString());
    }
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestCopiesSheet test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_copies_sheet.moc"
