#include "curation/checks.h"
#include "curation/hidden_characters.h"
#include "curation/mixed_alphabets.h"
#include "curation/text_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kZeroWidth{
    .id = u"zero-width"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Invisible characters"_s,
    .explanation =
        u"Characters that nobody sees. They come along when text is copied, and can hide words from a search."_s,
    .example = u"A pass\u200Bword nobody finds."_s};

const Rule kDirection{
    .id = u"writing-direction"_s,
    .reason = u"adversarial"_s,
    .severity = Severity::Caution,
    .title = u"Turned writing direction"_s,
    .explanation =
        u"Invisible marks that turn the direction of writing, so that a person reads other words than a program."_s,
    .example = u"Open invoice\u202Efdp.exe now."_s};

const Rule kTags{.id = u"tag-characters"_s,
                 .reason = u"adversarial"_s,
                 .severity = Severity::Caution,
                 .title = u"Hidden words"_s,
                 .explanation = u"Words in letters that nobody sees and programs can read."_s,
                 .example = u"A plain sentence.\U000E0068\U000E0069"_s};

const Rule kMixed{
    .id = u"mixed-alphabets"_s,
    .reason = u"adversarial"_s,
    .severity = Severity::Caution,
    .title = u"Letters of another alphabet"_s,
    .explanation =
        u"A word with a letter of another alphabet that looks the same, so that a search does not find it."_s,
    .example = u"Pay with p\u0430ypal here."_s};

class HiddenCharacterCheck final : public TextCheck
{
public:
    [[nodiscard]] std::vector<Rule> rules() const override { return {kZeroWidth, kDirection, kTags, kMixed}; }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        if (text.makeup.ascii)
            return;
        for (const HiddenRun &run : findHidden(text.utf8, kMostSpans))
            findings.push_back(hidden(text, run));
        for (const MixedWord &word : findMixedWords(text.utf8, kMostSpans)) {
            const QList<Fix> fixes =
                word.mendable ? QList{Fix::Mend, Fix::Edit, Fix::LeaveOut} : QList{Fix::Edit, Fix::LeaveOut};
            Finding finding = at(kMixed, text, word.span, fixes);
            finding.parameters.insert(u"character"_s, characterName(word.odd));
            finding.parameters.insert(u"expected"_s, characterName(word.passesFor));
            findings.push_back(std::move(finding));
        }
    }

private:
    static Finding hidden(const Text &text, const HiddenRun &run)
    {
        const Rule &rule = run.kind == HiddenKind::ZeroWidth ? kZeroWidth
            : run.kind == HiddenKind::Direction              ? kDirection
                                                             : kTags;
        Finding finding = at(rule, text, run.span, {Fix::Mend, Fix::Edit, Fix::LeaveOut});
        finding.parameters.insert(u"text"_s, QString::fromStdString(run.words));
        finding.parameters.insert(u"character"_s, characterName(run.first));
        finding.parameters.insert(u"count"_s, static_cast<double>(run.count));
        return finding;
    }
};

} // namespace

base::Result<std::unique_ptr<Check>> makeHiddenCharacterCheck(const DatanetRules &)
{
    return std::make_unique<HiddenCharacterCheck>();
}

} // namespace datanet::curation
