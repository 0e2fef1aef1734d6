#include "curation/media/picture_index.h"

#include <algorithm>
#include <bit>

namespace datanet::curation {

namespace {

bool isNear(PictureHash left, PictureHash right)
{
    return std::popcount(left ^ right) <= PictureIndex::kMostBits;
}

} // namespace

void PictureIndex::insert(Table &table, PictureHash hash, std::uint32_t number)
{
    for (std::size_t quarter = 0; quarter < kQuarters; ++quarter) {
        auto &place = table[quarter << 16 | (hash >> (16 * quarter) & 0xffff)];
        if (place.empty() || place.back() != number)
            place.push_back(number);
    }
}

void PictureIndex::add(const PicturePrint &print, const PictureHashes &hashes)
{
    if (m_wholes.empty()) {
        m_wholes.resize(std::size_t(kQuarters) << 16);
        m_cuts.resize(std::size_t(kQuarters) << 16);
    }
    const auto number = static_cast<std::uint32_t>(m_kept.size());
    m_kept.push_back({print, hashes});
    insert(m_wholes, hashes.front(), number);
    for (std::size_t cut = 1; cut < hashes.size(); ++cut)
        insert(m_cuts, hashes[cut], number);
}

template <class IsNear>
void PictureIndex::collect(const Table &table, PictureHash hash, std::vector<std::uint32_t> &found, IsNear isNearTo)
{
    const auto take = [&](std::size_t place) {
        for (const std::uint32_t number : table[place]) {
            if (isNearTo(number))
                found.push_back(number);
        }
    };
    for (std::size_t quarter = 0; quarter < kQuarters; ++quarter) {
        const std::size_t own = quarter << 16 | (hash >> (16 * quarter) & 0xffff);
        take(own);
        for (std::size_t bit = 0; bit < 16; ++bit)
            take(own ^ std::size_t(1) << bit);
    }
}

std::optional<PictureIndex::Like> PictureIndex::find(const PicturePrint &print, const PictureHashes &hashes,
                                                     int minimum) const
{
    if (m_kept.empty())
        return std::nullopt;
    std::vector<std::uint32_t> found;
    for (const PictureHash hash : hashes)
        collect(m_wholes, hash, found, [&](std::uint32_t number) { return isNear(m_kept[number].hashes[0], hash); });
    collect(m_cuts, hashes.front(), found, [&](std::uint32_t number) {
        const PictureHashes &cuts = m_kept[number].hashes;
        return std::any_of(cuts.begin() + 1, cuts.end(), [&](PictureHash cut) { return isNear(cut, hashes.front()); });
    });
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    found.resize(std::min(found.size(), kMostCompared));
    for (const std::uint32_t number : found) {
        if (const auto percent = likenessOf(m_kept[number].print, print, minimum))
            return Like{number, *percent};
    }
    return std::nullopt;
}

} // namespace datanet::curation
