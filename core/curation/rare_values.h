#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

// Values that hardly any record has in a field that otherwise holds a few names again and again. Pure, any thread.
namespace datanet::curation {

// Counts the values of one field; the texts must live as long as it does. A field with more than kMostValues different
// ones is open: then nothing in it is rare.
class ValueCounts
{
public:
    static constexpr std::size_t kMostValues = 1000;
    static constexpr std::size_t kMostCommon = 64; // names that a field goes by
    static constexpr std::uint32_t kCommonFactor = 10; // so many times as often as a rare value at least

    void add(std::string_view value, std::uint32_t record);
    // A value that can't be a name: it is too long.
    void addOther() { ++m_others; }
    [[nodiscard]] std::uint64_t size() const { return m_size + m_others; }

    struct Rare
    {
        std::string_view value;
        std::uint32_t times = 0;
        std::string_view meant; // the common value that it may be a misspelling of; empty: none
        std::uint32_t meantTimes = 0;
        std::uint32_t common = 0; // how many values are common
        std::vector<std::uint32_t> records; // ascending
    };
    // Whether a few names cover 99 % of the values.
    [[nodiscard]] bool isNearlyClosed(std::uint32_t mostTimes) const;
    // Values that at most mostTimes records have, ascending; none where the field is not nearly closed.
    [[nodiscard]] std::vector<Rare> rare(std::uint32_t mostTimes) const;

private:
    struct Count
    {
        std::uint32_t times = 0;
        std::vector<std::uint32_t> records; // the first ones
    };
    static constexpr std::size_t kMostRecords = 100; // of one value

    [[nodiscard]] std::vector<std::pair<std::string_view, std::uint32_t>> common(std::uint32_t mostTimes) const;

    std::unordered_map<std::string_view, Count> m_counts;
    std::uint64_t m_size = 0;
    std::uint64_t m_others = 0;
    bool m_open = false;
};

// Whether one is likely the other with a slip of the keyboard: another case, other spaces or signs, one letter more,
// less, other or swapped in four, two in eight. Different digits are meant.
[[nodiscard]] bool mayBeMisspelt(std::string_view written, std::string_view meant);

} // namespace datanet::curation
