#include "core/curation/media_corpus.h"

#include "base/checksum.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace datanet::test {

namespace {

using Random = std::mt19937;

double unit(Random &random)
{
    return double(random() >> 5) / double(1 << 27);
}

int below(Random &random, int bound)
{
    return int(random() % std::uint32_t(bound));
}

// Smooth noise: values on a grid with straight lines between.
void addNoise(std::vector<double> &values, QSize size, int cell, double strength, Random &random)
{
    const int columns = size.width() / cell + 2;
    std::vector<double> grid(std::size_t(columns) * std::size_t(size.height() / cell + 2));
    for (double &value : grid)
        value = (unit(random) - 0.5) * strength;
    for (int y = 0; y < size.height(); ++y) {
        const double fy = double(y % cell) / cell;
        for (int x = 0; x < size.width(); ++x) {
            const double fx = double(x % cell) / cell;
            const std::size_t at = std::size_t(y / cell) * std::size_t(columns) + std::size_t(x / cell);
            const double top = grid[at] * (1 - fx) + grid[at + 1] * fx;
            const double bottom = grid[at + std::size_t(columns)] * (1 - fx) + grid[at + std::size_t(columns) + 1] * fx;
            values[std::size_t(y) * std::size_t(size.width()) + std::size_t(x)] += top * (1 - fy) + bottom * fy;
        }
    }
}

QColor colour(Random &random)
{
    return QColor::fromHsv(below(random, 360), 60 + below(random, 160), 60 + below(random, 190));
}

void append(QByteArray &bytes, quint32 value, int count, bool big)
{
    for (int i = 0; i < count; ++i)
        bytes.append(char(value >> (8 * (big ? count - 1 - i : i)) & 0xff));
}

struct Tag
{
    quint32 tag;
    quint32 type;
    quint32 count;
    QByteArray value; // as it stands
};

// A list of tags at `at`, with what does not fit behind it.
QByteArray listOf(const std::vector<Tag> &tags, quint32 at, bool big)
{
    QByteArray list;
    QByteArray behind;
    const quint32 end = at + 2 + quint32(tags.size()) * 12 + 4;
    append(list, quint32(tags.size()), 2, big);
    for (const Tag &tag : tags) {
        append(list, tag.tag, 2, big);
        append(list, tag.type, 2, big);
        append(list, tag.count, 4, big);
        if (tag.value.size() <= 4) {
            list += tag.value.leftJustified(4, '\0');
        } else {
            append(list, end + quint32(behind.size()), 4, big);
            behind += tag.value;
        }
    }
    append(list, 0, 4, big);
    return list + behind;
}

QByteArray number(quint32 value, int bytes, bool big)
{
    QByteArray made;
    append(made, value, bytes, big);
    return made;
}

QByteArray degrees(quint32 whole, quint32 minutes, quint32 hundredths, bool big)
{
    return number(whole, 4, big) + number(1, 4, big) + number(minutes, 4, big) + number(1, 4, big)
        + number(hundredths, 4, big) + number(100, 4, big);
}

} // namespace

QImage madePhoto(std::uint32_t seed, QSize size)
{
    Random random(seed);
    std::vector<double> values(std::size_t(size.width()) * std::size_t(size.height()), 128);
    for (int cell = size.width() / 3; cell >= 2; cell /= 2)
        addNoise(values, size, cell, 12 + 180.0 * std::sqrt(double(cell) / size.width()), random);
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int value =
                std::clamp(int(values[std::size_t(y) * std::size_t(size.width()) + std::size_t(x)]), 0, 255);
            line[x] = qRgb(value, std::min(255, value + 8), std::max(0, value - 12));
        }
    }
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int shape = below(random, 5) + 2; shape > 0; --shape) {
        QColor fill = colour(random);
        fill.setAlpha(120 + below(random, 130));
        painter.setBrush(fill);
        const QRectF area(below(random, size.width()), below(random, size.height()),
                          20 + below(random, size.width() / 3), 20 + below(random, size.height() / 3));
        if (below(random, 2) == 0)
            painter.drawEllipse(area);
        else
            painter.drawRect(area);
    }
    return image;
}

QImage madeDarkPhoto(std::uint32_t seed)
{
    QImage image = madePhoto(seed);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = qRgb(qRed(line[x]) / 8, qGreen(line[x]) / 8, qBlue(line[x]) / 8);
    }
    return image;
}

QImage madePortrait(std::uint32_t seed)
{
    Random random(seed);
    QImage image = blurred(madePhoto(seed, {600, 800}), 14);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(225, 180, 150));
    painter.drawEllipse(QPointF(300, 370), 170, 230);
    painter.setBrush(QColor(90, 60, 45));
    painter.drawEllipse(QPointF(300, 190), 175, 90);
    painter.end();
    image = blurred(image, 3);
    painter.begin(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int x : {235, 365}) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        painter.drawEllipse(QPointF(x, 350), 30, 14);
        painter.setBrush(QColor(60, 80, 120));
        painter.drawEllipse(QPointF(x, 350), 13, 13);
        painter.setBrush(Qt::black);
        painter.drawEllipse(QPointF(x, 350), 6, 6);
        painter.setPen(QPen(QColor(50, 30, 20), 2));
        for (int lash = -28; lash <= 28; lash += 4)
            painter.drawLine(x + lash, 340 - below(random, 4), x + lash * 5 / 4, 326 - below(random, 5));
    }
    return image;
}

QImage madePage(std::uint32_t seed)
{
    Random random(seed);
    QImage image(800, 1100, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int y = 90; y < 1010; y += 22) {
        if (below(random, 12) == 0) {
            y += 8;
            continue;
        }
        int x = 80;
        const int end = below(random, 7) == 0 ? 80 + below(random, 600) : 720;
        while (x < end - 20) {
            for (int letter = 2 + below(random, 9); letter > 0 && x < end; --letter) {
                const int width = 5 + below(random, 4);
                const int height = below(random, 3) == 0 ? 14 : 9;
                for (int stroke = 0; stroke < 2; ++stroke)
                    painter.fillRect(x + stroke * (width - 3), y + 14 - height, 2, height, Qt::black);
                painter.fillRect(x, y + 5 + 8 * below(random, 2), width - 1, 2, Qt::black);
                x += width + 2;
            }
            x += 7;
        }
    }
    return image;
}

QImage madeDiagram(std::uint32_t seed)
{
    Random random(seed);
    QImage image(900, 600, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QPoint last(60 + below(random, 100), 60 + below(random, 300));
    for (int box = 0; box < 3; ++box) {
        const QRect area(last.x() + 60, 60 + below(random, 400), 120, 70);
        painter.setPen(QPen(QColor(70, 70, 80), 1));
        painter.drawLine(last, area.center());
        painter.setBrush(QColor::fromHsv(below(random, 360), 40, 250));
        painter.drawRect(area);
        last = area.center();
        last.rx() += 60;
    }
    return image;
}

QImage madeBlank(std::uint32_t seed)
{
    Random random(seed);
    const int paper = 225 + below(random, 25);
    QImage image(700, 900, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int value = paper + below(random, 5) - 2;
            line[x] = qRgb(value, value, value);
        }
    }
    return image;
}

QImage blurred(const QImage &image, int radius)
{
    // Two passes of a box in each direction.
    QImage from = image.convertToFormat(QImage::Format_RGB32);
    for (int pass = 0; pass < 4; ++pass) {
        QImage to(from.size(), from.format());
        const bool across = pass % 2 == 0;
        const int lines = across ? from.height() : from.width();
        const int length = across ? from.width() : from.height();
        const auto pixel = [&](QImage &of, int line, int at) -> QRgb & {
            return reinterpret_cast<QRgb *>(of.scanLine(across ? line : at))[across ? at : line];
        };
        for (int line = 0; line < lines; ++line) {
            int red = 0;
            int green = 0;
            int blue = 0;
            const auto add = [&](int at, int sign) {
                const QRgb value = pixel(from, line, std::clamp(at, 0, length - 1));
                red += sign * qRed(value);
                green += sign * qGreen(value);
                blue += sign * qBlue(value);
            };
            for (int at = -radius; at <= radius; ++at)
                add(at, 1);
            const int count = 2 * radius + 1;
            for (int at = 0; at < length; ++at) {
                pixel(to, line, at) = qRgb(red / count, green / count, blue / count);
                add(at - radius, -1);
                add(at + radius + 1, 1);
            }
        }
        from = to;
    }
    return from;
}

QImage cut(const QImage &image, int left, int top, int right, int bottom)
{
    const int x = image.width() * left / 1000;
    const int y = image.height() * top / 1000;
    return image.copy(x, y, image.width() - x - image.width() * right / 1000,
                      image.height() - y - image.height() * bottom / 1000);
}

QImage brighter(const QImage &image, int percent)
{
    QImage result = image.convertToFormat(QImage::Format_RGB32);
    const auto lit = [percent](int value) { return std::min(255, value * (100 + percent) / 100); };
    for (int y = 0; y < result.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < result.width(); ++x)
            line[x] = qRgb(lit(qRed(line[x])), lit(qGreen(line[x])), lit(qBlue(line[x])));
    }
    return result;
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QBuffer buffer;
    QImageWriter writer(&buffer, format);
    if (qstrcmp(format, "png") != 0)
        writer.setQuality(quality);
    if (!buffer.open(QIODevice::WriteOnly) || !writer.write(image))
        qFatal("a test's picture can't be made: %s", qPrintable(writer.errorString()));
    return buffer.data();
}

QByteArray madeExif(bool bigEndian, int orientation, bool place, bool owner)
{
    const bool big = bigEndian;
    const quint32 ascii = 2;
    QByteArray exif = QByteArray(big ? "MM" : "II") + number(42, 2, big) + number(8, 4, big);
    const std::vector<Tag> placeTags{{1, ascii, 2, "N"},
                                     {2, 5, 3, degrees(53, 33, 1234, big)},
                                     {3, ascii, 2, "E"},
                                     {4, 5, 3, degrees(9, 59, 4321, big)}};
    const std::vector<Tag> ownerTags{{0xA430, ascii, 11, QByteArray("Mara Lind\0\0", 11)},
                                     {0xA431, ascii, 9, QByteArray("SN123456\0", 9)}};
    // Where the lists will lie depends on their sizes alone.
    const auto first = [&](quint32 placeAt, quint32 ownerAt) {
        std::vector<Tag> tags{{0x010F, ascii, 6, QByteArray("Maker\0", 6)},
                              {0x0112, 3, 1, number(quint32(orientation), 2, big)},
                              {0x0131, ascii, 8, QByteArray("Program\0", 8)}};
        if (owner)
            tags.push_back({0x8769, 4, 1, number(ownerAt, 4, big)});
        if (place)
            tags.push_back({0x8825, 4, 1, number(placeAt, 4, big)});
        return listOf(tags, 8, big);
    };
    const auto placeAt = quint32(8 + first(0, 0).size());
    const auto ownerAt = quint32(placeAt + (place ? listOf(placeTags, placeAt, big).size() : 0));
    exif += first(placeAt, ownerAt);
    if (place)
        exif += listOf(placeTags, placeAt, big);
    if (owner)
        exif += listOf(ownerTags, ownerAt, big);
    return exif;
}

QByteArray withExif(const QByteArray &picture, const QByteArray &exif)
{
    if (picture.startsWith("\xFF\xD8")) {
        const QByteArray content = QByteArray("Exif\0\0", 6) + exif;
        return picture.left(2) + "\xFF\xE1" + number(quint32(content.size() + 2), 2, true) + content + picture.mid(2);
    }
    if (picture.startsWith("\x89PNG")) {
        const qsizetype at = 8 + 12 + 13; // behind IHDR
        const QByteArray named = "eXIf" + exif;
        return picture.left(at) + number(quint32(exif.size()), 4, true) + named + number(base::crc32(named), 4, true)
            + picture.mid(at);
    }
    // WebP: the simple form becomes the extended one.
    const QImage image = QImage::fromData(picture, "webp");
    const QByteArray padded = exif + QByteArray(exif.size() % 2, '\0');
    QByteArray head = "VP8X" + number(10, 4, false) + number(8, 4, false);
    head += number(quint32(image.width() - 1), 3, false) + number(quint32(image.height() - 1), 3, false);
    const QByteArray content =
        "WEBP" + head + picture.mid(12) + "EXIF" + number(quint32(exif.size()), 4, false) + padded;
    return "RIFF" + number(quint32(content.size()), 4, false) + content;
}

QByteArray withXmp(const QByteArray &jpeg, const QByteArray &attributes, const QByteArray &elements)
{
    const QByteArray content = QByteArray("http://ns.adobe.com/xap/1.0/\0", 29)
        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description rdf:about=\"\" " + attributes + ">"
        + elements + "</rdf:Description></rdf:RDF></x:xmpmeta>";
    return jpeg.left(2) + "\xFF\xE1" + number(quint32(content.size() + 2), 2, true) + content + jpeg.mid(2);
}

QByteArray madeSound(int frames, int rate, int channels, const std::function<double(int, int)> &sample)
{
    QByteArray data;
    data.reserve(qsizetype(frames) * channels * 2);
    for (int frame = 0; frame < frames; ++frame) {
        for (int channel = 0; channel < channels; ++channel) {
            const auto value = qint16(std::lrint(std::clamp(sample(frame, channel), -1.0, 1.0) * 32767));
            append(data, quint16(value), 2, false);
        }
    }
    const QByteArray head = QByteArray("WAVEfmt ") + number(16, 4, false) + number(1, 2, false)
        + number(quint32(channels), 2, false) + number(quint32(rate), 4, false)
        + number(quint32(rate * channels * 2), 4, false) + number(quint32(channels * 2), 2, false)
        + number(16, 2, false) + "data" + number(quint32(data.size()), 4, false);
    return "RIFF" + number(quint32(head.size() + data.size()), 4, false) + head + data;
}

} // namespace datanet::test
