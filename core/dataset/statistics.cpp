#include "dataset/statistics.h"

#include "dataset/statistics_state.h"
#include "dataset/text_utf8.h"
#include "dataset/value_text.h"

#include <algorithm>
#include <charconv>

namespace datanet::dataset {

namespace {

// Where every value is known, no bin is guessed.
void countExactly(std::vector<HistogramBin> &bins, const std::unordered_map<std::string, std::int64_t> &values)
{
    for (HistogramBin &bin : bins)
        bin.count = 0;
    for (const auto &[raw, count] : values) {
        double value = 0;
        const auto [end, code] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
        if (code != std::errc{} || end != raw.data() + raw.size())
            continue;
        const auto after = std::upper_bound(bins.begin(), bins.end(), value,
                                            [](double left, const HistogramBin &right) { return left < right.from; });
        if (after != bins.begin())
            std::prev(after)->count += count;
    }
}

} // namespace

StatisticsCollector::StatisticsCollector() : m_state(std::make_unique<State>()) { }
StatisticsCollector::~StatisticsCollector() = default;
StatisticsCollector::StatisticsCollector(StatisticsCollector &&) noexcept = default;
StatisticsCollector &StatisticsCollector::operator=(StatisticsCollector &&) noexcept = default;

void StatisticsCollector::add(std::string_view canonicalBody)
{
    State &state = *m_state;
    if (!state.fields.load(canonicalBody))
        return;
    ++state.records;
    for (const FieldScanner::Field &field : state.fields.fields()) {
        CountedColumn *column = state.column(field.name);
        if (!column)
            continue;
        ++column->counts.present;
        ++column->counts.kinds[static_cast<std::size_t>(field.kind)];
        switch (field.kind) {
        case ValueKind::Null:
            ++column->counts.null;
            continue;
        case ValueKind::Number:
            if (const auto value = state.fields.number(field.name))
                column->addNumber(*value);
            break;
        case ValueKind::String:
            column->counts.blank += isBlank(field.text);
            column->addLength(codePoints(field.text));
            if (const auto day = dayOf(field.text))
                column->addDay(*day);
            break;
        case ValueKind::Boolean:
        case ValueKind::Array:
        case ValueKind::Object:
            break;
        }
        column->addValue(field.raw, 1);
    }
}

void StatisticsCollector::merge(const StatisticsCollector &other)
{
    m_state->records += other.m_state->records;
    m_state->columnsCut = m_state->columnsCut || other.m_state->columnsCut;
    for (const auto &[name, column] : other.m_state->columns)
        if (CountedColumn *own = m_state->column(name))
            own->merge(column);
}

Statistics StatisticsCollector::result() const
{
    Statistics statistics;
    statistics.records = m_state->records;
    statistics.columnsCut = m_state->columnsCut;
    FieldScanner fields;
    for (const auto &[name, column] : m_state->columns) {
        ColumnStatistics result = column.counts;
        result.name = name;
        result.absent = m_state->records - result.present;
        result.distinctExact = column.exact;
        result.distinct = column.exact ? static_cast<std::int64_t>(column.values.size()) : column.distinct.count();
        for (const auto &[raw, count] : column.values) {
            const std::string body = "{\"v\":" + raw + '}';
            const bool loaded = fields.load(body);
            result.values.push_back({loaded ? std::string(fields.fields().front().text) : raw, count});
        }
        std::sort(result.values.begin(), result.values.end(), [](const ValueCount &left, const ValueCount &right) {
            return left.count != right.count ? left.count > right.count : left.value < right.value;
        });
        if (result.minimum)
            result.numbers = column.numbers.histogram(*result.minimum, *result.maximum, column.wholeNumbers);
        if (result.dates > 0)
            result.days = column.days.histogram(result.earliest, result.latest);
        if (column.exact)
            countExactly(result.numbers, column.values);
        if (column.anyString)
            result.lengths = column.lengths.histogram(double(result.shortest), double(result.longest), true);
        statistics.columns.push_back(std::move(result));
    }
    return statistics;
}

} // namespace datanet::dataset
