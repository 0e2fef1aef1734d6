#pragma once

#include "dataset/record_output.h"
#include "dataset/text_input.h"

#include <cstdint>
#include <string>

namespace datanet::dataset {

// Running text as records {"order","page","source","text"}. Blank lines part paragraphs. A record is one paragraph, or
// several short ones up to about kTarget characters; a paragraph above kMaximum is split behind a sentence. In Markdown
// a heading begins a record and stays with what follows it, and blank lines inside a fenced block of code do not part
// it.
class ProseReader final : public TextReader
{
public:
    static constexpr std::size_t kTarget = 1200; // bytes
    static constexpr std::size_t kMaximum = 4000;

    struct Options
    {
        bool markdown = false;
        bool paged = false; // write "page": form feeds begin a new one
        std::string source;
        std::string media = {}; // "media", where the file is kept; else empty
    };

    ProseReader(RecordOutput &output, Options options);

    // For documents that know their paragraphs: instead of feed().
    base::Status paragraph(std::string_view text, std::int64_t line, bool heading);
    // What follows is on this page.
    base::Status page(std::int64_t number);

    base::Status feed(std::string_view piece) override;
    base::Status finish() override;
    base::Status breakOff() override;
    [[nodiscard]] std::int64_t line() const override { return m_line; }

private:
    base::Status readLine(std::string_view line);
    base::Status partOfPage(std::string_view text, std::int64_t line);
    base::Status endParagraph();
    base::Status endParagraph(bool heading);
    base::Status flush();
    // Why the text can't be taken; "" where it can.
    [[nodiscard]] static QString problemOf(std::string_view text);
    base::Status write(std::string_view text, std::int64_t line);
    base::Status splitParagraph();

    RecordOutput &m_output;
    Options m_options;
    std::string m_carry; // a line still without its end
    bool m_skipLineFeed = false;
    std::string m_paragraph;
    std::int64_t m_paragraphLine = 1;
    std::string m_record; // paragraphs joined so far
    std::int64_t m_recordLine = 1;
    bool m_recordIsHeading = false; // nothing but headings in it yet
    std::int64_t m_line = 1;
    std::int64_t m_order = 0;
    std::int64_t m_page = 1;
    bool m_fenced = false;
    std::string m_fence;
};

} // namespace datanet::dataset
