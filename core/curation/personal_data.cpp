#include "curation/personal_data.h"

#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>
#include <re2/re2.h>

#include <algorithm>

namespace datanet::curation {

namespace {

using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kMaximumFound = 1000;
constexpr int kFewestDigits = 9;
constexpr int kMaximumTries = 2000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordByte(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Fifteen digits with what stands between them fit into this many bytes.
constexpr std::size_t kWindow = 40;

// Whether enough digits stand close together for a number; most text ends here.
bool mayHoldNumber(std::string_view text)
{
    int digits = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i]))
            continue;
        digits = digits > 0 && i - last > kWindow / 4 ? 1 : digits + 1;
        last = i;
        if (digits >= 7)
            return true;
    }
    return false;
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
    if (points == 1 && onlyPoints)
        return false; // a decimal
    if (begin > 0 && (text[begin - 1] == '.' || text[begin - 1] == '-' || isWordByte(text[begin - 1])))
        return false; // the tail of something longer
    const std::size_t end = begin + raw.size();
    if (end < text.size() && (isWordByte(text[end]) || (text[end] == '-' && end + 1 < text.size() && isWordByte(text[end + 1]))))
        return false;
    const bool bare = raw.find_first_of("()/ .") == std::string_view::npos;
    return !(bare && isBookNumber(digits));
}

bool overlaps(const std::vector<Span> &spans, const Span &span)
{
    return std::any_of(spans.begin(), spans.end(),
                       [&span](const Span &other) { return span.begin < other.end && other.begin < span.end; });
}

} // namespace

struct EmailFinder::State
{
    re2::RE2 expression{R"(([A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}))",
                        re2::RE2::Quiet};
};

EmailFinder::EmailFinder() : m_state(std::make_unique<State>()) {}
EmailFinder::~EmailFinder() = default;

std::vector<Span> EmailFinder::find(std::string_view utf8) const
{
    std::vector<Span> spans;
    if (utf8.find('@') == std::string_view::npos)
        return spans;
    re2::StringPiece rest(utf8.data(), utf8.size());
    re2::StringPiece match;
    while (spans.size() < kMaximumFound && re2::RE2::FindAndConsume(&rest, m_state->expression, &match)) {
        const auto begin = static_cast<std::uint32_t>(match.data() - utf8.data());
        spans.push_back({begin, begin + static_cast<std::uint32_t>(match.size())});
    }
    return spans;
}

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
    if (!mayHoldNumber(utf8))
        return spans;
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    const std::string text(utf8);
    for (const std::string &region : m_regions) {
        // Numbers with + are the same for every region: looked for once, and less strictly.
        for (const bool international : {true, false}) {
            if (international && &region != &m_regions.front())
                continue;
            PhoneNumberMatcher matcher(util, text, region,
                                       international ? PhoneNumberMatcher::VALID : PhoneNumberMatcher::EXACT_GROUPING,
                                       kMaximumTries);
            PhoneNumberMatch match;
            while (spans.size() < kMaximumFound && matcher.HasNext()) {
                if (!matcher.Next(&match))
                    break;
                const std::string &raw = match.raw_string();
                const bool plus = raw.starts_with('+') || raw.starts_with("\xef\xbc\x8b");
                const Span span{static_cast<std::uint32_t>(match.start()), static_cast<std::uint32_t>(match.end())};
                if (plus != international || overlaps(spans, span))
                    continue;
                if (international || looksNational(utf8, span.begin, raw))
                    spans.push_back(span);
            }
        }
    }
    std::sort(spans.begin(), spans.end(), [](const Span &left, const Span &right) { return left.begin < right.begin; });
    return spans;
}

} // namespace datanet::curation
