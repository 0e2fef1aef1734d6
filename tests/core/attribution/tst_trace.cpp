#include <QTest>

#include "attribution/text_corpus.h"

#include "core/attribution/naive_trace.h"

#include <thread>

using namespace datanet;
using namespace datanet::attribution;
using test::Corpus;

namespace {

TextCorpus corpusOf(const Corpus &texts, std::size_t shards, int threads = 1)
{
    TextIndex index = test::indexOf(texts, shards);
    RecordClusters clusters;
    base::Unwatched task;
    test::must(clusters.extend(index, task, threads));
    return TextCorpus::of(std::move(index), clusters.standings()).value();
}

// Records that quote each other, and outputs pieced together from them.
Corpus quotingCorpus(std::uint64_t seed, std::uint32_t vocabulary)
{
    test::TextMaker maker(seed);
    Corpus corpus;
    for (int i = 0; i < 60; ++i) {
        std::string text = maker.sentence(5 + maker.below(25), vocabulary);
        for (std::uint32_t quotes = maker.below(3); quotes > 0 && i > 0; --quotes) {
            const auto words = test::tokensOf(corpus.records[maker.below(static_cast<std::uint32_t>(i))]);
            const std::size_t begin = maker.below(static_cast<std::uint32_t>(words.size()));
            const std::size_t size = 1 + maker.below(12);
            for (std::size_t k = begin; k < std::min(words.size(), begin + size); ++k)
                text += ' ' + words[k];
        }
        corpus.records.push_back(i % 13 == 12 ? corpus.records[maker.below(12)] : text);
    }
    for (int i = 0; i < 8; ++i) {
        std::string output;
        for (int piece = 0; piece < 6; ++piece) {
            const auto words = test::tokensOf(corpus.records[maker.below(60)]);
            const std::size_t begin = maker.below(static_cast<std::uint32_t>(words.size()));
            const std::size_t size = 1 + maker.below(15);
            for (std::size_t k = begin; k < std::min(words.size(), begin + size); ++k)
                output += words[k] + (maker.below(9) == 0 ? ", " : " ");
            output += maker.word(vocabulary * 2) + ' ';
        }
        corpus.queries.push_back(output);
    }
    return corpus;
}

Credit sum(const Trace &trace)
{
    Credit total = trace.unattributed;
    for (const ClusterCredit &credit : trace.credits)
        total += credit.credit;
    return total;
}

} // namespace

class TraceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheDefinition();
    void adversarialTexts();
    void anySplitAndThreadsGiveTheSame();
    void addsUpAndExplainsItself();
    void bytesPointIntoTheOutput();
    void unmatchableTextEarnsNothing();
    void boundsAreKept();
};

void TraceTest::isTheDefinition()
{
    int spans = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Corpus texts = quotingCorpus(seed, seed % 3 == 0 ? 60 : 3000);
        const TextCorpus corpus = corpusOf(texts, 1 + seed % 4);
        for (const std::string &output : texts.queries) {
            const Trace trace = corpus.trace(output).value();
            const test::NaiveTrace expected = test::naiveTrace(corpus, output);
            QCOMPARE(trace.spans.size(), expected.spans.size());
            for (std::size_t i = 0; i < trace.spans.size(); ++i) {
                const Span &span = trace.spans[i];
                const test::NaiveSpan &naive = expected.spans[i];
                QCOMPARE(span.beginToken, naive.begin);
                QCOMPARE(span.endToken, naive.end);
                QCOMPARE(span.count, naive.count);
                QCOMPARE(span.clusterCount, naive.leaders.size());
                std::vector<RecordNumber> records(naive.records.begin(), naive.records.end());
                records.resize(std::min(records.size(), kShownRecords));
                QCOMPARE(span.records, records);
                ++spans;
            }
            QCOMPARE(trace.unattributed, expected.unattributed);
            std::map<RecordNumber, Credit> credits;
            for (const ClusterCredit &credit : trace.credits)
                credits[credit.leader] = credit.credit;
            QCOMPARE(credits, expected.credits);
        }
    }
    QVERIFY(spans > 300);
}

void TraceTest::adversarialTexts()
{
    for (const Corpus &texts : test::adversarialCorpora()) {
        const TextCorpus one = corpusOf(texts, 1);
        const TextCorpus five = corpusOf(texts, 5);
        for (const std::string &output : texts.queries) {
            const Trace trace = one.trace(output).value();
            QVERIFY(trace == five.trace(output).value());
            if (texts.records.size() > 100)
                continue;
            const test::NaiveTrace expected = test::naiveTrace(one, output);
            QCOMPARE(trace.spans.size(), expected.spans.size());
            QCOMPARE(trace.unattributed, expected.unattributed);
            QCOMPARE(trace.credits.size(), expected.credits.size());
            for (const ClusterCredit &credit : trace.credits)
                QCOMPARE(credit.credit, expected.credits.at(credit.leader));
        }
    }
}

void TraceTest::anySplitAndThreadsGiveTheSame()
{
    const Corpus texts = quotingCorpus(77, 2000);
    const TextCorpus one = corpusOf(texts, 1);
    std::vector<Trace> expected;
    for (const std::string &output : texts.queries)
        expected.push_back(one.trace(output).value());
    for (const std::size_t shards : {2u, 3u, 7u, 60u}) {
        const TextCorpus split = corpusOf(texts, shards, 2);
        QCOMPARE(split.countedTokens(), one.countedTokens());
        QCOMPARE(split.index().vocabularySize(), one.index().vocabularySize());
        std::vector<Trace> found(texts.queries.size());
        std::vector<std::thread> threads;
        for (std::size_t first = 0; first < 2; ++first) {
            threads.emplace_back([&, first] {
                for (std::size_t i = first; i < found.size(); i += 2)
                    found[i] = split.trace(texts.queries[i]).value();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(found == expected);
        for (const std::string &output : texts.queries) {
            const auto ids = one.index().ids(TokenText(output));
            QCOMPARE(split.index().ids(TokenText(output)), ids);
            for (std::size_t end = 0; end <= ids.size(); end += 5) {
                const auto context = std::span(ids).first(end);
                QVERIFY(split.index().continuation(context, 6) == one.index().continuation(context, 6));
            }
        }
    }
}

void TraceTest::addsUpAndExplainsItself()
{
    for (std::uint64_t seed = 100; seed < 106; ++seed) {
        const Corpus texts = quotingCorpus(seed, 500);
        const TextCorpus corpus = corpusOf(texts, 2);
        for (const std::string &output : texts.queries) {
            const Trace trace = corpus.trace(output).value();
            Credit weight = 0;
            for (const TokenWeight &token : trace.tokens)
                weight += token.weight;
            QCOMPARE(sum(trace), weight);
            QCOMPARE(trace.attributed + trace.unattributed, weight);
            std::vector<Credit> byToken(trace.tokens.size(), 0);
            for (const ClusterCredit &credit : trace.credits) {
                Credit explained = 0;
                for (const TokenCredit &part : explainCredit(trace, credit.leader)) {
                    explained += part.credit;
                    byToken[part.token] += part.credit;
                    QVERIFY(part.length <= part.longest);
                    QVERIFY(part.credit <= part.weight);
                }
                QCOMPARE(explained, credit.credit);
                QCOMPARE(corpus.leaderOf(credit.leader), credit.leader);
            }
            for (std::size_t token = 0; token < byToken.size(); ++token)
                QVERIFY(byToken[token] == 0 || byToken[token] == trace.tokens[token].weight);
        }
    }
}

void TraceTest::bytesPointIntoTheOutput()
{
    const Corpus texts{{"The quick brown fox, jumping over forty-two lazy \xc3\xa9l\xc3\xa9phants at dawn",
                        "other words entirely about nothing that matters here", "third record with more text"},
                       {}};
    const TextCorpus corpus = corpusOf(texts, 1);
    const std::string output = "  Yesterday QUICK\nbrown   FOX ,jumping over forty-two lazy \xc3\xa9l\xc3\xa9phants!";
    const Trace trace = corpus.trace(output).value();
    QCOMPARE(trace.spans.size(), std::size_t{1});
    const Span &span = trace.spans.front();
    QCOMPARE(output.substr(span.beginByte, span.endByte - span.beginByte),
             "QUICK\nbrown   FOX ,jumping over forty-two lazy \xc3\xa9l\xc3\xa9phants");
    QCOMPARE(span.records, std::vector<RecordNumber>{0});
    QCOMPARE(trace.credits.size(), std::size_t{1});
    QVERIFY(trace.unattributed > 0); // "Yesterday", "!"
}

// Text with the corpus's own words in their own frequencies, but in an order that nobody wrote.
void TraceTest::unmatchableTextEarnsNothing()
{
    test::TextMaker maker(9);
    Corpus texts;
    const auto zipf = [&] { // harmonic-like: the smaller the number the more frequent
        const std::uint32_t limit = 1 + maker.below(20000);
        return "w" + std::to_string(maker.below(limit));
    };
    const auto sample = [&](std::size_t words) {
        std::string text;
        while (words-- > 0)
            text += zipf() + ' ';
        return text;
    };
    for (int i = 0; i < 10000; ++i)
        texts.records.push_back(sample(30));
    const TextCorpus corpus = corpusOf(texts, 2);
    int earning = 0;
    const int outputs = 1500;
    for (int i = 0; i < outputs; ++i)
        earning += corpus.trace(sample(300)).value().attributed > 0 ? 1 : 0;
    qInfo("%d of %d outputs earn", earning, outputs);
    QVERIFY2(earning * 100 <= outputs, qPrintable(QString::number(earning)));
}

void TraceTest::boundsAreKept()
{
    const TextCorpus corpus = corpusOf({{"a b c", "d e f"}, {}}, 1);
    QVERIFY(corpus.trace(std::string(kMaximumOutputBytes, ' ')).has_value());
    QCOMPARE(corpus.trace(std::string(kMaximumOutputBytes + 1, ' ')).error().kind, base::ErrorKind::Invalid);
    QVERIFY(corpus.trace(test::repeated(".", kMaximumOutputTokens)).has_value());
    QCOMPARE(corpus.trace(test::repeated(".", kMaximumOutputTokens + 1)).error().kind, base::ErrorKind::Invalid);

    // A run that occurs more often than is counted is boilerplate: shown, with its count, and worth nothing.
    Corpus much;
    const std::string licence = "permission is hereby granted free of charge to any person obtaining one copy";
    for (int i = 0; i < 70; ++i)
        much.records.push_back(test::repeated(licence + " t" + std::to_string(i) + " ", 1000));
    test::TextMaker maker(2);
    for (int i = 0; i < 3000; ++i)
        much.records.push_back(maker.sentence(400, 100000));
    const TextCorpus large = corpusOf(much, 3);
    const Trace trace = large.trace("x " + licence + " y").value();
    QCOMPARE(trace.spans.size(), std::size_t{1});
    QVERIFY(trace.spans[0].boilerplate);
    QCOMPARE(trace.spans[0].count, std::uint64_t{70000});
    QVERIFY(trace.credits.empty());
    QCOMPARE(trace.attributed, Credit{0});

    // Leaders that do not fit are refused.
    const TextIndex index = test::indexOf({{"a", "b"}, {}}, 1);
    QVERIFY(!TextCorpus::of(index, {{0, true}}));
    QVERIFY(!TextCorpus::of(index, {{1, false}, {1, true}}));
    QVERIFY(!TextCorpus::of(index, {{0, true}, {0, true}}));
    QVERIFY(TextCorpus::of(index, {{0, true}, {0, false}}));
}

QTEST_APPLESS_MAIN(TraceTest)
#include "tst_trace.moc"
