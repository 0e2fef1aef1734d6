#include "dataset/image_header.h"

#include "base/owned.h"

#include <libexif/exif-data.h>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

base::Status checkSize(std::int64_t width, std::int64_t height)
{
    if (width > 0 && height > 0 && width <= kMaximumPixels / height)
        return {};
    return base::fail(
        ErrorKind::Invalid,
        u"the picture says that it is %1 by %2 pixels; at most %3 in all are read"_s.arg(width).arg(height).arg(
            kMaximumPixels));
}

int exifOrientation(base::ByteView bytes)
{
    const base::Owned<ExifData, exif_data_unref> data(exif_data_new_from_data(
        reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<unsigned int>(bytes.size())));
    if (!data)
        return 1;
    const ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2)
        return 1;
    const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

base::Result<ImageFacts> imageFacts(base::ByteView bytes, ImageLook look)
{
    const std::string_view start = base::text(bytes);
    if (start.starts_with("\xFF\xD8\xFF"))
        return jpegFacts(bytes, look);
    if (start.starts_with("\x89PNG"))
        return pngFacts(bytes, look);
    if (start.starts_with("RIFF"))
        return webpFacts(bytes, look);
    if (start.starts_with("II*") || start.starts_with("MM"))
        return tiffFacts(bytes, look);
    return base::fail(ErrorKind::Invalid, u"it is no JPEG, PNG, WebP or TIFF"_s);
}

} // namespace datanet::dataset
