#include "curation/checks.h"

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

using Make = base::Result<std::unique_ptr<Check>> (*)(const DatanetRules &, const AcceptedIndex *,
                                                      const MediaLibrary *);

template <base::Result<std::unique_ptr<Check>> (*make)(const DatanetRules &)>
base::Result<std::unique_ptr<Check>> ofRules(const DatanetRules &rules, const AcceptedIndex *, const MediaLibrary *)
{
    return make(rules);
}

template <base::Result<std::unique_ptr<Check>> (*make)(const DatanetRules &, const AcceptedIndex *)>
base::Result<std::unique_ptr<Check>> ofAccepted(const DatanetRules &rules, const AcceptedIndex *accepted,
                                                const MediaLibrary *)
{
    return make(rules, accepted);
}

template <base::Result<std::unique_ptr<Check>> (*make)(const DatanetRules &, const MediaLibrary *)>
base::Result<std::unique_ptr<Check>> ofMedia(const DatanetRules &rules, const AcceptedIndex *,
                                             const MediaLibrary *media)
{
    return make(rules, media);
}

constexpr Make kChecks[]{
    ofRules<makePersonalDataCheck>,    ofRules<makeSchemaCheck>,       ofRules<makeEncodingCheck>,
    ofRules<makeHiddenCharacterCheck>, ofRules<makeInjectionCheck>,    ofRules<makeLanguageCheck>,
    ofRules<makeLengthCheck>,          ofRules<makeRepetitionCheck>,   ofRules<makeBoilerplateCheck>,
    ofRules<makeSymbolsCheck>,         ofRules<makeHarshWordsCheck>,   ofRules<makeStatementCheck>,
    ofMedia<makeMediaCheck>,           ofAccepted<makeDuplicateCheck>, ofMedia<makeSimilarPictureCheck>,
    ofRules<makeOutlierCheck>,         ofRules<makeLabelCheck>,
};

} // namespace

base::Result<std::vector<std::unique_ptr<Check>>>
standardChecks(const DatanetRules &rules, const AcceptedIndex *accepted, const MediaLibrary *media)
{
    if (const auto status = rules.validate(); !status)
        return base::fail(status.error());
    std::vector<std::unique_ptr<Check>> checks;
    for (const Make make : kChecks) {
        auto check = make(rules, accepted, media);
        if (!check)
            return base::fail(check.error().within(u"the datanet's rules"_s));
        const std::vector<Rule> found = (*check)->rules();
        if (!std::all_of(found.begin(), found.end(), [&](const Rule &rule) { return rules.checks.isOff(rule.id); }))
            checks.push_back(std::move(*check));
    }
    return checks;
}

const std::vector<Rule> &allRules()
{
    static const std::vector<Rule> rules = [] {
        std::vector<Rule> all;
        for (const Make make : kChecks) {
            const auto check = make(DatanetRules(), nullptr, nullptr);
            Q_ASSERT(check); // without a schema and settings there is nothing to be wrong
            const std::vector<Rule> found = (*check)->rules();
            all.insert(all.end(), found.begin(), found.end());
        }
        return all;
    }();
    return rules;
}

} // namespace datanet::curation
