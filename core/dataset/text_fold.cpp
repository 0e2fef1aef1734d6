#include "dataset/text_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>

namespace datanet::dataset {

namespace {

void appendCodePoint(std::string &out, UChar32 c)
{
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes, static_cast<std::size_t>(length));
}

UChar32 nextCodePoint(std::string_view utf8, std::size_t &at)
{
    auto index = static_cast<std::int32_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(utf8.data(), index, static_cast<std::int32_t>(utf8.size()), c);
    at = static_cast<std::size_t>(index);
    return c;
}

char foldedAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Of each ASCII character what it is within a word; 0 between words.
constexpr auto kAsciiWord = [] {
    std::array<char, 128> table{};
    for (int c = 0; c < 26; ++c)
        table[static_cast<std::size_t>('a' + c)] = table[static_cast<std::size_t>('A' + c)] =
            static_cast<char>('a' + c);
    for (int c = '0'; c <= '9'; ++c)
        table[static_cast<std::size_t>(c)] = static_cast<char>(c);
    return table;
}();

// The words of ASCII text, which may begin within a word.
void appendAsciiWords(std::string &out, std::string_view ascii, bool &within)
{
    const std::size_t start = out.size();
    // Each gap is at least one character, so only the first word needs a space more than there are characters.
    out.resize(start + ascii.size() + 1);
    char *to = out.data() + start;
    for (const char each : ascii) {
        const char c = kAsciiWord[static_cast<unsigned char>(each)];
        if (c != 0) {
            if (!within)
                *to++ = ' ';
            *to++ = c;
        }
        within = c != 0;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
}

enum class Part : std::uint8_t { Gap, Letter, Alone, Accent };

Part partOf(UChar32 c)
{
    if (c >= 0x300 && c <= 0x36f)
        return Part::Accent;
    if (u_isalnum(c)) {
        if (c < 0x2e80)
            return Part::Letter;
        const int script = u_getIntPropertyValue(c, UCHAR_SCRIPT);
        return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA
            ? Part::Alone
            : Part::Letter;
    }
    constexpr std::uint32_t kWithin = U_GC_M_MASK | U_GC_NL_MASK | U_GC_NO_MASK;
    return (U_GET_GC_MASK(c) & kWithin) != 0 ? Part::Letter : Part::Gap;
}

// The letters of these blocks lose their accents.
bool mayHaveAccent(UChar32 c)
{
    return c < 0x530 || (c >= 0x1e00 && c < 0x2000);
}

struct Folded
{
    Part part = Part::Gap;
    std::string text;
};

Folded fold(UChar32 c)
{
    Folded result{partOf(c), {}};
    if (result.part == Part::Gap || result.part == Part::Accent)
        return result;
    if (mayHaveAccent(c)) {
        UErrorCode code = U_ZERO_ERROR;
        const auto *decomposer = icu::Normalizer2::getNFDInstance(code);
        icu::UnicodeString parts;
        if (U_SUCCESS(code) && decomposer->getDecomposition(c, parts)) {
            for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
                if (partOf(parts.char32At(i)) != Part::Accent)
                    appendCodePoint(result.text, u_foldCase(parts.char32At(i), U_FOLD_CASE_DEFAULT));
            }
            return result;
        }
    }
    appendCodePoint(result.text, u_foldCase(c, U_FOLD_CASE_DEFAULT));
    return result;
}

// Worked out once for what most texts are made of.
const Folded &foldedBelow2000(UChar32 c)
{
    static const auto table = [] {
        std::array<Folded, 0x2000> all;
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = fold(static_cast<UChar32>(i));
        return all;
    }();
    return table[static_cast<std::size_t>(c)];
}

} // namespace

void appendFolded(std::string &out, std::string_view utf8)
{
    const std::size_t start = out.size();
    out.resize(start + utf8.size());
    std::size_t at = 0;
    for (; at < utf8.size() && static_cast<unsigned char>(utf8[at]) < 0x80; ++at)
        out[start + at] = foldedAscii(utf8[at]);
    out.resize(start + at);
    while (at < utf8.size()) {
        if (static_cast<unsigned char>(utf8[at]) < 0x80)
            out += foldedAscii(utf8[at++]);
        else
            appendCodePoint(out, u_foldCase(nextCodePoint(utf8, at), U_FOLD_CASE_DEFAULT));
    }
}

void appendWords(std::string &out, std::string_view utf8)
{
    bool within = false;
    std::size_t at = 0;
    while (at < utf8.size()) {
        if (static_cast<unsigned char>(utf8[at]) < 0x80) {
            std::size_t end = at + 1;
            while (end < utf8.size() && static_cast<unsigned char>(utf8[end]) < 0x80)
                ++end;
            appendAsciiWords(out, utf8.substr(at, end - at), within);
            at = end;
            continue;
        }
        const UChar32 c = nextCodePoint(utf8, at);
        Folded computed;
        const Folded *folded = &computed;
        if (c < 0x2000)
            folded = &foldedBelow2000(c);
        else
            computed = fold(c);
        if (folded->part == Part::Accent)
            continue;
        if (folded->part == Part::Gap) {
            within = false;
            continue;
        }
        if (!within || folded->part == Part::Alone)
            out += ' ';
        out += folded->text;
        within = folded->part == Part::Letter;
    }
}

} // namespace datanet::dataset
