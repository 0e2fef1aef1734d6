#pragma once

#include "sync/contributions.h"
#include "sync/submission.h"

#include <QString>

// Where a contribution stands, in plain words.
namespace datanet::app::cli {

[[nodiscard]] QString stateWords(chain::ContributionState state);
// Stable, for --json: "in-review".
[[nodiscard]] QString stateName(chain::ContributionState state);
[[nodiscard]] QString verdictWords(chain::Verdict verdict);
[[nodiscard]] QString seatWords(const sync::PanelSeat &seat);
[[nodiscard]] QString stepWords(sync::SubmissionStep step);
// Nothing more will happen to it by itself.
[[nodiscard]] bool isSettled(chain::ContributionState state);

} // namespace datanet::app::cli
