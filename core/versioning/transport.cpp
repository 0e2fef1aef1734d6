#include "versioning/transport.h"

#include "base/files.h"
#include "base/new_folder.h"
#include "versioning/remotes.h"

#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QUuid>

#include <csignal>
#include <sys/prctl.h>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kPollMilliseconds = 50;
constexpr int kStopMilliseconds = 2000;
constexpr qsizetype kKeptErrorBytes = 4096; // git's last words

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

QString lastLines(const QByteArray &errors)
{
    QStringList lines = QString::fromUtf8(errors).split(QRegularExpression(u"[\\r\\n]+"_s), Qt::SkipEmptyParts);
    while (lines.size() > 3)
        lines.removeFirst();
    return lines.join(u"; "_s);
}

// "Receiving objects:  45% (450/1000)": what git says of how far it is.
void tellProgress(const QByteArray &said, base::TaskContext &task)
{
    static const QRegularExpression percentage(u"([A-Z][a-z]+(?: [a-z]+)*): +(\\d{1,3})% \\("_s);
    auto matches = percentage.globalMatch(QString::fromUtf8(said));
    QRegularExpressionMatch last;
    while (matches.hasNext())
        last = matches.next();
    if (last.hasMatch())
        task.progress(last.captured(2).toInt(), 100);
}

// Git's own words, with what a person can do about the common ones.
tl::unexpected<base::Error> failWithWords(const QString &command, const QString &words)
{
    const QString what = u"git %1 failed: %2"_s.arg(command, words);
    for (const QString &sign : {u"could not read Username"_s, u"could not read Password"_s, u"Permission denied"_s,
                                u"Authentication failed"_s, u"Host key verification failed"_s}) {
        if (words.contains(sign))
            return fail(ErrorKind::Denied, what,
                        u"git could not log in: set up its credential helper or an ssh key for this place;"
                        " `git ls-remote ADDRESS` in a terminal shows whether it gets in"_s);
    }
    return fail(ErrorKind::Network, what);
}

} // namespace

Result<base::Bytes> runGit(const QString &repositoryPath, const QStringList &arguments, base::TaskContext &task,
                           std::int64_t maximum)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // Credentials come from git's helpers and the ssh agent; a question that nobody sees would hang for ever. The
    // command also goes before one that a repository's own configuration names.
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_ASKPASS"_s, u"false"_s);
    environment.insert(u"GIT_SSH_COMMAND"_s,
                       environment.value(u"GIT_SSH_COMMAND"_s, u"ssh"_s) + u" -o BatchMode=yes"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const char *name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"})
        environment.remove(QLatin1StringView(name));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    // Git goes when the program does, however it goes, and takes its unfinished files with it.
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    process.start(u"git"_s, safeOptions() + QStringList{u"--git-dir="_s + repositoryPath} + arguments);
    if (!process.waitForStarted())
        return fail(ErrorKind::NotFound, u"the program git could not be started"_s, u"install git"_s);

    base::Bytes output;
    base::Bytes errors;
    const auto stop = [&process] {
        process.terminate();
        if (!process.waitForFinished(kStopMilliseconds)) {
            process.kill();
            process.waitForFinished(-1);
        }
    };
    for (bool running = true; running;) {
        running = !process.waitForFinished(kPollMilliseconds) && process.state() != QProcess::NotRunning;
        output += process.readAllStandardOutput();
        const QByteArray said = process.readAllStandardError();
        tellProgress(said, task);
        errors = QByteArray(errors + said).right(kKeptErrorBytes);
        if (running && task.cancelled()) {
            stop();
            return base::cancelled();
        }
        if (output.size() > maximum) {
            stop();
            return fail(ErrorKind::Invalid,
                        u"git said more than the "_s + QString::number(maximum) + u" bytes allowed"_s);
        }
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failWithWords(arguments.value(0), lastLines(errors));
    return output;
}

Status exportBundle(const Repository &repository, const QString &file, base::TaskContext &task)
{
    const auto head = repository.head();
    const auto proofs = repository.ref(QLatin1StringView(kProofsRef));
    if (!head || !proofs)
        return fail(!head ? head.error() : proofs.error());
    if (!*head)
        return fail(ErrorKind::Invalid, u"there is no version to export yet"_s, u"commit one first"_s);
    if (repository.isShallow())
        return fail(ErrorKind::Invalid, u"a bundle holds all versions, and the older ones were not fetched here"_s,
                    u"`fetch --history` brings them"_s);
    const auto branch = repository.currentRef();
    if (!branch)
        return fail(branch.error());
    const QString path = QFileInfo(file).absoluteFilePath();
    const QString fresh = path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
    QStringList arguments{u"bundle"_s, u"create"_s, u"-q"_s, fresh, u"HEAD"_s, *branch};
    if (*proofs)
        arguments.append(QLatin1StringView(kProofsRef));
    const auto done = runGit(repository.path(), arguments, task);
    auto status = done ? base::moveIntoPlace(fresh, path) : Status(fail(done.error()));
    if (!status)
        for (const QString &left : {fresh, QString(fresh + u".lock"_s)})
            (void)base::files::removeFile(left);
    if (status || status.error().kind != ErrorKind::Network)
        return status;
    return fail(ErrorKind::Io, path + u" can't be written: "_s + status.error().what,
                u"check the free space and the permissions of the folder; nothing was changed"_s);
}

Result<Fetched> fetch(Repository &repository, const QString &name, const QString &source, base::TaskContext &task)
{
    if (auto status = checkAddress(source); !status)
        return fail(status.error());
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"_s);
    if (!plain.match(name).hasMatch())
        return fail(ErrorKind::Invalid, u"\""_s + name.left(100) + u"\" can't be the name of a remote"_s,
                    u"use letters, digits, - and _"_s);
    const QString main = u"refs/remotes/"_s + name + u"/main"_s;
    const QString proofs = u"refs/remotes/"_s + name + u"/proofs"_s;
    // The pattern, unlike the plain name, may match nothing: a source without proofs is fine.
    const auto done =
        runGit(repository.path(),
               {u"fetch"_s, u"-q"_s, u"--no-tags"_s, u"--no-write-fetch-head"_s, u"--"_s, source,
                u"+refs/heads/main:"_s + main, u"+refs/datanet/proof*:refs/remotes/"_s + name + u"/proof*"_s},
               task);
    if (!done)
        return fail(done.error());
    repository.refresh();
    Fetched fetched;
    const auto gotMain = repository.ref(main);
    const auto gotProofs = repository.ref(proofs);
    if (!gotMain || !gotProofs)
        return fail(!gotMain ? gotMain.error() : gotProofs.error());
    fetched.main = *gotMain;
    fetched.proofs = *gotProofs;
    return fetched;
}

Status push(const Repository &repository, const QString &target, base::TaskContext &task)
{
    if (auto status = checkAddress(target); !status)
        return status;
    const auto proofs = repository.ref(QLatin1StringView(kProofsRef));
    if (!proofs)
        return fail(proofs.error());
    QStringList arguments{u"push"_s, u"-q"_s, u"--atomic"_s,
                          u"--"_s,   target,  QLatin1StringView(kMainRef) + u":"_s + QLatin1StringView(kMainRef)};
    if (*proofs)
        arguments.append(QLatin1StringView(kProofsRef) + u":"_s + QLatin1StringView(kProofsRef));
    const auto done = runGit(repository.path(), arguments, task);
    if (done)
        return {};
    if (done.error().what.contains(u"non-fast-forward"_s) || done.error().what.contains(u"fetch first"_s)
        || done.error().what.contains(u"[rejected]"_s))
        return fail(ErrorKind::Conflict, u"the other side has versions that are not here"_s, u"fetch them first"_s);
    return fail(done.error());
}

} // namespace datanet::versioning
