#pragma once

#include "chain/bindings/open_governor.h"
#include "chain/bindings/parameters.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// What votes are about, to a person. Translated.
class GovernanceText
{
    Q_DECLARE_TR_FUNCTIONS(GovernanceText)

public:
    // "Reviewers on a panel".
    [[nodiscard]] static QString parameter(chain::ParameterKey key);
    // In the words of its unit: "0.00001 OPEN", "3 days", "30 %", "5".
    [[nodiscard]] static QString value(chain::ParameterKey key, std::uint64_t value, const QString &coin);
    // "3 days", "1 hour", "75 seconds": the largest unit that is exact.
    [[nodiscard]] static QString duration(std::uint64_t seconds);
    // "Voting", "Waiting to be carried out".
    [[nodiscard]] static QString state(chain::GovernorState state);
    // "Voted for".
    [[nodiscard]] static QString support(chain::VoteSupport support);
};

} // namespace datanet::app
