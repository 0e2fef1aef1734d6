#include "dataset/importer.h"

#include "dataset/delimited_row.h"
#include "dataset/text_input.h"
#include "dataset/text_utf8.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <utility>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::size_t kSample = 1 << 20;

// The name's ending without that of the compression.
QString ending(const QString &path)
{
    QString name = QFileInfo(path).fileName().toLower();
    for (const QString &packed : {u".gz"_s, u".zst"_s, u".zstd"_s})
        if (name.endsWith(packed))
            name.chop(packed.size());
    return QFileInfo(name).suffix();
}

std::optional<FileFormat> formatOfEnding(const QString &suffix)
{
    static const std::pair<QString, FileFormat> kEndings[] = {
        {u"csv"_s, FileFormat::Csv},     {u"tsv"_s, FileFormat::Csv},           {u"tab"_s, FileFormat::Csv},
        {u"json"_s, FileFormat::Json},   {u"jsonl"_s, FileFormat::JsonLines},   {u"ndjson"_s, FileFormat::JsonLines},
        {u"md"_s, FileFormat::Markdown}, {u"markdown"_s, FileFormat::Markdown}, {u"txt"_s, FileFormat::Text},
        {u"text"_s, FileFormat::Text},
    };
    for (const auto &[known, format] : kEndings)
        if (suffix == known)
            return format;
    return std::nullopt;
}

// Where the JSON value that starts the text ends; nothing when it goes on beyond it.
std::optional<std::size_t> endOfFirstValue(std::string_view text)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth <= 0) {
            return i + 1;
        }
    }
    return std::nullopt;
}

FileFormat formatOfContent(std::string_view text, const ImportOptions &options)
{
    const std::string_view start = trimmed(text);
    if (start.starts_with('{')) {
        // One object on a line of its own with another one behind it: JSON Lines.
        const auto end = endOfFirstValue(start);
        const std::string_view object = start.substr(0, end.value_or(start.size()));
        const bool oneLine = end && object.find('\n') == std::string_view::npos;
        return oneLine && trimmed(start.substr(*end)).starts_with('{') ? FileFormat::JsonLines : FileFormat::Json;
    }
    if (start.starts_with('['))
        return FileFormat::Json;
    return dialectFit(text, guessDialect(text, options, false)) >= 0.8 ? FileFormat::Csv : FileFormat::Text;
}

base::Status refuseBinary(const FileSample &sample, std::string_view text, const QString &name)
{
    struct Kind
    {
        std::string_view magic;
        QString what;
        QString hint;
    };
    const QString spreadsheet = u"open it in its program and save it as CSV or plain text, then import that"_s;
    const Kind kinds[] = {{"PK\x03\x04", u"a packed file, such as an Excel, Word or zip file"_s, spreadsheet},
                          {"%PDF-", u"a PDF"_s, u"save its text as a plain text file, then import that"_s},
                          {"\xD0\xCF\x11\xE0", u"an old Excel or Word file"_s, spreadsheet},
                          {"SQLite format 3", u"a database"_s, u"export its table as CSV, then import that"_s}};
    for (const Kind &kind : kinds)
        if (sample.bytes.starts_with(kind.magic))
            return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is "_s + kind.what + u", which can't be read"_s,
                              kind.hint);
    const std::string_view start = text.substr(0, 64 << 10);
    const auto odd = std::count_if(start.begin(), start.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
    if (odd * 50 > static_cast<std::ptrdiff_t>(start.size()))
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is not a text file"_s,
                          u"import CSV, TSV, JSON, JSON Lines, Markdown or plain text"_s);
    return {};
}

} // namespace

QString fileFormatName(FileFormat format)
{
    static const std::array<QString, 5> kNames{u"csv"_s, u"json"_s, u"jsonl"_s, u"markdown"_s, u"text"_s};
    return kNames[static_cast<std::size_t>(format)];
}

std::optional<FileFormat> fileFormatFromName(QStringView name)
{
    if (name == u"markdown")
        return FileFormat::Markdown;
    return formatOfEnding(name.toString().toLower());
}

base::Result<Detection> detectFormat(const QString &path, const ImportOptions &options)
{
    const auto sample = readSample(path, kSample);
    if (!sample)
        return base::fail(sample.error());
    const QString name = QFileInfo(path).fileName();
    if (sample->bytes.empty())
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is empty"_s);
    Detection found;
    found.compression = sample->compression;
    if (options.encoding) {
        found.encoding = *options.encoding;
    } else {
        const EncodingGuess guess = guessEncoding(*sample);
        found.encoding = guess.name;
        found.encodingConfidence = guess.confidence;
    }
    const auto text = decodeSample(*sample, found.encoding);
    if (!text)
        return base::fail(text.error());
    if (auto status = refuseBinary(*sample, *text, name); !status)
        return base::fail(status.error());
    if (isBlank(*text))
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” holds nothing but white space"_s);

    const QString suffix = ending(path);
    const auto named = formatOfEnding(suffix);
    found.format = options.format.value_or(named.value_or(FileFormat::Text));
    // What is in a file counts more than its ending where the two kinds of JSON are confused, or nothing is said.
    if (!options.format && (!named || *named == FileFormat::Json || *named == FileFormat::JsonLines)) {
        const FileFormat content = formatOfContent(*text, options);
        const bool json = content == FileFormat::Json || content == FileFormat::JsonLines;
        // A single object is a good first line of JSON Lines too.
        if (!named || (json && trimmed(*text).starts_with('[')) || (json && content == FileFormat::JsonLines))
            found.format = content;
    }
    if (found.format == FileFormat::Csv) {
        found.dialect = guessDialect(*text, options, suffix == u"tsv"_s || suffix == u"tab"_s);
        DelimitedRow row;
        if (row.read(*text, found.dialect, true) == DelimitedRow::Outcome::Complete) {
            const auto known = [&](const DelimitedRow::Cell &cell) {
                return options.schema
                    && options.schema->find(QString::fromUtf8(cell.text.data(), qsizetype(cell.text.size())));
            };
            if (!options.header && std::any_of(row.cells().begin(), row.cells().end(), known))
                found.dialect.header = true;
            for (std::size_t i = 0; i < row.cells().size() && i < std::size_t(Schema::kMaximumFields); ++i) {
                const std::string_view cell = row.cells()[i].text;
                found.columns.append(found.dialect.header
                                         ? QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size())).trimmed()
                                         : u"column"_s + QString::number(i + 1));
            }
        }
    }
    found.paged = text->find('\f') != std::string::npos;
    return found;
}

} // namespace datanet::dataset
