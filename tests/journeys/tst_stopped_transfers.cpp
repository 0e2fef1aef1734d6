// Sending, fetching and copying over a slow line, stopped in the middle: nothing of git is left running, the data set
// is as it was, and the next try finishes the work.

#include "support/git_servers.h"
#include "support/line_between.h"
#include "support/people.h"
#include "support/terminal.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestStoppedTransfers : public QObject
{
    Q_OBJECT

private:
    static constexpr int kRecords = 60'000; // some 15 MB on the line
    static constexpr qint64 kSlow = 5 << 20; // bytes in a second

    QTemporaryDir m_scratch;
    std::unique_ptr<SshServer> m_ssh;
    std::unique_ptr<HttpsServer> m_https;
    std::unique_ptr<LineBetween> m_line;
    Program m_ada{m_scratch.filePath(u"ada"_s)};
    Program m_bo{m_scratch.filePath(u"bo"_s)};
    int m_sets = 0;
    const QString m_one = m_scratch.filePath(u"one"_s);

    QString path(const QString &name) const { return m_scratch.filePath(name); }
    // Over ssh or https; the repository on the server is new.
    QString place(const QString &kind, const QString &name)
    {
        m_line = std::make_unique<LineBetween>(kind == u"ssh"_s ? m_ssh->port : m_https->port);
        if (kind == u"ssh"_s) {
            m_ssh->know(m_line->port());
            ran(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, path(name)});
            return m_ssh->address(m_line->port(), path(name));
        }
        m_https->add(name);
        put(path(u"kept"_s), "https://ada:open%20sesame@127.0.0.1:" + QByteArray::number(m_line->port()) + '\n');
        return HttpsServer::address(m_line->port(), name);
    }
    // Ctrl+C at a terminal as soon as so many bytes went over the line.
    void stop(const Program &who, const QStringList &words, bool sending, qint64 bytes)
    {
        const QByteArray mark = "MARK" + QByteArray::number(QRandomGenerator::global()->generate64());
        qputenv("DATANET_TEST_MARK", mark);
        Terminal terminal(Program::binary(), QStringList{u"--home"_s, who.home()} + words);
        qunsetenv("DATANET_TEST_MARK");
        const LineBetween &line = *m_line;
        QVERIFY2(terminal.shows(" %"), terminal.screen()); // how far it is
        QTRY_VERIFY_WITH_TIMEOUT((sending ? line.sent() : line.received()) > bytes, 60'000);
        QVERIFY(!gitProgramsOf(mark).isEmpty());
        QElapsedTimer timer;
        timer.start();
        terminal.type("\x03");
        const int code = terminal.ends();
        qInfo("%s: stopped %lld ms after Ctrl+C", qPrintable(words.first()), timer.elapsed());
        QVERIFY2(code == 130, QByteArray(terminal.screen() + QByteArray::number(code)));
        QCOMPARE(gitProgramsOf(mark), QStringList());
    }
    // What comes after a stop, of so many bytes in all: the first piece is not sent again.
    template <class Work>
    void rest(bool isKept, qint64 whole, Work work)
    {
        m_line->slowTo(0);
        (void)m_line->takeReceived();
        work();
        const qint64 after = m_line->takeReceived();
        qInfo("%lld of %lld bytes came after the stop", after, whole);
        QVERIFY(isKept == (after < whole - (3 << 20)));
        QVERIFY(after < whole + whole / 8);
    }
    void isWhole(const Program &who, const QString &folder, int records)
    {
        const Run status = who({u"status"_s, folder});
        QVERIFY2(status.code == 0, said(status));
        QCOMPARE(status.json()[u"records"_s].toInt(), records);
        RUN_OK(who({u"verify"_s, folder}), 0);
    }
    void kinds()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("ssh") << u"ssh"_s;
        QTest::newRow("https") << u"https"_s;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::Permissions(0x7755)));
        withoutTheirOwn(path(u"home"_s));
        m_https = std::make_unique<HttpsServer>(path(u"https"_s));
        m_ssh = std::make_unique<SshServer>(path(u"ssh"_s));
        qputenv("GIT_SSL_CAINFO", m_https->certificate().toUtf8());
        put(path(u"home/.gitconfig"_s), "[credential]\n\thelper = store --file=" + path(u"kept"_s).toUtf8() + '\n');
        RUN_OK(m_ada({u"init"_s, m_one, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                      u"CC0-1.0"_s}),
               0);
        const QString file = writeRecords(path(u"records.jsonl"_s), 0, kRecords);
        RUN_OK(m_ada({u"import"_s, m_one, file, u"--key"_s, u"id"_s}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"First"_s}), 0);
    }

    void everyTransfer_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("inPieces");
        QTest::newRow("ssh") << u"ssh"_s << false;
        QTest::newRow("https") << u"https"_s << false;
        QTest::newRow("https, a server that leaves out what it is asked to") << u"https"_s << true;
        QTest::newRow("ssh, such a server, with git's old protocol") << u"ssh"_s << true;
    }
    void everyTransfer()
    {
        QFETCH(QString, kind);
        QFETCH(bool, inPieces);
        const bool isKept = inPieces && kind == u"https"_s; // git's old protocol can't ask for single objects
        const QString name = kind + (inPieces ? u"-pieces"_s : QString());
        const int before = m_ada({u"status"_s, m_one}).json()[u"records"_s].toInt();
        const QString address = place(kind, name + u".git"_s);
        if (inPieces)
            ran(u"git"_s,
                {u"-c"_s, u"safe.directory=*"_s,
                 u"--git-dir="_s + (isKept ? m_https->pathOf(name + u".git"_s) : path(name + u".git"_s)), u"config"_s,
                 u"uploadpack.allowFilter"_s, u"true"_s});
        RUN_OK(m_ada({u"remote"_s, u"add"_s, kind, address, u"--dir"_s, m_one}), 0);
        m_line->slowTo(kSlow);
        stop(m_ada, {u"push"_s, kind, u"--dir"_s, m_one}, true, 7 << 20);
        isWhole(m_ada, m_one, before);
        m_line->slowTo(0);
        (void)m_line->takeSent();
        RUN_OK(m_ada({u"push"_s, kind, u"--dir"_s, m_one}), 0);
        qInfo("the rest was %lld bytes", m_line->takeSent());
        const qint64 whole = ran(u"du"_s, {u"-sb"_s, m_one + u"/repo.git/objects"_s}).split('\t').first().toLongLong();

        const QString copy = path(name + u"-copy"_s);
        m_line->slowTo(kSlow);
        (void)m_line->takeReceived();
        stop(m_bo, {u"clone"_s, address, copy}, false, 7 << 20);
        QVERIFY(!QFileInfo::exists(copy + u"/repo.git"_s));
        rest(isKept, whole, [&] { RUN_OK(m_bo({u"clone"_s, address, copy}), 0); });
        isWhole(m_bo, copy, before);

        const int first = 1'000'000 * ++m_sets;
        const QString more = writeRecords(path(name + u".jsonl"_s), first, 50'000);
        RUN_OK(m_ada({u"import"_s, m_one, more}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"More"_s}), 0);
        RUN_OK(m_ada({u"push"_s, kind, u"--dir"_s, m_one}), 0);
        const qint64 news = m_line->takeSent();
        m_line->slowTo(kSlow);
        (void)m_line->takeReceived();
        stop(m_bo, {u"fetch"_s, u"--dir"_s, copy}, false, 7 << 20);
        isWhole(m_bo, copy, before);
        QVERIFY(QDir(copy + u"/repo.git/objects/pack"_s).entryList({u"tmp_*"_s}).isEmpty());
        rest(isKept, news, [&] { RUN_OK(m_bo({u"fetch"_s, u"--dir"_s, copy}), 0); });
        RUN_OK(m_bo({u"pull"_s, u"--dir"_s, copy}), 0);
        isWhole(m_bo, copy, before + 50'000);
        QCOMPARE(QDir(copy).entryList({u"*.incoming"_s}, QDir::Dirs), QStringList());
        RUN_OK(m_ada({u"remote"_s, u"remove"_s, kind, u"--dir"_s, m_one}), 0);
    }

    // Killed, not asked: git goes too.
    void killed()
    {
        const QString address = place(u"ssh"_s, u"killed.git"_s);
        RUN_OK(m_ada({u"remote"_s, u"add"_s, u"killed"_s, address, u"--dir"_s, m_one}), 0);
        m_line->slowTo(kSlow);
        const QByteArray mark = "MARK" + QByteArray::number(QRandomGenerator::global()->generate64());
        qputenv("DATANET_TEST_MARK", mark);
        QVERIFY(!m_ada.killed({u"push"_s, u"killed"_s, u"--dir"_s, m_one},
                              [this](qint64) { return m_line->sent() > (3 << 20); }));
        qunsetenv("DATANET_TEST_MARK");
        QTRY_COMPARE_WITH_TIMEOUT(gitProgramsOf(mark), QStringList(), 10'000);
        m_line->slowTo(0);
        RUN_OK(m_ada({u"push"_s, u"killed"_s, u"--dir"_s, m_one}), 0);
    }
};

QTEST_GUILESS_MAIN(TestStoppedTransfers)
#include "tst_stopped_transfers.moc"
