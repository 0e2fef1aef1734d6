#include "versioning/workspace.h"

#include "base/files.h"
#include "dataset/operation_log.h"
#include "dataset/schema.h"
#include "dataset/working_state.h"
#include "versioning/piecewise_fetch.h"
#include "versioning/transport.h"
#include "versioning/working_fill.h"
#include "versioning/working_link.h"

#include <QDir>
#include <QFileInfo>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using dataset::DataSetFolder;

namespace {

// What SQLite puts beside a database, after its name.
const QStringList &databaseSuffixes()
{
    static const QStringList suffixes{u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s};
    return suffixes;
}

// Everything is prepared under another name first: a folder is a data set from the moment repo.git is there.
QString freshRepository(const QString &folder)
{
    return folder + u"/repo.git.new"_s;
}

// The folder for a new data set, cleared of what a kill left of an earlier attempt.
Result<DataSetFolder> newFolder(const QString &folder)
{
    DataSetFolder where{QDir::cleanPath(QDir().absoluteFilePath(folder))};
    if (QFileInfo::exists(where.repository()))
        return fail(ErrorKind::Conflict, u"there is a data set in "_s + where.path + u" already"_s,
                    u"choose another folder"_s);
    if (auto status = base::files::makeFolder(where.path); !status)
        return fail(status.error());
    const QString fresh = freshRepository(where.path);
    QStringList ours{u"lock"_s, QFileInfo(fresh).fileName(), QFileInfo(incomingPath(fresh)).fileName()};
    for (const QString &suffix : databaseSuffixes())
        ours.append(u"working.db"_s + suffix);
    const QStringList found =
        QDir(where.path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : found) {
        if (!ours.contains(name))
            return fail(ErrorKind::Conflict, where.path + u" is not empty: it holds "_s + name,
                        u"choose another folder"_s);
    }
    return where;
}

Status removeWorkingCopy(const DataSetFolder &where)
{
    for (const QString &suffix : databaseSuffixes()) {
        if (auto status = base::files::removeFile(where.workingCopy() + suffix); !status)
            return status;
    }
    return {};
}

Status switchOn(const DataSetFolder &where)
{
    if (!QDir().rename(freshRepository(where.path), where.repository()))
        return fail(ErrorKind::Io, u"cannot make "_s + where.repository());
    return base::files::syncFolder(where.path);
}

Status cloneInto(const DataSetFolder &where, const QString &source, const FetchOptions &options,
                 base::TaskContext &task)
{
    if (auto status = removeWorkingCopy(where); !status)
        return status;
    if (auto status = base::files::removeTree(freshRepository(where.path)); !status)
        return status;
    const auto repository = cloneRemote(source, freshRepository(where.path), options, task);
    if (!repository)
        return fail(repository.error());
    const auto head = repository->head();
    if (!head)
        return fail(head.error());
    if (!*head)
        return fail(ErrorKind::NotFound, source + u" holds no version"_s, u"ask its owner to publish one"_s);
    // Filled before the switch: what is not a data set as we know it leaves nothing behind.
    auto copy = dataset::WorkingCopy::open(where.workingCopy());
    if (!copy)
        return fail(copy.error());
    if (auto status = fillAnew(*copy, *repository, **head, task); !status)
        return status;
    return switchOn(where);
}

// Whoever holds the lock. What the next attempt goes on with stays, and the folder with it.
void removeAttempt(const DataSetFolder &where, bool withFolder)
{
    (void)removeWorkingCopy(where);
    (void)base::files::removeTree(freshRepository(where.path));
    const auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    if (QDir(where.path).entryList(everything) != QStringList{u"lock"_s})
        return;
    (void)base::files::removeFile(where.lock());
    if (withFolder)
        (void)QDir().rmdir(where.path);
}

} // namespace

Workspace::Workspace(dataset::DataSet dataSet, Repository repository)
    : m_dataSet(std::move(dataSet)), m_repository(std::move(repository))
{
}

Result<Workspace> Workspace::create(const QString &folder, base::ByteView metadata, base::ByteView schema)
{
    const auto where = newFolder(folder);
    if (!where)
        return fail(where.error());
    const auto parsed = dataset::Schema::fromJson(schema);
    if (!parsed)
        return fail(parsed.error());
    {
        const auto lock = base::FileLock::take(where->lock());
        if (!lock)
            return fail(lock.error());
        if (auto status = removeWorkingCopy(*where); !status)
            return fail(status.error());
        if (auto status = base::files::removeTree(freshRepository(where->path)); !status)
            return fail(status.error());
        auto copy = dataset::WorkingCopy::open(where->workingCopy());
        if (!copy)
            return fail(copy.error());
        for (const auto &[name, bytes] :
             {std::pair(dataset::kMetadataFile, metadata), {dataset::kSchemaFile, schema}}) {
            if (auto status = copy->setDocument(QLatin1StringView(name), bytes); !status)
                return fail(status.error());
        }
        base::Unwatched unwatched;
        if (auto status = copy->setKeyFields(parsed->primaryKey, unwatched); !status)
            return fail(status.error());
        if (auto status = copy->state()->change([&] { return dataset::forgetOperations(*copy->state()); }); !status)
            return fail(status.error());
        if (const auto repository = Repository::init(freshRepository(where->path)); !repository)
            return fail(repository.error());
        if (auto status = switchOn(*where); !status)
            return fail(status.error());
    }
    base::Unwatched unwatched;
    return open(where->path, unwatched);
}

Result<Workspace> Workspace::open(const QString &folder, base::TaskContext &task)
{
    const DataSetFolder where{QDir::cleanPath(QDir().absoluteFilePath(folder))};
    if (!QFileInfo::exists(where.repository()))
        return fail(ErrorKind::NotFound, u"there is no data set in "_s + where.path,
                    u"check the folder, or make one with `datanet init`"_s);
    auto dataSet = dataset::DataSet::open(where.path);
    if (!dataSet)
        return fail(dataSet.error());
    if (auto status = Repository::removeUnfinished(where.repository()); !status)
        return fail(status.error());
    auto repository = Repository::open(where.repository());
    if (!repository)
        return fail(repository.error());
    Workspace workspace(std::move(*dataSet), std::move(*repository));
    if (auto status = workspace.reconcile(task); !status)
        return fail(status.error());
    return workspace;
}

Result<Workspace> Workspace::clone(const QString &source, const QString &folder, base::TaskContext &task,
                                   const FetchOptions &options)
{
    const bool isOurs = !QFileInfo::exists(folder) || QFileInfo::exists(DataSetFolder{folder}.lock());
    const auto where = newFolder(folder);
    if (!where)
        return fail(where.error());
    {
        const auto lock = base::FileLock::take(where->lock());
        if (!lock)
            return fail(lock.error());
        if (auto status = cloneInto(*where, source, options, task); !status) {
            removeAttempt(*where, isOurs);
            return fail(status.error());
        }
    }
    return open(where->path, task);
}

Result<Workspace> Workspace::repair(const QString &folder, base::TaskContext &task)
{
    const DataSetFolder where{QDir::cleanPath(QDir().absoluteFilePath(folder))};
    if (!QFileInfo::exists(where.repository()))
        return fail(ErrorKind::NotFound, u"there is no data set in "_s + where.path);
    {
        const auto lock = base::FileLock::take(where.lock());
        if (!lock)
            return fail(lock.error());
        // The database first: it is what opening looks for.
        for (const QString &suffix : databaseSuffixes()) {
            const QString file = where.workingCopy() + suffix;
            const QString aside = where.workingCopy() + u".old"_s + suffix;
            if (auto status = base::files::removeFile(aside); !status)
                return fail(status.error());
            if (QFileInfo::exists(file) && !QDir().rename(file, aside))
                return fail(ErrorKind::Io, u"cannot put %1 aside"_s.arg(file));
        }
        if (auto status = base::files::syncFolder(where.path); !status)
            return fail(status.error());
    }
    return open(folder, task);
}

Result<std::optional<CommitId>> Workspace::base()
{
    return baseOf(workingCopy());
}

Status Workspace::reconcile(base::TaskContext &task)
{
    const auto head = m_repository.head();
    const auto pending = pendingOf(workingCopy());
    auto based = baseOf(workingCopy());
    if (!head || !pending || !based)
        return fail(!head ? head.error() : !pending ? pending.error() : based.error());
    if (*pending) {
        // The ref is what decides whether the commit took place.
        const auto status =
            *head == *pending ? markCommitted(workingCopy(), **pending) : setPending(workingCopy(), std::nullopt);
        if (!status)
            return status;
        based = baseOf(workingCopy());
        if (!based)
            return fail(based.error());
    }
    if (auto status = reconcileMerge(task); !status)
        return status;
    if (!*head || *head == *based)
        return {};
    // The repository has a version that the working copy does not know: it was deleted, or the version came from
    // elsewhere. Changes that are not in a version yet must not be dropped for that.
    const auto changes = workingCopy().changes();
    if (!changes)
        return fail(changes.error());
    if (!changes->isEmpty())
        return {};
    return fillAnew(workingCopy(), m_repository, **head, task);
}

Result<dataset::Operation> Workspace::undo(base::TaskContext &task)
{
    return replay(dataset::undoOperation, u"there is nothing to undo"_s, task);
}

Result<dataset::Operation> Workspace::redo(base::TaskContext &task)
{
    return replay(dataset::redoOperation, u"there is nothing to do again"_s, task);
}

Result<dataset::Operation> Workspace::replay(Replay step, const QString &nothing, base::TaskContext &task)
{
    const auto based = base();
    if (!based)
        return fail(based.error());
    dataset::WorkingState &state = *workingCopy().state();
    dataset::Operation operation;
    const auto done = state.change([&]() -> Status {
        const auto replayed = step(state);
        if (!replayed)
            return fail(replayed.error());
        if (!*replayed)
            return fail(ErrorKind::NotFound, nothing);
        operation = (*replayed)->operation;
        if (operation.deed.kind == dataset::OperationKind::Merged) {
            if (auto status = refuseDuringMerge(); !status)
                return status;
        }
        return (*replayed)->related ? Status() : relateTo(workingCopy(), m_repository, *based, task);
    });
    if (!done)
        return fail(done.error());
    return operation;
}

} // namespace datanet::versioning
