#pragma once

#include "base/bytes.h"

#include <QByteArray>

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace datanet::versioning {

// A segment as its path says it: records/<folder>/<position>-<sha256>-<count>.jsonl.zst. README.md has the grammar.
// Ordered as paths are, which is the order of rows.
struct SegmentName
{
    std::int64_t position = 0; // 0..dataset::kMaximumPosition
    base::Digest sha256; // of the raw bytes
    int count = 0; // 1..dataset::kMaximumSegmentRows

    auto operator<=>(const SegmentName &) const = default;

    [[nodiscard]] std::uint16_t folder() const { return static_cast<std::uint16_t>(position >> 16); }
    [[nodiscard]] QByteArray folderName() const; // "0000": the position's leading digits
    [[nodiscard]] QByteArray fileName() const;
    [[nodiscard]] QByteArray path() const;

    // Nothing unless the names are exactly what fileName() and folderName() would make.
    [[nodiscard]] static std::optional<SegmentName> parse(std::string_view folder, std::string_view file);
    [[nodiscard]] static std::optional<std::uint16_t> parseFolder(std::string_view folder);
};

} // namespace datanet::versioning
