#include "media/picture_decoder.h"

#include "dataset/image_header.h"

#include <QBuffer>
#include <QImageReader>
#include <QTransform>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {

constexpr bool liesOnItsSide(int orientation)
{
    return orientation >= 5;
}

QImage upright(const QImage &stored, int orientation)
{
    switch (orientation) {
    case 2:
        return stored.mirrored(true, false);
    case 3:
        return stored.mirrored(true, true);
    case 4:
        return stored.mirrored(false, true);
    case 5:
        return stored.mirrored(false, true).transformed(QTransform().rotate(90));
    case 6:
        return stored.transformed(QTransform().rotate(90));
    case 7:
        return stored.mirrored(true, false).transformed(QTransform().rotate(90));
    case 8:
        return stored.transformed(QTransform().rotate(270));
    default:
        return stored;
    }
}

} // namespace

base::Result<QImage> decodePicture(const base::Bytes &bytes, QSize bound)
{
    // Only formats that are imported, whatever plugins there are.
    const auto facts = dataset::imageFacts(bytes, dataset::ImageLook::Head);
    if (!facts)
        return fail(facts.error());
    const base::Error tooLarge{
        ErrorKind::Invalid,
        u"the picture has %1 by %2 pixels, too many to be shown here"_s.arg(facts->width).arg(facts->height),
        u"take it out of the data set and look at it with another program"_s};
    constexpr qint64 kBytesWhileHeavy = 6;
    if (facts->heavy && facts->width > kMostDecodedBytes / kBytesWhileHeavy / facts->height)
        return fail(tooLarge);

    // Of the whole program; nothing else decodes pictures that are not its own.
    QImageReader::setAllocationLimit(int(kMostDecodedBytes >> 20));
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, facts->format.toLatin1());
    reader.setAutoTransform(false); // not every plugin knows how
    const QSize stored(int(facts->width), int(facts->height));
    if (liesOnItsSide(facts->orientation))
        bound.transpose();
    const bool shrinks = stored.width() > bound.width() || stored.height() > bound.height();
    const QSize wanted = shrinks ? stored.scaled(bound, Qt::KeepAspectRatio).expandedTo({1, 1}) : stored;
    const bool scales = reader.supportsOption(QImageIOHandler::ScaledSize);
    if (!scales && stored.width() > kMostDecodedBytes / 4 / stored.height())
        return fail(tooLarge);
    if (shrinks && scales)
        reader.setScaledSize(wanted);
    QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorKind::Corrupt, u"the picture is damaged, or of a kind that can't be shown"_s);
    if (image.width() > wanted.width() || image.height() > wanted.height())
        image = image.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    image = upright(image, facts->orientation);
    image.convertTo(QImage::Format_ARGB32_Premultiplied);
    return image;
}

} // namespace datanet::app
