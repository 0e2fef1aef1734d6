// Rows in the order of a column: every kind of value, stable, over a filter, across edits.

#include "dataset/record_parser.h"
#include "dataset/row_finding.h"
#include "dataset/row_sorting.h"
#include "dataset/sort_keys.h"
#include "support/scratch_workspace.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>

using namespace datanet;
using namespace datanet::dataset;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using Found = std::shared_ptr<const FoundRows>;

class TestSorting : public QObject
{
    Q_OBJECT

private:
    base::Unwatched m_task;
    std::unique_ptr<QTemporaryDir> m_scratch;
    QString m_folder;

    void make(const std::vector<std::string> &bodies)
    {
        m_folder = m_scratch->filePath(u"set%1"_s.arg(QRandomGenerator::global()->generate()));
        auto workspace = need(versioning::Workspace::create(m_folder, someMetadata(), schemaWithKey({})));
        importRecords(workspace, bodies);
    }
    Found find(const QString &expression = {})
    {
        const FilterFields fields{{u"id"_s, u"v"_s}, {}};
        return need(findRows(m_folder, *FilterExpression::parse(expression, fields), {}, m_task));
    }
    Found sorted(const RowOrder &order, const Found &found, const Found &previous = {})
    {
        return need(sortRows(m_folder, found, order, previous, m_task));
    }
    // The ids of the rows as they stand.
    QList<int> ids(const Found &found)
    {
        auto rows = need(RowReader::open(m_folder));
        QList<int> list;
        FieldScanner fields;
        for (const auto &each : need(readFound(rows, *found, 0, found->count()))) {
            if (fields.load(each.row.body))
                list.append(int(*fields.number("id")));
        }
        return list;
    }
    // One record for each value, as JSON; "" has none.
    void makeValues(const std::vector<std::string> &values)
    {
        std::vector<std::string> bodies;
        for (const std::string &value : values)
            bodies.push_back("{\"id\":" + std::to_string(bodies.size())
                             + (value.empty() ? std::string() : ",\"v\":" + value) + "}");
        make(bodies);
    }

private Q_SLOTS:
    void init() { m_scratch = std::make_unique<QTemporaryDir>(); }

    void kindsStandInTheirOrder()
    {
        makeValues(
            {"", "\"b\"", "[1]", "null", "true", "10", "\"\"", "9", "{\"a\":1}", "\"a\"", "false", "\"  \"", "-1"});
        QCOMPARE(ids(sorted({"v", false}, find())), QList<int>({12, 7, 5, 9, 1, 10, 4, 2, 8, 0, 3, 6, 11}));
        // From the other end; blank ones stay last, in their own order.
        QCOMPARE(ids(sorted({"v", true}, find())), QList<int>({8, 2, 4, 10, 1, 9, 5, 7, 12, 0, 3, 6, 11}));
        QCOMPARE(ids(sorted({"nothing", false}, find())), ids(find()));
    }

    void numbersByValue()
    {
        makeValues({"0", "-0.5", "1e300", "-1e300", "2", "10", "0.5", "5e-324", "-5e-324", "1e-7"});
        QCOMPARE(ids(sorted({"v", false}, find())), QList<int>({3, 1, 8, 0, 7, 9, 6, 4, 5, 2}));
    }

    void textsAsTheyCompare()
    {
        makeValues({"\"banana\"", "\"Apple\"", "\"apple\"", "\"APPLE PIE\"", "\"\xC3\x84pfel\"", "\"zebra\"",
                    "\"2024-05-01\"", "\"2024-04-30\"", "\"apple pie and cream\"", "\"apple pie and cherries\""});
        // Letters whatever their case, then as the rows stand; beyond ASCII by code points.
        QCOMPARE(ids(sorted({"v", false}, find())), QList<int>({7, 6, 1, 2, 3, 9, 8, 0, 5, 4}));
    }

    void longTextsByTheirBeginning()
    {
        const std::string same(kMostKeyBytes, 'x');
        const std::string accents = [] {
            std::string text;
            for (std::size_t count = 0; count < kMostKeyBytes; ++count)
                text += "\xC3\xA9"; // cut within a character otherwise
            return text;
        }();
        makeValues({"\"" + same + "b\"", "\"" + same + "a\"", "\"" + same.substr(1) + "a\"", "\"" + accents + "\"",
                    "\"a" + accents + "\""});
        QCOMPARE(ids(sorted({"v", false}, find())), QList<int>({4, 2, 0, 1, 3}));
    }

    void manyRowsStably()
    {
        // Enough for several threads and pieces, with many equal values.
        QRandomGenerator random(7);
        std::vector<std::string> bodies;
        std::vector<std::pair<int, int>> expected;
        for (int id = 0; id < 150'000; ++id) {
            const int value = random.bounded(500);
            bodies.push_back("{\"id\":" + std::to_string(id) + ",\"v\":" + std::to_string(value) + "}");
            expected.emplace_back(value, id);
        }
        make(bodies);
        std::stable_sort(expected.begin(), expected.end(), [](auto a, auto b) { return a.first < b.first; });
        const Found up = sorted({"v", false}, find());
        QCOMPARE(up->count(), 150'000);
        for (std::int64_t index = 0; index < up->count(); ++index) {
            if (*up->offsetAt(index) != expected[std::size_t(index)].second)
                QFAIL(qPrintable(u"another row at %1"_s.arg(index)));
        }
        std::stable_sort(expected.begin(), expected.end(), [](auto a, auto b) { return a.first > b.first; });
        const Found down = sorted({"v", true}, find());
        for (std::int64_t index = 0; index < down->count(); ++index) {
            if (*down->offsetAt(index) != expected[std::size_t(index)].second)
                QFAIL(qPrintable(u"another row at %1"_s.arg(index)));
        }
        QCOMPARE(*down->indexOf(*down->offsetAt(1234)), 1234);
        QVERIFY(!down->offsetAt(150'000));
        QVERIFY(!down->offsetAt(-1));
        QCOMPARE(down->page(149'999, 10).size(), 1u);
        QCOMPARE(down->page(150'000, 10).size(), 0u);

        // Stopped, it leaves nothing half done.
        class Stopped final : public base::TaskContext
        {
        public:
            [[nodiscard]] bool cancelled() const override { return true; }
            void progress(std::int64_t, std::int64_t) override { }
        } stopped;
        const auto none = sortRows(m_folder, find(), {"v", false}, {}, stopped);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, base::ErrorKind::Cancelled);
    }

    void onlyWhatWasFound()
    {
        makeValues({"5", "1", "4", "2", "3"});
        const Found some = sorted({"v", true}, find(u"v > 2"_s));
        QCOMPARE(ids(some), QList<int>({0, 2, 4}));
        QCOMPARE(*some->indexOf(2), 1);
        QVERIFY(!some->indexOf(1)); // not found
    }

    void rowsKeepTheirPlacesWhileTheyAreEdited()
    {
        makeValues({"3", "1", "2"});
        const RowOrder order{"v", false};
        const Found before = sorted(order, find());
        QCOMPARE(ids(before), QList<int>({1, 2, 0}));
        {
            auto workspace = need(versioning::Workspace::open(m_folder, m_task));
            auto &copy = workspace.workingCopy();
            const auto rows = need(copy.rows().page(0, 3));
            need(copy.replace(rows[1].position, "{\"id\":1,\"v\":9}"));
        }
        // What was found before holds no more.
        QVERIFY(!sortRows(m_folder, before, order, {}, m_task));
        const Found kept = sorted(order, find(), before);
        QCOMPARE(ids(kept), QList<int>({1, 2, 0}));
        QCOMPARE(ids(sorted(order, find())), QList<int>({2, 0, 1})); // sorted again
        // With a filter: what no longer fits goes, what fits now comes last.
        const Found some = sorted(order, find(u"v < 3"_s));
        QCOMPARE(ids(some), QList<int>({2}));
        {
            auto workspace = need(versioning::Workspace::open(m_folder, m_task));
            auto &copy = workspace.workingCopy();
            const auto rows = need(copy.rows().page(0, 3));
            need(copy.replace(rows[1].position, "{\"id\":1,\"v\":0}"));
        }
        QCOMPARE(ids(sorted(order, find(u"v < 3"_s), some)), QList<int>({2, 1}));
        // A row more is another matter.
        {
            auto workspace = need(versioning::Workspace::open(m_folder, m_task));
            (void)need(workspace.workingCopy().append("{\"id\":3,\"v\":1.5}"));
        }
        QCOMPARE(ids(sorted(order, find(), kept)), QList<int>({1, 3, 2, 0}));
    }
};

QTEST_GUILESS_MAIN(TestSorting)
#include "tst_sorting.moc"
