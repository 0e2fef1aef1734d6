#pragma once

#include "sync/payout_rounds.h"

// A disputed payout round before the outside panel: drawing its jurors, their sealed votes, the ruling; and what is
// left when no result lasts: giving the round up, and the payers' fees going back. Every step may be tried again.
namespace datanet::sync {

enum class DisputeTask : std::uint8_t {
    Wait, // nothing to do now
    Draw, // the panel may be drawn: anyone may
    Vote, // this account has a seat and has not sealed its vote
    Reveal, // this account's sealed vote may be opened
    Judge, // all votes are open, or the time is over: anyone may carry the ruling out
    Done,
};
[[nodiscard]] QString disputeTaskName(DisputeTask task); // "wait", "draw", "vote", "reveal", "judge", "done"
[[nodiscard]] QString rulingName(chain::Ruling ruling); // "none", "holds", "fails"
[[nodiscard]] QString jurorStateName(chain::SeatState state); // "drawn", "sealed", "opened", "exposed", "silent"

struct RoundDispute
{
    base::Bytes32 caseId;
    light::Proven<chain::Dispute> dispute;
    light::Proven<chain::JuryPanel> panel;
    std::vector<light::Proven<chain::JurySeat>> seats;
    std::optional<std::uint8_t> seat; // of the account it was read for
    DisputeTask task = DisputeTask::Wait;
    std::uint64_t until = 0; // seconds since 1970: when the stage it is in ends; 0 when it is over
};
// Of the newest proposal, as the account sees it. NotFound where nobody asked the panel about that.
[[nodiscard]] base::Result<RoundDispute> readDispute(const Network &network, light::Snapshot &snapshot,
                                                     const PayoutRound &round, const base::Address &account,
                                                     base::TaskContext &context);

// All that are before the panel now, of all models.
struct DisputedRound
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    RoundDispute dispute;
};
[[nodiscard]] base::Result<std::vector<DisputedRound>> disputedRounds(const Network &network, light::Snapshot &snapshot,
                                                                      const base::Address &account,
                                                                      base::TaskContext &context);

[[nodiscard]] base::Result<chain::Receipt> drawJurors(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                      const crypto::SecretKey &key, base::TaskContext &context);
// Seals a juror's vote. The salt follows from the account's key, and both votes can be tried when it is opened, so a
// lost computer loses no vote. Denied without a seat, or when another ruling is sealed already.
base::Status sealRuling(const Network &network, std::uint64_t model, std::uint64_t epoch, chain::Ruling ruling,
                        const crypto::SecretKey &key, base::TaskContext &context);
// The same with what computing the round anew gives, which it says.
[[nodiscard]] base::Result<chain::Ruling> sealComputedRuling(const Network &network, std::uint64_t model,
                                                             std::uint64_t epoch, const crypto::SecretKey &key,
                                                             base::TaskContext &context);
// Opens it. Denied before votes may be opened: that would cost the seat's penalty.
base::Status openRuling(const Network &network, std::uint64_t model, std::uint64_t epoch, const crypto::SecretKey &key,
                        base::TaskContext &context);
// Carries out what the panel found. Denied before its time.
[[nodiscard]] base::Result<chain::Ruling> carryOutRuling(const Network &network, std::uint64_t model,
                                                         std::uint64_t epoch, const crypto::SecretKey &key,
                                                         base::TaskContext &context);

// Gives a settled round up that nobody proposed a lasting result for in time: its payers get their fees back.
[[nodiscard]] base::Result<chain::Receipt> giveUpRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                       const crypto::SecretKey &key, base::TaskContext &context);
// Sends a payer what answers of a void round were charged with, in wei; anyone may. NotFound when nothing is left
// there.
[[nodiscard]] base::Result<base::Uint256> reclaimFees(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                      const base::Address &payer, const crypto::SecretKey &key,
                                                      base::TaskContext &context);

} // namespace datanet::sync
