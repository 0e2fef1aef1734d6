#pragma once

#include "sync/contributions.h"

#include <QCoreApplication>
#include <QString>
#include <QVariantList>

namespace datanet::app {

// Where a contribution stands, in words, and as a line of four steps: received, reviewed, accepted, published;
// or five, when the result was appealed.
struct ContributionStanding
{
    Q_DECLARE_TR_FUNCTIONS(ContributionStanding)

public:
    QString word;
    QString tone; // "accent", "positive", "caution", "danger", "neutral"
    int reached = 0; // how many of the four steps
    bool failed = false; // it ended at the step it reached
    bool appealed = false; // there is a fifth step, after the review
    bool appealRuns = false; // and that is where it stands

    [[nodiscard]] static ContributionStanding of(sync::ContributionState state);
    [[nodiscard]] static ContributionStanding of(const sync::ContributionStatus &status);

    [[nodiscard]] bool isAccepted() const { return reached >= 3; } // at least in part
    [[nodiscard]] bool isDecided() const { return failed || isAccepted(); }
    // Each { title, state }: "done", "current", "waiting" or "failed".
    [[nodiscard]] QVariantList timeline() const;
};

} // namespace datanet::app
