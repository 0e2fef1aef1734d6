#pragma once

#include "sync/contributor_history.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

// How closely a reviewer should look at a submission, from facts alone, and which. Whole numbers: the same facts give
// the same score everywhere.
namespace datanet::sync {

struct RiskFacts
{
    // What the checks said, once the submission was opened on this machine.
    struct Findings
    {
        std::int64_t blocked = 0; // records with a blocking finding
        std::int64_t cautioned = 0; // with a caution
        bool setRefused = false;
    };
    std::optional<Findings> findings;
    std::int64_t records = 0;
    std::optional<ContributorHistory> history; // nothing: not known
    // Seconds of the time in which votes are sealed: all of it, and what is left. Nothing where no vote is due.
    struct Time
    {
        std::int64_t all = 0;
        std::int64_t left = 0;
    };
    std::optional<Time> time;
};

enum class RiskReason : std::uint8_t {
    SetRefused, // the checks refuse the set as a whole: 40 points
    Blocked, // 40, and up to 20 more for their part of the records
    Cautioned, // 15, and up to 10 more
    Unread, // not opened here yet, so that nothing was found: 10
    CopiesProven, // of the contributor: 30
    LeftOutBefore, // up to 20 for their part of what the contributor sent before
    FirstSubmission, // nothing of the contributor was decided yet: 10
    HistoryUnknown, // 10
    Large, // over 1,000 records 5, over 10,000 10, over 50,000 20
    TimeRunsOut, // less than half is left 5, a quarter 10, a tenth 15
};
[[nodiscard]] QString riskReasonName(RiskReason reason); // "blocked", "first-submission", ...

struct Risk
{
    static constexpr int kMost = 100;

    struct Part
    {
        RiskReason reason = RiskReason::Unread;
        int points = 0;
        std::int64_t count = 0; // records, contributions or seconds, by reason
        std::int64_t of = 0; // out of how many; 0 where that says nothing
        bool operator==(const Part &) const = default;
    };
    int score = 0; // the sum of the points, at most kMost
    std::vector<Part> parts; // most points first

    [[nodiscard]] int level() const { return score >= 50 ? 2 : score >= 25 ? 1 : 0; } // 0 low, 1 medium, 2 high
    bool operator==(const Risk &) const = default;
};
[[nodiscard]] Risk riskOf(const RiskFacts &facts);

} // namespace datanet::sync
