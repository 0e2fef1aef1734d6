#include "media/media.h"

#include "format/error_text.h"
#include "media/media_pictures.h"

#include <QQmlEngine>

namespace datanet::app {

using namespace Qt::StringLiterals;

Media::Media(const MediaPictures *pictures) : m_pictures(pictures), m_player(systemSoundOutput) { }

Media *Media::create(QQmlEngine *engine, QJSEngine *scripts)
{
    Q_UNUSED(scripts)
    auto *pictures = new MediaPictures;
    engine->addImageProvider(u"media"_s, pictures);
    return new Media(pictures);
}

QUrl Media::picture(const QString &address) const
{
    return address.isEmpty() ? QUrl() : QUrl(u"image://media/"_s + address);
}

QString Media::problem(const QString &address) const
{
    const auto error = m_pictures->problem(address);
    if (!error)
        return {};
    QString text = ErrorSentences::sentence(error->what);
    if (!error->hint.isEmpty())
        text += u". "_s + ErrorSentences::sentence(error->hint);
    return text;
}

} // namespace datanet::app
