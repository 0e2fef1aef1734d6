#include <QTest>

#include "attribution/credit_split.h"
#include "attribution/fixed_log.h"
#include "attribution/index_folder.h"
#include "attribution/record_clusters.h"
#include "attribution/shard_builder.h"
#include "attribution/text_corpus.h"
#include "attribution/text_index.h"
#include "attribution/trace.h"

#include "core/attribution/corpus.h"

using namespace datanet;
using namespace datanet::attribution;

class TextIndexTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersAreThoseOfAScan();
    void whatIsKnownSavesTheSearch();
};

void TextIndexTest::answersAreThoseOfAScan()
{
    for (const test::Corpus &corpus : test::adversarialCorpora()) {
        const TextIndex index = test::indexOf(corpus, 1);
        for (const TextShard &shard : index.shards())
            QVERIFY(shard.verifyOrder());
        for (const std::string &query : corpus.queries) {
            const TokenText text(query);
            const auto ids = index.ids(text);
            QCOMPARE(index.longestMatches(ids), test::naiveLongest(corpus, query));
            for (std::size_t begin = 0; begin < text.size(); begin += 3) {
                for (std::size_t size = 0; size <= std::min<std::size_t>(5, text.size() - begin); ++size) {
                    const std::span<const TokenId> run = std::span(ids).subspan(begin, size);
                    QCOMPARE(index.count(run), test::naiveCount(corpus, query, begin, size));
                }
            }
        }
    }
}

// From the place of the longest match, every beginning of it is found as by a search.
void TextIndexTest::whatIsKnownSavesTheSearch()
{
    for (const test::Corpus &corpus : test::adversarialCorpora()) {
        const TextIndex index = test::indexOf(corpus, 2);
        std::vector<LocalToken> query;
        for (const std::string &text : corpus.queries) {
            const auto ids = index.ids(TokenText(text));
            for (std::size_t number = 0; number < index.shards().size(); ++number) {
                const TextShard &shard = index.shards()[number];
                index.translate(number, ids, query);
                const auto longest = longestMatches(shard, query);
                for (std::size_t begin = 0; begin < query.size(); ++begin) {
                    for (std::size_t size = 1; size <= longest[begin].length; ++size) {
                        const auto run = std::span(query).subspan(begin, size);
                        QCOMPARE(findAround(shard, run, longest[begin].place), find(shard, run));
                    }
                }
            }
        }
    }
}

QTEST_APPLESS_MAIN(TextIndexTest)
#include "tst_text_index.moc"
