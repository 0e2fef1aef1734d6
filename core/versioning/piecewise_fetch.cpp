#include "versioning/piecewise_fetch.h"

#include "base/files.h"
#include "base/part_of_task.h"
#include "versioning/piecewise_push.h"
#include "versioning/place_call.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::int64_t kMaximumListing = 256 << 20; // 42 bytes for each segment that is missing

QString boundary(const QString &repository)
{
    return repository + u"/shallow"_s;
}

QStringList fetchArguments(const QString &repository, const FetchOptions &options)
{
    QStringList arguments{u"fetch"_s, u"--progress"_s, u"--no-write-fetch-head"_s, u"--no-auto-gc"_s,
                          options.names ? u"--prune"_s : u"--no-tags"_s};
    if (options.depth > 0)
        arguments.append(u"--depth=%1"_s.arg(options.depth));
    if (options.wholeHistory && QFileInfo::exists(boundary(repository)))
        arguments.append(u"--unshallow"_s);
    return arguments;
}

// A second repository beside the first, which sees the first one's objects and takes what is new. It misses segments
// until the end, which libgit2 does not understand and the first repository therefore never does.
class IncomingStore
{
public:
    IncomingStore(const Repository &repository, QString address)
        : m_repository(repository.path()), m_path(incomingPath(m_repository)), m_address(std::move(address))
    {
    }

    // New, or what an earlier call for the same purpose left, if that is sound.
    Status prepare(const QString &purpose, base::TaskContext &task) const
    {
        const auto before = base::files::read(note(), 1 << 16);
        if (before && *before == purpose.toUtf8() && removeUnfinished() && configure("noop") && missing(task))
            return {};
        return task.cancelled() ? Status(base::cancelled()) : begin(purpose);
    }

    Status begin(const QString &purpose) const
    {
        if (auto status = base::files::removeTree(m_path); !status)
            return status;
        if (const auto made = Repository::init(m_path); !made)
            return fail(made.error());
        if (auto status = base::files::makeFolder(m_path + u"/objects/info"_s); !status)
            return status;
        if (auto status = configure("noop"); !status)
            return status;
        if (auto status = copyBoundary(m_repository, m_path); !status)
            return status;
        return base::files::writeAtomically(note(), purpose.toUtf8());
    }

    Status fetchVersions(const QStringList &refspecs, const FetchOptions &options, const QString &filter,
                         base::TaskContext &task) const
    {
        // So that the server hears of the versions here.
        if (auto status = configure("consecutive"); !status)
            return status;
        return fetch(fetchArguments(m_path, options) + QStringList{filter}, refspecs, task);
    }

    // What the versions hold and neither repository has. Cheaper when what the first repository holds can be left out:
    // not where its versions get older ones below them.
    Result<QStringList> missing(base::TaskContext &task) const
    {
        QStringList arguments{u"rev-list"_s, u"--objects"_s, u"--missing=print"_s, u"--all"_s};
        const auto own = base::files::read(boundary(m_repository), kMaximumListing);
        const auto here = base::files::read(boundary(m_path), kMaximumListing);
        if (own.value_or(base::Bytes()) == here.value_or(base::Bytes()))
            arguments += {u"--not"_s, u"--alternate-refs"_s};
        const auto listed = runGit(m_path, arguments, task, kMaximumListing);
        if (!listed)
            return fail(listed.error());
        QStringList ids;
        for (const QByteArray &line : listed->split('\n')) {
            if (line.startsWith('?'))
                ids.append(QString::fromLatin1(line.mid(1).trimmed()));
        }
        return ids;
    }

    Status fetchObjects(const QStringList &ids, base::TaskContext &task) const
    {
        // Hearing of them now, it would leave out what they hold.
        if (auto status = configure("noop"); !status)
            return status;
        return fetch({u"fetch"_s, u"--progress"_s, u"--no-write-fetch-head"_s, u"--no-auto-gc"_s, u"--no-tags"_s,
                      u"--filter=blob:none"_s},
                     ids, task);
    }

    // Objects first, then the boundary, then the names: whole at any moment.
    Status handOver(const QStringList &refspecs, const FetchOptions &options, base::TaskContext &task) const
    {
        const QDir packs(m_path + u"/objects/pack"_s);
        const QString target = m_repository + u"/objects/pack/"_s;
        if (auto status = base::files::makeFolder(target); !status)
            return status;
        // A pack counts from the moment its index is there.
        for (const QString &kind : {u"*.pack"_s, u"*.rev"_s, u"*.idx"_s}) {
            for (const QString &name : packs.entryList({kind}, QDir::Files)) {
                if (!QFileInfo::exists(target + name) && !QFile::rename(packs.filePath(name), target + name))
                    return fail(ErrorKind::Io, u"cannot move %1 to %2"_s.arg(packs.filePath(name), target));
            }
        }
        if (auto status = base::files::syncFolder(target); !status)
            return status;
        if (auto status = copyBoundary(m_path, m_repository); !status)
            return status;
        const auto done = runGit(m_repository,
                                 fetchArguments(m_repository, {0, false, options.names})
                                     + QStringList{u"--update-shallow"_s, u"--"_s, m_path} + refspecs,
                                 task);
        if (!done && done.error().kind == ErrorKind::Network) // it is this computer that failed
            return fail(ErrorKind::Io, done.error().what);
        return done ? Status() : Status(fail(done.error()));
    }

    void remove() const { (void)base::files::removeTree(m_path); }

private:
    [[nodiscard]] QString note() const { return m_path + u"/purpose"_s; }

    static Status copyBoundary(const QString &from, const QString &to)
    {
        const auto ids = base::files::read(boundary(from), kMaximumListing);
        if (ids)
            return base::files::writeAtomically(boundary(to), *ids);
        return ids.error().kind == ErrorKind::NotFound ? base::files::removeFile(boundary(to))
                                                       : Status(fail(ids.error()));
    }

    // Written anew each time: what lies beside a data set may be somebody else's work.
    Status configure(const QByteArray &negotiation) const
    {
        const QByteArray quoted = m_address.toUtf8().replace('\\', "\\\\").replace('"', "\\\"");
        const base::Bytes text = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
                                 "[fetch]\n\tunpackLimit = 1\n\tnegotiationAlgorithm = "
            + negotiation + "\n[remote \"origin\"]\n\turl = \"" + quoted
            + "\"\n\tpromisor = true\n\tpartialclonefilter = blob:none\n";
        if (auto status = base::files::writeAtomically(m_path + u"/config"_s, text); !status)
            return status;
        const base::Bytes seen = QFileInfo(m_repository + u"/objects"_s).absoluteFilePath().toUtf8() + '\n';
        return base::files::writeAtomically(m_path + u"/objects/info/alternates"_s, seen);
    }

    // What a kill of git leaves.
    Status removeUnfinished() const
    {
        QDirIterator files(m_path, {u"*.lock"_s, u"tmp_*"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            if (auto status = base::files::removeFile(files.next()); !status)
                return status;
        }
        return {};
    }

    Status fetch(const QStringList &arguments, const QStringList &wanted, base::TaskContext &task) const
    {
        const auto done = callPlace(m_path, arguments + QStringList{u"--"_s, u"origin"_s} + wanted, m_address, task);
        return done ? Status() : Status(fail(done.error()));
    }

    const QString m_repository;
    const QString m_path;
    const QString m_address;
};

// "+refs/heads/*:refs/remotes/origin/*" gives "+refs/heads/*:refs/heads/*".
QStringList asOverThere(const QStringList &refspecs)
{
    QStringList same;
    for (const QString &each : refspecs) {
        const QString there = each.section(u':', 0, 0);
        same.append(there + u':' + QString(there).remove(u'+'));
    }
    return same;
}

Status collect(const IncomingStore &store, const QStringList &refspecs, const FetchOptions &options,
               const QString &purpose, base::TaskContext &task)
{
    task.step(u"Fetching versions"_s);
    if (auto status = store.fetchVersions(asOverThere(refspecs), options, u"--filter=blob:none"_s, task); !status)
        return status;
    const auto missing = store.missing(task);
    if (!missing)
        return fail(missing.error());
    const qsizetype pieces = (missing->size() + kSegmentsInPiece - 1) / kSegmentsInPiece;
    if (pieces > 0)
        task.step(u"Fetching records"_s);
    for (qsizetype piece = 0; piece < pieces; ++piece) {
        base::PartOfTask part(task, piece, pieces);
        const auto status = store.fetchObjects(missing->mid(piece * kSegmentsInPiece, kSegmentsInPiece), part);
        if (!status && status.error().kind == ErrorKind::NotFound) { // the server hands out whole versions only
            if (auto begun = store.begin(purpose); !begun)
                return begun;
            return store.fetchVersions(asOverThere(refspecs), options, u"--no-filter"_s, task);
        }
        if (!status)
            return status;
    }
    return {};
}

// Going on makes sense: what came so far is sound.
bool isInterruption(const base::Error &error)
{
    return error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Network || error.kind == ErrorKind::Denied;
}

} // namespace

QString incomingPath(const QString &repositoryPath)
{
    return repositoryPath + u".incoming"_s;
}

Status fetchRefs(Repository &repository, const QString &address, const QStringList &refspecs,
                 const FetchOptions &options, base::TaskContext &task)
{
    if (isLocalAddress(address)) {
        task.step(u"Fetching versions"_s);
        const auto done = callPlace(
            repository.path(), fetchArguments(repository.path(), options) + QStringList{u"--"_s, address} + refspecs,
            address, task);
        repository.refresh();
        return done ? Status() : Status(fail(done.error()));
    }
    const IncomingStore store(repository, address);
    const QString purpose = u"%1\n%2 %3\n%4\n"_s.arg(address, QString::number(options.depth),
                                                     options.wholeHistory ? u"all"_s : u"new"_s, refspecs.join(u'\n'));
    if (auto status = store.prepare(purpose, task); !status)
        return status;
    auto status = collect(store, refspecs, options, purpose, task);
    if (status)
        status = store.handOver(refspecs, options, task);
    repository.refresh();
    if (status || !isInterruption(status.error()))
        store.remove();
    return status;
}

} // namespace datanet::versioning
