#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace datanet::curation {

// In order of precedence: where two kinds claim the same stretch of a text, the earlier one has it.
enum class PersonalKind : std::uint8_t {
    Email,
    Secret,
    Iban,
    PaymentCard,
    NationalId,
    SocialSecurity,
    IpAddress,
    Coordinates,
    Phone
};
inline constexpr std::size_t kPersonalKinds = 9;

// Where in a plain text something personal stands, bytes, end excluded. The words live as long as the program.
struct PersonalDatum
{
    PersonalKind kind = PersonalKind::Email;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view country = {}; // ISO 3166, of an account or a national id
    std::string_view name = {}; // what exactly: "DNI", "Visa", "GitHub token"
};
using PersonalData = std::vector<PersonalDatum>;

} // namespace datanet::curation
