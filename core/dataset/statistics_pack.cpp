#include "dataset/statistics_state.h"

#include <cstring>
#include <limits>

// Counts as bytes: numbers seven bits at a time, lowest first; doubles as eight bytes, lowest first.
namespace datanet::dataset {

namespace {

constexpr char kFormat = 2;
// Above, single values are not packed any more; below the second, they are wanted again.
constexpr std::int64_t kMany = 1000;
constexpr std::int64_t kFewAgain = 300;

// What no count reaches, so that sums of many stay numbers.
constexpr std::int64_t kMostCounted = std::int64_t(1) << 48;

constexpr std::int32_t kMostDays = 4'000'000; // from 2000: some ten thousand years

constexpr int kHasNumbers = 1;
constexpr int kWhole = 2;
constexpr int kHasStrings = 4;
constexpr int kHasValues = 8;
constexpr int kLeftOut = 16;
constexpr int kHasDates = 32;

class Writer
{
public:
    void number(std::int64_t value)
    {
        auto rest = static_cast<std::uint64_t>(value);
        for (; rest >= 0x80; rest >>= 7)
            m_out.append(static_cast<char>(rest | 0x80));
        m_out.append(static_cast<char>(rest));
    }
    void text(std::string_view text)
    {
        number(static_cast<std::int64_t>(text.size()));
        m_out.append(text.data(), static_cast<qsizetype>(text.size()));
    }
    void real(double value)
    {
        auto bits = std::bit_cast<std::uint64_t>(value);
        for (int byte = 0; byte < 8; ++byte, bits >>= 8)
            m_out.append(static_cast<char>(bits));
    }
    void bins(const ScaledCounts &counts)
    {
        number(static_cast<std::int64_t>(counts.bins().size()));
        std::int64_t last = std::numeric_limits<std::int32_t>::min();
        for (const auto &[bin, count] : counts.bins()) {
            number(bin - last);
            number(count);
            last = bin;
        }
    }
    void days(const DayCounts &counts)
    {
        number(static_cast<std::int64_t>(counts.days().size()));
        std::int64_t last = -kMostDays;
        for (const auto &[day, count] : counts.days()) {
            number(day - last);
            number(count);
            last = day;
        }
    }
    void registers(const DistinctEstimate &distinct)
    {
        const auto &all = distinct.registers();
        number(std::count_if(all.begin(), all.end(), [](std::uint8_t rank) { return rank != 0; }));
        std::size_t last = 0;
        for (std::size_t index = 0; index < all.size(); ++index) {
            if (all[index] == 0)
                continue;
            number(static_cast<std::int64_t>(index - last));
            number(all[index]);
            last = index;
        }
    }
    [[nodiscard]] base::Bytes take() { return std::move(m_out); }

private:
    base::Bytes m_out{&kFormat, 1};
};

// Once something is wrong, everything is 0.
class Reader
{
public:
    explicit Reader(base::ByteView bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) { }

    [[nodiscard]] bool isGood() const { return m_good; }
    [[nodiscard]] bool isAtEnd() const { return m_at == m_end; }
    std::int64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && m_at < m_end; shift += 7) {
            const auto byte = static_cast<unsigned char>(*m_at++);
            value |= std::uint64_t(byte & 0x7f) << shift;
            if (byte < 0x80)
                return static_cast<std::int64_t>(value);
        }
        m_good = false;
        return 0;
    }
    std::int64_t count()
    {
        const std::int64_t value = number();
        if (value < 0 || value > kMostCounted)
            m_good = false;
        return m_good ? value : 0;
    }
    // How many things follow, each of at least one byte.
    std::int64_t size()
    {
        const std::int64_t value = count();
        if (value > m_end - m_at)
            m_good = false;
        return m_good ? value : 0;
    }
    std::string_view text()
    {
        const std::int64_t length = size();
        const std::string_view text(m_at, static_cast<std::size_t>(length));
        m_at += length;
        return text;
    }
    double real()
    {
        if (m_end - m_at < 8) {
            m_good = false;
            return 0;
        }
        std::uint64_t bits = 0;
        for (int byte = 7; byte >= 0; --byte)
            bits = bits << 8 | static_cast<unsigned char>(m_at[byte]);
        m_at += 8;
        const auto value = std::bit_cast<double>(bits);
        if (!std::isfinite(value))
            m_good = false;
        return m_good ? value : 0;
    }
    std::int32_t day(std::int64_t last = -kMostDays)
    {
        const std::int64_t value = last + count();
        if (value > kMostDays)
            m_good = false;
        return m_good ? static_cast<std::int32_t>(value) : 0;
    }
    void bins(ScaledCounts &counts)
    {
        std::int64_t bin = std::numeric_limits<std::int32_t>::min();
        for (std::int64_t left = size(); left > 0 && m_good; --left) {
            bin += count();
            const std::int64_t inside = count();
            m_good = m_good && ScaledCounts::isBin(bin);
            if (m_good)
                counts.addToBin(static_cast<std::int32_t>(bin), inside);
        }
    }
    void days(DayCounts &counts)
    {
        std::int32_t last = -kMostDays;
        for (std::int64_t left = size(); left > 0 && m_good; --left) {
            last = day(last);
            const std::int64_t inside = count();
            if (m_good)
                counts.add(last, inside);
        }
    }
    void registers(DistinctEstimate &distinct)
    {
        std::int64_t index = 0;
        for (std::int64_t left = size(); left > 0 && m_good; --left) {
            index += count();
            const std::int64_t rank = number();
            m_good = m_good && index >= 0 && rank > 0 && rank < 256
                && distinct.raise(static_cast<std::size_t>(index), static_cast<std::uint8_t>(rank));
        }
    }
    void spoil() { m_good = false; }

private:
    const char *m_at;
    const char *m_end;
    bool m_good = true;
};

void write(Writer &out, const CountedColumn &column, bool leaveOut)
{
    const bool values = column.exact && !leaveOut;
    const bool leftOut = column.leftOut || (column.exact && leaveOut);
    out.number((column.counts.minimum ? kHasNumbers : 0) | (column.wholeNumbers ? kWhole : 0)
               | (column.anyString ? kHasStrings : 0) | (values ? kHasValues : 0) | (leftOut ? kLeftOut : 0)
               | (column.counts.dates > 0 ? kHasDates : 0));
    out.number(column.counts.present);
    out.number(column.counts.null);
    out.number(column.counts.blank);
    for (const std::int64_t kind : column.counts.kinds)
        out.number(kind);
    if (column.counts.minimum) {
        out.real(*column.counts.minimum);
        out.real(*column.counts.maximum);
        out.bins(column.numbers);
    }
    if (column.anyString) {
        out.number(column.counts.shortest);
        out.number(column.counts.longest);
        out.bins(column.lengths);
    }
    if (column.counts.dates > 0) {
        out.number(column.counts.dates);
        out.number(column.counts.earliest + kMostDays);
        out.number(column.counts.latest + kMostDays);
        out.days(column.days);
    }
    if (!values) {
        out.registers(column.distinct);
        return;
    }
    // In order, so that the same counts are the same bytes.
    const std::map<std::string_view, std::int64_t> sorted(column.values.begin(), column.values.end());
    out.number(static_cast<std::int64_t>(sorted.size()));
    for (const auto &[raw, count] : sorted) {
        out.text(raw);
        out.number(count);
    }
}

void read(Reader &in, CountedColumn &column)
{
    const std::int64_t flags = in.number();
    column.wholeNumbers = (flags & kWhole) != 0;
    column.anyString = (flags & kHasStrings) != 0;
    column.exact = (flags & kHasValues) != 0;
    column.leftOut = (flags & kLeftOut) != 0;
    column.counts.present = in.count();
    column.counts.null = in.count();
    column.counts.blank = in.count();
    for (std::int64_t &kind : column.counts.kinds)
        kind = in.count();
    if (flags & kHasNumbers) {
        column.counts.minimum = in.real();
        column.counts.maximum = in.real();
        if (*column.counts.minimum > *column.counts.maximum)
            in.spoil();
        in.bins(column.numbers);
    }
    if (column.anyString) {
        column.counts.shortest = in.count();
        column.counts.longest = in.count();
        if (column.counts.shortest > column.counts.longest)
            in.spoil();
        in.bins(column.lengths);
    }
    if (flags & kHasDates) {
        column.counts.dates = in.count();
        column.counts.earliest = in.day();
        column.counts.latest = in.day();
        if (column.counts.dates == 0 || column.counts.earliest > column.counts.latest)
            in.spoil();
        in.days(column.days);
    }
    if (!column.exact) {
        in.registers(column.distinct);
        return;
    }
    for (std::int64_t left = in.size(); left > 0 && in.isGood(); --left) {
        const std::string_view raw = in.text();
        const std::int64_t count = in.count();
        if (raw.size() > StatisticsCollector::kExactValueBytes)
            in.spoil();
        if (in.isGood())
            column.addValue(raw, count);
    }
}

} // namespace

base::Bytes StatisticsCollector::packed(const std::set<std::string, std::less<>> &many) const
{
    Writer out;
    out.number(m_state->records);
    out.number(m_state->columnsCut ? 1 : 0);
    out.number(static_cast<std::int64_t>(m_state->columns.size()));
    for (const auto &[name, column] : m_state->columns) {
        out.text(name);
        write(out, column, many.contains(name));
    }
    return out.take();
}

bool StatisticsCollector::mergePacked(base::ByteView packed)
{
    if (packed.isEmpty() || packed[0] != kFormat)
        return false;
    Reader in(packed.sliced(1));
    m_state->records += in.count();
    m_state->columnsCut = in.number() != 0 || m_state->columnsCut;
    for (std::int64_t left = in.size(); left > 0 && in.isGood(); --left) {
        const std::string name(in.text());
        CountedColumn column;
        read(in, column);
        if (!in.isGood())
            return false;
        if (CountedColumn *own = m_state->column(name))
            own->merge(column);
    }
    return in.isGood() && in.isAtEnd();
}

std::set<std::string, std::less<>> StatisticsCollector::columnsOfMany() const
{
    std::set<std::string, std::less<>> names;
    for (const auto &[name, column] : m_state->columns) {
        if (!column.exact && column.distinct.count() > kMany)
            names.insert(name);
    }
    return names;
}

bool StatisticsCollector::needsRecount() const
{
    return std::any_of(m_state->columns.begin(), m_state->columns.end(), [](const auto &each) {
        return each.second.leftOut && each.second.distinct.count() <= kFewAgain;
    });
}

} // namespace datanet::dataset
