#include "curation/set_comparison.h"

#include <algorithm>

namespace datanet::curation {

std::vector<const SetCheck *> setChecksIn(const Checks &checks)
{
    std::vector<const SetCheck *> found;
    for (const auto &check : checks) {
        if (const auto *setCheck = dynamic_cast<const SetCheck *>(check.get()))
            found.push_back(setCheck);
    }
    return found;
}

std::vector<std::string> learntOf(const Checks &checks, const ExaminedRecord &record)
{
    std::vector<std::string> learnt;
    for (std::size_t k = 0; k < checks.size(); ++k) {
        if (dynamic_cast<const SetCheck *>(checks[k].get()) == nullptr)
            continue;
        const auto *memo = static_cast<const LearntMemo *>(record.memos[k].get());
        learnt.push_back(memo ? memo->facts : std::string());
    }
    return learnt;
}

std::vector<SetCheck::Found> comparedBy(const Checks &checks, const std::vector<LearntFacts> &learnt)
{
    std::vector<SetCheck::Found> all;
    std::size_t next = 0;
    for (const SetCheck *check : setChecksIn(checks)) {
        std::vector<SetCheck::Found> found = check->compare(learnt[next++]);
        std::move(found.begin(), found.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(), [](const SetCheck::Found &left, const SetCheck::Found &right) {
        return left.number < right.number;
    });
    return all;
}

std::vector<std::uint32_t> recordsOf(const std::vector<SetCheck::Found> &found)
{
    std::vector<std::uint32_t> records;
    for (const SetCheck::Found &each : found) {
        if (records.empty() || records.back() != each.number)
            records.push_back(each.number);
    }
    return records;
}

} // namespace datanet::curation
