#include "pictures.h"

#include "picture_provider.h"

#include <QQmlEngine>

namespace datanet::controls {

using namespace Qt::StringLiterals;

namespace {

QString hex(const QColor &colour)
{
    return colour.name(QColor::HexArgb).mid(1);
}

} // namespace

Pictures *Pictures::create(QQmlEngine *engine, QJSEngine *scripts)
{
    Q_UNUSED(scripts)
    // Not in the plugin's initializeEngine: Qt 6.4 calls that for the first engine of a program only.
    engine->addImageProvider(u"datanet"_s, new PictureProvider);
    return new Pictures;
}

QUrl Pictures::icon(const QString &name, const QColor &colour, const QColor &contrast) const
{
    if (name.isEmpty())
        return {};
    return QUrl(u"image://datanet/icon/%1/%2/%3"_s.arg(name, hex(colour), hex(contrast)));
}

QUrl Pictures::stripes(const QColor &ground, const QColor &band, int width, int radius, qreal ratio) const
{
    return QUrl(
        u"image://datanet/stripes/%1/%2/%3/%4@%5"_s.arg(hex(ground), hex(band)).arg(width).arg(radius).arg(ratio));
}

QUrl Pictures::hatch(const QColor &line, int gap, qreal ratio) const
{
    return QUrl(u"image://datanet/hatch/%1/%2@%3"_s.arg(hex(line)).arg(gap).arg(ratio));
}

QUrl Pictures::dashes(const QColor &line, int radius, qreal ratio) const
{
    return QUrl(u"image://datanet/dashes/%1/%2@%3"_s.arg(hex(line)).arg(radius).arg(ratio));
}

QUrl Pictures::shadow(const QColor &colour, int blur, int offset, int pad, int radius) const
{
    return QUrl(u"image://datanet/shadow/%1/%2/%3/%4/%5"_s.arg(hex(colour)).arg(blur).arg(offset).arg(pad).arg(radius));
}

QUrl Pictures::identicon(const QString &text, bool dark) const
{
    if (text.isEmpty())
        return {};
    const QString seed = QString::fromLatin1(text.toUtf8().toHex());
    return QUrl(u"image://datanet/identicon/%1/%2"_s.arg(seed, dark ? u"dark"_s : u"light"_s));
}

} // namespace datanet::controls
