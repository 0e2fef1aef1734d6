#include "chain/bindings/types.h"
#include "core/rewards/epoch_world.h"
#include "crypto/merkle_tree.h"
#include "rewards/answer_division.h"
#include "rewards/receipt.h"
#include "rewards/sum_tree.h"
#include "support/json_file.h"

#include <QJsonArray>
#include <QTest>

using namespace datanet;
using namespace datanet::rewards;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// Accounts stand as words of 32 bytes.
base::Address addressIn(const QJsonValue &word)
{
    return *base::Address::from(base::fromHex(word.toString())->last(20));
}

base::Bytes32 wordIn(const QJsonValue &word)
{
    return *base::Bytes32::fromHexText(word.toString());
}

Uint256 numberIn(const QJsonValue &digits)
{
    return *Uint256::fromDecimal(digits.toString());
}

std::uint64_t smallIn(const QJsonValue &digits)
{
    return numberIn(digits).toUint64().value();
}

Uint256 paid(const AnswerDivision &division, Role role, const base::Address &account)
{
    Uint256 sum;
    for (const Payment &payment : division.payments) {
        if (payment.role == role && payment.account == account)
            sum = *sum.plus(payment.wei);
    }
    return sum;
}

} // namespace

// tests/contracts/vectors/rewards.json is what the contracts compute (Vectors.t.sol, which forge holds them to); here
// the same numbers come from C++.
class TestRewardVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = test::jsonFile(QStringLiteral(DATANET_SOURCE_DIR "/tests/contracts/vectors/rewards.json"));
        QVERIFY(!m_vectors.isEmpty());
    }

    void receipts()
    {
        const QJsonArray all = m_vectors["receipts"_L1].toArray();
        QCOMPARE(all.size(), 3);
        std::optional<Receipt> last;
        for (const QJsonValue &vector : all) {
            Receipt receipt;
            receipt.model = smallIn(vector["model"_L1]);
            receipt.epoch = smallIn(vector["epoch"_L1]);
            receipt.payer = addressIn(vector["payer"_L1]);
            receipt.nonce = smallIn(vector["nonce"_L1]);
            receipt.inference = wordIn(vector["inference"_L1]);
            receipt.output = wordIn(vector["output"_L1]);
            receipt.tokensIn = static_cast<std::uint32_t>(smallIn(vector["tokensIn"_L1]));
            receipt.tokensOut = static_cast<std::uint32_t>(smallIn(vector["tokensOut"_L1]));
            receipt.fee = numberIn(vector["fee"_L1]);
            receipt.cumulativeFee = numberIn(vector["cumulativeFee"_L1]);
            receipt.previous = wordIn(vector["previous"_L1]);
            QCOMPARE(receipt.hash(), wordIn(vector["hash"_L1]));
            const auto domain = chain::receiptDomain(numberIn(vector["chain"_L1]), addressIn(vector["contract"_L1]));
            QCOMPARE(receiptDigest(domain, receipt), wordIn(vector["digest"_L1]));
            QVERIFY(followsReceipt(receipt, last ? &*last : nullptr).has_value());
            QCOMPARE(test::need(nextReceipt(receipt, last ? &*last : nullptr)), receipt);
            last = receipt;
        }
    }

    void logs()
    {
        const QJsonArray all = m_vectors["logs"_L1].toArray();
        QCOMPARE(all.size(), 10);
        for (const QJsonValue &vector : all) {
            std::vector<base::Bytes32> ids;
            for (const QJsonValue &id : vector["ids"_L1].toArray())
                ids.push_back(wordIn(id));
            const auto root = crypto::merkleRoot(crypto::MerkleKind::Inference, ids);
            QCOMPARE(root, wordIn(vector["root"_L1]));
        }
    }

    void charges()
    {
        const QJsonArray all = m_vectors["charges"_L1].toArray();
        QCOMPARE(all.size(), 8);
        base::Digest acc;
        for (const QJsonValue &vector : all) {
            chain::Charge charge;
            charge.model = smallIn(vector["model"_L1]);
            charge.epoch = smallIn(vector["epoch"_L1]);
            charge.payer = addressIn(vector["payer"_L1]);
            charge.first = smallIn(vector["first"_L1]);
            charge.count = smallIn(vector["count"_L1]);
            charge.head = wordIn(vector["head"_L1]);
            charge.fee = numberIn(vector["fee"_L1]);
            QCOMPARE(charge.hash(), wordIn(vector["hash"_L1]));
            acc = chain::accumulated(acc, charge.hash());
            QCOMPARE(acc, wordIn(vector["acc"_L1]));
        }
    }

    void settlements()
    {
        const QJsonArray all = m_vectors["settlements"_L1].toArray();
        QCOMPARE(all.size(), 8);
        for (const QJsonValue &vector : all) {
            chain::Settlement settlement;
            settlement.model = smallIn(vector["model"_L1]);
            settlement.epoch = smallIn(vector["epoch"_L1]);
            settlement.previous = smallIn(vector["previous"_L1]);
            settlement.parametersId = static_cast<std::uint32_t>(smallIn(vector["parametersId"_L1]));
            settlement.openedAt = smallIn(vector["openedAt"_L1]);
            settlement.settledAt = smallIn(vector["settledAt"_L1]);
            settlement.snapshotBlock = smallIn(vector["snapshotBlock"_L1]);
            settlement.count = smallIn(vector["count"_L1]);
            settlement.payers = static_cast<std::uint32_t>(smallIn(vector["payers"_L1]));
            settlement.payee = addressIn(vector["payee"_L1]);
            settlement.modelHash = wordIn(vector["modelHash"_L1]);
            settlement.logRoot = wordIn(vector["logRoot"_L1]);
            settlement.chargesAcc = wordIn(vector["chargesAcc"_L1]);
            settlement.fees = numberIn(vector["fees"_L1]);
            settlement.platformFees = numberIn(vector["platformFees"_L1]);
            QCOMPARE(settlement.hash(), wordIn(vector["hash"_L1]));
        }
    }

    void attributionLeaves()
    {
        const QJsonArray all = m_vectors["attributionLeaves"_L1].toArray();
        QCOMPARE(all.size(), 9);
        for (const QJsonValue &vector : all) {
            const AttributionLeaf leaf{smallIn(vector["inference"_L1]), smallIn(vector["contribution"_L1]),
                                       static_cast<std::uint32_t>(smallIn(vector["position"_L1])),
                                       addressIn(vector["account"_L1]), smallIn(vector["credit"_L1])};
            QCOMPARE(leaf.id(), wordIn(vector["id"_L1]));
        }
    }

    void rewardTrees()
    {
        const QJsonArray all = m_vectors["rewardTrees"_L1].toArray();
        QCOMPARE(all.size(), 12);
        for (const QJsonValue &vector : all) {
            const QJsonArray list = vector["leaves"_L1].toArray();
            SumAccumulator tree(static_cast<std::uint64_t>(qMax<qsizetype>(list.size(), 1) - 1));
            for (const QJsonValue &leaf : list)
                test::need(tree.append({tree.count(), addressIn(leaf["account"_L1]), numberIn(leaf["cumulative"_L1])}));
            QCOMPARE(tree.root().top, wordIn(vector["top"_L1]));
            QCOMPARE(tree.root().sum, numberIn(vector["sum"_L1]));
            QCOMPARE(tree.root().hash(), wordIn(vector["root"_L1]));
            if (list.isEmpty())
                continue;
            const SumProof proof = test::need(tree.proof());
            std::vector<SumNode> siblings;
            for (const QJsonValue &sibling : vector["siblingsOfTheLast"_L1].toArray())
                siblings.push_back({wordIn(sibling["hash"_L1]), numberIn(sibling["sum"_L1])});
            QCOMPARE(proof.siblings, siblings);
            QVERIFY(verifySumProof(proof, wordIn(vector["root"_L1])));
        }
    }

    // Three contributions of one account each. Two reviewers judged the first, the second of them the next one, too; of
    // the third's reviewers nobody is paid there, so it has none; the next one's other seat is not paid, so that its
    // share is the treasury's.
    void divisions()
    {
        const QJsonArray all = m_vectors["divisions"_L1].toArray();
        QCOMPARE(all.size(), 24);
        const base::Address model = test::accountOf(1);
        const std::array contributors{test::accountOf(10), test::accountOf(11), test::accountOf(12)};
        const std::array reviewers{test::accountOf(20), test::accountOf(21)};
        for (const QJsonValue &vector : all) {
            const auto share = [&](QLatin1String name) { return static_cast<std::uint32_t>(smallIn(vector[name])); };
            DivisionRules rules;
            rules.parameters = {1,
                                numberIn(vector["platformFee"_L1]),
                                {share("splitModel"_L1), share("splitContributors"_L1), share("splitReviewers"_L1),
                                 share("splitStakers"_L1), share("splitTreasury"_L1)}};
            rules.lineage = {{1, model, 0}};
            rules.contributions[1] = {1, contributors[0], {}, {reviewers[0], reviewers[1]}};
            rules.contributions[2] = {2, contributors[1], {}, {reviewers[1], {}}};
            rules.contributions[3] = {3, contributors[2], {}, {}};
            for (std::uint64_t i = 0; i < smallIn(vector["members"_L1]); ++i)
                rules.jurors.push_back(test::accountOf(static_cast<std::uint8_t>(100 + i)));
            const std::vector<AttributionLeaf> credited{{0, 0, 0, {}, smallIn(vector["unattributed"_L1])},
                                                        {0, 1, 0, contributors[0], smallIn(vector["credit0"_L1])},
                                                        {0, 2, 0, contributors[1], smallIn(vector["credit1"_L1])},
                                                        {0, 3, 0, contributors[2], smallIn(vector["credit2"_L1])}};
            const auto division = test::need(divideAnswer(numberIn(vector["fee"_L1]), credited, rules));
            QCOMPARE(paid(division, Role::Model, model), numberIn(vector["toModel"_L1]));
            for (int i = 0; i < 3; ++i)
                QCOMPARE(paid(division, Role::Contributor, contributors[std::size_t(i)]),
                         numberIn(vector["toContributors"_L1][i]));
            QCOMPARE(division.eachSeat, numberIn(vector["toEachMember"_L1]));
            for (int i = 0; i < 2; ++i)
                QCOMPARE(paid(division, Role::Reviewer, reviewers[std::size_t(i)]),
                         numberIn(vector["toReviewers"_L1][i]));
            QCOMPARE(division.treasury, numberIn(vector["toTreasury"_L1]));
        }
    }

private:
    QJsonObject m_vectors;
};

QTEST_GUILESS_MAIN(TestRewardVectors)
#include "tst_reward_vectors.moc"
