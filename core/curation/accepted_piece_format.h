#pragma once

#include "curation/accepted_piece.h"

#include <algorithm>
#include <bit>

// The bytes of a piece: a header, then sections, all little endian and aligned to 8 bytes. Internal.
namespace datanet::curation::piece {

static_assert(std::endian::native == std::endian::little, "pieces are mapped as they are");

inline constexpr std::array<char, 8> kMagic{'D', 'N', 'A', 'C', 'C', 'P', '\r', '\n'};
inline constexpr std::uint32_t kFormat = 1;
inline constexpr std::size_t kContributorBytes = 64; // filled up with zeroes
inline constexpr qint64 kMaximumFileBytes = qint64(1) << 36;
// Bytes that are checked by one thread; their digests are digested.
inline constexpr qsizetype kBlockBytes = 4 << 20;

struct Header
{
    std::array<char, 8> magic = kMagic;
    std::uint32_t format = kFormat;
    std::uint32_t comparison = kComparisonEdition;
    std::uint32_t records = 0;
    std::uint32_t worded = 0; // records that have a wording
    std::uint32_t contributors = 0;
    std::uint32_t reserved = 0;
    std::uint64_t textBytes = 0;
    std::uint64_t shingles = 0;
    std::uint64_t fileBytes = 0;
    base::Digest basis;
    base::Digest content; // SHA-256 of the SHA-256s of all blocks behind the header
    base::Digest header; // SHA-256 of all bytes before this
};
static_assert(sizeof(Header) == 152);

struct Record
{
    base::Digest id;
    base::Digest wording;
    std::uint64_t contribution = 0;
    std::uint64_t position = 0;
    std::uint32_t contributor = 0; // number
    std::uint32_t worded = 0; // 0 or 1
};
static_assert(sizeof(Record) == 88);

// A column's keys are found by their first bits, about four keys a start.
[[nodiscard]] constexpr int startBits(std::uint32_t count)
{
    return std::bit_width(count / 4);
}

// Where the sections begin, from the counts alone.
struct Layout
{
    std::uint64_t records = sizeof(Header);
    std::uint64_t textEnds = 0;
    std::uint64_t shingleEnds = 0;
    std::uint64_t contributors = 0;
    std::uint64_t shingles = 0;
    struct Column
    {
        std::uint64_t starts = 0;
        std::uint64_t keys = 0;
        std::uint64_t numbers = 0;
        std::uint32_t count = 0;
    };
    std::array<Column, kColumns> columns;
    std::uint64_t text = 0;
    std::uint64_t end = 0;

    explicit Layout(const Header &counts)
    {
        constexpr std::uint64_t kNumber = sizeof(std::uint32_t);
        textEnds = records + counts.records * std::uint64_t{sizeof(Record)};
        shingleEnds = textEnds + counts.records * std::uint64_t{8};
        contributors = shingleEnds + counts.records * std::uint64_t{8};
        shingles = contributors + counts.contributors * std::uint64_t{kContributorBytes};
        std::uint64_t at = shingles + counts.shingles * 8;
        for (std::size_t i = 0; i < kColumns; ++i) {
            Column &column = columns[i];
            column.count = i == kIdColumn ? counts.records : counts.worded;
            column.starts = at;
            column.keys = column.starts + ((std::uint64_t{1} << startBits(column.count)) + 1) * kNumber;
            column.numbers = column.keys + column.count * kNumber;
            at = (column.numbers + column.count * kNumber + 7) & ~std::uint64_t{7};
        }
        text = at;
        end = text + counts.textBytes;
    }
};

// The key of a digest in its column.
[[nodiscard]] inline std::uint32_t keyOf(const base::Digest &digest)
{
    std::uint32_t key;
    std::memcpy(&key, digest.data(), sizeof key);
    return key;
}

} // namespace datanet::curation::piece
