#include "review_round.h"

#include "sync/contributions.h"
#include "sync/duplicate_proof.h"
#include "sync/review.h"

using namespace datanet;
using namespace Qt::StringLiterals;
using base::Uint256;
using curation::Verdict;
using test::need;

namespace {

std::string body(int number)
{
    const auto words = crypto::keccak256(QByteArray::number(number)).hex().toStdString();
    return R"({"term":"t)" + std::to_string(number) + R"(","text":"which is written as )" + words + R"( by a test"})";
}

std::vector<std::string> bodies(int from, int count)
{
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i)
        all.push_back(body(from + i));
    return all;
}

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string> &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

// Records that others had published before, found and proven: on a real node, with a real inbox and a real remote.
class TestDuplicates : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Round> m_round;
    std::unique_ptr<test::Party> m_prover;
    base::Unwatched m_context;
    std::uint64_t m_original = 0;
    std::uint64_t m_partly = 0;

    sync::FoundDuplicates found(test::Party &who, std::uint64_t id)
    {
        auto snapshot = need(who.network->latest(m_context));
        return need(sync::findDuplicates(*who.network, snapshot, id, m_context));
    }

    sync::DuplicateTerms terms(test::Party &who, const sync::FoundDuplicates &duplicates)
    {
        return need(sync::duplicateTerms(*who.network, duplicates, m_context));
    }

    Uint256 coins(const base::Address &account)
    {
        return need(m_round->owner->network->node().balance(account, {}, m_context));
    }

    void judge(std::uint64_t id, const std::vector<int> &leftOut = {})
    {
        for (auto &member : m_round->reviewers) {
            auto vote = need(sync::openReview(*member->network, id, member->key, m_context)).suggested;
            vote.verdict = Verdict::Accept;
            vote.reasons.clear();
            std::fill(vote.accepted.begin(), vote.accepted.end(), true);
            for (const int position : leftOut) {
                vote.accepted[std::size_t(position)] = false;
                vote.reasons.push_back({position, u"other"_s, u"left out"_s, {}});
            }
            need(sync::decide(*member->network, id, member->key.address(), vote));
            need(sync::sealVote(*member->network, id, member->key, m_context));
        }
        for (auto &member : m_round->reviewers)
            need(sync::revealVote(*member->network, id, member->key, m_context));
        need(sync::finalizeReview(*m_round->owner->network, id, m_round->owner->key, m_context));
    }

    void publish(std::uint64_t id)
    {
        m_round->mine(20);
        auto &reviewer = *m_round->reviewers[0];
        need(sync::publishContribution(*reviewer.network, id, reviewer.key, m_context));
        need(sync::publishContribution(*m_round->owner->network, id, m_round->owner->key, m_context));
        m_round->mine(5);
    }

    // Of the original: all but the last one by id.
    static std::vector<std::string> acceptedBodies()
    {
        auto all = bodies(0, 12);
        std::sort(all.begin(), all.end(),
                  [](const auto &a, const auto &b) { return dataset::recordId(a) < dataset::recordId(b); });
        all.pop_back();
        return all;
    }
    static std::vector<std::string> someAccepted(std::size_t count)
    {
        auto some = acceptedBodies();
        some.resize(count);
        return some;
    }

    // Somebody else contributes from now on.
    void another() { m_round->contributor = m_round->outsider(); }

    // What was foreseen is what it took, give or take a tenth.
    void wasForeseen(const sync::DuplicateTerms &before, const sync::DuplicatesTaken &taken)
    {
        std::uint64_t used = 0;
        for (const auto &hash : {*taken.announced, *taken.proven})
            used += need(m_prover->network->node().receipt(hash, m_context))->gasUsed;
        QVERIFY2(before.gas > used - used / 10 && before.gas < used + used / 10,
                 qPrintable(u"%1 gas foreseen, %2 used"_s.arg(before.gas).arg(used)));
    }

    // A block a second, as a chain has them.
    void blocksCome() { need(m_round->owner->network->node().rpc().call(u"evm_setIntervalMining"_s, {1}, m_context)); }
    void blocksStop()
    {
        need(m_round->owner->network->node().rpc().call(u"evm_setIntervalMining"_s, {0}, m_context));
        need(m_round->owner->network->node().rpc().call(u"evm_setAutomine"_s, {true}, m_context));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_round = std::make_unique<test::Round>();
        m_prover = m_round->outsider();
        m_original = m_round->submit(bodies(0, 12), 0);
        judge(m_original, {11});
        publish(m_original);
    }

    // Nothing of one's own, and nothing that came later, is a copy.
    void whoWasFirstIsNoCopier()
    {
        const auto own = found(*m_prover, m_original);
        QCOMPARE(own.records.size(), std::size_t(12)); // a published contribution's are known to everybody
        QCOMPARE(own.found(), 0u);
        QVERIFY(own.problems.empty());
        QVERIFY(terms(*m_prover, own).obstacle.contains(u"not held any more"));
        const auto again = m_round->submit(bodies(0, 12), 0);
        const auto same = found(*m_prover, again);
        QCOMPARE(same.records.size(), std::size_t(12)); // its root tells
        QCOMPARE(same.found(), 0u);
        const auto denied = sync::proveDuplicates(*m_prover->network, same, m_prover->key, m_context);
        QVERIFY(!denied && denied.error().kind == base::ErrorKind::Denied);
        judge(again);
    }

    // A published list that is sent again as it is: whoever looks at the chain can tell, without the records.
    void aWholeCopyIsProvenByAnybody()
    {
        another();
        const auto [opening, bundle] = m_round->declare(acceptedBodies(), 0);
        const auto copied = found(*m_prover, opening.id);
        QCOMPARE(copied.records.size(), std::size_t(11));
        QCOMPARE(copied.found(), 11u);
        QCOMPARE(copied.needed(), 6u);
        QCOMPARE(copied.earlier.size(), std::size_t(1));
        QCOMPARE(copied.earlier[0].version.contribution, m_original);
        QCOMPARE(copied.level, light::Level::OwnNode);
        const auto before = terms(*m_prover, copied);
        QVERIFY2(before.obstacle.isEmpty(), qPrintable(before.obstacle));
        QCOMPARE(before.shown, 6u);
        const auto bond = chain::practiceParameters().bondWei(11);
        QCOMPARE(before.reward, bond.dividedBy(Uint256(2))->first);

        const auto treasury = m_round->owner->key.address(); // of this deployment
        const auto had = coins(m_prover->key.address());
        const auto treasuryHad = coins(treasury);
        blocksCome();
        const auto taken = need(sync::proveDuplicates(*m_prover->network, copied, m_prover->key, m_context));
        blocksStop();
        QVERIFY(taken.announced && taken.proven);
        QCOMPARE(coins(m_prover->key.address()), *had.plus(before.reward)->minus(taken.fees));
        QCOMPARE(coins(treasury), *treasuryHad.plus(*bond.minus(before.reward)));

        wasForeseen(before, taken);

        // Once more: done before. And everybody sees it.
        const auto done = found(*m_prover, opening.id);
        const auto again = need(sync::proveDuplicates(*m_prover->network, done, m_prover->key, m_context));
        QVERIFY(!again.announced && !again.proven);
        auto snapshot = need(m_round->owner->network->latest(m_context));
        const auto known =
            need(sync::readBondTaken(*m_round->owner->network, snapshot, opening.id, done.status, m_context));
        QVERIFY(known);
        QVERIFY(known->prover == m_prover->key.address());
        QCOMPARE(known->records, std::uint64_t(6));
        QCOMPARE(known->bond, bond);
        QCOMPARE(known->level, light::Level::OwnNode);
        QCOMPARE(need(sync::countBondsTaken(*m_round->owner->network, snapshot, {opening.id, m_original}, m_context)),
                 std::uint64_t(1));
        const auto other = sync::proveDuplicates(*m_round->owner->network, done, m_round->owner->key, m_context);
        QVERIFY(!other && other.error().what.contains(u"taken already"));
    }

    // Mixed with others, only its reviewers have the records; what an earlier call announced is not announced again.
    void halfACopyIsProvenByAReviewer()
    {
        another();
        m_partly = m_round->submit(joined(someAccepted(6), bodies(100, 6)), 0);
        auto &reviewer = *m_round->reviewers[1];
        QVERIFY(found(*m_prover, m_partly).records.empty());
        QVERIFY(terms(*m_prover, found(*m_prover, m_partly)).obstacle.contains(u"nobody here knows"));
        need(sync::openReview(*reviewer.network, m_partly, reviewer.key, m_context));
        const auto mixed = found(reviewer, m_partly);
        QCOMPARE(mixed.found(), 6u);
        const auto before = terms(reviewer, mixed);
        QVERIFY2(before.obstacle.isEmpty(), qPrintable(before.obstacle));
        // Without a block after the announcement it waits; here until it is stopped.
        class Impatient final : public base::TaskContext
        {
        public:
            [[nodiscard]] bool cancelled() const override { return waits; }
            void progress(std::int64_t, std::int64_t) override { }
            void step(const QString &words) override { waits = words == u"Waiting for the next block"; }
            bool waits = false;
        } impatient;
        const auto stopped = sync::proveDuplicates(*reviewer.network, mixed, reviewer.key, impatient);
        QVERIFY(!stopped && stopped.error().kind == base::ErrorKind::Cancelled);
        const auto had = coins(reviewer.key.address());
        m_round->mine(1);
        const auto taken = need(sync::proveDuplicates(*reviewer.network, mixed, reviewer.key, m_context));
        QVERIFY(!taken.announced);
        QVERIFY(taken.proven);
        QCOMPARE(coins(reviewer.key.address()), *had.plus(before.reward)->minus(taken.fees));
    }

    void lessThanHalfIsNone()
    {
        another();
        const auto id = m_round->submit(joined(someAccepted(4), bodies(200, 6)), 0);
        auto &reviewer = *m_round->reviewers[0];
        need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
        const auto few = found(reviewer, id);
        QCOMPARE(few.found(), 4u);
        QVERIFY(terms(reviewer, few).obstacle.contains(u"and 5 are needed"));
        const auto denied = sync::proveDuplicates(*reviewer.network, few, reviewer.key, m_context);
        QVERIFY(!denied && denied.error().kind == base::ErrorKind::Denied);
    }

    // Many records of two versions, between new ones.
    void largerProofsCostWhatWasForeseen()
    {
        another();
        const auto second = m_round->submit(bodies(300, 90), 0);
        judge(second);
        publish(second);
        another();
        const auto id = m_round->submit(joined(joined(someAccepted(10), bodies(300, 60)), bodies(500, 60)), 0);
        auto &reviewer = *m_round->reviewers[2];
        need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
        const auto many = found(reviewer, id);
        QCOMPARE(many.found(), 70u);
        QCOMPARE(many.earlier.size(), std::size_t(2));
        QCOMPARE(many.earlier[0].matches.size(), std::size_t(60)); // most first
        const auto before = terms(reviewer, many);
        QCOMPARE(before.shown, 65u);
        blocksCome();
        const auto taken = need(sync::proveDuplicates(*reviewer.network, many, reviewer.key, m_context));
        blocksStop();
        wasForeseen(before, taken);
    }

    // All records of a datanet, whatever contributions they came by.
    void aWholeVersionIsRecognised()
    {
        another();
        const auto [opening, bundle] = m_round->declare(joined(acceptedBodies(), bodies(300, 90)), 0);
        const auto copied = found(*m_prover, opening.id);
        QCOMPARE(copied.records.size(), std::size_t(101));
        QCOMPARE(copied.found(), 101u);
        QCOMPARE(copied.earlier.size(), std::size_t(2));
        QVERIFY(terms(*m_prover, copied).obstacle.isEmpty());
    }

    // Who had sent the records before the copier did, and sends them again, copied nobody.
    void whoSentItBeforeIsNoCopier()
    {
        another();
        const auto [first, bundle] = m_round->declare(bodies(700, 4), 0);
        auto snapshot = need(m_prover->network->latest(m_context));
        const auto registered = need(sync::readCommitment(*m_prover->network, snapshot, first.id, m_context)).value();
        const auto contracts = m_round->contracts();
        m_round->send(*m_round->contributor, contracts.contributions.withdraw(first, registered));
        auto early = std::move(m_round->contributor);
        another();
        const auto taken = m_round->submit(bodies(700, 4), 0);
        judge(taken);
        publish(taken);

        const base::Bytes32 salt = crypto::keccak256("again");
        const auto hash =
            chain::saltedCommitment(test::Round::kChain, contracts.contributions.address(), first.contributor,
                                    first.datanet, first.recordsRoot, first.count, first.termsHash, salt);
        const auto committed = m_round->send(
            *early, contracts.contributions.commit(hash, first.count, chain::practiceParameters().bondWei(4)));
        const auto commitment = need(contracts.contributions.committed(committed));
        chain::Opening again = first;
        again.id = commitment.id;
        again.supersedes = first.id;
        m_round->send(*early, contracts.contributions.resubmit(again, commitment, salt, first, {}));
        const auto own = found(*m_prover, again.id);
        QCOMPARE(own.records.size(), std::size_t(4));
        QCOMPARE(own.found(), 0u);
        another();
        const auto [late, lateBundle] = m_round->declare(bodies(700, 4), 0);
        QCOMPARE(found(*m_prover, late.id).found(), 4u);
    }

    // A proof that shows less than it says is the contract's to refuse, in words.
    void theContractSaysNoInWords()
    {
        another();
        const auto [opening, bundle] = m_round->declare(bodies(0, 12), 0);
        auto copied = found(*m_prover, opening.id);
        QCOMPARE(copied.found(), 11u); // the panel left one out: it is no accepted record
        auto proof = need(sync::duplicateProof(copied));
        proof.ids.pop_back();
        const auto contracts = m_round->contracts();
        const auto refused = sync::send(
            *m_prover->network, contracts.contributions.proveDuplicates(copied.opening, copied.commitment, proof),
            m_prover->key, m_context);
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.contains(u"announced first"), qPrintable(refused.error().what));
    }
};

QTEST_GUILESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
