#include "rewards/epoch_verify.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "rewards/dispute_pack.h"
#include "rewards/epoch_account.h"
#include "rewards/epoch_files.h"
#include "rewards/file_comparison.h"

namespace datanet::rewards {

using namespace Qt::StringLiterals;

namespace {

// What a posted JSON file says, as far as it says anything.
QJsonObject readPosted(const QString &path, std::int64_t maximum)
{
    const auto bytes = base::files::read(path, maximum);
    const auto object = bytes ? base::parseObject(*bytes, maximum) : base::Result<QJsonObject>(base::cancelled());
    return object.value_or(QJsonObject());
}

std::optional<Difference> differentJson(base::ByteView expected, const QString &posted, QStringView file,
                                        std::int64_t maximum)
{
    const QString path = posted + u'/' + file;
    const auto bytes = base::files::read(path, maximum);
    if (bytes && *bytes == expected)
        return std::nullopt;
    const auto wanted = base::parseObject(expected, maximum);
    const auto member =
        detail::firstDifferentMember(wanted.value_or(QJsonObject()), readPosted(path, maximum), file.toString());
    // The same members in other bytes: the file is not in canonical form.
    return member ? member
                  : Difference{file.toString(), 0, u"(form)"_s, expected.toByteArray(), bytes.value_or(base::Bytes())};
}

base::Result<std::optional<Difference>> firstDifference(const EpochJob &job, const Statement &recomputed,
                                                        const QString &posted, const QString &scratch)
{
    for (const QStringView file : {kAttributionsFile, kRewardsFile}) {
        const auto lines = detail::firstDifferentLine(scratch + u'/' + file, posted + u'/' + file, file.toString());
        if (!lines || *lines)
            return lines;
    }
    if (const auto inputs = differentJson(job.inputs.toJson(), posted, kInputsFile, kMaximumInputs))
        return inputs;
    return differentJson(recomputed.toJson(), posted, kStatementFile, kMaximumStatement);
}

QString postedProgram(const QString &posted)
{
    const auto inputs = readPosted(posted + u'/' + kStatementFile, kMaximumStatement).value(u"inputs"_s).toObject();
    return inputs.value(u"program"_s).toString();
}

base::Result<Verification> compare(const EpochJob &job, const CreditSource &source, const QString &posted,
                                   const QString &scratch, base::TaskContext &task)
{
    EpochJob again = job;
    again.program = postedProgram(posted);
    const auto recomputed = buildEpoch(again, source, scratch, task);
    if (!recomputed)
        return base::fail(recomputed.error());
    task.step(u"Comparing"_s);
    const auto difference = firstDifference(again, *recomputed, posted, scratch);
    if (!difference)
        return base::fail(difference.error());
    Verification result{*difference, {}, *recomputed, {}};
    const auto bytes = base::files::read(posted + u'/' + kStatementFile, kMaximumStatement);
    if (const auto statement = bytes ? Statement::fromJson(*bytes) : base::Result<Statement>(base::cancelled()))
        result.posted = *statement;
    if (result.matches())
        return result;
    const auto log = InferenceLog::open(job.log, job.inputs.domain(), task);
    if (!log)
        return base::fail(log.error());
    result.disputePack = disputePack(result, *log, posted, scratch, task);
    return result;
}

base::Status failArithmetic(const QString &what)
{
    return base::fail(base::ErrorKind::Invalid, what);
}

} // namespace

base::Result<Verification> verifyEpoch(const EpochJob &job, const CreditSource &source, const QString &posted,
                                       const QString &scratch, base::TaskContext &task)
{
    auto result = compare(job, source, posted, scratch, task);
    for (const QString &folder : {scratch, QString(scratch + u".building"_s)}) {
        if (const auto removed = base::files::removeTree(folder); !removed && result)
            return base::fail(removed.error());
    }
    return result;
}

base::Status verifyArithmetic(const EpochJob &job, const QString &posted, base::TaskContext &task)
{
    if (const auto good = job.inputs.check(); !good)
        return good;
    auto before = previousBook(job.inputs, job.previousRewards);
    if (!before)
        return base::fail(before.error());
    const auto log = InferenceLog::open(job.log, job.inputs.domain(), task);
    if (!log)
        return base::fail(log.error());
    if (const auto settled = job.inputs.matches(log->summary()); !settled)
        return settled;
    const auto account = accountEpoch(job.inputs, *log, posted + u'/' + kAttributionsFile, std::move(*before), task);
    if (!account)
        return base::fail(account.error());
    const auto bytes = base::files::read(posted + u'/' + kStatementFile, kMaximumStatement);
    if (!bytes)
        return base::fail(bytes.error());
    const auto statement = Statement::fromJson(*bytes);
    if (!statement)
        return base::fail(statement.error().within(kStatementFile.toString()));
    if (statement->totals != account->totals)
        return failArithmetic(u"the totals do not follow from the log and the attributions"_s);
    if (statement->attributionRoot != account->attributionRoot
        || statement->attributionCount != account->attributionCount)
        return failArithmetic(u"the attribution root is not that of the posted attributions"_s);
    if (statement->rewards != account->rewards)
        return failArithmetic(u"the rewards do not follow from the log and the attributions"_s);
    std::uint64_t next = 0;
    const auto &lines = account->book.lines();
    const auto read = readRewards(posted + u'/' + kRewardsFile, [&](const RewardLine &line) -> base::Status {
        if (next >= lines.size() || lines[next++] != line)
            return failArithmetic(u"the reward at index "_s + QString::number(line.leaf.index) + u" is wrong"_s);
        return {};
    });
    if (!read)
        return read;
    return next == lines.size() ? base::Status() : failArithmetic(u"rewards are missing"_s);
}

} // namespace datanet::rewards
