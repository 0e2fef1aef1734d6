#pragma once

#include "rewards/credit_source.h"
#include "sync/payout_rounds.h"

#include <vector>

// What an account earned in each payout round of a model, without tracing anything.
namespace datanet::sync {

struct EarnedRound
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    bool isFinal = false; // else proposed: objections are possible
    std::uint64_t openedAt = 0; // seconds since 1970
    std::uint64_t settledAt = 0;
    std::uint64_t objectionsUntil = 0;
    light::Proven<base::Uint256> cumulative; // wei up to this round
    light::Proven<base::Uint256> wei; // of this round: what was added since the final one before
    std::uint64_t paidAnswers = 0; // of the round, whoever they paid
    std::uint64_t usedAnswers = 0; // of these, that credit a record of the account
    std::vector<rewards::RecordPlace> records; // of the account, that they credit; ascending, each once
    QString problem; // English: why amount or figures are not known; empty where they are
};
// The rounds that are final or proposed, oldest first, also those that brought nothing. Amounts come from leaves that
// prove themselves under the proposal's root on chain, figures from attributions that give its attribution root.
// known: an earlier answer for the same account; its final rounds are not read again.
[[nodiscard]] base::Result<std::vector<EarnedRound>> earnedRounds(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t model, const base::Address &account,
                                                                  const std::vector<EarnedRound> &known,
                                                                  base::TaskContext &context);

} // namespace datanet::sync
