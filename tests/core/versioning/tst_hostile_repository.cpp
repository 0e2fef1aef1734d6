#include "base/compression.h"
#include "crypto/digest.h"
#include "support/scratch_workspace.h"
#include "versioning/content_tree.h"
#include "versioning/proofs.h"
#include "versioning/transport.h"
#include "versioning/verify.h"

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using versioning::ObjectId;
using versioning::ObjectType;
using versioning::TreeEntry;

// Repositories as a stranger could have made them.
class TestHostileRepository : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_next = 0;
    base::Unwatched m_task;

    versioning::Repository fresh()
    {
        return need(versioning::Repository::init(m_folder.filePath(QString::number(++m_next) + u".git"_s)));
    }

    static ObjectId blob(versioning::Repository &repository, base::ByteView bytes)
    {
        return need(repository.write(ObjectType::Blob, bytes));
    }
    static ObjectId tree(versioning::Repository &repository, std::vector<TreeEntry> entries)
    {
        return need(repository.write(ObjectType::Tree, versioning::treeBytes(std::move(entries))));
    }
    static versioning::CommitId commit(versioning::Repository &repository, const ObjectId &root)
    {
        const auto request = saying("hostile");
        const auto id = need(repository.writeCommit({root, {}, request.author, request.time, request.message, false}));
        need(repository.moveRef(QLatin1StringView(versioning::kMainRef), std::nullopt, id, {}));
        return id;
    }
    // A version with one file in records/0000, named as given.
    static versioning::CommitId withSegment(versioning::Repository &repository, const QByteArray &name,
                                            const base::Bytes &frame)
    {
        const auto folder = tree(repository, {{name, blob(repository, frame), false}});
        return commit(repository,
                      tree(repository,
                           {{"dataset.json", blob(repository, someMetadata()), false},
                            {"records", tree(repository, {{"0000", folder, true}}), true}}));
    }
    static QByteArray nameFor(const base::Bytes &raw, int count)
    {
        return versioning::SegmentName{0x400, crypto::sha256(raw), count}.fileName();
    }
    QString firstProblem(const versioning::Repository &repository, const versioning::CommitId &id)
    {
        const auto report = need(versioning::verifyTree(repository, id, m_task));
        return report.problems.empty() ? QString() : report.problems.front();
    }

private Q_SLOTS:
    void problemsAreFound_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << QByteArray("{\"a\":1}\n{\"a\":2}\n") << 2 << true;
        QTest::newRow("other count") << QByteArray("{\"a\":1}\n{\"a\":2}\n") << 3 << false;
        QTest::newRow("not canonical") << QByteArray("{\"a\": 1}\n") << 1 << false;
        QTest::newRow("no JSON") << QByteArray("hello\n") << 1 << false;
        QTest::newRow("twice") << QByteArray("{\"a\":1}\n{\"a\":1}\n") << 2 << false;
        QTest::newRow("no line feed") << QByteArray("{\"a\":1}\n{\"a\":2}") << 1 << false;
        QTest::newRow("empty line") << QByteArray("{\"a\":1}\n\n") << 2 << false;
        QTest::newRow("bomb") << QByteArray(64 << 20, 'a').append('\n') << 1 << false;
    }
    void problemsAreFound()
    {
        QFETCH(QByteArray, raw);
        QFETCH(int, count);
        QFETCH(bool, good);
        auto repository = fresh();
        const auto id = withSegment(repository, nameFor(raw, count), base::Compressor().compress(raw));
        QCOMPARE(firstProblem(repository, id).isEmpty(), good);
    }

    void otherBytesThanTheNameSays()
    {
        auto repository = fresh();
        const auto id = withSegment(repository, nameFor("{\"a\":1}\n", 1), base::Compressor().compress("{\"a\":2}\n"));
        QVERIFY(firstProblem(repository, id).contains(u"SHA-256"_s));
    }

    void notCompressed()
    {
        auto repository = fresh();
        const auto id = withSegment(repository, nameFor("{\"a\":1}\n", 1), "{\"a\":1}\n");
        QVERIFY(firstProblem(repository, id).contains(u"zstd"_s));
    }

    void unknownPaths()
    {
        for (const QByteArray &name : {QByteArray("evil"), QByteArray("0000000000000400"), QByteArray("..")}) {
            auto repository = fresh();
            QVERIFY(!firstProblem(repository, withSegment(repository, name, "x")).isEmpty());
        }
        auto repository = fresh();
        const auto id = commit(repository,
                               tree(repository,
                                    {{"dataset.json", blob(repository, someMetadata()), false},
                                     {".gitmodules", blob(repository, "x"), false}}));
        QVERIFY(firstProblem(repository, id).contains(u".gitmodules"_s));
    }

    void linksAndSubmodules()
    {
        auto repository = fresh();
        const auto target = blob(repository, "/etc/passwd");
        base::Bytes bytes("120000 dataset.json");
        bytes += '\0';
        bytes += target.toBytes();
        const auto id = commit(repository, need(repository.write(ObjectType::Tree, bytes)));
        QVERIFY(!firstProblem(repository, id).isEmpty());
    }

    // A sound object of git's, put where another one belongs.
    void objectsMustBeTheirId()
    {
        auto repository = fresh();
        const auto pathOf = [&](const ObjectId &id) -> QString {
            const QString digits = versioning::idText(id);
            return repository.path() + u"/objects/"_s + digits.left(2) + u'/' + digits.mid(2);
        };
        for (const ObjectType type : {ObjectType::Blob, ObjectType::Tree, ObjectType::Commit}) {
            const auto first = need(repository.write(type, "one"));
            const auto other = need(repository.write(type, "two"));
            QVERIFY(QFile::remove(pathOf(first)));
            QVERIFY(QFile::copy(pathOf(other), pathOf(first)));
            const auto anew = need(versioning::Repository::open(repository.path()));
            QCOMPARE(anew.read(first, type, 100).error().kind, base::ErrorKind::Corrupt);
            QCOMPARE(need(anew.read(other, type, 100)), "two"_ba);
        }
    }

    void attachmentsMustBeTheirName()
    {
        auto repository = fresh();
        const QByteArray name = base::toPlainHex(crypto::sha256("right").view());
        const auto id = commit(
            repository,
            tree(repository,
                 {{"dataset.json", blob(repository, someMetadata()), false},
                  {"media",
                   tree(repository,
                        {{name.left(2),
                          tree(repository,
                               {{name.mid(2, 2), tree(repository, {{name, blob(repository, "wrong"), false}}), true}}),
                          true}}),
                   true}}));
        QVERIFY(firstProblem(repository, id).contains(u"attachment"_s));
    }

    // Two people's segments with the same position stand side by side, and their rows can all be worked on.
    void equalPositions()
    {
        auto repository = fresh();
        std::vector<TreeEntry> entries;
        for (const base::Bytes &raw : {base::Bytes("{\"a\":1}\n{\"a\":2}\n"), base::Bytes("{\"b\":1}\n{\"b\":2}\n")})
            entries.push_back({nameFor(raw, 2), blob(repository, base::Compressor().compress(raw)), false});
        const auto folder = tree(repository, entries);
        const auto id = commit(repository,
                               tree(repository,
                                    {{"dataset.json", blob(repository, someMetadata()), false},
                                     {"records", tree(repository, {{"0000", folder, true}}), true}}));
        QVERIFY(firstProblem(repository, id).isEmpty());
        auto workspace = need(versioning::Workspace::clone(repository.path(), m_folder.filePath(u"equal"_s), m_task));
        auto &copy = workspace.workingCopy();
        const auto bodies = bodiesOf(copy.rows());
        QCOMPARE(bodies.size(), std::size_t(4));
        const auto rows = need(copy.rows().page(0, 4));
        need(copy.replace(rows[3].position, "{\"c\":1}"));
        need(copy.remove(std::vector{rows[0].position}));
        need(workspace.commit(saying("edited"), m_task));
        need(workspace.restore(need(workspace.repository().resolve(u"HEAD"_s)), m_task));
        auto now = bodiesOf(copy.rows());
        const std::vector<std::string> expected{bodies[1], bodies[2], "{\"c\":1}"};
        QVERIFY(now == expected);
    }

    void cloneOfSomethingElseFails()
    {
        auto repository = fresh();
        commit(repository, tree(repository, {{"README", blob(repository, "just code"), false}}));
        const QString target = m_folder.filePath(u"else"_s);
        QVERIFY(!versioning::Workspace::clone(repository.path(), target, m_task));
        QVERIFY(!QFileInfo::exists(target + u"/repo.git"_s));
        for (const QString &source :
             {u"--upload-pack=touch /tmp/x"_s, u"ext::sh -c id"_s, u""_s, m_folder.filePath(u"none"_s)})
            QVERIFY(!versioning::Workspace::clone(source, target, m_task));
    }

    void proofsStayInTheirFolder()
    {
        auto repository = fresh();
        const auto id =
            commit(repository, tree(repository, {{"dataset.json", blob(repository, someMetadata()), false}}));
        const versioning::Person author{u"Ada"_s, u"ada@example.org"_s};
        for (const QString &path : {u"../x"_s, u"/x"_s, u"a//b"_s, u".git"_s, u""_s, u"a/b/c/d"_s, u"a\nb"_s})
            QVERIFY(!versioning::writeProofs(repository, id, {{path, "x"}}, author));
        QVERIFY(need(versioning::readProofs(repository, id)).empty());
    }
};

QTEST_GUILESS_MAIN(TestHostileRepository)
#include "tst_hostile_repository.moc"
