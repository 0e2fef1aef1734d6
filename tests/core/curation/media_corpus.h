#pragma once

#include <QByteArray>
#include <QImage>

#include <cstdint>
#include <functional>

// Pictures and sounds made by a program, others for every seed: what checks must find, and what only looks like it.
namespace datanet::test {

// A view with soft and hard edges and fine grain.
QImage madePhoto(std::uint32_t seed, QSize size = {640, 480});
// The same, underexposed: none of it is brighter than an eighth.
QImage madeDarkPhoto(std::uint32_t seed);
// A face, soft all over but for the eyes, before a blurred background.
QImage madePortrait(std::uint32_t seed);
// A page of text: lines of words between the same margins for every seed.
QImage madePage(std::uint32_t seed);
// A few boxes and thin lines in flat colours on white.
QImage madeDiagram(std::uint32_t seed);
// A sheet with nothing on it but the noise of the scanner.
QImage madeBlank(std::uint32_t seed);
// Out of focus: every pixel is the mean of its surroundings; radius in pixels.
QImage blurred(const QImage &image, int radius);
// What is left when parts of the sides are cut off, in thousandths of width and height.
QImage cut(const QImage &image, int left, int top, int right, int bottom);
QImage brighter(const QImage &image, int percent);

QByteArray encoded(const QImage &image, const char *format, int quality = 90);

// EXIF with an orientation, and what else is asked for: a position, the camera's owner and serial numbers.
QByteArray madeExif(bool bigEndian, int orientation, bool place, bool owner);
// The file with this EXIF in it: JPEG, PNG or WebP.
QByteArray withExif(const QByteArray &picture, const QByteArray &exif);
// JPEG with an XMP packet that holds these attributes and elements.
QByteArray withXmp(const QByteArray &jpeg, const QByteArray &attributes, const QByteArray &elements);

// PCM of 16 bits; sample: from frame number and channel, -1 to 1.
QByteArray madeSound(int frames, int rate, int channels, const std::function<double(int, int)> &sample);

} // namespace datanet::test
