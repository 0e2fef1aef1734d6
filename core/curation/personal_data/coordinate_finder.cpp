#include "curation/personal_data/coordinate_finder.h"

#include "curation/personal_data/characters.h"
#include "curation/personal_data/check_digits.h"
#include "curation/personal_data/expression.h"
#include "curation/personal_data/near_words.h"

#include <algorithm>

namespace datanet::curation {

namespace {

const Words kPlaceWords{"lat",    "latitude",  "lon",      "lng",       "long",  "longitude", "gps", "coordinates",
                        "coords", "location",  "geo",      "position",  "point", "place",     "pin", "maps",
                        "breite", "koordinat", "coordonn", "coordenad", "坐标",  "координат"};

int wholeDegrees(std::string_view digits)
{
    return numberAt(digits, 0, std::min(digits.find('.'), digits.size()));
}

// "-52.52001": at most so many degrees, and so many digits behind the point.
bool isDegree(std::string_view number, int most, int decimals)
{
    if (number.starts_with('-') || number.starts_with('+'))
        number.remove_prefix(1);
    const std::size_t point = number.find('.');
    const int whole = wholeDegrees(number);
    if (whole > most || number.size() - point - 1 < static_cast<std::size_t>(decimals))
        return false;
    return whole < most || number.find_first_not_of('0', point + 1) == std::string_view::npos;
}

bool isBelowOne(std::string_view number)
{
    number.remove_prefix(number.starts_with('-') || number.starts_with('+') ? 1 : 0);
    return number.starts_with("0.");
}

// The decimals before or behind the pair, apart from it by no more than within it, make it part of a row.
bool isInRow(std::string_view text, std::size_t begin, std::size_t end)
{
    std::size_t before = begin;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == ',' || text[before - 1] == '-'))
        --before;
    std::size_t digits = before;
    while (digits > 0 && isDigit(text[digits - 1]))
        --digits;
    const bool decimalBefore = before < begin && before - digits >= 2 && digits > 0 && text[digits - 1] == '.';
    std::size_t behind = end;
    while (behind < text.size() && (text[behind] == ' ' || text[behind] == ',' || text[behind] == '-'))
        ++behind;
    std::size_t at = behind;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    const bool decimalBehind = behind > end && at > behind && at + 2 < text.size() && text[at] == '.'
        && isDigit(text[at + 1]) && isDigit(text[at + 2]);
    return decimalBefore || decimalBehind;
}

} // namespace

struct CoordinateFinder::State
{
    Expression pair{
        R"re(([-+]?\d{1,2}\.\d{2,15}) ?°?( ?[NSns])?(?: ?[,;/|] ?| | ?[,;]? ?"?(?i:lng|lon|long|longitude)"? ?[:=]? ?)([-+]?\d{1,3}\.\d{2,15}) ?°?( ?[EWOeo])?)re"};
    Expression degrees{
        R"re((\d{1,2}) ?(?:°|º|deg) ?(\d{1,2}(?:\.\d+)?) ?(?:['′’]|min) ?(?:(\d{1,2}(?:\.\d+)?) ?(?:["″”]|''|’’|sec) ?)?[NS][ ,;/]{0,3}(\d{1,3}) ?(?:°|º|deg) ?(\d{1,2}(?:\.\d+)?) ?(?:['′’]|min) ?(?:(\d{1,2}(?:\.\d+)?) ?(?:["″”]|''|’’|sec) ?)?[EWO])re"};
};

CoordinateFinder::CoordinateFinder() : m_state(std::make_unique<State>()) { }
CoordinateFinder::~CoordinateFinder() = default;

void CoordinateFinder::find(std::string_view plain, std::string_view field, int decimals, PersonalData &found) const
{
    m_state->pair.forEach<4>(plain, [&](const Match<4> &match) {
        const auto &[latitude, north, longitude, east] = match.groups;
        const std::size_t numbersEnd = static_cast<std::size_t>(longitude.data() - plain.data()) + longitude.size();
        const bool tail = match.begin > 0 && (isWord(plain[match.begin - 1]) || plain[match.begin - 1] == '.');
        const bool head = numbersEnd < plain.size() && isDigit(plain[numbersEnd]);
        const bool goesOn = match.end + 1 < plain.size() && (plain[match.end] == '.' || plain[match.end] == '%')
            && (isDigit(plain[match.end + 1]) || plain[match.end] == '%');
        if (!tail && !head && !goesOn && isDegree(latitude, 90, decimals) && isDegree(longitude, 180, decimals)) {
            const bool named =
                !north.empty() || !east.empty() || hasWordNear(plain, match.begin, match.end, field, kPlaceWords);
            const bool bothSmall = isBelowOne(latitude) && isBelowOne(longitude);
            if (named || (!bothSmall && !isInRow(plain, match.begin, match.end))) {
                std::size_t end = match.end;
                while (plain[end - 1] == ' ')
                    --end;
                found.push_back({PersonalKind::Coordinates, match.begin, end, {}, "decimal degrees"});
                return match.end;
            }
        }
        return static_cast<std::size_t>(longitude.data() - plain.data()); // the second may begin a pair
    });
    m_state->degrees.forEach<6>(plain, [&](const Match<6> &match) {
        const auto below60 = [](std::string_view digits) { return digits.empty() || wholeDegrees(digits) < 60; };
        const bool exact = (!match.groups[2].empty() && !match.groups[5].empty())
            || (match.groups[1].find('.') != std::string_view::npos
                && match.groups[4].find('.') != std::string_view::npos);
        if (exact && wholeDegrees(match.groups[0]) <= 90 && wholeDegrees(match.groups[3]) <= 180
            && below60(match.groups[1]) && below60(match.groups[2]) && below60(match.groups[4])
            && below60(match.groups[5]))
            found.push_back({PersonalKind::Coordinates, match.begin, match.end, {}, "degrees and minutes"});
        return match.end;
    });
}

} // namespace datanet::curation
