#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include <memory>
#include <stdexcept>

#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

// Real servers of git repositories on free ports of 127.0.0.1, run by whoever runs the test: an sshd and an apache with
// git's http-backend. What they need lies in a folder of the test.
namespace datanet::test {

using namespace Qt::StringLiterals;

inline QByteArray ran(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        throw std::runtime_error(program.toStdString() + ": " + process.readAllStandardError().toStdString());
    return process.readAllStandardOutput();
}

inline void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw std::runtime_error("cannot write " + path.toStdString());
}

inline quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

inline void waitForServer(QProcess &server, quint16 port)
{
    for (int tries = 0; tries < 200; ++tries) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(100))
            return;
        if (server.state() == QProcess::NotRunning)
            break;
        QTest::qWait(50);
    }
    throw std::runtime_error("a server did not start: " + server.readAllStandardError().toStdString());
}

// Of one server; ended with it.
class ServerProcess
{
public:
    ~ServerProcess()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    void start(const QString &program, const QStringList &arguments, quint16 port)
    {
        // A group of its own, because apache ends with all of its group; and none outlives a test that breaks off.
        m_process.setChildProcessModifier([] {
            ::setsid();
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        });
        m_process.start(program, arguments);
        if (!m_process.waitForStarted())
            throw std::runtime_error(program.toStdString() + " is not installed (packaging/setup --test)");
        waitForServer(m_process, port);
    }

private:
    QProcess m_process;
};

// Lets in whoever has one key: an agent holds it, `stranger` is one that is not let in.
class SshServer
{
public:
    explicit SshServer(const QString &folder) : m_folder(folder), port(freePort())
    {
        QDir().mkpath(folder);
        if (::geteuid() == 0)
            ::mkdir("/run/sshd", 0755); // where a machine without the service has none
        for (const QString &name : {u"host"_s, u"friend"_s, u"stranger"_s})
            ran(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-C"_s, name, u"-f"_s, path(name)});
        QFile::copy(path(u"friend.pub"_s), path(u"authorized"_s));
        put(path(u"sshd_config"_s),
            QStringLiteral("ListenAddress 127.0.0.1:%1\nHostKey %2/host\nAuthorizedKeysFile %2/authorized\n"
                           "PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
                           "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nMaxStartups 50\n"
                           "LogLevel ERROR\n")
                .arg(port)
                .arg(folder)
                .toUtf8());
        m_server.start(u"/usr/sbin/sshd"_s, {u"-D"_s, u"-e"_s, u"-f"_s, path(u"sshd_config"_s)}, port);
        agent(u"friend"_s);
        put(path(u"ssh_config"_s),
            QStringLiteral("UserKnownHostsFile %1/known\nGlobalKnownHostsFile /dev/null\nIdentityFile %1/none\n")
                .arg(folder)
                .toUtf8());
        qputenv("GIT_SSH_COMMAND", "ssh -F " + path(u"ssh_config"_s).toUtf8());
    }

    // From here on programs have this key in their agent; none for an empty name.
    void agent(const QString &key)
    {
        stopAgent();
        m_agent = std::make_unique<QProcess>();
        m_agent->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
        const QString socket = path(u"agent-%1"_s.arg(++m_agents));
        m_agent->start(u"ssh-agent"_s, {u"-D"_s, u"-a"_s, socket});
        qputenv("SSH_AUTH_SOCK", socket.toUtf8());
        // "No identities" is an answer too.
        if (!m_agent->waitForStarted() || !QTest::qWaitFor([] { return answers(); }, 10'000))
            throw std::runtime_error("ssh-agent did not start");
        if (!key.isEmpty())
            ran(u"ssh-add"_s, {u"-q"_s, path(key)});
    }
    // As a person does who compared the fingerprints.
    void know(quint16 at) const { know(at, path(u"host.pub"_s)); }
    // As if another server had been there.
    void knowAnother(quint16 at) const { know(at, path(u"stranger.pub"_s)); }
    void forgetAll() const { QFile::remove(path(u"known"_s)); }

    [[nodiscard]] QString address(quint16 at, const QString &repository) const
    {
        return u"ssh://%1@127.0.0.1:%2%3"_s.arg(QString::fromLocal8Bit(ran(u"id"_s, {u"-un"_s})).trimmed())
            .arg(at)
            .arg(repository);
    }
    ~SshServer() { stopAgent(); }
    SshServer(const SshServer &) = delete;
    SshServer &operator=(const SshServer &) = delete;

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder + u'/' + name; }
    void know(quint16 at, const QString &key) const
    {
        QFile file(key);
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("no key");
        QFile known(path(u"known"_s));
        if (!known.open(QIODevice::WriteOnly | QIODevice::Append))
            throw std::runtime_error("no known hosts");
        known.write("[127.0.0.1]:" + QByteArray::number(at) + ' ' + file.readAll());
    }
    static bool answers()
    {
        QProcess process;
        process.start(u"ssh-add"_s, {u"-l"_s});
        return process.waitForFinished() && process.exitCode() == 1;
    }
    void stopAgent()
    {
        if (!m_agent)
            return;
        m_agent->terminate();
        m_agent->waitForFinished();
        m_agent.reset();
    }

    const QString m_folder;
    ServerProcess m_server;
    std::unique_ptr<QProcess> m_agent;
    int m_agents = 0;

public:
    const quint16 port;
};

// Asks for the name "ada" and the password "open sesame"; its certificate is made by the test.
class HttpsServer
{
public:
    static QString user() { return u"ada"_s; }
    static QByteArray password() { return "open sesame"; }

    explicit HttpsServer(const QString &folder) : m_folder(folder), port(freePort())
    {
        QDir().mkpath(folder + u"/repositories"_s);
        // A disk can be full: then what git writes fails from the hundredth time on.
        put(folder + u"/backend"_s,
            QStringLiteral("#!/bin/sh\nif test -e %1/full; then\n"
                           "export LD_PRELOAD=%2/tests/libfault_points.so FAULT_FOLDER=%1/repositories FAULT_AT=100 "
                           "FAULT_MODE=full\nfi\nexec /usr/lib/git-core/git-http-backend\n")
                .arg(folder, QStringLiteral(DATANET_BINARY_DIR))
                .toUtf8());
        QFile::setPermissions(folder + u"/backend"_s, QFile::Permissions(0x7755));
        ran(u"openssl"_s,
            {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
             u"-subj"_s, u"/CN=127.0.0.1"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s, u"-days"_s, u"2"_s,
             u"-keyout"_s, folder + u"/key.pem"_s, u"-out"_s, certificate()});
        put(folder + u"/passwords"_s,
            user().toUtf8() + ':' + ran(u"openssl"_s, {u"passwd"_s, u"-apr1"_s, QString::fromLatin1(password())}));
        QByteArray text;
        for (const char *module : {"mpm_prefork", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
                                   "alias", "env", "cgi", "ssl"})
            text += QByteArray("LoadModule ") + module + "_module /usr/lib/apache2/modules/mod_" + module + ".so\n";
        text += QStringLiteral("ServerName 127.0.0.1\nListen 127.0.0.1:%1\nPidFile %2/pid\nErrorLog %2/errors\n"
                               "DefaultRuntimeDir %2\nMutex file:%2\nKeepAlive On\nStartServers 2\n"
                               "SSLEngine on\nSSLSessionCache none\n"
                               "SSLCertificateFile %2/certificate.pem\nSSLCertificateKeyFile %2/key.pem\n"
                               "SetEnv GIT_PROJECT_ROOT %2/repositories\nSetEnv GIT_HTTP_EXPORT_ALL 1\n"
                               "ScriptAlias / %2/backend/\n"
                               "<Location />\nAuthType Basic\nAuthName git\nAuthUserFile %2/passwords\n"
                               "Require valid-user\n</Location>\n")
                    .arg(port)
                    .arg(folder)
                    .toUtf8();
        if (::geteuid() == 0) // apache never answers as root
            text += "User nobody\nGroup nogroup\n";
        put(folder + u"/apache.conf"_s, text);
        m_server.start(u"/usr/sbin/apache2"_s, {u"-DFOREGROUND"_s, u"-f"_s, folder + u"/apache.conf"_s}, port);
    }
    HttpsServer(const HttpsServer &) = delete;
    HttpsServer &operator=(const HttpsServer &) = delete;

    [[nodiscard]] QString certificate() const { return m_folder + u"/certificate.pem"_s; }
    [[nodiscard]] QString pathOf(const QString &name) const { return m_folder + u"/repositories/"_s + name; }
    [[nodiscard]] static QString address(quint16 at, const QString &name)
    {
        return u"https://127.0.0.1:%1/%2"_s.arg(at).arg(name);
    }
    // An empty repository that the server may write to.
    QString add(const QString &name) const
    {
        ran(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, pathOf(name)});
        own(name);
        return pathOf(name);
    }
    // From here on its server leaves out of what it sends what it is asked to.
    static void allowFilters(const QString &repository)
    {
        ran(u"git"_s,
            {u"-c"_s, u"safe.directory=*"_s, u"--git-dir="_s + repository, u"config"_s, u"uploadpack.allowFilter"_s,
             u"true"_s});
    }
    void own(const QString &name) const
    {
        if (::geteuid() == 0)
            ran(u"chown"_s, {u"-R"_s, u"nobody:nogroup"_s, pathOf(name)});
    }
    void fillDisk(bool full) const
    {
        if (full)
            put(m_folder + u"/full"_s, {});
        else
            QFile::remove(m_folder + u"/full"_s);
    }
    [[nodiscard]] QByteArray log() const
    {
        QFile file(m_folder + u"/errors"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    const QString m_folder;
    ServerProcess m_server;

public:
    const quint16 port;
};

} // namespace datanet::test
