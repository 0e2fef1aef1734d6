#pragma once

#include "base/bytes.h"
#include "dataset/field_scanner.h"

#include <QString>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// What is in each column, from one pass over the rows in memory that does not depend on how many there are.
namespace datanet::dataset {

struct HistogramBin
{
    double from = 0; // inclusive
    double to = 0; // exclusive, except in the last bin
    std::int64_t count = 0;
};

struct ValueCount
{
    std::string value; // text, or canonical JSON for other kinds
    std::int64_t count = 0;
};

struct ColumnStatistics
{
    std::string name;
    std::int64_t present = 0; // records that have the field
    std::int64_t absent = 0;
    std::int64_t null = 0;
    std::int64_t blank = 0; // strings with nothing but white space
    std::array<std::int64_t, 6> kinds{}; // by ValueKind
    std::int64_t distinct = 0; // of non-null values
    bool distinctExact = false; // else an estimate, standard error 1.6 %
    std::vector<ValueCount> values; // every value with its count, most frequent first; only when distinctExact
    std::optional<double> minimum; // of numbers
    std::optional<double> maximum;
    std::vector<HistogramBin> numbers; // of numbers
    std::int64_t shortest = 0; // of strings, in code points
    std::int64_t longest = 0;
    std::vector<HistogramBin> lengths; // of strings, in code points
    std::int64_t dates = 0; // strings that are dates (dayOf())
    std::int32_t earliest = 0; // of dates, as days
    std::int32_t latest = 0;
    std::vector<HistogramBin> days; // of dates; borders are whole days
};

struct Statistics
{
    std::int64_t records = 0;
    std::vector<ColumnStatistics> columns; // by name, in canonical order
    bool columnsCut = false; // there are more than kMaximumColumns
};

// Feed every row, then ask. One thread at a time; merge() unites passes over parts, whatever their order.
class StatisticsCollector
{
public:
    static constexpr std::size_t kMaximumColumns = 1000;
    static constexpr std::size_t kExactValues = 256; // distinct values counted exactly
    static constexpr std::size_t kExactValueBytes = 256; // a longer value ends exact counting of its column
    static constexpr int kBins = 20;

    StatisticsCollector();
    ~StatisticsCollector();
    StatisticsCollector(StatisticsCollector &&) noexcept;
    StatisticsCollector &operator=(StatisticsCollector &&) noexcept;

    void add(std::string_view canonicalBody);
    void merge(const StatisticsCollector &other);

    // What was counted, as bytes that mergePacked() unites with another collector. Of the columns named in `many` the
    // single values are left out, which makes most of the difference for small parts.
    [[nodiscard]] base::Bytes packed(const std::set<std::string, std::less<>> &many = {}) const;
    // False when the bytes are damaged; what was united until then stays.
    [[nodiscard]] bool mergePacked(base::ByteView packed);
    // Columns with so many values that single ones need no longer be packed.
    [[nodiscard]] std::set<std::string, std::less<>> columnsOfMany() const;
    // Whether values were left out of a column that has few by now: only another pass over the rows can count them.
    [[nodiscard]] bool needsRecount() const;

    [[nodiscard]] Statistics result() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::dataset
