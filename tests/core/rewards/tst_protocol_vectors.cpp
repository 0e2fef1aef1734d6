#include "chain/bindings/attribution.h"
#include "chain/bindings/contributions.h"
#include "chain/bindings/jury.h"
#include "chain/informedness.h"
#include "crypto/digest.h"
#include "crypto/merkle_multiproof.h"
#include "rewards/answer_division.h"
#include "support/json_file.h"

#include <QJsonArray>
#include <QTest>

using namespace datanet;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// A vector by the names of its members. Accounts stand as words of 32 bytes.
class Vector
{
public:
    explicit Vector(const QJsonValue &value) : m_value(value) { }

    [[nodiscard]] QJsonValue at(const char *name) const { return m_value[QLatin1String(name)]; }
    [[nodiscard]] base::Bytes32 word(const char *name) const { return *base::Bytes32::fromHexText(text(name)); }
    [[nodiscard]] base::Address account(const char *name) const
    {
        return *base::Address::from(base::fromHex(text(name))->last(20));
    }
    [[nodiscard]] Uint256 number(const char *name) const { return *Uint256::fromDecimal(text(name)); }
    [[nodiscard]] std::uint64_t small(const char *name) const { return number(name).toUint64().value(); }
    [[nodiscard]] std::uint32_t count(const char *name) const { return static_cast<std::uint32_t>(small(name)); }
    [[nodiscard]] QString text(const char *name) const { return at(name).toString(); }

private:
    QJsonValue m_value;
};

std::vector<base::Bytes32> wordsIn(const QJsonValue &list)
{
    std::vector<base::Bytes32> words;
    for (const QJsonValue &word : list.toArray())
        words.push_back(*base::Bytes32::fromHexText(word.toString()));
    return words;
}

chain::Tally tallyIn(const QJsonValue &value)
{
    const Vector v(value);
    return {v.small("kept"), v.small("keptToo"), v.small("left"), v.small("leftToo")};
}

// What each opened vote says about each record.
std::vector<std::vector<bool>> ballots(const QJsonArray &votes, std::size_t count)
{
    std::vector<std::vector<bool>> all;
    for (const QJsonValue &vote : votes) {
        if (!vote["opened"_L1].toBool())
            continue;
        const base::Bytes bitmap = *base::fromHex(vote["bitmap"_L1].toString());
        std::vector<bool> ballot(count, vote["accepts"_L1].toBool());
        for (std::size_t i = 0; i < count && !bitmap.isEmpty(); ++i)
            ballot[i] = (static_cast<unsigned char>(bitmap[qsizetype(i / 8)]) >> (i % 8) & 1) == 1;
        all.push_back(std::move(ballot));
    }
    return all;
}

// The contract's rule, position by position: more than half of the opened votes have it.
std::vector<bool> majority(const std::vector<std::vector<bool>> &votes, std::size_t count)
{
    std::vector<bool> accepted(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto having = std::count_if(votes.begin(), votes.end(), [i](const auto &vote) { return vote[i]; });
        accepted[i] = 2 * std::size_t(having) > votes.size();
    }
    return accepted;
}

} // namespace

// tests/contracts/vectors/protocol.json is what the contracts compute (ProtocolVectors.t.sol, which forge holds them
// to); here the same bytes come from C++.
class TestProtocolVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = test::jsonFile(QStringLiteral(DATANET_SOURCE_DIR "/tests/contracts/vectors/protocol.json"));
        QVERIFY(!m_vectors.isEmpty());
        auto contracts = chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts"));
        QVERIFY(contracts.has_value());
        m_contracts = std::move(*contracts);
    }

    void commitments()
    {
        for (const Vector &v : all("commitments", 3)) {
            const auto salted = chain::saltedCommitment(
                v.small("chain"), v.account("contract"), v.account("contributor"), v.small("datanet"),
                v.word("recordsRoot"), v.count("count"), v.word("termsHash"), v.word("salt"));
            QCOMPARE(salted, v.word("commitment"));
            const chain::Commitment commitment{v.small("id"),          salted,
                                               v.account("payer"),     v.count("count"),
                                               v.small("bondGwei"),    v.small("committedAt"),
                                               v.count("parametersId")};
            QCOMPARE(crypto::keccak256(commitment.preimage()), v.word("hash"));
        }
    }

    void openings()
    {
        for (const Vector &v : all("openings", 3)) {
            chain::Opening o;
            o.id = v.small("id");
            o.datanet = v.small("datanet");
            o.supersedes = v.small("supersedes");
            o.baseVersion = v.count("baseVersion");
            o.count = v.count("count");
            o.removalsCount = v.count("removalsCount");
            o.permittedUses = v.count("permittedUses");
            o.contributor = v.account("contributor");
            o.payee = v.account("payee");
            o.recordsRoot = v.word("recordsRoot");
            o.removalsRoot = v.word("removalsRoot");
            o.bundleHash = v.word("bundleHash");
            o.manifestHash = v.word("manifestHash");
            o.licenceHash = v.word("licenceHash");
            o.termsHash = v.word("termsHash");
            o.gitCommit = v.word("gitCommit");
            o.authorship = v.word("authorship");
            QCOMPARE(o.hash(), v.word("hash"));
            const chain::Authorization authorization{v.count("authorizedParametersId"), v.number("maximumFee"),
                                                     v.number("maximumBond"), v.number("nonce"), v.number("deadline")};
            const chain::ContributionsContract contract(m_contracts, v.account("contract"));
            QCOMPARE(contract.submissionDigest(v.small("chain"), o, authorization), v.word("digest"));
        }
    }

    void deliveries()
    {
        for (const Vector &v : all("deliveries", 3)) {
            const auto round = static_cast<std::uint8_t>(v.count("round"));
            const auto preimage = chain::deliveryPreimage(round, v.word("sealedBundleHash"), v.text("locator"));
            QCOMPARE(crypto::keccak256(preimage), v.word("stored"));
            const chain::ContributionsContract contract(m_contracts, v.account("contract"));
            const auto digest = contract.deliveryDigest(
                v.small("chain"), {v.small("id"), round, v.word("sealedBundleHash"), v.text("locator")},
                v.number("nonce"), v.number("deadline"));
            QCOMPARE(digest, v.word("digest"));
        }
    }

    void votesAndTheirCases()
    {
        for (const Vector &v : all("votes", 4)) {
            const chain::Vote vote{v.small("contribution"), static_cast<std::uint8_t>(v.count("round")),
                                   v.account("voter"),      static_cast<chain::Verdict>(v.count("verdict")),
                                   v.word("bitmapHash"),    v.word("reasonsHash"),
                                   v.word("salt")};
            QCOMPARE(vote.hash(v.small("chain"), v.account("reviews")), v.word("vote"));
            const auto attempt = static_cast<std::uint16_t>(v.count("attempt"));
            const auto caseId = chain::caseIdOf(v.small("model"), v.small("epoch"), attempt);
            QCOMPARE(caseId, v.word("case"));
            QCOMPARE(chain::demandIdOf(v.small("model"), v.small("epoch"), attempt,
                                       static_cast<chain::LeafKind>(v.count("kind")), v.small("index")),
                     v.word("demand"));
            const chain::JurorVote juror{caseId, v.account("voter"), static_cast<chain::Ruling>(v.count("ruling")),
                                         v.word("reasonsHash"), v.word("salt")};
            QCOMPARE(juror.hash(v.small("chain"), v.account("jury")), v.word("jurorVote"));
        }
    }

    void models()
    {
        for (const Vector &v : all("models", 3)) {
            const chain::Model model{v.small("id"),
                                     v.small("parent"),
                                     v.count("version"),
                                     static_cast<std::uint16_t>(v.count("royalty")),
                                     v.account("owner"),
                                     v.account("payee"),
                                     v.account("provider"),
                                     v.word("weightsHash"),
                                     v.word("dataVersionsHash"),
                                     v.word("runHash"),
                                     v.word("textsHash"),
                                     v.number("priceIn"),
                                     v.number("priceOut")};
            QCOMPARE(crypto::keccak256(model.preimage()), v.word("hash"));
        }
    }

    void proposals()
    {
        for (const Vector &v : all("proposals", 3)) {
            const chain::Proposal proposal{
                v.small("model"),        v.small("epoch"),           v.account("proposer"),   v.word("attributionRoot"),
                v.word("statementHash"), v.word("locatorHash"),      v.word("previousRoot"),  v.small("previousCount"),
                v.number("previousSum"), v.word("rewardTop"),        v.small("rewardCount"),  v.number("rewardSum"),
                v.number("toModel"),     v.number("toContributors"), v.number("toReviewers"), v.number("toStakers")};
            QCOMPARE(crypto::keccak256(proposal.preimage()), v.word("hash"));
        }
    }

    void versions()
    {
        base::Digest acc;
        for (const Vector &v : all("versions", 3)) {
            const chain::VersionLeaf leaf{v.small("datanet"),           v.count("number"),      v.small("contribution"),
                                          v.count("acceptedCount"),     v.small("publishedAt"), v.word("openingHash"),
                                          v.word("acceptedBitmapHash"), v.word("gitCommit")};
            acc = chain::accumulated(acc, crypto::keccak256(leaf.preimage()));
            QCOMPARE(acc, v.word("acc"));
        }
    }

    void bonds()
    {
        for (const Vector &v : all("bonds", 12))
            QCOMPARE(chain::proposalBondFor(chain::practiceParameters(), v.number("atRisk")), v.number("bond"));
    }

    void royalties()
    {
        const std::vector<Vector> list = all("royalties", 9);
        for (std::size_t depth = 0; depth < list.size(); ++depth) {
            const Vector &v = list[depth];
            rewards::DivisionRules rules;
            rules.parameters = {1, {}, {3000, 5000, 1000, 500, 500}};
            const QJsonArray royalties = v.at("royalties").toArray();
            QCOMPARE(std::size_t(royalties.size()), depth + 1);
            for (std::size_t k = 0; k <= depth; ++k) {
                base::Address account;
                account.bytes[19] = static_cast<std::uint8_t>(k + 1);
                rules.lineage.push_back({k + 1, account, royalties[qsizetype(k)].toString().toUInt()});
            }
            QVERIFY(rules.check());
            const auto division = rewards::divideAnswer(v.number("net"), {}, rules);
            QVERIFY(division.has_value());
            QCOMPARE(division->payments.size(), depth + 1);
            for (std::size_t k = 0; k <= depth; ++k)
                QCOMPARE(division->payments[k].wei.toDecimal(), v.at("kept")[qsizetype(k)].toString());
        }
    }

    void records()
    {
        for (const Vector &v : all("records", 6)) {
            const auto ids = wordsIn(v.at("ids"));
            QCOMPARE(crypto::merkleRoot(crypto::MerkleKind::Record, ids), v.word("root"));
            const crypto::MerkleTree tree(crypto::MerkleKind::Record, ids);
            std::vector<std::uint64_t> thirds;
            for (std::uint64_t i = 0; i < ids.size(); i += 3)
                thirds.push_back(i);
            const auto many = crypto::merkleMultiProof(crypto::MerkleKind::Record, ids, thirds);
            QVERIFY(many.has_value());
            QCOMPARE(many->siblings, wordsIn(v.at("siblingsOfEveryThird")));
            QVERIFY(!crypto::merkleMultiProof(crypto::MerkleKind::Record, ids, {ids.size()}));
            const QJsonArray proofs = v.at("proofs").toArray();
            for (qsizetype i = 0; i < proofs.size(); ++i) {
                const auto proof = tree.proof(std::uint64_t(i));
                QVERIFY(proof.has_value());
                QCOMPARE(proof->siblings, wordsIn(proofs[i]));
                QVERIFY(
                    crypto::verifyMerkleProof(crypto::MerkleKind::Record, ids[std::size_t(i)], *proof, v.word("root")));
            }
        }
    }

    void majorities()
    {
        for (const Vector &v : all("majorities", 12)) {
            const auto votes = ballots(v.at("votes").toArray(), v.count("count"));
            const auto accepted = majority(votes, v.count("count"));
            QCOMPARE(std::uint64_t(std::count(accepted.begin(), accepted.end(), true)), v.small("acceptedCount"));
            base::Bytes bitmap((accepted.size() + 7) / 8, '\0');
            for (std::size_t i = 0; i < accepted.size(); ++i)
                bitmap[qsizetype(i / 8)] = static_cast<char>(bitmap[qsizetype(i / 8)] | (accepted[i] ? 1 << i % 8 : 0));
            QCOMPARE(base::toHex(bitmap), v.text("accepted"));
            const auto tallies = chain::talliesOfRound(votes);
            const auto expected = v.at("tallies").toArray();
            std::size_t seat = 0;
            for (qsizetype k = 0; k < expected.size(); ++k) {
                const bool isOpened = v.at("votes")[k]["opened"_L1].toBool();
                QCOMPARE(isOpened ? tallies[seat++] : chain::Tally(), tallyIn(expected[k]));
            }
            QCOMPARE(seat, votes.size());
        }
    }

    void informedness()
    {
        chain::Tally tally;
        int unpaid = 0;
        for (const Vector &v : all("informedness", 40)) {
            const chain::InformednessRule rule{v.small("least"), v.small("evidence"), v.small("memory")};
            const auto added = chain::scaled(tallyIn(v.at("seen")), rule);
            QCOMPARE(added.kept | added.keptToo << 16 | added.left << 32 | added.leftToo << 48, v.small("added"));
            tally = chain::added(tally, added, rule);
            QCOMPARE(tally, tallyIn(v.at("tally")));
            const bool isPaid = chain::seatPay(tally, rule) != chain::SeatPay::Uninformed;
            QCOMPARE(isPaid, v.at("paid").toBool());
            unpaid += isPaid ? 0 : 1;
            // Some are taken back as an appeal does it.
            if (tally != tallyIn(v.at("after")))
                tally = chain::takenBack(tally, added);
            QCOMPARE(tally, tallyIn(v.at("after")));
        }
        QVERIFY(unpaid > 0 && unpaid < 40);
    }

private:
    [[nodiscard]] std::vector<Vector> all(const char *name, std::size_t expected) const
    {
        std::vector<Vector> list;
        for (const QJsonValue &value : m_vectors[QLatin1String(name)].toArray())
            list.emplace_back(value);
        if (list.size() != expected)
            qFatal("%s: %zu vectors", name, list.size());
        return list;
    }

    QJsonObject m_vectors;
    chain::ContractSet m_contracts;
};

QTEST_GUILESS_MAIN(TestProtocolVectors)
#include "tst_protocol_vectors.moc"
