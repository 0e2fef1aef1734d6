#pragma once

#include "dataset/delimited_row.h"
#include "dataset/importer.h"
#include "dataset/record_output.h"
#include "dataset/text_input.h"
#include "dataset/value_text.h"

#include <QStringList>

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
    // Hands out the rows that were held back for guessing types, when no more text will be fed than a sample.
    base::Status finishSample() { return m_guessing ? guessTypes() : base::Status(); }

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
        std::string text;
        std::int64_t line;
    };

    base::Status readRows(bool last);
    base::Status refuseLine(const QString &reason, bool last);
    base::Status row(std::string_view text);
    base::Status setColumns(const std::vector<DelimitedRow::Cell> &names);
    base::Status guessTypes();
    base::Status convert(const std::vector<DelimitedRow::Cell> &cells, std::string_view verbatim, std::int64_t line);
    [[nodiscard]] QString problemOf(std::string_view text) const;

    RecordOutput &m_output;
    Options m_options;
    DelimitedRow m_row;
    ValueText m_values;
    std::size_t m_maximumRow;
    std::string m_pending; // text of rows not read yet, from m_start on
    std::size_t m_start = 0;
    std::size_t m_worthReading = 0; // bytes that m_pending should have before it is looked at again
    bool m_skipping = false; // in a line that is too long
    std::size_t m_skipped = 0;
    std::int64_t m_line = 1;

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
