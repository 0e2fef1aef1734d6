#include <QTest>

#include "attribution/text_corpus.h"

#include "core/attribution/corpus.h"

#include <functional>
#include <map>

using namespace datanet;
using namespace datanet::attribution;
using test::TextMaker;

// Does copying pay? Contributors 0 to 9 publish 30 records each; outputs quote them. Then somebody publishes more.
namespace {

constexpr std::uint64_t kVictim = 3;
constexpr std::uint64_t kAttacker = 7;
constexpr std::uint64_t kLater = 100; // priority of what comes afterwards, by the attacker

using Texts = std::vector<std::string>;

struct World
{
    std::vector<Texts> contributors;
    Texts outputs;
};

World makeWorld()
{
    TextMaker maker(41);
    World world;
    for (int i = 0; i < 10; ++i) {
        Texts records;
        for (int k = 0; k < 30; ++k)
            records.push_back(maker.sentence(20 + maker.below(25), 6000));
        world.contributors.push_back(records);
    }
    for (int i = 0; i < 400; ++i) {
        std::string output;
        for (int piece = 0; piece < 5; ++piece) {
            const auto words = test::tokensOf(world.contributors[maker.below(10)][maker.below(30)]);
            const std::size_t begin = maker.below(static_cast<std::uint32_t>(words.size() / 2));
            for (std::size_t k = begin; k < std::min(words.size(), begin + 8 + maker.below(14)); ++k)
                output += words[k] + ' ';
            output += maker.sentence(4, 9000) + ' ';
        }
        world.outputs.push_back(output);
    }
    return world;
}

TextCorpus corpusOf(const World &world, const Texts &later)
{
    std::vector<TextCorpus::Contribution> contributions;
    for (std::uint64_t i = 0; i < world.contributors.size(); ++i) {
        TextCorpus::Contribution contribution{{test::digestOf("c" + std::to_string(i)), i}, {}};
        for (const std::string &text : world.contributors[i])
            contribution.records.push_back({test::digestOf(text), text});
        contributions.push_back(std::move(contribution));
    }
    TextCorpus::Contribution last{{test::digestOf("later"), kLater}, {}};
    for (const std::string &text : later)
        last.records.push_back({test::digestOf(text), text});
    contributions.push_back(std::move(last));
    base::Unwatched task;
    return TextCorpus::of(contributions, task).value();
}

// What each contributor earns when every output pays one; the attacker's later records are the attacker's.
std::map<std::uint64_t, double> earnings(const TextCorpus &corpus, const Texts &outputs)
{
    std::map<std::uint64_t, double> result;
    for (const std::string &output : outputs) {
        const Trace trace = corpus.trace(output).value();
        const double all = static_cast<double>(trace.attributed + trace.unattributed);
        for (const ClusterCredit &credit : trace.credits) {
            const std::uint64_t who = corpus.index().source(credit.leader).priority;
            result[who == kLater ? kAttacker : who] += static_cast<double>(credit.credit) / all;
        }
    }
    return result;
}

// Every n-th word replaced.
std::string jittered(const std::string &text, std::size_t every, TextMaker &maker)
{
    std::string result;
    std::size_t i = maker.below(static_cast<std::uint32_t>(every));
    for (const std::string &word : test::tokensOf(text))
        result += (++i % every == 0 ? maker.word(6000) : word) + ' ';
    return result;
}

std::string retokenized(const std::string &text)
{
    std::string result;
    int i = 0;
    for (const std::string &word : test::tokensOf(text)) {
        std::string copy = word;
        if (++i % 3 == 0)
            copy[0] = static_cast<char>(copy[0] - 'a' + 'A');
        result += copy + (i % 7 == 0 ? ",  " : i % 5 == 0 ? "\n" : " ");
    }
    return result;
}

} // namespace

class ManipulationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exactCopiesGainExactlyNothing();
    void alteredCopiesGainNothing_data();
    void alteredCopiesGainNothing();
    void bridgesMoveNothing();
};

void ManipulationTest::exactCopiesGainExactlyNothing()
{
    const World world = makeWorld();
    const TextCorpus before = corpusOf(world, {});
    for (const std::uint64_t copied : {kVictim, kAttacker}) {
        for (const int times : {1, 2, 10}) {
            Texts later;
            for (int i = 0; i < times; ++i)
                later.insert(later.end(), world.contributors[copied].begin(), world.contributors[copied].end());
            const TextCorpus after = corpusOf(world, later);
            for (const std::string &output : world.outputs) {
                const Trace was = before.trace(output).value();
                const Trace is = after.trace(output).value();
                QCOMPARE(is.credits, was.credits);
                QCOMPARE(is.unattributed, was.unattributed);
                QVERIFY(is.tokens == was.tokens);
            }
        }
    }
}

void ManipulationTest::alteredCopiesGainNothing_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("every 20th word changed") << 0;
    QTest::newRow("every 10th word changed") << 1;
    QTest::newRow("every 5th word changed") << 2;
    QTest::newRow("other case, spaces and commas") << 3;
    QTest::newRow("cut in two") << 4;
    QTest::newRow("twice as long, with other words behind") << 5;
    QTest::newRow("two joined") << 6;
    QTest::newRow("a few words behind") << 7;
}

void ManipulationTest::alteredCopiesGainNothing()
{
    QFETCH(int, kind);
    const World world = makeWorld();
    const auto before = earnings(corpusOf(world, {}), world.outputs);
    for (const std::uint64_t copied : {kVictim, kAttacker}) {
        TextMaker maker(5);
        const Texts &texts = world.contributors[copied];
        Texts later;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto words = test::tokensOf(texts[i]);
            const auto half = words.begin() + static_cast<std::ptrdiff_t>(words.size() / 2);
            switch (kind) {
            case 0:
                later.push_back(jittered(texts[i], 20, maker));
                break;
            case 1:
                later.push_back(jittered(texts[i], 10, maker));
                break;
            case 2:
                later.push_back(jittered(texts[i], 5, maker));
                break;
            case 3:
                later.push_back(retokenized(texts[i]));
                break;
            case 4:
                later.push_back(TextMaker::join({words.begin(), half}));
                later.push_back(TextMaker::join({half, words.end()}));
                break;
            case 5:
                later.push_back(texts[i] + ' ' + maker.sentence(words.size(), 6000));
                break;
            case 6:
                later.push_back(texts[i] + ' ' + texts[(i + 1) % texts.size()]);
                break;
            case 7:
                later.push_back(texts[i] + ' ' + maker.sentence(2, 6000));
                break;
            }
        }
        const auto after = earnings(corpusOf(world, later), world.outputs);
        const double gain = after.at(kAttacker) / before.at(kAttacker);
        const double keeps = after.at(kVictim) / before.at(kVictim);
        qInfo("copies of %s: the copier's earnings times %.4f, the victim's %.4f",
              copied == kVictim ? "another's records" : "the copier's own records", gain, keeps);
        QVERIFY(gain <= 1.02);
        if (copied == kVictim)
            QVERIFY(keeps >= 0.999);
    }
}

// The attack "cluster hijack": records half of one text and half of another, which would weld the two into one cluster
// if similarity went through chains.
void ManipulationTest::bridgesMoveNothing()
{
    const World world = makeWorld();
    const TextCorpus before = corpusOf(world, {});
    Texts later;
    for (std::size_t i = 0; i < 30; ++i) {
        const auto own = test::tokensOf(world.contributors[kAttacker][i]);
        const auto other = test::tokensOf(world.contributors[kVictim][i]);
        // From the attacker's record to the victim's in small steps.
        for (std::size_t step = 0; step <= 10; ++step) {
            std::vector<std::string> words(own.begin(),
                                           own.begin() + static_cast<std::ptrdiff_t>(own.size() * (10 - step) / 10));
            words.insert(words.end(), other.begin() + static_cast<std::ptrdiff_t>(other.size() * (10 - step) / 10),
                         other.end());
            later.push_back(TextMaker::join(words));
        }
    }
    const TextCorpus after = corpusOf(world, later);
    for (RecordNumber record = 0; record < before.index().recordCount(); ++record)
        QCOMPARE(after.leaderOf(record), before.leaderOf(record));
    const auto was = earnings(before, world.outputs);
    const auto is = earnings(after, world.outputs);
    qInfo("the bridge builder's earnings times %.4f, the victim's %.4f", is.at(kAttacker) / was.at(kAttacker),
          is.at(kVictim) / was.at(kVictim));
    QVERIFY(is.at(kAttacker) <= was.at(kAttacker) * 1.02);
    QVERIFY(is.at(kVictim) >= was.at(kVictim) * 0.999);
}

QTEST_APPLESS_MAIN(ManipulationTest)
#include "tst_manipulation.moc"
