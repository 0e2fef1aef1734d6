#pragma once

#include "chain/trust_level.h"
#include "light/proven.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// The words for trust levels: few and plain on the screens, exact in the panel and the glossary.
class TrustText
{
    Q_DECLARE_TR_FUNCTIONS(TrustText)

public:
    // "Fully checked", "Partly checked", "Not checked", "Cannot be checked now", "Does not match".
    [[nodiscard]] static QString word(chain::TrustLevel level);
    // One sentence: what was checked and who is still trusted.
    [[nodiscard]] static QString explanation(chain::TrustLevel level);
    // What one kind of step did, and what came of it, in words without slots and hashes; count: of such steps.
    [[nodiscard]] static QString stepTitle(light::Step::Kind kind);
    [[nodiscard]] static QString stepDetail(light::Step::Kind kind, chain::TrustLevel level, int count);
};

} // namespace datanet::app
