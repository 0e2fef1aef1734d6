#include "curation/checks.h"
#include "curation/harsh_words.h"
#include "curation/text_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kHarshWords{
    .id = u"harsh-words"_s,
    .reason = u"unsafe"_s,
    .severity = Severity::Caution,
    .title = u"Insults and swear words"_s,
    .explanation =
        u"Words from short lists in English, German, French and Spanish. Whether they belong there a person decides."_s,
    .example = u"What a load of bullshit."_s};

class HarshWordsCheck final : public TextCheck
{
public:
    explicit HarshWordsCheck(const DatanetRules &rules) : m_words(rules.languages) { }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kHarshWords}; }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        for (const Span &span : m_words.find(text.utf8, kMostSpans)) {
            Finding finding = at(kHarshWords, text, span, {Fix::Edit, Fix::LeaveOut, Fix::Keep});
            finding.parameters.insert(u"text"_s, maskedWord(text.utf8.substr(span.begin, span.end - span.begin)));
            findings.push_back(std::move(finding));
        }
    }

private:
    HarshWords m_words;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeHarshWordsCheck(const DatanetRules &rules)
{
    return std::make_unique<HarshWordsCheck>(rules);
}

} // namespace datanet::curation
