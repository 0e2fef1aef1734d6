// Merges against a simple model in memory: random edits, versions, branches and merges must always equal it. A fixed
// seed; DATANET_TEST_SEED and DATANET_TEST_ROUNDS take other and longer ways.

#include "support/scratch_workspace.h"
#include "versioning/ancestry.h"
#include "versioning/content_tree.h"
#include "versioning/difference.h"
#include "versioning/merge.h"
#include "versioning/merge_documents.h"
#include "versioning/refs.h"
#include "versioning/verify.h"
#include "versioning/version_rows.h"

#include <map>
#include <random>
#include <set>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using versioning::Choice;
using versioning::MergeConflict;
using versioning::MergeReport;

namespace {

struct Cells
{
    std::string a, b;
    bool operator==(const Cells &) const = default;
};
using Model = std::map<int, Cells>; // by id

std::string body(int id, const Cells &cells)
{
    // Long enough for many segments.
    return "{\"a\":\"" + cells.a + "\",\"b\":\"" + cells.b + "\",\"id\":" + std::to_string(id) + ",\"pad\":\""
        + std::string(300, char('a' + id % 26)) + "\"}";
}

std::set<std::string> bodiesIn(const Model &model)
{
    std::set<std::string> bodies;
    for (const auto &[id, cells] : model)
        bodies.insert(body(id, cells));
    return bodies;
}

int fromEnvironment(const char *name, int otherwise)
{
    bool good = false;
    const int value = qEnvironmentVariableIntValue(name, &good);
    return good ? value : otherwise;
}

// What a merge must give, ours where the sides conflict; and how many conflicts there are.
struct Expected
{
    Model merged;
    int conflicts = 0;
};

Expected mergeModels(const Model &base, const Model &ours, const Model &theirs)
{
    Expected expected;
    std::set<int> ids;
    for (const auto *side : {&base, &ours, &theirs}) {
        for (const auto &[id, cells] : *side)
            ids.insert(id);
    }
    const auto at = [](const Model &model, int id) {
        const auto found = model.find(id);
        return found == model.end() ? std::optional<Cells>() : std::optional(found->second);
    };
    for (const int id : ids) {
        const auto b = at(base, id), o = at(ours, id), t = at(theirs, id);
        std::optional<Cells> result = o;
        if (o == t || t == b) {
        } else if (o == b) {
            result = t;
        } else if (!o || !t) {
            ++expected.conflicts;
        } else {
            for (auto cell : {&Cells::a, &Cells::b}) {
                const auto &mine = (*o).*cell;
                const auto &other = (*t).*cell;
                if (mine == other || (b && other == (*b).*cell))
                    continue;
                if (b && mine == (*b).*cell)
                    (*result).*cell = other;
                else
                    ++expected.conflicts;
            }
        }
        if (result)
            expected.merged.emplace(id, *result);
    }
    return expected;
}

} // namespace

class TestMerge : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_next = 0;
    base::Unwatched m_task;

    versioning::Workspace fresh(const QString &key = u"id"_s)
    {
        return need(versioning::Workspace::create(m_folder.filePath(QString::number(++m_next)), someMetadata(),
                                                  schemaWithKey(key)));
    }
    static versioning::CommitRequest at(int second)
    {
        auto request = saying("version");
        request.time = request.time.addSecs(second);
        return request;
    }
    versioning::CommitId commit(versioning::Workspace &workspace, int second = 0)
    {
        return need(workspace.commit(at(second), m_task)).id;
    }
    static std::set<std::string> bodiesIn(versioning::Workspace &workspace)
    {
        const auto list = bodiesOf(workspace.workingCopy().rows());
        std::set<std::string> bodies(list.begin(), list.end());
        if (bodies.size() != list.size())
            throw std::runtime_error("a record is there twice");
        return bodies;
    }
    versioning::ContentTree treeOf(const versioning::Workspace &workspace, const versioning::CommitId &id)
    {
        return need(versioning::ContentTree::of(workspace.repository(), id));
    }
    void edit(versioning::Workspace &workspace, int id, const Cells &cells)
    {
        const auto position = need(workspace.workingCopy().rows().find(QString::number(id)));
        need(workspace.workingCopy().replace(position, body(id, cells)));
    }
    void remove(versioning::Workspace &workspace, int id)
    {
        const dataset::Position one[] = {need(workspace.workingCopy().rows().find(QString::number(id)))};
        need(workspace.workingCopy().remove(one));
    }
    versioning::Workspace forked(std::vector<std::string> records)
    {
        auto workspace = fresh();
        importRecords(workspace, records);
        const auto id = commit(workspace);
        need(versioning::createBranch(workspace.repository(), u"side"_s, id));
        return workspace;
    }
    MergeReport mergeSide(versioning::Workspace &workspace)
    {
        return need(workspace.merge(need(workspace.repository().resolve(u"side"_s)), {at(1000), u"side"_s}, m_task));
    }

private Q_SLOTS:
    void branchesAndTags()
    {
        auto workspace = fresh();
        auto &repository = workspace.repository();
        importRecords(workspace, records(0, 100));
        const auto first = commit(workspace);
        QCOMPARE(need(repository.currentRef()), u"refs/heads/main"_s);
        need(versioning::createBranch(repository, u"try/out"_s, first));
        need(versioning::createTag(repository, u"published-1"_s, first));
        for (const QString &bad : {u""_s, u"v3"_s, u"HEAD"_s, u"abcd"_s, u"-x"_s, u"a..b"_s, u"a b"_s, u"a.lock"_s,
                                   u"x/"_s, u"a\nb"_s, u"a~1"_s, u"refs:x"_s})
            QCOMPARE(versioning::createBranch(repository, bad, first).error().kind, base::ErrorKind::Invalid);
        QCOMPARE(versioning::createTag(repository, u"published-1"_s, first).error().kind, base::ErrorKind::Conflict);

        // Unsaved changes come along to a branch at the same version, and to no other.
        need(workspace.workingCopy().append(record(500)));
        need(workspace.switchTo(u"try/out"_s, m_task));
        QCOMPARE(need(workspace.workingCopy().changes()).added, 1);
        const auto second = commit(workspace, 1);
        need(workspace.workingCopy().append(record(501)));
        QCOMPARE(workspace.switchTo(u"main"_s, m_task).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(need(workspace.workingCopy().rows().count()), 102);
        need(workspace.restore(second, m_task));
        need(workspace.switchTo(u"main"_s, m_task));
        QCOMPARE(need(workspace.workingCopy().rows().count()), 100);
        QVERIFY(need(workspace.workingCopy().changes()).isEmpty());

        QVERIFY(need(repository.resolve(u"try/out"_s)) == second);
        QVERIFY(need(repository.resolve(u"try/out~1"_s)) == first);
        QVERIFY(need(repository.resolve(u"published-1"_s)) == first);
        QVERIFY(need(repository.resolve(u"v1"_s)) == first);
        QCOMPARE(repository.resolve(u"nothing"_s).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(versioning::removeBranch(repository, u"main"_s, true).error().kind, base::ErrorKind::Invalid);
        QCOMPARE(versioning::removeBranch(repository, u"try/out"_s, false).error().kind, base::ErrorKind::Conflict);
        need(workspace.switchTo(u"try/out"_s, m_task));
        need(versioning::renameBranch(repository, u"try/out"_s, u"done"_s));
        QCOMPARE(need(repository.currentRef()), u"refs/heads/done"_s);
        need(workspace.switchTo(u"main"_s, m_task));
        need(versioning::removeBranch(repository, u"done"_s, true));
        need(versioning::removeTag(repository, u"published-1"_s));
        QCOMPARE(need(versioning::namedVersions(repository)).size(), std::size_t(1));
        // Stock git sees the same.
        need(versioning::createTag(repository, u"again"_s, second));
        QCOMPARE(run(u"git"_s, {u"--git-dir="_s + repository.path(), u"log"_s, u"-1"_s, u"--format=%H"_s, u"again"_s}),
                 versioning::idText(second).toLatin1() + '\n');
        run(u"git"_s,
            {u"--git-dir="_s + repository.path(), u"-c"_s, u"user.name=x"_s, u"-c"_s, u"user.email=x"_s, u"tag"_s,
             u"-a"_s, u"-m"_s, u"a note"_s, u"noted"_s, versioning::idText(first)});
        QVERIFY(need(repository.resolve(u"noted"_s)) == first);
    }

    void additionsStandSideBySide()
    {
        auto workspace = forked(records(0, 3000));
        importRecords(workspace, records(10'000, 3000));
        const auto ours = commit(workspace, 1);
        need(workspace.switchTo(u"side"_s, m_task));
        // Some of it is the same as on the other side.
        importRecords(workspace, records(12'500, 3000));
        const auto theirs = commit(workspace, 2);
        need(workspace.switchTo(u"main"_s, m_task));
        const auto report = mergeSide(workspace);
        QVERIFY(report.outcome == MergeReport::Outcome::Merged);
        QCOMPARE(report.counts.added, 3000);
        auto expected = records(0, 3000);
        for (const auto &each : records(10'000, 5500))
            expected.push_back(each);
        QVERIFY(bodiesIn(workspace) == std::set<std::string>(expected.begin(), expected.end()));
        QVERIFY(need(workspace.workingCopy().changes()).isEmpty());
        const auto verified = need(versioning::verifyTree(workspace.repository(), report.version, m_task));
        QVERIFY2(verified.isGood(), qPrintable(verified.problems.empty() ? QString() : verified.problems.front()));
        const auto commit = need(workspace.repository().commit(report.version));
        QVERIFY((commit.parents == std::vector{ours, theirs}));
        run(u"git"_s, {u"--git-dir="_s + workspace.repository().path(), u"fsck"_s, u"--strict"_s});
        QVERIFY(mergeSide(workspace).outcome == MergeReport::Outcome::UpToDate);
        need(workspace.switchTo(u"side"_s, m_task));
        const auto on = need(workspace.merge(report.version, {at(3), u"main"_s}, m_task));
        QVERIFY(on.outcome == MergeReport::Outcome::MovedOn);
    }

    void conflictsAreListedAndDecided()
    {
        Model base;
        std::vector<std::string> bodies;
        for (int id = 0; id < 300; ++id) {
            base[id] = {"a", "b"};
            bodies.push_back(body(id, base[id]));
        }
        auto workspace = forked(bodies);
        edit(workspace, 5, {"ours", "b"}); // the same cell
        edit(workspace, 6, {"ours", "b"}); // another cell
        edit(workspace, 7, {"ours", "b"}); // removed there
        remove(workspace, 8); // changed there
        need(workspace.workingCopy().append(body(900, {"x", "same"})));
        commit(workspace, 1);
        const auto before = bodiesIn(workspace);
        need(workspace.switchTo(u"side"_s, m_task));
        edit(workspace, 5, {"theirs", "b"});
        edit(workspace, 6, {"a", "theirs"});
        remove(workspace, 7);
        edit(workspace, 8, {"a", "theirs"});
        need(workspace.workingCopy().append(body(900, {"y", "same"})));
        commit(workspace, 2);
        need(workspace.switchTo(u"main"_s, m_task));

        auto report = mergeSide(workspace);
        QVERIFY(report.outcome == MergeReport::Outcome::Conflicts);
        QCOMPARE(report.conflicts, 4);
        QCOMPARE(workspace.commit(at(3), m_task).error().kind, base::ErrorKind::Conflict);
        QCOMPARE(workspace.switchTo(u"side"_s, m_task).error().kind, base::ErrorKind::Conflict);
        need(workspace.abortMerge(m_task));
        QVERIFY(bodiesIn(workspace) == before);
        QVERIFY(need(workspace.workingCopy().changes()).isEmpty());
        QVERIFY(!need(workspace.mergeUnderWay()));

        mergeSide(workspace);
        std::map<std::string, versioning::OpenConflict> byKey;
        for (const auto &each : need(versioning::conflictsOf(workspace.workingCopy(), 0, -1, true)))
            byKey.emplace(each.conflict.key, each);
        QCOMPARE(byKey.at("5").conflict.field, std::string("a"));
        QCOMPARE(*byKey.at("5").conflict.base, std::string("\"a\""));
        QCOMPARE(*byKey.at("5").conflict.ours, std::string("\"ours\""));
        QCOMPARE(*byKey.at("5").conflict.theirs, std::string("\"theirs\""));
        QVERIFY(byKey.at("7").conflict.what == MergeConflict::What::Row && !byKey.at("7").conflict.theirs);
        QVERIFY(!byKey.at("8").conflict.ours);
        QVERIFY(!byKey.at("900").conflict.base);
        need(workspace.decide(byKey.at("5").number, Choice::Own, std::string("\"both\"")));
        need(workspace.decide(byKey.at("7").number, Choice::Theirs));
        need(workspace.decide(byKey.at("8").number, Choice::Base));
        need(workspace.decide(byKey.at("8").number, Choice::Theirs)); // a second thought
        QCOMPARE(need(versioning::conflictCounts(workspace.workingCopy())).undecided, 1);
        need(workspace.decideAll(versioning::MergeRule::Newer, m_task)); // theirs
        const auto version = commit(workspace, 4);
        QCOMPARE(need(workspace.repository().commit(version)).parents.size(), std::size_t(2));
        Model expected = base;
        expected[5] = {"both", "b"};
        expected[6] = {"ours", "theirs"};
        expected.erase(7);
        expected[8] = {"a", "theirs"};
        expected[900] = {"y", "same"};
        QVERIFY(bodiesIn(workspace) == ::bodiesIn(expected));
        QVERIFY(!need(workspace.mergeUnderWay()));
        QVERIFY(need(versioning::verifyTree(workspace.repository(), version, m_task)).isGood());
    }

    void documentsMergeByMember()
    {
        auto workspace = forked(records(0, 10));
        auto metadata = need(dataset::Metadata::fromJson(need(workspace.workingCopy().document(u"dataset.json"_s))));
        auto schema = need(dataset::Schema::fromJson(need(workspace.workingCopy().document(u"schema.json"_s))));
        auto ours = metadata;
        ours.title = u"Our words"_s;
        ours.summary = u"Ours"_s;
        auto ourSchema = schema;
        ourSchema.fields.push_back({u"zeta"_s, dataset::FieldType::String, {}, {}, {}});
        need(workspace.workingCopy().setDocument(u"dataset.json"_s, ours.toJson()));
        need(workspace.workingCopy().setDocument(u"schema.json"_s, ourSchema.toJson()));
        need(workspace.workingCopy().setDocument(u"README.md"_s, "ours\n"));
        commit(workspace, 1);
        need(workspace.switchTo(u"side"_s, m_task));
        auto theirs = metadata;
        theirs.title = u"Their words"_s;
        theirs.language = u"en"_s;
        auto theirSchema = schema;
        theirSchema.fields.push_back({u"alpha"_s, dataset::FieldType::String, {}, {}, {}});
        need(workspace.workingCopy().setDocument(u"dataset.json"_s, theirs.toJson()));
        need(workspace.workingCopy().setDocument(u"schema.json"_s, theirSchema.toJson()));
        const auto file = need(workspace.workingCopy().attach("a source"));
        commit(workspace, 2);
        need(workspace.switchTo(u"main"_s, m_task));
        const auto report = mergeSide(workspace);
        QCOMPARE(report.conflicts, 1);
        const auto conflict = need(versioning::conflictsOf(workspace.workingCopy(), 0, -1, true)).front();
        QCOMPARE(conflict.conflict.field, std::string("title"));
        need(workspace.decide(conflict.number, Choice::Theirs));
        const auto version = commit(workspace, 3);
        const auto merged =
            need(dataset::Metadata::fromJson(need(workspace.workingCopy().document(u"dataset.json"_s))));
        QCOMPARE(merged.title, u"Their words"_s);
        QCOMPARE(merged.summary, u"Ours"_s);
        QCOMPARE(merged.language, u"en"_s);
        const auto columns =
            need(dataset::Schema::fromJson(need(workspace.workingCopy().document(u"schema.json"_s)))).fields;
        QCOMPARE(columns.size(), std::size_t(3));
        QCOMPARE(columns[1].name, u"alpha"_s); // new ones by name: the same from both sides
        QCOMPARE(need(workspace.workingCopy().document(u"README.md"_s)), base::Bytes("ours\n"));
        const auto media = need(versioning::attachments(workspace.repository(), treeOf(workspace, version)));
        QCOMPARE(media.size(), std::size_t(1)); // came along though the version was made from the working copy
        QVERIFY(media.front().sha256 == file);
    }

    void otherKeysAreRefused()
    {
        auto workspace = forked(records(0, 10));
        need(workspace.workingCopy().setKeyFields({}, m_task));
        need(workspace.workingCopy().setDocument(u"schema.json"_s, schemaWithKey({})));
        commit(workspace, 1);
        need(workspace.switchTo(u"side"_s, m_task));
        need(workspace.workingCopy().append(record(77)));
        commit(workspace, 2);
        const auto refused =
            workspace.merge(need(workspace.repository().resolve(u"main"_s)), {at(3), u"main"_s}, m_task);
        QCOMPARE(refused.error().kind, base::ErrorKind::Invalid);
        QVERIFY(refused.error().what.contains(u"the key id"_s));
    }

    void randomHistoriesEqualTheModel_data()
    {
        QTest::addColumn<int>("seed");
        const int first = fromEnvironment("DATANET_TEST_SEED", 1);
        for (int seed = first; seed < first + fromEnvironment("DATANET_TEST_ROUNDS", 2); ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void randomHistoriesEqualTheModel()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto below = [&random](int bound) { return int(random() % unsigned(bound)); };
        auto workspace = fresh();
        auto &repository = workspace.repository();
        std::map<versioning::CommitId, Model> versions;
        std::map<QString, versioning::CommitId> branches;
        QString current = u"main"_s;
        Model now;
        int clock = 0;
        int merges = 0;
        int conflicts = 0;
        std::vector<std::string> start;
        for (int id = 0; id < 400; ++id) {
            now[id] = {"0", "0"};
            start.push_back(body(id, now[id]));
        }
        importRecords(workspace, start);
        const auto save = [&] {
            branches[current] = commit(workspace, ++clock);
            versions[branches[current]] = now;
        };
        save();
        for (const QString &name : {u"left"_s, u"right"_s}) {
            need(versioning::createBranch(repository, name, branches[current]));
            branches[name] = branches[current];
        }
        for (int step = 0; step < 90; ++step) {
            const int what = below(12);
            if (what < 5) { // some edits, then a version
                const int edits = 1 + below(3);
                for (int edited = 0; edited < edits; ++edited) {
                    const int id = below(600);
                    if (const auto found = now.find(id); found == now.end()) {
                        now[id] = {std::to_string(below(3)), std::to_string(below(3))};
                        need(workspace.workingCopy().append(body(id, now[id])));
                    } else if (below(5) == 0) {
                        now.erase(id);
                        remove(workspace, id);
                    } else {
                        (below(2) == 0 ? found->second.a : found->second.b) = std::to_string(below(4));
                        edit(workspace, id, found->second);
                    }
                }
                if (below(6) == 0) {
                    std::vector<std::string> more;
                    const int first = 1000 + 40 * below(20);
                    for (int id = first; id < first + 100; ++id) {
                        if (now.emplace(id, Cells{"i", "i"}).second)
                            more.push_back(body(id, now[id]));
                    }
                    importRecords(workspace, more);
                }
                if (!need(workspace.workingCopy().changes()).isEmpty())
                    save();
            } else if (what == 5 && branches.size() < 5) {
                const QString name = u"branch%1"_s.arg(branches.size());
                need(versioning::createBranch(repository, name, branches[current]));
                branches[name] = branches[current];
            } else {
                auto other = branches.begin();
                std::advance(other, below(int(branches.size())));
                if (what < 8) {
                    need(workspace.switchTo(other->first, m_task));
                    current = other->first;
                    now = versions.at(other->second);
                } else if (other->first != current) {
                    const auto ours = branches[current];
                    const auto theirs = other->second;
                    const auto base = need(versioning::mergeBase(repository, ours, theirs));
                    QVERIFY(base.has_value());
                    const auto expected = mergeModels(versions.at(*base), now, versions.at(theirs));
                    if (*base != ours && *base != theirs) {
                        const auto one =
                            need(versioning::mergeTrees(repository, treeOf(workspace, *base), treeOf(workspace, ours),
                                                        treeOf(workspace, theirs), m_task));
                        const auto two =
                            need(versioning::mergeTrees(repository, treeOf(workspace, *base), treeOf(workspace, theirs),
                                                        treeOf(workspace, ours), m_task));
                        QCOMPARE(one.conflicts.size(), two.conflicts.size());
                        QCOMPARE(int(one.conflicts.size()), expected.conflicts);
                        if (one.conflicts.empty())
                            QVERIFY(one.tree == two.tree);
                        ++merges;
                    }
                    const auto report = need(workspace.merge(theirs, {at(++clock), other->first}, m_task));
                    now = expected.merged;
                    if (report.outcome == MergeReport::Outcome::Conflicts) {
                        ++conflicts;
                        QVERIFY(bodiesIn(workspace) == ::bodiesIn(now));
                        const bool takeTheirs = below(2) == 0;
                        if (takeTheirs) { // as if they were merged the other way
                            now = mergeModels(versions.at(*base), versions.at(theirs), versions.at(ours)).merged;
                        }
                        need(workspace.decideAll(
                            takeTheirs ? versioning::MergeRule::Theirs : versioning::MergeRule::Ours, m_task));
                        save();
                    } else {
                        branches[current] = report.version;
                        versions[report.version] = now;
                    }
                }
            }
            QVERIFY2(bodiesIn(workspace) == ::bodiesIn(now), qPrintable(u"step %1"_s.arg(step)));
            QVERIFY(need(workspace.workingCopy().changes()).isEmpty());
        }
        QVERIFY2(merges > 3, qPrintable(QString::number(merges)));
        // Whatever two versions are compared: the difference leads from one to the other.
        for (int round = 0; round < 10; ++round) {
            auto from = versions.begin();
            auto to = versions.begin();
            std::advance(from, below(int(versions.size())));
            std::advance(to, below(int(versions.size())));
            auto applied = ::bodiesIn(from->second);
            need(versioning::difference(repository, from->first, to->first, {u"id"_s}, m_task,
                                        [&applied](const dataset::RowChange &change) -> base::Status {
                                            if (!change.before.empty() && applied.erase(change.before) != 1)
                                                return base::fail(base::ErrorKind::Corrupt, u"not there"_s);
                                            if (!change.after.empty())
                                                applied.insert(change.after);
                                            return {};
                                        }));
            QVERIFY(applied == ::bodiesIn(to->second));
            auto rows = need(versioning::VersionRows::open(repository, to->first));
            QCOMPARE(rows.count(), std::int64_t(to->second.size()));
        }
        QVERIFY(need(versioning::verifyTree(repository, branches[current], m_task)).isGood());
        qInfo("%d merges, %d with conflicts", merges, conflicts);
    }

    void setsAreUnited()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 4; ++round) {
            auto workspace = fresh({});
            auto &repository = workspace.repository();
            std::set<std::string> base;
            while (base.size() < 500)
                base.insert(body(int(random() % 5000), {"s", "s"}));
            importRecords(workspace, {base.begin(), base.end()});
            const auto first = commit(workspace);
            need(versioning::createBranch(repository, u"side"_s, first));
            std::array<std::set<std::string>, 2> sides{base, base};
            std::array<versioning::CommitId, 2> ids;
            for (const int side : {0, 1}) {
                need(workspace.switchTo(side == 0 ? u"main"_s : u"side"_s, m_task));
                for (int edit = 0; edit < 20; ++edit) {
                    auto row = std::next(sides[side].begin(), int(random() % sides[side].size()));
                    const auto position = need(workspace.workingCopy().rows().find(dataset::recordId(*row).hex()));
                    const std::string other = body(int(random() % 40), {"n", "n"});
                    if (random() % 2 == 0 && !sides[side].contains(other)) {
                        need(workspace.workingCopy().replace(position, other));
                        sides[side].erase(row);
                        sides[side].insert(other);
                    } else {
                        const dataset::Position one[] = {position};
                        need(workspace.workingCopy().remove(one));
                        sides[side].erase(row);
                    }
                }
                ids[side] = commit(workspace, 1 + side);
            }
            std::set<std::string> expected;
            for (const auto *side : {&base, &sides[0], &sides[1]}) {
                for (const auto &each : *side) {
                    const bool isOurs = sides[0].contains(each), isTheirs = sides[1].contains(each);
                    if (base.contains(each) ? isOurs && isTheirs : isOurs || isTheirs)
                        expected.insert(each);
                }
            }
            need(workspace.switchTo(u"main"_s, m_task));
            const auto one = need(versioning::mergeTrees(repository, treeOf(workspace, first),
                                                         treeOf(workspace, ids[0]), treeOf(workspace, ids[1]), m_task));
            const auto two = need(versioning::mergeTrees(repository, treeOf(workspace, first),
                                                         treeOf(workspace, ids[1]), treeOf(workspace, ids[0]), m_task));
            QVERIFY(one.tree == two.tree);
            const auto report = mergeSide(workspace);
            QVERIFY(report.outcome == MergeReport::Outcome::Merged);
            QVERIFY(bodiesIn(workspace) == expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestMerge)
#include "tst_merge.moc"
