#pragma once

#include "curation/finding.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::curation {

// What decides which finders look at a text at all; learnt in one pass over its bytes.
struct TextTraits
{
    std::uint32_t digits = 0;
    std::uint32_t longestWord = 0; // run of what Base64, of either alphabet, is written in
    bool at = false; // or the % with which an @ is escaped
    bool colon = false;
    bool point = false;
    bool dash = false;
    bool foreign = false; // anything beyond ASCII
};

// A text as finders of numbers and names read it: digits of every script and full-width letters as ASCII, all spaces
// and all hyphens as the plain ones, characters that nobody sees left out. Everything else stays as it is, and every
// byte knows its place in the original. The original must outlive it. Any thread.
class PlainText
{
public:
    // JSON: the text is a nested value, in which \n stands for the end of a line and \" for a quotation mark.
    explicit PlainText(std::string_view utf8, bool json = false);

    [[nodiscard]] std::string_view view() const { return m_folded ? std::string_view(m_text) : m_original; }
    [[nodiscard]] const TextTraits &traits() const { return m_traits; }
    // The stretch of the original that [begin, end) of view() was read from; begin < end.
    [[nodiscard]] Span original(std::size_t begin, std::size_t end) const;

private:
    void fold(bool json);

    std::string_view m_original;
    TextTraits m_traits;
    bool m_folded = false;
    std::string m_text;
    std::vector<Span> m_places; // of the bytes of m_text
};

} // namespace datanet::curation
