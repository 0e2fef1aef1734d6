#include "curation/personal_data/plain_text.h"

#include "curation/personal_data/characters.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace datanet::curation {

namespace {

enum : std::uint8_t {
    kDigit = 1,
    kWordPart = 2,
    kAt = 4,
    kColon = 8,
    kPoint = 16,
    kForeign = 32,
    kEscape = 64,
    kDash = 128
};

constexpr std::array<std::uint8_t, 256> kClasses = [] {
    std::array<std::uint8_t, 256> classes{};
    for (int c = 0; c < 256; ++c) {
        const char byte = static_cast<char>(c);
        auto &entry = classes[static_cast<std::size_t>(c)];
        if (c >= 0x80)
            entry = kForeign;
        else if (isDigit(byte))
            entry = kDigit | kWordPart;
        else if (isLetter(byte) || byte == '_' || byte == '+' || byte == '/')
            entry = kWordPart;
    }
    classes['-'] = kDash | kWordPart;
    classes['@'] = kAt;
    classes['%'] = kAt;
    classes[':'] = kColon;
    classes['.'] = kPoint;
    classes['\\'] = kEscape;
    return classes;
}();

std::uint8_t traitsOf(std::string_view text, TextTraits &traits)
{
    std::uint8_t seen = 0;
    std::uint32_t run = 0;
    for (const char c : text) {
        const std::uint8_t is = kClasses[static_cast<unsigned char>(c)];
        seen |= is;
        traits.digits += is & kDigit;
        run = (is & kWordPart) != 0 ? run + 1 : 0;
        traits.longestWord = std::max(traits.longestWord, run);
    }
    traits.at = (seen & kAt) != 0;
    traits.colon = (seen & kColon) != 0;
    traits.point = (seen & kPoint) != 0;
    traits.foreign = (seen & kForeign) != 0;
    traits.dash = (seen & kDash) != 0;
    return seen;
}

constexpr char kKeep = '\0'; // the character says what it says
constexpr char kDrop = '\1'; // nobody sees it

char folded(char32_t c)
{
    if (c < 0x300)
        return c == 0xa0 || c == 0x85 ? ' ' : c == 0xad ? kDrop : kKeep;
    if (c >= 0x2000 && c <= 0x206f) {
        if (c <= 0x200a || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f)
            return ' ';
        if (c >= 0x2010 && c <= 0x2015)
            return '-';
        const bool seen = (c >= 0x2016 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205e);
        return seen ? kKeep : kDrop;
    }
    if (c >= 0xff01 && c <= 0xff5e)
        return static_cast<char>(c - 0xfee0);
    if (c == 0x2212 || c == 0xfe58 || c == 0xfe63)
        return '-';
    if (c == 0x3000 || c == 0x1680)
        return ' ';
    if (c == 0x3002)
        return kKeep;
    if (c == 0x034f || c == 0x061c || c == 0x180e || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f)
        || (c >= 0xe0000 && c <= 0xe0fff) || (c >= 0x115f && c <= 0x1160) || c == 0x3164)
        return kDrop;
    if (c < 0x660 || (c > 0x3000 && c < 0xa620) || (c >= 0xac00 && c < 0xd800))
        return kKeep; // no digits among Han, kana and Hangul
    return QChar::category(c) == QChar::Number_DecimalDigit ? static_cast<char>('0' + QChar::digitValue(c)) : kKeep;
}

struct Character
{
    char32_t code = 0;
    std::uint32_t bytes = 1;
};

// Records are valid UTF-8; bytes that are none count as characters of their own.
Character characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    const std::uint32_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (length == 1 || at + length > text.size())
        return {lead, 1};
    char32_t code = lead & (0x7fu >> length);
    for (std::uint32_t i = 1; i < length; ++i)
        code = code << 6 | (byte(i) & 0x3fu);
    return {code, length};
}

bool hasFoldable(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const Character character = characterAt(text, at);
        if (folded(character.code) != kKeep)
            return true;
        at += character.bytes;
    }
    return false;
}

// What a JSON escape stands for, in one byte; the characters it can stand for are ASCII.
Character escapeAt(std::string_view text, std::size_t at)
{
    if (at + 1 >= text.size())
        return {U'\\', 1};
    switch (text[at + 1]) {
    case '"':
    case '\\':
    case '/':
        return {static_cast<char32_t>(text[at + 1]), 2};
    case 'u':
        return {U' ', static_cast<std::uint32_t>(std::min<std::size_t>(6, text.size() - at))};
    default:
        return {U' ', 2};
    }
}

} // namespace

PlainText::PlainText(std::string_view utf8, bool json) : m_original(utf8)
{
    const std::uint8_t seen = traitsOf(utf8, m_traits);
    const bool escapes = json && (seen & kEscape) != 0;
    if (!escapes && ((seen & kForeign) == 0 || !hasFoldable(utf8)))
        return;
    fold(escapes);
    const bool foreign = m_traits.foreign;
    m_traits = {};
    traitsOf(m_text, m_traits);
    m_traits.foreign = foreign;
}

void PlainText::fold(bool json)
{
    m_folded = true;
    m_text.reserve(m_original.size());
    m_places.reserve(m_original.size());
    for (std::size_t at = 0; at < m_original.size();) {
        const auto begin = static_cast<std::uint32_t>(at);
        const char byte = m_original[at];
        if (json && byte == '\\') {
            const Character escape = escapeAt(m_original, at);
            at += escape.bytes;
            m_text.push_back(static_cast<char>(escape.code));
            m_places.push_back({begin, static_cast<std::uint32_t>(at)});
            continue;
        }
        if (static_cast<unsigned char>(byte) < 0x80) {
            m_text.push_back(byte);
            m_places.push_back({begin, static_cast<std::uint32_t>(++at)});
            continue;
        }
        const Character character = characterAt(m_original, at);
        const auto end = static_cast<std::uint32_t>(at + character.bytes);
        const char plain = folded(character.code);
        if (plain == kKeep) {
            for (; at < end; ++at) {
                m_text.push_back(m_original[at]);
                m_places.push_back({begin, end});
            }
        } else if (plain != kDrop) {
            m_text.push_back(plain);
            m_places.push_back({begin, end});
        }
        at = end;
    }
}

Span PlainText::original(std::size_t begin, std::size_t end) const
{
    if (!m_folded)
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    return {m_places[begin].begin, m_places[end - 1].end};
}

} // namespace datanet::curation
