#include "curation/checks.h"
#include "curation/repetition.h"
#include "curation/text_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Setting kFewestWordsToJudge{u"fewestWords"_s, 50, 10, 100'000, u"Fewest words of a text to judge"_s};
const Setting kTolerance{u"tolerancePercent"_s, 100, 50, 1000, u"Share of the usual limits, in percent"_s};

const Rule kRepeatedLines{
    .id = u"repeated-lines"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Repeated lines"_s,
    .explanation = u"Much of the text is lines that stood there before, as on pages that were copied whole."_s,
    .example = u"Sign in to see the price of this article now\n"_s.repeated(6),
    .settings = {kFewestWordsToJudge, kTolerance}};

const Rule kRepeatedWords{
    .id = u"repeated-words"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Repeated words"_s,
    .explanation =
        u"The same words again and again, as in lists made for search engines and in output of models gone astray."_s,
    .example = u"cheap cheap cheap cheap cheap flights"_s,
    .settings = {kFewestWordsToJudge, kTolerance, {u"inARow"_s, 5, 3, 1000, u"The same word so often in a row"_s}}};

const Rule kRepeatedCharacter{.id = u"repeated-character"_s,
                              .reason = u"low-quality"_s,
                              .severity = Severity::Caution,
                              .title = u"Repeated letters"_s,
                              .explanation = u"One letter or mark many times in a row."_s,
                              .example = u"That is sooooooooooooooo good"_s,
                              .settings = {{u"inARow"_s, 12, 3, 1000, u"The same letter so often in a row"_s}}};

class RepetitionCheck final : public TextCheck
{
public:
    explicit RepetitionCheck(const DatanetRules &rules)
        : m_lineWords(rules.checks.value(kRepeatedLines, u"fewestWords"_s)),
          m_lineTolerance(rules.checks.value(kRepeatedLines, u"tolerancePercent"_s)),
          m_words(rules.checks.value(kRepeatedWords, u"fewestWords"_s)),
          m_tolerance(rules.checks.value(kRepeatedWords, u"tolerancePercent"_s)),
          m_wordsInARow(rules.checks.value(kRepeatedWords, u"inARow"_s)),
          m_lettersInARow(rules.checks.value(kRepeatedCharacter, u"inARow"_s))
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override
    {
        return {kRepeatedLines, kRepeatedWords, kRepeatedCharacter};
    }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        if (text.field.kind != dataset::ValueKind::String)
            return;
        if (const auto span = sameLetterInARow(text.utf8, m_lettersInARow))
            findings.push_back(at(kRepeatedCharacter, text, *span, {Fix::Edit, Fix::LeaveOut}));
        const auto inARow = sameWordInARow(text.utf8, m_wordsInARow);
        if (inARow)
            findings.push_back(at(kRepeatedWords, text, *inARow, {Fix::Edit, Fix::LeaveOut}));
        const int fewest = std::min(m_words, m_lineWords);
        if (text.utf8.size() < 2 * static_cast<std::size_t>(fewest) - 1 || wordCount(text.utf8) < fewest)
            return;
        const Repetition repetition = repetitionOf(text.utf8);
        if (const int percent = repetition.words >= m_lineWords ? linesOver(repetition) : 0; percent > 0)
            findings.push_back(share(kRepeatedLines, text, percent));
        else if (const int runs = repetition.words >= m_words && !inARow ? runsOver(repetition) : 0; runs > 0)
            findings.push_back(share(kRepeatedWords, text, runs));
    }

private:
    // The share that is above its limit, 0 where none is.
    [[nodiscard]] static int over(int percent, int limit, int tolerance)
    {
        return percent * 100 > limit * tolerance ? percent : 0;
    }

    [[nodiscard]] int linesOver(const Repetition &repetition) const
    {
        return std::max(over(repetition.repeatedLinesPercent, kMostRepeatedLines, m_lineTolerance),
                        over(repetition.repeatedLineBytesPercent, kMostRepeatedLineBytes, m_lineTolerance));
    }

    [[nodiscard]] int runsOver(const Repetition &repetition) const
    {
        int most = 0;
        for (std::size_t i = 0; i < kMostInTopRun.size(); ++i)
            most = std::max(most, over(repetition.topRunPercent[i], kMostInTopRun[i], m_tolerance));
        for (std::size_t i = 0; i < kMostInRepeatedRuns.size(); ++i)
            most = std::max(most, over(repetition.repeatedRunPercent[i], kMostInRepeatedRuns[i], m_tolerance));
        return most;
    }

    static Finding share(const Rule &rule, const Text &text, int percent)
    {
        Finding finding = findingOf(rule, text.record);
        finding.field = QString::fromUtf8(text.field.name);
        finding.parameters.insert(u"percent"_s, percent);
        finding.fixes = {Fix::Edit, Fix::LeaveOut};
        return finding;
    }

    int m_lineWords;
    int m_lineTolerance;
    int m_words;
    int m_tolerance;
    int m_wordsInARow;
    int m_lettersInARow;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeRepetitionCheck(const DatanetRules &rules)
{
    return std::make_unique<RepetitionCheck>(rules);
}

} // namespace datanet::curation
