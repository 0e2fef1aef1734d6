#include "curation/checks.h"
#include "curation/phrase_list.h"
#include "curation/text_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kBoilerplate{
    .id = u"boilerplate"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Parts of a web page"_s,
    .explanation =
        u"Menus, notices about cookies, requests to subscribe, filler text: what surrounds a text on a page."_s,
    .example = u"A hash maps keys to values. We use cookies to improve your experience."_s};

class BoilerplateCheck final : public TextCheck
{
public:
    [[nodiscard]] std::vector<Rule> rules() const override { return {kBoilerplate}; }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        static const PhraseList phrases(u"boilerplate.txt"_s);
        for (const Span &span : phrases.find(text.utf8, kMostSpans))
            findings.push_back(at(kBoilerplate, text, span, {Fix::Edit, Fix::LeaveOut}));
    }
};

} // namespace

base::Result<std::unique_ptr<Check>> makeBoilerplateCheck(const DatanetRules &)
{
    return std::make_unique<BoilerplateCheck>();
}

} // namespace datanet::curation
