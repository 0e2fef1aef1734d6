#pragma once

#include "curation/forecast.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// How a review would go, as a person is told before sending. Translated.
class ForecastText
{
    Q_DECLARE_TR_FUNCTIONS(ForecastText)

public:
    // "About 205 of 214 records will be accepted." Empty without records.
    [[nodiscard]] static QString acceptance(const curation::Forecast &forecast);
    // Where reviewers would not accept the contribution as a whole; empty where they would.
    [[nodiscard]] static QString verdict(const curation::Forecast &forecast);
    // "7 records pass once this is mended." Empty where none does by this alone.
    [[nodiscard]] static QString help(const curation::Forecast::Help &help);
};

} // namespace datanet::app
