#include "dataset/prose_reader.h"

#include "base/canonical_json.h"
#include "dataset/text_utf8.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

// A line longer than this is taken in parts, so that memory stays bounded whatever comes.
constexpr std::size_t kLongestLine = 64 << 10;

bool isHeading(std::string_view line)
{
    const std::size_t marks = line.find_first_not_of('#');
    return marks != std::string_view::npos && marks >= 1 && marks <= 6 && line[marks] == ' ';
}

// The three or more ` or ~ that open or close a block of code; empty when the line is no fence.
std::string_view fenceOf(std::string_view line)
{
    line = line.substr(std::min<std::size_t>(line.find_first_not_of(' '), line.size()));
    if (line.empty() || (line.front() != '`' && line.front() != '~'))
        return {};
    const std::size_t size = std::min(line.find_first_not_of(line.front()), line.size());
    return size >= 3 ? line.substr(0, size) : std::string_view();
}

// Where to cut text that is too long: behind the last sentence, else the last word, else the last whole character.
std::size_t cutBefore(std::string_view text, std::size_t maximum)
{
    const std::size_t least = maximum / 2;
    for (std::size_t i = maximum - 1; i > least; --i) {
        const bool stop = text[i - 1] == '.' || text[i - 1] == '!' || text[i - 1] == '?' || text[i - 1] == '\n';
        if (stop && (text[i] == ' ' || text[i] == '\n'))
            return i;
        // The ideographic full stop needs no space behind it.
        if (i >= 3 && text.substr(i - 3, 3) == "\u3002")
            return i;
    }
    if (const std::size_t space = text.rfind(' ', maximum - 1); space != std::string_view::npos && space > least)
        return space;
    std::size_t cut = maximum;
    while (cut > 1 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80)
        --cut;
    return cut;
}

} // namespace

ProseReader::ProseReader(RecordOutput &output, Options options) : m_output(output), m_options(std::move(options)) { }

QString ProseReader::problemOf(std::string_view text)
{
    if (const auto bad = firstInvalidUtf8(text))
        return u"the text is not valid UTF-8 (at byte "_s + QString::number(*bad + 1)
            + u" of the paragraph); the file may be in another encoding"_s;
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return u"the text holds a NUL byte (at byte "_s + QString::number(nul + 1)
            + u" of the paragraph), which no text has"_s;
    return {};
}

base::Status ProseReader::write(std::string_view text, std::int64_t line)
{
    if (isBlank(text))
        return {};
    const std::size_t first = text.find_first_not_of("\r\n\f"); // spaces may be the indentation of code
    text = text.substr(first, text.find_last_not_of(" \t\r\n\f\v") - first + 1);
    if (const QString problem = problemOf(text); !problem.isEmpty())
        return m_output.reject(text, line, problem);
    std::string body = "{";
    if (!m_options.media.empty())
        body += "\"media\":\"" + m_options.media + "\",";
    body += "\"order\":" + std::to_string(++m_order);
    if (m_options.paged)
        body += ",\"page\":" + std::to_string(m_page);
    body += ",\"source\":";
    base::appendCanonicalString(body, m_options.source);
    body += ",\"text\":";
    base::appendCanonicalString(body, isNormalized(text) ? text : std::string_view(normalized(text)));
    body += '}';
    return m_output.record(body, line);
}

base::Status ProseReader::flush()
{
    m_recordIsHeading = false;
    auto status = m_record.empty() ? base::Status() : write(m_record, m_recordLine);
    m_record.clear();
    return status;
}

// Gives out the front of a paragraph that is too long for one record.
base::Status ProseReader::splitParagraph()
{
    if (auto status = flush(); !status)
        return status;
    while (m_paragraph.size() > kMaximum) {
        const std::size_t cut = cutBefore(m_paragraph, kMaximum);
        if (auto status = write(std::string_view(m_paragraph).substr(0, cut), m_paragraphLine); !status)
            return status;
        m_paragraphLine +=
            std::count(m_paragraph.begin(), m_paragraph.begin() + static_cast<std::ptrdiff_t>(cut), '\n');
        m_paragraph.erase(0, cut);
        m_paragraph.erase(0, std::min(m_paragraph.find_first_not_of(" \n"), m_paragraph.size()));
    }
    return {};
}

base::Status ProseReader::endParagraph()
{
    return endParagraph(m_options.markdown && isHeading(m_paragraph) && m_paragraph.find('\n') == std::string::npos);
}

base::Status ProseReader::paragraph(std::string_view text, std::int64_t line, bool heading)
{
    if (isBlank(text))
        return {};
    m_paragraph = text;
    m_paragraphLine = line;
    if (m_paragraph.size() > kMaximum)
        if (auto status = splitParagraph(); !status)
            return status;
    return endParagraph(heading);
}

base::Status ProseReader::page(std::int64_t number)
{
    if (auto status = endParagraph(); !status)
        return status;
    if (auto status = flush(); !status)
        return status;
    m_page = number;
    return {};
}

base::Status ProseReader::endParagraph(bool heading)
{
    if (m_paragraph.empty())
        return {};
    // It alone is refused, not what it would be joined with.
    if (const QString problem = problemOf(m_paragraph); !problem.isEmpty())
        return m_output.reject(std::exchange(m_paragraph, {}), m_paragraphLine, problem);
    const bool tooLong = m_record.size() + m_paragraph.size() + 2 > kTarget && !m_recordIsHeading;
    if (!m_record.empty() && ((heading && !m_recordIsHeading) || tooLong))
        if (auto status = flush(); !status)
            return status;
    if (m_record.empty()) {
        m_recordLine = m_paragraphLine;
        m_recordIsHeading = heading;
    } else {
        m_record += "\n\n";
        m_recordIsHeading = m_recordIsHeading && heading;
    }
    m_record += m_paragraph;
    m_paragraph.clear();
    return {};
}

base::Status ProseReader::readLine(std::string_view text)
{
    const std::int64_t number = m_line++;
    for (;;) {
        const std::size_t feed = text.find('\f');
        auto status = partOfPage(text.substr(0, feed), number);
        if (!status || feed == std::string_view::npos)
            return status;
        status = endParagraph();
        if (status)
            status = flush();
        if (!status)
            return status;
        ++m_page;
        text.remove_prefix(feed + 1);
    }
}

// A line, or what of it stands before or behind a form feed.
base::Status ProseReader::partOfPage(std::string_view text, std::int64_t number)
{
    if (m_options.markdown) {
        const std::string_view fence = fenceOf(text);
        if (!m_fenced && !fence.empty()) {
            m_fenced = true;
            m_fence = fence;
        } else if (m_fenced && fence.starts_with(m_fence)) {
            m_fenced = false;
        }
    }
    if (isBlank(text) && !m_fenced)
        return endParagraph();
    if (m_options.markdown && !m_fenced && isHeading(text))
        if (auto status = endParagraph(); !status)
            return status;
    if (m_paragraph.empty())
        m_paragraphLine = number;
    else
        m_paragraph += '\n';
    m_paragraph += text;
    if (m_options.markdown && !m_fenced && isHeading(text))
        return endParagraph();
    return m_paragraph.size() > kMaximum ? splitParagraph() : base::Status();
}

base::Status ProseReader::feed(std::string_view piece)
{
    while (!piece.empty()) {
        if (std::exchange(m_skipLineFeed, false) && piece.front() == '\n') {
            piece.remove_prefix(1);
            continue;
        }
        const std::size_t end = piece.find_first_of("\r\n");
        const std::string_view part = piece.substr(0, end);
        m_carry += part;
        if (m_carry.size() > kLongestLine) {
            // Enters the paragraph without a line break behind it: the rest of the line goes on from there.
            if (m_paragraph.empty())
                m_paragraphLine = m_line;
            else
                m_paragraph += '\n';
            m_paragraph += m_carry;
            m_carry.clear();
            if (auto status = splitParagraph(); !status)
                return status;
            m_carry = std::exchange(m_paragraph, {});
        }
        if (end == std::string_view::npos)
            return {};
        m_skipLineFeed = piece[end] == '\r';
        piece.remove_prefix(end + 1);
        const std::string whole = std::exchange(m_carry, {});
        if (auto status = readLine(whole); !status)
            return status;
    }
    return {};
}

base::Status ProseReader::finish()
{
    auto status = m_carry.empty() ? base::Status() : readLine(std::exchange(m_carry, {}));
    if (status)
        status = endParagraph();
    return status ? flush() : status;
}

base::Status ProseReader::breakOff()
{
    auto status = flush();
    if (!status || (m_paragraph.empty() && m_carry.empty()))
        return status;
    if (m_paragraph.empty())
        m_paragraphLine = m_line;
    else
        m_paragraph += '\n';
    m_paragraph += std::exchange(m_carry, {});
    return m_output.reject(std::exchange(m_paragraph, {}), m_paragraphLine,
                           u"the file breaks off inside of this paragraph"_s);
}

} // namespace datanet::dataset
