#include "curation/mixed_alphabets.h"

#include "curation/text_scan.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <optional>

namespace datanet::curation {

namespace {

struct LookAlike
{
    char32_t c;
    char latin;
};

// From Unicode's confusables.txt (UTS 39): the letters that common fonts draw like a Latin letter. Ascending.
constexpr std::array kLookAlikes{
    // Greek
    LookAlike{0x0391, 'A'},
    LookAlike{0x0392, 'B'},
    LookAlike{0x0395, 'E'},
    LookAlike{0x0396, 'Z'},
    LookAlike{0x0397, 'H'},
    LookAlike{0x0399, 'I'},
    LookAlike{0x039A, 'K'},
    LookAlike{0x039C, 'M'},
    LookAlike{0x039D, 'N'},
    LookAlike{0x039F, 'O'},
    LookAlike{0x03A1, 'P'},
    LookAlike{0x03A4, 'T'},
    LookAlike{0x03A5, 'Y'},
    LookAlike{0x03A7, 'X'},
    LookAlike{0x03B1, 'a'},
    LookAlike{0x03B9, 'i'},
    LookAlike{0x03BD, 'v'},
    LookAlike{0x03BF, 'o'},
    LookAlike{0x03C1, 'p'},
    LookAlike{0x03C5, 'u'},
    LookAlike{0x03F2, 'c'},
    LookAlike{0x03F3, 'j'},
    LookAlike{0x03F9, 'C'},
    LookAlike{0x037F, 'J'},
    // Cyrillic
    LookAlike{0x0405, 'S'},
    LookAlike{0x0406, 'I'},
    LookAlike{0x0408, 'J'},
    LookAlike{0x0410, 'A'},
    LookAlike{0x0412, 'B'},
    LookAlike{0x0415, 'E'},
    LookAlike{0x041A, 'K'},
    LookAlike{0x041C, 'M'},
    LookAlike{0x041D, 'H'},
    LookAlike{0x041E, 'O'},
    LookAlike{0x0420, 'P'},
    LookAlike{0x0421, 'C'},
    LookAlike{0x0422, 'T'},
    LookAlike{0x0423, 'Y'},
    LookAlike{0x0425, 'X'},
    LookAlike{0x0430, 'a'},
    LookAlike{0x0435, 'e'},
    LookAlike{0x043E, 'o'},
    LookAlike{0x0440, 'p'},
    LookAlike{0x0441, 'c'},
    LookAlike{0x0443, 'y'},
    LookAlike{0x0445, 'x'},
    LookAlike{0x0455, 's'},
    LookAlike{0x0456, 'i'},
    LookAlike{0x0458, 'j'},
    LookAlike{0x0474, 'V'},
    LookAlike{0x0475, 'v'},
    LookAlike{0x04AE, 'Y'},
    LookAlike{0x04AF, 'y'},
    LookAlike{0x04BA, 'h'},
    LookAlike{0x04BB, 'h'},
    LookAlike{0x04C0, 'I'},
    LookAlike{0x04CF, 'l'},
    LookAlike{0x0501, 'd'},
    LookAlike{0x051A, 'Q'},
    LookAlike{0x051B, 'q'},
    LookAlike{0x051C, 'W'},
    LookAlike{0x051D, 'w'},
};

enum class Alphabet : std::uint8_t { Other, Latin, Cyrillic, Greek };

Alphabet alphabetOf(char32_t c)
{
    if (c < 0x80 || (c >= 0xC0 && c < 0x250))
        return Alphabet::Latin;
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &code)) {
    case USCRIPT_LATIN:
        return Alphabet::Latin;
    case USCRIPT_CYRILLIC:
        return Alphabet::Cyrillic;
    case USCRIPT_GREEK:
        return Alphabet::Greek;
    default:
        return Alphabet::Other;
    }
}

// The letter of the alphabet that this Latin letter is taken for; 0 where there is none.
char32_t lookAlikeIn(Alphabet alphabet, char32_t latin)
{
    const auto *found = std::find_if(kLookAlikes.begin(), kLookAlikes.end(), [&](const LookAlike &each) {
        return char32_t(each.latin) == latin && (alphabet == Alphabet::Greek) == (each.c < 0x400);
    });
    return found == kLookAlikes.end() ? 0 : found->c;
}

// 0 where there is none.
char32_t latinLookAlike(char32_t c)
{
    if (c < 0x0370 || c > 0x0530)
        return 0;
    const auto *found =
        std::find_if(kLookAlikes.begin(), kLookAlikes.end(), [c](const LookAlike &each) { return each.c == c; });
    return found == kLookAlikes.end() ? 0 : static_cast<char32_t>(found->latin);
}

char32_t passesFor(char32_t c, Alphabet target)
{
    return target == Alphabet::Latin ? latinLookAlike(c) : lookAlikeIn(target, c);
}

// Letters of a word and where they stand.
struct Letter
{
    char32_t c;
    std::uint32_t at;
    Alphabet alphabet;
};

class Word
{
public:
    void add(char32_t c, std::size_t at)
    {
        const Alphabet alphabet = alphabetOf(c);
        m_letters.push_back({c, static_cast<std::uint32_t>(at), alphabet});
        m_mixed = m_mixed || alphabet != m_letters.front().alphabet;
    }
    void clear()
    {
        m_letters.clear();
        m_mixed = false;
    }
    [[nodiscard]] const std::vector<Letter> &letters() const { return m_letters; }

    // Which alphabet the odd letters are of, and which they pass for; nothing where the word is in order.
    struct Verdict
    {
        Alphabet odd;
        Alphabet target;
        bool mendable;
    };
    [[nodiscard]] std::optional<Verdict> verdict() const
    {
        if (!m_mixed)
            return std::nullopt;
        std::array<std::size_t, 4> counts{};
        for (const Letter &letter : m_letters)
            ++counts[static_cast<std::size_t>(letter.alphabet)];
        const std::size_t latin = counts[std::size_t(Alphabet::Latin)];
        const std::size_t cyrillic = counts[std::size_t(Alphabet::Cyrillic)];
        const std::size_t greek = counts[std::size_t(Alphabet::Greek)];
        // With three alphabets in a word nothing is clear but that it is no word.
        if (latin == 0 || (cyrillic == 0) == (greek == 0))
            return std::nullopt;
        const Alphabet foreign = cyrillic != 0 ? Alphabet::Cyrillic : Alphabet::Greek;
        const std::size_t others = cyrillic + greek;
        const bool foreignPasses = allPass(foreign, Alphabet::Latin);
        const bool latinPasses = allPass(Alphabet::Latin, foreign);
        if (foreignPasses && (!latinPasses || latin >= others))
            return Verdict{foreign, Alphabet::Latin, latin > others};
        if (latinPasses && others > latin)
            return Verdict{Alphabet::Latin, foreign, true};
        return std::nullopt;
    }

private:
    [[nodiscard]] bool allPass(Alphabet odd, Alphabet target) const
    {
        for (std::size_t i = 0; i < m_letters.size(); ++i) {
            const Letter &letter = m_letters[i];
            if (letter.alphabet != odd)
                continue;
            if (passesFor(letter.c, target) == 0)
                return false;
            // A small Greek letter at the edge of a word names a quantity.
            const bool edge = i == 0 || i + 1 == m_letters.size();
            if (edge && letter.c >= 0x03B1 && letter.c <= 0x03C9 && letter.c != 0x03BF)
                return false;
        }
        return true;
    }

    std::vector<Letter> m_letters;
    bool m_mixed = false;
};

// Calls visit(word, verdict, end) for each mixed word until it returns false.
template <class Visit>
void forEachMixedWord(std::string_view utf8, Visit visit)
{
    Word word;
    const auto finish = [&](std::size_t end) {
        const auto verdict = word.verdict();
        const bool goesOn = !verdict || visit(word, *verdict, end);
        word.clear();
        return goesOn;
    };
    std::size_t at = 0;
    while (at < utf8.size()) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(utf8, at);
        const bool letter =
            c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : u_isalpha(static_cast<UChar32>(c)) != 0;
        if (letter)
            word.add(c, begin);
        else if (!word.letters().empty() && !finish(begin))
            return;
    }
    finish(utf8.size());
}

} // namespace

std::vector<MixedWord> findMixedWords(std::string_view utf8, std::size_t most)
{
    std::vector<MixedWord> found;
    forEachMixedWord(utf8, [&](const Word &word, const Word::Verdict &verdict, std::size_t end) {
        const auto &letters = word.letters();
        const auto odd = std::find_if(letters.begin(), letters.end(),
                                      [&](const Letter &each) { return each.alphabet == verdict.odd; });
        found.push_back({{letters.front().at, static_cast<std::uint32_t>(end)},
                         odd->c,
                         passesFor(odd->c, verdict.target),
                         verdict.mendable});
        return found.size() < most;
    });
    return found;
}

std::string unmixed(std::string_view utf8)
{
    std::string mended;
    std::size_t done = 0;
    forEachMixedWord(utf8, [&](const Word &word, const Word::Verdict &verdict, std::size_t) {
        for (const Letter &letter : word.letters()) {
            if (!verdict.mendable || letter.alphabet != verdict.odd)
                continue;
            mended += utf8.substr(done, letter.at - done);
            appendCodePoint(mended, passesFor(letter.c, verdict.target));
            done = letter.at;
            nextCodePoint(utf8, done);
        }
        return true;
    });
    return mended += utf8.substr(done);
}

} // namespace datanet::curation
