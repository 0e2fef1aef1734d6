#pragma once

#include "attribution/text_shard.h"

#include <bit>

// The bytes of a shard file: a header, then sections without gaps, all little endian and aligned. Internal.
namespace datanet::attribution::format {

static_assert(std::endian::native == std::endian::little, "shards are mapped as they are");
static_assert(sizeof(Source) == 40 && sizeof(ShardRecord) == 40);

inline constexpr std::array<char, 8> kMagic{'D', 'N', 'T', 'E', 'X', 'T', '\r', '\n'};
inline constexpr std::uint32_t kFormat = 1;

struct Header
{
    std::array<char, 8> magic = kMagic;
    std::uint32_t format = kFormat;
    std::uint32_t tokenizer = 0;
    std::uint64_t fileBytes = 0;
    std::uint32_t sources = 0;
    std::uint32_t records = 0;
    std::uint32_t positions = 0; // tokens and record ends
    std::uint32_t vocabulary = 0;
    std::uint32_t vocabularyBytes = 0;
    std::uint32_t reserved = 0;
    base::Digest content; // SHA-256 of all bytes behind the header
    base::Digest header; // SHA-256 of all bytes before this
};
static_assert(sizeof(Header) == 112);

// Where the sections begin, from the counts alone.
struct Layout
{
    std::uint64_t sources = sizeof(Header);
    std::uint64_t records = 0;
    std::uint64_t starts = 0;
    std::uint64_t vocabularyStarts = 0;
    std::uint64_t firsts = 0;
    std::uint64_t text = 0;
    std::uint64_t order = 0;
    std::uint64_t vocabulary = 0;
    std::uint64_t end = 0;

    explicit Layout(const Header &counts)
    {
        constexpr std::uint64_t kNumber = sizeof(std::uint32_t);
        records = sources + counts.sources * std::uint64_t{sizeof(Source)};
        starts = records + counts.records * std::uint64_t{sizeof(ShardRecord)};
        vocabularyStarts = starts + (counts.records + std::uint64_t{1}) * kNumber;
        firsts = vocabularyStarts + (counts.vocabulary + std::uint64_t{1}) * kNumber;
        text = firsts + (counts.vocabulary + std::uint64_t{2}) * kNumber;
        order = text + counts.positions * kNumber;
        vocabulary = order + (std::uint64_t{counts.positions} - counts.records) * kNumber;
        end = vocabulary + counts.vocabularyBytes;
    }
};

} // namespace datanet::attribution::format
