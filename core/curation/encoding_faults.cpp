#include "curation/encoding_faults.h"

#include "curation/text_scan.h"
#include "dataset/text_utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace datanet::curation {

namespace {

constexpr std::array<char16_t, 32> kWindows1252{// of the bytes 0x80 to 0x9F; 0 where there is none
                                                0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte that was taken for this character.
std::optional<unsigned char> byteOf(char32_t c)
{
    if (c < 0x100)
        return static_cast<unsigned char>(c); // Latin-1, where 0x80 to 0x9F are C1 controls
    const auto *found = std::find(kWindows1252.begin(), kWindows1252.end(), c);
    if (found == kWindows1252.end())
        return std::nullopt;
    return static_cast<unsigned char>(0x80 + (found - kWindows1252.begin()));
}

struct Misread
{
    std::size_t end = 0; // in the text
    std::string bytes; // what it was
};

// One character that was misread, if there is one at the place.
std::optional<Misread> misreadAt(std::string_view utf8, std::size_t at)
{
    const auto lead = byteOf(nextCodePoint(utf8, at));
    if (!lead || *lead < 0xC2 || *lead > 0xF4)
        return std::nullopt;
    Misread misread{0, std::string(1, static_cast<char>(*lead))};
    for (int left = *lead < 0xE0 ? 1 : *lead < 0xF0 ? 2 : 3; left > 0; --left) {
        const auto next = at < utf8.size() ? byteOf(nextCodePoint(utf8, at)) : std::nullopt;
        if (!next || *next < 0x80 || *next > 0xBF)
            return std::nullopt;
        misread.bytes += static_cast<char>(*next);
    }
    if (dataset::firstInvalidUtf8(misread.bytes))
        return std::nullopt;
    misread.end = at;
    return misread;
}

bool letterBefore(std::string_view utf8, std::size_t at)
{
    if (at == 0)
        return false;
    do
        --at;
    while (at > 0 && (static_cast<unsigned char>(utf8[at]) & 0xc0) == 0x80);
    return isLetterOrDigit(nextCodePoint(utf8, at));
}

// A lone one must be what nobody writes: „HÖ“ is the bytes of a Hebrew accent as well.
bool isUnlikelyWording(std::string_view utf8, std::size_t at, const std::string &bytes)
{
    const auto byte = [&bytes](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
    switch (byte(0)) {
    case 0xC2:
        return byte(1) >= 0xA0 && byte(1) != 0xAB && byte(1) != 0xBB;
    case 0xC3: {
        const bool mark = byte(1) == 0x85 || byte(1) == 0x8B || (byte(1) >= 0x91 && byte(1) <= 0x97) || byte(1) == 0x9B
            || byte(1) == 0xAB || byte(1) == 0xBB;
        return !mark || !letterBefore(utf8, at);
    }
    case 0xE2:
        return byte(1) == 0x80 || byte(1) == 0x82 || byte(1) == 0x84 || byte(1) == 0x86 || byte(1) == 0x88;
    case 0xEF:
        return byte(1) == 0xBB || byte(1) == 0xBF;
    case 0xF0:
        return byte(1) == 0x9F;
    default:
        return false;
    }
}

// Calls visit(span, what it was) for each run of misread characters, until it returns false.
template <class Visit>
void forEachMojibake(std::string_view utf8, Visit visit)
{
    std::size_t at = 0;
    while (at < utf8.size()) {
        // Every lead byte is a character from U+00C2 to U+00F4, whose first byte is 0xC3.
        const void *next = std::memchr(utf8.data() + at, 0xC3, utf8.size() - at);
        if (next == nullptr)
            return;
        const auto begin = static_cast<std::size_t>(static_cast<const char *>(next) - utf8.data());
        std::string bytes;
        std::size_t end = begin;
        int count = 0;
        while (end < utf8.size() && static_cast<unsigned char>(utf8[end]) == 0xC3) {
            const auto misread = misreadAt(utf8, end);
            if (!misread)
                break;
            bytes += misread->bytes;
            end = misread->end;
            ++count;
        }
        const bool found = count > 1 || (count == 1 && isUnlikelyWording(utf8, begin, bytes));
        if (found && !visit(Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, bytes))
            return;
        at = found ? end : begin + 2;
    }
}

bool isControl(char32_t c)
{
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    return (c >= 0x7f && c < 0xa0) || U_IS_UNICODE_NONCHAR(c);
}

bool endsLine(char32_t c)
{
    return c == 0x0b || c == 0x0c || c == 0x85;
}

} // namespace

std::vector<Span> findMojibake(std::string_view utf8, std::size_t most)
{
    std::vector<Span> spans;
    forEachMojibake(utf8, [&](const Span &span, const std::string &) {
        spans.push_back(span);
        return spans.size() < most;
    });
    return spans;
}

std::string mendMojibake(std::string_view utf8)
{
    std::string mended;
    std::size_t done = 0;
    forEachMojibake(utf8, [&](const Span &span, const std::string &bytes) {
        mended += utf8.substr(done, span.begin - done);
        mended += bytes;
        done = span.end;
        return true;
    });
    return mended += utf8.substr(done);
}

std::vector<Span> findReplacements(std::string_view utf8, std::size_t most)
{
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    std::vector<Span> spans;
    std::size_t at = utf8.find(kReplacement);
    while (at != std::string_view::npos && spans.size() < most) {
        std::size_t end = at;
        while (utf8.substr(end).starts_with(kReplacement))
            end += kReplacement.size();
        spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
        at = utf8.find(kReplacement, end);
    }
    return spans;
}

std::vector<Span> findControls(std::string_view utf8, std::size_t most)
{
    std::vector<Span> spans;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const auto begin = static_cast<std::uint32_t>(at);
        if (!isControl(nextCodePoint(utf8, at)))
            continue;
        const auto end = static_cast<std::uint32_t>(at);
        if (!spans.empty() && spans.back().end == begin) {
            spans.back().end = end;
            continue;
        }
        if (spans.size() == most)
            break;
        spans.push_back({begin, end});
    }
    return spans;
}

std::string withoutControls(std::string_view utf8)
{
    std::string kept;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(utf8, at);
        if (endsLine(c))
            kept += '\n';
        else if (!isControl(c))
            kept += utf8.substr(begin, at - begin);
    }
    return kept;
}

} // namespace datanet::curation
