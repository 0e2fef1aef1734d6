#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// Which published records a text repeats, and whose they are. GUI thread.
class TextTracing : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")

public:
    explicit TextTracing(Studio &studio);

private:
    Studio &m_studio;
};

} // namespace datanet::app
