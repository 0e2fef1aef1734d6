#pragma once

#include "curation/review.h"

#include <QJsonArray>

#include <cstdint>
#include <vector>

namespace datanet::curation {

// What becomes of a record in a review, as far as the checks tell.
enum class Fate : std::uint8_t {
    Passes,
    LookedAt, // a person decides
    LeftOut, // reviewer programs leave it out
};
[[nodiscard]] QString fateName(Fate fate); // "passes", "looked-at", "left-out"

// How a review would go: what reviewer programs would vote, and where mending helps most.
struct Forecast
{
    struct Help
    {
        QString rule;
        Severity severity = Severity::Note;
        std::int64_t records = 0; // with a finding of this rule that is worse than a note
        std::int64_t unblocked = 0; // of them: those that pass once this rule finds nothing
        bool operator==(const Help &) const = default;
    };

    Vote vote; // suggestDecisions() of the records as a contribution
    std::vector<Fate> fates; // by record of the report
    std::int64_t passing = 0;
    std::int64_t lookedAt = 0;
    std::int64_t leftOut = 0;
    // What to mend first: most records unblocked first, then most records, then in the order of the checks. Of a rule
    // with more findings than are kept (Report::kMaximumFindings) the rest count as records without other findings.
    std::vector<Help> helps;

    [[nodiscard]] std::int64_t records() const { return passing + lookedAt + leftOut; }
    [[nodiscard]] std::int64_t accepted() const { return passing + lookedAt; }
};

// The report must be of records in ascending order of their ids; their positions may be any.
[[nodiscard]] base::Result<Forecast> forecast(const Report &report, const DatanetRules &rules);

// Of the records that do not just pass, {position, fate} and, where one left it out, the rule; at most kMostFatesTold.
inline constexpr qsizetype kMostFatesTold = 100'000;
[[nodiscard]] QJsonArray fatesToJson(const Forecast &forecast, const Report &report);

} // namespace datanet::curation
