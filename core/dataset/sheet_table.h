#pragma once

#include "dataset/file_reader.h"
#include "dataset/table_rows.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace datanet::dataset {

struct SheetCell
{
    enum class Kind : std::uint8_t { Blank, Value, Text, Error };
    Kind kind = Kind::Blank;
    std::string text;
};

// One row of a sheet, filled cell by cell, within bounds. Keeps its memory between rows.
class SheetRow
{
public:
    static constexpr std::size_t kMaximumColumns = 16'384;

    explicit SheetRow(std::size_t maximumBytes) : m_maximumBytes(maximumBytes) { }

    void begin(std::int64_t number);
    // False, with the row spoilt, when the column or the row's size passes the bounds.
    bool set(std::size_t column, SheetCell::Kind kind, std::string_view text);
    void renumber(std::int64_t number) { m_number = number; }
    void spoil(const QString &why) { m_problem = why; }

    [[nodiscard]] std::int64_t number() const { return m_number; }
    [[nodiscard]] std::span<const SheetCell> cells() const { return std::span(m_cells).first(m_used); }
    [[nodiscard]] bool isBlank() const { return m_bytes == 0; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] const QString &problem() const { return m_problem; } // "": none

private:
    std::size_t m_maximumBytes;
    std::vector<SheetCell> m_cells;
    std::size_t m_used = 0;
    std::size_t m_bytes = 0;
    std::int64_t m_number = 0;
    QString m_problem;
};

// What a reader of spreadsheets calls for each row of the sheet, blank ones included.
using SheetVisitor = std::function<base::Status(const SheetRow &)>;

// "C5"
[[nodiscard]] QString cellName(std::size_t column, std::int64_t row);

// The rows of one sheet as records.
class SheetTable
{
public:
    SheetTable(RecordOutput &output, const ImportOptions &options, bool header);

    base::Status row(const SheetRow &row);
    base::Status finish() { return m_rows.finish(); }
    [[nodiscard]] const TableRows &rows() const { return m_rows; }

private:
    TableRows m_rows;
    std::vector<TableCell> m_cells;
    std::string m_verbatim;
};

// Whether the sheet's first filled row names the columns, and what they are called.
void detectColumns(const SheetRow &first, const ImportOptions &options, Detection &found);

// The sheet that options.sheet means, among those of found.sheets; NotFound, with the names, where there is none.
[[nodiscard]] base::Result<int> chosenSheet(const ImportOptions &options, const QStringList &sheets);

} // namespace datanet::dataset
