#pragma once

#include "dataset/picture_traces.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

// EXIF, which is a TIFF file within another file, in any bytes; for this library only. Every offset is checked, and at
// most 64 of its lists are read.
namespace datanet::dataset::ExifBlock {

[[nodiscard]] PictureTraces tracesIn(std::string_view block);

// Takes these traces out of the block at begin in the file.
void remove(std::string &file, std::size_t begin, std::size_t size, const PictureTraces &traces);

// Where XMP lies in the block, with its size.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> xmpIn(std::string_view block);

} // namespace datanet::dataset::ExifBlock
