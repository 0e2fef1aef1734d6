#pragma once

#include "base/task.h"
#include "sync/earned_rounds.h"
#include "sync/earnings.h"
#include "sync/trained_records.h"

#include <QCoreApplication>
#include <QVariantList>
#include <QVariantMap>

#include <optional>
#include <vector>

namespace datanet::app {

class Services;

// All that one look at the chain finds about what an account earned, and its texts. Made on a worker's thread.
class EarningsReading
{
    Q_DECLARE_TR_FUNCTIONS(EarningsReading)

public:
    std::vector<sync::Earnings> models;
    std::vector<sync::EarnedRound> rounds; // of all models, in the order in which they were closed
    std::optional<light::Proven<base::Uint256>> nothing; // zero, known as well as the list of models is
    std::optional<base::Uint256> claimFee; // wei at most; nothing where it is not known or nothing can be claimed
    std::optional<sync::TrainedRecords> trained; // nothing where it could not be read

    // known: rounds of an earlier reading for the same account.
    [[nodiscard]] static base::Result<EarningsReading> read(const Services &services, const base::Address &account,
                                                            const std::vector<sync::EarnedRound> &known,
                                                            base::TaskContext &context);

    // Of all models together; unknown where one of them is.
    using Amount = light::Proven<base::Uint256>;
    [[nodiscard]] std::optional<Amount> earned() const;
    [[nodiscard]] std::optional<Amount> claimed() const;
    [[nodiscard]] std::optional<Amount> owed() const;
    [[nodiscard]] std::optional<Amount> held() const;
    [[nodiscard]] std::optional<Amount> vault() const;
    // Everything owed to anybody is there; nothing where a part of it is unknown, or nothing is owed by any model.
    [[nodiscard]] std::optional<bool> funded() const;

    // { earned, claimed, claimable, pending, held, vault }, each { text, exact, reason, detail, level, steps, block };
    // an unknown amount has no text and says why.
    [[nodiscard]] QVariantMap figures() const;
    // Each { model, modelTitle, round, label, title, period, text, exact, wei, coins, share, final, level, steps,
    // block, paid, used, detail, reason }. coins and share: for the height of a bar only, 0 where they are unknown;
    // share is the score, the answers that used the account's records, of 100 that were paid. label: names the round on
    // an axis. Rounds that brought nothing are there too.
    [[nodiscard]] QVariantList roundList() const;
    // An axis for these rounds: { top (coins), ticks, format } with steps that are easy to read.
    [[nodiscard]] QVariantMap axis() const;
    // { trained, trainedReason, used, usedReason, level }: counts of records; absent where unknown.
    [[nodiscard]] QVariantMap uses() const;

private:
    [[nodiscard]] std::optional<Amount> total(Amount sync::Earnings::*part) const;
    [[nodiscard]] QVariantMap figure(const std::optional<Amount> &amount, const QString &detail) const;
    [[nodiscard]] QVariantMap pendingFigure() const;
    [[nodiscard]] QVariantMap roundMap(const sync::EarnedRound &round) const;
    [[nodiscard]] QString reason() const; // why an amount is not known
};

} // namespace datanet::app
