#pragma once

#include "base/bytes.h"
#include "base/compression.h"
#include "base/result.h"
#include "dataset/record.h"
#include "dataset/row.h"
#include "dataset/row_identity.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// A segment is a run of rows that is stored, hashed and compressed as one piece: canonical records, one per line.
namespace datanet::dataset {

inline constexpr std::int64_t kSegmentBytes = 32 << 10; // raw bytes an import fills one up to
inline constexpr std::int64_t kSmallSegmentBytes = 16 << 10; // below, it may be joined to its neighbour
inline constexpr std::int64_t kMaximumSegmentBytes = kMaximumRecordBytes + 1; // of any segment: one largest record
inline constexpr int kMaximumSegmentRows = 512;
inline constexpr Position kSegmentStep = 0x400; // between two segments of an import
inline constexpr Position kFirstPosition = kSegmentStep;
inline constexpr Position kMaximumPosition = 0xffffffff; // four digits of folder and four within it
inline constexpr int kMaximumOrdinal = 0xffff; // of a row within its segment

// The raw bytes, as lines.
struct SegmentLines
{
    base::Bytes raw;
    std::vector<std::string_view> lines; // without the line feed

    // Corrupt unless the bytes are 1..kMaximumSegmentRows lines, each ended by a line feed and none empty.
    [[nodiscard]] static base::Result<SegmentLines> from(base::Bytes raw);
};

// What the working copy keeps beside the lines of a segment: for each row its ordinal (position within the segment,
// ascending, with gaps where rows were removed) and its identity.
struct SegmentRow
{
    std::uint16_t ordinal = 0;
    RowIdentity identity;
};

inline constexpr qsizetype kPackedRowBytes = 26;
[[nodiscard]] base::Bytes packRows(const std::vector<SegmentRow> &rows);
[[nodiscard]] base::Result<std::vector<SegmentRow>> unpackRows(base::ByteView packed);

// A segment that is being worked on: rows with their lines.
struct SegmentRows
{
    std::vector<SegmentRow> rows;
    std::vector<std::string> lines; // one for each row

    [[nodiscard]] base::Bytes raw() const;
    [[nodiscard]] std::int64_t rawSize() const;
};

} // namespace datanet::dataset
