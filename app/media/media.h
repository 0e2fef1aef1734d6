#pragma once

#include "media/sound_player.h"

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace datanet::app {

class MediaPictures;

// Pictures and sounds of records, for views; making this object gives its engine the provider of pictures. Addresses
// are those that models give. GUI thread.
class Media : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(datanet::app::SoundPlayer *player READ player CONSTANT FINAL)

public:
    static Media *create(QQmlEngine *engine, QJSEngine *scripts);

    [[nodiscard]] SoundPlayer *player() { return &m_player; }
    // For an Image; without a size of its own when it is ready, the picture can't be shown.
    Q_INVOKABLE QUrl picture(const QString &address) const;
    // Why the picture of an address can't be shown, once that is known.
    Q_INVOKABLE QString problem(const QString &address) const;

private:
    explicit Media(const MediaPictures *pictures);

    const MediaPictures *m_pictures; // of the engine, which outlives its singletons
    SoundPlayer m_player;
};

} // namespace datanet::app
