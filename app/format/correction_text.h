#pragma once

#include "sync/found_corrections.h"

#include <QCoreApplication>
#include <QStringList>

#include <vector>

namespace datanet::app {

// What a correction changes, in words. Translated. Pure functions, any thread.
class CorrectionText
{
    Q_DECLARE_TR_FUNCTIONS(CorrectionText)

public:
    // "definition: “old” becomes “new”": the fields that differ; or the record that goes. Long values are cut.
    [[nodiscard]] static QString line(const sync::FoundCorrection &correction);
    // Of the first few.
    [[nodiscard]] static QStringList lines(const std::vector<sync::FoundCorrection> &corrections, std::size_t most);
};

} // namespace datanet::app
