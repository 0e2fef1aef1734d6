#include "versioning/remotes.h"

#include "base/files.h"
#include "versioning/piecewise_fetch.h"
#include "versioning/piecewise_push.h"
#include "versioning/place_call.h"
#include "versioning/proofs.h"
#include "versioning/refs.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUrl>

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

QString seenRef(const QString &place, const QString &branch = {})
{
    return u"refs/remotes/%1/%2"_s.arg(place, branch);
}

// Outside of refs/remotes, where a branch could have the same name.
QString seenProofsRef(const QString &place)
{
    return u"refs/places/%1/proofs"_s.arg(place);
}

Status checkPlace(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"_s);
    if (plain.match(name).hasMatch())
        return {};
    return fail(ErrorKind::Invalid, u"\"%1\" can't be the name of a place"_s.arg(name.left(100)),
                u"use letters, digits, - and _"_s);
}

Status configure(const Repository &repository, const QStringList &arguments)
{
    base::Unwatched task;
    const auto done = runGit(repository.path(), arguments, task);
    return done ? Status() : Status(fail(ErrorKind::Io, done.error().what));
}

QString absoluteAddress(const QString &address)
{
    return QFileInfo::exists(address) ? QFileInfo(address).absoluteFilePath() : address;
}

Status fetchInto(Repository &repository, const Remote &remote, const FetchOptions &options, base::TaskContext &task)
{
    return fetchRefs(repository, remote.url,
                     {u"+refs/heads/*:"_s + seenRef(remote.name, u"*"_s),
                      // A pattern, unlike a plain name, may match nothing: a place without proofs is fine.
                      u"+refs/datanet/proof*:refs/places/%1/proof*"_s.arg(remote.name)},
                     options, task);
}

// The branch that HEAD names over there; nothing when it does not say.
Result<QString> currentBranchOf(const QString &address, const Repository &repository, base::TaskContext &task)
{
    const auto said =
        callPlace(repository.path(), {u"ls-remote"_s, u"--symref"_s, u"--"_s, address, u"HEAD"_s}, address, task);
    if (!said)
        return fail(said.error());
    static const QRegularExpression symref(u"^ref: refs/heads/([^\\s]+)\\tHEAD$"_s,
                                           QRegularExpression::MultilineOption);
    return symref.match(QString::fromUtf8(*said)).captured(1);
}

} // namespace

Status checkAddress(const QString &address)
{
    const auto refuse = [&address] {
        return fail(ErrorKind::Invalid, u"\"%1\" is no address of a repository"_s.arg(address.left(200)),
                    u"give a path, an https or ssh address, or a bundle file"_s);
    };
    const auto isControl = [](QChar each) { return each.category() == QChar::Other_Control; };
    if (address.trimmed().isEmpty() || address.size() > 4096 || address.startsWith(u'-') || address.contains(u"::"_s)
        || std::any_of(address.cbegin(), address.cend(), isControl))
        return refuse();
    static const QRegularExpression scheme(u"^([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)"_s);
    if (const auto match = scheme.match(address); match.hasMatch()) {
        static const QStringList known{u"https"_s, u"http"_s, u"ssh"_s, u"git"_s, u"file"_s};
        // A host that begins with a dash would be an option of ssh.
        if (!known.contains(match.captured(1).toLower()) || match.captured(2).section(u'@', -1).startsWith(u'-'))
            return refuse();
        if (QUrl(address).password().size() > 0)
            return fail(ErrorKind::Invalid, u"an address must not hold a password: it would be kept in plain text"_s,
                        u"leave it out; `datanet remote login` keeps it in the keychain"_s);
    } else if (address.section(u':', 0, 0).section(u'@', -1).startsWith(u'-')) {
        return refuse();
    }
    return {};
}

Result<std::vector<Remote>> remotes(const Repository &repository)
{
    base::Unwatched task;
    // With nothing found git says so by its exit code alone.
    const auto listed = runGit(repository.path(), {u"config"_s, u"--local"_s, u"-z"_s, u"--list"_s}, task);
    if (!listed)
        return fail(ErrorKind::Io, listed.error().what);
    std::vector<Remote> found;
    for (const QByteArray &entry : listed->split('\0')) {
        const QString key = QString::fromUtf8(entry).section(u'\n', 0, 0);
        if (!key.startsWith(u"remote."_s) || !key.endsWith(u".url"_s))
            continue;
        const Remote remote{key.mid(7).chopped(4), QString::fromUtf8(entry).section(u'\n', 1)};
        // What somebody wrote into the configuration is believed no more than what is typed.
        if (checkPlace(remote.name) && checkAddress(remote.url))
            found.push_back(remote);
    }
    std::sort(found.begin(), found.end(),
              [](const Remote &left, const Remote &right) { return left.name < right.name; });
    found.erase(std::unique(found.begin(), found.end(),
                            [](const Remote &left, const Remote &right) { return left.name == right.name; }),
                found.end());
    return found;
}

Result<Remote> remoteNamed(const Repository &repository, const QString &name)
{
    const auto all = remotes(repository);
    if (!all)
        return fail(all.error());
    QStringList names;
    for (const Remote &each : *all) {
        if (each.name == name)
            return each;
        names.append(each.name);
    }
    return fail(ErrorKind::NotFound, u"there is no remote \"%1\""_s.arg(name.left(100)),
                names.isEmpty() ? u"`remote add NAME ADDRESS` makes one"_s : u"there are: "_s + names.join(u", "_s));
}

Result<Remote> usualRemote(const Repository &repository)
{
    const auto all = remotes(repository);
    if (!all)
        return fail(all.error());
    if (all->size() == 1)
        return all->front();
    return remoteNamed(repository, u"origin"_s);
}

Status addRemote(Repository &repository, const Remote &remote)
{
    if (auto status = checkPlace(remote.name); !status)
        return status;
    const QString url = absoluteAddress(remote.url);
    if (auto status = checkAddress(url); !status)
        return status;
    const auto all = remotes(repository);
    if (!all)
        return fail(all.error());
    for (const Remote &each : *all) {
        if (each.name == remote.name)
            return fail(ErrorKind::Conflict, u"there is a remote \"%1\" already: %2"_s.arg(each.name, each.url),
                        u"remove it first, or choose another name"_s);
    }
    return configure(repository, {u"remote"_s, u"add"_s, u"--"_s, remote.name, url});
}

Status removeRemote(Repository &repository, const QString &name)
{
    const auto remote = remoteNamed(repository, name);
    if (!remote)
        return fail(remote.error());
    if (auto status = configure(repository, {u"remote"_s, u"remove"_s, u"--"_s, name}); !status)
        return status;
    // git leaves what its own refspec does not name.
    const auto seen = repository.refs(seenRef(name));
    if (!seen)
        return fail(seen.error());
    for (const auto &[ref, version] : *seen) {
        if (auto status = repository.removeRef(ref, std::nullopt); !status)
            return status;
    }
    return repository.removeRef(seenProofsRef(name), std::nullopt);
}

Status renameRemote(Repository &repository, const QString &name, const QString &to)
{
    if (auto status = checkPlace(to); !status)
        return status;
    const auto remote = remoteNamed(repository, name);
    if (!remote)
        return fail(remote.error());
    return configure(repository, {u"remote"_s, u"rename"_s, u"--"_s, name, to});
}

Status visitPlace(const QString &address, base::TaskContext &task)
{
    const QTemporaryDir scratch;
    const auto repository = Repository::init(scratch.filePath(u"visit.git"_s));
    if (!repository)
        return fail(repository.error());
    const auto said = callPlace(repository->path(), {u"ls-remote"_s, u"--"_s, address, u"HEAD"_s}, address, task);
    return said ? Status() : Status(fail(said.error()));
}

Result<FetchReport> fetchRemote(Repository &repository, const Remote &remote, const FetchOptions &options,
                                const Person &author, base::TaskContext &task)
{
    if (auto status = checkPlace(remote.name); !status)
        return fail(status.error());
    if (auto status = checkAddress(remote.url); !status)
        return fail(status.error());
    const auto before = repository.refs(seenRef(remote.name));
    if (!before)
        return fail(before.error());
    if (auto status = fetchInto(repository, remote, options, task); !status)
        return fail(status.error());
    const auto after = repository.refs(seenRef(remote.name));
    const auto proofs = repository.ref(seenProofsRef(remote.name));
    if (!after || !proofs)
        return fail(!after ? after.error() : proofs.error());
    FetchReport report;
    for (const auto &each : *after) {
        if (std::find(before->begin(), before->end(), each) == before->end())
            report.branches.emplace_back(each.first.mid(13), each.second); // behind refs/remotes/
    }
    report.hasProofs = proofs->has_value();
    if (*proofs) {
        if (auto status = uniteProofs(repository, **proofs, author); !status)
            return fail(status.error());
    }
    return report;
}

Status pushRemote(Repository &repository, const Remote &remote, const QString &branch, bool tags,
                  base::TaskContext &task)
{
    if (auto status = checkAddress(remote.url); !status)
        return status;
    const auto version = repository.ref(branchRef(branch));
    const auto proofs = repository.ref(QLatin1StringView(kProofsRef));
    const auto seen = repository.ref(seenRef(remote.name, branch));
    if (!version || !proofs || !seen)
        return fail(!version ? version.error() : !proofs ? proofs.error() : seen.error());
    if (!*version)
        return fail(ErrorKind::NotFound, u"the branch \"%1\" has no version yet"_s.arg(branch), u"commit one first"_s);
    task.step(u"Sending"_s);
    QStringList arguments{u"push"_s, u"--progress"_s, u"--atomic"_s,
                          u"--"_s,   remote.url,      branchRef(branch) + u':' + branchRef(branch)};
    if (*proofs)
        arguments.append(QLatin1StringView(kProofsRef) + u":"_s + QLatin1StringView(kProofsRef));
    if (tags) {
        const auto names = repository.refs(u"refs/tags/"_s);
        if (!names)
            return fail(names.error());
        for (const auto &[name, at] : *names)
            arguments.append(name + u':' + name);
    }
    QStringList pieces;
    if (!isLocalAddress(remote.url)) {
        const auto sent = pushInPieces(repository, remote.url, branchRef(branch), **version, task);
        if (!sent)
            return fail(sent.error());
        pieces = *sent;
    }
    const auto done = callPlace(repository.path(), arguments, remote.url, task);
    if (!done)
        return fail(done.error());
    if (*seen != *version) {
        if (auto status = repository.moveRef(seenRef(remote.name, branch), *seen, **version, u"push"_s); !status)
            return status;
    }
    // The versions are there: names that could not be taken away are taken away by a later push.
    if (!pieces.isEmpty())
        (void)callPlace(repository.path(), QStringList{u"push"_s, u"--progress"_s, u"--"_s, remote.url} + pieces,
                        remote.url, task);
    return {};
}

Result<Repository> cloneRemote(const QString &source, const QString &path, const FetchOptions &options,
                               base::TaskContext &task)
{
    const QString address = absoluteAddress(source);
    if (auto status = checkAddress(address); !status)
        return fail(status.error());
    if (QFileInfo::exists(path))
        return fail(ErrorKind::Conflict, path + u" is there already"_s);
    const auto cloneInto = [&]() -> Result<Repository> {
        auto repository = Repository::init(path);
        if (!repository)
            return repository;
        const Remote origin{u"origin"_s, address};
        if (!QFileInfo(address).isFile()) { // a bundle is no place to send to
            if (auto status = addRemote(*repository, origin); !status)
                return fail(status.error());
        }
        if (auto status = fetchInto(*repository, origin, options, task); !status)
            return fail(status.error());
        const auto seen = repository->refs(seenRef(origin.name));
        const auto said = currentBranchOf(address, *repository, task);
        if (!seen || !said)
            return fail(!seen ? seen.error() : said.error());
        const auto isThere = [&](const QString &branch) {
            return std::any_of(seen->begin(), seen->end(),
                               [&](const auto &each) { return each.first == seenRef(origin.name, branch); });
        };
        QString branch = *said;
        if (branch.isEmpty() || !isThere(branch))
            branch = u"main"_s;
        if (!isThere(branch) && seen->size() == 1)
            branch = seen->front().first.section(u'/', 3);
        const auto newest = repository->ref(seenRef(origin.name, branch));
        const auto proofs = repository->ref(seenProofsRef(origin.name));
        if (!newest || !proofs)
            return fail(!newest ? newest.error() : proofs.error());
        if (!*newest)
            return fail(ErrorKind::NotFound, source + u" holds no version"_s, u"ask its owner to publish one"_s);
        if (auto status = repository->moveRef(branchRef(branch), std::nullopt, **newest, u"clone"_s); !status)
            return fail(status.error());
        if (auto status = repository->setCurrentRef(branchRef(branch)); !status)
            return fail(status.error());
        if (*proofs) {
            const auto status = repository->moveRef(QLatin1StringView(kProofsRef), std::nullopt, **proofs, u"clone"_s);
            if (!status)
                return fail(status.error());
        }
        return repository;
    };
    auto repository = cloneInto();
    if (!repository)
        (void)base::files::removeTree(path);
    return repository;
}

} // namespace datanet::versioning
