#include "curation/personal_data/phone_finder.h"

#include "curation/personal_data/characters.h"

#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>

namespace datanet::curation {

namespace {

using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kMaximumFound = 1000;
constexpr int kFewestDigits = 9;
constexpr int kFewestWithPlus = 3; // a country and two digits, the least the library takes
constexpr int kMaximumTries = 2000; // of one pass over one piece

bool isWordByte(char c)
{
    return isWord(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Part of a text in which a number may stand, with some of what is around it.
struct Piece
{
    std::size_t begin = 0;
    std::size_t end = 0;
    int digits = 0;
};

// Digits this far apart belong to no common number, and what stands between two pieces is never cut through.
constexpr std::size_t kGap = 32;
// Longer runs of digits are no phone numbers, and the library takes quadratic time over them.
constexpr std::size_t kLongestRun = 20;
constexpr int kFewestPieceDigits = 7;

// Most text ends here: no piece, no library.
std::vector<Piece> piecesOf(std::string_view text)
{
    std::vector<Piece> pieces;
    Piece piece;
    std::size_t floor = 0; // behind the last overlong run
    const auto close = [&](std::size_t ceiling) {
        if (piece.digits >= kFewestPieceDigits) {
            std::size_t begin = piece.begin - std::min(piece.begin - floor, kGap / 2);
            std::size_t end = std::min(piece.end + kGap / 2, ceiling);
            while (begin < piece.begin && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80)
                ++begin;
            while (end > piece.end && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
                --end;
            pieces.push_back({begin, end, piece.digits});
        }
        piece = {};
    };
    for (std::size_t i = 0; i < text.size();) {
        if (!isDigit(text[i])) {
            ++i;
            continue;
        }
        std::size_t runEnd = i + 1;
        while (runEnd < text.size() && isDigit(text[runEnd]))
            ++runEnd;
        if (runEnd - i > kLongestRun) {
            close(i);
            floor = runEnd;
        } else {
            if (piece.digits > 0 && i - piece.end > kGap)
                close(text.size());
            if (piece.digits == 0)
                piece.begin = i;
            piece.end = runEnd;
            piece.digits += static_cast<int>(runEnd - i);
        }
        i = runEnd;
    }
    close(text.size());
    return pieces;
}

// Bytes that no number goes across, as the library knows them: neither what it takes for punctuation between digits nor
// a letter of the words before an extension ("ext", "int", "anexo").
struct BreakTable
{
    std::array<bool, 256> breaks{};

    constexpr BreakTable()
    {
        for (const char c : std::string_view("bcdfghjklmpqruvwyzBCDFGHJKLMPQRUVWYZ\n\"!$%&'<>?@^_`{|}"))
            breaks[static_cast<unsigned char>(c)] = true;
    }
};
constexpr BreakTable kBreaks;

// What the piece may hold at most: the digits of its longest stretch that nothing breaks, and whether a stretch with
// enough of them for a number begins with a plus. Where it can hold nothing the library is not asked: it takes a
// thousand times as long as this look.
struct Possible
{
    int digits = 0;
    bool plus = false;
};
Possible possibleIn(std::string_view piece)
{
    Possible possible;
    int digits = 0;
    bool plus = false;
    const auto close = [&] {
        possible.digits = std::max(possible.digits, digits);
        possible.plus = possible.plus || (plus && digits >= kFewestWithPlus);
        digits = 0;
        plus = false;
    };
    for (const char c : piece) {
        if (kBreaks.breaks[static_cast<unsigned char>(c)])
            close();
        digits += isDigit(c);
        plus = plus || c == '+' || c == '\xef'; // the first byte of the wide plus
    }
    close();
    return possible;
}

std::string digitsOf(std::string_view text)
{
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), isDigit);
    return digits;
}

// ISBN-10 or ISBN-13 by its check digit, whatever stands between the digits.
bool isBookNumber(const std::string &digits)
{
    int sum = 0;
    if (digits.size() == 10) {
        for (std::size_t i = 0; i < 10; ++i)
            sum += static_cast<int>(10 - i) * (digits[i] - '0');
        return sum % 11 == 0;
    }
    if (digits.size() == 13 && (digits.starts_with("978") || digits.starts_with("979"))) {
        for (std::size_t i = 0; i < 13; ++i)
            sum += (i % 2 == 0 ? 1 : 3) * (digits[i] - '0');
        return sum % 10 == 0;
    }
    return false;
}

// What the library takes for a national number and people do not.
bool looksNational(std::string_view text, std::size_t begin, std::string_view raw)
{
    const std::string digits = digitsOf(raw);
    if (digits.size() < kFewestDigits || digits.starts_with("0123456789"))
        return false;
    if (raw.starts_with("0-"))
        return false; // ISBN groups
    const bool grouped = raw.find_first_of(" -/().") != std::string_view::npos;
    if (!grouped && raw.front() != '0')
        return false; // a plain count or serial number
    const auto points = std::count(raw.begin(), raw.end(), '.');
    const bool onlyPoints = raw.find_first_of(" -/()") == std::string_view::npos;
    if ((points == 1 || points == 3) && onlyPoints)
        return false; // a decimal; an internet address
    if (begin > 0 && (text[begin - 1] == '.' || text[begin - 1] == '-' || isWordByte(text[begin - 1])))
        return false; // the tail of something longer
    const std::size_t end = begin + raw.size();
    if (end < text.size()
        && (isWordByte(text[end]) || (text[end] == '-' && end + 1 < text.size() && isWordByte(text[end + 1]))))
        return false;
    const bool bare = raw.find_first_of("()/ .") == std::string_view::npos;
    return !(bare && isBookNumber(digits));
}

bool overlaps(const std::vector<Span> &spans, const Span &span)
{
    return std::any_of(spans.begin(), spans.end(),
                       [&span](const Span &other) { return span.begin < other.end && other.begin < span.end; });
}

// One pass of the library over a piece that starts at `offset` of the whole text.
void findIn(std::string_view whole, std::size_t offset, const std::string &piece, const std::string &region,
            bool international, std::vector<Span> &spans)
{
    PhoneNumberMatcher matcher(*PhoneNumberUtil::GetInstance(), piece, region,
                               international ? PhoneNumberMatcher::VALID : PhoneNumberMatcher::EXACT_GROUPING,
                               kMaximumTries);
    PhoneNumberMatch match;
    for (int tried = 0; tried < kMaximumTries && spans.size() < kMaximumFound && matcher.HasNext(); ++tried) {
        if (!matcher.Next(&match))
            break;
        const std::string &raw = match.raw_string();
        const bool plus = raw.starts_with('+') || raw.starts_with("\xef\xbc\x8b");
        const std::size_t begin = offset + static_cast<std::size_t>(match.start());
        const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + raw.size())};
        if (plus == international && !overlaps(spans, span) && (international || looksNational(whole, begin, raw)))
            spans.push_back(span);
    }
}

} // namespace

PhoneFinder::PhoneFinder(const QStringList &regions)
{
    for (const QString &region : regions)
        m_regions.push_back(region.toStdString());
    if (m_regions.empty())
        m_regions.emplace_back("ZZ"); // no country: numbers with + only
}

std::vector<Span> PhoneFinder::find(std::string_view utf8) const
{
    std::vector<Span> spans;
    for (const Piece &piece : piecesOf(utf8)) {
        if (spans.size() >= kMaximumFound)
            break;
        const std::string text(utf8.substr(piece.begin, piece.end - piece.begin));
        const Possible possible = possibleIn(text);
        // Numbers with + are the same for every region: looked for once, and less strictly.
        if (possible.plus)
            findIn(utf8, piece.begin, text, m_regions.front(), true, spans);
        if (possible.digits < kFewestDigits)
            continue; // a date, mostly
        for (const std::string &region : m_regions)
            findIn(utf8, piece.begin, text, region, false, spans);
    }
    std::sort(spans.begin(), spans.end(), [](const Span &left, const Span &right) { return left.begin < right.begin; });
    return spans;
}

} // namespace datanet::curation
