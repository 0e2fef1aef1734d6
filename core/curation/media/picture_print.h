#pragma once

#include "dataset/picture_luma.h"

#include <array>
#include <cstdint>
#include <optional>

// Whether two pictures are the same one, made smaller, packed harder, brighter or cut a little at its edges. Whole
// numbers all the way: contributor and reviewers find the same.
namespace datanet::curation {

// A picture upright, as 32 by 32 values of brightness.
struct PicturePrint
{
    static constexpr int kSide = 32;
    std::array<std::uint8_t, kSide * kSide> values{};
    bool operator==(const PicturePrint &) const = default;
};

// Averages over exact areas. orientation: EXIF, 1 to 8.
[[nodiscard]] PicturePrint printOf(const dataset::Luma &luma, int orientation);

// The DCT hash of a print (Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010, chapter
// 3.2): the 8 by 8 lowest frequencies, each above their median or not.
using PictureHash = std::uint64_t;
[[nodiscard]] PictureHash hashOf(const PicturePrint &print);

// Parts of a picture that are left when its edges are cut: first the whole, then those for which hashes are kept.
inline constexpr int kHashedCuts = 7;
using PictureHashes = std::array<PictureHash, kHashedCuts>;
[[nodiscard]] PictureHashes hashesOf(const PicturePrint &print);

// How alike two prints are, in per cent of correlation, where one may be a part of the other that lacks up to a
// twentieth at each edge. Nothing where they are other pictures: below `minimum`, or alike in the large only: of the
// 16 parts that have something to see, three quarters must be alike in their own details as well. That is what tells
// two pages of text with the same margins apart.
[[nodiscard]] std::optional<int> likenessOf(const PicturePrint &left, const PicturePrint &right, int minimum);

} // namespace datanet::curation
