#pragma once

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// The step that long work is at, which core names in English (base::TaskContext::step), as screens say it. Translated;
// words that are not known stay as they are. Any thread.
class StepText
{
    Q_DECLARE_TR_FUNCTIONS(StepText)

public:
    [[nodiscard]] static QString of(const QString &step);
};

} // namespace datanet::app
