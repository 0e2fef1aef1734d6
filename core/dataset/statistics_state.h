#pragma once

#include "base/canonical_json.h"
#include "dataset/statistics.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// Inside of the statistics: what is counted of each column while rows go by.
namespace datanet::dataset {

struct ColumnOrder
{
    using is_transparent = void;
    bool operator()(std::string_view left, std::string_view right) const { return base::canonicalLess(left, right); }
};

// FNV-1a with a finalizer (as in splitmix64): the same on every machine, which std::hash does not promise.
inline std::uint64_t hashOf(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}

// HyperLogLog (Flajolet et al. 2007) with 64-bit hashes and linear counting for small numbers.
class DistinctEstimate
{
public:
    void add(std::uint64_t hash)
    {
        if (m_registers.empty())
            m_registers.resize(kRegisters);
        const std::size_t index = hash >> (64 - kBits);
        const auto rank = static_cast<std::uint8_t>(std::min(64 - kBits, std::countl_zero(hash << kBits)) + 1);
        m_registers[index] = std::max(m_registers[index], rank);
    }

    void merge(const DistinctEstimate &other)
    {
        if (other.m_registers.empty())
            return;
        if (m_registers.empty()) {
            m_registers = other.m_registers;
            return;
        }
        for (std::size_t i = 0; i < other.m_registers.size(); ++i)
            m_registers[i] = std::max(m_registers[i], other.m_registers[i]);
    }

    // The registers that hold something: for packing.
    [[nodiscard]] const std::vector<std::uint8_t> &registers() const { return m_registers; }
    [[nodiscard]] bool raise(std::size_t index, std::uint8_t rank)
    {
        if (index >= kRegisters || rank == 0 || rank > 64 - kBits + 1)
            return false;
        m_registers.resize(kRegisters);
        m_registers[index] = std::max(m_registers[index], rank);
        return true;
    }

    [[nodiscard]] std::int64_t count() const
    {
        if (m_registers.empty())
            return 0;
        double sum = 0;
        int empty = 0;
        for (const std::uint8_t rank : m_registers) {
            sum += std::ldexp(1.0, -rank);
            empty += rank == 0;
        }
        constexpr double kSize = kRegisters;
        const double raw = 0.7213 / (1 + 1.079 / kSize) * kSize * kSize / sum;
        if (raw <= 2.5 * kSize && empty > 0)
            return std::llround(kSize * std::log(kSize / empty));
        return std::llround(std::min(raw, 0x1p62)); // damaged registers can say more
    }

private:
    static constexpr int kBits = 12;
    static constexpr std::size_t kRegisters = std::size_t(1) << kBits;
    std::vector<std::uint8_t> m_registers; // empty until the first value
};

// Counts in bins whose width grows with the value (1024 to a power of two), so that a histogram of any range can be cut
// out of them afterwards. Some ten thousand bins at most.
class ScaledCounts
{
public:
    void add(double value, std::int64_t count = 1) { m_bins[binOf(value)] += count; }
    [[nodiscard]] const std::map<std::int32_t, std::int64_t> &bins() const { return m_bins; }
    [[nodiscard]] static bool isBin(std::int64_t bin) { return bin >= -kLastBin && bin <= kLastBin; }
    void addToBin(std::int32_t bin, std::int64_t count) { m_bins[bin] += count; }
    void merge(const ScaledCounts &other)
    {
        for (const auto &[bin, count] : other.m_bins)
            m_bins[bin] += count;
    }

    // kBins bins of equal width from lowest to highest; whole numbers get bins with whole borders.
    [[nodiscard]] std::vector<HistogramBin> histogram(double lowest, double highest, bool whole) const
    {
        if (m_bins.empty())
            return {};
        int bins = StatisticsCollector::kBins;
        double width = highest / bins - lowest / bins;
        if (whole && std::isfinite(highest - lowest)) {
            width = std::max(1.0, std::ceil((highest - lowest + 1) / bins));
            bins = std::max(1, static_cast<int>(std::ceil((highest - lowest + 1) / width)));
        }
        if (!(width > 0))
            return {{lowest, highest, total()}};
        // i * width alone may be more than a double holds.
        const auto border = [&](int i) {
            return std::min(std::fma(i, width, lowest), std::numeric_limits<double>::max());
        };
        std::vector<HistogramBin> result;
        result.reserve(static_cast<std::size_t>(bins));
        for (int i = 0; i < bins; ++i)
            result.push_back({border(i), border(i + 1), 0});
        for (const auto &[bin, count] : m_bins) {
            const double value = std::clamp(middleOf(bin), lowest, highest);
            const double index = std::clamp(value / width - lowest / width, 0.0, bins - 1.0);
            result[static_cast<std::size_t>(index)].count += count;
        }
        return result;
    }

private:
    static constexpr int kSteps = 1024; // bins to a power of two: whole numbers below 2048 have bins of their own
    static constexpr int kZeroExponent = 2000; // more than any number's below 1 needs
    static constexpr std::int64_t kLastBin = (std::numeric_limits<double>::max_exponent + kZeroExponent + 1) * kSteps;

    // 0 is bin 0; the others are numbered by magnitude, negative ones below.
    static std::int32_t binOf(double value)
    {
        if (value == 0)
            return 0;
        int exponent = 0;
        const double mantissa = std::frexp(std::abs(value), &exponent); // in [0.5, 1)
        const int step = std::min(kSteps - 1, static_cast<int>((mantissa - 0.5) * 2 * kSteps));
        const std::int32_t bin = (exponent + kZeroExponent) * kSteps + step + 1;
        return value < 0 ? -bin : bin;
    }

    static double middleOf(std::int32_t bin)
    {
        if (bin == 0)
            return 0;
        const std::int32_t magnitude = std::abs(bin) - 1;
        const int exponent = magnitude / kSteps - kZeroExponent;
        const double lower = 0.5 + (magnitude % kSteps) / (2.0 * kSteps);
        // Small whole numbers stand exactly on a bin's lower border.
        const double value = std::ldexp(exponent <= 11 && exponent > 0 ? lower : lower + 0.25 / kSteps, exponent);
        return bin < 0 ? -value : value;
    }

    [[nodiscard]] std::int64_t total() const
    {
        std::int64_t sum = 0;
        for (const auto &[bin, count] : m_bins)
            sum += count;
        return sum;
    }

    std::map<std::int32_t, std::int64_t> m_bins;
};

// Counts of days: each for itself three hundred years before and after 2000, beyond that 365 together. At most some
// 230,000 entries, of which real columns have a few thousand.
class DayCounts
{
public:
    void add(std::int32_t day, std::int64_t count = 1) { m_days[kept(day)] += count; }
    [[nodiscard]] const std::map<std::int32_t, std::int64_t> &days() const { return m_days; }
    void merge(const DayCounts &other)
    {
        for (const auto &[day, count] : other.m_days)
            m_days[day] += count;
    }

    // Bins of equally many days.
    [[nodiscard]] std::vector<HistogramBin> histogram(std::int32_t earliest, std::int32_t latest) const
    {
        const std::int32_t days = latest - earliest + 1;
        const std::int32_t width = std::max(1, (days + StatisticsCollector::kBins - 1) / StatisticsCollector::kBins);
        std::vector<HistogramBin> bins;
        for (std::int32_t from = earliest; from <= latest; from += width)
            bins.push_back({double(from), double(from + width), 0});
        for (const auto &[day, count] : m_days)
            bins[static_cast<std::size_t>((std::clamp(day, earliest, latest) - earliest) / width)].count += count;
        return bins;
    }

private:
    static std::int32_t kept(std::int32_t day)
    {
        constexpr std::int32_t kTogether = 365;
        return std::abs(day) <= 300 * kTogether ? day : day / kTogether * kTogether;
    }

    std::map<std::int32_t, std::int64_t> m_days;
};

struct CountedColumn
{
    ColumnStatistics counts; // the plain counters, filled as they come
    std::unordered_map<std::string, std::int64_t> values; // by canonical JSON, while exact
    bool exact = true;
    bool leftOut = false; // values were not packed, though there may have been few
    DistinctEstimate distinct;
    ScaledCounts numbers;
    bool wholeNumbers = true;
    ScaledCounts lengths;
    bool anyString = false;
    DayCounts days;

    void addValue(std::string_view raw, std::int64_t count)
    {
        distinct.add(hashOf(raw));
        if (!exact)
            return;
        if (raw.size() <= StatisticsCollector::kExactValueBytes)
            values[std::string(raw)] += count;
        if (raw.size() > StatisticsCollector::kExactValueBytes || values.size() > StatisticsCollector::kExactValues) {
            exact = false;
            values = {};
        }
    }

    void addNumber(double value)
    {
        counts.minimum = std::min(counts.minimum.value_or(value), value);
        counts.maximum = std::max(counts.maximum.value_or(value), value);
        wholeNumbers = wholeNumbers && value == std::floor(value);
        numbers.add(value);
    }

    void addLength(std::int64_t length)
    {
        counts.shortest = anyString ? std::min(counts.shortest, length) : length;
        counts.longest = anyString ? std::max(counts.longest, length) : length;
        anyString = true;
        lengths.add(static_cast<double>(length));
    }

    void addDay(std::int32_t day)
    {
        counts.earliest = counts.dates > 0 ? std::min(counts.earliest, day) : day;
        counts.latest = counts.dates > 0 ? std::max(counts.latest, day) : day;
        ++counts.dates;
        days.add(day);
    }

    void merge(const CountedColumn &other)
    {
        if (other.counts.dates > 0) {
            counts.earliest =
                counts.dates > 0 ? std::min(counts.earliest, other.counts.earliest) : other.counts.earliest;
            counts.latest = counts.dates > 0 ? std::max(counts.latest, other.counts.latest) : other.counts.latest;
            counts.dates += other.counts.dates;
            days.merge(other.days);
        }
        counts.present += other.counts.present;
        counts.null += other.counts.null;
        counts.blank += other.counts.blank;
        for (std::size_t i = 0; i < counts.kinds.size(); ++i)
            counts.kinds[i] += other.counts.kinds[i];
        if (other.counts.minimum) {
            counts.minimum = std::min(counts.minimum.value_or(*other.counts.minimum), *other.counts.minimum);
            counts.maximum = std::max(counts.maximum.value_or(*other.counts.maximum), *other.counts.maximum);
        }
        if (other.anyString) {
            counts.shortest = anyString ? std::min(counts.shortest, other.counts.shortest) : other.counts.shortest;
            counts.longest = std::max(counts.longest, other.counts.longest);
            anyString = true;
        }
        wholeNumbers = wholeNumbers && other.wholeNumbers;
        numbers.merge(other.numbers);
        lengths.merge(other.lengths);
        exact = exact && other.exact;
        leftOut = leftOut || other.leftOut;
        for (const auto &[raw, count] : other.values)
            addValue(raw, count);
        distinct.merge(other.distinct);
        if (!exact)
            values = {};
    }
};

struct StatisticsCollector::State
{
    FieldScanner fields;
    std::int64_t records = 0;
    std::map<std::string, CountedColumn, ColumnOrder> columns;
    bool columnsCut = false;

    CountedColumn *column(std::string_view name)
    {
        auto found = columns.find(name);
        if (found == columns.end()) {
            if (columns.size() >= kMaximumColumns) {
                columnsCut = true;
                return nullptr;
            }
            found = columns.emplace(std::string(name), CountedColumn{}).first;
        }
        return &found->second;
    }
};

} // namespace datanet::dataset
