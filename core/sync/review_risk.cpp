#include "sync/review_risk.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;

namespace {

// Rounded up: something is never nothing.
int portion(int points, std::int64_t count, std::int64_t of)
{
    return of <= 0 || count <= 0 ? 0 : int((points * std::min(count, of) + of - 1) / of);
}

int forSize(std::int64_t records)
{
    return records > 50'000 ? 20 : records > 10'000 ? 10 : records > 1'000 ? 5 : 0;
}

int forTime(const RiskFacts::Time &time)
{
    return time.left * 10 < time.all ? 15 : time.left * 4 < time.all ? 10 : time.left * 2 < time.all ? 5 : 0;
}

} // namespace

QString riskReasonName(RiskReason reason)
{
    switch (reason) {
    case RiskReason::SetRefused:
        return u"set-refused"_s;
    case RiskReason::Blocked:
        return u"blocked"_s;
    case RiskReason::Cautioned:
        return u"cautioned"_s;
    case RiskReason::Unread:
        return u"unread"_s;
    case RiskReason::CopiesProven:
        return u"copies-proven"_s;
    case RiskReason::LeftOutBefore:
        return u"left-out-before"_s;
    case RiskReason::FirstSubmission:
        return u"first-submission"_s;
    case RiskReason::HistoryUnknown:
        return u"history-unknown"_s;
    case RiskReason::Large:
        return u"large"_s;
    case RiskReason::TimeRunsOut:
        return u"time-runs-out"_s;
    }
    return {};
}

Risk riskOf(const RiskFacts &facts)
{
    Risk risk;
    const auto add = [&](RiskReason reason, int points, std::int64_t count = 0, std::int64_t of = 0) {
        if (points > 0)
            risk.parts.push_back({reason, points, count, of});
    };
    const auto records = facts.records;
    if (!facts.findings)
        add(RiskReason::Unread, 10);
    else {
        const auto &found = *facts.findings;
        add(RiskReason::SetRefused, found.setRefused ? 40 : 0);
        add(RiskReason::Blocked, found.blocked > 0 ? 40 + portion(20, found.blocked, records) : 0, found.blocked,
            records);
        add(RiskReason::Cautioned, found.cautioned > 0 ? 15 + portion(10, found.cautioned, records) : 0,
            found.cautioned, records);
    }
    if (!facts.history)
        add(RiskReason::HistoryUnknown, 10);
    else {
        const auto &history = *facts.history;
        add(RiskReason::CopiesProven, history.copies.value_or(0) > 0 ? 30 : 0, history.copies.value_or(0));
        add(RiskReason::FirstSubmission, history.submissions == 0 ? 10 : 0);
        add(RiskReason::LeftOutBefore, portion(20, history.leftOut(), history.records), history.leftOut(),
            history.records);
    }
    add(RiskReason::Large, forSize(records), records);
    if (facts.time)
        add(RiskReason::TimeRunsOut, forTime(*facts.time), facts.time->left, facts.time->all);
    std::stable_sort(risk.parts.begin(), risk.parts.end(),
                     [](const auto &a, const auto &b) { return a.points > b.points; });
    for (const auto &part : risk.parts)
        risk.score = std::min(Risk::kMost, risk.score + part.points);
    return risk;
}

} // namespace datanet::sync
