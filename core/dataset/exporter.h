#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/schema.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

namespace datanet::dataset {

// Rows to be written, in their order. Views live until the next call.
class RowSource
{
public:
    virtual ~RowSource() = default;
    // Starts again at the first row.
    virtual base::Status rewind() = 0;
    // The next canonical body: false after the last one.
    [[nodiscard]] virtual base::Result<bool> next(std::string_view &canonicalBody) = 0;
    [[nodiscard]] virtual std::int64_t count() const { return 0; } // for progress; 0: unknown
};

// Input that was refused, kept verbatim.
struct RejectedRow
{
    std::int64_t line = 0;
    QString reason;
    std::string verbatim; // any bytes
    QString source = {}; // the file, with its path inside of a folder or archive; "" where nobody said
};

class RejectSource
{
public:
    virtual ~RejectSource() = default;
    [[nodiscard]] virtual base::Result<bool> next(RejectedRow &row) = 0;
};

struct ExportReport
{
    std::int64_t records = 0;
    std::int64_t bytes = 0;
    // CSV: values that importing with the same schema would not give back exactly (null, and values of another type
    // than their column's).
    std::int64_t inexact = 0;
};

// All write streaming to a new file, sync it and then take the path's place; on any failure the path is as before.
// Io, or Cancelled, or what the source said.

// One canonical record a line.
[[nodiscard]] base::Result<ExportReport> exportJsonLines(const QString &path, RowSource &rows, base::TaskContext &task);

// RFC 4180, UTF-8, comma, CRLF, a header row. Columns: the schema's fields in order, then any other field that occurs,
// in canonical order; the rows are therefore read twice. Absent is a blank cell, an empty string is "". In columns
// that the schema does not declare as string, a text that would read as JSON is written as a JSON string.
[[nodiscard]] base::Result<ExportReport> exportCsv(const QString &path, const Schema &schema, RowSource &rows,
                                                   base::TaskContext &task);

// rejects.jsonl: {"line","reason","source","text"}, or "base64" in place of "text" where the input was no UTF-8.
[[nodiscard]] base::Result<ExportReport> exportRejects(const QString &path, RejectSource &rows,
                                                       base::TaskContext &task);

} // namespace datanet::dataset
