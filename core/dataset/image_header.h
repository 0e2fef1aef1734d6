#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>

namespace datanet::dataset {

struct ImageFacts
{
    QString format; // "jpeg", "png", "webp", "tiff"
    std::int64_t width = 0; // as stored: before the orientation is applied
    std::int64_t height = 0;
    int orientation = 1; // EXIF: 1 to 8
    bool heavy = false; // a decoder holds all of it in memory, six bytes a pixel, even to make a small picture of it
};

// How much of a picture is looked at: Decoded finds damage, Head only believes.
enum class ImageLook { Head, Decoded };

inline constexpr std::int64_t kMaximumPixels = 250'000'000;

// What a picture says about itself, checked by decoding it, in little memory; of very large ones only the head.
// Corrupt or Invalid, in words, when it is damaged, cut off, or other than it says. Any thread.
[[nodiscard]] base::Result<ImageFacts> imageFacts(base::ByteView bytes, ImageLook look = ImageLook::Decoded);

// One for each library; bytes begin as the format does.
[[nodiscard]] base::Result<ImageFacts> jpegFacts(base::ByteView bytes, ImageLook look);
[[nodiscard]] base::Result<ImageFacts> pngFacts(base::ByteView bytes, ImageLook look);
[[nodiscard]] base::Result<ImageFacts> webpFacts(base::ByteView bytes, ImageLook look);
[[nodiscard]] base::Result<ImageFacts> tiffFacts(base::ByteView bytes, ImageLook look);
// From a JPEG file or the bytes of an EXIF block; 1 where nothing is said.
[[nodiscard]] int exifOrientation(base::ByteView bytes);
// Refuses sizes that can't be or are above kMaximumPixels.
base::Status checkSize(std::int64_t width, std::int64_t height);

} // namespace datanet::dataset
