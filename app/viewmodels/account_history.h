#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// What happened on the network to the account in use, with labels, and as a file. GUI thread.
class AccountHistory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")

public:
    explicit AccountHistory(Studio &studio);

private:
    Studio &m_studio;
};

} // namespace datanet::app
