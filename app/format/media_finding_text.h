#pragma once

#include "curation/finding.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// FindingText for rules about pictures and sounds. Empty for all others.
class MediaFindingText
{
    Q_DECLARE_TR_FUNCTIONS(MediaFindingText)

public:
    [[nodiscard]] static QString title(const QString &rule);
    [[nodiscard]] static QString sentence(const curation::Finding &finding);
    [[nodiscard]] static QString mend(const QString &rule);
    [[nodiscard]] static QString mendEffect(const QString &rule);
};

} // namespace datanet::app
