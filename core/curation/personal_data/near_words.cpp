#include "curation/personal_data/near_words.h"

#include "curation/personal_data/characters.h"

#include <algorithm>

namespace datanet::curation {

namespace {

constexpr std::size_t kBytesBefore = 48;
constexpr std::size_t kBytesAfter = 16;
constexpr std::size_t kShortWord = 4;

bool isAt(std::string_view text, std::size_t at, std::string_view word, bool anyCase)
{
    bool same = true;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (upper(text[at + i]) != upper(word[i]))
            return false;
        same = same && text[at + i] == word[i];
    }
    const std::size_t end = at + word.size();
    if (isUpper(word.front()) && !anyCase && !same) {
        // "sin": 046..., sin=046...: the name of a value
        if (end == text.size() || std::string_view("\":=_").find(text[end]) == std::string_view::npos)
            return false;
    }
    return word.size() > kShortWord || end == text.size() || !isLetter(text[end]);
}

bool isInside(std::string_view text, std::size_t at)
{
    return at > 0 && isLetter(text[at]) && isLetter(text[at - 1]) && !(isUpper(text[at]) && !isUpper(text[at - 1]));
}

} // namespace

std::size_t lastWord(std::string_view text, const Words &words, bool anyCase)
{
    for (std::size_t at = text.size(); at-- > 0;) {
        if (isInside(text, at))
            continue;
        const auto isHere = [&](std::string_view word) {
            return at + word.size() <= text.size() && isAt(text, at, word, anyCase);
        };
        if (std::any_of(words.begin(), words.end(), isHere))
            return at;
    }
    return std::string_view::npos;
}

bool hasWordNear(std::string_view text, std::size_t begin, std::size_t end, std::string_view field, const Words &words)
{
    const std::size_t from = begin - std::min(begin, kBytesBefore);
    const auto none = std::string_view::npos;
    return lastWord(text.substr(from, begin - from), words) != none
        || lastWord(text.substr(end, kBytesAfter), words) != none || lastWord(field, words, true) != none;
}

} // namespace datanet::curation
