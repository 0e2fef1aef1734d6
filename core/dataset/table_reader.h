#pragma once

#include "dataset/delimited_row.h"
#include "dataset/importer.h"
#include "dataset/record_output.h"
#include "dataset/table_rows.h"
#include "dataset/text_input.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datanet::dataset {

// A delimited table, one record a row. A broken row is rejected with its first line, and reading goes on behind that
// line, so that a stray quote costs a line and not the rest of the file.
class TableReader final : public TextReader
{
public:
    struct Options
    {
        Dialect dialect;
        QString encoding; // for messages, and to know whether U+FFFD stands for a byte that could not be decoded
        std::optional<Schema> schema;
        std::int64_t maximumRecordBytes = kMaximumRecordBytes;
    };

    TableReader(RecordOutput &output, Options options);

    base::Status feed(std::string_view piece) override;
    base::Status finish() override;
    base::Status breakOff() override;
    [[nodiscard]] std::int64_t line() const override { return m_line; }
    // Hands out the rows that were held back for guessing types, when no more text will be fed than a sample.
    base::Status finishSample() { return m_rows.finish(); }

    [[nodiscard]] const TableRows &rows() const { return m_rows; }

private:
    base::Status readRows(bool last);
    base::Status refuseLongLine();
    base::Status refuseLine(const QString &reason, bool last);
    base::Status row(std::string_view text);
    [[nodiscard]] QString problemOf(std::string_view text) const;

    Dialect m_dialect;
    QString m_encoding;
    TableRows m_rows;
    DelimitedRow m_row;
    std::vector<TableCell> m_cells;
    std::size_t m_maximumRow;
    std::string m_pending; // text of rows not read yet, from m_start on
    std::size_t m_start = 0;
    std::size_t m_worthReading = 0; // bytes that m_pending should have before it is looked at again
    bool m_skipping = false; // in a line that is too long
    std::size_t m_skipped = 0;
    std::int64_t m_line = 1;
};

} // namespace datanet::dataset
