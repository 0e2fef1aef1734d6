#include "dataset/importer.h"

#include "crypto/digest.h"
#include "dataset/file_reader.h"
#include "dataset/record_pipe.h"

#include <QDir>
#include <QFileInfo>

#include <atomic>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

// Gives columns the names they are to have.
class MappedOutput final : public RecordOutput
{
public:
    MappedOutput(RecordOutput &output, const ColumnMap &map) : m_output(output), m_mapper(map) { }

    base::Status record(std::string_view body, std::int64_t line) override
    {
        const auto mapped = m_mapper.map(body);
        if (!mapped)
            return m_output.reject(body.substr(0, kMaximumVerbatimBytes), line, mapped.error().what);
        if (*mapped == "{}")
            return m_output.reject(body.substr(0, kMaximumVerbatimBytes), line,
                                   u"nothing is left of the record without the columns that are left out"_s);
        return m_output.record(*mapped, line);
    }
    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) override
    {
        return m_output.reject(verbatim, line, reason);
    }
    base::Status source(const QString &name) override { return m_output.source(name); }
    base::Result<base::Digest> attach(base::Bytes bytes) override { return m_output.attach(std::move(bytes)); }

private:
    RecordOutput &m_output;
    ColumnMapper m_mapper;
};

InputFile inputAt(const QString &path)
{
    return {path, QFileInfo(QDir::cleanPath(path)).fileName()};
}

// Says of which file it is, where it does not do so itself.
base::Error named(const base::Error &error, const InputFile &file)
{
    return error.kind == ErrorKind::Cancelled || error.what.contains(file.name) ? error : error.within(file.name);
}

// The same options for a reader that knows the file's own names only.
base::Result<ImportOptions> beforeMapping(const ImportOptions &options)
{
    if (auto status = options.columns.validate(); !status)
        return base::fail(status.error());
    ImportOptions result = options;
    if (options.schema && !options.columns.changes.empty())
        result.schema = options.columns.reversed(*options.schema);
    return result;
}

// Keeps what a preview shows and stops the reading once it has enough.
class PreviewOutput final : public RecordOutput
{
public:
    PreviewOutput(Preview &preview, int maximumRecords, std::atomic<bool> &stop)
        : m_preview(preview), m_maximum(static_cast<std::size_t>(maximumRecords)), m_stop(stop)
    {
    }

    base::Status record(std::string_view body, std::int64_t) override
    {
        if (full())
            return enough();
        m_preview.records.emplace_back(body);
        return {};
    }

    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) override
    {
        if (full())
            return enough();
        m_preview.rejects.push_back({m_source, line, reason, std::string(verbatim.substr(0, 1000))});
        return {};
    }

    base::Status source(const QString &name) override
    {
        m_source = name;
        return full() ? enough() : base::Status();
    }
    base::Result<base::Digest> attach(base::Bytes bytes) override { return crypto::sha256(bytes); }

private:
    [[nodiscard]] bool full() const { return m_preview.records.size() + m_preview.rejects.size() >= m_maximum; }
    base::Status enough()
    {
        m_stop = true;
        return base::cancelled();
    }

    Preview &m_preview;
    QString m_source;
    std::size_t m_maximum;
    std::atomic<bool> &m_stop;
};

} // namespace

base::Result<ImportReport> importFile(const QString &path, const ImportOptions &options, RecordSink &sink,
                                      base::TaskContext &task)
{
    task.step(u"Looking at the file"_s);
    const auto ownNames = beforeMapping(options);
    if (!ownNames)
        return base::fail(ownNames.error());
    const InputFile file = inputAt(path);
    auto detected = detectFile(file, *ownNames);
    if (!detected)
        return base::fail(detected.error());
    ImportReport report;
    report.detected = std::move(*detected);

    task.step(u"Reading records"_s);
    std::atomic<bool> stop = false;
    std::atomic<std::int64_t> bytesRead = 0;
    const auto produce = [&](RecordOutput &output) -> base::Status {
        std::optional<MappedOutput> mapped;
        if (!options.columns.isIdentity())
            mapped.emplace(output, options.columns);
        Reading reading{mapped ? static_cast<RecordOutput &>(*mapped) : output, bytesRead, stop};
        auto status = readFile(file, report.detected, *ownNames, reading);
        report.keptAsText = reading.keptAsText;
        report.damaged = reading.damaged;
        return status;
    };
    const auto totals = runPipe(produce, sink, task, stop, bytesRead, report.detected.bytes);
    if (!totals)
        return base::fail(named(totals.error(), file));
    report.accepted = totals->accepted;
    report.rejected = totals->rejected;
    report.bytesRead = bytesRead;
    return report;
}

base::Result<Preview> previewFile(const QString &path, const ImportOptions &options, const PreviewOptions &bounds)
{
    const auto ownNames = beforeMapping(options);
    if (!ownNames)
        return base::fail(ownNames.error());
    const InputFile file = inputAt(path);
    auto detected = detectFile(file, *ownNames);
    if (!detected)
        return base::fail(detected.error());
    Preview preview;
    preview.detected = std::move(*detected);
    std::atomic<bool> stop = false; // set by whoever has enough
    std::atomic<std::int64_t> bytesRead = 0;
    PreviewOutput output(preview, bounds.maximumRecords, stop);
    std::optional<MappedOutput> mapped;
    if (!options.columns.isIdentity())
        mapped.emplace(output, options.columns);
    Reading reading{mapped ? static_cast<RecordOutput &>(*mapped) : output, bytesRead, stop, bounds.maximumBytes};
    auto status = readFile(file, preview.detected, *ownNames, reading);
    if (!status && !stop)
        return base::fail(named(status.error(), file));
    preview.complete = status && !reading.cut;
    preview.damaged = reading.damaged;
    QStringList order;
    for (const QString &column : std::as_const(preview.detected.columns)) {
        if (const auto name = options.columns.target(column))
            order.append(*name);
    }
    preview.guess = guessSchema(preview.records, order);
    if (options.schema)
        preview.guess.schema = *options.schema;
    return preview;
}

} // namespace datanet::dataset
