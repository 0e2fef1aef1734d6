#include "picture_provider.h"

#include <QColor>
#include <QCryptographicHash>
#include <QFile>
#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>
#include <vector>

namespace datanet::controls {

using namespace Qt::StringLiterals;

namespace {

QColor colourOf(const QString &text)
{
    return QColor(u'#' + text);
}

QImage emptyImage(QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QImage icon(const QStringList &parts, QSize size)
{
    const QString &name = parts.at(1);
    const bool plainName = std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
    QFile file(u":/datanet/icons/"_s + name + u".svg"_s);
    const QColor colour = colourOf(parts.at(2));
    if (!plainName || !colour.isValid() || !file.open(QIODevice::ReadOnly))
        return {};
    // The colour goes in opaque and its alpha onto the whole picture, so that strokes that cross don't show through.
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    if (parts.size() > 3)
        svg.replace("contrastColor", colourOf(parts.at(3)).name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter, QRectF(QPointF(), size));
    return image;
}

QPainterPath roundedArea(QSize size, qreal radius)
{
    QPainterPath path;
    path.addRoundedRect(QRectF(QPointF(), size), radius, radius);
    return path;
}

// Lines that rise to the right, `period` apart along x and `width` thick, over the whole image.
void drawDiagonals(QPainter &painter, QSize size, qreal period, qreal width, const QColor &colour)
{
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
    const qreal height = size.height();
    for (qreal x = -period; x < size.width() + height + period; x += period)
        painter.drawLine(QPointF(x + period, -period), QPointF(x - height - period, height + period));
}

QImage stripes(const QStringList &parts, QSize size, qreal ratio)
{
    const QColor ground = colourOf(parts.at(1));
    const QColor band = colourOf(parts.at(2));
    const qreal width = parts.at(3).toDouble();
    if (!ground.isValid() || !band.isValid() || width < 1)
        return {};
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(roundedArea(size, parts.at(4).toDouble() * ratio));
    painter.fillPath(roundedArea(size, parts.at(4).toDouble() * ratio), ground);
    // A whole number of pixels per period lets the picture be tiled.
    const qreal period = std::round(2 * width * std::sqrt(2.0)) * ratio;
    drawDiagonals(painter, size, period, period / 2 / std::sqrt(2.0), band);
    return image;
}

QImage hatch(const QStringList &parts, QSize size, qreal ratio)
{
    const QColor line = colourOf(parts.at(1));
    const qreal gap = parts.at(2).toDouble() * ratio;
    if (!line.isValid() || gap < 1)
        return {};
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawDiagonals(painter, size, gap, ratio, line);
    return image;
}

QImage dashes(const QStringList &parts, QSize size, qreal ratio)
{
    const QColor line = colourOf(parts.at(1));
    if (!line.isValid())
        return {};
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(line, ratio, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    const qreal radius = parts.at(2).toDouble() * ratio;
    painter.drawRoundedRect(QRectF(QPointF(), size).adjusted(ratio / 2, ratio / 2, -ratio / 2, -ratio / 2), radius,
                            radius);
    return image;
}

// One pass of a box filter over the alpha values, along rows or columns (step and stride chosen by the caller).
void blurLines(std::vector<float> &values, int lines, int lineStride, int length, int step, int reach)
{
    std::vector<float> line(static_cast<std::size_t>(length));
    for (int l = 0; l < lines; ++l) {
        const int start = l * lineStride;
        float sum = 0;
        for (int i = -reach; i < length; ++i) {
            if (i + reach < length)
                sum += values[static_cast<std::size_t>(start + (i + reach) * step)];
            if (i - reach - 1 >= 0)
                sum -= values[static_cast<std::size_t>(start + (i - reach - 1) * step)];
            if (i >= 0)
                line[static_cast<std::size_t>(i)] = sum / static_cast<float>(2 * reach + 1);
        }
        for (int i = 0; i < length; ++i)
            values[static_cast<std::size_t>(start + i * step)] = line[static_cast<std::size_t>(i)];
    }
}

QImage shadow(const QStringList &parts)
{
    const QColor colour = colourOf(parts.at(1));
    const int blur = std::clamp(parts.at(2).toInt(), 1, 64);
    const int offset = std::clamp(parts.at(3).toInt(), 0, 64);
    const int pad = std::clamp(parts.at(4).toInt(), 1, 128);
    const int radius = std::clamp(parts.at(5).toInt(), 0, 64);
    if (!colour.isValid())
        return {};
    const int side = 2 * (pad + blur + radius) + 2;
    QImage shape(side, side, QImage::Format_Alpha8);
    shape.fill(0);
    {
        QPainter painter(&shape);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath path;
        path.addRoundedRect(QRectF(pad, pad + offset, side - 2 * pad, side - 2 * pad), radius, radius);
        painter.fillPath(path, Qt::black);
    }
    std::vector<float> alpha(static_cast<std::size_t>(side * side));
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x)
            alpha[static_cast<std::size_t>(y * side + x)] = shape.constScanLine(y)[x];
    }
    // Three box passes come close to the Gauss curve a style sheet's blur of this size means (deviation blur / 2).
    const int reach = std::max(1, static_cast<int>(std::lround(blur / 2.0 * 0.94)));
    for (int pass = 0; pass < 3; ++pass) {
        blurLines(alpha, side, side, side, 1, reach);
        blurLines(alpha, side, 1, side, side, reach);
    }
    QImage image = emptyImage({side, side});
    for (int y = 0; y < side; ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < side; ++x) {
            const float value = alpha[static_cast<std::size_t>(y * side + x)] * static_cast<float>(colour.alphaF());
            row[x] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), static_cast<int>(value + 0.5F)));
        }
    }
    return image;
}

QImage identicon(const QStringList &parts, QSize size)
{
    const bool dark = parts.at(2) == u"dark"_s;
    // A hash of the letters, so that addresses that share their first and last digits look different all the same.
    const QByteArray hash = QCryptographicHash::hash(parts.at(1).toLatin1(), QCryptographicHash::Sha256);
    const auto byte = [&hash](int i) { return static_cast<quint8>(hash.at(i)); };
    const int hue = ((byte(0) << 8) | byte(1)) % 360;
    const QColor ground = QColor::fromHslF(hue / 360.0F, dark ? 0.25F : 0.38F, dark ? 0.22F : 0.88F);
    const QColor ink = QColor::fromHslF(hue / 360.0F, dark ? 0.50F : 0.46F, dark ? 0.70F : 0.42F);

    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roundedArea(size, size.width() * 0.16), ground);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int cell = std::max(1, static_cast<int>(size.width() * 0.72 / 5));
    const int margin = (size.width() - 5 * cell) / 2;
    for (int row = 0; row < 5; ++row) {
        for (int column = 0; column < 3; ++column) {
            const int bit = row * 3 + column;
            if ((byte(2 + bit / 8) >> (bit % 8) & 1) == 0)
                continue;
            painter.fillRect(margin + column * cell, margin + row * cell, cell, cell, ink);
            painter.fillRect(margin + (4 - column) * cell, margin + row * cell, cell, cell, ink);
        }
    }
    return image;
}

} // namespace

PictureProvider::PictureProvider() : QQuickImageProvider(QQuickImageProvider::Image) { }

QImage PictureProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    // Patterns carry their own scale as a last "@2", because they are measured in pixels of the screen.
    QString path = id;
    qreal ratio = 1;
    if (const auto at = path.lastIndexOf(u'@'); at >= 0) {
        ratio = std::clamp(QStringView(path).mid(at + 1).toDouble(), 1.0, 8.0);
        path.truncate(at);
    }
    const QStringList parts = path.split(u'/');
    const QSize side(std::clamp(requestedSize.width(), 1, kMaximumSide),
                     std::clamp(requestedSize.height(), 1, kMaximumSide));

    QImage image;
    const QString &kind = parts.first();
    if (kind == u"icon"_s && parts.size() >= 3)
        image = icon(parts, side);
    else if (kind == u"stripes"_s && parts.size() == 5)
        image = stripes(parts, side, ratio);
    else if (kind == u"hatch"_s && parts.size() == 3)
        image = hatch(parts, side, ratio);
    else if (kind == u"dashes"_s && parts.size() == 3)
        image = dashes(parts, side, ratio);
    else if (kind == u"shadow"_s && parts.size() == 6)
        image = shadow(parts);
    else if (kind == u"identicon"_s && parts.size() == 3)
        image = identicon(parts, side);
    if (size)
        *size = image.size();
    return image;
}

} // namespace datanet::controls
