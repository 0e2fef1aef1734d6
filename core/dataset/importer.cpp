#include "dataset/importer.h"

#include "dataset/json_lines_reader.h"
#include "dataset/json_reader.h"
#include "dataset/prose_reader.h"
#include "dataset/record_pipe.h"
#include "dataset/table_reader.h"
#include "dataset/text_input.h"

#include <QFileInfo>

#include <atomic>
#include <memory>

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

private:
    RecordOutput &m_output;
    ColumnMapper m_mapper;
};

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

std::unique_ptr<TextReader> makeReader(const QString &path, const Detection &detected, const ImportOptions &options,
                                       RecordOutput &output)
{
    std::vector<std::string> textFields =
        options.schema ? options.schema->textFieldNames() : std::vector<std::string>();
    switch (detected.format) {
    case FileFormat::JsonLines:
        return std::make_unique<JsonLinesReader>(output, options.maximumRecordBytes, std::move(textFields));
    case FileFormat::Json:
        return std::make_unique<JsonReader>(output, options.maximumRecordBytes, std::move(textFields));
    case FileFormat::Csv:
        return std::make_unique<TableReader>(
            output,
            TableReader::Options{detected.dialect, detected.encoding, options.schema, options.maximumRecordBytes});
    case FileFormat::Markdown:
    case FileFormat::Text:
        break;
    }
    const QString source = (options.sourceName.isEmpty() ? QFileInfo(path).fileName() : options.sourceName)
                               .normalized(QString::NormalizationForm_C);
    return std::make_unique<ProseReader>(
        output, ProseReader::Options{detected.format == FileFormat::Markdown, detected.paged, source.toStdString()});
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
        m_preview.rejects.push_back({line, reason, std::string(verbatim.substr(0, 1000))});
        return {};
    }

private:
    [[nodiscard]] bool full() const { return m_preview.records.size() + m_preview.rejects.size() >= m_maximum; }
    base::Status enough()
    {
        m_stop = true;
        return base::cancelled();
    }

    Preview &m_preview;
    std::size_t m_maximum;
    std::atomic<bool> &m_stop;
};

// Passes on a bounded amount of text.
class BoundedReader final : public TextReader
{
public:
    BoundedReader(TextReader &reader, std::int64_t maximum, std::atomic<bool> &stop)
        : m_reader(reader), m_left(static_cast<std::size_t>(maximum)), m_stop(stop)
    {
    }

    base::Status feed(std::string_view piece) override
    {
        const std::string_view part = piece.substr(0, m_left);
        m_left -= part.size();
        if (auto status = m_reader.feed(part); !status || part.size() == piece.size())
            return status;
        m_stop = true;
        return base::cancelled();
    }
    base::Status finish() override { return m_reader.finish(); }

private:
    TextReader &m_reader;
    std::size_t m_left;
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
    auto detected = detectFormat(path, options);
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
        const auto reader =
            makeReader(path, report.detected, *ownNames, mapped ? static_cast<RecordOutput &>(*mapped) : output);
        auto status = readText(path, report.detected.encoding, *reader, bytesRead, stop);
        if (const auto *table = dynamic_cast<const TableReader *>(reader.get())) {
            report.detected.columns = table->columns();
            report.keptAsText = table->keptAsText();
        }
        return status;
    };
    const auto totals = runPipe(produce, sink, task, stop, bytesRead, QFileInfo(path).size());
    if (!totals)
        return base::fail(totals.error().kind == ErrorKind::Cancelled
                              ? totals.error()
                              : totals.error().within(QFileInfo(path).fileName()));
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
    auto detected = detectFormat(path, options);
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
    const auto reader =
        makeReader(path, preview.detected, *ownNames, mapped ? static_cast<RecordOutput &>(*mapped) : output);
    BoundedReader bounded(*reader, bounds.maximumBytes, stop);
    auto status = readText(path, preview.detected.encoding, bounded, bytesRead, stop);
    if (!status && !stop)
        return base::fail(status.error());
    preview.complete = status.has_value();
    // A table without a schema waits for enough rows to guess its types from; what it holds is the sample.
    const bool room = preview.records.size() + preview.rejects.size() < static_cast<std::size_t>(bounds.maximumRecords);
    auto *table = dynamic_cast<TableReader *>(reader.get());
    if (table && !preview.complete && room)
        (void)table->finishSample();
    if (table)
        preview.detected.columns = table->columns();
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
