#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// The payout rounds of a model: how far each is, checking one, and taking the next step. GUI thread.
class PayoutRounds : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")

public:
    explicit PayoutRounds(Studio &studio);

private:
    Studio &m_studio;
};

} // namespace datanet::app
