#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "attribution/index_folder.h"
#include "base/files.h"

#include "core/attribution/corpus.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace datanet;
using namespace datanet::attribution;
using namespace Qt::StringLiterals;

namespace {

// Sources of 25 records each; counts how often each was read.
class Sources
{
public:
    explicit Sources(std::size_t count)
    {
        test::TextMaker maker(6);
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<std::string> texts;
            for (int k = 0; k < 25; ++k)
                texts.push_back(maker.sentence(maker.below(40), 800));
            m_texts.push_back(texts);
        }
        reads.resize(count, 0);
    }

    std::vector<IndexedSource> list(std::vector<std::size_t> which)
    {
        std::vector<IndexedSource> result;
        for (const std::size_t i : which) {
            result.push_back({test::sourceAt(i), [this, i](const RecordSink &sink) -> base::Status {
                                  ++reads[i];
                                  for (std::uint32_t k = 0; k < m_texts[i].size(); ++k) {
                                      auto taken = sink(test::digestOf(m_texts[i][k]), k, m_texts[i][k]);
                                      if (!taken)
                                          return taken;
                                  }
                                  return {};
                              }});
        }
        return result;
    }

    TextIndex expected(const std::vector<std::size_t> &which) const
    {
        ShardBuilder builder;
        for (const std::size_t i : which) {
            test::must(builder.beginSource(test::sourceAt(i)));
            for (std::uint32_t k = 0; k < m_texts[i].size(); ++k)
                test::must(builder.add(test::digestOf(m_texts[i][k]), k, m_texts[i][k]));
        }
        return TextIndex::of({TextShard::fromBytes(builder.finish().value()).value()}).value();
    }

    std::vector<int> reads;

private:
    std::vector<std::vector<std::string>> m_texts;
};

void compare(const TextIndex &index, const TextIndex &expected)
{
    QCOMPARE(index.recordCount(), expected.recordCount());
    QCOMPARE(index.tokenCount(), expected.tokenCount());
    QCOMPARE(index.vocabularySize(), expected.vocabularySize());
    for (RecordNumber number = 0; number < index.recordCount(); ++number) {
        QCOMPARE(index.record(number).id, expected.record(number).id);
        QCOMPARE(index.source(number), expected.source(number));
        QCOMPARE(index.recordText(number), expected.recordText(number));
    }
    test::TextMaker maker(2);
    for (int i = 0; i < 50; ++i) {
        const auto ids = index.ids(TokenText(maker.sentence(20, 800)));
        QCOMPARE(index.longestMatches(ids), expected.longestMatches(ids));
        QVERIFY(index.continuation(std::span(ids).first(5), 5) == expected.continuation(std::span(ids).first(5), 5));
    }
}

IndexFolder::Options small(int threads = 2)
{
    return {threads, 3000, 5};
}

std::vector<std::size_t> upTo(std::size_t count)
{
    std::vector<std::size_t> all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i] = i;
    return all;
}

} // namespace

class IndexFolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newSourcesCostThemselves();
    void damageIsFoundAndBuiltAgain();
    void sourcesCanGo();
    void failingSourcesChangeNothing();
    void killedAtAnyTime();
};

void IndexFolderTest::newSourcesCostThemselves()
{
    const QTemporaryDir folder;
    Sources sources(40);
    base::Unwatched task;
    int merged = 0;
    for (std::size_t count = 0; count <= 40; count += 4) {
        const auto update = IndexFolder(folder.path()).update(sources.list(upTo(count)), small(), task);
        QVERIFY(update);
        merged += update->mergedShards;
        QVERIFY(update->index.shards().size() <= 5);
        compare(update->index, sources.expected(upTo(count)));
        QCOMPARE(QDir(folder.path()).entryList({u"*.shard"_s}).size(), qsizetype(update->index.shards().size()));
    }
    QVERIFY(merged > 0);
    QCOMPARE(sources.reads, std::vector<int>(40, 1));

    // The same content whatever the threads and the history.
    const QTemporaryDir other;
    const auto whole = IndexFolder(other.path()).update(sources.list(upTo(40)), {1, 1 << 20, 5}, task);
    QVERIFY(whole);
    QCOMPARE(whole->index.shards().size(), std::size_t{1});
    compare(whole->index, sources.expected(upTo(40)));
    const auto again = IndexFolder(other.path()).update(sources.list(upTo(40)), {2, 1 << 20, 5}, task);
    QCOMPARE(again->textBytes, std::int64_t{0});
    QCOMPARE(again->builtShards, 0);
}

void IndexFolderTest::damageIsFoundAndBuiltAgain()
{
    const QTemporaryDir folder;
    Sources sources(12);
    base::Unwatched task;
    QVERIFY(IndexFolder(folder.path()).update(sources.list(upTo(12)), small(), task));
    test::TextMaker maker(3);
    for (int round = 0; round < 12; ++round) {
        const QStringList files = QDir(folder.path()).entryList(QDir::Files);
        const QString path = folder.filePath(files[maker.below(static_cast<std::uint32_t>(files.size()))]);
        base::Bytes bytes = base::files::read(path, 1 << 24).value();
        switch (round % 4) {
        case 0:
            bytes[maker.below(static_cast<std::uint32_t>(bytes.size()))] ^= 0x10;
            break;
        case 1:
            bytes.chop(1 + maker.below(100));
            break;
        case 2:
            bytes.clear();
            break;
        case 3:
            break;
        }
        if (round % 4 == 3)
            QVERIFY(QFile::remove(path));
        else
            test::must(base::files::writeAtomically(path, bytes));
        const auto update = IndexFolder(folder.path()).update(sources.list(upTo(12)), small(), task);
        QVERIFY(update);
        compare(update->index, sources.expected(upTo(12)));
        if (path.endsWith(u".shard"_s)) {
            QCOMPARE(update->damagedShards, 1);
            QVERIFY(update->builtShards > 0);
        }
    }
}

void IndexFolderTest::sourcesCanGo()
{
    const QTemporaryDir folder;
    Sources sources(9);
    base::Unwatched task;
    QVERIFY(IndexFolder(folder.path()).update(sources.list(upTo(9)), small(), task));
    const auto fewer = IndexFolder(folder.path()).update(sources.list({1, 4, 8}), small(), task);
    QVERIFY(fewer);
    compare(fewer->index, sources.expected({1, 4, 8}));
    QCOMPARE(sources.reads, std::vector<int>(9, 1));
    const auto none = IndexFolder(folder.path()).update({}, small(), task);
    QCOMPARE(none->index.recordCount(), 0u);
    QVERIFY(QDir(folder.path()).entryList({u"*.shard"_s}).isEmpty());
    auto twice = sources.list({2, 2});
    QCOMPARE(IndexFolder(folder.path()).update(twice, small(), task).error().kind, base::ErrorKind::Conflict);
}

void IndexFolderTest::failingSourcesChangeNothing()
{
    const QTemporaryDir folder;
    Sources sources(6);
    base::Unwatched task;
    QVERIFY(IndexFolder(folder.path()).update(sources.list(upTo(4)), small(), task));
    auto list = sources.list(upTo(6));
    list[5].read = [](const RecordSink &) -> base::Status {
        return base::fail(base::ErrorKind::Network, u"the remote has lost it"_s);
    };
    QCOMPARE(IndexFolder(folder.path()).update(list, small(), task).error().kind, base::ErrorKind::Network);
    const auto update = IndexFolder(folder.path()).update(sources.list(upTo(4)), small(), task);
    QCOMPARE(update->textBytes, std::int64_t{0});
    compare(update->index, sources.expected(upTo(4)));
}

void IndexFolderTest::killedAtAnyTime()
{
    const QTemporaryDir folder;
    Sources sources(30);
    base::Unwatched task;
    test::TextMaker maker(9);
    for (std::size_t count = 2; count <= 30; count += 2) {
        const pid_t child = ::fork();
        if (child == 0) {
            base::Unwatched unwatched;
            (void)IndexFolder(folder.path()).update(sources.list(upTo(count)), small(), unwatched);
            ::_exit(0);
        }
        QVERIFY(child > 0);
        ::usleep(maker.below(30000));
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        if (count % 6 != 0)
            continue;
        const auto update = IndexFolder(folder.path()).update(sources.list(upTo(count)), small(), task);
        QVERIFY(update);
        QCOMPARE(update->damagedShards, 0);
        compare(update->index, sources.expected(upTo(count)));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), qsizetype(update->index.shards().size()) + 1);
    }
}

QTEST_APPLESS_MAIN(IndexFolderTest)
#include "tst_index_folder.moc"
