#include <QTest>

#include "dataset/filter_expression.h"
#include "dataset/record_filter.h"
#include "dataset/statistics.h"
#include "dataset/value_text.h"
#include "support/scratch_workspace.h"

#include <random>

using namespace datanet;
using namespace datanet::dataset;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

std::string recordOf(const std::string &date)
{
    return R"({"seen":")" + date + R"("})";
}

std::vector<std::string> datesOf(int count, int first, int days)
{
    std::mt19937 random(7);
    std::vector<std::string> dates;
    for (int i = 0; i < count; ++i)
        dates.push_back(dateOf(first + int(random() % unsigned(days))));
    return dates;
}

ColumnStatistics columnOf(const std::vector<std::string> &texts)
{
    StatisticsCollector collector;
    for (const auto &text : texts)
        collector.add(recordOf(text));
    return collector.result().columns.at(0);
}

std::int64_t sumOf(const std::vector<HistogramBin> &bins)
{
    std::int64_t sum = 0;
    for (const auto &bin : bins)
        sum += bin.count;
    return sum;
}

} // namespace

// Columns of dates: what lies in which stretch of time.
class TestDateStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daysAndBack()
    {
        QCOMPARE(dayOf("2000-01-01"), 0);
        QCOMPARE(dayOf("2000-03-01"), 60);
        QCOMPARE(dayOf("1999-12-31"), -1);
        for (std::int32_t day = *dayOf("0001-01-01"); day <= *dayOf("9999-12-31"); day += 13)
            QCOMPARE(dayOf(dateOf(day)), day);
        for (const char *none : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-01T10:00",
                                 "0000-01-01", "2024/01/01", ""})
            QVERIFY2(!dayOf(none), none);
    }

    // A bar counts what the expression behind it finds, whether few or many days occur.
    void barsCountWhatTheyFind_data()
    {
        QTest::addColumn<int>("records");
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("days");
        QTest::newRow("a day") << 10 << u"2024-02-29"_s << 1;
        QTest::newRow("half a year") << 5000 << u"2023-05-17"_s << 200;
        QTest::newRow("five years") << 3000 << u"2019-01-17"_s << 2003;
        QTest::newRow("a lifetime") << 20'000 << u"1949-12-31"_s << 27'001;
    }
    void barsCountWhatTheyFind()
    {
        QFETCH(int, records);
        QFETCH(QString, first);
        QFETCH(int, days);
        const auto dates = datesOf(records, *dayOf(first.toStdString()), days);
        const auto column = columnOf(dates);
        QCOMPARE(column.dates, records);
        QCOMPARE(dateOf(column.earliest), *std::min_element(dates.begin(), dates.end()));
        QCOMPARE(dateOf(column.latest), *std::max_element(dates.begin(), dates.end()));
        QVERIFY(!column.days.empty() && column.days.size() <= std::size_t(StatisticsCollector::kBins));
        QCOMPARE(sumOf(column.days), records);
        FilterFields fields;
        fields.names = {u"seen"_s};
        for (const auto &bin : column.days) {
            const auto expression = FilterExpression::parse(
                u"seen >= %1 and seen <= %2"_s.arg(QString::fromStdString(dateOf(std::int32_t(bin.from))),
                                                   QString::fromStdString(dateOf(std::int32_t(bin.to) - 1))),
                fields);
            QVERIFY(expression);
            std::int64_t found = 0;
            RecordFilter filter(*expression);
            for (const auto &date : dates) {
                const std::string body = recordOf(date);
                RowView row;
                row.body = body;
                found += filter.matches(row) ? 1 : 0;
            }
            QCOMPARE(bin.count, found);
        }
    }

    // All of time: bars of centuries, no record lost or counted twice, and little memory.
    void allOfTime()
    {
        const std::int32_t first = *dayOf("0001-01-01");
        const auto dates = datesOf(20'000, first, *dayOf("9999-12-31") - first + 1);
        const auto column = columnOf(dates);
        QCOMPARE(sumOf(column.days), 20'000);
        for (const auto &bin : column.days)
            QVERIFY2(bin.count > 800 && bin.count < 1200, QByteArray::number(bin.count));
    }

    void otherTextIsNoDate()
    {
        const auto column = columnOf({"2024-01-05", "soon", "2024-01-06", "", "yesterday"});
        QCOMPARE(column.dates, 2);
        QCOMPARE(sumOf(column.days), 2);
        const auto none = columnOf({"a", "b"});
        QCOMPARE(none.dates, 0);
        QVERIFY(none.days.empty());
    }

    // Packed, united in any order, and from damaged bytes.
    void survivesPacking()
    {
        const auto dates = datesOf(3000, -400, 8000);
        StatisticsCollector whole;
        StatisticsCollector united;
        for (std::size_t part = 0; part < 3; ++part) {
            StatisticsCollector some;
            for (std::size_t i = part * 1000; i < (part + 1) * 1000; ++i) {
                some.add(recordOf(dates[i]));
                whole.add(recordOf(dates[i]));
            }
            const auto packed = some.packed();
            QVERIFY(united.mergePacked(packed));
            StatisticsCollector cut;
            QVERIFY(!cut.mergePacked(base::ByteView(packed).first(packed.size() / 2)));
        }
        const auto one = whole.result().columns.at(0);
        const auto other = united.result().columns.at(0);
        QCOMPARE(other.dates, one.dates);
        QCOMPARE(other.earliest, one.earliest);
        QCOMPARE(other.latest, one.latest);
        QCOMPARE(other.days.size(), one.days.size());
        for (std::size_t i = 0; i < one.days.size(); ++i)
            QCOMPARE(other.days[i].count, one.days[i].count);
    }
};

QTEST_GUILESS_MAIN(TestDateStatistics)
#include "tst_date_statistics.moc"
