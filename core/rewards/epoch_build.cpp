#include "rewards/epoch_build.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "rewards/attribution_build.h"
#include "rewards/epoch_account.h"
#include "rewards/epoch_files.h"
#include "rewards/synced_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace datanet::rewards {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPieceBytes = 1 << 20;

// What kept work depends on.
QByteArray jobKey(base::ByteView inputs, const CreditSource &source)
{
    crypto::Sha256 digest;
    digest.update(inputs);
    digest.update(source.engine().toUtf8());
    digest.update(source.data().view());
    return base::toPlainHex(digest.finish().view());
}

base::Status prepare(const QString &folder, const QByteArray &key)
{
    const QString keyPath = folder + u'/' + kJobFile;
    const auto known = base::files::read(keyPath, 1024);
    if (known && *known == key)
        return {};
    for (const QStringView name : {kProgressFile, kAttributionsFile, kRewardsFile, kInputsFile, kStatementFile}) {
        if (const auto removed = base::files::removeFile(folder + u'/' + name); !removed)
            return removed;
    }
    return base::files::writeAtomically(keyPath, key);
}

base::Status writeRewards(const QString &path, const RewardBook &book)
{
    auto file = detail::SyncedFile::open(path, 0);
    if (!file)
        return base::fail(file.error());
    base::Bytes piece;
    for (const RewardLine &line : book.lines()) {
        line.appendLine(piece);
        if (piece.size() < kPieceBytes)
            continue;
        if (const auto written = file->append(piece); !written)
            return written;
        piece.clear();
    }
    if (const auto written = file->append(piece); !written)
        return written;
    return file->sync();
}

Statement stateEpoch(const EpochJob &job, const CreditSource &source, base::ByteView inputs,
                     const EpochAccount &account)
{
    const EpochInputs &from = job.inputs;
    Statement statement;
    statement.chainId = from.chainId;
    statement.inferenceContract = from.inferenceContract;
    statement.model = from.settlement.model;
    statement.epoch = from.settlement.epoch;
    statement.program = job.program;
    statement.engine = source.engine();
    statement.engineData = source.data();
    statement.inputsSha256 = crypto::sha256(inputs);
    statement.settlementHash = from.settlement.hash();
    statement.logRoot = from.settlement.logRoot;
    statement.previousStatement = from.previous.statementHash;
    statement.totals = account.totals;
    statement.attributionCount = account.attributionCount;
    statement.attributionRoot = account.attributionRoot;
    statement.previousRewards = from.previous.root;
    statement.rewards = account.rewards;
    return statement;
}

// The order matters to a kill: what makes kept work usable goes last.
base::Status switchTo(const QString &building, const QString &folder)
{
    for (const QStringView name : {kProgressFile, kLockFile, kJobFile}) {
        if (const auto removed = base::files::removeFile(building + u'/' + name); !removed)
            return removed;
    }
    if (const auto synced = base::files::syncFolder(building); !synced)
        return synced;
    if (std::rename(QFile::encodeName(building).constData(), QFile::encodeName(folder).constData()) != 0)
        return base::fail(base::ErrorKind::Io, u"cannot rename "_s + building + u" to "_s + folder);
    return base::files::syncFolder(QFileInfo(folder).path());
}

} // namespace

base::Result<Statement> buildEpoch(const EpochJob &job, const CreditSource &source, const QString &folder,
                                   base::TaskContext &task)
{
    const QString target = QDir::cleanPath(QDir().absoluteFilePath(folder));
    if (QFileInfo::exists(target))
        return base::fail(base::ErrorKind::Conflict, target + u" is there already"_s, u"name another folder"_s);
    if (const auto good = job.inputs.check(); !good)
        return base::fail(good.error());
    auto before = previousBook(job.inputs, job.previousRewards);
    if (!before)
        return base::fail(before.error());

    const QString building = target + u".building"_s;
    if (const auto made = base::files::makeFolder(building); !made)
        return base::fail(made.error());
    const auto lock = base::FileLock::take(building + u'/' + kLockFile);
    if (!lock)
        return base::fail(lock.error());
    const auto log = InferenceLog::open(job.log, job.inputs.domain(), task);
    if (!log)
        return base::fail(log.error());
    if (const auto settled = job.inputs.matches(log->summary()); !settled)
        return base::fail(settled.error());

    const base::Bytes inputs = job.inputs.toJson();
    const QString attributions = building + u'/' + kAttributionsFile;
    if (const auto prepared = prepare(building, jobKey(inputs, source)); !prepared)
        return base::fail(prepared.error());
    if (const auto built = buildAttributions(job.inputs, *log, source, building, job.threads, task); !built)
        return base::fail(built.error());
    const auto account = accountEpoch(job.inputs, *log, attributions, std::move(*before), task);
    if (!account) {
        // Kept work that can't be read, whatever damaged it, is not to be taken up again.
        if (account.error().kind == base::ErrorKind::Corrupt)
            (void)base::files::removeFile(building + u'/' + kProgressFile);
        return base::fail(account.error());
    }
    const Statement statement = stateEpoch(job, source, inputs, *account);
    auto written = writeRewards(building + u'/' + kRewardsFile, account->book);
    if (written)
        written = base::files::writeAtomically(building + u'/' + kInputsFile, inputs);
    if (written)
        written = base::files::writeAtomically(building + u'/' + kStatementFile, statement.toJson());
    if (written)
        written = switchTo(building, target);
    if (!written)
        return base::fail(written.error());
    return statement;
}

} // namespace datanet::rewards
