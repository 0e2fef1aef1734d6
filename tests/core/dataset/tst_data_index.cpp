// What is kept beside the working copy always says what a look through all rows says: after any edits, after it was
// deleted, damaged, or its making was stopped half-way.

#include "dataset/bulk_edit.h"
#include "dataset/data_index.h"
#include "dataset/row_finding.h"
#include "support/scratch_workspace.h"

#include <QRandomGenerator>
#include <QtTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace datanet;
using namespace datanet::dataset;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

const char *const kWords[] = {"cache", "port", "daemon", "fire", "wall", "byte", "ein", "Über", "naïve", "数据"};

std::string someRecord(QRandomGenerator &random, int id)
{
    std::string text;
    for (int length = random.bounded(1, 12); length > 0; --length)
        text += std::string(text.empty() ? "" : " ") + kWords[random.bounded(10)] + std::to_string(random.bounded(40));
    return "{\"id\":" + std::to_string(id) + ",\"kind\":\"k" + std::to_string(random.bounded(5))
        + "\",\"score\":" + std::to_string(random.bounded(2000)) + ",\"text\":\"" + text + "\"}";
}

bool same(const Statistics &left, const Statistics &right)
{
    if (left.records != right.records || left.columns.size() != right.columns.size())
        return false;
    for (std::size_t i = 0; i < left.columns.size(); ++i) {
        const auto &a = left.columns[i];
        const auto &b = right.columns[i];
        const auto bins = [](const auto &x, const auto &y) {
            return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const auto &p, const auto &q) {
                return p.from == q.from && p.to == q.to && p.count == q.count;
            });
        };
        const bool values =
            std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                       [](const auto &p, const auto &q) { return p.value == q.value && p.count == q.count; });
        if (a.name != b.name || a.present != b.present || a.blank != b.blank || a.distinct != b.distinct
            || a.distinctExact != b.distinctExact || !values || a.minimum != b.minimum || a.maximum != b.maximum
            || a.shortest != b.shortest || a.longest != b.longest || !bins(a.numbers, b.numbers)
            || !bins(a.lengths, b.lengths) || a.dates != b.dates || a.earliest != b.earliest || a.latest != b.latest
            || !bins(a.days, b.days))
            return false;
    }
    return true;
}

} // namespace

class TestDataIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void equalsALookThroughAllRows();
    void pagesTheSameEveryTime();
    void findsAgainOnlyWhatChanged();
    void tellsEarlyWhatItFound();
    void beginsAnewWhenDamaged();
    void survivesAKill();
    void stopsWhenAsked();
    void countsFewValuesAgain();
    void changesAllThatFit();
    void knowsWhatIsNewAndChanged();

private:
    FilterExpression parsed(const QString &text)
    {
        const FilterFields fields{{u"id"_s, u"kind"_s, u"score"_s, u"text"_s}, {}};
        auto expression = FilterExpression::parse(text, fields);
        if (!expression)
            throw std::runtime_error(expression.error().what.toStdString());
        return *expression;
    }
    std::vector<std::int64_t> found(const QString &text, DataIndex *index)
    {
        FindOptions options;
        options.index = index;
        const auto rows = need(findRows(m_folder, parsed(text), options, m_task));
        return rows->page(0, rows->count());
    }
    Statistics counted()
    {
        StatisticsCollector collector;
        auto rows = need(RowReader::open(m_folder));
        need(rows.forEach(m_task, [&](const RowView &row) {
            collector.add(row.body);
            return base::Status();
        }));
        return collector.result();
    }
    void compare(DataIndex &index)
    {
        const auto statistics = need(index.statistics());
        QVERIFY(statistics.has_value());
        QVERIFY(same(*statistics, counted()));
        for (const auto &text :
             {u"cache1"_s, u"\"cache1\""_s, u"\"port2 daemon3\""_s, u"ueber or uber3"_s, u"naive1 fire2"_s, u"数据1"_s,
              u"据2 score > 100"_s, u"not byte"_s, u"fire or score < 10"_s, u"c"_s})
            QCOMPARE(found(text, &index), found(text, nullptr));
    }
    void make(int count)
    {
        auto workspace = need(versioning::Workspace::create(m_folder, someMetadata(), schemaWithKey(u"id"_s)));
        need(workspace.workingCopy().setKeyFields({u"id"_s}, m_task));
        std::vector<std::string> bodies;
        for (int id = 0; id < count; ++id)
            bodies.push_back(someRecord(m_random, id));
        importRecords(workspace, bodies);
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    QString m_folder;
    QRandomGenerator m_random{1234};
    base::Unwatched m_task;
};

void TestDataIndex::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_folder = m_scratch->filePath(u"set"_s);
    m_random.seed(1234);
}

void TestDataIndex::equalsALookThroughAllRows()
{
    make(4000);
    auto index = need(DataIndex::open(m_folder));
    QVERIFY(!need(index.isCurrent()));
    need(index.update(m_task));
    QVERIFY(need(index.isCurrent()));
    compare(index);
    int next = 4000;
    for (int round = 0; round < 12; ++round) {
        {
            auto workspace = need(versioning::Workspace::open(m_folder, m_task));
            auto &copy = workspace.workingCopy();
            for (int edit = m_random.bounded(20); edit >= 0; --edit) {
                const auto rows = need(copy.rows().page(m_random.bounded(int(need(copy.rows().count()))), 3));
                switch (m_random.bounded(3)) {
                case 0:
                    need(copy.replace(rows.front().position, someRecord(m_random, ++next)));
                    break;
                case 1:
                    need(copy.append(someRecord(m_random, ++next)));
                    break;
                default:
                    need(copy.remove(std::vector{rows.back().position}));
                }
            }
            if (round == 6)
                need(workspace.commit(saying("a version"), m_task)); // segments are split and joined
        }
        // Half known, and known wholly.
        QCOMPARE(found(u"cache1"_s, &index), found(u"cache1"_s, nullptr));
        QVERIFY(!need(index.statistics()));
        need(index.update(m_task));
        compare(index);
    }
    // Its log stays behind, as when a person deletes a file.
    const auto before = need(index.statistics());
    QVERIFY(QFile::remove(m_folder + u"/index.db"_s));
    auto anew = need(DataIndex::open(m_folder));
    QVERIFY(!need(anew.isCurrent()));
    need(anew.update(m_task));
    compare(anew);
    QVERIFY(same(*need(anew.statistics()), *before));

    // One of the first format, whose statistics know no dates, is made again.
    {
        auto file = need(base::Database::open(m_folder + u"/index.db"_s,
                                              {0x444e4958, 2, [](base::Database &, int) { return base::Status(); }}));
        need(file.execute(u"UPDATE segments SET statistics = x'0100'; PRAGMA user_version = 1"_s));
    }
    auto older = need(DataIndex::open(m_folder));
    QVERIFY(!need(older.isCurrent()));
    need(older.update(m_task));
    compare(older);
    QVERIFY(same(*need(older.statistics()), *before));
}

void TestDataIndex::pagesTheSameEveryTime()
{
    make(3000);
    const auto rows = need(findRows(m_folder, parsed(u"score < 900"_s), {}, m_task));
    const auto all = rows->page(0, rows->count());
    QCOMPARE(std::int64_t(all.size()), rows->count());
    QVERIFY(std::is_sorted(all.begin(), all.end()));
    auto reader = need(RowReader::open(m_folder));
    for (int round = 0; round < 200; ++round) {
        const std::int64_t at = m_random.bounded(int(all.size()));
        const auto page = rows->page(at, 37);
        QCOMPARE(page, std::vector(all.begin() + at, all.begin() + std::min<std::int64_t>(at + 37, rows->count())));
        QCOMPARE(rows->indexOf(page.front()), std::optional(at));
    }
    for (const auto &row : need(readFound(reader, *rows, 100, 20))) {
        const auto read = need(reader.page(row.offset, 1));
        QCOMPARE(read.front(), row.row);
    }
    QVERIFY(rows->page(rows->count(), 1).empty());
    QVERIFY(rows->page(-1, 5).empty());
    QCOMPARE(rows->indexOf(3000), std::nullopt);
    // What was found holds for the rows as they were.
    auto workspace = need(versioning::Workspace::open(m_folder, m_task));
    need(workspace.workingCopy().append(someRecord(m_random, 9999)));
    const auto stale = readFound(reader, *rows, 0, 1);
    QVERIFY(!stale);
    QCOMPARE(stale.error().kind, base::ErrorKind::Conflict);
    QVERIFY(!statisticsOf(m_folder, *rows, m_task));
}

void TestDataIndex::findsAgainOnlyWhatChanged()
{
    make(3000);
    FindOptions options;
    for (int round = 0; round < 10; ++round) {
        const auto rows = need(findRows(m_folder, parsed(u"kind = k1 or fire"_s), options, m_task));
        const auto fresh = need(findRows(m_folder, parsed(u"kind = k1 or fire"_s), {}, m_task));
        QCOMPARE(rows->page(0, 5000), fresh->page(0, 5000));
        options.previous = rows;
        auto workspace = need(versioning::Workspace::open(m_folder, m_task));
        const auto page = need(workspace.workingCopy().rows().page(m_random.bounded(2900), 2));
        need(workspace.workingCopy().remove(std::vector{page.front().position}));
        need(workspace.workingCopy().replace(page.back().position, someRecord(m_random, 5000 + round)));
    }
}

void TestDataIndex::tellsEarlyWhatItFound()
{
    make(30'000);
    std::vector<std::shared_ptr<const FoundRows>> early;
    FindOptions options;
    options.partial = [&](const auto &rows) { early.push_back(rows); };
    const auto rows = need(findRows(m_folder, parsed(u"not kind = k1"_s), options, m_task));
    QVERIFY(rows->isComplete());
    for (const auto &part : early) {
        QVERIFY(part->lookedThrough() <= rows->lookedThrough());
        // A beginning of the whole, so that pages stay where they are.
        QCOMPARE(part->page(0, part->count()), rows->page(0, part->count()));
    }
    const auto statistics = need(statisticsOf(m_folder, *rows, m_task));
    QCOMPARE(statistics.records, rows->count());
}

void TestDataIndex::beginsAnewWhenDamaged()
{
    make(1500);
    const QString path = m_folder + u"/index.db"_s;
    for (const QByteArray &garbage :
         {QByteArray("no database at all, but long enough to be looked at"), QByteArray(8192, 'x'), QByteArray(),
          QByteArray("SQLite format 3\0 and nothing else", 30)}) {
        {
            for (const auto &end : {u""_s, u"-wal"_s, u"-shm"_s})
                QFile::remove(path + end);
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(garbage);
        }
        auto index = need(DataIndex::open(m_folder));
        need(index.update(m_task));
        compare(index);
    }
    // Pages in the middle overwritten.
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 1; page * 4096 < file.size(); page += 2) {
        file.seek(page * 4096);
        file.write(QByteArray(4096, '\x5a'));
    }
    file.close();
    for (const auto &end : {u"-wal"_s, u"-shm"_s})
        QFile::remove(path + end);
    auto index = need(DataIndex::open(m_folder));
    QCOMPARE(found(u"cache1"_s, &index), found(u"cache1"_s, nullptr));
    {
        auto workspace = need(versioning::Workspace::open(m_folder, m_task));
        need(workspace.workingCopy().append(someRecord(m_random, 7777)));
    }
    need(index.update(m_task));
    compare(index);
}

void TestDataIndex::survivesAKill()
{
    make(20'000);
    for (int round = 0; round < 6; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto index = DataIndex::open(m_folder);
            if (index)
                (void)index->update(m_task);
            ::_exit(0);
        }
        ::usleep(useconds_t(20'000 + round * 60'000));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        auto index = need(DataIndex::open(m_folder));
        QCOMPARE(found(u"cache1"_s, &index), found(u"cache1"_s, nullptr));
    }
    auto index = need(DataIndex::open(m_folder));
    need(index.update(m_task));
    compare(index);
}

void TestDataIndex::stopsWhenAsked()
{
    class Impatient final : public base::TaskContext
    {
    public:
        bool cancelled() const override { return m_asked++ > 3; }
        void progress(std::int64_t, std::int64_t) override { }
        mutable std::atomic<int> m_asked = 0;
    };
    make(3000);
    auto index = need(DataIndex::open(m_folder));
    Impatient task;
    const auto status = index.update(task);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, base::ErrorKind::Cancelled);
    QCOMPARE(found(u"fire2"_s, &index), found(u"fire2"_s, nullptr));
    need(index.update(m_task));
    compare(index);
}

void TestDataIndex::countsFewValuesAgain()
{
    make(6000);
    auto index = need(DataIndex::open(m_folder));
    need(index.update(m_task));
    QVERIFY(!need(index.statistics())->columns[2].distinctExact);
    {
        // A column of about two thousand values becomes one of ten.
        auto workspace = need(versioning::Workspace::open(m_folder, m_task));
        BulkEdit edit{BulkEdit::Kind::SetField, u"score"_s, u"5"_s, FieldType::Integer};
        const auto totals = need(editRows(workspace.workingCopy(), parsed(u"id >= 10"_s), edit, m_task));
        QVERIFY(totals.changed > 5900);
    }
    need(index.update(m_task));
    QVERIFY(need(index.statistics())->columns[2].distinctExact);
    compare(index);
}

void TestDataIndex::changesAllThatFit()
{
    make(2000);
    auto workspace = need(versioning::Workspace::open(m_folder, m_task));
    auto &copy = workspace.workingCopy();
    std::vector<std::string> expected;
    std::int64_t changed = 0;
    for (const std::string &body : bodiesOf(copy.rows())) {
        const bool fits = body.find("\"kind\":\"k1\"") != std::string::npos;
        std::string after = body;
        if (fits)
            after.replace(after.find("k1"), 2, "k9");
        changed += fits;
        expected.push_back(after);
    }
    const BulkEdit set{BulkEdit::Kind::SetField, u"kind"_s, u"k9"_s, FieldType::String};
    QCOMPARE(need(editRows(copy, parsed(u"kind = k1"_s), set, m_task)).changed, changed);
    QCOMPARE(bodiesOf(copy.rows()), expected);
    // Two records with one key: nothing is changed at all.
    const BulkEdit clash{BulkEdit::Kind::SetField, u"id"_s, u"5"_s, FieldType::Integer};
    const auto refused = editRows(copy, parsed(u"kind = k9"_s), clash, m_task);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, base::ErrorKind::Conflict);
    QCOMPARE(bodiesOf(copy.rows()), expected);
    BulkEdit removal;
    removal.kind = BulkEdit::Kind::RemoveRows;
    QCOMPARE(need(editRows(copy, parsed(u"kind = k9"_s), removal, m_task)).removed, changed);
    std::erase_if(expected, [](const std::string &body) { return body.find("\"k9\"") != std::string::npos; });
    QCOMPARE(bodiesOf(copy.rows()), expected);
}

void TestDataIndex::knowsWhatIsNewAndChanged()
{
    make(500);
    auto workspace = need(versioning::Workspace::open(m_folder, m_task));
    auto &copy = workspace.workingCopy();
    QCOMPARE(std::int64_t(found(u"is:added"_s, nullptr).size()), 500);
    need(workspace.commit(saying("first"), m_task));
    QCOMPARE(std::int64_t(found(u"is:added or is:changed"_s, nullptr).size()), 0);
    const auto row = need(copy.rows().page(77, 1)).front();
    need(copy.replace(row.position, someRecord(m_random, 77'777)));
    need(copy.append(someRecord(m_random, 88'888)));
    QCOMPARE(found(u"is:changed"_s, nullptr), std::vector<std::int64_t>{77});
    QCOMPARE(found(u"is:added"_s, nullptr), std::vector<std::int64_t>{500});
    QCOMPARE(found(u"not is:added and not is:changed"_s, nullptr).size(), std::size_t(499));
}

QTEST_GUILESS_MAIN(TestDataIndex)
#include "tst_data_index.moc"
