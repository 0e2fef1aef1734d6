#include "dataset/file_reader.h"

#include "dataset/json_lines_reader.h"
#include "dataset/json_reader.h"
#include "dataset/prose_reader.h"
#include "dataset/table_reader.h"
#include "dataset/text_input.h"
#include "dataset/working_copy.h"

#include <QFile>

#include <memory>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

std::unique_ptr<TextReader> makeReader(const InputFile &file, const Detection &detected, const ImportOptions &options,
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
    default:
        break;
    }
    return std::make_unique<ProseReader>(
        output,
        ProseReader::Options{detected.format == FileFormat::Markdown, detected.paged, sourceName(file, options)});
}

// Passes on a bounded amount of text.
class BoundedReader final : public TextReader
{
public:
    BoundedReader(TextReader &reader, std::int64_t maximum, bool &cut) : m_reader(reader), m_left(maximum), m_cut(cut)
    {
    }

    base::Status feed(std::string_view piece) override
    {
        const std::string_view part = piece.substr(0, static_cast<std::size_t>(m_left));
        m_left -= static_cast<std::int64_t>(part.size());
        if (auto status = m_reader.feed(part); !status || part.size() == piece.size())
            return status;
        m_cut = true;
        return base::cancelled();
    }
    base::Status finish() override { return m_reader.finish(); }
    base::Status breakOff() override { return m_reader.breakOff(); }
    [[nodiscard]] std::int64_t line() const override { return m_reader.line(); }

private:
    TextReader &m_reader;
    std::int64_t m_left;
    bool &m_cut;
};

base::Status readTextFile(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading)
{
    const auto reader = makeReader(file, detected, options, reading.output);
    bool cut = false;
    BoundedReader bounded(*reader, reading.maximumText, cut);
    const auto damage = readText(file.path, detected.encoding, bounded, reading.bytesRead, reading.stop, file.damage);
    reading.place = reader->line();
    reading.damaged += reader->endIsMissing() ? 1 : 0;
    auto status = !damage ? base::fail(damage.error()) : *damage ? base::fail(**damage) : base::Status();
    auto *table = dynamic_cast<TableReader *>(reader.get());
    if (cut) {
        reading.cut = true;
        // A table without a schema waits for enough rows to guess its types from; what it holds is the sample.
        status = table ? table->finishSample() : base::Status();
    }
    if (table) {
        detected.columns = table->rows().columns();
        reading.keptAsText += table->rows().keptAsText();
    }
    return status;
}

// Remembers what of a file came in so far.
class CountedOutput final : public RecordOutput
{
public:
    explicit CountedOutput(RecordOutput &output) : m_output(output) { }

    base::Status source(const QString &name) override { return m_output.source(name); }
    base::Result<base::Digest> attach(base::Bytes bytes) override { return m_output.attach(std::move(bytes)); }
    base::Status record(std::string_view body, std::int64_t line) override
    {
        ++records;
        last = line;
        return m_output.record(body, line);
    }
    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) override
    {
        last = std::max(last, line);
        return m_output.reject(verbatim, line, reason);
    }

    std::int64_t records = 0;
    std::int64_t last = 0; // line

private:
    RecordOutput &m_output;
};

base::Status readByFormat(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading)
{
    switch (detected.format) {
    case FileFormat::Xlsx:
        return readXlsx(file, detected, options, reading);
    case FileFormat::Ods:
        return readOds(file, detected, options, reading);
    case FileFormat::Docx:
        return readDocx(file, options, reading);
    case FileFormat::Pdf:
        return readPdf(file, options, reading);
    case FileFormat::Image:
        return readImage(file, options, reading);
    case FileFormat::Audio:
        return readAudio(file, options, reading);
    case FileFormat::Archive:
        return readArchive(file, options, reading);
    case FileFormat::Folder:
        return readFolder(file, options, reading);
    case FileFormat::Csv:
    case FileFormat::Json:
    case FileFormat::JsonLines:
    case FileFormat::Markdown:
    case FileFormat::Text:
        break;
    }
    return readTextFile(file, detected, options, reading);
}

bool isDamage(const base::Status &status)
{
    return !status && (status.error().kind == ErrorKind::Corrupt || status.error().kind == ErrorKind::Io);
}

} // namespace

std::string sourceName(const InputFile &file, const ImportOptions &options)
{
    return (options.sourceName.isEmpty() ? file.name : options.sourceName)
        .normalized(QString::NormalizationForm_C)
        .toStdString();
}

base::Result<base::Bytes> readForKeeping(const InputFile &file)
{
    QFile bytes(file.path);
    if (!bytes.open(QIODevice::ReadOnly))
        return base::fail(ErrorKind::Io, u"“"_s + file.name + u"” can't be read: "_s + bytes.errorString());
    if (bytes.size() > kMaximumAttachmentBytes)
        return base::fail(ErrorKind::Invalid,
                          u"“"_s + file.name + u"” has "_s + QString::number(bytes.size())
                              + u" bytes; a file that is kept with the data may have "_s
                              + QString::number(kMaximumAttachmentBytes));
    const base::Bytes all = bytes.read(kMaximumAttachmentBytes);
    if (bytes.error() != QFileDevice::NoError)
        return base::fail(ErrorKind::Io, u"“"_s + file.name + u"” can't be read: "_s + bytes.errorString());
    return all;
}

base::Result<std::string> keepDocument(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    if (!options.keepSource)
        return std::string();
    auto bytes = readForKeeping(file);
    if (!bytes && bytes.error().kind == base::ErrorKind::Invalid) {
        if (auto status = reading.output.reject({}, 0, bytes.error().what + u"; only its text was taken"_s); !status)
            return base::fail(status.error());
        return std::string();
    }
    if (!bytes)
        return base::fail(bytes.error());
    const auto digest = reading.output.attach(std::move(*bytes));
    if (!digest)
        return base::fail(digest.error());
    return base::toPlainHex(digest->view()).toStdString();
}

base::Status readFile(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading)
{
    if (detected.format == FileFormat::Archive || detected.format == FileFormat::Folder)
        return readByFormat(file, detected, options, reading);
    CountedOutput output(reading.output);
    Reading inner{output, reading.bytesRead, reading.stop, reading.maximumText};
    const auto status = readByFormat(file, detected, options, inner);
    reading.cut = reading.cut || inner.cut;
    reading.keptAsText += inner.keptAsText;
    reading.damaged += std::min<std::int64_t>(inner.damaged, 1);
    if (!isDamage(status) || output.records == 0)
        return status;
    reading.damaged += inner.damaged > 0 ? 0 : 1;
    return output.reject({}, std::max(inner.place, output.last),
                         u"what should follow here is missing, and the lines before may be wrong: "_s
                             + status.error().what);
}

} // namespace datanet::dataset
