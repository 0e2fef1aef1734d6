#include "curation/personal_data/iban_finder.h"

#include "curation/personal_data/characters.h"
#include "curation/personal_data/check_digits.h"

#include <algorithm>
#include <array>
#include <string>

namespace datanet::curation {

namespace {

struct Country
{
    std::string_view code;
    std::string_view form; // of what follows the check digits: n digits, a letters, c either
};

constexpr std::array<Country, 89> kCountries{
    {{"AD", "8n12c"},    {"AE", "19n"},      {"AL", "8n16c"},    {"AT", "16n"},     {"AZ", "4a20c"},
     {"BA", "16n"},      {"BE", "12n"},      {"BG", "4a6n8c"},   {"BH", "4a14c"},   {"BI", "23n"},
     {"BR", "23n1a1c"},  {"BY", "4c4n16c"},  {"CH", "5n12c"},    {"CR", "18n"},     {"CY", "8n16c"},
     {"CZ", "20n"},      {"DE", "18n"},      {"DJ", "23n"},      {"DK", "14n"},     {"DO", "4c20n"},
     {"EE", "16n"},      {"EG", "25n"},      {"ES", "20n"},      {"FI", "14n"},     {"FK", "2a12n"},
     {"FO", "14n"},      {"FR", "10n11c2n"}, {"GB", "4a14n"},    {"GE", "2a16n"},   {"GI", "4a15c"},
     {"GL", "14n"},      {"GR", "7n16c"},    {"GT", "24c"},      {"HN", "4a20n"},   {"HR", "17n"},
     {"HU", "24n"},      {"IE", "4a14n"},    {"IL", "19n"},      {"IQ", "4a15n"},   {"IS", "22n"},
     {"IT", "1a10n12c"}, {"JO", "4a4n18c"},  {"KW", "4a22c"},    {"KZ", "3n13c"},   {"LB", "4n20c"},
     {"LC", "4a24c"},    {"LI", "5n12c"},    {"LT", "16n"},      {"LU", "3n13c"},   {"LV", "4a13c"},
     {"LY", "21n"},      {"MC", "10n11c2n"}, {"MD", "20c"},      {"ME", "18n"},     {"MK", "3n10c2n"},
     {"MN", "16n"},      {"MR", "23n"},      {"MT", "4a5n18c"},  {"MU", "4a19n3a"}, {"NI", "4a20n"},
     {"NL", "4a10n"},    {"NO", "11n"},      {"OM", "3n16c"},    {"PK", "4a16c"},   {"PL", "24n"},
     {"PS", "4a21c"},    {"PT", "21n"},      {"QA", "4a21c"},    {"RO", "4a16c"},   {"RS", "18n"},
     {"RU", "14n15c"},   {"SA", "2n18c"},    {"SC", "4a20n3a"},  {"SD", "14n"},     {"SE", "20n"},
     {"SI", "15n"},      {"SK", "20n"},      {"SM", "1a10n12c"}, {"SO", "19n"},     {"ST", "21n"},
     {"SV", "4a20n"},    {"TL", "19n"},      {"TN", "20n"},      {"TR", "6n16c"},   {"UA", "6n19c"},
     {"VA", "18n"},      {"VG", "4a16n"},    {"XK", "16n"},      {"YE", "4a4n18c"}}};

const Country *countryOf(std::string_view code)
{
    const auto at = std::lower_bound(kCountries.begin(), kCountries.end(), code,
                                     [](const Country &country, std::string_view c) { return country.code < c; });
    return at != kCountries.end() && at->code == code ? &*at : nullptr;
}

std::size_t lengthOf(const Country &country)
{
    std::size_t length = 4;
    std::size_t count = 0;
    for (const char c : country.form) {
        if (isDigit(c)) {
            count = count * 10 + static_cast<std::size_t>(c - '0');
        } else {
            length += count;
            count = 0;
        }
    }
    return length;
}

bool hasForm(std::string_view account, std::string_view form)
{
    std::size_t count = 0;
    for (const char c : form) {
        if (isDigit(c)) {
            count = count * 10 + static_cast<std::size_t>(c - '0');
            continue;
        }
        const std::string_view part = account.substr(0, count);
        const auto fits = [c](char each) { return c == 'n' ? isDigit(each) : c == 'a' ? isUpper(each) : isWord(each); };
        if (part.size() != count || !std::all_of(part.begin(), part.end(), fits))
            return false;
        account.remove_prefix(count);
        count = 0;
    }
    return account.empty();
}

// The account number that begins here; its end, or 0.
std::size_t ibanAt(std::string_view plain, std::size_t begin, std::string_view &country)
{
    const std::array<char, 2> code{upper(plain[begin]), upper(plain[begin + 1])};
    const Country *known = countryOf({code.data(), code.size()});
    if (!known || !isDigit(plain[begin + 2]) || !isDigit(plain[begin + 3]))
        return 0;
    const std::size_t length = lengthOf(*known);
    std::string compact;
    std::size_t at = begin;
    while (at < plain.size() && compact.size() < length) {
        const bool separator = plain[at] == ' ' || plain[at] == '-' || plain[at] == '.';
        if (separator && at + 1 < plain.size())
            ++at; // one at a time
        if (!isWord(plain[at]))
            return 0;
        compact.push_back(upper(plain[at++]));
    }
    const bool goesOn = at < plain.size() && isWord(plain[at]);
    if (goesOn || !isIban(compact))
        return 0;
    country = known->code;
    return at;
}

} // namespace

bool isIban(std::string_view compact)
{
    if (compact.size() < 5)
        return false;
    const Country *country = countryOf(compact.substr(0, 2));
    if (!country || !allDigits(compact.substr(2, 2)) || !hasForm(compact.substr(4), country->form))
        return false;
    const int check = numberAt(compact, 2, 2);
    return check >= 2 && check <= 98 && restOf(std::string(compact.substr(4)).append(compact.substr(0, 4)), 97) == 1;
}

void findIbans(std::string_view plain, PersonalData &found)
{
    constexpr std::size_t kShortest = 15;
    for (std::size_t at = 0; at + kShortest <= plain.size();) {
        if (!isWord(plain[at])) {
            ++at;
            continue;
        }
        std::size_t begin = at;
        while (at < plain.size() && isWord(plain[at]))
            ++at;
        if (at - begin > 8 && upper(plain[begin]) == 'I' && upper(plain[begin + 1]) == 'B') // IBANDE89...
            begin += 4;
        std::string_view country;
        if (at - begin < 4 || !isLetter(plain[begin]) || !isDigit(plain[begin + 2]))
            continue;
        if (const std::size_t end = ibanAt(plain, begin, country); end != 0) {
            found.push_back({PersonalKind::Iban, begin, end, country, "IBAN"});
            at = end;
        }
    }
}

} // namespace datanet::curation
