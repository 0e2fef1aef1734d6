#pragma once

#include "dataset/importer.h"
#include "dataset/record_output.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <limits>

// Inside of importFile and previewFile: one file, of whatever format, on the reader's thread.
namespace datanet::dataset {

struct InputFile
{
    QString path; // where its bytes are
    QString name; // what people call it; its ending says what it is
    QString caption = {}; // of a picture
    QString damage = {}; // what is wrong with its end, where that is known
};

// What a reader shares with whoever waits for it.
struct Reading
{
    RecordOutput &output;
    std::atomic<std::int64_t> &bytesRead; // of the file that was asked for
    const std::atomic<bool> &stop; // end early, with Cancelled
    std::int64_t maximumText = std::numeric_limits<std::int64_t>::max(); // of one file, decoded; the rest is not read
    bool cut = false; // something was not read
    std::int64_t keptAsText = 0;
    std::int64_t damaged = 0; // files of which something is missing because they are damaged or cut off
    std::int64_t place = 0; // line, row or paragraph that is read now, where a reader says so
};

// Fails as importFile does.
[[nodiscard]] base::Result<Detection> detectFile(const InputFile &file, const ImportOptions &options);
// A file that breaks off behind its first record, or is damaged there, is no failure: the place goes to reject().
base::Status readFile(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading);

// The formats that are no streams of text.
base::Status readXlsx(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading);
base::Status readOds(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading);
base::Status readDocx(const InputFile &file, const ImportOptions &options, Reading &reading);
base::Status readPdf(const InputFile &file, const ImportOptions &options, Reading &reading);
base::Status readImage(const InputFile &file, const ImportOptions &options, Reading &reading);
base::Status readAudio(const InputFile &file, const ImportOptions &options, Reading &reading);
base::Status readArchive(const InputFile &file, const ImportOptions &options, Reading &reading);
base::Status readFolder(const InputFile &file, const ImportOptions &options, Reading &reading);

// Fill in sheets, sheet and columns; fails where readXlsx or readOds would not begin.
base::Status detectXlsx(const InputFile &file, const ImportOptions &options, Detection &found);
base::Status detectOds(const InputFile &file, const ImportOptions &options, Detection &found);
// Fill in contents.
base::Status detectArchive(const InputFile &file, Detection &found);
base::Status detectFolder(const InputFile &file, Detection &found);

// The format that a name's ending says; compression (.gz, .zst) does not count.
[[nodiscard]] std::optional<FileFormat> formatOfName(const QString &name);
// What a zip file is, by what is in it; Invalid, naming it, for kinds that can't be read.
[[nodiscard]] base::Result<FileFormat> formatOfZip(const InputFile &file);

// Attaches a document, unless the options say no, and gives what its records name it by: its SHA-256, "" without. A
// document too large to be kept is said to reject() and still read.
[[nodiscard]] base::Result<std::string> keepDocument(const InputFile &file, const ImportOptions &options,
                                                     Reading &reading);
// "source" or "name" in records.
[[nodiscard]] std::string sourceName(const InputFile &file, const ImportOptions &options);

// The whole file, to be attached; Invalid above kMaximumAttachmentBytes.
[[nodiscard]] base::Result<base::Bytes> readForKeeping(const InputFile &file);

} // namespace datanet::dataset
