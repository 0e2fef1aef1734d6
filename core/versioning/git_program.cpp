#include "versioning/git_program.h"

#include "versioning/logins.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kPollMilliseconds = 50;
// Git removes what it has not finished when it is asked to stop; both together stay below a second.
constexpr int kStopMilliseconds = 500;
constexpr int kChildrenMilliseconds = 250;
constexpr qsizetype kKeptErrorBytes = 8192; // git's last words
constexpr int kLoginFile = 9; // a shell can name one digit only

// Nothing in a repository or an address may make git run another program or ask at a terminal that is not there.
QStringList safeOptions()
{
    return {u"-c"_s, u"protocol.ext.allow=never"_s,
            u"-c"_s, u"transfer.fsckObjects=true"_s,
            u"-c"_s, u"core.hooksPath=/dev/null"_s,
            u"-c"_s, u"gc.auto=0"_s,
            u"-c"_s, u"pack.window=0"_s,
            u"-c"_s, u"advice.pushUpdateRejected=false"_s};
}

// With a login of ours no other helper is asked, nor told of it.
QStringList loginOptions(const QString &site)
{
    return {u"-c"_s, u"credential.helper="_s, u"-c"_s,
            u"credential.%1.helper=!f() { test \"$1\" = get && cat <&%2; }; f"_s.arg(site).arg(kLoginFile)};
}

QProcessEnvironment environmentFor(const GitCall &call)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_ASKPASS"_s, u"false"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    // These go before what a repository's own configuration names.
    QString ssh = environment.value(u"GIT_SSH_COMMAND"_s, u"ssh"_s) + u" -o BatchMode=yes"_s;
    if (call.patience.count() > 0)
        ssh += u" -o ConnectTimeout=%1 -o ServerAliveInterval=%2 -o ServerAliveCountMax=3"_s.arg(call.patience.count())
                   .arg(std::max<std::int64_t>(1, call.patience.count() / 3));
    environment.insert(u"GIT_SSH_COMMAND"_s, ssh);
    if (!environment.contains(u"GIT_PROXY_COMMAND"_s))
        environment.insert(u"GIT_PROXY_COMMAND"_s, u""_s);
    for (const char *name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"})
        environment.remove(QLatin1StringView(name));
    return environment;
}

// "Receiving objects:  45% (450/1000)": how far it is, of what takes the time.
void tellProgress(const QByteArray &said, base::TaskContext &task)
{
    static const QRegularExpression percentage(u"(?:Receiving|Writing) objects: +(\\d{1,3})% \\("_s);
    auto matches = percentage.globalMatch(QString::fromUtf8(said));
    QRegularExpressionMatch last;
    while (matches.hasNext())
        last = matches.next();
    if (last.hasMatch())
        task.progress(last.captured(1).toInt(), 100);
}

// What a server says is shown at a terminal.
QString plainWords(const QByteArray &errors)
{
    QString words = QString::fromUtf8(errors);
    for (QChar &each : words) {
        if (each == u'\r')
            each = u'\n';
        else if (each.category() == QChar::Other_Control && each != u'\n' && each != u'\t')
            each = u' ';
    }
    return words;
}

// The reading end of a pipe that holds the login in git's words; -1 when it can't be made.
int loginPipe(const Login &login)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    base::Bytes words = "username=" + login.user.toUtf8() + "\npassword=";
    words.append(login.password.view().data(), login.password.view().size());
    words += '\n';
    // Far below what a pipe holds, so that nobody needs to read yet.
    const bool isWhole = ::write(ends[1], words.constData(), std::size_t(words.size())) == words.size();
    base::wipe(words);
    ::close(ends[1]);
    if (isWhole)
        return ends[0];
    ::close(ends[0]);
    return -1;
}

class Group
{
public:
    explicit Group(QProcess &process) : m_process(process), m_id(::pid_t(process.processId())) { }

    // The program and everything it started.
    void stop() const
    {
        ::kill(-m_id, SIGTERM);
        const bool ended = m_process.waitForFinished(kStopMilliseconds);
        for (int waited = 0; ended && waited < kChildrenMilliseconds && ::kill(-m_id, 0) == 0; waited += 10)
            QThread::msleep(10);
        ::kill(-m_id, SIGKILL);
        m_process.waitForFinished(-1);
    }

private:
    QProcess &m_process;
    const ::pid_t m_id;
};

} // namespace

QString lastLines(const QString &words)
{
    QStringList lines = words.split(u'\n', Qt::SkipEmptyParts);
    while (lines.size() > 3)
        lines.removeFirst();
    return lines.join(u"; "_s);
}

Result<GitEnd> runGit(const QString &repositoryPath, const GitCall &call, base::TaskContext &task)
{
    const int login = call.login != nullptr ? loginPipe(*call.login) : -1;
    QProcess process;
    process.setProcessEnvironment(environmentFor(call));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([login] {
        ::setsid();
        // Git goes when the program does, however it goes, and takes its unfinished files with it.
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (login == kLoginFile)
            ::fcntl(login, F_SETFD, 0);
        else if (login >= 0)
            ::dup2(login, kLoginFile);
    });
    QStringList words = safeOptions();
    if (login >= 0)
        words += loginOptions(call.site);
    process.start(u"git"_s, words + QStringList{u"--git-dir="_s + repositoryPath} + call.arguments);
    const bool started = process.waitForStarted();
    if (login >= 0)
        ::close(login);
    if (!started)
        return fail(ErrorKind::NotFound, u"the program git could not be started"_s, u"install git"_s);

    const Group group(process);
    base::Bytes output;
    base::Bytes errors;
    QElapsedTimer silence;
    silence.start();
    for (bool running = true; running;) {
        running = !process.waitForFinished(kPollMilliseconds) && process.state() != QProcess::NotRunning;
        const base::Bytes more = process.readAllStandardOutput();
        const base::Bytes said = process.readAllStandardError();
        if (!more.isEmpty() || !said.isEmpty())
            silence.restart();
        output += more;
        tellProgress(said, task);
        errors = QByteArray(errors + said).right(kKeptErrorBytes);
        if (running && task.cancelled()) {
            group.stop();
            return base::cancelled();
        }
        if (running && call.patience.count() > 0 && silence.elapsed() > 1000 * call.patience.count()) {
            group.stop();
            return fail(ErrorKind::Network, u"nothing was heard for %1 seconds"_s.arg(call.patience.count()));
        }
        if (output.size() > call.maximum) {
            group.stop();
            return fail(ErrorKind::Invalid,
                        u"git said more than the "_s + QString::number(call.maximum) + u" bytes allowed"_s);
        }
    }
    return GitEnd{process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, output, plainWords(errors)};
}

Result<base::Bytes> runGit(const QString &repositoryPath, const QStringList &arguments, base::TaskContext &task,
                           std::int64_t maximum)
{
    auto end = runGit(repositoryPath, GitCall{arguments, maximum, {}, {}, nullptr}, task);
    if (!end)
        return fail(end.error());
    if (!end->isGood)
        return fail(ErrorKind::Network, u"git %1 failed: %2"_s.arg(arguments.value(0), lastLines(end->words)));
    return std::move(end->output);
}

} // namespace datanet::versioning
