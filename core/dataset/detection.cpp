#include "dataset/file_reader.h"

#include "dataset/delimited_row.h"
#include "dataset/file_kind.h"
#include "dataset/text_input.h"
#include "dataset/text_utf8.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::size_t kSample = 1 << 20;

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

// What else those say before they are read.
base::Status detectPlain(const InputFile &file, const ImportOptions &options, Detection &found)
{
    switch (found.format) {
    case FileFormat::Xlsx:
        return detectXlsx(file, options, found);
    case FileFormat::Ods:
        return detectOds(file, options, found);
    case FileFormat::Archive:
        return detectArchive(file, found);
    default:
        return {};
    }
}

} // namespace

base::Result<Detection> detectFormat(const QString &path, const ImportOptions &options)
{
    return detectFile({path, QFileInfo(QDir::cleanPath(path)).fileName()}, options);
}

base::Result<Detection> detectFile(const InputFile &file, const ImportOptions &options)
{
    Detection found;
    if (QFileInfo(file.path).isDir()) {
        found.format = FileFormat::Folder;
        if (auto status = detectFolder(file, found); !status)
            return base::fail(status.error());
        return found;
    }
    const auto sample = readSample(file.path, kSample);
    if (!sample)
        return base::fail(sample.error());
    found.bytes = QFileInfo(file.path).size();
    const QString &name = file.name;
    if (sample->bytes.empty())
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is empty"_s);
    found.compression = sample->compression;
    const auto named = formatOfName(name);
    const auto plain = plainFormat(file, *sample, options.format, named);
    if (!plain)
        return base::fail(plain.error());
    if (*plain != FileFormat::Text) {
        found.format = *plain;
        if (auto status = detectPlain(file, options, found); !status)
            return base::fail(status.error());
        return found;
    }
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
    if (auto status = refuseUnreadable(*sample, *text, name); !status)
        return base::fail(status.error());
    if (isBlank(*text))
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” holds nothing but white space"_s);

    const QString suffix = endingOf(name);
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
