#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// The models of this computer and of the network: training, evaluation, registration. GUI thread.
class ModelsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")

public:
    explicit ModelsView(Studio &studio);

private:
    Studio &m_studio;
};

} // namespace datanet::app
