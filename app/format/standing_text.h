#pragma once

#include "sync/reviewer_standing.h"

#include <QCoreApplication>

namespace datanet::app {

// How a reviewer's votes of late compare with those of others, and whether the seats are paid. Translated.
class StandingText
{
    Q_DECLARE_TR_FUNCTIONS(StandingText)

public:
    // "Your votes of late match those of most other reviewers on 182 of 240 records that they kept and ..."; empty
    // where there is nothing to compare yet.
    [[nodiscard]] static QString votes(const chain::Tally &tally);
    // "Your seats are paid."
    [[nodiscard]] static QString pay(const sync::ReviewerStanding &standing);
};

} // namespace datanet::app
