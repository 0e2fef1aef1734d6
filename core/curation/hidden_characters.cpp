#include "curation/hidden_characters.h"

#include "curation/text_scan.h"

#include <optional>

namespace datanet::curation {

namespace {

constexpr char32_t kBlackFlag = 0x1F3F4;
constexpr char32_t kCancelTag = 0xE007F;

bool isTag(char32_t c)
{
    return c >= 0xE0000 && c <= kCancelTag;
}

bool isVariationSelector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Thai, Lao, Tibetan, Myanmar and Khmer part words by zero width spaces.
bool writesWithoutSpaces(char32_t c)
{
    return (c >= 0x0E00 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x1950 && c <= 0x1AAF);
}

bool isRightToLeft(char32_t c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC)
        || (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

// Whether a joiner behind this character can be how the script is written, or part of an emoji.
bool mayJoin(char32_t before)
{
    const bool latinGreekCyrillic = before < 0x0590 || (before >= 0x1E00 && before < 0x2190);
    const bool eastAsian = before >= 0x2E80 && before < 0xE000;
    return !latinGreekCyrillic && !eastAsian;
}

// Whether a variation selector can belong to this character: symbols, ideographs, keycaps.
bool mayVary(char32_t before)
{
    return before == '#' || before == '*' || (before >= '0' && before <= '9') || before == 0xA9 || before == 0xAE
        || (before >= 0x1000 && !isVariationSelector(before));
}

bool isZeroWidth(char32_t c, char32_t before)
{
    if (c < 0x180E)
        return false;
    switch (c) {
    case 0x180E: // Mongolian vowel separator
        return before < 0x1800 || before > 0x18AF;
    case 0x200B:
        return !writesWithoutSpaces(before);
    case 0x200C:
    case 0x200D:
        return !mayJoin(before);
    case 0x3164: // Hangul filler
    case 0xFFA0:
    case 0xFEFF:
        return true;
    default:
        break;
    }
    if (isVariationSelector(c))
        return !mayVary(before);
    return (c >= 0x2060 && c <= 0x2064) || (c >= 0x206A && c <= 0x206F) || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0x1D173 && c <= 0x1D17A);
}

class HiddenScan
{
public:
    explicit HiddenScan(std::string_view utf8) : m_utf8(utf8) { }

    [[nodiscard]] bool atEnd() const { return m_at >= m_utf8.size(); }
    [[nodiscard]] std::size_t at() const { return m_at; }

    // Moves over the next character.
    char32_t next(std::optional<HiddenKind> &kind)
    {
        const char32_t c = nextCodePoint(m_utf8, m_at);
        kind = kindOf(c);
        if (c == kBlackFlag)
            m_flagEnd = endOfFlag();
        m_before = c;
        return c;
    }

private:
    std::optional<HiddenKind> kindOf(char32_t c)
    {
        if (c < 0x061C)
            return std::nullopt;
        if (isTag(c))
            return m_at <= m_flagEnd ? std::nullopt : std::optional(HiddenKind::Tag);
        if (c == 0x202D || c == 0x202E)
            return HiddenKind::Direction;
        const bool direction =
            c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202C) || (c >= 0x2066 && c <= 0x2069);
        if (direction)
            return hasRightToLeft() ? std::nullopt : std::optional(HiddenKind::Direction);
        return isZeroWidth(c, m_before) ? std::optional(HiddenKind::ZeroWidth) : std::nullopt;
    }

    // A flag of a region is at most six tag letters and the cancel tag.
    [[nodiscard]] std::size_t endOfFlag() const
    {
        std::size_t at = m_at;
        for (int letters = 0; letters <= 6 && at < m_utf8.size(); ++letters) {
            const char32_t c = nextCodePoint(m_utf8, at);
            if (c == kCancelTag)
                return letters > 0 ? at : 0;
            if (!isTag(c))
                return 0;
        }
        return 0;
    }

    bool hasRightToLeft()
    {
        if (!m_rightToLeft) {
            m_rightToLeft = false;
            std::size_t at = 0;
            while (at < m_utf8.size() && !*m_rightToLeft)
                m_rightToLeft = isRightToLeft(nextCodePoint(m_utf8, at));
        }
        return *m_rightToLeft;
    }

    std::string_view m_utf8;
    std::size_t m_at = 0;
    char32_t m_before = ' ';
    std::size_t m_flagEnd = 0;
    std::optional<bool> m_rightToLeft;
};

char asciiOfTag(char32_t c)
{
    return c >= 0xE0020 && c < kCancelTag ? static_cast<char>(c - 0xE0000) : '\0';
}

} // namespace

std::vector<HiddenRun> findHidden(std::string_view utf8, std::size_t most)
{
    constexpr std::size_t kMostWords = 200;
    std::vector<HiddenRun> runs;
    HiddenScan scan(utf8);
    std::optional<HiddenKind> kind;
    while (!scan.atEnd()) {
        const auto begin = static_cast<std::uint32_t>(scan.at());
        const char32_t c = scan.next(kind);
        if (!kind)
            continue;
        if (runs.empty() || runs.back().kind != *kind || runs.back().span.end != begin) {
            if (runs.size() == most)
                break;
            runs.push_back({*kind, {begin, begin}, c, 0, {}});
        }
        HiddenRun &run = runs.back();
        run.span.end = static_cast<std::uint32_t>(scan.at());
        ++run.count;
        if (const char letter = asciiOfTag(c); *kind == HiddenKind::Tag && letter != 0 && run.words.size() < kMostWords)
            run.words += letter;
    }
    return runs;
}

std::string withoutHidden(std::string_view utf8, HiddenKind kind)
{
    std::string kept;
    HiddenScan scan(utf8);
    std::optional<HiddenKind> found;
    while (!scan.atEnd()) {
        const std::size_t begin = scan.at();
        scan.next(found);
        if (found != kind)
            kept += utf8.substr(begin, scan.at() - begin);
    }
    return kept;
}

} // namespace datanet::curation
