#pragma once

#include "chain/account_store.h"
#include "rewards/statement.h"
#include "sync/payout_rounds.h"

#include <QVariantList>

// What the page with payout rounds shows of one model, read at one moment: plain values, made on a worker thread.
namespace datanet::app {

struct RoundFacts
{
    // Each { id, title, detail }: what can be chosen, newest first.
    QVariantList models;
    qlonglong model = 0; // the chosen one; 0 where there is none
    bool runByProgram = false; // its provider is a program of the practice network
    // The open round: { epoch, title, state, stateText, known (its answers), reason, answers, answersText,
    // answersCount, fees, openedText, closeByText, roundSteps } with trustMap(); empty before the first
    // deposit.
    QVariantMap open;
    // The rounds after it, newest first: { epoch, title, state, stateText, detail, answers, answersText,
    // answersCount, payersCount, fees, contributors, closedText, objectable (what breaks the rules can be proven until
    // it is paid out), canAskPanel, objectionBond, proposer, proposerName, proposerIsProgram, bond, split, splitFrom,
    // hashes, place, roundSteps } with trustMap().
    QVariantList rounds;
};

// model: 0 for the newest.
[[nodiscard]] base::Result<RoundFacts> readRoundFacts(const sync::Network &network, std::uint64_t model,
                                                      const chain::Account &account, base::TaskContext &context);

// How a round's fees are divided, as its files say: { parts: [{ label, coin: coinMap, share }], total: coinMap, adds,
// addsText, unfound }.
[[nodiscard]] QVariantMap splitMap(const rewards::EpochTotals &totals);

} // namespace datanet::app
