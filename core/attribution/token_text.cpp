#include "attribution/token_text.h"

#include "similarity/mixing.h"

#include <algorithm>

namespace datanet::attribution {

void TokenText::assign(std::string_view text)
{
    text = text.substr(0, similarity::kMaximumTextBytes);
    similarity::tokenize(text, m_tokens);
    m_folded.assign(text);
    std::ranges::transform(m_folded, m_folded.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
}

std::uint64_t tokenHash(std::string_view folded)
{
    std::uint64_t hash = similarity::kHashStart;
    for (const char byte : folded)
        hash = similarity::hashByte(hash, static_cast<std::uint8_t>(byte));
    return similarity::mixed(hash);
}

} // namespace datanet::attribution
