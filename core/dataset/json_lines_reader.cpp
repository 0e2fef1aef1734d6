#include "dataset/json_lines_reader.h"

#include "dataset/text_utf8.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

JsonLinesReader::JsonLinesReader(RecordOutput &output, std::int64_t maximumRecordBytes,
                                 std::vector<std::string> textFields)
    : m_output(output),
      m_maximumRecord(static_cast<std::size_t>(maximumRecordBytes)),
      m_maximumLine(maximumRawBytes(maximumRecordBytes))
{
    m_parser.setTextFields(std::move(textFields));
}

base::Status JsonLinesReader::readLine(std::string_view line, std::size_t readable)
{
    const std::int64_t number = m_line++;
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (isBlank(line))
        return {};
    const auto record = m_parser.canonical(line, readable);
    if (!record) {
        m_endIsMissing = m_last;
        return m_output.reject(line, number,
                               m_last ? record.error().what + u"; the line has no end: the file may be cut off"_s
                                      : record.error().what);
    }
    if (record->size() > m_maximumRecord)
        return m_output.reject(line, number,
                               u"the record has "_s + QString::number(record->size()) + u" bytes; "_s
                                   + QString::number(m_maximumRecord) + u" are allowed"_s);
    return m_output.record(*record, number);
}

base::Status JsonLinesReader::feed(std::string_view piece)
{
    while (!piece.empty()) {
        const std::size_t end = piece.find('\n');
        if (end != std::string_view::npos && m_lineSize == 0 && end <= m_maximumLine) {
            if (auto status = readLine(piece.substr(0, end), piece.size()); !status)
                return status;
            piece.remove_prefix(end + 1);
            continue;
        }
        const std::string_view part = piece.substr(0, end);
        m_lineSize += part.size();
        m_carry += part.substr(0, m_maximumLine + 1 - std::min(m_carry.size(), m_maximumLine + 1));
        if (end == std::string_view::npos)
            return {};
        piece.remove_prefix(end + 1);
        if (auto status = endLine(); !status)
            return status;
    }
    return {};
}

base::Status JsonLinesReader::finish()
{
    m_last = true;
    return endLine();
}

base::Status JsonLinesReader::breakOff()
{
    const std::string line = std::exchange(m_carry, {});
    return std::exchange(m_lineSize, 0) > 0
        ? m_output.reject(line, m_line, u"the file breaks off inside of this line"_s)
        : base::Status();
}

// Of a line that came in several pieces.
base::Status JsonLinesReader::endLine()
{
    const std::size_t size = std::exchange(m_lineSize, 0);
    base::Status status;
    if (size > m_maximumLine)
        status = m_output.reject(std::string_view(m_carry).substr(0, kMaximumVerbatimBytes), m_line++,
                                 u"the line has "_s + QString::number(size) + u" bytes; "_s
                                     + QString::number(m_maximumLine) + u" are allowed"_s);
    else if (size > 0)
        status = readLine(m_carry, m_carry.size());
    m_carry.clear();
    return status;
}

} // namespace datanet::dataset
