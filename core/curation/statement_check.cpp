#include "curation/checks.h"
#include "curation/phrase_list.h"
#include "curation/text_check.h"

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kRights{.id = u"rights-statement"_s,
                   .reason = u"licence"_s,
                   .severity = Severity::Caution,
                   .title = u"Rights of somebody else"_s,
                   .explanation = u"The text says who keeps the rights to it. Make sure that it may be shared."_s,
                   .example = u"A fine poem. \u00A9 2020 Mara Lind. All rights reserved."_s};

const Rule kStatedLicence{
    .id = u"stated-licence"_s,
    .reason = u"licence"_s,
    .severity = Severity::Caution,
    .title = u"Another licence in the text"_s,
    .explanation =
        u"The text names a licence that forbids selling or changing it, and the datanet does not take that licence."_s,
    .example = u"This article is under CC BY-NC 4.0."_s};

const Rule kSource{.id = u"source-link"_s,
                   .reason = u"licence"_s,
                   .severity = Severity::Note,
                   .title = u"Source named in the text"_s,
                   .explanation = u"The text says where it was taken from. Make sure that it may be shared."_s,
                   .example = u"The tower is 300 m high. Source: https://example.org/tower"_s};

class StatementCheck final : public TextCheck
{
public:
    explicit StatementCheck(const DatanetRules &rules)
    {
        const QStringList taken = QStringList(rules.licences) << rules.licence;
        const auto takes = [&taken](QLatin1StringView part) {
            return std::any_of(taken.begin(), taken.end(), [part](const QString &id) { return id.contains(part); });
        };
        // Without a licence there is nothing to contradict.
        const bool known = std::any_of(taken.begin(), taken.end(), [](const QString &id) { return !id.isEmpty(); });
        m_forbidsSelling = known && !takes("-NC"_L1);
        m_forbidsChanging = known && !takes("-ND"_L1);
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kRights, kStatedLicence, kSource}; }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        static const PhraseList rights(u"rights.txt"_s);
        static const PhraseList notSold(u"licences-nc.txt"_s);
        static const PhraseList notChanged(u"licences-nd.txt"_s);
        static const PhraseList sources(u"sources.txt"_s);
        add(kRights, rights, text, findings);
        if (m_forbidsSelling)
            add(kStatedLicence, notSold, text, findings);
        if (m_forbidsChanging)
            add(kStatedLicence, notChanged, text, findings);
        add(kSource, sources, text, findings);
    }

private:
    static void add(const Rule &rule, const PhraseList &phrases, const Text &text, std::vector<Finding> &findings)
    {
        for (const Span &span : phrases.find(text.utf8, kMostSpans))
            findings.push_back(at(rule, text, span, {Fix::Edit, Fix::LeaveOut, Fix::Keep}));
    }

    bool m_forbidsSelling = false;
    bool m_forbidsChanging = false;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeStatementCheck(const DatanetRules &rules)
{
    return std::make_unique<StatementCheck>(rules);
}

} // namespace datanet::curation
