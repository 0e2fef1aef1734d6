#include "dataset/delimited_row.h"

#include <cstring>

namespace datanet::dataset {

DelimitedRow::Outcome DelimitedRow::read(std::string_view text, const Dialect &dialect, bool last)
{
    m_spans.clear();
    m_cells.clear();
    m_decoded.clear();
    m_lineBreaks = 0;
    const char *const data = text.data();
    const std::size_t size = text.size();
    std::size_t at = 0;
    for (bool rowEnds = false; !rowEnds;) {
        if (m_spans.size() >= kMaximumCells)
            return Outcome::TooManyCells;
        Span span{at, 0, false, false};
        if (at < size && data[at] == dialect.quote) {
            span = {++at, 0, true, false};
            for (;;) {
                const auto *quote =
                    at < size ? static_cast<const char *>(std::memchr(data + at, dialect.quote, size - at)) : nullptr;
                if (!quote)
                    return last ? Outcome::OpenQuote : Outcome::NeedsMore;
                at = static_cast<std::size_t>(quote - data) + 1;
                if (at == size && !last)
                    return Outcome::NeedsMore; // it may be the first of two
                if (at >= size || data[at] != dialect.quote)
                    break;
                span.doubled = true;
                ++at;
            }
            span.size = at - 1 - span.start;
            for (std::size_t i = span.start; i < span.start + span.size; ++i)
                m_lineBreaks += data[i] == '\n';
            if (at < size && data[at] != dialect.delimiter && data[at] != '\n' && data[at] != '\r')
                return Outcome::TextAfterQuote;
        } else {
            while (at < size && data[at] != dialect.delimiter && data[at] != '\n' && data[at] != '\r')
                ++at;
            span.size = at - span.start;
        }
        // A lone CR at the end of the text may be the first half of a CRLF.
        if ((at == size || (data[at] == '\r' && at + 1 == size)) && !last)
            return Outcome::NeedsMore;
        m_spans.push_back(span);
        rowEnds = at == size || data[at] != dialect.delimiter;
        if (!rowEnds)
            ++at;
    }
    m_contentSize = at;
    if (at < size) {
        at += data[at] == '\r' && at + 1 < size && data[at + 1] == '\n' ? 2 : 1;
        ++m_lineBreaks;
    }
    m_size = at;

    m_decoded.reserve(m_contentSize); // no reallocation below, because the views point into it
    for (const Span &span : m_spans) {
        std::string_view value = text.substr(span.start, span.size);
        if (span.doubled) {
            const std::size_t start = m_decoded.size();
            for (std::size_t i = 0; i < value.size(); ++i) {
                m_decoded += value[i];
                if (value[i] == dialect.quote)
                    ++i;
            }
            value = std::string_view(m_decoded).substr(start);
        }
        m_cells.push_back({value, span.quoted});
    }
    return Outcome::Complete;
}

} // namespace datanet::dataset
