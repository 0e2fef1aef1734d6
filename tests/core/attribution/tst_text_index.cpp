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

QTEST_APPLESS_MAIN(TextIndexTest)
#include "tst_text_index.moc"
