#pragma once

#include "curation/media/picture_print.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace datanet::curation {

// The pictures so far, of which none is like another, ready to be asked for the one that a picture is like. Looks at
// those alone of which one of the seven hashes differs from the picture's, or its whole's from one of the picture's
// seven, in at most seven bits: hashes are looked up by quarters of 16 bits, of which one must then differ in at most
// one bit (multi-index hashing: Norouzi, Punjani, Fleet, CVPR 2012). One thread.
class PictureIndex
{
public:
    static constexpr int kMostBits = 7;
    // Pictures compared at most for one that is asked for, the earliest first: a crowd of others with nearly the same
    // hash can't make the checks slow.
    static constexpr std::size_t kMostCompared = 64;

    struct Like
    {
        std::uint32_t number = 0; // in order of adding
        int percent = 0;
    };
    // The earliest one that is alike.
    [[nodiscard]] std::optional<Like> find(const PicturePrint &print, const PictureHashes &hashes, int minimum) const;
    void add(const PicturePrint &print, const PictureHashes &hashes);

private:
    static constexpr int kQuarters = 4;

    struct Kept
    {
        PicturePrint print;
        PictureHashes hashes{};
    };
    // By quarter and its 16 bits: pictures whose hash has them.
    using Table = std::vector<std::vector<std::uint32_t>>;

    static void insert(Table &table, PictureHash hash, std::uint32_t number);
    template <class IsNear>
    static void collect(const Table &table, PictureHash hash, std::vector<std::uint32_t> &found, IsNear isNear);

    std::vector<Kept> m_kept;
    Table m_wholes;
    Table m_cuts;
};

} // namespace datanet::curation
