#include <QTemporaryDir>
#include <QTest>

#include "attribution/shard_builder.h"
#include "attribution/shard_format.h"
#include "base/files.h"

#include "core/attribution/corpus.h"

#include <cstring>

using namespace datanet;
using namespace datanet::attribution;
using namespace Qt::StringLiterals;

namespace {

base::Bytes someShard()
{
    ShardBuilder builder;
    test::TextMaker maker(1);
    for (std::uint64_t source = 0; source < 3; ++source) {
        test::must(builder.beginSource(test::sourceAt(source)));
        for (std::uint32_t i = 0; i < 20; ++i) {
            const std::string text = maker.sentence(maker.below(20), 200);
            test::must(builder.add(test::digestOf(text), i * 2, text));
        }
    }
    return builder.finish().value();
}

// With checksums that fit, as only intent makes them.
base::Bytes sealed(base::Bytes bytes)
{
    format::Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    header.content = crypto::sha256(base::ByteView(bytes).sliced(sizeof header));
    header.header = crypto::sha256({reinterpret_cast<const char *>(&header), offsetof(format::Header, header)});
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

} // namespace

class TextShardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsWhatWasAdded();
    void isTheSameEveryTime();
    void anyDamageIsFound();
    void forgedContentIsFound();
    void ordersAreEnforced();
    void mergingIsBuildingTogether();
};

void TextShardTest::holdsWhatWasAdded()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"one.shard"_s);
    ShardBuilder builder;
    test::must(builder.beginSource(test::sourceAt(4)));
    test::must(builder.add(test::digestOf("r"), 7, "The THE dog"));
    test::must(builder.add(test::digestOf("s"), 9, ""));
    test::must(builder.beginSource(test::sourceAt(5)));
    test::must(builder.add(test::digestOf("t"), 0, "dog."));
    test::must(base::files::writeAtomically(path, builder.finish().value()));

    const TextShard shard = TextShard::open(path).value();
    QCOMPARE(shard.recordCount(), 3u);
    QCOMPARE(shard.tokenCount(), 5u);
    QCOMPARE(shard.vocabularySize(), 3u);
    QCOMPARE(shard.token(1), std::string_view("."));
    QCOMPARE(shard.token(2), std::string_view("dog"));
    QCOMPARE(shard.token(3), std::string_view("the"));
    QCOMPARE(shard.record(1).position, 9u);
    QCOMPARE(shard.record(2).id, test::digestOf("t"));
    QCOMPARE(shard.sources()[shard.record(2).source], test::sourceAt(5));
    QVERIFY(shard.recordTokens(1).empty());
    QCOMPARE(shard.recordTokens(2).size(), std::size_t{2});
    for (std::uint32_t record = 0, position = 0; record < 3; ++record) {
        for (std::size_t i = 0; i <= shard.recordTokens(record).size(); ++i)
            QCOMPARE(shard.recordAt(position++), record);
    }
    QVERIFY(shard.verifyOrder());
    QCOMPARE(TextShard::open(folder.filePath(u"two.shard"_s)).error().kind, base::ErrorKind::NotFound);
}

void TextShardTest::isTheSameEveryTime()
{
    const base::Bytes first = someShard();
    QCOMPARE(someShard(), first);
    ShardBuilder builder;
    const TextShard none = TextShard::fromBytes(builder.finish().value()).value();
    QCOMPARE(none.tokenCount(), 0u);
    QCOMPARE(none.recordCount(), 0u);
    QVERIFY(none.verifyOrder());
}

void TextShardTest::anyDamageIsFound()
{
    const base::Bytes good = someShard();
    QVERIFY(TextShard::fromBytes(good));
    const auto refused = [](const base::Bytes &bytes) {
        const auto shard = TextShard::fromBytes(bytes);
        return !shard && shard.error().kind == base::ErrorKind::Corrupt;
    };
    for (qsizetype at = 0; at < qsizetype{sizeof(format::Header)}; ++at) {
        for (const char flip : {'\x01', '\x80', '\xff'}) {
            base::Bytes bad = good;
            bad[at] = static_cast<char>(bad[at] ^ flip);
            QVERIFY2(refused(bad), qPrintable(QString::number(at)));
        }
    }
    test::TextMaker maker(8);
    for (int i = 0; i < 3000; ++i) {
        base::Bytes bad = good;
        const auto at = static_cast<qsizetype>(maker.below(static_cast<std::uint32_t>(good.size())));
        bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1 + maker.below(255)));
        QVERIFY2(refused(bad), qPrintable(QString::number(at)));
    }
    for (qsizetype size = 0; size < good.size(); size += size < 200 ? 1 : 97)
        QVERIFY(refused(good.first(size)));
    QVERIFY(refused(good + '\0'));
    QVERIFY(refused({}));
}

void TextShardTest::forgedContentIsFound()
{
    const base::Bytes good = someShard();
    QVERIFY(TextShard::fromBytes(sealed(good)));
    test::TextMaker maker(12);
    int found = 0;
    int wrong = 0;
    format::Header header;
    std::memcpy(&header, good.data(), sizeof header);
    const format::Layout layout(header);
    for (int i = 0; i < 4000; ++i) {
        base::Bytes bad = good;
        // Anything from the record boundaries to the end of the suffix array: what answers are made of.
        const auto at = static_cast<qsizetype>(
            layout.starts + maker.below(static_cast<std::uint32_t>(layout.vocabulary - layout.starts)));
        bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1 + maker.below(255)));
        const auto shard = TextShard::fromBytes(sealed(bad));
        const bool inText =
            static_cast<std::uint64_t>(at) >= layout.text && static_cast<std::uint64_t>(at) < layout.order;
        const bool inNames =
            static_cast<std::uint64_t>(at) < layout.firsts && static_cast<std::uint64_t>(at) >= layout.vocabularyStarts;
        if (!shard || !shard->verifyOrder())
            ++found;
        else if (!inText && !inNames)
            ++wrong;
    }
    QVERIFY(found > 3000);
    QCOMPARE(wrong, 0);
}

void TextShardTest::ordersAreEnforced()
{
    ShardBuilder builder;
    QVERIFY(!builder.add(test::digestOf("a"), 0, "no source yet"));
    test::must(builder.beginSource(test::sourceAt(3)));
    QVERIFY(!builder.beginSource(test::sourceAt(3)));
    QVERIFY(!builder.beginSource(test::sourceAt(2)));
    test::must(builder.add(test::digestOf("a"), 5, "text"));
    QVERIFY(!builder.add(test::digestOf("a"), 5, "text"));
    QVERIFY(!builder.add(test::digestOf("a"), 4, "text"));
    test::must(builder.beginSource(test::sourceAt(4)));
    test::must(builder.add(test::digestOf("a"), 0, "text"));
    QCOMPARE(TextShard::fromBytes(builder.finish().value()).value().recordCount(), 2u);

    const TextShard shard = TextShard::fromBytes(someShard()).value();
    const auto both = TextIndex::of({shard, shard});
    QCOMPARE(both.error().kind, base::ErrorKind::Conflict);
}

void TextShardTest::mergingIsBuildingTogether()
{
    const TextShard whole = TextShard::fromBytes(someShard()).value();
    ShardBuilder merged;
    std::vector<std::uint32_t> records;
    for (std::uint32_t record = 0; record < whole.recordCount(); ++record) {
        records.push_back(record);
        if (records.size() == 7 || record + 1 == whole.recordCount()) {
            test::must(merged.addFrom(whole, records));
            records.clear();
        }
    }
    QCOMPARE(merged.finish().value(), whole.bytes().toByteArray());
}

QTEST_APPLESS_MAIN(TextShardTest)
#include "tst_text_shard.moc"
