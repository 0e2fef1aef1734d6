// Getting a copy of a data set, through the view models alone: from folders, files and places that are none, stopped
// and gone on with. Nothing is left of what failed.

#include "app_fixture.h"
#include "support/scratch_workspace.h"
#include "versioning/history.h"
#include "viewmodels/clone_address.h"
#include "viewmodels/workbench.h"

#include <QDir>
#include <QSignalSpy>
#include <QTcpServer>

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestCloning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void suggestsAName_data();
    void suggestsAName();
    void readsWhatWasTyped();
    void refusesWhatIsNoAddress();
    void getsADataSet();
    void getsTheNewestVersionOnly();
    void getsABundle();
    void takesAFreeFolder();
    void saysWhatIsNotThere_data();
    void saysWhatIsNotThere();
    void stops();
    void goesOnWhereItWasStopped();

private:
    [[nodiscard]] Cloning &cloning() { return *m_bench->cloning(); }
    [[nodiscard]] QString home() const { return m_fixture->path(u"data"_s); }
    [[nodiscard]] QStringList folders() const { return QDir(home()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }
    [[nodiscard]] int versionsIn(const QString &folder) const
    {
        return int(test::need(versioning::log(test::need(versioning::Repository::open(folder + u"/repo.git"_s)), 0, 10))
                       .size());
    }

    std::unique_ptr<test::AppFixture> m_fixture;
    std::unique_ptr<DataSets> m_dataSets;
    std::unique_ptr<Workbench> m_bench;
    QString m_source; // a data set with two versions, of 30 and 40 records
};

void TestCloning::init()
{
    m_fixture = std::make_unique<test::AppFixture>();
    m_dataSets = std::make_unique<DataSets>(m_fixture->services());
    m_bench = std::make_unique<Workbench>(m_fixture->services(), *m_dataSets, nullptr);
    m_source = m_fixture->path(u"elsewhere/Help desk"_s);
    auto made = test::need(versioning::Workspace::create(m_source, test::someMetadata(), test::schemaWithKey({})));
    base::Unwatched task;
    test::importRecords(made, test::records(0, 30));
    (void)test::need(made.commit(test::saying("first"), task));
    test::importRecords(made, test::records(30, 10));
    (void)test::need(made.commit(test::saying("second"), task));
}

void TestCloning::cleanup()
{
    m_bench.reset();
    m_dataSets.reset();
    m_fixture.reset();
}

void TestCloning::suggestsAName_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("name");
    QTest::newRow("https") << u"https://git.example.org/team/help-desk.git"_s << u"help-desk"_s;
    QTest::newRow("slash") << u" https://git.example.org/team/help-desk/ "_s << u"help-desk"_s;
    QTest::newRow("query") << u"https://git.example.org/team/words%20here?ref=main"_s << u"words here"_s;
    QTest::newRow("ssh") << u"ssh://git@example.org:2222/srv/words.git"_s << u"words"_s;
    QTest::newRow("host and path") << u"git@example.org:team/words.git"_s << u"words"_s;
    QTest::newRow("host and name") << u"example.org:words.git"_s << u"words"_s;
    QTest::newRow("command") << u"git clone https://example.org/words.git"_s << u"words"_s;
    QTest::newRow("bundle") << u"/media/stick/My words.bundle"_s << u"My words"_s;
    QTest::newRow("folder") << u"/srv/data/words/repo.git"_s << u"words"_s;
    QTest::newRow("quotes") << u"\"/srv/my words\""_s << u"my words"_s;
    QTest::newRow("host only") << u"https://example.org"_s << QString();
    QTest::newRow("begun") << u"https://"_s << QString();
    QTest::newRow("nothing") << u"  "_s << QString();
}

void TestCloning::suggestsAName()
{
    QFETCH(QString, address);
    QTEST(cloning().suggestedName(address), "name");
}

void TestCloning::readsWhatWasTyped()
{
    QCOMPARE(cloneAddress(m_source), m_source + u"/repo.git"_s);
    QCOMPARE(cloneAddress(m_source + u'/'), m_source + u"/repo.git"_s);
    QCOMPARE(cloneAddress(QUrl::fromLocalFile(m_source).toString()), m_source + u"/repo.git"_s);
    QCOMPARE(cloning().suggestedName(m_source), u"Help desk"_s);
    QCOMPARE(cloneAddress(u"~/words"_s), QDir::homePath() + u"/words"_s);
    QCOMPARE(cloneAddress(u"git  clone 'host:a/b'"_s), u"host:a/b"_s);
    QCOMPARE(cloneAddress(u"https://a.example/b.git"_s), u"https://a.example/b.git"_s);
    QVERIFY(!cloning().isFile(m_source));
    QVERIFY(cloning().isFile(m_fixture->write(u"some.bundle"_s, "x")));
}

void TestCloning::refusesWhatIsNoAddress()
{
    QCOMPARE(cloning().problem(u"  "_s), QString()); // nothing yet
    QCOMPARE(cloning().problem(u"https://example.org/words.git"_s), QString());
    QCOMPARE(cloning().problem(m_source), QString());
    QVERIFY(cloning().problem(u"https://ada:secret@example.org/words.git"_s).contains(u"password"_s));
    for (const QString &each : {u"ext::sh -c id"_s, u"--upload-pack=id"_s, u"ftp://example.org/words"_s}) {
        QVERIFY2(!cloning().problem(each).isEmpty(), qPrintable(each));
        cloning().get(each, u"words"_s, false);
        QVERIFY(!cloning().work()->isRunning());
        QVERIFY(cloning().work()->hasFailed());
    }
    QCOMPARE(folders(), QStringList());
}

void TestCloning::getsADataSet()
{
    QSignalSpy told(m_bench.get(), &Workbench::told);
    QCOMPARE(cloning().folderText(m_source, u"Help desk"_s), home() + u"/help-desk"_s);
    cloning().get(m_source, u"Help desk"_s, false);
    QVERIFY(cloning().work()->isRunning());
    NEED_DONE(cloning().work());
    QCOMPARE(m_bench->folder(), home() + u"/help-desk"_s);
    QCOMPARE(m_bench->title(), u"Words"_s);
    QCOMPARE(m_bench->versionText(), u"Version 2"_s);
    QVERIFY(!m_bench->isUnsaved());
    QTRY_COMPARE(m_bench->records()->rowCount(), 40);
    QCOMPARE(told.constLast().constFirst().toString(), u"Words is here: 40 records"_s);
    QCOMPARE(versionsIn(m_bench->folder()), 2);
    QVERIFY(!cloning().hasPart(m_source));
    // Listed, and open again after a new start.
    QTRY_VERIFY(!m_dataSets->isLoading());
    QCOMPARE(m_dataSets->count(), 1);
    QCOMPARE(m_dataSets->data(m_dataSets->index(0), DataSets::TitleRole).toString(), u"Words"_s);
    QCOMPARE(m_dataSets->lastOpen(), m_bench->folder());
    // Where it came from is where its versions can be sent to.
    m_bench->copies()->refresh();
    NEED_DONE(m_bench->copies()->working());
    QCOMPARE(m_bench->copies()->places().size(), 1);
    QCOMPARE(m_bench->copies()->places().constFirst().toMap().value(u"address"_s).toString(),
             m_source + u"/repo.git"_s);
}

void TestCloning::getsTheNewestVersionOnly()
{
    cloning().get(m_source, u"words"_s, true);
    NEED_DONE(cloning().work());
    QTRY_COMPARE(m_bench->records()->rowCount(), 40);
    QVERIFY(test::need(versioning::Repository::open(m_bench->folder() + u"/repo.git"_s)).isShallow());
    QCOMPARE(versionsIn(m_bench->folder()), 1);
    QCOMPARE(m_bench->versionText(), u"Saved version"_s);

    // The others can be had later.
    Copies &copies = *m_bench->copies();
    copies.refresh();
    NEED_DONE(copies.working());
    QVERIFY(copies.lacksOlder());
    QSignalSpy told(&copies, &Copies::told);
    copies.bringOlder();
    NEED_DONE(copies.working());
    QCOMPARE(told.size(), 1);
    QVERIFY(!copies.lacksOlder());
    QCOMPARE(versionsIn(m_bench->folder()), 2);
    QCOMPARE(m_bench->records()->rowCount(), 40);
}

void TestCloning::getsABundle()
{
    const QString file = m_fixture->path(u"words.bundle"_s);
    test::run(u"git"_s, {u"-C"_s, m_source + u"/repo.git"_s, u"bundle"_s, u"create"_s, u"-q"_s, file, u"--all"_s});
    cloning().get(cloning().addressOf(QUrl::fromLocalFile(file)), u"words"_s, false);
    NEED_DONE(cloning().work());
    QTRY_COMPARE(m_bench->records()->rowCount(), 40);
    QCOMPARE(versionsIn(m_bench->folder()), 2);
    m_bench->copies()->refresh();
    NEED_DONE(m_bench->copies()->working());
    QCOMPARE(m_bench->copies()->places().size(), 0); // nothing can be sent to a file
}

void TestCloning::takesAFreeFolder()
{
    QVERIFY(QDir().mkpath(home() + u"/words"_s)); // somebody else's
    QCOMPARE(cloning().folderText(m_source, u"words"_s), home() + u"/words-2"_s);
    cloning().get(m_source, u"words"_s, false);
    NEED_DONE(cloning().work());
    QCOMPARE(m_bench->folder(), home() + u"/words-2"_s);
    m_bench->close();
    cloning().get(m_source, u"words"_s, false);
    NEED_DONE(cloning().work());
    QCOMPARE(m_bench->folder(), home() + u"/words-3"_s);
    QVERIFY(QDir(home() + u"/words"_s).isEmpty());
    QTRY_COMPARE(m_bench->records()->rowCount(), 40);
}

void TestCloning::saysWhatIsNotThere_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("nowhere") << u"nowhere"_s << u"no repository at"_s;
    QTest::newRow("empty") << u"empty"_s << u"holds no version"_s;
    QTest::newRow("code") << u"code"_s << u"is no data set that this program knows"_s;
    QTest::newRow("broken") << u"broken.bundle"_s << u"is damaged, or no file"_s;
    QTest::newRow("cut off") << u"cut.bundle"_s << u"is damaged, or no file"_s;
}

void TestCloning::saysWhatIsNotThere()
{
    QFETCH(QString, name);
    const QString place = m_fixture->path(name);
    if (name == u"empty"_s) {
        test::run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, place});
    } else if (name == u"code"_s) { // a repository that holds no data set
        test::run(u"git"_s, {u"init"_s, u"-q"_s, u"-b"_s, u"main"_s, place});
        (void)m_fixture->write(u"code/main.c"_s, "int main(void) { return 0; }\n");
        test::run(u"git"_s, {u"-C"_s, place, u"add"_s, u"."_s});
        test::run(u"git"_s,
                  {u"-C"_s, place, u"-c"_s, u"user.name=Ada"_s, u"-c"_s, u"user.email=a@b"_s, u"commit"_s, u"-qm"_s,
                   u"code"_s});
    } else if (name == u"broken.bundle"_s) {
        (void)m_fixture->write(name, "# v2 git bundle\nnot really\n");
    } else if (name == u"cut.bundle"_s) {
        const QString repository = m_source + u"/repo.git"_s;
        test::run(u"git"_s, {u"-C"_s, repository, u"bundle"_s, u"create"_s, u"-q"_s, place, u"--all"_s});
        QVERIFY(QFile::resize(place, QFileInfo(place).size() / 2));
    }
    cloning().get(place, u"words"_s, false);
    QTRY_VERIFY_WITH_TIMEOUT(!cloning().work()->isRunning(), 60'000);
    QVERIFY(cloning().work()->hasFailed());
    QFETCH(QString, words);
    QVERIFY2(cloning().work()->errorDetail().contains(words), qPrintable(cloning().work()->errorDetail()));
    QVERIFY(!cloning().work()->errorTitle().isEmpty() && !cloning().work()->errorAdvice().isEmpty());
    QVERIFY(!cloning().work()->errorAdvice().contains(u"git init"_s));
    QVERIFY(!m_bench->isOpen());
    QCOMPARE(folders(), QStringList()); // nothing is left, and nothing to go on with
    QVERIFY(!cloning().hasPart(place));
    cloning().get(m_source, u"words"_s, false);
    NEED_DONE(cloning().work());
    QCOMPARE(m_bench->folder(), home() + u"/words"_s);
}

void TestCloning::stops()
{
    QTcpServer silent; // takes calls and never says a word
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QSignalSpy called(&silent, &QTcpServer::newConnection);
    const QString address = u"http://127.0.0.1:%1/words.git"_s.arg(silent.serverPort());
    cloning().get(address, u"words"_s, false);
    QTRY_VERIFY_WITH_TIMEOUT(!called.isEmpty(), 20'000);
    QTRY_COMPARE(cloning().work()->step(), u"Fetching versions"_s);
    cloning().get(m_source, u"other"_s, false); // one at a time
    cloning().work()->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!cloning().work()->isRunning(), 20'000);
    QVERIFY(!cloning().work()->hasFailed());
    QVERIFY(!m_bench->isOpen());
    QCOMPARE(folders().isEmpty(), !cloning().hasPart(address));
    QVERIFY(!folders().contains(u"other"_s));
}

void TestCloning::goesOnWhereItWasStopped()
{
    // As a program that was killed leaves it.
    const QString address = m_source + u"/repo.git"_s;
    const QString begun = home() + u"/help-desk-2"_s;
    QVERIFY(QDir().mkpath(home() + u"/help-desk"_s));
    QVERIFY(QDir().mkpath(begun + u"/repo.git.new/objects"_s));
    (void)m_fixture->write(u"data/help-desk-2/lock"_s, {});
    m_dataSets->setPartlyCopied(address, begun);
    QVERIFY(cloning().hasPart(m_source));
    QVERIFY(!cloning().hasPart(u"https://example.org/other.git"_s));
    QCOMPARE(cloning().folderText(m_source, u"Help desk"_s), begun);
    QCOMPARE(cloning().folderText(m_source, u"Words"_s), home() + u"/words"_s);
    cloning().get(m_source, u"Words"_s, false); // under another name: what came goes along
    NEED_DONE(cloning().work());
    QCOMPARE(m_bench->folder(), home() + u"/words"_s);
    QCOMPARE(folders(), (QStringList{u"help-desk"_s, u"words"_s}));
    QVERIFY(!cloning().hasPart(m_source));
    QTRY_COMPARE(m_bench->records()->rowCount(), 40);
}

QTEST_GUILESS_MAIN(TestCloning)
#include "tst_cloning.moc"
