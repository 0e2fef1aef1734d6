#include "curation/personal_data/national_ids.h"

#include "curation/personal_data/characters.h"
#include "curation/personal_data/check_digits.h"

#include <algorithm>
#include <array>
#include <string>

namespace datanet::curation {

namespace {

// Two digits each.
bool isBirthDay(std::string_view n, std::size_t year, std::size_t month, std::size_t day)
{
    return isDay(numberAt(n, year, 2), numberAt(n, month, 2), numberAt(n, day, 2));
}

bool isSpanishLetter(int number, char letter)
{
    constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    return letter == kLetters[static_cast<std::size_t>(number % 23)];
}

bool isDni(std::string_view n)
{
    return allDigits(n.substr(0, 8)) && numberAt(n, 0, 8) >= 100'000 && isSpanishLetter(numberAt(n, 0, 8), n[8]);
}

bool isNie(std::string_view n)
{
    return n[0] >= 'X' && n[0] <= 'Z' && allDigits(n.substr(1, 7))
        && isSpanishLetter((n[0] - 'X') * 10'000'000 + numberAt(n, 1, 7), n[8]);
}

// Corsica's departments are 2A and 2B; the key is counted as if they were 19 and 18.
bool isNir(std::string_view n)
{
    std::string digits(n);
    if (digits[5] == '2' && (digits[6] == 'A' || digits[6] == 'B'))
        digits.replace(5, 2, digits[6] == 'A' ? "19" : "18");
    if (!allDigits(digits) || std::string_view("1278").find(n[0]) == std::string_view::npos)
        return false;
    const int month = numberAt(digits, 3, 2);
    const bool isMonth = (month >= 1 && month <= 12) || month == 20 || (month >= 30 && month <= 42) || month >= 50;
    return isMonth && 97 - restOf(std::string_view(digits).substr(0, 13), 97) == numberAt(digits, 13, 2);
}

// Where two people would have the same code, digits are written as letters: 0 to 9 as LMNPQRSTUV.
bool isCodiceFiscale(std::string_view n)
{
    constexpr std::string_view kForm = "aaaaaannmnnannna";
    constexpr std::string_view kForDigits = "LMNPQRSTUV";
    constexpr std::string_view kMonths = "ABCDEHLMPRST";
    constexpr std::array<int, 26> kOdd{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                       20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    std::string digits(n);
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        const char c = n[i];
        if (kForm[i] == 'n') {
            const std::size_t as = kForDigits.find(c);
            if (as != std::string_view::npos)
                digits[i] = static_cast<char>('0' + as);
            else if (!isDigit(c))
                return false;
        } else if (!isUpper(c) || (kForm[i] == 'm' && kMonths.find(c) == std::string_view::npos)) {
            return false;
        }
    }
    const int day = numberAt(digits, 9, 2) % 40; // women's days are 40 higher
    if (day < 1 || day > 31)
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < 15; ++i) {
        const int value = isDigit(n[i]) ? n[i] - '0' : n[i] - 'A';
        sum += i % 2 == 0 ? kOdd[static_cast<std::size_t>(value)] : value;
    }
    return n[15] == 'A' + sum % 26;
}

// Of the first ten digits one comes twice or three times and every other at most once.
bool isSteuerId(std::string_view n)
{
    if (!allDigits(n) || n[0] == '0')
        return false;
    std::array<int, 10> times{};
    for (const char digit : n.substr(0, 10))
        ++times[static_cast<std::size_t>(digit - '0')];
    const auto repeated = std::count_if(times.begin(), times.end(), [](int count) { return count > 1; });
    return repeated == 1 && *std::max_element(times.begin(), times.end()) <= 3 && mod11And10Holds(n);
}

// The century stands in the month: 80 for 18.., 20 for 20... Nobody born before 1900 or after 2039 is meant.
bool isPesel(std::string_view n)
{
    const int sum = weightedSum(n, "13791379131");
    if (sum < 0 || sum % 10 != 0)
        return false;
    const int year = numberAt(n, 0, 2);
    const int month = numberAt(n, 2, 2);
    return isDay(year, month, numberAt(n, 4, 2)) || (year < 40 && isDay(year, month - 20, numberAt(n, 4, 2)));
}

bool isBsn(std::string_view n)
{
    const int sum = weightedSum(n, "98765432");
    return sum > 0 && isDigit(n[8]) && (sum - (n[8] - '0')) % 11 == 0;
}

// Births from 2000 on are counted with a 2 in front. Months 20 or 40 higher: people without a residence.
bool isBelgianNumber(std::string_view n)
{
    if (!allDigits(n))
        return false;
    const int month = numberAt(n, 2, 2) % 20;
    const int day = numberAt(n, 4, 2);
    if (numberAt(n, 2, 2) > 52 || month > 12 || day > 31 || (month > 0) != (day > 0))
        return false;
    const int check = numberAt(n, 9, 2);
    const std::string_view counted = n.substr(0, 9);
    return 97 - restOf(counted, 97) == check
        || (numberAt(n, 0, 2) < 40 && 97 - restOf(std::string("2").append(counted), 97) == check);
}

// 1, 2, 3 and 45 are people, the others companies.
bool isNif(std::string_view n)
{
    const int sum = weightedSum(n, "98765432");
    if (sum < 0 || !isDigit(n[8]) || (n[0] > '3' && n.substr(0, 2) != "45") || n[0] == '0')
        return false;
    return n[8] - '0' == (sum % 11 < 2 ? 0 : 11 - sum % 11);
}

bool isPersonnummer(std::string_view n)
{
    if (!allDigits(n))
        return false;
    if (n.size() == 12) {
        const int century = numberAt(n, 0, 2);
        if (century != 19 && century != 20)
            return false;
        n.remove_prefix(2);
    }
    const int day = numberAt(n, 4, 2);
    return luhnHolds(n) && isDay(numberAt(n, 0, 2), numberAt(n, 2, 2), day > 60 ? day - 60 : day);
}

// The sign of the century stands between date and number; a hyphen is no part of the compact form.
bool isHetu(std::string_view n)
{
    constexpr std::string_view kCheck = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    constexpr std::string_view kCenturies = "ABCDEFUVWXY";
    const std::string_view date = n.substr(0, 6);
    const std::string_view number = n.substr(n.size() - 4, 3);
    const bool sign = n.size() == 10 || kCenturies.find(n[6]) != std::string_view::npos;
    if (!sign || !allDigits(date) || !allDigits(number) || numberAt(number, 0, 3) < 2)
        return false;
    const int whole = numberAt(date, 0, 6) * 1000 + numberAt(number, 0, 3);
    return isBirthDay(date, 4, 2, 0) && n.back() == kCheck[static_cast<std::size_t>(whole % 31)];
}

bool isFodselsnummer(std::string_view n)
{
    const int first = weightedSum(n, "3761894521");
    const int second = weightedSum(n, "54327654321");
    if (first < 0 || second < 0 || first % 11 != 0 || second % 11 != 0)
        return false;
    const int day = numberAt(n, 0, 2);
    const int month = numberAt(n, 2, 2);
    return isDay(numberAt(n, 4, 2),
                 month > 80       ? month - 80
                     : month > 40 ? month - 40
                                  : month,
                 day > 40 ? day - 40 : day);
}

bool isKimlik(std::string_view n)
{
    if (!allDigits(n) || n[0] == '0')
        return false;
    const int odd = weightedSum(n, "101010101");
    const int even = weightedSum(n, "01010101");
    const int tenth = n[9] - '0';
    return ((odd * 7 - even) % 10 + 10) % 10 == tenth && (odd + even + tenth) % 10 == n[10] - '0';
}

bool isAhv(std::string_view n)
{
    const int sum = weightedSum(n, "1313131313131");
    return sum >= 0 && sum % 10 == 0 && n.starts_with("756");
}

bool isNhs(std::string_view n)
{
    const int sum = weightedSum(n, "a987654321");
    return sum > 0 && sum % 11 == 0;
}

} // namespace

std::vector<NumberKind> europeanIdKinds()
{
    const auto kind = PersonalKind::NationalId;
    return {
        {kind,
         "BE",
         "National Register number",
         {"11", "2.2.2-3.2", "2 2 2 3 2", "6 3 2", "6-3-2", "6-3.2"},
         {},
         {},
         isBelgianNumber},
        {kind, "CH", "AHV number", {"13", "3.4.4.2", "3 4 4 2"}, {}, {}, isAhv},
        {kind, "DE", "Steuer-ID", {"11", "2 3 3 3", "2-3-3-3"}, {}, {}, isSteuerId},
        {kind, "ES", "DNI", {"9", "8-1"}, {}, {}, isDni},
        {kind, "ES", "NIE", {"9", "1-7-1", "8-1", "1 7 1"}, {}, {}, isNie},
        {kind, "FI", "henkilötunnus", {"6-4", "11"}, {}, {}, isHetu},
        {kind, "FR", "NIR", {"15", "13 2", "1 2 2 2 3 3 2", "1-2-2-2-3-3-2", "1.2.2.2.3.3.2"}, {}, {}, isNir},
        {kind, "GB", "NHS number", {}, {"10", "3 3 4", "3-3-4"}, {"NHS", "national health"}, isNhs},
        {kind, "IT", "codice fiscale", {"16", "6 5 5", "3 3 5 5"}, {}, {}, isCodiceFiscale},
        {kind,
         "NL",
         "BSN",
         {},
         {"9", "3.3.3", "3 3 3", "4.2.3", "4 2 3"},
         {"BSN", "burgerservice", "sofinummer", "sofi-nummer"},
         isBsn},
        {kind, "NO", "fødselsnummer", {"11", "6 5"}, {}, {}, isFodselsnummer},
        {kind, "PL", "PESEL", {"11"}, {}, {}, isPesel},
        {kind, "PT", "NIF", {}, {"9", "3 3 3", "3.3.3"}, {"NIF", "contribuinte"}, isNif},
        {kind,
         "SE",
         "personnummer",
         {"6-4", "6+4", "8-4", "12"},
         {"10"},
         {"personnummer", "personnr", "person nr", "pnr", "samordningsnummer"},
         isPersonnummer},
        {kind, "TR", "kimlik number", {}, {"11", "3 3 3 2"}, {"kimlik", "TCKN", "TC", "T.C.", "vatandaşlık"}, isKimlik},
    };
}

} // namespace datanet::curation
