#include "dataset/exif_block.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

namespace datanet::dataset::ExifBlock {

namespace {

constexpr std::size_t kMostLists = 64;
constexpr std::size_t kEntrySize = 12;

constexpr std::uint32_t kXmp = 0x02BC;
constexpr std::uint32_t kExifList = 0x8769;
constexpr std::uint32_t kPlaceList = 0x8825;

enum class ListKind { Picture, Exif, Place };

struct Entry
{
    std::uint32_t tag = 0;
    std::size_t at = 0; // of its 12 bytes
    std::uint32_t value = 0; // of one whole number, or where the value lies
    std::size_t bytes = 0; // of the value; 0 where the kind is not known
    bool apart = false; // the value does not fit into the entry
};

struct List
{
    ListKind kind = ListKind::Picture;
    std::size_t at = 0;
    std::vector<Entry> entries;
};

// Reads within the block alone; what lies outside reads as 0.
class Reader
{
public:
    explicit Reader(std::string_view block) : m_block(block), m_big(block.starts_with("MM")) { }

    [[nodiscard]] bool isExif() const
    {
        return (m_block.starts_with("II") || m_block.starts_with("MM")) && number(2, 2) == 42;
    }
    [[nodiscard]] std::uint32_t number(std::size_t at, int count) const
    {
        if (at > m_block.size() || m_block.size() - at < std::size_t(count))
            return 0;
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const std::size_t from = at + std::size_t(m_big ? i : count - 1 - i);
            value = value << 8 | static_cast<unsigned char>(m_block[from]);
        }
        return value;
    }

    [[nodiscard]] std::vector<List> lists() const
    {
        std::vector<List> lists;
        if (!isExif())
            return lists;
        std::vector<std::pair<ListKind, std::size_t>> waiting{{ListKind::Picture, number(4, 4)}};
        std::set<std::size_t> seen;
        while (!waiting.empty() && lists.size() < kMostLists) {
            const auto [kind, at] = waiting.back();
            waiting.pop_back();
            if (at < 8 || at + 2 > m_block.size() || !seen.insert(at).second)
                continue;
            List list = read(kind, at);
            for (const Entry &entry : list.entries) {
                if (kind == ListKind::Picture && entry.tag == kExifList)
                    waiting.emplace_back(ListKind::Exif, entry.value);
                if (kind == ListKind::Picture && entry.tag == kPlaceList)
                    waiting.emplace_back(ListKind::Place, entry.value);
            }
            if (kind == ListKind::Picture)
                waiting.emplace_back(kind, number(at + 2 + list.entries.size() * kEntrySize, 4));
            lists.push_back(std::move(list));
        }
        return lists;
    }

private:
    [[nodiscard]] List read(ListKind kind, std::size_t at) const
    {
        static constexpr std::size_t kSizes[]{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
        List list{kind, at, {}};
        const std::size_t count = number(at, 2);
        const std::size_t fit = (m_block.size() - at - 2) / kEntrySize;
        for (std::size_t i = 0; i < std::min(count, fit); ++i) {
            Entry entry;
            entry.at = at + 2 + i * kEntrySize;
            entry.tag = number(entry.at, 2);
            const std::uint32_t type = number(entry.at + 2, 2);
            const std::uint64_t size =
                type < std::size(kSizes) ? kSizes[type] * std::uint64_t(number(entry.at + 4, 4)) : 0;
            entry.apart = size > 4;
            entry.value = type == 3 && !entry.apart ? number(entry.at + 8, 2) : number(entry.at + 8, 4);
            const std::size_t from = entry.apart ? entry.value : entry.at + 8;
            entry.bytes = from <= m_block.size() && size <= m_block.size() - from ? std::size_t(size) : 0;
            list.entries.push_back(entry);
        }
        return list;
    }

    std::string_view m_block;
    bool m_big;
};

// Latitude, longitude, those of where it points, and the name of the area.
bool tellsPlace(const List &list, const Entry &entry)
{
    return list.kind == ListKind::Place
        && (entry.tag == 2 || entry.tag == 4 || entry.tag == 0x14 || entry.tag == 0x16 || entry.tag == 0x1C);
}

bool tellsOwner(const List &list, const Entry &entry)
{
    constexpr std::uint32_t kOwnerName = 0xA430;
    constexpr std::uint32_t kBodySerial = 0xA431;
    constexpr std::uint32_t kLensSerial = 0xA435;
    constexpr std::uint32_t kCameraSerial = 0xC62F;
    return (list.kind == ListKind::Exif
            && (entry.tag == kOwnerName || entry.tag == kBodySerial || entry.tag == kLensSerial))
        || (list.kind == ListKind::Picture && entry.tag == kCameraSerial);
}

bool isBlank(std::string_view value)
{
    return value.find_first_not_of(std::string_view(" \0", 2)) == std::string_view::npos;
}

std::string_view valueOf(std::string_view block, const Entry &entry)
{
    if (entry.bytes == 0)
        return {}; // nothing, or what lies outside of the block
    return block.substr(entry.apart ? entry.value : entry.at + 8, entry.bytes);
}

} // namespace

PictureTraces tracesIn(std::string_view block)
{
    PictureTraces traces;
    for (const List &list : Reader(block).lists()) {
        for (const Entry &entry : list.entries) {
            if (isBlank(valueOf(block, entry)))
                continue;
            traces.place = traces.place || tellsPlace(list, entry);
            traces.owner = traces.owner || tellsOwner(list, entry);
        }
    }
    return traces;
}

void remove(std::string &file, std::size_t begin, std::size_t size, const PictureTraces &traces)
{
    const std::string_view block = std::string_view(file).substr(begin, size);
    const std::vector<List> lists = Reader(block).lists();
    const bool big = block.starts_with("MM");
    const auto zero = [&](std::size_t at, std::size_t count) {
        if (count > 0)
            std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(begin + at), count, '\0');
    };
    for (const List &list : lists) {
        if (list.kind == ListKind::Place && traces.place) {
            for (const Entry &entry : list.entries) {
                if (entry.apart)
                    zero(entry.value, entry.bytes);
                zero(entry.at, kEntrySize);
            }
            zero(list.at, 2);
            continue;
        }
        // From the last, so that the places of those before stay.
        std::size_t count = list.entries.size();
        for (std::size_t i = list.entries.size(); i-- > 0;) {
            const Entry &entry = list.entries[i];
            const bool goes = (traces.place && list.kind == ListKind::Picture && entry.tag == kPlaceList)
                || (traces.owner && tellsOwner(list, entry));
            if (!goes)
                continue;
            if (entry.apart)
                zero(entry.value, entry.bytes);
            const std::size_t end = list.at + 2 + count * kEntrySize + 4; // with the place of the next list
            if (end > size)
                continue;
            const auto from = file.begin() + static_cast<std::ptrdiff_t>(begin + entry.at);
            std::copy(from + kEntrySize, file.begin() + static_cast<std::ptrdiff_t>(begin + end), from);
            zero(end - kEntrySize, kEntrySize);
            --count;
            const auto low = static_cast<char>(count & 0xff);
            const auto high = static_cast<char>(count >> 8 & 0xff);
            file[begin + list.at] = big ? high : low;
            file[begin + list.at + 1] = big ? low : high;
        }
    }
}

std::optional<std::pair<std::size_t, std::size_t>> xmpIn(std::string_view block)
{
    for (const List &list : Reader(block).lists()) {
        for (const Entry &entry : list.entries) {
            if (entry.tag == kXmp && entry.apart && entry.bytes > 0)
                return std::pair(std::size_t(entry.value), entry.bytes);
        }
    }
    return std::nullopt;
}

} // namespace datanet::dataset::ExifBlock
