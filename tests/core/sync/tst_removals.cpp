#include <QTest>

#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "crypto/secp256k1.h"
#include "support/scratch_workspace.h"
#include "sync/contribution_proof.h"
#include "sync/found_corrections.h"
#include "sync/removals.h"

#include <algorithm>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using sync::ContributionProof;
using sync::Removal;

namespace {

std::string term(const std::string &name, const std::string &words)
{
    return R"({"term":")" + name + R"(","text":")" + words + R"("})";
}

std::vector<base::Digest> idsOf(const std::vector<std::string> &bodies)
{
    std::vector<base::Digest> ids;
    for (const std::string &body : bodies)
        ids.push_back(dataset::recordId(body));
    std::sort(ids.begin(), ids.end());
    return ids;
}

// Published: a, b, c. Sent: a better a and a new d; c is to go.
const std::string kA = term("a", "first");
const std::string kB = term("b", "second");
const std::string kC = term("c", "third");
const std::string kBetterA = term("a", "first of all");
const std::string kD = term("d", "fourth");

ContributionProof proofOf(const QByteArray &bits)
{
    ContributionProof proof;
    proof.chainId = 4243;
    proof.records = idsOf({kBetterA, kD});
    proof.acceptedBitmap = bits;
    proof.removals = {{dataset::recordId(kA), dataset::recordId(kBetterA), {}}, {dataset::recordId(kC), {}, {}}};
    std::ranges::sort(proof.removals, {}, &Removal::record);
    proof.opening.id = 5;
    proof.opening.datanet = 1;
    proof.opening.count = 2;
    proof.opening.recordsRoot = need(crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, proof.records));
    proof.opening.removalsCount = 2;
    proof.opening.removalsRoot = sync::removalsRoot(proof.removals);
    return proof;
}

// The bitmap that accepts only the better a, or only d.
QByteArray onlyBit(const std::string &body)
{
    const auto ids = idsOf({kBetterA, kD});
    return ids.front() == dataset::recordId(body) ? QByteArray(1, '\1') : QByteArray(1, '\2');
}
const QByteArray kBoth(1, '\3');

} // namespace

class TestRemovals : public QObject
{
    Q_OBJECT

    base::Unwatched m_context;
    QTemporaryDir m_scratch;
    int m_sets = 0;

    // A data set whose second version holds `after` instead of `before`.
    struct Versions
    {
        versioning::Workspace workspace;
        versioning::CommitId before;
        versioning::CommitId after;
    };
    Versions versions(const std::vector<std::string> &before, const std::vector<std::string> &after)
    {
        const QString folder = m_scratch.filePath(QString::number(++m_sets));
        auto workspace = need(versioning::Workspace::create(folder, someMetadata(), schemaWithKey({})));
        importRecords(workspace, before);
        const auto first = need(workspace.commit(saying("first"), m_context)).id;
        std::vector<dataset::Position> going;
        need(workspace.workingCopy().rows().forEach(m_context, [&](const dataset::RowView &row) -> base::Status {
            if (std::ranges::find(after, std::string(row.body)) == after.end())
                going.push_back(row.position);
            return {};
        }));
        need(workspace.workingCopy().remove(going));
        importRecords(workspace, after);
        const auto second = need(workspace.commit(saying("second"), m_context)).id;
        return {std::move(workspace), first, second};
    }
    base::Status check(const std::vector<std::string> &before, const std::vector<std::string> &after,
                       const ContributionProof &proof)
    {
        const auto made = versions(before, after);
        return sync::checkVersionContent(made.workspace.repository(), made.before, made.after, proof, m_context);
    }

private Q_SLOTS:
    void theLeafBindsAllOfIt()
    {
        const Removal plain{dataset::recordId(kA), {}, {}};
        Removal replaced = plain;
        replaced.replacement = dataset::recordId(kBetterA);
        Removal agreed = replaced;
        agreed.agreements = {QByteArray(65, '\1')};
        QVERIFY(plain.leaf() != replaced.leaf());
        QVERIFY(replaced.leaf() != agreed.leaf());
        // abi.encode of three words, by hand.
        const QByteArray words = QByteArray(plain.record.view().data(), 32) + QByteArray(32, '\0')
            + QByteArray(crypto::keccak256(QByteArray()).view().data(), 32);
        QCOMPARE(plain.leaf(), crypto::keccak256(words));
        QVERIFY(sync::removalsRoot({}).isZero());
        QCOMPARE(sync::removalsRoot({plain}),
                 crypto::merkleRoot(crypto::MerkleKind::Removal, std::array{plain.leaf()}));
    }

    void aProofComesBackFromItsFile()
    {
        ContributionProof proof = proofOf(kBoth);
        for (Removal &removal : proof.removals) {
            if (removal.replacement)
                removal.agreements = {QByteArray(65, '\7')};
        }
        proof.opening.removalsRoot = sync::removalsRoot(proof.removals);
        QVERIFY(need(ContributionProof::fromJson(proof.toJson())) == proof);
        QVERIFY(proof.accepted());
        proof.removals[0].agreements.clear();
        proof.removals[1].agreements.clear();
        QVERIFY(!proof.accepted()); // an agreement was left out
    }

    void aListThatDoesNotFitIsRefused()
    {
        const auto refused = [](const std::function<void(ContributionProof &)> &change, bool newRoot = true) {
            ContributionProof proof = proofOf(kBoth);
            change(proof);
            if (newRoot) {
                proof.opening.removalsCount = std::uint32_t(proof.removals.size());
                proof.opening.removalsRoot = sync::removalsRoot(proof.removals);
            }
            return !proof.accepted();
        };
        QVERIFY(!refused([](auto &) {}));
        QVERIFY(refused([](auto &proof) { proof.removals.pop_back(); }, false));
        QVERIFY(refused([](auto &proof) { std::swap(proof.removals[0], proof.removals[1]); }));
        QVERIFY(refused([](auto &proof) { proof.removals[1] = proof.removals[0]; }));
        QVERIFY(refused([](auto &proof) { // one record in the place of two
            for (Removal &removal : proof.removals)
                removal.replacement = dataset::recordId(kBetterA);
        }));
        QVERIFY(refused([](auto &proof) { proof.removals[0].replacement = dataset::recordId(kB); })); // not its own
        QVERIFY(refused([](auto &proof) { // its own record
            proof.removals = {{dataset::recordId(kD), {}, {}}};
        }));
    }

    void theBitsDecide()
    {
        const auto taken = [](const QByteArray &bits) {
            std::set<base::Digest> ids;
            for (const Removal &removal : need(proofOf(bits).acceptedRemovals()))
                ids.insert(removal.record);
            return ids;
        };
        const auto a = dataset::recordId(kA);
        const auto c = dataset::recordId(kC);
        QCOMPARE(taken(kBoth), (std::set<base::Digest>{a, c}));
        QCOMPARE(taken(onlyBit(kBetterA)), (std::set<base::Digest>{a})); // something was left out: c stays
        QVERIFY(taken(onlyBit(kD)).empty());
    }

    void aVersionHoldsExactlyWhatWasDecided()
    {
        const std::vector<std::string> before{kA, kB, kC};
        QVERIFY(check(before, {kBetterA, kB, kD}, proofOf(kBoth)));
        QVERIFY(check(before, {kBetterA, kB, kC}, proofOf(onlyBit(kBetterA))));
        QVERIFY(check(before, {kA, kB, kC, kD}, proofOf(onlyBit(kD))));
        // Kept although it was to go, gone although it was to stay, gone without being asked for.
        QVERIFY(!check(before, {kA, kBetterA, kB, kD}, proofOf(kBoth)));
        QVERIFY(!check(before, {kBetterA, kB, kC, kD}, proofOf(kBoth)));
        QVERIFY(!check(before, {kBetterA, kB}, proofOf(onlyBit(kBetterA))));
        QVERIFY(!check(before, {kB, kC, kD}, proofOf(onlyBit(kD))));
        QVERIFY(!check(before, {kBetterA, kD}, proofOf(kBoth)));
        // Somebody else had taken it out meanwhile.
        QVERIFY(check({kB, kC}, {kBetterA, kB, kD}, proofOf(kBoth)));
    }

    // Nothing but removals: the panel accepted all of no records.
    void aRemovalAlone()
    {
        ContributionProof proof;
        proof.removals = {{dataset::recordId(kC), {}, {}}};
        proof.opening.recordsRoot = need(crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, {}));
        proof.opening.removalsCount = 1;
        proof.opening.removalsRoot = sync::removalsRoot(proof.removals);
        QVERIFY(check({kA, kC}, {kA}, proof));
        QVERIFY(!check({kA, kC}, {kC}, proof));
    }

    void agreementsNameTheirSigner()
    {
        const auto author = crypto::SecretKey::generate();
        const auto corrector = crypto::SecretKey::generate();
        crypto::TypedDomain domain{QByteArray("Datanet Contributions"), QByteArray("1"), base::Uint256(4243),
                                   base::Address(), std::nullopt};
        const sync::Agreement agreement{1, dataset::recordId(kA), dataset::recordId(kBetterA), corrector.address()};
        const sync::SignedAgreement made{agreement, author.sign(agreement.digest(domain)).toBytes()};
        const auto read = need(sync::SignedAgreement::fromJson(made.toJson(4243), 4243));
        QVERIFY(!sync::SignedAgreement::fromJson(made.toJson(4243), 4244));
        ContributionProof proof = proofOf(kBoth);
        QVERIFY(sync::attachAgreements(proof.removals, {read}, 1, corrector.address()));
        QVERIFY(!sync::attachAgreements(proof.removals, {read}, 2, corrector.address()));
        QVERIFY(!sync::attachAgreements(proof.removals, {read}, 1, author.address()));
        proof.opening.contributor = corrector.address();
        const auto removal = *std::ranges::find(proof.removals, dataset::recordId(kA), &Removal::record);
        QCOMPARE(sync::agreedBy(removal, proof.opening, domain), std::vector<base::Address>{author.address()});
        // For somebody else, on another chain, or about another record it is nobody's agreement that counts.
        const auto notTheirs = [&](const chain::Opening &opening, const crypto::TypedDomain &where,
                                   const Removal &what) {
            const auto who = sync::agreedBy(what, opening, where);
            return std::ranges::find(who, author.address()) == who.end();
        };
        auto thief = proof.opening;
        thief.contributor = author.address();
        QVERIFY(notTheirs(thief, domain, removal));
        auto elsewhere = domain;
        elsewhere.chainId = base::Uint256(1);
        QVERIFY(notTheirs(proof.opening, elsewhere, removal));
        auto another = removal;
        another.replacement = dataset::recordId(kD);
        QVERIFY(notTheirs(proof.opening, domain, another));
    }
};

QTEST_GUILESS_MAIN(TestRemovals)
#include "tst_removals.moc"
