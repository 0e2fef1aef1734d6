#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// What the account in use has earned, why, and the claim. GUI thread.
class EarningsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")

public:
    explicit EarningsView(Studio &studio);

private:
    Studio &m_studio;
};

} // namespace datanet::app
