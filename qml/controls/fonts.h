#pragma once

#include <QFont>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::controls {

// The families everything is set in: digits of one width first, which hold nothing but digits; each other letter falls
// through to Inter, then to the system's own families. QML itself can name one family only.
class Fonts : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    // Makes these families the application's font; once per program, before anything is drawn.
    static void install();

    Q_INVOKABLE QFont sized(int pixels) const;
};

} // namespace datanet::controls
