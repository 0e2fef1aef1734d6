#include "curation/personal_data/check_digits.h"
#include "curation/personal_data/national_ids.h"

#include <array>

namespace datanet::curation {

namespace {

bool isCpf(std::string_view n)
{
    if (!allDigits(n) || n.find_first_not_of(n[0]) == std::string_view::npos)
        return false;
    const auto check = [](int sum) { return sum % 11 < 2 ? 0 : 11 - sum % 11; };
    return check(weightedSum(n, "a98765432")) == numberAt(n, 9, 1)
        && check(weightedSum(n, "ba98765432")) == numberAt(n, 10, 1);
}

bool isAadhaar(std::string_view n)
{
    return verhoeffHolds(n) && n[0] >= '2';
}

// GB 11643: region, day of birth, order, ISO 7064 MOD 11-2.
bool isResidentId(std::string_view n)
{
    constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kCheck = "10X98765432";
    if (!allDigits(n.substr(0, 17)))
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i)
        sum += kWeights[i] * (n[i] - '0');
    const int year = numberAt(n, 6, 4);
    const int province = numberAt(n, 0, 2);
    return n[17] == kCheck[static_cast<std::size_t>(sum % 11)] && province >= 11 && province <= 91 && year >= 1850
        && year <= 2039 && isDay(year, numberAt(n, 10, 2), numberAt(n, 12, 2));
}

bool isSouthAfricanId(std::string_view n)
{
    return luhnHolds(n) && isDay(numberAt(n, 0, 2), numberAt(n, 2, 2), numberAt(n, 4, 2)) && n[10] <= '2';
}

bool isTaxFile(std::string_view n)
{
    const int sum = n.size() == 9 ? weightedSum(n, "14375869a") : -1;
    return sum > 0 && sum % 11 == 0;
}

// The tenth digit counts the cards, an eleventh the person on the card.
bool isMedicare(std::string_view n)
{
    const int sum = weightedSum(n, "13791379");
    return sum >= 0 && allDigits(n) && n[0] >= '2' && n[0] <= '6' && sum % 10 == n[8] - '0' && n[9] != '0';
}

// 8 is not given out, 9 to people for a time.
bool isSocialInsurance(std::string_view n)
{
    return luhnHolds(n) && n[0] != '8' && n != "000000000";
}

bool isSocialSecurity(std::string_view n)
{
    if (!allDigits(n))
        return false;
    const int area = numberAt(n, 0, 3);
    const bool advertised = n == "078051120" || n == "219099999" || n == "123456789" || n == "987654321";
    return area != 0 && area != 666 && area < 900 && numberAt(n, 3, 2) != 0 && numberAt(n, 5, 4) != 0 && !advertised;
}

} // namespace

std::vector<NumberKind> otherIdKinds()
{
    const auto kind = PersonalKind::NationalId;
    return {
        {kind, "AU", "tax file number", {}, {"9", "3 3 3", "3-3-3"}, {"TFN", "tax file"}, isTaxFile},
        {kind,
         "AU",
         "Medicare number",
         {},
         {"10", "11", "4 5 1", "4 5 1 1", "4-5-1", "10-1", "10/1"},
         {"medicare"},
         isMedicare},
        {kind, "BR", "CPF", {"3.3.3-2"}, {"11", "9-2"}, {"CPF", "cadastro de pessoa"}, isCpf},
        {kind,
         "CA",
         "social insurance number",
         {},
         {"9", "3 3 3", "3-3-3"},
         {"SIN", "NAS", "social insurance", "assurance sociale"},
         isSocialInsurance},
        {kind, "CN", "resident id", {"18", "6 8 4", "6-8-4"}, {}, {}, isResidentId},
        {kind,
         "IN",
         "Aadhaar",
         {"4 4 4"},
         {"12", "4-4-4"},
         {"aadhaar", "aadhar", "adhaar", "UIDAI", "आधार"},
         isAadhaar},
        {kind, "ZA", "identity number", {"13", "6 4 3", "6 4 2 1"}, {}, {}, isSouthAfricanId},
    };
}

std::vector<NumberKind> socialSecurityKinds()
{
    return {{PersonalKind::SocialSecurity,
             "US",
             "social security number",
             {"3-2-4"},
             {"9", "3 2 4", "3.2.4"},
             {"SSN", "social security", "soc sec"},
             isSocialSecurity}};
}

} // namespace datanet::curation
