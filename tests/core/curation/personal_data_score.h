#pragma once

#include "core/curation/personal_data_corpus.h"
#include "curation/personal_data/personal_data_finder.h"
#include "curation/personal_data/personal_data_rules.h"

#include <map>
#include <string>

namespace datanet::test {

// How well personal data are found: a label counts as found when the finding has its rule and exactly its place.
struct PersonalDataScore
{
    struct Of
    {
        int there = 0;
        int found = 0;
        int wrong = 0; // findings without a label
        [[nodiscard]] double recall() const { return there > 0 ? double(found) / there : 1; }
        [[nodiscard]] double precision() const { return found + wrong > 0 ? double(found) / (found + wrong) : 1; }
    };
    std::map<std::string, Of> rules;
    std::map<std::string, Of> kinds; // by rule and what exactly: "national-id DE"; of harmless ones: "order number"
    std::vector<std::string> mistakes; // in words, the first hundred

    void add(const curation::PersonalDataFinder &finder, const PersonalDataCorpus::Sample &sample)
    {
        const std::string kind = (sample.rule.empty() ? "" : sample.rule + ' ') + sample.what;
        bool found = false;
        for (const auto &each : finder.find(sample.text, "text")) {
            const std::string rule =
                curation::personalDataRules()[static_cast<std::size_t>(each.datum.kind)].id.toStdString();
            if (rule == sample.rule && each.span == sample.span) {
                found = true;
                continue;
            }
            ++rules[rule].wrong;
            ++kinds[kind].wrong;
            tell("wrong " + rule + " in \"" + kind
                 + "\": " + sample.text.substr(each.span.begin, each.span.end - each.span.begin));
        }
        ++kinds[kind].there;
        kinds[kind].found += found;
        if (sample.rule.empty())
            return;
        ++rules[sample.rule].there;
        rules[sample.rule].found += found;
        if (!found)
            tell("missed " + kind + ": "
                 + sample.text.substr(sample.span.begin > 30 ? sample.span.begin - 30 : 0, 110));
    }

private:
    void tell(std::string words)
    {
        if (mistakes.size() < 100)
            mistakes.push_back(std::move(words));
    }
};

} // namespace datanet::test
