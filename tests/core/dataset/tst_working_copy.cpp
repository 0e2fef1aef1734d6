#include "dataset/finding_store.h"
#include "dataset/row_reader.h"
#include "support/scratch_workspace.h"

#include <algorithm>
#include <map>
#include <random>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestWorkingCopy : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_next = 0;

    versioning::Workspace fresh(const QString &key = {})
    {
        return need(versioning::Workspace::create(m_folder.filePath(QString::number(++m_next)), someMetadata(),
                                                  schemaWithKey(key)));
    }

private Q_SLOTS:
    void importKeepsOrderAndPages()
    {
        auto workspace = fresh();
        const auto bodies = records(0, 5000);
        const auto totals = importRecords(workspace, bodies);
        QCOMPARE(totals.added, 5000);
        auto &rows = workspace.workingCopy().rows();
        QCOMPARE(need(rows.count()), 5000);
        QVERIFY(bodiesOf(rows) == bodies);
        for (const std::int64_t offset : {0, 1, 511, 512, 2500, 4990, 4999}) {
            const auto page = need(rows.page(offset, 20));
            QCOMPARE(page.size(), std::size_t(std::min<std::int64_t>(20, 5000 - offset)));
            for (std::size_t index = 0; index < page.size(); ++index) {
                QCOMPARE(page[index].body, bodies[std::size_t(offset) + index]);
                QCOMPARE(need(rows.offsetOf(page[index].position)), offset + std::int64_t(index));
                QCOMPARE(need(rows.at(page[index].position)).body, page[index].body);
            }
        }
        QVERIFY(need(rows.page(5000, 10)).empty());
        QVERIFY(need(rows.page(-1, 10)).empty());
        QCOMPARE(rows.at(1).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(workspace.workingCopy().rows().at(need(rows.page(0, 1)).front().position + 600).error().kind,
                 base::ErrorKind::NotFound);
    }

    void repeatsCollapse()
    {
        auto workspace = fresh();
        auto bodies = records(0, 1000);
        const auto again = records(0, 300);
        bodies.insert(bodies.end(), again.begin(), again.end());
        auto totals = importRecords(workspace, bodies);
        QCOMPARE(totals.added, 1000);
        QCOMPARE(totals.repeats, 300);
        totals = importRecords(workspace, records(500, 1000));
        QCOMPARE(totals.added, 500);
        QCOMPARE(totals.repeats, 500);
        QCOMPARE(need(workspace.workingCopy().changes()).added, 1500);
    }

    void sameKeyIsRepeatOrConflict()
    {
        auto workspace = fresh(u"id"_s);
        const auto totals = importRecords(workspace,
                                          {R"({"id":1,"v":1})", R"({"id":1,"v":1})", R"({"id":1,"v":2})", R"({"v":3})",
                                           R"({"id":null})", R"({"id":"1"})"});
        QCOMPARE(totals.added, 2);
        QCOMPARE(totals.repeats, 1);
        QCOMPARE(totals.conflicts, 1);
        QCOMPARE(totals.keyless, 2);
        QCOMPARE(totals.rejected, 3);
        const auto rejects = need(workspace.workingCopy().rejects(0, 10));
        QCOMPARE(rejects.size(), std::size_t(3));
        QCOMPARE(rejects[0].row.verbatim, std::string(R"({"id":1,"v":2})"));
        QCOMPARE(rejects[0].row.line, 3);
    }

    void findsByKeyAndById()
    {
        auto keyed = fresh(u"id"_s);
        importRecords(keyed, {R"({"id":1})", R"({"id":"two"})"});
        auto &rows = keyed.workingCopy().rows();
        QCOMPARE(need(rows.at(need(rows.find(u"1"_s)))).body, std::string(R"({"id":1})"));
        QCOMPARE(need(rows.at(need(rows.find(u"two"_s)))).body, std::string(R"({"id":"two"})"));
        QCOMPARE(rows.find(u"three"_s).error().kind, base::ErrorKind::NotFound);

        auto plain = fresh();
        importRecords(plain, records(0, 2000));
        auto &plainRows = plain.workingCopy().rows();
        for (const auto &row : need(plainRows.page(700, 5))) {
            const QString id = row.id().hex();
            QCOMPARE(need(plainRows.find(id)), row.position);
            QCOMPARE(need(plainRows.find(id.left(15))), row.position); // an odd number of digits
            QCOMPARE(need(plainRows.find(id.mid(2).toUpper())), row.position);
            QString wrong = id;
            wrong.back() = wrong.back() == u'0' ? u'1' : u'0';
            QVERIFY(!plainRows.find(wrong));
        }
        QVERIFY(!plainRows.find(u"123"_s));
    }

    void editsAreCountedAgainstTheVersion()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        base::Unwatched task;
        importRecords(workspace, records(0, 3000));
        need(workspace.commit(saying("first"), task));
        QVERIFY(need(copy.changes()).isEmpty());

        const auto page = need(copy.rows().page(1000, 10));
        need(copy.replace(page[0].position, R"({"edited":1})"));
        need(copy.replace(page[0].position, R"({"edited":2})"));
        need(copy.remove(std::vector{page[1].position, page[2].position}));
        const auto added = need(copy.append(R"({"new":1})"));
        auto counts = need(copy.changes());
        QCOMPARE(counts.changed, 1);
        QCOMPARE(counts.removed, 2);
        QCOMPARE(counts.added, 1);
        QCOMPARE(need(copy.rows().count()), 2999);
        QCOMPARE(need(copy.rows().at(page[3].position)).body, page[3].body); // others keep their positions

        std::vector<dataset::RowChange> changes;
        need(copy.forEachChange(task, [&changes](const dataset::RowChange &change) {
            changes.push_back(change);
            return base::Status();
        }));
        const std::vector<dataset::RowChange> expected{
            {dataset::ChangeKind::Changed, page[0].position, page[0].body, R"({"edited":2})"},
            {dataset::ChangeKind::Removed, page[1].position, page[1].body, {}},
            {dataset::ChangeKind::Removed, page[2].position, page[2].body, {}},
            {dataset::ChangeKind::Added, added, {}, R"({"new":1})"}};
        QVERIFY(changes == expected);

        // Taken back by hand, nothing is left to commit.
        need(copy.replace(page[0].position, page[0].body));
        need(copy.remove(std::vector{added}));
        counts = need(copy.changes());
        QCOMPARE(counts.changed, 0);
        QCOMPARE(counts.added, 0);
        QCOMPARE(counts.removed, 2);
    }

    void refusesWhatBreaksTheRules()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 10));
        const auto page = need(copy.rows().page(0, 10));
        QCOMPARE(copy.replace(page[0].position, page[1].body).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(copy.append(page[1].body).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(copy.replace(page[0].position, R"({"b":1, "a":2})").error().kind, base::ErrorKind::Invalid);
        QCOMPARE(copy.replace(page[0].position, "not json").error().kind, base::ErrorKind::Invalid);
        QCOMPARE(copy.replace(page[9].position + 1, R"({"a":2})").error().kind, base::ErrorKind::NotFound);
        // One position without a row: none of them is removed.
        QCOMPARE(copy.remove(std::vector{page[0].position, page[9].position + 1}).error().kind,
                 base::ErrorKind::NotFound);
        QCOMPARE(need(copy.rows().count()), 10);
        QVERIFY(bodiesOf(copy.rows()) == records(0, 10));
        // After refusals the working copy goes on.
        need(copy.replace(page[0].position, R"({"a":2})"));
        need(copy.append(page[0].body));
    }

    void importIsUndone()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 100));
        importRecords(workspace, records(100, 900));
        QCOMPARE(need(copy.rows().count()), 1000);
        base::Unwatched task;
        QCOMPARE(need(workspace.undo(task)).deed.kind, dataset::OperationKind::Imported);
        QVERIFY(bodiesOf(copy.rows()) == records(0, 100));
        need(workspace.undo(task));
        QCOMPARE(workspace.undo(task).error().kind, base::ErrorKind::NotFound);
        need(workspace.redo(task));
        QVERIFY(bodiesOf(copy.rows()) == records(0, 100));
        QCOMPARE(importRecords(workspace, records(100, 900)).added, 900);
    }

    void abandonedImportLeavesNothing()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 100));
        {
            auto batch = need(copy.beginImport(u"half"_s));
            for (const auto &body : records(50, 5000))
                need(batch->accept(body, dataset::recordId(body), 1));
            need(batch->reject("junk", 3, u"not JSON"_s));
            QCOMPARE(copy.beginImport(u"another"_s).error().kind, base::ErrorKind::Conflict);
            QCOMPARE(copy.append("{}").error().kind, base::ErrorKind::Conflict);
        }
        QVERIFY(bodiesOf(copy.rows()) == records(0, 100));
        QCOMPARE(need(copy.rejectCount()), 0);
        QCOMPARE(importRecords(workspace, records(50, 100)).added, 50);
    }

    void longRecordsAreSplitOff()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 300));
        const auto page = need(copy.rows().page(10, 3));
        for (int index = 0; index < 3; ++index) {
            const std::string body = "{\"long\":\"" + std::string(600'000, char('a' + index)) + "\"}";
            need(copy.replace(page[std::size_t(index)].position, body));
            QCOMPARE(need(copy.rows().at(page[std::size_t(index)].position)).body, body);
        }
        QCOMPARE(need(copy.rows().count()), 300);
        base::Unwatched task;
        need(workspace.commit(saying("long"), task));
        QCOMPARE(need(copy.rows().offsetOf(page[2].position)), 12);
        std::string tooLong = "{\"long\":\"" + std::string(1 << 20, 'a') + "\"}";
        QCOMPARE(importRecords(workspace, {tooLong}).rejected, 1);
    }

    void keyMayBeChosenLater()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        base::Unwatched task;
        importRecords(workspace, {R"({"a":1,"b":1})", R"({"a":1,"b":2})", R"({"a":2,"b":1})"});
        QCOMPARE(copy.setKeyFields({u"a"_s}, task).error().kind, base::ErrorKind::Conflict);
        QVERIFY(need(copy.rows().keyFields()).isEmpty());
        need(copy.setKeyFields({u"a"_s, u"b"_s}, task));
        QCOMPARE(importRecords(workspace, {R"({"a":1,"b":2,"c":3})", R"({"a":2,"b":2})"}).conflicts, 1);
        QCOMPARE(need(copy.rows().at(need(copy.rows().find(u"[2,2]"_s)))).body, std::string(R"({"a":2,"b":2})"));
    }

    void readersSeeFinishedWritesOnly()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 1000));
        auto reader = need(dataset::RowReader::open(workspace.folder()));
        const auto before = need(reader.generation());
        {
            auto batch = need(copy.beginImport(u"more"_s));
            for (const auto &body : records(1000, 3000))
                need(batch->accept(body, dataset::recordId(body), 1));
            QCOMPARE(need(reader.count()), 1000);
            need(batch->finish());
        }
        QCOMPARE(need(reader.count()), 4000);
        QVERIFY(need(reader.generation()) > before);
        QVERIFY(bodiesOf(reader) == records(0, 4000));
        // A walk that has begun sees one state to its end.
        base::Unwatched task;
        int seen = 0;
        need(reader.forEach(task, [&](const dataset::RowView &) {
            if (++seen == 1)
                return copy.remove(std::vector{need(copy.rows().page(3999, 1)).front().position});
            return base::Status();
        }));
        QCOMPARE(seen, 4000);
        QCOMPARE(need(reader.count()), 3999);
        QCOMPARE(need(reader.document(u"dataset.json"_s)), someMetadata());
    }

    void secondWriterIsRefused()
    {
        auto workspace = fresh();
        base::Unwatched task;
        QCOMPARE(versioning::Workspace::open(workspace.folder(), task).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(versioning::Workspace::create(workspace.folder(), someMetadata(), schemaWithKey({})).error().kind,
                 base::ErrorKind::Conflict);
    }

    void findingsAreReplacedByRule()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 10));
        std::vector<dataset::StoredFinding> findings;
        for (const auto &row : need(copy.rows().page(0, 10)))
            findings.push_back({u"length"_s, int(findings.size() % 3), row.position, row.id(), "{}"});
        need(dataset::replaceFindings(copy, u"length"_s, findings));
        need(dataset::replaceFindings(copy, u"other"_s, {{u"other"_s, 9, 5, {}, "{\"a\":1}"}}));
        auto reader = need(dataset::RowReader::open(workspace.folder()));
        const auto counts = need(dataset::findingCounts(reader));
        QCOMPARE(counts.size(), std::size_t(4));
        QCOMPARE(counts.front(), (dataset::FindingCount{u"other"_s, 9, 1}));
        const auto worst = need(dataset::findings(reader, std::nullopt, 0, 2));
        QCOMPARE(worst.front().detail, base::Bytes("{\"a\":1}"));
        QCOMPARE(need(dataset::findings(reader, u"length"_s, 8, 10)).size(), std::size_t(2));
        QCOMPARE(need(dataset::findingsBetween(reader, findings[2].position, findings[4].position)).size(),
                 std::size_t(3));
        need(dataset::replaceFindings(copy, u"length"_s, {}));
        QCOMPARE(need(dataset::findingCounts(reader)).size(), std::size_t(1));
    }

    // The working copy against a plain list, under a long random mix of everything.
    void behavesLikeAList()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        base::Unwatched task;
        std::mt19937 random(7);
        std::map<dataset::Position, std::string> model;
        int next = 0;
        for (int step = 0; step < 300; ++step) {
            const unsigned dice = random() % 20;
            const auto anyRow = [&] { return std::next(model.begin(), std::ptrdiff_t(random() % model.size())); };
            if (dice < 2) {
                importRecords(workspace, records(next, int(random() % 700)));
                std::int64_t offset = std::int64_t(model.size());
                for (const auto &row : need(copy.rows().page(offset, 1'000'000)))
                    model.emplace(row.position, row.body);
                next += 700;
            } else if (dice < 6) {
                const auto body = record(++next + 1'000'000);
                model.emplace(need(copy.append(body)), body);
            } else if (dice < 12 && !model.empty()) {
                const auto row = anyRow();
                row->second = record(++next + 1'000'000, std::string(random() % 3000, 'x'));
                need(copy.replace(row->first, row->second));
            } else if (dice < 18 && !model.empty()) {
                std::vector<dataset::Position> gone;
                for (unsigned count = random() % 40; count > 0 && !model.empty(); --count) {
                    const auto row = anyRow();
                    gone.push_back(row->first);
                    model.erase(row);
                }
                need(copy.remove(gone));
            } else if (!need(copy.changes()).isEmpty()) {
                need(workspace.commit(saying("step"), task));
                QVERIFY(need(copy.changes()).isEmpty());
            }
            if (step % 10 == 0) {
                std::map<dataset::Position, std::string> found;
                for (const auto &row : need(copy.rows().page(0, 10'000'000)))
                    found.emplace(row.position, row.body);
                QVERIFY2(found == model, qPrintable(QString::number(step)));
            }
        }
        // What was committed is what a rebuilt working copy shows.
        if (!need(copy.changes()).isEmpty())
            need(workspace.commit(saying("last"), task));
        const auto bodies = bodiesOf(copy.rows());
        need(workspace.restore(need(workspace.repository().resolve(u"HEAD"_s)), task));
        QVERIFY(bodiesOf(copy.rows()) == bodies);
        QVERIFY(need(copy.changes()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWorkingCopy)
#include "tst_working_copy.moc"
