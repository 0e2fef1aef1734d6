#include "curation/personal_data/check_digits.h"

#include "curation/personal_data/characters.h"

#include <algorithm>
#include <array>

namespace datanet::curation {

bool allDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isDigit);
}

bool luhnHolds(std::string_view digits)
{
    if (digits.empty() || !allDigits(digits))
        return false;
    int sum = 0;
    bool doubled = false;
    for (auto it = digits.rbegin(); it != digits.rend(); ++it, doubled = !doubled) {
        const int digit = *it - '0';
        sum += !doubled ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
    }
    return sum % 10 == 0;
}

bool verhoeffHolds(std::string_view digits)
{
    // The group of the symmetries of a pentagon, and a permutation of order eight.
    constexpr auto kTimes = [](int a, int b) {
        if (a < 5)
            return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
        return b < 5 ? 5 + (a - b) % 5 : (a - b + 5) % 5;
    };
    constexpr std::array<int, 10> kMoved{1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    if (digits.empty() || !allDigits(digits))
        return false;
    int sum = 0;
    int place = 0;
    for (auto it = digits.rbegin(); it != digits.rend(); ++it, place = (place + 1) % 8) {
        int digit = *it - '0';
        for (int i = 0; i < place; ++i)
            digit = kMoved[static_cast<std::size_t>(digit)];
        sum = kTimes(sum, digit);
    }
    return sum == 0;
}

bool mod11And10Holds(std::string_view digits)
{
    if (digits.empty() || !allDigits(digits))
        return false;
    int product = 10;
    for (const char digit : digits.substr(0, digits.size() - 1)) {
        const int sum = (product + digit - '0') % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (product + digits.back() - '0') % 10 == 1;
}

int restOf(std::string_view alphanumeric, int divisor)
{
    int rest = 0;
    for (const char c : alphanumeric) {
        if (isDigit(c))
            rest = (rest * 10 + c - '0') % divisor;
        else if (isLetter(c))
            rest = (rest * 100 + upper(c) - 'A' + 10) % divisor;
        else
            return -1;
    }
    return rest;
}

int weightedSum(std::string_view digits, std::string_view weights)
{
    if (digits.size() < weights.size() || !allDigits(digits.substr(0, weights.size())))
        return -1;
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const int weight = isDigit(weights[i]) ? weights[i] - '0' : weights[i] - 'a' + 10;
        sum += weight * (digits[i] - '0');
    }
    return sum;
}

bool isDay(int year, int month, int day)
{
    constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0 || year == 0);
    return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

int numberAt(std::string_view digits, std::size_t at, std::size_t length)
{
    int number = 0;
    for (const char digit : digits.substr(at, length))
        number = number * 10 + digit - '0';
    return number;
}

} // namespace datanet::curation
