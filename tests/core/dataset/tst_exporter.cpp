#include "import_support.h"

#include "base/task.h"
#include "dataset/exporter.h"
#include "dataset/record_parser.h"
#include "dataset/statistics.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using test::ImportFolder;
using test::KeepingSink;

namespace {

class Rows final : public RowSource
{
public:
    explicit Rows(std::vector<std::string> bodies) : m_bodies(std::move(bodies)) { }
    base::Status rewind() override
    {
        m_next = 0;
        return {};
    }
    base::Result<bool> next(std::string_view &body) override
    {
        if (m_next == m_failAt)
            return base::fail(base::ErrorKind::Corrupt, u"a damaged segment"_s);
        if (m_next == m_bodies.size())
            return false;
        body = m_bodies[m_next++];
        return true;
    }
    void failAt(std::size_t row) { m_failAt = row; }

private:
    std::vector<std::string> m_bodies;
    std::size_t m_next = 0;
    std::size_t m_failAt = ~std::size_t(0);
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

Schema schemaOf(const QByteArray &json)
{
    return Schema::fromJson(json).value();
}

} // namespace

class TestExporter : public QObject
{
    Q_OBJECT

private:
    ImportFolder m_folder;
    base::Unwatched m_task;

private Q_SLOTS:
    void jsonLines()
    {
        Rows rows({"{\"a\":1}", "{}"});
        const QString path = m_folder.path(u"out.jsonl"_s);
        const auto report = exportJsonLines(path, rows, m_task);
        QVERIFY(report);
        QCOMPARE(contents(path), "{\"a\":1}\n{}\n");
        QCOMPARE(report->records, 2);
        QCOMPARE(report->bytes, 11);
    }

    void csvLayout()
    {
        Rows rows({"{\"b\":\"x,y\",\"z\":[1]}", "{\"a\":1.5,\"b\":\"\",\"c\":\"say \\\"hi\\\"\\r\\n\"}",
                   "{\"a\":2,\"b\":\" \",\"c\":\"12\"}"});
        const QString path = m_folder.path(u"out.csv"_s);
        const auto report = exportCsv(
            path, schemaOf("{\"fields\":[{\"name\":\"b\",\"type\":\"string\"},{\"name\":\"a\",\"type\":\"number\"}]}"),
            rows, m_task);
        QVERIFY(report);
        QCOMPARE(contents(path),
                 "b,a,c,z\r\n\"x,y\",,,[1]\r\n\"\",1.5,\"say \"\"hi\"\"\r\n\",\r\n\" \",2,\"\"\"12\"\"\",\r\n");
        QCOMPARE(report->inexact, 0);
    }

    void csvSaysWhatItCanNotCarry()
    {
        Rows rows({"{\"n\":null,\"s\":null}", "{\"n\":\"x\",\"s\":5}", "{}", "{\"n\":1,\"s\":\"5\"}"});
        const auto report = exportCsv(
            m_folder.path(u"lossy.csv"_s),
            schemaOf("{\"fields\":[{\"name\":\"n\",\"type\":\"number\"},{\"name\":\"s\",\"type\":\"string\"}]}"), rows,
            m_task);
        QVERIFY(report);
        QCOMPARE(report->inexact, 5);
    }

    // import(export(x)) = x, whatever the strings, in both formats.
    void roundTrip()
    {
        static const QString kPieces[] = {u"a"_s,          u","_s,      u"\""_s, u"'"_s,         u"\n"_s,
                                          u"\r"_s,         u" "_s,      u";"_s,  u"\t"_s,        u"1"_s,
                                          u"true"_s,       u"null"_s,   u"{"_s,  u"["_s,         u"é"_s,
                                          u"\U0001f600"_s, u"\u0001"_s, u"-"_s,  u"2024-01-01"_s};
        const Schema schema =
            schemaOf("{\"fields\":[{\"name\":\"text\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"number\"},"
                     "{\"name\":\"i\",\"type\":\"integer\"},{\"name\":\"b\",\"type\":\"boolean\"},"
                     "{\"name\":\"d\",\"type\":\"date\"},{\"name\":\"any\",\"type\":\"any\"}]}");
        QRandomGenerator random(3);
        RecordParser parser;
        for (int round = 0; round < 40; ++round) {
            std::vector<std::string> bodies;
            for (int row = 0; row < 50; ++row) {
                QJsonObject object{{u"i"_s, row}};
                const auto words = [&] {
                    QString text;
                    for (int n = random.bounded(6); n > 0; --n)
                        text += kPieces[random.bounded(int(std::size(kPieces)))];
                    return text;
                };
                if (random.bounded(4))
                    object.insert(u"text"_s, words());
                if (random.bounded(2))
                    object.insert(u"n"_s, random.bounded(1000) / 8.0);
                if (random.bounded(2))
                    object.insert(u"b"_s, random.bounded(2) == 1);
                if (random.bounded(2))
                    object.insert(u"d"_s, u"2024-02-29"_s);
                if (random.bounded(2))
                    object.insert(u"any"_s, words());
                else if (random.bounded(2))
                    object.insert(u"any"_s, QJsonObject{{u"x"_s, QJsonArray{1, words(), QJsonValue::Null}}});
                else if (random.bounded(2))
                    object.insert(u"any"_s, QJsonValue::Null);
                if (random.bounded(3) == 0)
                    object.insert(u"undeclared, \"odd\""_s, words());
                bodies.emplace_back(*parser.canonical(QJsonDocument(object).toJson().toStdString()));
            }
            for (const QString &name : {u"round.csv"_s, u"round.jsonl"_s}) {
                Rows rows(bodies);
                const QString path = m_folder.path(name);
                const auto report = name.endsWith(u"csv"_s) ? exportCsv(path, schema, rows, m_task)
                                                            : exportJsonLines(path, rows, m_task);
                QVERIFY(report);
                QCOMPARE(report->inexact, 0);
                KeepingSink sink;
                ImportOptions options;
                options.schema = schema;
                options.encoding = u"UTF-8"_s;
                options.delimiter = ',';
                options.quote = '"';
                const auto imported = importFile(path, options, sink, m_task);
                QVERIFY2(imported, imported ? "" : qPrintable(imported.error().what));
                QCOMPARE(sink.rejects.size(), 0u);
                for (std::size_t i = 0; i < bodies.size(); ++i)
                    QCOMPARE(QByteArray::fromStdString(sink.records.at(i)), QByteArray::fromStdString(bodies[i]));
                QCOMPARE(sink.records.size(), bodies.size());
            }
        }
    }

    void failureLeavesTheOldFile()
    {
        const QString path = m_folder.write(u"kept.jsonl"_s, "old");
        Rows rows({"{\"a\":1}", "{\"a\":2}"});
        rows.failAt(1);
        const auto failed = exportJsonLines(path, rows, m_task);
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(contents(path), "old");
        rows.failAt(100);
        QVERIFY(exportJsonLines(path, rows, m_task));
        QCOMPARE(contents(path), "{\"a\":1}\n{\"a\":2}\n");
        const auto nowhere = exportJsonLines(m_folder.path(u"no/such/folder.jsonl"_s), rows, m_task);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, base::ErrorKind::Io);
        Rows damaged({"{\"a\":"});
        QCOMPARE(exportCsv(path, {}, damaged, m_task).error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(contents(path), "{\"a\":1}\n{\"a\":2}\n");
    }

    void rejects()
    {
        struct Source final : RejectSource
        {
            int left = 2;
            base::Result<bool> next(RejectedRow &row) override
            {
                if (left == 0)
                    return false;
                row = --left == 1 ? RejectedRow{3, u"broken “x”"_s, "{\"a\":\n", u"a.zip/b.json"_s}
                                  : RejectedRow{4, u"bytes"_s, "caf\xE9"};
                return true;
            }
        } source;
        const QString path = m_folder.path(u"rejects.jsonl"_s);
        const auto report = exportRejects(path, source, m_task);
        QVERIFY(report);
        QCOMPARE(contents(path),
                 "{\"line\":3,\"reason\":\"broken “x”\",\"source\":\"a.zip/b.json\",\"text\":\"{\\\"a\\\":\\n\"}\n"
                 "{\"base64\":\"Y2Fm6Q==\",\"line\":4,\"reason\":\"bytes\"}\n");
    }

    // ---- statistics ---------------------------------------------------------------------------------------------

    void statistics()
    {
        StatisticsCollector first;
        StatisticsCollector second;
        StatisticsCollector whole;
        for (int i = 0; i < 20'000; ++i) {
            std::string body = "{\"id\":" + std::to_string(i) + ",\"lang\":\"" + (i % 4 ? "en" : "de")
                + "\",\"score\":" + std::to_string(i % 100) + ",\"text\":\"" + std::string(std::size_t(i % 50), 'x')
                + "\"" + (i % 2 ? ",\"z\":null" : "") + "}";
            (i % 3 ? first : second).add(body);
            whole.add(body);
        }
        whole.add("damaged");
        first.merge(second);
        for (const Statistics &result : {first.result(), whole.result()}) {
            QCOMPARE(result.records, 20'000);
            QCOMPARE(result.columns.size(), 5u);
            const ColumnStatistics &id = result.columns[0];
            QVERIFY(!id.distinctExact);
            QVERIFY2(std::abs(double(id.distinct) - 20'000) < 20'000 * 0.08, qPrintable(QString::number(id.distinct)));
            QCOMPARE(id.minimum, 0.0);
            QCOMPARE(id.maximum, 19'999.0);
            std::int64_t sum = 0;
            for (const HistogramBin &bin : id.numbers) {
                sum += bin.count;
                QVERIFY(std::abs(double(bin.count) - 1000) < 700); // evenly spread
            }
            QCOMPARE(sum, 20'000);
            const ColumnStatistics &lang = result.columns[1];
            QVERIFY(lang.distinctExact);
            QCOMPARE(lang.distinct, 2);
            QCOMPARE(lang.values[0].value, std::string("en"));
            QCOMPARE(lang.values[0].count, 15'000);
            const ColumnStatistics &score = result.columns[2];
            QCOMPARE(score.distinct, 100);
            QCOMPARE(score.kinds[std::size_t(ValueKind::Number)], 20'000);
            const ColumnStatistics &text = result.columns[3];
            QCOMPARE(text.blank, 400);
            QCOMPARE(text.shortest, 0);
            QCOMPARE(text.longest, 49);
            const ColumnStatistics &z = result.columns[4];
            QCOMPARE(z.present, 10'000);
            QCOMPARE(z.absent, 10'000);
            QCOMPARE(z.null, 10'000);
            QCOMPARE(z.distinct, 0);
        }
    }

    void statisticsOfOddNumbers_data()
    {
        QTest::addColumn<QByteArrayList>("numbers");
        const QByteArray most = "1.7976931348623157e+308";
        QTest::newRow("from end to end") << QByteArrayList{"0", "5e-324", "-5e-324", most, "-" + most, "1"};
        QTest::newRow("whole, from end to end") << QByteArrayList{most, "-" + most, "0"};
        QTest::newRow("whole, to the end") << QByteArrayList{most, "0", "1e300"};
        QTest::newRow("whole, from the end") << QByteArrayList{"-" + most, "0", "-1"};
        QTest::newRow("the end alone") << QByteArrayList{most};
        QTest::newRow("neighbours far out") << QByteArrayList{most, "1.7976931348623155e+308"};
        QTest::newRow("neighbours") << QByteArrayList{"1", "1.0000000000000002"};
        QTest::newRow("neighbours near 0") << QByteArrayList{"0", "5e-324"};
    }
    void statisticsOfOddNumbers()
    {
        QFETCH(QByteArrayList, numbers);
        StatisticsCollector collector;
        for (const QByteArray &number : numbers)
            collector.add("{\"n\":" + number.toStdString() + "}");
        const ColumnStatistics column = collector.result().columns.at(0);
        std::int64_t sum = 0;
        double last = *column.minimum;
        for (const HistogramBin &bin : column.numbers) {
            sum += bin.count;
            QVERIFY(std::isfinite(bin.from) && std::isfinite(bin.to));
            QVERIFY(bin.from == last && bin.from <= bin.to);
            last = bin.to;
            const auto inside = std::count_if(numbers.begin(), numbers.end(), [&](const QByteArray &number) {
                const double value = number.toDouble();
                return value >= bin.from && (value < bin.to || &bin == &column.numbers.back());
            });
            QCOMPARE(bin.count, inside);
        }
        QCOMPARE(sum, numbers.size());
        QVERIFY(collector.result().columns[0].lengths.empty());
        QVERIFY(StatisticsCollector().result().columns.empty());
    }

    void statisticsOfDamagedBytes()
    {
        StatisticsCollector collector;
        for (int i = 0; i < 3; ++i)
            collector.add("{\"n\":" + std::to_string(i * 1.5) + ",\"t\":\"" + std::string(std::size_t(i), 'x') + "\"}");
        const base::Bytes good = collector.packed();
        const base::Bytes many = collector.packed({"n", "t"});
        QVERIFY(StatisticsCollector().mergePacked(good) && StatisticsCollector().mergePacked(many));
        int taken = 0;
        for (const base::Bytes &bytes : {good, many}) {
            for (qsizetype at = 0; at < bytes.size(); ++at) {
                // One bit, or a number as large as any in the place of a small one.
                QList<base::Bytes> damaged{
                    bytes.left(at), bytes.left(at) + "\xff\xff\xff\xff\xff\xff\xff\xff\x7f" + bytes.mid(at + 1),
                    bytes.left(at) + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01" + bytes.mid(at + 1)};
                for (int bit = 0; bit < 8; ++bit) {
                    damaged.push_back(bytes);
                    damaged.back()[at] = static_cast<char>(damaged.back()[at] ^ (1 << bit));
                }
                for (const base::Bytes &each : damaged) {
                    StatisticsCollector united;
                    taken += united.mergePacked(each) && united.mergePacked(each);
                    for (const ColumnStatistics &column : united.result().columns) {
                        QVERIFY(!column.minimum
                                || (std::isfinite(*column.minimum) && *column.minimum <= *column.maximum));
                        QVERIFY(column.shortest <= column.longest && column.present >= 0 && column.distinct >= 0);
                        for (const HistogramBin &bin : column.numbers)
                            QVERIFY(std::isfinite(bin.from) && std::isfinite(bin.to) && bin.count >= 0);
                    }
                }
            }
        }
        QVERIFY(taken > 0); // a damaged letter is as good as another
    }

    void statisticsColumnBound()
    {
        StatisticsCollector collector;
        for (std::size_t i = 0; i <= StatisticsCollector::kMaximumColumns; ++i) {
            QVERIFY(i == 0 || i % 250 || !collector.result().columnsCut);
            collector.add("{\"c" + std::to_string(i) + "\":1}");
        }
        QVERIFY(collector.result().columnsCut);
        QCOMPARE(collector.result().columns.size(), StatisticsCollector::kMaximumColumns);
    }
};

QTEST_GUILESS_MAIN(TestExporter)
#include "tst_exporter.moc"
