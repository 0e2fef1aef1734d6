#include "curation/bulk_decision.h"

#include <algorithm>
#include <iterator>

namespace datanet::curation {

using namespace Qt::StringLiterals;

base::Status validBulkDecision(const BulkDecision &decision)
{
    if (!decision.accept && !reasonCodes().contains(decision.code))
        return base::fail(base::ErrorKind::Invalid,
                          decision.code.isEmpty() ? u"a record is left out for a reason"_s
                                                  : u"there is no reason “%1”"_s.arg(decision.code),
                          u"reasons: "_s + reasonCodes().join(u", "_s));
    if (decision.words.size() > Reason::kMaximumWords)
        return base::fail(base::ErrorKind::Invalid, u"a reason has at most %1 characters"_s.arg(Reason::kMaximumWords));
    return {};
}

Reason reasonFor(const BulkDecision &decision, std::int64_t position, const Report &report)
{
    Reason reason{position, decision.code, decision.words, {}};
    auto finding = std::ranges::lower_bound(report.findings, position, {}, &Finding::position);
    for (; finding != report.findings.end() && finding->position == position; ++finding) {
        if (finding->reason != decision.code)
            continue;
        reason.evidence = reasonOf(*finding).evidence;
        break;
    }
    return reason;
}

Vote decidedForAll(Vote vote, std::span<const std::int64_t> positions, const BulkDecision &decision,
                   const Report &report)
{
    const auto isMeant = [&](std::int64_t position) { return std::ranges::binary_search(positions, position); };
    std::vector<Reason> reasons;
    for (auto &reason : vote.reasons) {
        if (!isMeant(reason.position) || (decision.accept && !reason.words.isEmpty()))
            reasons.push_back(std::move(reason));
    }
    std::vector<Reason> added;
    for (const auto position : positions) {
        vote.accepted[std::size_t(position)] = decision.accept;
        if (!decision.accept)
            added.push_back(reasonFor(decision, position, report));
    }
    vote.reasons.clear();
    std::ranges::merge(reasons, added, std::back_inserter(vote.reasons), {}, &Reason::position, &Reason::position);
    return vote;
}

Verdict verdictFor(std::int64_t accepted, std::int64_t records, const Report &report, const DatanetRules &rules)
{
    if (accepted == 0)
        return Verdict::Reject;
    if (report.setRefused || accepted * 100 < records * rules.minimumAcceptedPercent)
        return Verdict::ChangesRequested;
    return Verdict::Accept;
}

} // namespace datanet::curation
