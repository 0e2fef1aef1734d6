#include "base/files.h"
#include "support/scratch_workspace.h"
#include "versioning/content_tree.h"
#include "versioning/difference.h"
#include "versioning/history.h"
#include "versioning/segment_name.h"
#include "versioning/verify.h"

#include <QCryptographicHash>

#include <random>
#include <set>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using dataset::ChangeKind;
using dataset::RowChange;

class TestVersions : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_next = 0;
    base::Unwatched m_task;

    versioning::Workspace fresh(const QString &key = {})
    {
        return need(versioning::Workspace::create(m_folder.filePath(QString::number(++m_next)), someMetadata(),
                                                  schemaWithKey(key)));
    }
    versioning::CommitId commit(versioning::Workspace &workspace, const char *message = "message")
    {
        return need(workspace.commit(saying(message), m_task)).id;
    }
    std::vector<RowChange> changesBetween(versioning::Workspace &workspace,
                                          const std::optional<versioning::CommitId> &from,
                                          const std::optional<versioning::CommitId> &to)
    {
        std::vector<RowChange> changes;
        const auto key = need(workspace.workingCopy().rows().keyFields());
        const auto counts = need(
            versioning::difference(workspace.repository(), from, to, key, m_task, [&changes](const RowChange &change) {
                changes.push_back(change);
                return base::Status();
            }));
        const auto without = need(versioning::difference(workspace.repository(), from, to, key, m_task));
        if (!(counts == without) || counts.added + counts.changed + counts.removed != std::int64_t(changes.size()))
            throw std::runtime_error("the counts are not those of the rows");
        return changes;
    }
    QByteArray git(versioning::Workspace &workspace, const QStringList &arguments)
    {
        return run(u"git"_s, QStringList{u"--git-dir="_s + workspace.repository().path()} + arguments);
    }

private Q_SLOTS:
    void segmentNamesAreStrict()
    {
        const versioning::SegmentName name{0x12345678, *base::Digest::fromHexText(QString(64, u'a')), 127};
        QCOMPARE(name.path(), "records/1234/0000000012345678-" + QByteArray(64, 'a') + "-127.jsonl.zst");
        const auto parse = [](const QByteArray &folder, const QByteArray &file) {
            return versioning::SegmentName::parse(base::text(folder), base::text(file));
        };
        QVERIFY(parse("1234", name.fileName()) == name);
        const QByteArray digest = QByteArray(64, 'a');
        const QByteArray good = name.fileName();
        QVERIFY(!parse("1235", good));
        QVERIFY(!parse("123", good));
        QVERIFY(!parse("1234", good + ' '));
        QVERIFY(!parse("1234", good.toUpper()));
        QVERIFY(!parse("1234", "0000000012345678-" + digest + "-0.jsonl.zst"));
        QVERIFY(!parse("1234", "0000000012345678-" + digest + "-0127.jsonl.zst"));
        QVERIFY(!parse("1234", "0000000012345678-" + digest + "-+12.jsonl.zst"));
        QVERIFY(!parse("1234", "0000000012345678-" + digest + "-513.jsonl.zst"));
        QVERIFY(parse("1234", "0000000012345678-" + digest + "-512.jsonl.zst"));
        QVERIFY(!parse("1234", "0000000112345678-" + digest + "-127.jsonl.zst")); // beyond the largest position
        QVERIFY(!parse("1234", "0000000012345678-" + digest.left(62) + "zz-127.jsonl.zst"));
        QVERIFY(!parse("..", "../etc/passwd"));
    }

    void stockToolsReadIt()
    {
        auto workspace = fresh();
        const auto bodies = records(0, 3000);
        importRecords(workspace, bodies);
        const auto sourceFile = base::Bytes("a source document");
        const auto attachment = need(workspace.workingCopy().attach(sourceFile));
        const auto id = commit(workspace, "first version");
        git(workspace, {u"fsck"_s, u"--strict"_s, u"--full"_s});
        QCOMPARE(git(workspace, {u"log"_s, u"--format=%H %an %ae %at %s"_s}),
                 versioning::idText(id).toLatin1() + " Ada ada@example.org 1700000000 first version\n");

        QByteArray all;
        int segments = 0;
        const QByteArrayList paths =
            git(workspace, {u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"HEAD"_s}).trimmed().split('\n');
        for (const QByteArray &path : paths) {
            const QByteArray blob = git(workspace, {u"cat-file"_s, u"blob"_s, u"HEAD:"_s + QString::fromLatin1(path)});
            if (!path.startsWith("records/"))
                continue;
            const QByteArray raw = run(u"zstd"_s, {u"-d"_s, u"-q"_s, u"-c"_s}, blob);
            const QByteArrayList parts = path.mid(path.lastIndexOf('/') + 1).chopped(10).split('-');
            QCOMPARE(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex(), parts[1]);
            QCOMPARE(QByteArray::number(raw.count('\n')), parts[2]);
            all += raw;
            ++segments;
        }
        QByteArray expected;
        for (const auto &body : bodies)
            expected += QByteArray::fromStdString(body) + '\n';
        QCOMPARE(all, expected); // path order is row order
        QVERIFY(segments >= 3);
        const QByteArray digest = base::toPlainHex(attachment.view());
        QCOMPARE(git(workspace,
                     {u"cat-file"_s, u"blob"_s,
                      QString::fromLatin1("HEAD:media/" + digest.left(2) + '/' + digest.mid(2, 2) + '/' + digest)}),
                 sourceFile);
        QCOMPARE(git(workspace, {u"cat-file"_s, u"blob"_s, u"HEAD:dataset.json"_s}), someMetadata());
        const auto verified = need(versioning::verifyTree(workspace.repository(), id, m_task));
        QVERIFY2(verified.isGood(), qPrintable(verified.problems.empty() ? QString() : verified.problems.front()));
        QCOMPARE(verified.records, 3000);
        QCOMPARE(verified.attachments, 1);
    }

    void historyAndTotals()
    {
        auto workspace = fresh();
        QVERIFY(need(versioning::log(workspace.repository())).empty());
        QVERIFY(!workspace.repository().resolve(u"HEAD"_s));
        std::vector<versioning::CommitId> ids;
        for (int version = 0; version < 5; ++version) {
            importRecords(workspace, records(version * 1000, 1000));
            ids.push_back(commit(workspace, QByteArray("version " + QByteArray::number(version + 1)).constData()));
        }
        const auto log = need(versioning::log(workspace.repository(), 1, 2));
        QCOMPARE(log.size(), std::size_t(2));
        QCOMPARE(log[0].number, 4);
        QCOMPARE(log[0].message, u"version 4"_s);
        QVERIFY(log[0].id == ids[3]);
        QVERIFY(log[0].parents == std::vector{ids[2]});
        const auto resolve = [&](const QString &text) { return need(workspace.repository().resolve(text)); };
        QVERIFY(resolve(u"HEAD"_s) == ids[4]);
        QVERIFY(resolve(u"HEAD~"_s) == ids[3]);
        QVERIFY(resolve(u"HEAD~4"_s) == ids[0]);
        QVERIFY(resolve(u"v2"_s) == ids[1]);
        QVERIFY(resolve(u"v2~1"_s) == ids[0]);
        QVERIFY(resolve(versioning::idText(ids[2]).left(12)) == ids[2]);
        for (const QString &bad : {u"HEAD~5"_s, u"v6"_s, u"v0"_s, u"v"_s, u"xyz"_s, u""_s, u"HEAD~x"_s,
                                   u"refs/heads/none"_s, u"--help"_s, QString(1000, u'a')})
            QCOMPARE(workspace.repository().resolve(bad).error().kind, base::ErrorKind::NotFound);
        const auto shown = need(versioning::show(workspace.repository(), ids[2]));
        QCOMPARE(shown.totals.records, 3000);
        QCOMPARE(shown.version.number, 3);
    }

    void smallChangesTouchLittle()
    {
        auto workspace = fresh();
        importRecords(workspace, records(0, 40'000));
        const auto first = commit(workspace);
        const auto before =
            need(need(versioning::ContentTree::of(workspace.repository(), first)).segments(workspace.repository()));
        auto &copy = workspace.workingCopy();
        need(copy.replace(need(copy.rows().page(20'000, 1)).front().position, R"({"edited":true})"));
        auto report = need(workspace.commit(saying("edit"), m_task));
        QCOMPARE(report.segmentsWritten, 1);
        QCOMPARE(report.counts.changed, 1);
        // Rows appended one by one gather in one segment at the end, not in one each.
        for (int number = 0; number < 20; ++number) {
            need(copy.append(record(100'000 + number)));
            report = need(workspace.commit(saying("append"), m_task));
            QCOMPARE(report.segmentsWritten, 1);
        }
        // So do small imports.
        for (int number = 0; number < 20; ++number) {
            importRecords(workspace, {record(200'000 + number)});
            commit(workspace);
        }
        const auto after = need(
            need(versioning::ContentTree::of(workspace.repository(), need(workspace.repository().resolve(u"HEAD"_s))))
                .segments(workspace.repository()));
        QVERIFY2(after.size() <= before.size() + 2, qPrintable(QString::number(after.size())));
        git(workspace, {u"fsck"_s, u"--strict"_s});
        const auto bodies = bodiesOf(copy.rows());
        need(workspace.restore(need(workspace.repository().resolve(u"HEAD"_s)), m_task));
        QVERIFY(bodiesOf(copy.rows()) == bodies);
    }

    void diffOfKeylessRows()
    {
        auto workspace = fresh();
        importRecords(workspace, records(0, 2000));
        const auto first = commit(workspace);
        auto &copy = workspace.workingCopy();
        const auto page = need(copy.rows().page(700, 6));
        need(copy.replace(page[1].position, R"({"edited":1})"));
        need(copy.remove(std::vector{page[3].position}));
        const auto added = need(copy.append(R"({"new":1})"));
        std::vector<RowChange> working;
        need(copy.forEachChange(m_task, [&working](const RowChange &change) {
            working.push_back(change);
            return base::Status();
        }));
        const auto second = commit(workspace);
        const std::vector<RowChange> expected{{ChangeKind::Changed, page[1].position, page[1].body, R"({"edited":1})"},
                                              {ChangeKind::Removed, page[3].position, page[3].body, {}},
                                              {ChangeKind::Added, added, {}, R"({"new":1})"}};
        QVERIFY(working == expected);
        QVERIFY(changesBetween(workspace, first, second) == expected); // the same as was shown before the commit
        QCOMPARE(changesBetween(workspace, std::nullopt, first).size(), std::size_t(2000));
        QCOMPARE(changesBetween(workspace, second, std::nullopt).size(), std::size_t(2000));
        QVERIFY(changesBetween(workspace, first, first).empty());
        // Backwards: the same rows, the other way round.
        const auto back = changesBetween(workspace, second, first);
        QCOMPARE(back.size(), expected.size());
        QVERIFY(back[0].before == R"({"edited":1})" && back[0].after == page[1].body);
    }

    void diffByKey()
    {
        auto workspace = fresh(u"id"_s);
        importRecords(workspace, records(0, 2000));
        const auto first = commit(workspace);
        auto &copy = workspace.workingCopy();
        const auto row = need(copy.rows().page(1500, 1)).front();
        need(copy.replace(row.position, record(1500, "another text")));
        const auto second = commit(workspace);
        const auto changes = changesBetween(workspace, first, second);
        QCOMPARE(changes.size(), std::size_t(1));
        QVERIFY(changes.front()
                == (RowChange{ChangeKind::Changed, row.position, row.body, record(1500, "another text")}));
    }

    void diffIsTheEditScript()
    {
        std::mt19937 random(3);
        auto workspace = fresh();
        importRecords(workspace, records(0, 4000));
        auto before = commit(workspace);
        auto &copy = workspace.workingCopy();
        int next = 1'000'000;
        for (int round = 0; round < 8; ++round) {
            auto old = bodiesOf(copy.rows());
            for (int edit = 0; edit < 60; ++edit) {
                const auto row =
                    need(copy.rows().page(std::int64_t(random() % std::uint64_t(need(copy.rows().count()))), 1));
                if (random() % 2)
                    need(copy.remove(std::vector{row.front().position}));
                else
                    need(copy.replace(row.front().position, record(++next, std::string(random() % 400, 'y'))));
            }
            importRecords(workspace, records(++next, 50));
            next += 50;
            const auto after = commit(workspace);
            std::multiset<std::string> rows(old.begin(), old.end());
            for (const RowChange &change : changesBetween(workspace, before, after)) {
                if (change.kind != ChangeKind::Added) {
                    const auto found = rows.find(change.before);
                    QVERIFY(found != rows.end());
                    rows.erase(found);
                }
                if (change.kind != ChangeKind::Removed)
                    rows.insert(change.after);
            }
            const auto now = bodiesOf(copy.rows());
            QVERIFY(rows == std::multiset<std::string>(now.begin(), now.end()));
            before = after;
        }
    }

    void workingCopyIsRebuilt()
    {
        auto workspace = std::make_unique<versioning::Workspace>(fresh(u"id"_s));
        importRecords(*workspace, records(0, 3000));
        const auto first = commit(*workspace);
        const auto bodies = bodiesOf(workspace->workingCopy().rows());
        const QString folder = workspace->folder();
        workspace.reset();
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(folder + u"/working.db"_s + suffix);
        auto again = need(versioning::Workspace::open(folder, m_task));
        QVERIFY(bodiesOf(again.workingCopy().rows()) == bodies);
        QVERIFY(need(again.workingCopy().changes()).isEmpty());
        QCOMPARE(need(again.workingCopy().rows().keyFields()), QStringList{u"id"_s});
        QVERIFY(need(again.base()) == first);
        QCOMPARE(importRecords(again, records(2990, 20)).added, 10);
    }

    void restoreMakesTheDifferenceAChange()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        importRecords(workspace, records(0, 3000));
        const auto first = commit(workspace);
        const auto old = bodiesOf(copy.rows());
        const auto page = need(copy.rows().page(100, 3));
        need(copy.replace(page[0].position, R"({"edited":1})"));
        need(copy.remove(std::vector{page[1].position}));
        importRecords(workspace, records(5000, 1000));
        const auto second = commit(workspace);
        need(workspace.restore(first, m_task));
        QVERIFY(bodiesOf(copy.rows()) == old);
        const auto counts = need(copy.changes());
        QCOMPARE(counts.changed, 1);
        QCOMPARE(counts.added, 1);
        QCOMPARE(counts.removed, 1000);
        const auto third = commit(workspace);
        const auto tree = [&](const versioning::CommitId &id) { return need(workspace.repository().commit(id)).tree; };
        QVERIFY(tree(third) == tree(first)); // the same content is the same tree
        QVERIFY(tree(third) != tree(second));
    }

    void refusesEmptyAndStaleCommits()
    {
        auto workspace = fresh();
        QCOMPARE(workspace.commit(saying("  "), m_task).error().kind, base::ErrorKind::Invalid);
        const auto first = commit(workspace); // metadata alone is content
        QCOMPARE(workspace.commit(saying("again"), m_task).error().kind, base::ErrorKind::Invalid);
        // Somebody moves main with stock git.
        const QByteArray other =
            git(workspace,
                {u"-c"_s, u"user.name=x"_s, u"-c"_s, u"user.email=x"_s, u"commit-tree"_s, u"-p"_s,
                 versioning::idText(first), u"-m"_s, u"other"_s, versioning::idText(first) + u"^{tree}"_s})
                .trimmed();
        git(workspace, {u"update-ref"_s, u"refs/heads/main"_s, QString::fromLatin1(other)});
        importRecords(workspace, records(0, 10));
        QCOMPARE(workspace.commit(saying("late"), m_task).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(need(workspace.workingCopy().rows().count()), 10);
    }

    void signaturesAreInTheHeader()
    {
        auto workspace = fresh();
        auto request = saying("signed");
        base::Bytes signedBytes;
        request.signer = [&signedBytes](base::ByteView bytes) -> base::Result<base::Bytes> {
            signedBytes = bytes.toByteArray();
            return base::Bytes("-----BEGIN SSH SIGNATURE-----\nAAAA\nBBBB\n-----END SSH SIGNATURE-----\n");
        };
        const auto id = need(workspace.commit(request, m_task)).id;
        QVERIFY(need(versioning::log(workspace.repository())).front().isSigned);
        const QByteArray text = git(workspace, {u"cat-file"_s, u"commit"_s, versioning::idText(id)});
        QVERIFY(text.contains(
            "\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n BBBB\n -----END SSH SIGNATURE-----\n\nsigned\n"));
        QByteArray without = text;
        without.remove(text.indexOf("gpgsig"), text.indexOf("\n\nsigned") - text.indexOf("gpgsig") + 1);
        QCOMPARE(without, signedBytes);
        git(workspace, {u"fsck"_s, u"--strict"_s});
        request.signer = [](base::ByteView) -> base::Result<base::Bytes> {
            return base::fail(base::ErrorKind::Denied, u"no key"_s);
        };
        importRecords(workspace, records(0, 5));
        QCOMPARE(workspace.commit(request, m_task).error().kind, base::ErrorKind::Denied);
        QCOMPARE(need(workspace.workingCopy().changes()).added, 5);
    }

    void damagedWorkingCopyIsNotCommitted()
    {
        const QString folder = m_folder.filePath(u"damaged"_s);
        {
            auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
            importRecords(workspace, records(0, 2000));
        }
        run(u"sqlite3"_s,
            {folder + u"/working.db"_s,
             u"update segments set piece = (select piece from segments where position = 1024)"
             " where position = 2048"_s});
        auto workspace = need(versioning::Workspace::open(folder, m_task));
        QCOMPARE(workspace.commit(saying("damaged"), m_task).error().kind, base::ErrorKind::Corrupt);
        QVERIFY(!need(workspace.repository().head()));
    }

    void manyCommitsStayTidy()
    {
        auto workspace = fresh();
        importRecords(workspace, records(0, 20'000));
        commit(workspace);
        auto &copy = workspace.workingCopy();
        for (int version = 0; version < 60; ++version) {
            // Enough segments for a pack of its own each time.
            for (int row = 0; row < 20; ++row)
                need(copy.replace(need(copy.rows().page(row * 990 + version, 1)).front().position,
                                  record(1'000'000 + version * 100 + row)));
            commit(workspace);
        }
        const auto packs = QDir(workspace.repository().path() + u"/objects/pack"_s).entryList({u"*.pack"_s}).size();
        QVERIFY2(packs <= 52, qPrintable(QString::number(packs)));
        git(workspace, {u"fsck"_s, u"--strict"_s});
        QCOMPARE(need(versioning::log(workspace.repository(), 0, 1000)).size(), std::size_t(61));
    }
};

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
