#include "viewmodels/column_charts.h"

#include "dataset/filter_expression.h"
#include "dataset/value_text.h"
#include "format/amount_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace datanet::app {

using namespace Qt::StringLiterals;
using dataset::ColumnStatistics;
using dataset::FilterExpression;

namespace {

struct ChartText
{
    Q_DECLARE_TR_FUNCTIONS(ColumnChart)
};

// Fewer different values than this are kinds; of more, how long or how large they are says more.
constexpr std::int64_t kMostKinds = 12;
constexpr std::size_t kMostParts = 5;

// As it is written in an expression: every digit.
QString exact(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

// As people read it; years and the like stay without separators.
QString shown(double number)
{
    if (number == std::floor(number) && std::abs(number) < 1e15)
        return std::abs(number) < 10'000 ? QString::number(qint64(number)) : countText(qint64(number));
    return QLocale().toString(number, 'g', 4);
}

QString range(double from, double to, bool whole)
{
    const double last = whole ? to - 1 : to;
    return last <= from ? shown(from) : ChartText::tr("%1 to %2").arg(shown(from), shown(last));
}

void addBins(ColumnChart &chart, const std::vector<dataset::HistogramBin> &bins, const QString &subject)
{
    for (std::size_t index = 0; index < bins.size(); ++index) {
        const auto &bin = bins[index];
        const bool isLast = index + 1 == bins.size();
        const bool whole = bin.from == std::floor(bin.from) && bin.to == std::floor(bin.to);
        chart.bars.push_back(
            {range(bin.from, bin.to, whole && !(isLast && bins.size() == 1)), bin.count,
             u"%1 >= %2 and %1 %3 %4"_s.arg(subject, exact(bin.from), isLast ? u"<="_s : u"<"_s, exact(bin.to))});
    }
}

// "2024-01-01 to 2024-01-31", as dates stand in the table.
void addDays(ColumnChart &chart, const ColumnStatistics &column, const QString &name)
{
    const auto date = [](double day) { return QString::fromStdString(dataset::dateOf(std::int32_t(day))); };
    for (const auto &bin : column.days) {
        const double last = std::min<double>(std::max(bin.from, bin.to - 1), column.latest);
        const QString from = date(bin.from);
        const bool isOne = last <= bin.from;
        chart.bars.push_back({isOne ? from : ChartText::tr("%1 to %2").arg(from, date(last)), bin.count,
                              u"%1 >= %2 and %1 <= %3"_s.arg(name, from, date(last)),
                              //: A stretch of time in a list of such, by its first day
                              isOne ? from : ChartText::tr("from %1").arg(from)});
    }
    chart.summary = column.earliest == column.latest
        ? date(column.earliest)
        : ChartText::tr("%1 to %2").arg(date(column.earliest), date(column.latest));
    //: Of the dates in a column
    chart.facts.emplace_back(ChartText::tr("Earliest"), date(column.earliest));
    //: Of the dates in a column
    chart.facts.emplace_back(ChartText::tr("Latest"), date(column.latest));
}

QString written(const dataset::ValueCount &value, bool isText)
{
    const QString text = QString::fromStdString(value.value);
    return isText ? FilterExpression::quoted(text) : text;
}

void addKinds(ColumnChart &chart, const ColumnStatistics &column, const QString &name, bool isText)
{
    chart.parts = true;
    qint64 others = 0;
    QStringList known;
    for (std::size_t index = 0; index < column.values.size(); ++index) {
        const auto &value = column.values[index];
        if (index >= kMostParts) {
            others += value.count;
            continue;
        }
        const QString text = written(value, isText);
        known.append(text);
        chart.bars.push_back({QString::fromStdString(value.value), value.count, name + u" = "_s + text});
    }
    if (others > 0)
        //: All values of a column that are rarer than those listed
        chart.bars.push_back(
            {ChartText::tr("Others"), others, u"not %1 in (%2) and not %1 is blank"_s.arg(name, known.join(u", "_s))});
}

ColumnChart chartOf(const ColumnStatistics &column, const RecordColumn &shownColumn, qint64 records,
                    const ColumnChart *like)
{
    ColumnChart chart;
    chart.field = QString::fromStdString(column.name);
    chart.title = shownColumn.title;
    chart.records = records;
    const QString name = FilterExpression::fieldName(chart.field);
    const qint64 filled = column.present - column.null - column.blank;
    const auto kind = [&column](dataset::ValueKind each) { return column.kinds[std::size_t(each)]; };
    const bool numbers = column.minimum && kind(dataset::ValueKind::Number) * 2 > filled;
    const bool texts = kind(dataset::ValueKind::String) * 2 > filled;
    const bool differs = column.distinct < filled || filled <= 3;

    chart.facts.emplace_back(ChartText::tr("Filled"),
                             records > 0 ? ChartText::tr("%1 of %2").arg(countText(filled), countText(records))
                                         : u"0"_s);
    chart.facts.emplace_back(ChartText::tr("Different values"),
                             column.distinctExact ? countText(column.distinct)
                                                  //: A number that was estimated
                                                  : ChartText::tr("about %1").arg(countText(column.distinct)));
    if (filled == 0) {
        chart.summary = ChartText::tr("blank");
        return chart;
    }
    const bool kinds = like != nullptr ? like->parts : column.distinct <= kMostKinds && differs && (texts || !numbers);
    if (kinds && column.distinctExact) {
        addKinds(chart, column, name, texts);
        chart.summary = column.distinct == 1 ? ChartText::tr("1 kind")
                                             //: How many different values a column has
                                             : ChartText::tr("%1 kinds").arg(countText(column.distinct));
    } else if (numbers) {
        addBins(chart, column.numbers, name);
        chart.summary = range(*column.minimum, *column.maximum, false);
        chart.facts.emplace_back(ChartText::tr("Smallest"), shown(*column.minimum));
        chart.facts.emplace_back(ChartText::tr("Largest"), shown(*column.maximum));
    } else if (column.dates * 2 > filled) {
        addDays(chart, column, name);
    } else if (texts && !column.lengths.empty()) {
        addBins(chart, column.lengths, u"length(%1)"_s.arg(name));
        chart.summary = shownColumn.key ? ChartText::tr("%1 different").arg(countText(column.distinct))
            : column.shortest == column.longest
            ? ChartText::tr("%1 characters").arg(countText(column.longest))
            : ChartText::tr("%1 to %2 characters").arg(countText(column.shortest), countText(column.longest));
        chart.facts.emplace_back(ChartText::tr("Shortest"),
                                 ChartText::tr("%1 characters").arg(countText(column.shortest)));
        chart.facts.emplace_back(ChartText::tr("Longest"),
                                 ChartText::tr("%1 characters").arg(countText(column.longest)));
    } else {
        chart.summary = ChartText::tr("%1 % filled").arg(filled * 100 / std::max<qint64>(1, records));
    }
    return chart;
}

} // namespace

QVariantMap ColumnChart::toMap(int selectedBar) const
{
    QVariantList bins;
    QStringList names;
    QVariantList rows;
    for (std::size_t index = 0; index < bars.size(); ++index) {
        const Bar &bar = bars[index];
        bins.append(double(bar.count));
        const QString amount =
            bar.count == 1 ? ChartText::tr("1 record") : ChartText::tr("%1 records").arg(countText(bar.count));
        //: A bar of a chart; %1 is the value or range it stands for
        names.append(ChartText::tr("%1: %2").arg(bar.name.left(80), amount));
        if (bar.count == 0)
            continue;
        rows.append(QVariantMap{{u"bar"_s, int(index)},
                                {u"label"_s, bar.brief.isEmpty() ? bar.name.left(80) : bar.brief},
                                {u"value"_s, countText(bar.count)},
                                {u"share"_s, records > 0 ? double(bar.count) / double(records) : 0}});
    }
    QVariantList list;
    for (const auto &[label, value] : facts)
        list.append(QVariantMap{{u"label"_s, label}, {u"value"_s, value}});
    return {{u"field"_s, field},     {u"title"_s, title},    {u"parts"_s, parts},
            {u"bins"_s, bins},       {u"binNames"_s, names}, {u"rows"_s, rows},
            {u"summary"_s, summary}, {u"facts"_s, list},     {u"selectedBin"_s, selectedBar}};
}

std::vector<ColumnChart> chartsOf(const dataset::Statistics &statistics, const std::vector<RecordColumn> &columns,
                                  const std::vector<ColumnChart> &like)
{
    std::vector<ColumnChart> charts;
    for (const RecordColumn &column : columns) {
        const ColumnChart *before = charts.size() < like.size() ? &like[charts.size()] : nullptr;
        const auto found = std::find_if(statistics.columns.begin(), statistics.columns.end(), [&](const auto &each) {
            return QByteArrayView(each.name.data(), qsizetype(each.name.size())) == column.field;
        });
        if (found != statistics.columns.end()) {
            charts.push_back(chartOf(*found, column, statistics.records, before));
            continue;
        }
        ColumnStatistics none;
        none.name = column.field.toStdString();
        charts.push_back(chartOf(none, column, statistics.records, before));
    }
    return charts;
}

} // namespace datanet::app
