#include "base/mul_div.h"
#include "crypto/digest.h"
#include "rewards/answer_division.h"
#include "rewards/receipt.h"
#include "rewards/sum_tree.h"

#include <QTest>

#include <random>

using namespace datanet;
using namespace datanet::rewards;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

Uint256 randomNumber(std::mt19937_64 &random, int maximumBytes)
{
    base::Bytes bytes(int(random() % (unsigned(maximumBytes) + 1)), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random());
    return *Uint256::fromBigEndian(bytes);
}

base::Address account(std::uint8_t number)
{
    base::Address result;
    result.bytes[19] = number;
    return result;
}

std::vector<RewardLeaf> leaves(std::size_t count, std::mt19937_64 &random)
{
    std::vector<RewardLeaf> result;
    for (std::size_t i = 0; i < count; ++i)
        result.push_back({i, account(static_cast<std::uint8_t>(i + 1)), randomNumber(random, 15)});
    return result;
}

// With this many hexadecimal digits.
Uint256 allOnes(int digits)
{
    const QString text = u"0x"_s + QString(digits, u'f');
    return *Uint256::fromHexQuantity(text);
}

Uint256 decimal(const QString &digits)
{
    return *Uint256::fromDecimal(digits);
}

} // namespace

class TestRewardMoney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mulDivIsExact()
    {
        const Uint256 largest = allOnes(64);
        QCOMPARE(base::mulDiv(largest, largest, largest), std::optional(largest));
        QVERIFY(!base::mulDiv(largest, 2, 1));
        QVERIFY(!base::mulDiv(largest, largest, *largest.minus(1)));
        QVERIFY(!base::mulDiv(1, 1, 0));
        QVERIFY(!base::mulDiv(largest, largest, 0));
        QCOMPARE(
            base::mulDiv(largest, 2, 3),
            std::optional(decimal(u"77194726158210796949047323339125271902179989777093709359638389338608753093290"_s)));
        // q = floor(a * b / d) exactly when q * d <= a * b < (q + 1) * d; checked modulo 2^256 by the remainder.
        std::mt19937_64 random(1);
        for (int i = 0; i < 20'000; ++i) {
            const Uint256 d = *randomNumber(random, 31).plus(1);
            const Uint256 q = randomNumber(random, 32);
            const Uint256 r = randomNumber(random, 31).dividedBy(d)->second;
            // a = d and b = q give q; with r more than a multiple of d the quotient stays.
            QCOMPARE(base::mulDiv(d, q, d), std::optional(q));
            if (const auto product = d.times(q)) {
                if (const auto raised = product->plus(r))
                    QCOMPARE(base::mulDiv(*raised, 1, d), std::optional(q));
            }
            const Uint256 a = randomNumber(random, 32);
            const Uint256 b = randomNumber(random, 32);
            const auto one = base::mulDiv(a, b, d);
            QCOMPARE(one, base::mulDiv(b, a, d));
            // (a / 2^k) * b / d never exceeds a * b / d / 2^k.
            if (one) {
                const auto half = base::mulDiv(a.dividedBy(2)->first, b, d);
                QVERIFY(half && *half <= *one);
            }
        }
    }

    void feesRoundUpAndSplitsLoseNothing()
    {
        const auto fee = feeOf(1, 1001, {0, 1, 1000}, 7);
        QCOMPARE(fee->fee, Uint256(1 + 1001 + 7));
        QCOMPARE(fee->net, Uint256(1 + 1001));
        QCOMPARE(feeOf(0, 0, {0, 5, 5}, 0)->fee, Uint256());
        QVERIFY(!feeOf(~std::uint64_t(0), 1, {0, allOnes(64), 1}, 0));
        QVERIFY(!splitNet(5, {3000, 5000, 1000, 500, 499}));
        std::mt19937_64 random(2);
        for (int i = 0; i < 5000; ++i) {
            std::array<std::uint32_t, 6> cuts{0, 0, 0, 0, 0, kBasisPoints};
            for (std::size_t j = 1; j < 5; ++j)
                cuts[j] = static_cast<std::uint32_t>(random() % (kBasisPoints + 1));
            std::sort(cuts.begin(), cuts.end());
            const Split split{cuts[1] - cuts[0], cuts[2] - cuts[1], cuts[3] - cuts[2], cuts[4] - cuts[3],
                              cuts[5] - cuts[4]};
            const Uint256 net = randomNumber(random, 32);
            const auto shares = splitNet(net, split);
            QVERIFY(shares.has_value());
            Uint256 sum;
            for (const Uint256 &part :
                 {shares->model, shares->contributors, shares->reviewers, shares->stakers, shares->treasury})
                sum = *sum.plus(part);
            QCOMPARE(sum, net);
        }
    }

    // The definition again, by hand: floor(share_c * credits / total) and so on.
    void anAnswerIsDividedByItsOwnCredits()
    {
        DivisionRules rules;
        rules.parameters = {1, 100, {3000, 5000, 1000, 500, 500}};
        rules.lineage = {{5, account(1), 2500}, {4, account(2), 1000}, {3, account(3), 0}};
        rules.contributions[10] = {10, account(10), {}, {account(20), account(21), {}}}; // one seat is not paid
        rules.contributions[11] = {11, account(11), {}, {account(21)}};
        rules.contributions[12] = {12, account(10), {}, {}};
        rules.jurors = {account(30), account(31), account(30)};
        QVERIFY(rules.check().has_value());
        const std::vector<AttributionLeaf> credited{
            {0, 0, 0, {}, 50}, {0, 10, 3, account(10), 100}, {0, 11, 0, account(11), 31}, {0, 12, 9, account(10), 7}};
        const auto division = divideAnswer(10'101, credited, rules);
        QVERIFY(division.has_value());
        QCOMPARE(division->net, Uint256(10'001));
        QCOMPARE(division->total, Uint256(188));
        QCOMPARE(division->credited, Uint256(138));
        const std::vector<Payment> expected{{Role::Model, account(1), 7500, 3000 - 750},
                                            {Role::Model, account(2), 9000, 750 - 75},
                                            {Role::Model, account(3), 10'000, 75},
                                            {Role::Contributor, account(10), 107, 5000 * 107 / 188},
                                            {Role::Contributor, account(11), 31, 5000 * 31 / 188},
                                            {Role::Reviewer, account(20), 33, 1000 * 33 / 188},
                                            {Role::Reviewer, account(21), 64, 1000 * 64 / 188}};
        QCOMPARE(division->payments.size(), expected.size());
        for (const Payment &payment : expected)
            QVERIFY(std::count(division->payments.begin(), division->payments.end(), payment) == 1);
        QCOMPARE(division->eachSeat, Uint256(500 / 3));
        Uint256 rest = 10'101 - 3 * (500 / 3);
        for (const Payment &payment : expected)
            rest = *rest.minus(payment.wei);
        QCOMPARE(division->treasury, rest);

        QVERIFY(!divideAnswer(99, credited, rules)); // below the platform's fee
        auto stranger = credited;
        stranger[1].account = account(11);
        QVERIFY(!divideAnswer(10'101, stranger, rules)); // not the contribution's account
        const auto nobody = divideAnswer(10'101, {}, rules);
        QCOMPARE(nobody->payments.size(), std::size_t(3)); // only the models
        QCOMPARE(nobody->treasury, Uint256(10'101 - 3000 - 3 * (500 / 3)));
    }

    void rulesOutOfBoundsAreRefused()
    {
        DivisionRules rules;
        rules.parameters.split = {10'000, 0, 0, 0, 0};
        QVERIFY(!rules.check()); // no model
        rules.lineage.assign(10, {1, account(1), 0});
        QVERIFY(!rules.check());
        rules.lineage.assign(9, {1, account(1), 0});
        QVERIFY(rules.check().has_value());
        rules.lineage[0].royalty = 5001;
        QVERIFY(!rules.check());
    }

    void sumTreeProofsOfEveryLeaf()
    {
        std::mt19937_64 random(3);
        for (std::size_t count = 0; count <= 70; ++count) {
            const auto all = leaves(count, random);
            const SumRoot root = *sumRoot(all);
            Uint256 sum;
            for (const RewardLeaf &leaf : all)
                sum = *sum.plus(leaf.cumulative);
            QCOMPARE(root.sum, sum);
            QCOMPARE(root.count, count);
            for (std::size_t i = 0; i < count; ++i) {
                SumAccumulator tree(i);
                for (const RewardLeaf &leaf : all)
                    QVERIFY(tree.append(leaf).has_value());
                const SumProof proof = *tree.proof();
                QCOMPARE(proof.leaf, all[i]);
                QVERIFY(verifySumProof(proof, root.hash()));
                if (count < 20)
                    tamper(proof, root.hash());
            }
        }
        SumAccumulator none(4);
        QVERIFY(!none.proof());
        QVERIFY(none.root() == SumRoot());
    }

    // Two leaves by hand, from the words of the encoding.
    void sumTreeOfTwoByHand()
    {
        const auto word = [](std::uint64_t number) { return Uint256(number).toBytes32().toBytes(); };
        const auto leaf = [&](std::uint64_t index, std::uint8_t who, std::uint64_t wei) {
            const base::Bytes words =
                word(3) + word(index) + base::Bytes(12, '\0') + account(who).toBytes() + word(wei);
            return crypto::keccak256(crypto::keccak256(words).view());
        };
        const auto left = leaf(0, 9, 1000).toBytes();
        const auto right = leaf(1, 8, 24).toBytes();
        const base::Bytes inner = left + word(1000) + right + word(24);
        const auto top = crypto::keccak256(inner);
        const base::Bytes bound = word(2) + top.toBytes() + word(1024);
        const auto root = crypto::keccak256(bound);
        const std::vector<RewardLeaf> both{{0, account(9), 1000}, {1, account(8), 24}};
        QCOMPARE(sumRoot(both)->hash(), root);
    }

    void sumTreeRefusesWhatCannotBe()
    {
        SumAccumulator tree;
        QVERIFY(!tree.append({1, account(1), 5})); // a gap
        QVERIFY(!tree.append({0, {}, 5})); // nobody
        const Uint256 most = allOnes(32);
        QVERIFY(tree.append({0, account(1), most}).has_value());
        QVERIFY(!tree.append({1, account(2), 1}));
        QCOMPARE(tree.root().sum, most);
    }

    void receiptsChainAndAreSigned()
    {
        const auto key = crypto::SecretKey::generate();
        const auto domain = chain::receiptDomain(31337, account(77));
        Receipt first;
        first.model = 1;
        first.epoch = 2;
        first.payer = key.address();
        first.fee = 10;
        first = *nextReceipt(first, nullptr);
        Receipt second = first;
        second.inference.bytes[0] = 5;
        second.fee = 32;
        second = *nextReceipt(second, &first);
        QCOMPARE(second.nonce, std::uint64_t(2));
        QCOMPARE(second.cumulativeFee, Uint256(42));
        QCOMPARE(second.previous, first.hash());
        QVERIFY(followsReceipt(first, nullptr).has_value() && followsReceipt(second, &first).has_value());
        QVERIFY(!followsReceipt(second, nullptr) && !followsReceipt(first, &first));
        const base::Bytes signature = signReceipt(domain, second, key).toBytes();
        QVERIFY(verifyReceipt(domain, second, signature).has_value());
        QVERIFY(!verifyReceipt(chain::receiptDomain(1, account(77)), second, signature));
        QVERIFY(!verifyReceipt(chain::receiptDomain(31337, account(78)), second, signature));
        for (int i = 0; i < signature.size(); ++i) {
            base::Bytes bent = signature;
            bent[i] = static_cast<char>(bent[i] ^ 1);
            QVERIFY(!verifyReceipt(domain, second, bent));
        }
        const auto refuses = [&](auto change) {
            Receipt other = second;
            change(other);
            return !verifyReceipt(domain, other, signature);
        };
        QVERIFY(refuses([](Receipt &r) { r.model = 9; }) && refuses([](Receipt &r) { r.epoch = 9; })
                && refuses([](Receipt &r) { r.payer.bytes[3] ^= 1; }) && refuses([](Receipt &r) { r.nonce = 9; })
                && refuses([](Receipt &r) { r.inference.bytes[3] ^= 1; })
                && refuses([](Receipt &r) { r.output.bytes[3] ^= 1; }) && refuses([](Receipt &r) { r.tokensIn = 9; })
                && refuses([](Receipt &r) { r.tokensOut = 9; }) && refuses([](Receipt &r) { r.fee = 9; })
                && refuses([](Receipt &r) { r.cumulativeFee = 9; })
                && refuses([](Receipt &r) { r.previous.bytes[3] ^= 1; }));
        first.cumulativeFee = allOnes(32);
        QVERIFY(!nextReceipt(second, &first));
    }

private:
    static void tamper(const SumProof &good, const base::Digest &root)
    {
        const auto refused = [&](auto change) {
            SumProof bad = good;
            change(bad);
            return !verifySumProof(bad, root);
        };
        QVERIFY(refused([](SumProof &p) { ++p.leaf.index; }));
        QVERIFY(refused([](SumProof &p) { p.leaf.account.bytes[0] ^= 1; }));
        QVERIFY(refused([](SumProof &p) { p.leaf.cumulative = *p.leaf.cumulative.plus(1); }));
        QVERIFY(refused([](SumProof &p) { ++p.count; }));
        QVERIFY(refused([](SumProof &p) { --p.count; }));
        QVERIFY(refused([](SumProof &p) { p.siblings.push_back({}); }));
        for (std::size_t i = 0; i < good.siblings.size(); ++i) {
            QVERIFY(refused([i](SumProof &p) { p.siblings[i].hash.bytes[7] ^= 1; }));
            QVERIFY(refused([i](SumProof &p) { p.siblings[i].sum = *p.siblings[i].sum.plus(1); }));
            // One wei moved between neighbours leaves every sum above as it was.
            QVERIFY(refused([i](SumProof &p) {
                p.siblings[i].sum = *p.siblings[i].sum.plus(1);
                if (!p.leaf.cumulative.isZero())
                    p.leaf.cumulative = *p.leaf.cumulative.minus(1);
            }));
            QVERIFY(refused([i](SumProof &p) { p.siblings.erase(p.siblings.begin() + std::ptrdiff_t(i)); }));
        }
    }
};

QTEST_GUILESS_MAIN(TestRewardMoney)
#include "tst_reward_money.moc"
