#pragma once

#include <QColor>
#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace datanet::controls {

// Addresses of the pictures that PictureProvider draws; making this object gives its engine the provider. `ratio` is
// the pixel ratio of the screen.
class Pictures : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    static Pictures *create(QQmlEngine *engine, QJSEngine *scripts);

    Q_INVOKABLE QUrl icon(const QString &name, const QColor &colour, const QColor &contrast) const;
    Q_INVOKABLE QUrl stripes(const QColor &ground, const QColor &band, int width, int radius, qreal ratio) const;
    Q_INVOKABLE QUrl hatch(const QColor &line, int gap, qreal ratio) const;
    Q_INVOKABLE QUrl dashes(const QColor &line, int radius, qreal ratio) const;
    Q_INVOKABLE QUrl shadow(const QColor &colour, int blur, int offset, int pad, int radius) const;
    Q_INVOKABLE QUrl identicon(const QString &text, bool dark) const;

private:
    Pictures() = default;
};

} // namespace datanet::controls
