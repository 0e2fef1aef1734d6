#include "sync/answer_log.h"

#include "base/files.h"

#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::chrono::minutes kAnswerLockPatience{1};

base::Error logError(const QFile &file)
{
    return {ErrorKind::Io, u"the log of answers cannot be written: "_s + file.errorString(), {}};
}

// Where the last whole line ends.
qint64 wholeLines(QFile &file)
{
    qint64 end = file.size();
    while (end > 0) {
        const qint64 begin = qMax<qint64>(0, end - (64 << 10));
        file.seek(begin);
        const QByteArray piece = file.read(end - begin);
        const qsizetype at = piece.lastIndexOf('\n');
        if (at >= 0)
            return begin + at + 1;
        end = begin;
    }
    return 0;
}

} // namespace

Result<base::FileLock> takeAnswerLog(const QString &providerFolder, base::TaskContext &context)
{
    const QString folder = providerFolder + u"/answers"_s;
    if (auto made = base::files::makeFolder(folder); !made)
        return fail(made.error());
    return base::FileLock::wait(folder + u"/lock"_s, kAnswerLockPatience, context);
}

Status cutTornLine(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadWrite))
        return fail(logError(file));
    const qint64 end = wholeLines(file);
    if (end != file.size() && !file.resize(end))
        return fail(logError(file));
    return {};
}

Status appendAnswer(const QString &path, const rewards::LoggedAnswer &answer)
{
    if (auto cut = cutTornLine(path); !cut)
        return cut;
    const bool fresh = !QFileInfo::exists(path);
    QFile file(path);
    const base::Bytes line = answer.toLine() + '\n';
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(line) != line.size() || !file.flush()
        || ::fsync(file.handle()) != 0)
        return fail(logError(file));
    return fresh ? base::files::syncFolder(QFileInfo(path).path()) : Status();
}

Status readAnswerLog(const QString &path, base::TaskContext &context,
                     const std::function<void(const rewards::LoggedAnswer &)> &visit)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"the log of answers cannot be read: "_s + file.errorString());
    for (std::uint64_t number = 1; !file.atEnd(); ++number) {
        if (context.cancelled())
            return base::cancelled();
        QByteArray line = file.readLine(rewards::kMaximumLogLine + 2);
        if (!line.endsWith('\n') && file.atEnd())
            break; // what a kill left
        line.chop(1);
        const auto answer = rewards::LoggedAnswer::fromLine(line);
        if (!answer)
            return fail(ErrorKind::Corrupt, u"%1, line %2: %3"_s.arg(path).arg(number).arg(answer.error().what));
        visit(*answer);
    }
    return {};
}

Result<std::optional<rewards::Receipt>> lastReceipt(const QString &path, const base::Address &payer,
                                                    base::TaskContext &context)
{
    std::optional<rewards::Receipt> last;
    const auto read = readAnswerLog(path, context, [&](const rewards::LoggedAnswer &answer) {
        if (answer.receipt.payer == payer)
            last = answer.receipt;
    });
    return read ? Result<std::optional<rewards::Receipt>>(last) : fail(read.error());
}

} // namespace datanet::sync
