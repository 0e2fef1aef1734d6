#pragma once

#include "base/task.h"
#include "rewards/credit_source.h"
#include "rewards/epoch_build.h"
#include "rewards/statement.h"

#include <QJsonObject>

#include <optional>

// Whether a posted epoch is what its inputs come to.
namespace datanet::rewards {

// The first place at which a posted epoch differs from the recomputed one.
struct Difference
{
    QString file; // of the epoch's folder
    std::uint64_t line = 0; // from 1; in statement.json and inputs.json the first member that differs is named instead
    QString member; // "totals.toModel"; empty for lines
    base::Bytes expected; // the recomputed line or member; empty where the posted file has one too many
    base::Bytes found; // the posted one; empty where it is missing

    bool operator==(const Difference &) const = default;
};

struct Verification
{
    std::optional<Difference> difference; // nothing: every byte matches
    Statement posted;
    Statement recomputed;
    QJsonObject disputePack; // empty when it matches

    [[nodiscard]] bool matches() const { return !difference; }
};

// Recomputes the whole epoch from job (inputs from the chain, not from the proposer) in `scratch`, a folder that must
// not exist and is removed again, and compares leaf by leaf, statement last. The program named in the posted statement
// is not compared. Fails when an input is missing or is not the settled one; a posted file that is missing or damaged
// is a difference. In the dispute pack: statement, both values, proofs of the posted leaf and of the receipt behind it,
// inputs by hash.
[[nodiscard]] base::Result<Verification> verifyEpoch(const EpochJob &job, const CreditSource &source,
                                                     const QString &posted, const QString &scratch,
                                                     base::TaskContext &task);

// What needs neither texts nor an engine: that the posted rewards follow from log, inputs and posted attributions, and
// the statement from all of them. Invalid, saying what does not add up.
base::Status verifyArithmetic(const EpochJob &job, const QString &posted, base::TaskContext &task);

} // namespace datanet::rewards
