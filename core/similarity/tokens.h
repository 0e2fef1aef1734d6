#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// How text is cut up before anything is compared. Pure functions of the bytes: no locale, no Unicode tables, the same
// on every machine. Any thread.
namespace datanet::similarity {

// Only this much of one text is read; what lies behind it has no part in any comparison.
inline constexpr std::size_t kMaximumTextBytes = 16u << 20;

struct Token
{
    std::uint32_t begin = 0; // byte offsets into the text, end excluded
    std::uint32_t end = 0;
    std::uint64_t hash = 0; // of the folded bytes

    bool operator==(const Token &) const = default;
};

// Tokenizer 1, the one of attribution: runs of ASCII letters and digits and of bytes >= 0x80, ASCII case folded; every
// other byte that is no white space is a token of its own. Replaces what tokens held.
void tokenize(std::string_view text, std::vector<Token> &tokens);

// The words that similarity compares, cut finer than tokenizer 1 so that punctuation and typography change nothing:
//   - ASCII letters (case folded) and digits, and letters of other scripts, run together into words;
//   - an ideograph or kana (U+3040 to U+9FFF) is a word by itself, because those scripts put no spaces between words;
//   - everything else separates: ASCII punctuation, U+00A0-00BF, U+2000-207F, U+3000-303F.
// Letters outside ASCII are compared as they are written, case included. A text without any word (only signs) has
// every byte that is no white space as a word. Bytes that are no UTF-8 count as letters.
void splitWords(std::string_view text, std::vector<Token> &words);

} // namespace datanet::similarity
