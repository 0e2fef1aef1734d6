#include "rewards/attribution_build.h"

#include "base/compression.h"
#include "base/files.h"
#include "rewards/epoch_files.h"
#include "rewards/synced_file.h"

#include <QtConcurrent>

#include <optional>

namespace datanet::rewards {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFrameBytes = 1 << 20; // of lines, after which a frame ends with the answer
constexpr std::uint64_t kAnswersPerThread = 16; // traced before their lines are joined
constexpr std::int64_t kMaximumProgress = 64 << 20; // bytes of the progress file

struct Progress
{
    std::int64_t bytes = 0; // of attributions.jsonl.zst that are good
    std::uint64_t answers = 0; // whose leaves are in there
    std::int64_t noted = 0; // bytes of the progress file that are good
};

// The last whole line counts; what a kill cut off is cut off here too.
Progress readProgress(const QString &path)
{
    Progress progress;
    const auto bytes = base::files::read(path, kMaximumProgress);
    if (!bytes)
        return progress;
    const qsizetype end = bytes->lastIndexOf('\n');
    if (end < 0)
        return progress;
    const qsizetype start = end == 0 ? 0 : bytes->lastIndexOf('\n', end - 1) + 1;
    const QList<QByteArray> parts = bytes->mid(start, end - start).split(' ');
    bool goodBytes = false;
    bool goodAnswers = false;
    if (parts.size() != 2)
        return progress;
    progress.bytes = parts[0].toLongLong(&goodBytes);
    progress.answers = parts[1].toULongLong(&goodAnswers);
    progress.noted = end + 1;
    return goodBytes && goodAnswers && progress.bytes >= 0 ? progress : Progress();
}

class AttributionWriter
{
public:
    static base::Result<AttributionWriter> open(const QString &folder, std::uint64_t answers)
    {
        Progress progress = readProgress(folder + u'/' + kProgressFile);
        if (progress.answers > answers)
            progress = {};
        auto data = detail::SyncedFile::open(folder + u'/' + kAttributionsFile, progress.bytes);
        if (!data && data.error().kind == base::ErrorKind::Corrupt) {
            progress = {};
            data = detail::SyncedFile::open(folder + u'/' + kAttributionsFile, 0);
        }
        if (!data)
            return base::fail(data.error());
        auto notes = detail::SyncedFile::open(folder + u'/' + kProgressFile, progress.noted);
        if (!notes)
            return base::fail(notes.error());
        return AttributionWriter(std::move(*data), std::move(*notes), progress.answers);
    }

    [[nodiscard]] std::uint64_t answers() const { return m_answers; }

    base::Status add(base::ByteView lines)
    {
        m_frame.append(lines);
        ++m_answers;
        return m_frame.size() >= kFrameBytes ? flush() : base::Status();
    }
    base::Status flush()
    {
        if (!m_frame.isEmpty()) {
            if (const auto written = m_data.append(m_compressor.compress(m_frame)); !written)
                return written;
            m_frame.clear();
        }
        if (const auto synced = m_data.sync(); !synced)
            return synced;
        const QByteArray note =
            QByteArray::number(qint64(m_data.size())) + ' ' + QByteArray::number(qulonglong(m_answers)) + '\n';
        if (const auto written = m_notes.append(note); !written)
            return written;
        return m_notes.sync();
    }

private:
    AttributionWriter(detail::SyncedFile data, detail::SyncedFile notes, std::uint64_t answers)
        : m_data(std::move(data)), m_notes(std::move(notes)), m_answers(answers)
    {
    }

    detail::SyncedFile m_data;
    detail::SyncedFile m_notes;
    base::Compressor m_compressor;
    base::Bytes m_frame;
    std::uint64_t m_answers;
};

struct TracedAnswer
{
    std::uint64_t index = 0;
    base::Bytes lines;
    std::optional<base::Error> error;
};

} // namespace

base::Result<std::vector<AttributionLeaf>> leavesOf(std::uint64_t index, const EpochInputs &inputs,
                                                    const InferenceLog &log, const CreditSource &source)
{
    const QString place = log.path() + u" line "_s + QString::number(log.lineOf(index));
    const auto answer = log.at(index);
    if (!answer)
        return base::fail(answer.error());
    if (const auto fee = inputs.checkFee(*answer); !fee)
        return base::fail(fee.error().within(place));
    if (!answer->output) {
        return base::fail(base::ErrorKind::Unproven, place + u": only the panel has this answer's text"_s,
                          u"ask a member of the panel for the log with the texts"_s);
    }
    const auto credits = source.credits(*answer->output);
    if (!credits)
        return base::fail(credits.error().within(place));
    std::vector<AttributionLeaf> leaves;
    leaves.reserve(credits->records.size() + 1);
    if (credits->unattributed > 0)
        leaves.push_back({index, 0, 0, {}, credits->unattributed});
    for (const RecordCredit &credit : credits->records) {
        const auto found = inputs.rules.contributions.find(credit.record.contribution);
        if (found == inputs.rules.contributions.end()) {
            return base::fail(base::ErrorKind::Invalid,
                              place + u": contribution "_s + QString::number(credit.record.contribution)
                                  + u" has a part in the answer but is not among the epoch's inputs"_s);
        }
        leaves.push_back(
            {index, credit.record.contribution, credit.record.position, found->second.account, credit.credit});
        const std::size_t count = leaves.size();
        if (count > 1 && !(leaves[count - 2].place() < leaves[count - 1].place()))
            return base::fail(base::ErrorKind::Invalid, place + u": the engine's credits are out of order"_s);
    }
    return leaves;
}

base::Status buildAttributions(const EpochInputs &inputs, const InferenceLog &log, const CreditSource &source,
                               const QString &folder, int threads, base::TaskContext &task)
{
    task.step(u"Tracing answers"_s);
    auto writer = AttributionWriter::open(folder, log.count());
    if (!writer)
        return base::fail(writer.error());
    QThreadPool pool;
    pool.setMaxThreadCount(std::max(1, threads));
    const std::uint64_t batch = kAnswersPerThread * static_cast<std::uint64_t>(pool.maxThreadCount());
    std::vector<TracedAnswer> answers;
    while (writer->answers() < log.count()) {
        if (task.cancelled())
            return base::cancelled(); // the frame begun is lost, or frames would end elsewhere than without a stop
        const std::uint64_t first = writer->answers();
        answers.assign(std::min(batch, log.count() - first), TracedAnswer());
        for (std::size_t i = 0; i < answers.size(); ++i)
            answers[i].index = first + i;
        QtConcurrent::blockingMap(&pool, answers, [&](TracedAnswer &answer) {
            const auto leaves = leavesOf(answer.index, inputs, log, source);
            if (!leaves) {
                answer.error = leaves.error();
                return;
            }
            for (const AttributionLeaf &leaf : *leaves)
                leaf.appendLine(answer.lines);
        });
        for (const TracedAnswer &answer : answers) {
            if (answer.error)
                return base::fail(*answer.error);
            if (const auto added = writer->add(answer.lines); !added)
                return added;
        }
        task.progress(static_cast<std::int64_t>(writer->answers()), static_cast<std::int64_t>(log.count()));
    }
    return writer->flush();
}

} // namespace datanet::rewards
