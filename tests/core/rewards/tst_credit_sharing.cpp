#include "epoch_world.h"

#include "rewards/corrected_records.h"
#include "rewards/credit_sharing.h"
#include "rewards/text_credits.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using rewards::Correction;
using rewards::CorrectionChain;
using rewards::RecordCredit;
using rewards::RecordPlace;
using rewards::shareCredit;
using rewards::TextCredits;

namespace {

const base::Address kAnna = accountOf(1);
const base::Address kBen = accountOf(2);
const base::Address kCleo = accountOf(3);

// The record 0 of contribution `from` corrected as record 0 of contribution `to`.
Correction made(std::uint64_t from, const base::Address &whose, std::uint64_t to, const base::Address &by,
                std::vector<base::Address> agreed = {})
{
    return {{to, 0}, {from, 0}, by, whose, std::move(agreed), true};
}

std::map<std::uint64_t, std::uint64_t> shares(std::uint64_t credit, std::uint64_t newest, const CorrectionChain &chain)
{
    std::map<std::uint64_t, std::uint64_t> all;
    for (const RecordCredit &share : shareCredit(credit, {newest, 0}, chain))
        all.emplace(share.record.contribution, share.credit);
    return all;
}
using Shares = std::map<std::uint64_t, std::uint64_t>;

std::string words(std::mt19937 &random, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        for (unsigned letters = 5 + random() % 4; letters > 0; --letters)
            text += static_cast<char>('a' + random() % 26);
        text += ' ';
    }
    text.pop_back();
    return text;
}

attribution::TextCorpus::Contribution contribution(std::uint64_t id, const std::vector<std::string> &texts)
{
    attribution::TextCorpus::Contribution one;
    one.source.priority = id;
    one.source.id.bytes[0] = static_cast<std::uint8_t>(id);
    for (const std::string &text : texts)
        one.records.push_back({crypto::sha256(base::view(text)), text});
    return one;
}

TextCredits creditsOf(const std::vector<attribution::TextCorpus::Contribution> &texts,
                      const std::vector<Correction> &corrections)
{
    base::Unwatched task;
    rewards::ContributionIds ids;
    for (const auto &text : texts)
        ids.emplace(text.source.id, text.source.priority);
    return need(TextCredits::over(need(attribution::TextCorpus::of(texts, task)), ids, corrections));
}

Shares creditsBy(const TextCredits &credits, const std::string &output)
{
    Shares all;
    for (const RecordCredit &credit : need(credits.credits(base::view(output))).records)
        all[credit.record.contribution] += credit.credit;
    return all;
}

std::uint64_t sum(const Shares &shares)
{
    return std::accumulate(shares.begin(), shares.end(), std::uint64_t(0),
                           [](std::uint64_t total, const auto &share) { return total + share.second; });
}

} // namespace

class TestCreditSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingCorrectedIsOnesOwn() { QCOMPARE(shares(1001, 4, {}), (Shares{{4, 1001}})); }

    void eachGetsTheWordsThatTheyBrought()
    {
        QCOMPARE(shares(1000, 2, {{made(1, kAnna, 2, kBen), 10, 8}}), (Shares{{1, 800}, {2, 200}}));
        // What does not divide is the first one's.
        QCOMPARE(shares(1001, 2, {{made(1, kAnna, 2, kBen), 3, 2}}), (Shares{{1, 668}, {2, 333}}));
        QCOMPARE(shares(1, 2, {{made(1, kAnna, 2, kBen), 3, 2}}), (Shares{{1, 1}}));
        QCOMPARE(shares(7, 2, {{made(1, kAnna, 2, kBen), 0, 0}}), (Shares{{1, 7}}));
    }

    void theOriginalKeepsHalfUnlessItsAuthorSigns()
    {
        QCOMPARE(shares(1001, 2, {{made(1, kAnna, 2, kBen), 10, 1}}), (Shares{{1, 501}, {2, 500}}));
        QCOMPARE(shares(1000, 2, {{made(1, kAnna, 2, kBen, {kAnna}), 10, 1}}), (Shares{{1, 100}, {2, 900}}));
        QCOMPARE(shares(1000, 2, {{made(1, kAnna, 2, kBen, {kBen, kCleo}), 10, 1}}), (Shares{{1, 500}, {2, 500}}));
        QCOMPARE(shares(1000, 2, {{made(1, kAnna, 2, kAnna), 10, 1}}), (Shares{{1, 100}, {2, 900}})); // both are hers
    }

    void chainsKeepEveryAuthor()
    {
        const CorrectionChain chain{{made(2, kBen, 3, kCleo), 10, 9}, {made(1, kAnna, 2, kBen), 10, 8}};
        QCOMPARE(shares(1000, 3, chain), (Shares{{1, 720}, {2, 180}, {3, 100}}));
    }

    // One who rewrites again and again never gets below the first author's half; nor two who agree with each other.
    void correctionTheftByRewritingAgain()
    {
        CorrectionChain chain{{made(1, kAnna, 2, kBen), 10, 0}};
        for (std::uint64_t next = 3; next < 12; ++next) {
            chain.insert(chain.begin(), {made(next - 1, kBen, next, kBen), 10, 0});
            const Shares now = shares(1000, next, chain);
            QCOMPARE(now.at(1), std::uint64_t(500));
            QCOMPARE(sum(now), std::uint64_t(1000));
        }
        chain = {{made(2, kBen, 3, kCleo, {kBen}), 10, 0}, {made(1, kAnna, 2, kBen), 10, 0}};
        QCOMPARE(shares(1000, 3, chain), (Shares{{1, 500}, {3, 500}}));
        // She signed the first step only: the second one brings her half back.
        chain[1].correction.agreed = {kAnna};
        QCOMPARE(shares(1000, 3, chain).at(1), std::uint64_t(500));
        chain[0].correction.agreed = {kBen, kAnna};
        QCOMPARE(shares(1000, 3, chain), (Shares{{3, 1000}}));
    }

    void nothingIsLostOrMade()
    {
        std::mt19937_64 random(3);
        for (int round = 0; round < 2000; ++round) {
            CorrectionChain chain;
            std::vector<base::Address> who;
            const std::uint64_t length = random() % 6;
            for (std::uint64_t i = 0; i <= length; ++i)
                who.push_back(accountOf(static_cast<std::uint8_t>(random() % 3)));
            for (std::uint64_t i = length; i > 0; --i) {
                const auto tokens = static_cast<std::uint32_t>(random() % 50);
                chain.push_back({made(i, who[i - 1], i + 1, who[i]), tokens,
                                 tokens == 0 ? 0 : static_cast<std::uint32_t>(random() % (tokens + 1))});
                if (random() % 3 == 0)
                    chain.back().correction.agreed.push_back(accountOf(static_cast<std::uint8_t>(random() % 3)));
            }
            const std::uint64_t credit = random() >> (random() % 64);
            const Shares now = shares(credit, length + 1, chain);
            QCOMPARE(sum(now), credit);
            bool agreed = true;
            std::uint64_t firsts = 0;
            for (std::uint64_t i = 0; i <= length; ++i) {
                const auto found = now.find(i + 1);
                firsts += who[i] == who[0] && found != now.end() ? found->second : 0;
            }
            for (const auto &step : chain)
                agreed = agreed && (step.correction.author == who[0] || step.correction.hasAgreed(who[0]));
            QVERIFY(agreed || firsts >= credit / 2 + credit % 2);
        }
    }

    // The record with one word changed would be of the original's cluster and earn nothing; as its correction it earns
    // the one word.
    void aCorrectionSharesItsCluster()
    {
        std::mt19937 random(11);
        const std::string original = words(random, 40);
        const std::string other = words(random, 40);
        const std::string corrected = original.substr(0, original.rfind(' ') + 1) + "mended";
        const std::vector<attribution::TextCorpus::Contribution> texts{contribution(1, {original, other}),
                                                                       contribution(2, {corrected})};
        const auto plain = creditsOf(texts, {});
        const Shares before = creditsBy(plain, corrected);
        QCOMPARE(before.size(), std::size_t(1));
        const auto credits = creditsOf(texts, {made(1, kAnna, 2, kBen)});
        const Shares after = creditsBy(credits, corrected);
        QCOMPARE(sum(after), before.at(1));
        const std::uint64_t kept = (before.at(1) * 39 + 39) / 40;
        QCOMPARE(after, (Shares{{1, kept}, {2, before.at(1) - kept}}));
        QVERIFY(credits.data() != plain.data());
        QCOMPARE(creditsBy(credits, other), creditsBy(plain, other));

        // The places of the answer add up to each one's part, and the shares say how.
        for (const auto &[id, part] : after) {
            std::uint64_t places = 0;
            for (const auto &span : need(credits.spans(base::view(corrected), {id, 0}))) {
                places += span.credit;
                QCOMPARE(span.leader, (RecordPlace{1, 0}));
            }
            QCOMPARE(places, part);
            const auto shared = need(credits.shares(base::view(corrected), {id, 0}));
            QCOMPARE(shared.size(), std::size_t(1));
            QCOMPARE(shared[0].part, part);
            QCOMPARE(shared[0].credit, before.at(1));
            QCOMPARE(shared[0].chain.front().tokens, 40u);
            QCOMPARE(shared[0].chain.front().kept, 39u);
        }
    }

    // Correction theft: a copy with one character changed, sent as one's own, takes nothing; nor does it as a
    // correction of something else.
    void correctionTheft()
    {
        std::mt19937 random(5);
        const std::string victim = words(random, 40);
        const std::string own = words(random, 40);
        std::string copy = victim;
        copy.back() = copy.back() == 'x' ? 'y' : 'x';
        const std::vector<attribution::TextCorpus::Contribution> texts{contribution(1, {victim}),
                                                                       contribution(2, {own}), contribution(3, {copy})};
        const auto all = creditsBy(creditsOf(texts, {}), victim).at(1);
        QCOMPARE(creditsBy(creditsOf(texts, {made(2, kBen, 3, kBen)}), victim), (Shares{{1, all}}));
        QCOMPARE(creditsBy(creditsOf(texts, {made(2, kBen, 3, kBen, {kBen})}), copy).size(), std::size_t(1));
        // As a correction of the victim's record it earns the one word that is another one.
        const auto shared = creditsBy(creditsOf(texts, {made(1, kAnna, 3, kBen)}), victim);
        QCOMPARE(shared.at(1), (all * 39 + 39) / 40);
        QCOMPARE(sum(shared), all);
    }

    // Somebody else was first to correct: the later one has no part of what the first record's cluster earns.
    void onlyTheOneThatTookThePlaceShares()
    {
        std::mt19937 random(6);
        const std::string original = words(random, 40);
        const std::string stem = original.substr(0, original.rfind(' ') + 1);
        const std::vector<attribution::TextCorpus::Contribution> texts{contribution(1, {original, words(random, 40)}),
                                                                       contribution(2, {stem + "first"}),
                                                                       contribution(3, {stem + "second"})};
        Correction late = made(1, kAnna, 3, kCleo);
        late.current = false;
        const auto shared = creditsBy(creditsOf(texts, {made(1, kAnna, 2, kBen), late}), original);
        QCOMPARE(shared.size(), std::size_t(2));
        QVERIFY(!shared.contains(3));
    }

    // A correction of other words leads a cluster of its own and pays the original's half of it.
    void aCorrectionThatReadsOtherwisePaysItsOriginal()
    {
        std::mt19937 random(8);
        const std::string original = words(random, 40);
        const std::string rewritten = words(random, 40);
        const std::vector<attribution::TextCorpus::Contribution> texts{contribution(1, {original}),
                                                                       contribution(2, {rewritten})};
        const auto shared = creditsBy(creditsOf(texts, {made(1, kAnna, 2, kBen)}), rewritten);
        QVERIFY(shared.at(1) == shared.at(2) || shared.at(1) == shared.at(2) + 1);
    }

    void whatDoesNotFitTogetherIsRefused()
    {
        std::mt19937 random(9);
        const std::string text = words(random, 40);
        const std::vector<attribution::TextCorpus::Contribution> texts{
            contribution(1, {text}), contribution(2, {text + " a"}), contribution(3, {text + " b"})};
        base::Unwatched task;
        const auto corpus = need(attribution::TextCorpus::of(texts, task));
        rewards::ContributionIds ids;
        for (const auto &one : texts)
            ids.emplace(one.source.id, one.source.priority);
        const auto refused = [&](const std::vector<Correction> &corrections) {
            return !rewards::CorrectedRecords::over(corpus, ids, corrections);
        };
        QVERIFY(refused({made(1, kAnna, 2, kBen), made(1, kAnna, 3, kBen)}));
        QVERIFY(refused({made(1, kAnna, 3, kBen), made(2, kAnna, 3, kBen)}));
        QVERIFY(refused({made(1, kAnna, 2, kBen), made(2, kBen, 1, kAnna)}));
    }
};

QTEST_GUILESS_MAIN(TestCreditSharing)
#include "tst_credit_sharing.moc"
