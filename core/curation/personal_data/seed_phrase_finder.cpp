#include "curation/personal_data/characters.h"
#include "curation/personal_data/secret_finder.h"

#include "crypto/bip39_words.h"
#include "crypto/digest.h"

#include <algorithm>
#include <array>

namespace datanet::curation {

namespace {

constexpr std::size_t kFewestWords = 12;
constexpr std::size_t kMostBetween = 8; // ", ", "\n12. "

struct Letters
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// The word's number in the list, or -1.
int wordNumber(std::string_view word)
{
    if (word.size() < 3 || word.size() > 8)
        return -1;
    std::array<char, 8> lower{};
    for (std::size_t i = 0; i < word.size(); ++i)
        lower[i] = static_cast<char>(word[i] | 0x20);
    const std::string_view text(lower.data(), word.size());
    const auto at = std::lower_bound(crypto::kBip39Words.begin(), crypto::kBip39Words.end(), text);
    return at != crypto::kBip39Words.end() && *at == text ? static_cast<int>(at - crypto::kBip39Words.begin()) : -1;
}

// Eleven bits a word; of every 33 bits the last one belongs to the check sum. crypto::entropyOf() would do it in locked
// memory, which is slow and of no use for what is a record's text already.
bool checkSumHolds(const int *numbers, std::size_t count)
{
    std::array<char, 33> bytes{};
    for (std::size_t bit = 0; bit < count * 11; ++bit) {
        if ((numbers[bit / 11] >> (10 - bit % 11) & 1) != 0)
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] | 1 << (7 - bit % 8));
    }
    const std::size_t entropy = count / 3 * 4;
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - count / 3));
    const base::Digest digest = crypto::sha256(base::ByteView(bytes.data(), static_cast<qsizetype>(entropy)));
    return (digest.bytes[0] & mask) == static_cast<std::uint8_t>(bytes[entropy]);
}

// Listed words [first, last): the longest phrases in them, from the left.
void findIn(std::string_view text, const std::vector<Letters> &words, std::size_t first, std::size_t last,
            PersonalData &found)
{
    if (last - first < kFewestWords)
        return;
    std::vector<int> numbers;
    for (std::size_t i = first; i < last; ++i)
        numbers.push_back(wordNumber(text.substr(words[i].begin, words[i].end - words[i].begin)));
    const int *const begin = numbers.data();
    const std::size_t from = first;
    while (last - first >= kFewestWords) {
        std::size_t taken = 0;
        for (const std::size_t count : {24u, 21u, 18u, 15u, 12u}) {
            if (taken == 0 && last - first >= count && checkSumHolds(begin + (first - from), count))
                taken = count;
        }
        if (taken > 0)
            found.push_back(
                {PersonalKind::Secret, words[first].begin, words[first + taken - 1].end, {}, "recovery phrase"});
        first += std::max<std::size_t>(taken, 1);
    }
}

} // namespace

void findSeedPhrases(std::string_view plain, PersonalData &found)
{
    std::vector<Letters> words;
    words.reserve(plain.size() / 5);
    std::size_t from = 0; // the first word that could begin a phrase
    const auto closed = [&] {
        // A run of listed words covers every twelfth word; most text is done after looking at those.
        for (std::size_t at = from + kFewestWords - 1; at < words.size(); at += kFewestWords) {
            const auto listed = [&](std::size_t i) {
                return wordNumber(plain.substr(words[i].begin, words[i].end - words[i].begin)) >= 0;
            };
            if (!listed(at))
                continue;
            std::size_t first = at;
            std::size_t last = at + 1;
            while (first > from && listed(first - 1))
                --first;
            while (last < words.size() && listed(last))
                ++last;
            findIn(plain, words, first, last, found);
            at = last; // not listed
        }
        from = words.size();
    };
    for (std::size_t at = 0; at < plain.size();) {
        if (!isLetter(plain[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < plain.size() && isLetter(plain[at]))
            ++at;
        if (words.size() > from && begin - words.back().end > kMostBetween)
            closed();
        words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    }
    closed();
}

} // namespace datanet::curation
