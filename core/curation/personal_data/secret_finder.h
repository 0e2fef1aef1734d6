#pragma once

#include "curation/personal_data/personal_datum.h"

#include <memory>
#include <string_view>

namespace datanet::curation {

// Keys and secrets:
// - tokens by the beginnings and lengths their makers publish, private key blocks, signed web tokens (JWT), passwords
//   inside addresses ("https://user:password@host");
// - long strings that look drawn by chance (many different characters of several sorts, or hexadecimal digits), where
//   the word closest before them, or the field's name, says secret, token, password or key rather than hash or id;
// - recovery phrases of 12 to 24 words whose BIP-39 check sum holds.
// Short passwords look like words and are not found. Linear time. Any thread.
class SecretFinder
{
public:
    static constexpr std::uint32_t kShortestWord = 16; // texts without a longer one hold no token

    SecretFinder();
    ~SecretFinder();

    // longestWord: as in TextTraits.
    void find(std::string_view plain, std::string_view field, std::uint32_t longestWord, PersonalData &found) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Recovery phrases alone: words between spaces, commas, line ends or numbers.
void findSeedPhrases(std::string_view plain, PersonalData &found);

} // namespace datanet::curation
