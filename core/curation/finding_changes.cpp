#include "curation/finding_changes.h"

#include <map>
#include <tuple>

namespace datanet::curation {

namespace {

// Pairs what is equal in a key; the rest stays in both lists.
template <class KeyOf>
void pair(std::vector<const Finding *> &before, std::vector<const Finding *> &after, const KeyOf &keyOf)
{
    std::map<decltype(keyOf(*before.front())), std::vector<std::size_t>> places;
    for (std::size_t i = before.size(); i-- > 0;)
        places[keyOf(*before[i])].push_back(i); // the first is taken first
    std::vector<const Finding *> fresh;
    for (const Finding *finding : after) {
        const auto same = places.find(keyOf(*finding));
        if (same == places.end() || same->second.empty()) {
            fresh.push_back(finding);
            continue;
        }
        before[same->second.back()] = nullptr;
        same->second.pop_back();
    }
    std::erase(before, nullptr);
    after = std::move(fresh);
}

std::vector<const Finding *> all(const Report &report)
{
    std::vector<const Finding *> findings;
    for (const Finding &finding : report.findings)
        findings.push_back(&finding);
    return findings;
}

std::vector<Finding> copies(const std::vector<const Finding *> &findings)
{
    std::vector<Finding> result;
    for (const Finding *finding : findings)
        result.push_back(*finding);
    return result;
}

} // namespace

FindingChanges changesBetween(const Report &before, const Report &after)
{
    auto gone = all(before);
    auto added = all(after);
    pair(gone, added, [](const Finding &finding) { return std::tuple(finding.rule, finding.field, finding.id); });
    pair(gone, added, [](const Finding &finding) { return std::tuple(finding.rule, finding.field, finding.position); });
    return {copies(added), copies(gone)};
}

} // namespace datanet::curation
