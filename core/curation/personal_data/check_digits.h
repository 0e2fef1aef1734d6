#pragma once

#include <string_view>

// Check digits of ISO/IEC 7064 and others. All take ASCII and are false or -1 for what can't be counted.
namespace datanet::curation {

// ISO/IEC 7812-1 annex B; the last digit checks the others.
[[nodiscard]] bool luhnHolds(std::string_view digits);

// Verhoeff, "Error detecting decimal codes" (1969); the last digit checks the others.
[[nodiscard]] bool verhoeffHolds(std::string_view digits);

// ISO/IEC 7064 MOD 11,10; the last digit checks the others.
[[nodiscard]] bool mod11And10Holds(std::string_view digits);

// The rest of a decimal number of any length; letters count as 10 to 35, as in ISO 13616. -1 for other characters.
[[nodiscard]] int restOf(std::string_view alphanumeric, int divisor);

// The sum of digits times weights, from the left, as far as there are weights; -1 where there are fewer digits.
[[nodiscard]] int weightedSum(std::string_view digits, std::string_view weights);

[[nodiscard]] bool allDigits(std::string_view text);

// A day of the Gregorian calendar; two-digit years are taken as those of a leap century.
[[nodiscard]] bool isDay(int year, int month, int day);

// The number in a few digits; the caller has checked that they are digits.
[[nodiscard]] int numberAt(std::string_view digits, std::size_t at, std::size_t length);

} // namespace datanet::curation
