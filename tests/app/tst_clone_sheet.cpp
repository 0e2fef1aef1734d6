// The sheet "Get a copy" in the real window: from a folder by mouse, from a server that wants a password by keys alone,
// stopped over a slow line and gone on with, and what it says to wrong addresses. What it looks like goes to
// build/<preset>/screenshots/. Fails on any QML warning.

#include "app_fixture.h"
#include "clicks.h"
#include "desktop/file_chooser.h"
#include "secrets/keychain.h"
#include "studio_window.h"
#include "support/git_servers.h"
#include "support/keychain_session.h"
#include "support/line_between.h"
#include "support/people.h"
#include "viewmodels/data_set_making.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestCloneSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void getsAFolderByMouse();
    void getsADroppedBundle();
    void saysWhatIsWrong();
    void stopsAndGoesOn();
    void asksForALoginAndNeedsNoMouse();
    void fitsASmallWindow();
    void keepsItsShape();

private:
    Cloning &cloning() { return *bench().cloning(); }
    Workbench &bench() { return *m_studio->workbench(); }
    bool isOpen(const char *sheet = "CloneSheet") { return m_view.shows(sheet); }
    QString address(const QString &name) const { return test::HttpsServer::address(m_line->port(), name); }
    bool says(const QString &text) { return test::labelled(m_window->contentItem(), text, "QQuickText") != nullptr; }
    // Until the sheet was arranged for letters of another size.
    void settle() { QTRY_COMPARE(m_view.misshapenFields().join(u", "_s), QString()); }
    QQuickItem *field(const QString &name) { return test::named(m_window->contentItem(), name); }
    QString textOf(const QString &name)
    {
        const QQuickItem *item = field(name);
        return item == nullptr ? u"(nothing)"_s : item->property("text").toString();
    }
    void write(const QString &text)
    {
        for (const QChar letter : text)
            QTest::keyClick(m_window, letter.toLatin1());
    }
    void open()
    {
        QVERIFY(test::click(m_window, u"Get a copy"_s));
        QTRY_VERIFY(isOpen());
        QTRY_VERIFY(field(u"cloneAddress"_s)->hasActiveFocus());
        QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_Delete);
    }
    // The file dialog, when the sheet has asked for it; then the person's choice.
    void choose(const QString &path)
    {
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY(([&] {
            for (QWidget *widget : QApplication::topLevelWidgets())
                if (widget->isVisible() && (dialog = qobject_cast<QFileDialog *>(widget)) != nullptr)
                    return true;
            return false;
        })());
        FileChooser *asking = nullptr;
        for (FileChooser *chooser : m_window->findChildren<FileChooser *>())
            if (chooser->property("title").toString() == dialog->windowTitle())
                asking = chooser;
        QVERIFY(asking);
        asking->close();
        Q_EMIT asking->chosen(QUrl::fromLocalFile(path));
    }
    // What is open is the copy, and the next test begins at the list again.
    void isHere(const QString &folder, int records)
    {
        QTRY_VERIFY_WITH_TIMEOUT(bench().isOpen(), 60'000);
        QTRY_VERIFY(!isOpen());
        QCOMPARE(QFileInfo(bench().folder()).fileName(), folder);
        QTRY_COMPARE(bench().records()->rowCount(), records);
    }
    void shoot(const QString &name)
    {
        QVERIFY(m_view.shoot(name));
        QVERIFY2(m_view.warnings.isEmpty(), qPrintable(m_view.warnings.join(u'\n')));
    }

    QTemporaryDir m_scratch;
    std::unique_ptr<test::HttpsServer> m_https;
    std::unique_ptr<test::LineBetween> m_line;
    std::unique_ptr<test::KeychainSession> m_keychain;
    std::unique_ptr<test::AppFixture> m_fixture;
    test::StudioWindow m_view;
    Studio *m_studio = nullptr; // both of the view
    QQuickWindow *m_window = nullptr;
    QString m_source; // a data set of 40,000 records, also on the server as words.git
};

void TestCloneSheet::initTestCase()
{
    QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::Permissions(0x7755)));
    test::withoutTheirOwn(m_scratch.filePath(u"home"_s));
    m_https = std::make_unique<test::HttpsServer>(m_scratch.filePath(u"https"_s));
    m_line = std::make_unique<test::LineBetween>(m_https->port);
    qputenv("GIT_SSL_CAINFO", m_https->certificate().toUtf8());
    m_keychain = std::make_unique<test::KeychainSession>(m_scratch.filePath(u"session"_s));
    versioning::Logins::ofProgram().setKeeper(std::make_shared<Keychain>());
    m_fixture = std::make_unique<test::AppFixture>();

    m_source = m_scratch.filePath(u"elsewhere/Help desk"_s);
    QVERIFY(makeDataSet(m_source, {u"Help desk words"_s, u"computing"_s, u"CC-BY-4.0"_s}, {}));
    base::Unwatched task;
    auto made = versioning::Workspace::open(m_source, task);
    QVERIFY(made);
    for (const auto &[first, count] : {std::pair(0, 30'000), {30'000, 10'000}}) {
        const QString records = test::writeRecords(m_scratch.filePath(u"words.jsonl"_s), first, count);
        const auto preview = previewFiles({records}, {});
        QVERIFY(preview);
        QVERIFY(importInto(*made, {records}, {}, preview->guess.schema, task));
        QVERIFY(saveVersion(*made, m_fixture->services().home().path, u"Up to %1"_s.arg(first + count), task));
    }
    // Whole, proofs included, and made before it is the server's own.
    test::ran(u"git"_s,
              {u"clone"_s, u"-q"_s, u"--mirror"_s, m_source + u"/repo.git"_s, m_https->pathOf(u"words.git"_s)});
    m_https->own(u"words.git"_s);

    const QString problem = m_view.open(m_fixture->services(), u"data"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_studio = m_view.studio.get();
    m_window = m_view.window;
    m_window->resize(1280, 800);
}

void TestCloneSheet::cleanupTestCase()
{
    versioning::Logins::ofProgram().setKeeper(nullptr);
    QVERIFY2(m_view.warnings.isEmpty(), qPrintable(m_view.warnings.join(u'\n')));
    m_view.close();
    m_fixture.reset();
}

void TestCloneSheet::cleanup()
{
    m_studio->setTextScale(1);
    // One that failed must not make the next ones fail.
    cloning().work()->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!cloning().work()->isRunning(), 30'000);
    if (const auto site = versioning::siteOf(address(u"words.git"_s)))
        versioning::Logins::ofProgram().refused(*site); // out of memory
    for (const char *sheet : {"LoginSheet", "CloneSheet"}) {
        if (isOpen(sheet))
            QTest::keyClick(m_window, Qt::Key_Escape);
        QTRY_VERIFY(!isOpen(sheet));
    }
    m_line->slowTo(0);
    bench().close();
    QTRY_VERIFY(!m_studio->dataSets()->isLoading());
    QTest::qWait(100);
}

void TestCloneSheet::getsAFolderByMouse()
{
    shoot(u"clone-list-empty"_s);
    QVERIFY(test::click(m_window, u"Get a copy"_s));
    QTRY_VERIFY(isOpen());
    shoot(u"clone-begin"_s);
    QTest::keyClick(m_window, Qt::Key_Return, Qt::ControlModifier); // nothing to get yet
    QVERIFY(!cloning().work()->isRunning() && !cloning().work()->hasFailed());
    QVERIFY(test::click(m_window, u"Folder"_s));
    choose(m_source);
    QTRY_COMPARE(textOf(u"cloneAddress"_s), m_source);
    QCOMPARE(textOf(u"cloneName"_s), u"Help desk"_s);
    shoot(u"clone-ready"_s);
    QVERIFY(test::click(m_window, u"The newest version only"_s));
    QVERIFY(test::click(m_window, u"Get it"_s));
    isHere(u"help-desk"_s, 40'000);
    QTest::qWait(300);
    shoot(u"clone-done"_s);
    // The older version stayed there, and is brought later. Then the sheet that lists the place is shut, and its row
    // goes, before the size of letters changes.
    QVERIFY(test::press(m_window, u"moreActions"_s));
    QVERIFY(test::click(m_window, u"Copies elsewhere"_s));
    QTRY_VERIFY(bench().copies()->lacksOlder());
    NEED_DONE(bench().copies()->working());
    QTest::qWait(300);
    shoot(u"clone-older"_s);
    QVERIFY(test::click(m_window, u"Bring the older versions too"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!bench().copies()->lacksOlder(), 30'000);
    NEED_DONE(bench().copies()->working());
    QTest::qWait(300);
    shoot(u"clone-older-here"_s);
    QTest::keyClick(m_window, Qt::Key_Escape);
    bench().close();
    QTRY_COMPARE(m_studio->dataSets()->count(), 1);
    shoot(u"clone-list"_s);
}

void TestCloneSheet::getsADroppedBundle()
{
    const QString file = m_scratch.filePath(u"My words.bundle"_s);
    test::ran(u"git"_s, {u"-C"_s, m_source + u"/repo.git"_s, u"bundle"_s, u"create"_s, u"-q"_s, file, u"--all"_s});
    QQuickItem *page = nullptr;
    for (QQuickItem *item : m_window->findChildren<QQuickItem *>())
        if (QByteArray(item->metaObject()->className()).startsWith("DataPage_QMLTYPE"))
            page = item;
    QVERIFY(page);
    QVERIFY(QMetaObject::invokeMethod(page, "takeAll", Q_ARG(QVariant, QVariantList{QUrl::fromLocalFile(file)})));
    QTRY_VERIFY(isOpen());
    QCOMPARE(textOf(u"cloneAddress"_s), file);
    shoot(u"clone-bundle"_s);
    QVERIFY(test::labelled(m_window->contentItem(), u"The newest version only"_s) == nullptr);
    QTest::keyClick(m_window, Qt::Key_Return);
    isHere(u"my-words"_s, 40'000);
}

void TestCloneSheet::saysWhatIsWrong()
{
    open();
    write(u"https://ada:secret@example.org/words.git"_s);
    QCOMPARE(textOf(u"cloneName"_s), u"words"_s);
    QTest::keyClick(m_window, Qt::Key_Return);
    QVERIFY(!cloning().work()->isRunning());
    shoot(u"clone-password"_s);
    QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
    write(m_scratch.filePath(u"nowhere"_s));
    QCOMPARE(textOf(u"cloneName"_s), u"nowhere"_s);
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(cloning().work()->hasFailed(), 30'000);
    QTRY_VERIFY(field(u"cloneAddress"_s)->hasActiveFocus());
    QVERIFY(says(u"Not found"_s));
    shoot(u"clone-nowhere"_s);
    // The name is the person's once they typed one.
    QTest::keyClick(m_window, Qt::Key_Tab);
    QTest::keyClick(m_window, Qt::Key_Tab);
    QTest::keyClick(m_window, Qt::Key_Tab);
    QVERIFY(field(u"cloneName"_s)->hasActiveFocus());
    QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
    write(u"mine"_s);
    QVERIFY(test::press(m_window, u"cloneAddress"_s));
    QTest::keyClick(m_window, Qt::Key_X);
    QCOMPARE(textOf(u"cloneName"_s), u"mine"_s);
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(!isOpen());
    QVERIFY(test::click(m_window, u"Get a copy"_s));
    QTRY_VERIFY(isOpen());
    QVERIFY(!cloning().work()->hasFailed()); // forgotten, but not what was typed
    QCOMPARE(textOf(u"cloneName"_s), u"mine"_s);
    QVERIFY(test::press(m_window, u"cloneName"_s));
    QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_window, Qt::Key_Delete); // from here on it follows the address again
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(!isOpen());
}

void TestCloneSheet::stopsAndGoesOn()
{
    const auto site = versioning::siteOf(address(u"words.git"_s));
    versioning::Logins::ofProgram().use(*site,
                                        {test::HttpsServer::user(), base::Secret::from(test::HttpsServer::password())});
    m_line->slowTo(256 << 10);
    qputenv("DATANET_TEST_MARK", "MARK-clone-sheet");
    open();
    write(address(u"words.git"_s));
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(cloning().work()->progress() > 0.02, 60'000);
    QVERIFY(says(cloning().work()->step()));
    shoot(u"clone-fetching"_s);
    QVERIFY(cloning().work()->isRunning());
    QVERIFY(!test::gitProgramsOf("MARK-clone-sheet").isEmpty());
    QTest::keyClick(m_window, Qt::Key_Escape); // stops; the sheet stays
    QTRY_VERIFY_WITH_TIMEOUT(!cloning().work()->isRunning(), 30'000);
    QTRY_COMPARE(test::gitProgramsOf("MARK-clone-sheet"), QStringList());
    qunsetenv("DATANET_TEST_MARK");
    QVERIFY(isOpen());
    QVERIFY(!cloning().work()->hasFailed());
    QVERIFY(!bench().isOpen());
    QTRY_VERIFY(field(u"cloneAddress"_s)->hasActiveFocus());
    QTest::qWait(300);
    QVERIFY(cloning().hasPart(address(u"words.git"_s)));
    shoot(u"clone-stopped"_s);
    QVERIFY(test::click(m_window, u"Go on"_s));
    QTRY_VERIFY_WITH_TIMEOUT(cloning().work()->progress() > 0, 60'000);
    QVERIFY(test::click(m_window, u"Stop"_s)); // the same by mouse
    QTRY_VERIFY_WITH_TIMEOUT(!cloning().work()->isRunning(), 30'000);
    QVERIFY(!bench().isOpen());
    m_line->slowTo(0);
    QVERIFY(test::click(m_window, u"Go on"_s));
    isHere(u"words"_s, 40'000);
    QVERIFY(!cloning().hasPart(address(u"words.git"_s)));
}

void TestCloneSheet::asksForALoginAndNeedsNoMouse()
{
    open();
    write(address(u"words.git"_s));
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen("LoginSheet"), 30'000);
    shoot(u"clone-login"_s);
    QTest::keyClick(m_window, Qt::Key_Escape); // not now: nothing is wrong, nothing is fetched
    QTRY_VERIFY(!isOpen("LoginSheet"));
    QVERIFY(isOpen());
    QVERIFY(!cloning().work()->hasFailed());
    QVERIFY(!bench().isOpen());
    QTRY_VERIFY(field(u"cloneAddress"_s)->hasActiveFocus());
    QTest::keyClick(m_window, Qt::Key_Return, Qt::ControlModifier);
    for (const QByteArray &password : {QByteArray("wrong"), test::HttpsServer::password()}) {
        QTRY_VERIFY_WITH_TIMEOUT(isOpen("LoginSheet"), 30'000);
        QTRY_VERIFY(field(u"loginName"_s)->hasActiveFocus() || !textOf(u"loginName"_s).isEmpty());
        if (textOf(u"loginName"_s).isEmpty()) {
            write(test::HttpsServer::user());
            QTest::keyClick(m_window, Qt::Key_Return);
        }
        write(QString::fromLatin1(password));
        QTest::keyClick(m_window, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isOpen("LoginSheet"), 30'000);
        if (password == "wrong")
            QTRY_VERIFY_WITH_TIMEOUT(cloning().login()->isRefused(), 30'000);
    }
    isHere(u"words-2"_s, 40'000);
}

void TestCloneSheet::fitsASmallWindow()
{
    m_window->resize(960, 640);
    open();
    write(u"https://git.example.org/a-team-with-a-long-name/a-data-set-with-quite-a-long-name-too.git"_s);
    shoot(u"clone-small"_s);
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(!isOpen());
    shoot(u"clone-list-small"_s);
    // With large letters the way in is in the menu.
    m_studio->setTextScale(2);
    QTest::qWait(300);
    QVERIFY(test::press(m_window, u"moreWays"_s));
    QVERIFY(test::click(m_window, u"Get a copy"_s));
    QTRY_VERIFY(isOpen());
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(!isOpen());
    m_studio->setTextScale(1);
    m_window->resize(1280, 800);
}

void TestCloneSheet::keepsItsShape()
{
    for (const bool isShown : {true, false}) {
        if (isShown)
            open();
        for (const double scale : {2.0, 1.0, 1.5, 1.0}) {
            m_studio->setTextScale(scale);
            QTest::qWait(200);
            settle();
        }
        if (!isShown)
            open();
        QTest::qWait(200);
        settle();
        QTest::keyClick(m_window, Qt::Key_Escape);
        QTRY_VERIFY(!isOpen());
    }
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestCloneSheet test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_clone_sheet.moc"
