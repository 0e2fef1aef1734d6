#pragma once

#include "dataset/operation.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// What was done to a data set, as undo and lists name it: "2 records left out". Translated. Any thread.
class OperationText
{
    Q_DECLARE_TR_FUNCTIONS(OperationText)

public:
    [[nodiscard]] static QString of(const dataset::Deed &deed);
};

} // namespace datanet::app
