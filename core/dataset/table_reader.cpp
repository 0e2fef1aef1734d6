#include "dataset/table_reader.h"

#include "dataset/text_utf8.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kReplacement = "\uFFFD";

} // namespace

TableReader::TableReader(RecordOutput &output, Options options)
    : m_dialect(options.dialect),
      m_encoding(std::move(options.encoding)),
      m_rows(output,
             {options.dialect.header, false, std::move(options.schema), options.maximumRecordBytes,
              [this](std::string_view text) { return problemOf(text); }}),
      m_maximumRow(maximumRawBytes(options.maximumRecordBytes))
{
}

// ---- finding rows --------------------------------------------------------------------------------------------------

base::Status TableReader::feed(std::string_view piece)
{
    if (m_skipping) {
        const std::size_t end = piece.find_first_of("\r\n");
        m_skipped += std::min(end, piece.size());
        if (end == std::string_view::npos)
            return {};
        m_skipping = false;
        if (auto status = refuseLongLine(); !status)
            return status;
        ++m_line;
        m_pending.clear();
        m_start = 0;
        piece.remove_prefix(end + (piece.substr(end, 2) == "\r\n" ? 2 : 1));
    }
    m_pending.erase(0, std::exchange(m_start, 0));
    m_pending += piece;
    return m_pending.size() >= m_worthReading ? readRows(false) : base::Status();
}

base::Status TableReader::finish()
{
    auto status = m_skipping ? refuseLongLine() : readRows(true);
    return status ? m_rows.finish() : status;
}

base::Status TableReader::breakOff()
{
    auto status = m_skipping ? refuseLongLine() : readRows(false);
    if (status && !m_skipping && m_start < m_pending.size())
        status = m_rows.reject(std::string_view(m_pending).substr(m_start), m_line,
                               u"the file breaks off inside of this row"_s);
    return status ? m_rows.finish() : status;
}

base::Status TableReader::refuseLongLine()
{
    return m_rows.reject(m_pending, m_line,
                         u"the line has "_s + QString::number(m_skipped) + u" bytes; "_s + QString::number(m_maximumRow)
                             + u" are allowed"_s);
}

base::Status TableReader::readRows(bool last)
{
    m_worthReading = 0;
    while (m_start < m_pending.size()) {
        const std::string_view text = std::string_view(m_pending).substr(m_start);
        // A row that does not end within the bound is treated as one that never ends.
        const bool full = text.size() > m_maximumRow;
        base::Status status;
        switch (m_row.read(text.substr(0, m_maximumRow), m_dialect, last && !full)) {
        case DelimitedRow::Outcome::Complete:
            if (!m_row.isEmptyLine())
                status = row(text.substr(0, m_row.contentSize()));
            m_start += m_row.size();
            m_line += m_row.lineBreaks();
            break;
        case DelimitedRow::Outcome::NeedsMore:
            if (!full) {
                // Small pieces of a long row would otherwise be read over and over.
                m_worthReading = std::min(2 * text.size(), m_maximumRow + 1);
                return {};
            }
            status = refuseLine(u"the row does not end within "_s + QString::number(m_maximumRow)
                                    + u" bytes; a closing quote may be missing"_s,
                                last);
            break;
        case DelimitedRow::Outcome::OpenQuote:
            status = refuseLine(u"the text ends inside a quoted value"_s, last);
            break;
        case DelimitedRow::Outcome::TextAfterQuote:
            status =
                refuseLine(u"something follows after a closing quote; a quote inside a value is written twice"_s, last);
            break;
        case DelimitedRow::Outcome::TooManyCells:
            status = refuseLine(
                u"the row has more than "_s + QString::number(DelimitedRow::kMaximumCells) + u" cells"_s, last);
            break;
        }
        if (!status || m_skipping)
            return status;
    }
    return {};
}

// Rejects the line on which the row began.
base::Status TableReader::refuseLine(const QString &reason, bool last)
{
    const std::string_view text = std::string_view(m_pending).substr(m_start);
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos && !last) {
        m_skipping = true;
        m_skipped = text.size();
        m_pending = std::string(text.substr(0, kMaximumVerbatimBytes));
        m_start = 0;
        return {};
    }
    const std::string_view line = text.substr(0, end);
    auto status = m_rows.reject(line, m_line, reason);
    m_start += line.size();
    if (end != std::string_view::npos)
        m_start += text.substr(end, 2) == "\r\n" ? 2 : 1;
    ++m_line;
    return status;
}

QString TableReader::problemOf(std::string_view text) const
{
    if (const auto bad = firstInvalidUtf8(text))
        return u"the row is not valid UTF-8 (at byte "_s + QString::number(*bad + 1)
            + u"); the file may be in another encoding, such as windows-1252"_s;
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return u"the row holds a NUL byte (at byte "_s + QString::number(nul + 1) + u"), which no text has"_s;
    if (m_encoding != u"UTF-8"_s && text.find(kReplacement) != std::string_view::npos)
        return u"the row holds bytes that are not "_s + m_encoding;
    return {};
}

base::Status TableReader::row(std::string_view text)
{
    m_cells.clear();
    for (const DelimitedRow::Cell &cell : m_row.cells())
        m_cells.push_back({cell.text, cell.quoted, false});
    return m_rows.row(m_cells, text, m_line);
}

} // namespace datanet::dataset
