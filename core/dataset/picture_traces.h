#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>

namespace datanet::dataset {

// What a camera may have written into a picture about the person behind it.
struct PictureTraces
{
    bool place = false; // where it was taken: a GPS position
    bool owner = false; // whose camera it was: the owner's name, serial numbers of camera and lens

    [[nodiscard]] bool any() const { return place || owner; }
    bool operator==(const PictureTraces &) const = default;
};

// Looks into EXIF and XMP of JPEG (also of further pictures behind the first), PNG, WebP and TIFF. Not into a maker's
// own notes, IPTC, packed XMP, or names of places that somebody typed. Any bytes, any thread.
[[nodiscard]] PictureTraces tracesIn(base::ByteView picture);

// The same picture without these traces, as long as before: entries are taken out of their lists and overwritten where
// they stand. Pixels, orientation and everything else stay to the byte. Corrupt where that would change how the picture
// is decoded (the traces of a file made to do harm may lie over its pixels), or something of them would be left.
[[nodiscard]] base::Result<base::Bytes> withoutTraces(const base::Bytes &picture, const PictureTraces &traces);

} // namespace datanet::dataset
