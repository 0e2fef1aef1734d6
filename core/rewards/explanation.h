#pragma once

#include "base/task.h"
#include "rewards/credit_source.h"
#include "rewards/epoch_build.h"
#include "rewards/sum_tree.h"

#include <optional>
#include <vector>

// Why an account earned what it earned: payout rounds, answers, stretches of text, own records, and the arithmetic down
// to the last wei, in integers. Whoever shows it only formats.
namespace datanet::rewards {

enum class EarnedAs : std::uint8_t { Model, Contributor, Reviewer, Staker };

// One line of arithmetic:
//   Contributor, Reviewer  wei = floor(share * weight / total)      weight and total in credit
//   Staker                 wei = floor(share / total) * weight      weight: own seats, total: all seats
//   Model                  wei = share - floor(share * weight / total)   weight: basis points passed to the parent
struct EarnedPart
{
    EarnedAs as = EarnedAs::Contributor;
    base::Uint256 share; // of the answer's fee, for all who earn as this
    base::Uint256 weight;
    base::Uint256 total;
    base::Uint256 wei;

    bool operator==(const EarnedPart &) const = default;
    // wei, from the rest.
    [[nodiscard]] base::Uint256 recomputed() const;
};

// A record of the account that earns for an answer: the leader of a cluster that the answer repeats, or one that shares
// with it because of a correction.
struct ExplainedLeaf
{
    AttributionLeaf leaf;
    std::vector<CreditedSpan> spans; // their credits add up to the leaf's; empty without an engine
    std::vector<SharedCredit> shares; // what of it is shared because records were corrected; empty without an engine

    bool operator==(const ExplainedLeaf &) const = default;
};

struct ExplainedAnswer
{
    std::uint64_t index = 0; // in the log
    base::Bytes32 inference;
    std::int64_t time = 0; // seconds since 1970
    base::Uint256 fee;
    base::Uint256 net;
    std::vector<EarnedPart> parts;
    std::vector<ExplainedLeaf> leaves; // the account's own; their credits add up to the Contributor part's weight
    base::Uint256 wei; // sum of the parts
    std::optional<base::Bytes> output; // its text, UTF-8; nothing where only the panel has it

    bool operator==(const ExplainedAnswer &) const = default;
};

struct EpochExplanation
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address account;
    std::vector<ExplainedAnswer> answers; // the first `limit` that paid anything, in order of the log
    std::uint64_t furtherAnswers = 0; // that paid too
    base::Uint256 furtherWei;
    base::Uint256 before; // cumulative amount of the epoch this one builds on
    base::Uint256 earned; // in this epoch: all answers together
    std::uint64_t paidAnswers = 0; // of the log, whoever they paid
    std::uint64_t usedAnswers = 0; // that credit a record of the account
    std::vector<RecordPlace> records; // of the account, that any of them credits; ascending, each once
    Parameters parameters; // that the fees were divided by
    std::optional<SumProof> proof; // nothing for an account that never earned; else cumulative = before + earned

    bool operator==(const EpochExplanation &) const = default;
};

inline constexpr std::size_t kExplainedAnswers = 1000;

// Reads an epoch's folder and its log; traces the listed answers again for their spans when there is an engine.
// job: as for verifyEpoch(); previousRewards is not read.
[[nodiscard]] base::Result<EpochExplanation> explainEpoch(const EpochJob &job, const QString &folder,
                                                          const base::Address &account, const CreditSource *source,
                                                          base::TaskContext &task,
                                                          std::size_t limit = kExplainedAnswers);

// What divideAnswers() hands out, from the account's side. Answers that pay nothing have no parts.
[[nodiscard]] ExplainedAnswer explainAnswer(std::uint64_t index, const LoggedAnswer &answer,
                                            std::span<const AttributionLeaf> leaves, const AnswerDivision &division,
                                            const DivisionRules &rules, const base::Address &account);

// Pure arithmetic: Invalid, saying where, unless every part, answer, span and sum adds up and the proof leads to this
// root.
base::Status addsUp(const EpochExplanation &explanation, const base::Digest &rewardRoot);

// Check it myself: addsUp(), and the listed answers traced and divided anew from log, texts and chain, without the
// posted attributions. Invalid, naming the answer, where the result is another.
base::Status checkExplanation(const EpochExplanation &explanation, const base::Digest &rewardRoot, const EpochJob &job,
                              const CreditSource &source, base::TaskContext &task);

// Rounds of one model in order: Invalid unless each begins with what the one before ended with.
base::Status followOn(std::span<const EpochExplanation> epochs);

} // namespace datanet::rewards
