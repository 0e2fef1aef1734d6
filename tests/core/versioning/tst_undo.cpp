#include "dataset/operation_log.h"
#include "dataset/row_reader.h"
#include "dataset/working_state.h"
#include "support/scratch_workspace.h"
#include "versioning/verify.h"

#include <algorithm>
#include <map>
#include <optional>
#include <random>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using dataset::Deed;
using dataset::OperationKind;

namespace {

// What a person sees of a data set.
struct Seen
{
    std::map<dataset::Position, std::string> rows;
    base::Bytes readme;
    QStringList key;
    bool operator==(const Seen &) const = default;
};

Seen look(versioning::Workspace &workspace)
{
    Seen seen;
    auto &copy = workspace.workingCopy();
    for (const auto &row : need(copy.rows().page(0, 10'000'000)))
        seen.rows.emplace(row.position, row.body);
    seen.readme = need(copy.document(QLatin1String(dataset::kReadmeFile)));
    seen.key = need(copy.rows().keyFields());
    return seen;
}

std::vector<std::string> bodies(const Seen &seen)
{
    std::vector<std::string> result;
    for (const auto &[position, body] : seen.rows)
        result.push_back(body);
    return result;
}

int rounds(int normally)
{
    const int asked = qEnvironmentVariableIntValue("DATANET_TEST_ROUNDS");
    return asked > 0 ? asked : normally;
}

} // namespace

class TestUndo : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_next = 0;
    base::Unwatched m_task;

    QString newFolder() { return m_folder.filePath(QString::number(++m_next)); }
    versioning::Workspace fresh(const QString &key = {})
    {
        return need(versioning::Workspace::create(newFolder(), someMetadata(), schemaWithKey(key)));
    }
    static qint64 pieces(const QString &folder)
    {
        return run(u"sqlite3"_s, {folder + u"/working.db"_s, u"select count(*) from pieces"_s}).trimmed().toLongLong();
    }

private Q_SLOTS:
    void aNewDataSetHasNothingToUndo()
    {
        auto workspace = fresh(u"id"_s);
        QVERIFY(!need(workspace.workingCopy().nextUndo()));
        QVERIFY(!need(workspace.workingCopy().nextRedo()));
        QCOMPARE(workspace.undo(m_task).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(workspace.redo(m_task).error().kind, base::ErrorKind::NotFound);
    }

    void editsAreToldAndTakenBack()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 2000));
        const auto rows = need(copy.rows().page(0, 2000));
        const auto imported = look(workspace);
        need(copy.replace(rows[1000].position, record(5000)));
        need(copy.append(record(6000)));
        need(copy.remove(std::vector{rows[3].position, rows[4].position}));
        need(copy.setDocument(QLatin1String(dataset::kReadmeFile), "about"));
        const auto done = look(workspace);

        const auto list = need(copy.operations(10));
        const std::vector<Deed> expected{{OperationKind::Document, 0, QLatin1String(dataset::kReadmeFile)},
                                         {OperationKind::Removed, 2, {}},
                                         {OperationKind::Added, 1, {}},
                                         {OperationKind::Changed, 1, {}},
                                         {OperationKind::Imported, 2000, u"test"_s}};
        QCOMPARE(list.size(), expected.size());
        for (std::size_t index = 0; index < list.size(); ++index)
            QVERIFY(list[index].deed == expected[index]);

        for (int step = 0; step < 4; ++step)
            QVERIFY(need(workspace.undo(m_task)).deed == expected[std::size_t(step)]);
        QVERIFY(look(workspace) == imported);
        QVERIFY(need(copy.nextRedo())->deed == expected[3]);
        // What was undone is free for others.
        need(copy.append(record(5000)));
        QVERIFY(!need(copy.nextRedo()));
        need(workspace.undo(m_task));
        need(workspace.redo(m_task));
        QVERIFY(!(look(workspace) == done));
    }

    void whatChangesNothingIsNoStep()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 10));
        const auto row = need(copy.rows().page(0, 1)).front();
        need(copy.replace(row.position, row.body));
        need(copy.setDocument(QLatin1String(dataset::kMetadataFile), someMetadata()));
        QCOMPARE(need(copy.operations(10)).size(), std::size_t(1));
    }

    void manyAreOneStep()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        need(copy.together([&]() -> base::Result<Deed> {
            need(copy.setDocument(QLatin1String(dataset::kReadmeFile), "about"));
            importRecords(workspace, records(0, 1000));
            importRecords(workspace, records(1000, 1000));
            need(copy.append(record(7777)));
            return Deed{OperationKind::Imported, 2001, u"two files"_s};
        }));
        QCOMPARE(need(copy.operations(10)).size(), std::size_t(1));
        QCOMPARE(need(copy.rows().count()), 2001);
        QVERIFY(need(workspace.undo(m_task)).deed == (Deed{OperationKind::Imported, 2001, u"two files"_s}));
        QCOMPARE(need(copy.rows().count()), 0);
        QVERIFY(need(copy.document(QLatin1String(dataset::kReadmeFile))).isEmpty());
        need(workspace.redo(m_task));
        QCOMPARE(need(copy.rows().count()), 2001);
        QCOMPARE(need(copy.changes()).added, 2001);
    }

    void aFailedPartTakesTheWholeWithIt()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 100));
        const auto before = look(workspace);
        const auto failed = copy.together([&]() -> base::Result<Deed> {
            need(copy.append(record(500)));
            (void)copy.append(record(3)); // is there already; not looking at it does not help
            return Deed{OperationKind::Added, 2, {}};
        });
        QVERIFY(!failed);
        QVERIFY(look(workspace) == before);
        {
            const auto abandoned = copy.together([&]() -> base::Result<Deed> {
                auto batch = need(copy.beginImport(u"x"_s));
                need(batch->accept(record(900), dataset::recordId(record(900)), 1));
                batch.reset();
                return Deed{OperationKind::Imported, 1, {}};
            });
            QVERIFY(!abandoned);
        }
        QVERIFY(look(workspace) == before);
        need(copy.append(record(500)));
        QCOMPARE(need(copy.operations(10)).size(), std::size_t(2));
    }

    void bulkChangesAreOneStep()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 5000));
        need(workspace.commit(saying("first"), m_task));
        const auto before = look(workspace);
        std::string body;
        const auto totals = need(copy.changeRows(
            {OperationKind::Changed, 0, u"text"_s},
            [&](const dataset::RowView &row) -> base::Result<dataset::RowFate> {
                if (row.body.find("\"id\":1") != std::string_view::npos)
                    return dataset::RowFate(dataset::RowGoes());
                if (row.body.find("\"id\":2") == std::string_view::npos)
                    return dataset::RowFate(dataset::RowStays());
                body = std::string(row.body.substr(0, row.body.find(','))) + R"(,"text":"new"})";
                return dataset::RowFate(std::string_view(body));
            },
            m_task));
        QCOMPARE(totals.removed, 1111);
        QCOMPARE(totals.changed, 1111);
        QCOMPARE(need(copy.changes()).removed, 1111);
        QCOMPARE(need(copy.changes()).changed, 1111);
        QVERIFY(need(copy.operations(1)).front().deed == (Deed{OperationKind::Changed, 2222, u"text"_s}));
        need(workspace.undo(m_task));
        QVERIFY(look(workspace) == before);
        QVERIFY(need(copy.changes()).isEmpty());
        // A body that is not canonical changes nothing.
        const auto refused = copy.changeRows(
            {OperationKind::Changed, 0, {}},
            [](const dataset::RowView &) -> base::Result<dataset::RowFate> {
                return dataset::RowFate("{\"b\":1, \"a\":2}");
            },
            m_task);
        QCOMPARE(refused.error().kind, base::ErrorKind::Invalid);
        QVERIFY(look(workspace) == before);
    }

    void rejectsComeAndGoWithTheirImport()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        auto batch = need(copy.beginImport(u"test"_s));
        need(batch->reject("rubbish", 1, u"no record"_s));
        need(batch->finish());
        QCOMPARE(need(copy.rejectCount()), 1);
        need(workspace.undo(m_task));
        QCOMPARE(need(copy.rejectCount()), 0);
        need(workspace.redo(m_task));
        QCOMPARE(need(copy.rejectCount()), 1);
        importRecords(workspace, records(0, 10));
        need(workspace.commit(saying("first"), m_task));
        QCOMPARE(need(copy.rejects(0, 10)).size(), std::size_t(1));
    }

    void pastSavedVersions()
    {
        const QString folder = newFolder();
        auto workspace = std::optional(need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({}))));
        importRecords(*workspace, records(0, 3000));
        const auto first = look(*workspace);
        need(workspace->commit(saying("first"), m_task));
        const auto rows = need(workspace->workingCopy().rows().page(0, 3000));
        std::vector<dataset::Position> gone;
        for (int row = 100; row < 1900; ++row)
            gone.push_back(rows[std::size_t(row)].position);
        need(workspace->workingCopy().remove(gone)); // leaves small segments that the version joins
        need(workspace->workingCopy().replace(rows[10].position, record(9999)));
        const auto second = look(*workspace);
        need(workspace->commit(saying("second"), m_task));
        QVERIFY(bodies(look(*workspace)) == bodies(second));

        workspace.reset();
        workspace.emplace(need(versioning::Workspace::open(folder, m_task)));
        auto &copy = workspace->workingCopy();
        need(workspace->undo(m_task));
        need(workspace->undo(m_task));
        QVERIFY(look(*workspace) == first);
        const auto changes = need(copy.changes());
        QCOMPARE(changes.added, 1800);
        QCOMPARE(changes.changed, 1);
        QCOMPARE(changes.removed, 0);
        // It can be saved as a version of its own.
        const auto third = need(workspace->commit(saying("third"), m_task));
        QVERIFY(need(versioning::verifyTree(workspace->repository(), third.id, m_task)).isGood());
        QVERIFY(bodies(look(*workspace)) == bodies(first));
        need(workspace->undo(m_task)); // the import, before everything
        QCOMPARE(need(copy.rows().count()), 0);
        QCOMPARE(need(copy.changes()).removed, 3000);
        need(workspace->redo(m_task));
        QVERIFY(need(copy.changes()).isEmpty());
        QVERIFY(bodies(look(*workspace)) == bodies(first));
    }

    void restoringAVersionIsAStep()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 500));
        const auto first = need(workspace.commit(saying("first"), m_task));
        need(copy.append(record(700)));
        const auto before = look(workspace);
        need(workspace.restore(first.id, m_task));
        QCOMPARE(need(copy.rows().count()), 500);
        need(workspace.undo(m_task));
        QVERIFY(look(workspace) == before);
        QCOMPARE(need(copy.changes()).added, 1);
    }

    void oldStepsAreForgottenWithTheirRows()
    {
        const QString folder = newFolder();
        auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 3000));
        const auto segments = qint64(copy.state()->segments.size());
        const auto position = need(copy.rows().page(1500, 1)).front().position;
        for (int step = 0; step < dataset::kMostOperations + 50; ++step)
            need(copy.replace(position, record(10'000 + step)));
        QCOMPARE(need(copy.operations(1000)).size(), std::size_t(dataset::kMostOperations));
        QVERIFY(pieces(folder) <= segments + dataset::kMostOperations + 1);
        for (int step = 0; step < dataset::kMostOperations; ++step)
            need(workspace.undo(m_task));
        QCOMPARE(workspace.undo(m_task).error().kind, base::ErrorKind::NotFound);
        need(copy.append(record(99'999)));
        QCOMPARE(pieces(folder), segments + 1); // what was undone is gone; one step can be taken back
    }

    // What earlier programs wrote, edits and attachments that are in no version included.
    void theFormatBeforeIsTakenOver()
    {
        const QString folder = newFolder();
        const std::vector<std::string> expected = [&] {
            auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey(u"id"_s)));
            auto &copy = workspace.workingCopy();
            importRecords(workspace, records(0, 2000));
            need(workspace.commit(saying("first"), m_task));
            const auto rows = need(copy.rows().page(0, 2000));
            std::vector<dataset::Position> gone;
            for (int row = 0; row < 1200; ++row)
                gone.push_back(rows[std::size_t(row)].position);
            need(copy.remove(gone));
            need(copy.attach("one"));
            need(copy.attach("two"));
            need(copy.append(record(5000)));
            return bodiesOf(copy.rows());
        }();
        run(u"sqlite3"_s, {folder + u"/working.db"_s, uR"(
BEGIN;
CREATE TABLE segment_data(position INTEGER PRIMARY KEY, rows BLOB NOT NULL, frame BLOB NOT NULL);
INSERT INTO segment_data SELECT s.position, p.rows, p.frame FROM segments s JOIN pieces p ON p.piece = s.piece;
CREATE TABLE old(
    position INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL, batch INTEGER,
    base_position INTEGER, base_sha256 BLOB, base_count INTEGER);
INSERT INTO old SELECT position, count, bytes, sha256, batch, base_position, base_sha256, base_count FROM segments;
INSERT INTO old SELECT position, 0, 0, zeroblob(32), NULL, position, sha256, count FROM emptied;
DROP TABLE segments; ALTER TABLE old RENAME TO segments;
CREATE TABLE old(sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL);
INSERT INTO old SELECT sha256, frame FROM attachments JOIN pieces USING(piece);
DROP TABLE attachments; ALTER TABLE old RENAME TO attachments;
CREATE TABLE journal(sequence INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, before TEXT, after TEXT);
INSERT INTO meta VALUES('key', '["id"]');
DROP TABLE pieces; DROP TABLE emptied; DROP TABLE row_key; DROP TABLE operations; DROP TABLE recordings;
PRAGMA user_version = 1;
COMMIT;
)"_s});
        auto workspace = need(versioning::Workspace::open(folder, m_task));
        auto &copy = workspace.workingCopy();
        QVERIFY(bodiesOf(copy.rows()) == expected);
        QCOMPARE(need(copy.rows().keyFields()), QStringList{u"id"_s});
        QCOMPARE(need(copy.changes()).removed, 1200);
        QCOMPARE(need(copy.changes()).added, 1);
        QCOMPARE(need(copy.changes()).attachments, 2);
        const auto version = need(workspace.commit(saying("second"), m_task));
        const auto report = need(versioning::verifyTree(workspace.repository(), version.id, m_task));
        QVERIFY(report.isGood());
        QCOMPARE(report.records, std::int64_t(expected.size()));
        QCOMPARE(report.attachments, 2);
    }

    // A long random mix of everything against what a person saw at each step.
    void alwaysWhatItWas()
    {
        for (const unsigned seed : {1u, 2u, 3u}) {
            const QString folder = newFolder();
            auto workspace =
                std::optional(need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({}))));
            std::mt19937 random(seed);
            std::vector<Seen> past{look(*workspace)};
            std::size_t now = 0;
            std::map<std::string, int> committed;
            bool hasVersion = false;
            int next = 0;
            const auto done = [&] {
                past.resize(now + 1);
                const auto seen = look(*workspace);
                if (seen == past.back())
                    return;
                past.push_back(seen);
                ++now;
            };
            for (int step = 0; step < rounds(150); ++step) {
                auto &copy = workspace->workingCopy();
                const auto anyRow = [&] {
                    const auto count = need(copy.rows().count());
                    return need(copy.rows().page(std::int64_t(random() % std::size_t(count)), 1)).front();
                };
                const bool empty = need(copy.rows().count()) == 0;
                switch (const unsigned dice = random() % 16; dice) {
                case 0:
                    importRecords(*workspace, records(next, int(random() % 900) + 1));
                    next += 1000;
                    done();
                    break;
                case 1:
                case 2:
                    need(copy.append(record(++next + 1'000'000)));
                    done();
                    break;
                case 3:
                case 4:
                case 5:
                    if (empty)
                        break;
                    need(
                        copy.replace(anyRow().position, record(++next + 1'000'000, std::string(random() % 3000, 'x'))));
                    done();
                    break;
                case 6:
                case 7: {
                    if (empty)
                        break;
                    std::vector<dataset::Position> gone;
                    for (unsigned count = random() % 400; count > 0; --count)
                        gone.push_back(anyRow().position);
                    need(copy.remove(gone));
                    done();
                    break;
                }
                case 8:
                    need(copy.setDocument(QLatin1String(dataset::kReadmeFile), QByteArray::number(++next)));
                    done();
                    break;
                case 9: {
                    if (need(copy.changes()).isEmpty())
                        break;
                    const auto before = bodies(look(*workspace));
                    const auto version = need(workspace->commit(saying("step"), m_task));
                    QVERIFY(need(copy.changes()).isEmpty());
                    const auto report = need(versioning::verifyTree(workspace->repository(), version.id, m_task));
                    QVERIFY2(report.isGood(),
                             qPrintable(report.problems.empty() ? QString() : report.problems.front()));
                    QCOMPARE(report.records, std::int64_t(before.size()));
                    QVERIFY(bodies(look(*workspace)) == before);
                    committed.clear();
                    for (const auto &body : before)
                        ++committed[body];
                    hasVersion = true;
                    break;
                }
                case 10:
                    workspace.reset();
                    workspace.emplace(need(versioning::Workspace::open(folder, m_task)));
                    break;
                case 11:
                case 12:
                case 13:
                    if (const auto undone = workspace->undo(m_task)) {
                        QVERIFY(now > 0);
                        --now;
                    } else {
                        QCOMPARE(undone.error().kind, base::ErrorKind::NotFound);
                        QCOMPARE(now, std::size_t(0));
                    }
                    break;
                default:
                    if (const auto redone = workspace->redo(m_task)) {
                        QVERIFY(now + 1 < past.size());
                        ++now;
                    } else {
                        QCOMPARE(redone.error().kind, base::ErrorKind::NotFound);
                        past.resize(now + 1); // a version may have taken it away
                    }
                }
                const auto seen = look(*workspace);
                QVERIFY2(bodies(seen) == bodies(past[now]) && seen.readme == past[now].readme,
                         qPrintable(u"seed %1 step %2"_s.arg(seed).arg(step)));
                // What is said to have changed is what differs from the version.
                auto &rows = workspace->workingCopy();
                const auto changes = need(rows.changes());
                QCOMPARE(changes.added - changes.removed,
                         std::int64_t(seen.rows.size()) - std::int64_t(committed.size()));
                std::int64_t unknown = 0;
                for (const auto &[position, body] : seen.rows)
                    unknown += committed.count(body) == 0 ? 1 : 0;
                QVERIFY2(changes.added + changes.changed == unknown || !hasVersion,
                         qPrintable(u"seed %1 step %2: %3 + %4, %5"_s.arg(seed)
                                        .arg(step)
                                        .arg(changes.added)
                                        .arg(changes.changed)
                                        .arg(unknown)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
