#include <QTest>

#include "models/context_walk.h"
#include "models/ngram_score.h"

#include "core/models/naive_model.h"

#include <cmath>

using namespace datanet;
using namespace datanet::attribution;
using namespace datanet::models;

namespace {

std::optional<std::string> spelt(const TextIndex &index, Symbol symbol)
{
    return symbol == kEnd ? std::nullopt : std::optional(std::string(index.token(tokenOf(symbol))));
}

std::string words(const std::vector<std::string> &tokens, std::size_t count)
{
    return test::TextMaker::join({tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(count)});
}

// Small enough to read all of it for every question.
std::vector<test::Corpus> smallCorpora()
{
    std::vector<test::Corpus> corpora;
    for (test::Corpus &corpus : test::adversarialCorpora()) {
        if (corpus.records.size() < 100)
            corpora.push_back(std::move(corpus));
    }
    return corpora;
}

} // namespace

class ContextWalkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsAreThoseOfAScan();
    void shardsChangeNothing();
    void agreesWithTheIndex();
    void probabilitiesAddUpToOne();
    void surprisalIsThatOfTheFormula();
    void leavingOneOutIsTakingItAway();
};

void ContextWalkTest::countsAreThoseOfAScan()
{
    for (const test::Corpus &corpus : smallCorpora()) {
        const test::NaiveModel naive(corpus);
        const NgramCounts counts(test::indexOf(corpus, 3));
        const TextIndex &index = counts.index();
        for (const std::string &query : corpus.queries) {
            test::Tokens before;
            ContextWalk walk(counts, 4);
            walk.restart(true);
            for (const std::string &token : test::tokensOf(query.substr(0, 120))) {
                const auto expected = naive.orders(before, 4);
                QCOMPARE(walk.orders(), expected.size());
                for (std::size_t order = 0; order < walk.orders(); ++order) {
                    QCOMPARE(walk.count(order), test::NaiveModel::total(expected[order]));
                    test::NaiveModel::Following got;
                    std::uint64_t rank = 0;
                    for (const ContextWalk::Next &next : walk.distribution(order)) {
                        got[spelt(index, next.symbol)] = next.count;
                        QCOMPARE(walk.symbolAt(order, rank), next.symbol);
                        rank += next.count;
                        QCOMPARE(walk.symbolAt(order, rank - 1), next.symbol);
                    }
                    QVERIFY(got == expected[order]);
                }
                const TokenId id = index.find(token, tokenHash(token));
                std::vector<ContextWalk::Counts> asked;
                std::vector<ContextWalk::Counts> foretold;
                walk.counts(symbolOf(id), asked);
                walk.advance(id, &foretold);
                QVERIFY(asked == foretold);
                before.push_back(token);
            }
        }
    }
}

void ContextWalkTest::shardsChangeNothing()
{
    for (const test::Corpus &corpus : smallCorpora()) {
        const NgramCounts one(test::indexOf(corpus, 1));
        const NgramCounts five(test::indexOf(corpus, 5));
        for (const std::string &query : corpus.queries) {
            ContextWalk left(one, 8);
            ContextWalk right(five, 8);
            left.restart(true);
            right.restart(true);
            for (const TokenId token : one.index().ids(TokenText(query.substr(0, 200)))) {
                QCOMPARE(left.orders(), right.orders());
                const std::size_t order = left.orders() - 1;
                QVERIFY(left.distribution(order) == right.distribution(order));
                QVERIFY(left.firstOccurrence(order, token) == right.firstOccurrence(order, token));
                left.advance(token);
                right.advance(token);
            }
        }
    }
}

void ContextWalkTest::agreesWithTheIndex()
{
    for (const test::Corpus &corpus : smallCorpora()) {
        const NgramCounts counts(test::indexOf(corpus, 2));
        for (const std::string &query : corpus.queries) {
            const auto ids = counts.index().ids(TokenText(query));
            ContextWalk walk(counts, 6);
            for (std::size_t i = 0; i < std::min<std::size_t>(ids.size(), 60); ++i) {
                walk.advance(ids[i]);
                const Continuation expected = counts.index().continuation(std::span(ids).first(i + 1), 6);
                const std::size_t order = walk.orders() - 1;
                QCOMPARE(order, expected.contextTokens);
                if (order == 0)
                    continue;
                auto got = walk.distribution(order);
                QCOMPARE(walk.count(order), expected.count);
                const std::uint64_t ends = !got.empty() && got.front().symbol == kEnd ? got.front().count : 0;
                QCOMPARE(ends, expected.recordEnds);
                std::vector<Continuation::Next> tokens;
                for (const ContextWalk::Next &next : got) {
                    if (next.symbol != kEnd)
                        tokens.push_back({tokenOf(next.symbol), next.count});
                }
                QVERIFY(tokens == expected.next);
            }
        }
    }
}

void ContextWalkTest::probabilitiesAddUpToOne()
{
    test::Corpus corpus;
    test::TextMaker maker(3);
    for (int i = 0; i < 40; ++i)
        corpus.records.push_back(maker.sentence(maker.below(12), 9));
    const NgramCounts counts(test::indexOf(corpus, 2));
    const std::uint32_t vocabulary = counts.index().vocabularySize();
    ContextWalk walk(counts, 5);
    walk.restart(true);
    std::vector<ContextWalk::Counts> foretold;
    for (const TokenId token : counts.index().ids(TokenText(maker.sentence(60, 9)))) {
        std::uint64_t sum = 0;
        for (Symbol symbol = kEnd; symbol <= vocabulary; ++symbol) {
            walk.counts(symbol, foretold);
            sum += probability(foretold, vocabulary, 3);
        }
        walk.counts(symbolOf(kUnknownToken), foretold);
        sum += probability(foretold, vocabulary, 3);
        // Each is rounded down once a context.
        constexpr std::uint64_t kOne = std::uint64_t{1} << kProbabilityShift;
        QVERIFY(sum <= kOne);
        QVERIFY(kOne - sum <= (vocabulary + std::uint64_t{2}) * 7);
        walk.advance(token);
    }
}

void ContextWalkTest::surprisalIsThatOfTheFormula()
{
    for (const test::Corpus &corpus : smallCorpora()) {
        const test::NaiveModel naive(corpus);
        if (naive.records.empty())
            continue;
        const NgramCounts counts(test::indexOf(corpus, 3));
        for (const std::string &query : corpus.queries) {
            for (const NgramParameters &parameters :
                 {NgramParameters{1, 1}, NgramParameters{3, 5}, NgramParameters{5, 700}}) {
                const auto all = test::tokensOf(query);
                const std::string text = words(all, std::min<std::size_t>(all.size(), 30));
                const test::Tokens tokens = test::tokensOf(text);
                const TextScore score = scoreText(counts, parameters, text);
                double expected = 0;
                for (std::size_t i = 0; i <= tokens.size(); ++i) {
                    const test::Tokens before(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i));
                    const auto next = i < tokens.size() ? std::optional(tokens[i]) : std::nullopt;
                    expected -= std::log2(naive.probability(before, next, parameters));
                }
                QCOMPARE(score.tokens, tokens.size());
                const double got = double(score.surprisal) / double(kOneBit);
                QVERIFY2(std::abs(got - expected) <= 1e-4 * double(score.events()),
                         qPrintable(QString::number(got) + u" " + QString::number(expected)));
            }
        }
    }
}

void ContextWalkTest::leavingOneOutIsTakingItAway()
{
    // A record without repetitions, scored with itself left out, is as surprising as if it were not there.
    test::Corpus corpus;
    test::TextMaker maker(5);
    for (int i = 0; i < 30; ++i)
        corpus.records.push_back(maker.sentence(8, 40) + " shared ending");
    const std::string text = "one two " + corpus.records[4].substr(0, 3) + " shared ending";
    test::Corpus with = corpus;
    with.records.push_back(text);
    // The words of the text are known either way, so that only the counts differ.
    corpus.records.push_back("two");
    corpus.records.push_back("one");
    with.records.push_back("two");
    with.records.push_back("one");
    const NgramCounts without(test::indexOf(corpus, 2));
    const NgramCounts counts(test::indexOf(with, 2));
    const std::uint32_t strengths[] = {1, 4, 9};
    const auto expected = scoreText(without, 6, strengths, without.index().ids(TokenText(text)));
    const auto got = scoreText(counts, 6, strengths, counts.index().ids(TokenText(text)), 1);
    for (std::size_t i = 0; i < 3; ++i) {
        const double difference = (double(got[i].surprisal) - double(expected[i].surprisal)) / double(kOneBit);
        // The empty context keeps the record's other tokens, which is all that differs.
        QVERIFY2(std::abs(difference) < 1.0, qPrintable(QString::number(difference)));
    }
    const auto kept = scoreText(counts, 6, strengths, counts.index().ids(TokenText(text)), 0);
    QVERIFY(kept[0].surprisal + 8 * kOneBit < got[0].surprisal);
}

QTEST_APPLESS_MAIN(ContextWalkTest)
#include "tst_context_walk.moc"
