#pragma once

#include "rewards/epoch_verify.h"
#include "sync/payout_inputs.h"

#include <QUrl>

#include <optional>
#include <vector>

// Payout rounds of a model: the epochs of its settled answers, from building the files to paying out.
namespace datanet::sync {

struct PayoutRound
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    light::Proven<EpochState> state;
    light::Proven<chain::Settlement> settlement;
    light::Proven<chain::ProposalStatus> status;
    std::optional<light::Proven<chain::AttributionContract::Proposed>> proposal; // the newest one
};
// The settled rounds of a model, newest first.
[[nodiscard]] base::Result<std::vector<PayoutRound>> payoutRounds(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t model, base::TaskContext &context);
// NotFound for an epoch that was not settled.
[[nodiscard]] base::Result<PayoutRound> payoutRound(const Network &network, light::Snapshot &snapshot,
                                                    std::uint64_t model, std::uint64_t epoch,
                                                    base::TaskContext &context);

// The files of a round on this computer.
struct RoundFiles
{
    QString folder; // rewards/epoch_files.h
    QString log;
};
// Where this computer builds them; nothing is made.
[[nodiscard]] base::Result<RoundFiles> builtRoundFiles(const Network &network, std::uint64_t model,
                                                       std::uint64_t epoch);
// The files that were proposed: those built here when they are the same, else fetched from where the proposal says.
// Only files whose statement hashes to the proposal's are given. NotFound, naming the file, when one cannot be had.
[[nodiscard]] base::Result<RoundFiles> proposedRoundFiles(const Network &network, const PayoutRound &round,
                                                          base::TaskContext &context);

// What the files say in short: of the proposed ones (fetched when they are not here), or of those built here for the
// round's settlement. NotFound where there are none.
[[nodiscard]] base::Result<rewards::Statement> proposedStatement(const Network &network, const PayoutRound &round,
                                                                 base::TaskContext &context);
[[nodiscard]] base::Result<rewards::Statement> builtStatement(const Network &network, const PayoutRound &round);

// What building, checking and explaining a round start from; only chain, published texts and the log.
struct RoundWork
{
    rewards::EpochJob job;
    PublishedText published;
    attribution::TextCorpus corpus;
};
// log: that of the round; empty: the one in builtRoundFiles().
[[nodiscard]] base::Result<RoundWork> prepareRound(const Network &network, light::Snapshot &snapshot,
                                                   std::uint64_t model, std::uint64_t epoch, const QString &log,
                                                   base::TaskContext &context);

// Builds the files of a settled round. log: empty for the provider's log, where the provider is on this computer. What
// is built already is not built again.
[[nodiscard]] base::Result<rewards::Statement> buildRound(const Network &network, std::uint64_t model,
                                                          std::uint64_t epoch, const QString &log,
                                                          base::TaskContext &context);

// Puts the built files where everybody can fetch them and proposes the result with the bond; where this account has
// proposed it already, says so and does nothing. inbox: empty for that of the first datanet that was traced.
struct RoundProposal
{
    QString locator;
    base::Uint256 bond;
};
// The bond alone, in wei: what proposing these files would put at stake now.
[[nodiscard]] base::Result<base::Uint256> proposalBond(const Network &network, light::Snapshot &snapshot,
                                                       const rewards::Statement &statement, base::TaskContext &context);
[[nodiscard]] base::Result<RoundProposal> postRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                    const QUrl &inbox, const crypto::SecretKey &key,
                                                    base::TaskContext &context);

// Recomputes a round from chain, texts and log, and compares. folder: other files than the proposed ones; empty: those.
struct RoundCheck
{
    rewards::Verification verification;
    QString proposalDiffers; // English: how the proposal on chain is not what its files say; empty: it is
    QString packPath; // of the dispute pack, written when it does not match

    [[nodiscard]] bool matches() const { return verification.matches() && proposalDiffers.isEmpty(); }
};
[[nodiscard]] base::Result<RoundCheck> verifyRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                   const QString &folder, base::TaskContext &context);

// Pays out a round whose time for objections is over; anyone may. Denied, saying until when, before.
[[nodiscard]] base::Result<chain::Receipt> finalizeRound(const Network &network, std::uint64_t model,
                                                         std::uint64_t epoch, const crypto::SecretKey &key,
                                                         base::TaskContext &context);

// Shows on chain that what was proposed breaks the rules by itself (an amount that fell, an account that was lost or
// stands twice, a false total), which takes the proposer's bond, or that the settled log is not what its payers signed.
// NotFound when nothing does: then only the panel can judge.
[[nodiscard]] base::Result<chain::Receipt> proveBreach(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                       const crypto::SecretKey &key, base::TaskContext &context);
// The latter alone, with a file of the log; possible as soon as a round is settled. Its payers then get everything
// back: giveUpRound(). NotFound when the file shows nothing.
[[nodiscard]] base::Result<chain::Receipt> refuteLog(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                                     const QString &log, const crypto::SecretKey &key,
                                                     base::TaskContext &context);
// Asks the outside panel, with a dispute pack as the reasons. Single leaves: round_demands.h.
[[nodiscard]] base::Result<chain::Receipt> challengeRound(const Network &network, std::uint64_t model,
                                                          std::uint64_t epoch, base::ByteView pack,
                                                          const crypto::SecretKey &key, base::TaskContext &context);

} // namespace datanet::sync
