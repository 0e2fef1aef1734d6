#pragma once

#include "dataset/importer.h"
#include "dataset/record_output.h"
#include "dataset/value_text.h"

#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

// One cell of a table, wherever the table comes from.
struct TableCell
{
    std::string_view text; // UTF-8
    bool filled = false; // an empty text is a value ("" in a delimited file), not a blank
    bool isText = false; // the file says that it is text: digits in it are no number
};

// The first row of a table looks like names of columns: different texts that are no values.
// below: the next row; a value in it that is a number, a date or true shows that words which stand twice are names.
[[nodiscard]] bool looksLikeColumnNames(std::span<const TableCell> cells, std::span<const TableCell> below = {});

// Rows of cells, from any kind of table, as records: names of columns from the first row, types from the schema or
// guessed from the first rows, one record a row. Rows and records are in the same order.
class TableRows
{
public:
    struct Options
    {
        bool header = true; // the first row names the columns
        bool shortRows = false; // cells that a row lacks at its end are blank
        std::optional<Schema> schema;
        std::int64_t maximumRecordBytes = kMaximumRecordBytes;
        // What is wrong with the text of a row, in words; "" when nothing is.
        std::function<QString(std::string_view verbatim)> problem = {};
    };

    TableRows(RecordOutput &output, Options options) : m_output(output), m_options(std::move(options)) { }

    // verbatim: the row as it stood in the file, for whoever reads why it was refused. Views live until the call
    // returns. Invalid when the row that names the columns can't be understood.
    base::Status row(std::span<const TableCell> cells, std::string_view verbatim, std::int64_t line);
    // A row of which the reader of the file could make nothing.
    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason);
    // Hands out the rows that were held back for guessing types. Once, when no more will come.
    base::Status finish() { return m_guessing ? guessTypes() : base::Status(); }

    // Known once the first row was read; by then also those that have no name in the file.
    [[nodiscard]] const QStringList &columns() const { return m_columns; }
    [[nodiscard]] std::int64_t keptAsText() const { return m_keptAsText; }

private:
    struct Column
    {
        std::string prefix; // "name": as canonical JSON
        FieldType type = FieldType::String;
        bool guessed = true; // a value that does not fit stays text
    };
    struct HeldRow
    {
        struct Cell
        {
            std::size_t size;
            bool filled;
            bool isText;
        };
        std::string texts; // of all cells
        std::vector<Cell> cells;
        std::string verbatim;
        std::int64_t line;
        QString reason; // not empty: refused
    };

    base::Status setColumns(std::span<const TableCell> names);
    base::Status tellSameNames(std::span<const TableCell> names, std::string_view verbatim, std::int64_t line);
    base::Status guessTypes();
    base::Status hold(std::span<const TableCell> cells, std::string_view verbatim, std::int64_t line,
                      const QString &reason);
    base::Status convert(std::span<const TableCell> cells, std::string_view verbatim, std::int64_t line);

    RecordOutput &m_output;
    Options m_options;
    ValueText m_values;
    QStringList m_columns; // empty until the first row was read
    std::vector<Column> m_readers;
    std::vector<std::size_t> m_order; // columns in the canonical order of their names
    bool m_guessing = false;
    std::vector<HeldRow> m_held; // the rows from which types are guessed
    std::size_t m_heldBytes = 0;
    std::string m_body;
    std::int64_t m_keptAsText = 0;
};

} // namespace datanet::dataset
