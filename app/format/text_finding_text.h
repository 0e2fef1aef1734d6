#pragma once

#include "curation/finding.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// What the findings of the text checks say, for FindingText. Empty for other rules.
class TextFindingText
{
    Q_DECLARE_TR_FUNCTIONS(TextFindingText)

public:
    [[nodiscard]] static QString title(const QString &rule);
    [[nodiscard]] static QString sentence(const curation::Finding &finding);
    // The button that mends all of a rule's findings, and what comes of it.
    [[nodiscard]] static QString mend(const QString &rule);
    [[nodiscard]] static QString mendEffect(const QString &rule);

private:
    [[nodiscard]] static QString ofComparison(const curation::Finding &finding);
};

} // namespace datanet::app
