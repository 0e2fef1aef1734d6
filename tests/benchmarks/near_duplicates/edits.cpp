#include "benchmarks/near_duplicates/edits.h"

#include <algorithm>
#include <array>

namespace datanet::test {

namespace {

using Words = std::span<const std::string>;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string utf8(char32_t c)
{
    std::string out;
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
    return out;
}

template <class Change>
std::string changed(std::string_view text, const Change &change)
{
    std::string out;
    for (const char c : text)
        out += change(c);
    return out;
}

std::string unchanged(std::string_view text, Draw &, Words)
{
    return std::string(text);
}

std::string otherCase(std::string_view text, Draw &draw, Words)
{
    const bool upper = draw.below(2) == 0;
    return changed(text, [&](char c) {
        return std::string(1,
                           upper && c >= 'a' && c <= 'z'        ? static_cast<char>(c - 32)
                               : !upper && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32)
                                                                : c);
    });
}

// Quotation marks, dashes, spaces and line ends of another program; some commas go.
std::string typography(std::string_view text, Draw &draw, Words)
{
    return changed(text, [&](char c) -> std::string {
        switch (c) {
        case '"':
            return draw.below(2) == 0 ? utf8(0x201c) : utf8(0x201d);
        case '\'':
            return utf8(0x2019);
        case '-':
            return utf8(0x2011);
        case ',':
            return draw.below(3) == 0 ? "" : ",";
        case '.':
            return draw.below(4) == 0 ? utf8(0x2026) : ".";
        case ' ':
            return draw.below(12) == 0 ? utf8(0xa0) : draw.below(12) == 0 ? "\n" : " ";
        default:
            return std::string(1, c);
        }
    });
}

std::string substitute(std::string_view text, Draw &draw, Words vocabulary, std::size_t least, std::size_t most)
{
    std::vector<std::string> words = wordsOf(text);
    for (std::size_t left = draw.share(words.size(), least, most); left > 0; --left)
        words[draw.below(words.size())] = vocabulary[draw.below(vocabulary.size())];
    return joined(words);
}

std::string remove(std::string_view text, Draw &draw, std::size_t least, std::size_t most)
{
    std::vector<std::string> words = wordsOf(text);
    for (std::size_t left = draw.share(words.size(), least, most); left > 0; --left)
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(draw.below(words.size())));
    return joined(words);
}

std::string insert(std::string_view text, Draw &draw, Words vocabulary, std::size_t least, std::size_t most)
{
    std::vector<std::string> words = wordsOf(text);
    for (std::size_t left = draw.share(words.size(), least, most); left > 0; --left)
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(draw.below(words.size() + 1)),
                     vocabulary[draw.below(vocabulary.size())]);
    return joined(words);
}

std::string cut(std::string_view text, Draw &draw, std::size_t least, std::size_t most)
{
    std::vector<std::string> words = wordsOf(text);
    const auto count = static_cast<std::ptrdiff_t>(draw.share(words.size(), least, most));
    if (draw.below(2) == 0)
        words.erase(words.begin(), words.begin() + count);
    else
        words.erase(words.end() - count, words.end());
    return joined(words);
}

std::string pad(std::string_view text, Draw &draw, std::size_t least, std::size_t most)
{
    static const std::vector<std::string> kNotice = wordsOf(
        "All rights reserved by the respective owners. This entry was reviewed by our editors and is provided for "
        "information only. See the terms of use for details and report errors to the address on the title page. "
        "Reproduction of this collection requires prior written permission.");
    const std::size_t count = std::min(draw.share(wordsOf(text).size(), least, most), kNotice.size());
    const std::string notice = joined(std::span(kNotice).first(count));
    return draw.below(2) == 0 ? notice + ' ' + std::string(text) : std::string(text) + ' ' + notice;
}

std::string swapWords(std::string_view text, Draw &draw, std::size_t most)
{
    std::vector<std::string> words = wordsOf(text);
    for (std::size_t left = draw.share(words.size(), 0, most); left > 0; --left) {
        const std::size_t at = draw.below(words.size() - 1);
        std::swap(words[at], words[at + 1]);
    }
    return joined(words);
}

std::string shuffleSentences(std::string_view text, Draw &draw, Words)
{
    std::vector<std::string> sentences = sentencesOf(text);
    if (sentences.size() < 3)
        return {};
    const std::vector<std::string> before = sentences;
    for (std::size_t i = sentences.size(); i > 1; --i)
        std::swap(sentences[i - 1], sentences[draw.below(i)]);
    return sentences == before ? std::string() : joined(sentences);
}

// Two neighbouring letters of some words change places.
std::string misspell(std::string_view text, Draw &draw, Words)
{
    std::vector<std::string> words = wordsOf(text);
    for (std::size_t left = draw.share(words.size(), 1, 4); left > 0; --left) {
        std::string &word = words[draw.below(words.size())];
        if (word.size() > 3)
            std::swap(word[word.size() / 2], word[word.size() / 2 - 1]);
    }
    return joined(words);
}

std::string otherNumber(std::string_view text, Draw &draw, Words)
{
    std::string out(text);
    const std::size_t at = out.find_first_of("0123456789");
    if (at == std::string::npos)
        return {};
    out[at] = static_cast<char>('0' + (out[at] - '0' + 1 + static_cast<int>(draw.below(9))) % 10);
    return out;
}

std::string otherDigits(std::string_view text, Draw &draw, Words)
{
    if (text.find_first_of("0123456789") == std::string_view::npos)
        return {};
    constexpr std::array<char32_t, 4> zeroes{0x660, 0x6f0, 0x966, 0xff10};
    const char32_t zero = zeroes[draw.below(zeroes.size())];
    return changed(
        text, [&](char c) { return isDigit(c) ? utf8(zero + static_cast<char32_t>(c - '0')) : std::string(1, c); });
}

// Cyrillic and Greek letters in the place of those they look like.
std::string lookAlikes(std::string_view text, Draw &draw, Words)
{
    constexpr std::string_view from = "aceopxyijsABEKMHOPCTXZ";
    constexpr std::array<char32_t, from.size()> to{0x430, 0x441, 0x435, 0x43e, 0x440, 0x445, 0x443, 0x456,
                                                   0x458, 0x455, 0x410, 0x412, 0x415, 0x41a, 0x41c, 0x41d,
                                                   0x39f, 0x420, 0x421, 0x422, 0x3a7, 0x396};
    const std::size_t every = 1 + draw.below(4);
    return changed(text, [&](char c) {
        const std::size_t at = from.find(c);
        return at != std::string_view::npos && draw.below(every) == 0 ? utf8(to[at]) : std::string(1, c);
    });
}

std::string invisible(std::string_view text, Draw &draw, Words)
{
    constexpr std::array<char32_t, 6> kinds{0x200b, 0x200d, 0x2060, 0xfeff, 0xad, 0xe0041};
    const std::size_t every = 2 + draw.below(10);
    return changed(text, [&](char c) {
        return isLetter(c) && draw.below(every) == 0 ? c + utf8(kinds[draw.below(kinds.size())]) : std::string(1, c);
    });
}

// Full-width or mathematical letters, or accents on some.
std::string styled(std::string_view text, Draw &draw, Words)
{
    const std::size_t kind = draw.below(3);
    return changed(text, [&](char c) -> std::string {
        if (!isLetter(c))
            return std::string(1, c);
        const bool small = c >= 'a';
        const auto number = static_cast<char32_t>(small ? c - 'a' : c - 'A');
        if (kind == 0)
            return utf8((small ? 0xff41 : 0xff21) + number);
        if (kind == 1)
            return utf8((small ? 0x1d5ee : 0x1d5d4) + number);
        return draw.below(6) == 0 ? c + utf8(0x301 + static_cast<char32_t>(draw.below(3))) : std::string(1, c);
    });
}

constexpr std::array kLight{
    Edit{"copied", unchanged},
    Edit{"case", otherCase},
    Edit{"punctuation and typography", typography},
    Edit{"words substituted", [](std::string_view t, Draw &d, Words w) { return substitute(t, d, w, 0, 5); }},
    Edit{"words deleted", [](std::string_view t, Draw &d, Words) { return remove(t, d, 0, 5); }},
    Edit{"words inserted", [](std::string_view t, Draw &d, Words w) { return insert(t, d, w, 0, 5); }},
    Edit{"neighbouring words swapped", [](std::string_view t, Draw &d, Words) { return swapWords(t, d, 2); }},
    Edit{"sentences shuffled", shuffleSentences},
    Edit{"misspelt", misspell},
    Edit{"a number changed", otherNumber},
    Edit{"digits of another script", otherDigits},
    Edit{"look-alike letters", lookAlikes},
    Edit{"invisible characters", invisible},
    Edit{"styled and accented letters", styled},
    Edit{"cut at an end", [](std::string_view t, Draw &d, Words) { return cut(t, d, 0, 15); }},
    Edit{"padded with a notice", [](std::string_view t, Draw &d, Words) { return pad(t, d, 0, 15); }},
    Edit{"shuffled, look-alikes, invisible",
         [](std::string_view t, Draw &d, Words w) {
             return invisible(lookAlikes(shuffleSentences(t, d, w), d, w), d, w);
         }},
};

constexpr std::array kHeavy{
    Edit{"words substituted, 6 to 12 %",
         [](std::string_view t, Draw &d, Words w) { return substitute(t, d, w, 6, 12); }},
    Edit{"words deleted, 6 to 12 %", [](std::string_view t, Draw &d, Words) { return remove(t, d, 6, 12); }},
    Edit{"words inserted, 6 to 12 %", [](std::string_view t, Draw &d, Words w) { return insert(t, d, w, 6, 12); }},
    Edit{"cut at an end, 15 to 30 %", [](std::string_view t, Draw &d, Words) { return cut(t, d, 15, 30); }},
    Edit{"padded with a notice, 15 to 30 %", [](std::string_view t, Draw &d, Words) { return pad(t, d, 15, 30); }},
};

} // namespace

std::span<const Edit> lightEdits()
{
    return kLight;
}

std::span<const Edit> heavyEdits()
{
    return kHeavy;
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    constexpr std::string_view blank = " \n\t\r";
    for (std::size_t at = text.find_first_not_of(blank); at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(blank, at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = text.find_first_not_of(blank, end);
    }
    return words;
}

std::vector<std::string> sentencesOf(std::string_view text)
{
    std::vector<std::string> sentences(1);
    for (const std::string &word : wordsOf(text)) {
        sentences.back() += (sentences.back().empty() ? "" : " ") + word;
        if (std::string_view(".;:?!").find(word.back()) != std::string_view::npos)
            sentences.emplace_back();
    }
    if (sentences.back().empty())
        sentences.pop_back();
    return sentences;
}

std::string joined(std::span<const std::string> parts)
{
    std::string text;
    for (const std::string &part : parts) {
        if (!text.empty())
            text += ' ';
        text += part;
    }
    return text;
}

} // namespace datanet::test
