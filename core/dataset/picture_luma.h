#pragma once

#include "dataset/image_header.h"

#include <cstdint>
#include <vector>

namespace datanet::dataset {

// The brightness of a picture, as stored (not turned upright), small enough to be looked at whole. Integers all the
// way, so every machine sees the same.
struct Luma
{
    static constexpr int kSide = 512; // pixels of the longer side, at most
    static constexpr int kSteps = 16; // of a value for each of the 256 steps of brightness

    int width = 0;
    int height = 0;
    std::vector<std::uint16_t> values; // row by row; black 0 to white 255 * kSteps

    [[nodiscard]] int at(int x, int y) const { return values[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
    bool operator==(const Luma &) const = default;
};

// Takes a picture's rows as they are decoded and keeps only the averages of squares of pixels.
class LumaRows
{
public:
    void begin(std::int64_t width, std::int64_t height);
    void row(const std::uint8_t *luma); // width values
    [[nodiscard]] std::int64_t width() const { return m_width; }
    [[nodiscard]] bool isComplete() const { return m_next == m_height; }
    [[nodiscard]] Luma take();

private:
    void finishRow();

    std::int64_t m_width = 0;
    std::int64_t m_height = 0;
    std::int64_t m_next = 0;
    std::int64_t m_square = 1; // side of the square of pixels that becomes one
    std::vector<std::uint64_t> m_sums;
    Luma m_luma;
};

// Decodes a picture whose head was read (facts: imageFacts()). Where a decoder needs the whole picture in memory, all
// threads together use at most kMostLumaBytes at a time; a picture that needs more is Invalid. Corrupt for damage, also
// where a decoder could go on. Transparent pixels lie on white. The bytes may come from strangers. Any thread.
inline constexpr std::int64_t kMostLumaBytes = 512 << 20;
[[nodiscard]] base::Result<Luma> pictureLuma(base::ByteView bytes, const ImageFacts &facts);

// One for each library; only rows.begin() and row() are called.
base::Status jpegLuma(base::ByteView bytes, LumaRows &rows);
base::Status pngLuma(base::ByteView bytes, LumaRows &rows);
base::Status webpLuma(base::ByteView bytes, LumaRows &rows);
base::Status tiffLuma(base::ByteView bytes, LumaRows &rows);

// Rec. 601, as JPEG has it.
[[nodiscard]] constexpr std::uint8_t lumaOf(int red, int green, int blue)
{
    return static_cast<std::uint8_t>((77 * red + 150 * green + 29 * blue + 128) >> 8);
}
// A row of red, green, blue, opacity.
void lumaOfRow(const std::uint8_t *rgba, std::int64_t count, std::uint8_t *luma);

} // namespace datanet::dataset
