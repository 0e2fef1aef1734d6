#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QImage>
#include <QSize>

namespace datanet::app {

// A JPEG, PNG, WebP or TIFF, upright as EXIF says, no larger than `bound` and never larger than it is. Formats that can
// are decoded at that size; what would take more than kMostDecodedBytes of memory is Invalid, damage is Corrupt. The
// bytes may come from strangers. Any thread.
inline constexpr qint64 kMostDecodedBytes = 256 << 20;
[[nodiscard]] base::Result<QImage> decodePicture(const base::Bytes &bytes, QSize bound);

} // namespace datanet::app
