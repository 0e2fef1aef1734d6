#pragma once

#include "base/task.h"
#include "chain/bindings/answer_flags.h"
#include "crypto/secp256k1.h"
#include "light/proven.h"
#include "sync/network.h"

#include <QStringList>

#include <vector>

// Flags on weak answers: payers record that an answer was no good, and whoever reviews next sees which published
// records it repeated. A flag moves no money and decides nothing.
namespace datanet::sync {

// Reason codes are those of reviewers: curation::reasonCodes().
[[nodiscard]] QString flagReason(const chain::AnswerFlag &flag); // "other" for one this version does not know

// NotFound where no log of the model's provider on this computer has such an answer.
[[nodiscard]] base::Result<std::uint64_t> epochOfAnswer(const Network &network, std::uint64_t model,
                                                        const base::Bytes32 &inference, base::TaskContext &context);
// Denied for who pays for no answer of that epoch; Invalid for an unknown reason. Flagged by this account already is
// done.
base::Status flagAnswer(const Network &network, std::uint64_t model, std::uint64_t epoch,
                        const base::Bytes32 &inference, const QString &reason, const crypto::SecretKey &key,
                        base::TaskContext &context);

// The flags of one epoch, in their order; X when what a server gave does not add up to what the chain keeps.
[[nodiscard]] base::Result<light::Proven<std::vector<chain::AnswerFlag>>>
readFlags(const Network &network, light::Snapshot &snapshot, std::uint64_t model, std::uint64_t epoch,
          base::TaskContext &context);

// A published record of a datanet that flagged answers repeated.
struct FlaggedRecord
{
    std::uint64_t contribution = 0;
    std::uint32_t position = 0;
    std::uint32_t answers = 0; // flagged ones that it is credited in
    QStringList reasons; // each code once, ascending

    bool operator==(const FlaggedRecord &) const = default;
};
// By how many answers, most first. Counts what is in payout rounds whose files can be had, by the payers who received
// the answers: who is credited is only computed there. What could not be read is no error but said.
struct FlaggedRecords
{
    std::vector<FlaggedRecord> records;
    QStringList problems; // English
};
[[nodiscard]] base::Result<FlaggedRecords> flaggedRecords(const Network &network, light::Snapshot &snapshot,
                                                          std::uint64_t datanet, base::TaskContext &context);

} // namespace datanet::sync
