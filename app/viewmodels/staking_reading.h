#pragma once

#include "base/task.h"
#include "sync/staking.h"
#include "sync/token_staking.h"

#include <QCoreApplication>
#include <QVariantList>
#include <QVariantMap>

#include <optional>

namespace datanet::app {

class Services;

// One look at what an account has at stake, and its texts. Made on a worker's thread.
class StakingReading
{
    Q_DECLARE_TR_FUNCTIONS(StakingReading)

public:
    std::optional<sync::Staking> own; // nothing where the network has no contracts of the project
    std::optional<sync::TokenStaking> tokens; // nothing where the profile names no contract of OpenLedger's
    QVariantList places; // datanets one can review for: { id, title }

    [[nodiscard]] static base::Result<StakingReading> read(const Services &services, const base::Address &account,
                                                           base::TaskContext &context);

    // { reviewer, juror, penalty: amounts; wait: a duration }; empty where they are not known.
    [[nodiscard]] QVariantMap terms() const;
    // Each { juror, datanet, title, state, held, action: "ask", "take" or "", amount, fullAmount, reason, level, steps,
    // block }.
    [[nodiscard]] QVariantList stakes() const;
    // What was lost, newest first: each { text, level }.
    [[nodiscard]] QVariantList losses() const;
    // OpenLedger's own: each { title, text, amount, fullAmount, reason, level, steps, block }; stakes before offers.
    [[nodiscard]] QVariantList elsewhere() const;

    // "3 days", "2 hours", "90 seconds": the largest unit that says it exactly.
    [[nodiscard]] static QString duration(std::uint64_t seconds);

private:
    [[nodiscard]] QString titleOf(chain::StakeRole role, std::uint64_t scope, const QString &name) const;
};

} // namespace datanet::app
