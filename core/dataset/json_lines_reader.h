#pragma once

#include "dataset/record_output.h"
#include "dataset/record_parser.h"
#include "dataset/text_input.h"

#include <string>
#include <vector>

namespace datanet::dataset {

// One JSON object a line. Empty lines are skipped.
class JsonLinesReader final : public TextReader
{
public:
    JsonLinesReader(RecordOutput &output, std::int64_t maximumRecordBytes, std::vector<std::string> textFields);

    base::Status feed(std::string_view piece) override;
    base::Status finish() override;
    base::Status breakOff() override;
    [[nodiscard]] std::int64_t line() const override { return m_line; }
    [[nodiscard]] bool endIsMissing() const override { return m_endIsMissing; }

private:
    base::Status endLine();
    // readable: bytes that may be read from the start of the line on.
    base::Status readLine(std::string_view line, std::size_t readable);

    RecordOutput &m_output;
    RecordParser m_parser;
    std::size_t m_maximumRecord;
    std::size_t m_maximumLine;
    std::string m_carry; // the beginning of a line that the next piece goes on with
    std::size_t m_lineSize = 0; // of that line, also what is not kept of it
    std::int64_t m_line = 1;
    bool m_last = false; // the line at hand has no end
    bool m_endIsMissing = false;
};

} // namespace datanet::dataset
