#pragma once

#include "similarity/tokens.h"

#include <string>
#include <string_view>
#include <vector>

namespace datanet::attribution {

// Number of the rule by which text is cut into tokens (similarity/tokens.h, tokenize()); part of every file format.
inline constexpr std::uint32_t kTokenizer = 1;

// A text cut by tokenizer 1, with each token's folded bytes: two tokens are the same when these are. Byte ranges are
// those of the text as it was given. Keeps its buffers from text to text; one thread at a time.
class TokenText
{
public:
    TokenText() = default;
    explicit TokenText(std::string_view text) { assign(text); }

    // Reads at most similarity::kMaximumTextBytes of it.
    void assign(std::string_view text);

    [[nodiscard]] std::size_t size() const { return m_tokens.size(); }
    [[nodiscard]] const similarity::Token &operator[](std::size_t i) const { return m_tokens[i]; }
    [[nodiscard]] std::string_view folded(std::size_t i) const
    {
        return std::string_view(m_folded).substr(m_tokens[i].begin, m_tokens[i].end - m_tokens[i].begin);
    }

private:
    std::vector<similarity::Token> m_tokens;
    std::string m_folded; // the text with ASCII case folded, byte for byte
};

// FNV-1a of a token's bytes, mixed: the hash that similarity::tokenize() gives.
[[nodiscard]] std::uint64_t tokenHash(std::string_view folded);

} // namespace datanet::attribution
