#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/column_map.h"
#include "dataset/record.h"
#include "dataset/record_sink.h"
#include "dataset/schema.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// From a person's files to canonical records, streaming: memory does not depend on the size of the file.
namespace datanet::dataset {

enum class FileFormat : std::uint8_t {
    Csv,
    Json,
    JsonLines,
    Markdown,
    Text,
    Xlsx,
    Ods,
    Docx,
    Pdf,
    Image, // JPEG, PNG, WebP, TIFF
    Audio, // WAV, AIFF, FLAC, Ogg, MP3 and what else libsndfile reads
    Archive, // zip or tar, also packed, of files of these formats
    Folder,
};
[[nodiscard]] QString fileFormatName(FileFormat format); // "csv", "json", "jsonl", "markdown", "text", "xlsx", ...
[[nodiscard]] std::optional<FileFormat> fileFormatFromName(QStringView name); // also endings: "tsv", "md", "ndjson"
// What `datanet import --help` and a refusal say: every format, and what to do with those that can't be read.
[[nodiscard]] QString readableFormats();

// How a delimited table is written.
struct Dialect
{
    char delimiter = ','; // , ; tab or |
    char quote = '"'; // " or '
    bool header = true; // the first row names the columns; else they are column1, column2, ...
    bool operator==(const Dialect &) const = default;
};

// What is left open is detected from the file.
struct ImportOptions
{
    std::optional<FileFormat> format;
    std::optional<QString> encoding; // "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252" or any other name ICU knows
    std::optional<char> delimiter;
    std::optional<char> quote;
    std::optional<bool> header; // of a delimited table or a sheet
    // Of a spreadsheet: a sheet's name, or its number from 1. Empty: the first that is not hidden and has rows.
    QString sheet;
    bool keepSource = true; // documents (PDF, DOCX) are kept whole, and their records name them in "media"
    // Types of a table's columns. With it, a value that does not fit rejects its row, columns that it does not know are
    // of type any, and a file without a column that it requires is refused as a whole. Without it, types are guessed
    // from the first rows, and a later value that does not fit stays text. For JSON it only says which numbers are
    // text.
    std::optional<Schema> schema;
    // Columns (of JSON: top-level fields) that are called something else or left out; `schema` is that of the records
    // that result. Columns of the map that the file lacks are passed over.
    ColumnMap columns;
    QString sourceName; // for "source" and "name"; empty: the file's name, inside of a folder its path from there
    std::int64_t maximumRecordBytes = kMaximumRecordBytes;
};

// What was found out about a file before reading it through.
struct Detection
{
    FileFormat format = FileFormat::Text;
    QString compression; // "", "gzip", "zstd"
    QString encoding; // "" where the format says it itself
    double encodingConfidence = 1; // 1: a byte order mark, or valid UTF-8; less: a guess
    Dialect dialect; // for tables
    QStringList columns; // for tables and sheets, in file order, as the file names them
    bool paged = false; // for text: form feeds part pages
    QStringList sheets; // of a spreadsheet, in its order
    int sheet = -1; // the one that is read
    QStringList damagedSheets; // passed over on the way to it, because no row of them can be read
    struct Contents
    {
        std::optional<FileFormat> format; // nothing: of no kind that can be read
        std::int64_t files = 0;
        bool operator==(const Contents &) const = default;
    };
    std::vector<Contents> contents; // of a folder or archive, by the endings of the names
    std::int64_t bytes = 0; // to be read
};

struct ImportReport
{
    Detection detected; // with the options applied
    std::int64_t accepted = 0; // handed to the sink; repeats are the sink's to find
    std::int64_t rejected = 0;
    std::int64_t keptAsText = 0; // table values that did not fit their guessed type
    std::int64_t damaged = 0; // files of which something is missing because they are damaged or cut off
    std::int64_t bytesRead = 0; // of the file
};

// NotFound, Io, Corrupt (damaged compression) or Invalid (not a file of records: an empty or binary file).
[[nodiscard]] base::Result<Detection> detectFormat(const QString &path, const ImportOptions &options = {});

// Reads the whole file into the sink. Parsing runs on a thread of its own while the caller's thread feeds the sink.
// Progress counts bytes of the file. Bad rows go to reject() and the rest goes on; so does the place where a file is
// damaged or cut off behind its first record, and what came before it stays. The import as a whole fails only when
// nothing of the file can be read or understood, the sink fails, or the task is cancelled.
//
// Tables: a blank cell means that the record lacks the field; a quoted empty cell ("") is an empty string. Cells of
// type number, integer, boolean (true/false) and date (2024-12-31) are converted; a cell of type any is JSON where it
// reads as JSON and text otherwise. A row with too few or too many cells, or with blank ones only, is rejected; empty
// lines are skipped.
// Sheets: the same, but cells that a row lacks at its end are blank, and blank rows are skipped. A formula counts as
// the value stored with it, a merged cell as its first cell (the others are blank), a date as 2024-12-31 or
// 2024-12-31T13:00:00. A cell that holds an error such as #N/A is blank and said to reject().
// Text, Markdown, DOCX and PDF become {"order","page","source","text"}: paragraphs are kept whole and short ones
// joined; pages are those of a PDF, or counted where a text has form feeds. Hidden and deleted text of a DOCX goes to
// reject(). PDF and DOCX are attached, and "media" is the SHA-256 of the file.
// Images become {"media","name","width","height","format"} with "orientation" (EXIF, where it is not 1), and audio
// {"media","name","duration_ms","rate","channels","format"}; a picture's caption is what a text file of the same name
// beside it says.
// Folders and archives: every file inside by its own rules, in the order of their paths. What is inside and can't be
// read goes to reject(); the rest comes in. Names that begin with a dot are passed over; links, paths that lead out,
// archives inside of them and what is protected by a password are not opened.
[[nodiscard]] base::Result<ImportReport> importFile(const QString &path, const ImportOptions &options, RecordSink &sink,
                                                    base::TaskContext &task);

// The first rows, and what would become of them.
struct PreviewOptions
{
    int maximumRecords = 200;
    std::int64_t maximumBytes = 4 << 20; // of decoded text
};

struct Preview
{
    struct Reject
    {
        QString source; // the file inside of a folder or archive; "" for a single file
        std::int64_t line = 0;
        QString reason;
        std::string verbatim;
    };

    Detection detected;
    SchemaGuess guess; // options.schema in its place where given
    std::vector<std::string> records; // canonical
    std::vector<Reject> rejects;
    bool complete = false; // the sample was the whole file
    std::int64_t damaged = 0; // as in ImportReport, as far as the sample shows
};

[[nodiscard]] base::Result<Preview> previewFile(const QString &path, const ImportOptions &options = {},
                                                const PreviewOptions &bounds = {});

} // namespace datanet::dataset
