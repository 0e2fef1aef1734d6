// Names and passwords for https servers: asked for at a real terminal, kept in a real keychain (GNOME Keyring on a bus
// of the test), given to git without being seen.

#include "support/git_servers.h"
#include "support/keychain_session.h"
#include "support/people.h"
#include "support/terminal.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestLogins : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    std::unique_ptr<HttpsServer> m_server;
    std::unique_ptr<KeychainSession> m_keychain;
    Program m_ada{m_scratch.filePath(u"ada"_s)};
    const QString m_one = m_scratch.filePath(u"one"_s);

    QString address() const { return HttpsServer::address(m_server->port, u"words.git"_s); }
    QByteArray site() const { return "https://127.0.0.1:" + QByteArray::number(m_server->port); }
    QStringList atTerminal(const QStringList &words) const { return QStringList{u"--home"_s, m_ada.home()} + words; }
    // Whether the password lies anywhere in plain text below the folder of the test.
    bool isWrittenDown() const
    {
        return Program::run(u"grep"_s, {u"-rqF"_s, QString::fromLatin1(HttpsServer::password()), m_scratch.path()}).code
            == 0;
    }
    // With no terminal: what `push` does.
    Run push() const { return m_ada({u"push"_s, u"--dir"_s, m_one}); }
    // `push` at a terminal, where the name and this password are typed.
    void typeAt(Terminal &terminal, const QByteArray &password) const
    {
        QVERIFY2(terminal.shows("Name at " + site() + ": "), terminal.screen());
        terminal.type("ada\n");
        QVERIFY2(terminal.shows("Password or token of ada at " + site() + ": "), terminal.screen());
        QTRY_VERIFY(!terminal.echoes());
        terminal.type(password + '\n');
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::Permissions(0x7755)));
        withoutTheirOwn(m_scratch.filePath(u"home"_s));
        m_server = std::make_unique<HttpsServer>(m_scratch.filePath(u"https"_s));
        qputenv("GIT_SSL_CAINFO", m_server->certificate().toUtf8());
        m_server->add(u"words.git"_s);
        RUN_OK(m_ada({u"init"_s, m_one, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                      u"CC0-1.0"_s}),
               0);
        const QString file = writeRecords(m_scratch.filePath(u"records.jsonl"_s), 0, 200);
        RUN_OK(m_ada({u"import"_s, m_one, file, u"--key"_s, u"id"_s}), 0);
        RUN_OK(m_ada({u"commit"_s, m_one, u"-m"_s, u"First"_s}), 0);
        RUN_OK(m_ada({u"remote"_s, u"add"_s, u"origin"_s, address(), u"--dir"_s, m_one}), 0);
    }
    void init()
    {
        RUN_OK(m_ada({u"set"_s, m_one, u"1"_s, u"text"_s, QString::number(QRandomGenerator::global()->generate())}), 0);
    }

    void withoutAKeychain()
    {
        const Run pushed = push();
        QVERIFY2(pushed.code == 3 && pushed.errors.contains("try: datanet remote login "), said(pushed));
        Terminal terminal(Program::binary(), atTerminal({u"push"_s, u"--dir"_s, m_one}));
        typeAt(terminal, HttpsServer::password());
        QVERIFY2(terminal.shows("used this once and is not kept"), terminal.screen());
        QCOMPARE(terminal.ends(), 0);
        QVERIFY(!terminal.screen().contains(HttpsServer::password()));
        const Run again = push();
        QVERIFY2(again.code == 3, said(again));
        QVERIFY(!isWrittenDown());
    }

    void askedThreeTimesAndStopped()
    {
        Terminal terminal(Program::binary(), atTerminal({u"push"_s, u"--dir"_s, m_one}));
        for (int tries = 0; tries < 3; ++tries) {
            typeAt(terminal, "wrong");
            QVERIFY2(terminal.shows("refused the name or the password"), terminal.screen());
        }
        QCOMPARE(terminal.ends(), 3);
        Terminal other(Program::binary(), atTerminal({u"push"_s, u"--dir"_s, m_one}));
        QVERIFY(other.shows("Name at "));
        other.type("ada\n");
        QVERIFY(other.shows("Password or token"));
        QTRY_VERIFY(!other.echoes());
        other.type("\x03"); // Ctrl+C
        QCOMPARE(other.ends(), 130);
        QVERIFY(other.echoes());
    }

    void keptInTheKeychain()
    {
        m_keychain = std::make_unique<KeychainSession>(m_scratch.filePath(u"session"_s));
        const QString secret = m_scratch.filePath(u"secret"_s);
        put(secret, "wrong\n");
        const QStringList login{u"remote"_s, u"login"_s, u"origin"_s, u"--user"_s,
                                u"ada"_s,    u"--dir"_s, m_one,       u"--passphrase-file"_s,
                                secret};
        const Run wrong = m_ada(login);
        QVERIFY2(wrong.code == 3 && wrong.errors.contains("refused the name or the password"), said(wrong));
        const Run none = push();
        QVERIFY2(none.code == 3, said(none)); // what is refused is not kept
        put(secret, HttpsServer::password() + '\n');
        RUN_OK(m_ada(login), 0);
        QVERIFY(QFile::remove(secret));
        RUN_OK(push(), 0);
        RUN_OK(m_ada({u"clone"_s, address(), m_scratch.filePath(u"two"_s)}), 0);
        QVERIFY(!isWrittenDown());
        RUN_OK(m_ada({u"remote"_s, u"logout"_s, u"origin"_s, u"--dir"_s, m_one}), 0);
        RUN_OK(m_ada({u"remote"_s, u"logout"_s, u"origin"_s, u"--dir"_s, m_one}), 1);
        const Run out = push();
        QVERIFY2(out.code == 3 && out.errors.contains("asks for a name and a password"), said(out));
    }

    void offeredToBeKept()
    {
        {
            Terminal terminal(Program::binary(), atTerminal({u"push"_s, u"--dir"_s, m_one}));
            typeAt(terminal, HttpsServer::password());
            QVERIFY2(terminal.shows("Keep it in this computer's keychain? [y/N]"), terminal.screen());
            terminal.type("y\n");
            QCOMPARE(terminal.ends(), 0);
        }
        RUN_OK(push(), 0);
        QVERIFY(!isWrittenDown());
        // The password over there changed: the old one is refused, a person is asked, and the new one replaces it.
        put(m_scratch.filePath(u"https/passwords"_s),
            "ada:" + ran(u"openssl"_s, {u"passwd"_s, u"-apr1"_s, u"another"_s}));
        const Run old = push();
        QVERIFY2(old.code == 3 && old.errors.contains("refused the name or the password"), said(old));
        Terminal terminal(Program::binary(), atTerminal({u"fetch"_s, u"--dir"_s, m_one}));
        typeAt(terminal, "another");
        QVERIFY(terminal.shows("keychain? [y/N]"));
        terminal.type("y\n");
        QCOMPARE(terminal.ends(), 0);
        RUN_OK(push(), 0);
    }

    // Nobody who lists the programs sees it: not in their arguments, not in their environment.
    void isNotSeen()
    {
        put(m_scratch.filePath(u"spy"_s),
            "#!/bin/sh\nfor each in /proc/[0-9]*; do tr '\\0' ' ' < $each/cmdline; tr '\\0' ' ' < $each/environ; done "
            "2> /dev/null >> "
                + m_scratch.filePath(u"seen"_s).toUtf8() + "\nexec /usr/lib/git-core/git-http-backend\n");
        put(m_scratch.filePath(u"https/backend"_s), "#!/bin/sh\nsh " + m_scratch.filePath(u"spy"_s).toUtf8() + "\n");
        put(m_scratch.filePath(u"seen"_s), {});
        QFile::setPermissions(m_scratch.filePath(u"seen"_s), QFile::Permissions(0x6666));
        RUN_OK(m_ada({u"fetch"_s, u"--dir"_s, m_one}), 0);
        QFile seen(m_scratch.filePath(u"seen"_s));
        QVERIFY(seen.open(QIODevice::ReadOnly));
        const QByteArray all = seen.readAll();
        QVERIFY(all.contains("ls-remote") || all.contains("fetch")); // the spy saw the programs
        QVERIFY(!all.contains("another"));
    }
};

QTEST_GUILESS_MAIN(TestLogins)
#include "tst_logins.moc"
