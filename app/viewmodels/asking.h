#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// Asks a model, pays for the answer, and shows whose records it came from. GUI thread.
class Asking : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")

public:
    explicit Asking(Studio &studio);

private:
    Studio &m_studio;
};

} // namespace datanet::app
