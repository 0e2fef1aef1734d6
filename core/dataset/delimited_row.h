#pragma once

#include "dataset/importer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

// One row of a delimited table (RFC 4180 with any delimiter and quote), found at the start of some text. A quote opens
// a value only as its first character; inside, a doubled quote is one quote, and line breaks belong to the value. Rows
// end with LF, CRLF or CR.
class DelimitedRow
{
public:
    static constexpr std::size_t kMaximumCells = 10'000;

    struct Cell
    {
        std::string_view text; // without quotes; decoded
        bool quoted = false;
    };

    enum class Outcome {
        Complete, // cells() and size() hold
        NeedsMore, // the text ends inside of the row; only when more may come
        OpenQuote, // the text ends inside a quoted value
        TextAfterQuote, // something follows after a closing quote
        TooManyCells,
    };

    // last: no text comes behind this one. Views into it, or into this object, live until the next call.
    [[nodiscard]] Outcome read(std::string_view text, const Dialect &dialect, bool last);

    [[nodiscard]] const std::vector<Cell> &cells() const { return m_cells; }
    [[nodiscard]] std::size_t size() const { return m_size; } // with the line end
    [[nodiscard]] std::size_t contentSize() const { return m_contentSize; } // without
    [[nodiscard]] int lineBreaks() const { return m_lineBreaks; } // its own end included
    // One blank, unquoted cell: an empty line.
    [[nodiscard]] bool isEmptyLine() const { return m_contentSize == 0; }

private:
    struct Span
    {
        std::size_t start;
        std::size_t size;
        bool quoted;
        bool doubled; // holds doubled quotes
    };

    std::vector<Span> m_spans;
    std::vector<Cell> m_cells;
    std::string m_decoded;
    std::size_t m_size = 0;
    std::size_t m_contentSize = 0;
    int m_lineBreaks = 0;
};

// The dialect of a sample: delimiter and quote under which most rows have the same number of cells, above one; and
// whether the first row looks like names. What `options` fixes is kept.
[[nodiscard]] Dialect guessDialect(std::string_view sample, const ImportOptions &options, bool tabs);

// How well the rows of the sample agree under the dialect, with each other and with the first: 0 when there is only one
// column, else up to 1.
[[nodiscard]] double dialectFit(std::string_view sample, const Dialect &dialect);

} // namespace datanet::dataset
