#include "curation/checks.h"
#include "curation/text_check.h"

#include <unicode/uchar.h>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kCapitals{.id = u"all-capitals"_s,
                     .reason = u"low-quality"_s,
                     .severity = Severity::Caution,
                     .title = u"All in capitals"_s,
                     .explanation = u"A longer text in capital letters."_s,
                     .example = u"THIS TEXT SHOUTS AT WHOEVER READS IT, FROM ITS FIRST WORD TO THE LAST."_s,
                     .settings = {{u"fewestLetters"_s, 40, 10, 100'000, u"Fewest letters of a text to judge"_s},
                                  {u"percent"_s, 90, 50, 100, u"Share of capital letters, in percent"_s}}};

// Rae et al. 2021 (repetition.h), A.1.1: at most one "#" and one ellipsis for ten words, and a letter in four of five
// words, in texts of at least 50 words.
const Rule kSymbols{
    .id = u"many-symbols"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"More signs than words"_s,
    .explanation = u"Hash signs, ellipses or words without a letter take the place of text, as in menus and tables."_s,
    .example = u"#news #now more ... "_s.repeated(14),
    .settings = {{u"fewestWords"_s, 50, 10, 100'000, u"Fewest words of a text to judge"_s},
                 {u"percent"_s, 10, 1, 100, u"Most hash signs or ellipses for 100 words"_s},
                 {u"wordsPercent"_s, 50, 0, 100, u"Least share of words with a letter, in percent"_s}}};

struct Counts
{
    int capitals = 0;
    int smalls = 0;
    int words = 0;
    int wordsWithLetter = 0;
    int hashes = 0;
    int ellipses = 0;
};

Counts countsOf(std::string_view utf8)
{
    Counts counts;
    bool inWord = false;
    bool letter = false;
    int dots = 0;
    const auto endWord = [&] {
        counts.words += inWord;
        counts.wordsWithLetter += letter;
        inWord = letter = false;
    };
    std::size_t at = 0;
    while (at < utf8.size()) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte >= 0x80) {
            const auto c = static_cast<UChar32>(nextCodePoint(utf8, at));
            dots = 0;
            if (u_isUWhiteSpace(c)) {
                endWord();
                continue;
            }
            inWord = true;
            letter = letter || u_isalpha(c);
            counts.capitals += u_isUUppercase(c);
            counts.smalls += u_isULowercase(c);
            counts.ellipses += c == 0x2026;
            continue;
        }
        ++at;
        if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
            endWord();
            dots = 0;
            continue;
        }
        inWord = true;
        const bool small = byte >= 'a' && byte <= 'z';
        const bool capital = byte >= 'A' && byte <= 'Z';
        counts.smalls += small;
        counts.capitals += capital;
        letter = letter || small || capital;
        counts.hashes += byte == '#';
        dots = byte == '.' ? dots + 1 : 0;
        counts.ellipses += dots == 3;
    }
    endWord();
    return counts;
}

class SymbolsCheck final : public TextCheck
{
public:
    explicit SymbolsCheck(const DatanetRules &rules)
        : m_fewestLetters(rules.checks.value(kCapitals, u"fewestLetters"_s)),
          m_capitalsPercent(rules.checks.value(kCapitals, u"percent"_s)),
          m_fewestWords(rules.checks.value(kSymbols, u"fewestWords"_s)),
          m_symbolsPercent(rules.checks.value(kSymbols, u"percent"_s)),
          m_wordsPercent(rules.checks.value(kSymbols, u"wordsPercent"_s))
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kCapitals, kSymbols}; }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        if (text.field.kind != dataset::ValueKind::String
            || text.utf8.size() < static_cast<std::size_t>(std::min(m_fewestLetters, 2 * m_fewestWords)))
            return;
        const Counts counts = countsOf(text.utf8);
        const int letters = counts.capitals + counts.smalls;
        if (letters >= m_fewestLetters && above(counts.capitals, letters, m_capitalsPercent - 1))
            findings.push_back(share(kCapitals, text, counts.capitals, letters));
        if (counts.words < m_fewestWords)
            return;
        const int most = std::max(counts.hashes, counts.ellipses);
        if (above(most, counts.words, m_symbolsPercent))
            findings.push_back(share(kSymbols, text, most, counts.words));
        else if (above(counts.words - counts.wordsWithLetter, counts.words, 100 - m_wordsPercent))
            findings.push_back(share(kSymbols, text, counts.words - counts.wordsWithLetter, counts.words));
    }

private:
    static bool above(std::int64_t part, std::int64_t whole, int percent) { return part * 100 > whole * percent; }

    static Finding share(const Rule &rule, const Text &text, std::int64_t part, std::int64_t whole)
    {
        Finding finding = findingOf(rule, text.record);
        finding.field = QString::fromUtf8(text.field.name);
        finding.parameters.insert(u"percent"_s, static_cast<double>(part * 100 / whole));
        finding.fixes = {Fix::Edit, Fix::LeaveOut};
        return finding;
    }

    int m_fewestLetters;
    int m_capitalsPercent;
    int m_fewestWords;
    int m_symbolsPercent;
    int m_wordsPercent;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeSymbolsCheck(const DatanetRules &rules)
{
    return std::make_unique<SymbolsCheck>(rules);
}

} // namespace datanet::curation
