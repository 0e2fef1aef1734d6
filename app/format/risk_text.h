#pragma once

#include "sync/review_risk.h"

#include <QCoreApplication>
#include <QStringList>

namespace datanet::app {

// Why a submission stands where it does in a reviewer's queue. Translated.
class RiskText
{
    Q_DECLARE_TR_FUNCTIONS(RiskText)

public:
    // "Low", "Medium", "High".
    [[nodiscard]] static QString word(const sync::Risk &risk);
    // One reason: "3 of 40 records have faults that must be fixed".
    [[nodiscard]] static QString sentence(const sync::Risk::Part &part);
    // All, most important first.
    [[nodiscard]] static QStringList sentences(const sync::Risk &risk);
    // A length of time in its largest unit, rounded down: "3 hours".
    [[nodiscard]] static QString duration(std::int64_t seconds);
};

} // namespace datanet::app
