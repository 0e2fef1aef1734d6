#include "crypto/digest.h"
#include "crypto/merkle_tree.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <memory>
#include <vector>

using namespace datanet;
using crypto::MerkleKind;

namespace {

std::vector<base::Bytes32> someIds(std::size_t count)
{
    std::vector<base::Bytes32> ids;
    for (std::size_t i = 0; i < count; ++i)
        ids.push_back(crypto::sha256(QByteArray::number(static_cast<qulonglong>(i))));
    std::sort(ids.begin(), ids.end());
    return ids;
}

base::Digest hashOfHex(const QByteArray &hex)
{
    return crypto::keccak256(QByteArray::fromHex(hex));
}

QByteArray word(quint64 value)
{
    return QByteArray::number(value, 16).rightJustified(64, '0');
}

QByteArray hexOf(const base::Digest &digest)
{
    return base::toPlainHex(digest.view());
}

// The definition, written out: rows of hex text, nothing shared with the code under test but Keccak.
base::Digest rootByDefinition(MerkleKind kind, const std::vector<base::Bytes32> &ids)
{
    std::vector<base::Digest> row;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto once = hashOfHex(word(static_cast<quint64>(kind)) + word(i) + hexOf(ids[i]));
        row.push_back(hashOfHex(hexOf(once)));
    }
    while (row.size() > 1) {
        std::vector<base::Digest> above;
        for (std::size_t i = 0; i + 1 < row.size(); i += 2)
            above.push_back(hashOfHex(hexOf(row[i]) + hexOf(row[i + 1])));
        if (row.size() % 2 == 1)
            above.push_back(row.back());
        row = above;
    }
    return hashOfHex(word(ids.size()) + (row.empty() ? word(0) : hexOf(row.front())));
}

} // namespace

class TestMerkleTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownRoots();
    void theThreeRootsAgreeWithTheDefinition();
    void everyPositionProves();
    void anyFlippedBitFails();
    void wrongPlaceCountKindOrLengthFails();
    void positionsBeyondTheEndHaveNoProof();
    void rootDependsOnOrderAndKind();
    void onlyAscendingIdsMakeARecordsRoot();
    void sameRootInEveryThread();
    void speed();
};

void TestMerkleTree::knownRoots()
{
    // Of the ids 1, 2, 3 ... as 32-byte numbers, computed by a program of another language: what other
    // implementations of the page (contracts, scripts) compare themselves with.
    const auto root = [](MerkleKind kind, std::uint8_t count) {
        std::vector<base::Bytes32> ids(count);
        for (std::uint8_t i = 0; i < count; ++i)
            ids[i].bytes[31] = static_cast<std::uint8_t>(i + 1);
        return crypto::merkleRoot(kind, ids).hex();
    };
    using namespace Qt::StringLiterals;
    QCOMPARE(root(MerkleKind::Record, 0), u"0xad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5"_s);
    QCOMPARE(root(MerkleKind::Record, 1), u"0x1010cb7c10b8d6f26387849442bcec36bba515441783d52f7375252e560518cc"_s);
    QCOMPARE(root(MerkleKind::Record, 2), u"0x07a12331af5bd0f52aa69ffa3d5e10f44e0195090abef99460ceba7232cdee8a"_s);
    QCOMPARE(root(MerkleKind::Record, 3), u"0xb7ea93377183f9d3e6f528bf8617db12af2b030936a62e7c20c895f6be284a7d"_s);
    QCOMPARE(root(MerkleKind::Record, 7), u"0x3636c3e60192a61f411b6b9942a7ab071df72709de5b1507b672c3cef976802a"_s);
    QCOMPARE(root(MerkleKind::Removal, 3), u"0x1577609cc0460c4f4eff75a6d7655e31508430475ddb5c80843edb0d9cd4b211"_s);
}

void TestMerkleTree::theThreeRootsAgreeWithTheDefinition()
{
    for (std::size_t count :
         {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100, 255, 257, 8191, 8192, 8193, 16384, 30000}) {
        const auto ids = someIds(count);
        const auto expected = rootByDefinition(MerkleKind::Record, ids);
        QCOMPARE(crypto::merkleRoot(MerkleKind::Record, ids), expected);
        QCOMPARE(crypto::MerkleTree(MerkleKind::Record, ids).root(), expected);
        QCOMPARE(crypto::ascendingMerkleRoot(MerkleKind::Record, ids).value(), expected);
    }
}

void TestMerkleTree::everyPositionProves()
{
    for (std::size_t count = 1; count <= 70; ++count) {
        const auto ids = someIds(count);
        const crypto::MerkleTree tree(MerkleKind::Record, ids);
        for (std::size_t i = 0; i < count; ++i) {
            const auto proof = tree.proof(i);
            QVERIFY(proof);
            QVERIFY(crypto::verifyMerkleProof(MerkleKind::Record, ids[i], *proof, tree.root()));
        }
    }
}

void TestMerkleTree::anyFlippedBitFails()
{
    const auto ids = someIds(11);
    const crypto::MerkleTree tree(MerkleKind::Removal, ids);
    for (std::size_t i : {0, 4, 8, 10}) {
        const auto proof = tree.proof(i).value();
        for (std::size_t bit = 0; bit < 256; ++bit) {
            const auto flip = [bit](base::Bytes32 value) {
                value.bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
                return value;
            };
            QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Removal, flip(ids[i]), proof, tree.root()));
            QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Removal, ids[i], proof, flip(tree.root())));
            for (std::size_t s = 0; s < proof.siblings.size(); ++s) {
                auto damaged = proof;
                damaged.siblings[s] = flip(damaged.siblings[s]);
                QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Removal, ids[i], damaged, tree.root()));
            }
        }
    }
}

void TestMerkleTree::wrongPlaceCountKindOrLengthFails()
{
    for (std::size_t count : {1, 2, 3, 7, 8, 13}) {
        const auto ids = someIds(count);
        const crypto::MerkleTree tree(MerkleKind::Record, ids);
        for (std::size_t i = 0; i < count; ++i) {
            const auto proof = tree.proof(i).value();
            QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Removal, ids[i], proof, tree.root()));
            for (std::uint64_t other = 0; other <= 2 * count + 2; ++other) {
                auto moved = proof;
                moved.index = other;
                QCOMPARE(crypto::verifyMerkleProof(MerkleKind::Record, ids[i], moved, tree.root()), other == i);
                auto recounted = proof;
                recounted.count = other;
                QCOMPARE(crypto::verifyMerkleProof(MerkleKind::Record, ids[i], recounted, tree.root()), other == count);
            }
            auto longer = proof;
            longer.siblings.emplace_back();
            QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Record, ids[i], longer, tree.root()));
            if (!proof.siblings.empty()) {
                auto shorter = proof;
                shorter.siblings.pop_back();
                QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Record, ids[i], shorter, tree.root()));
            }
        }
    }
    crypto::MerkleProof endless{0, UINT64_MAX, std::vector<base::Digest>(64)};
    QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Record, {}, endless, {}));
}

void TestMerkleTree::positionsBeyondTheEndHaveNoProof()
{
    QCOMPARE(crypto::MerkleTree(MerkleKind::Record, someIds(3)).proof(3).error().kind, base::ErrorKind::Invalid);
    QVERIFY(!crypto::MerkleTree(MerkleKind::Record, {}).proof(0));
    QVERIFY(!crypto::verifyMerkleProof(MerkleKind::Record, {}, {}, crypto::merkleRoot(MerkleKind::Record, {})));
}

void TestMerkleTree::rootDependsOnOrderAndKind()
{
    auto ids = someIds(6);
    const auto root = crypto::merkleRoot(MerkleKind::Record, ids);
    QVERIFY(root != crypto::merkleRoot(MerkleKind::Inference, ids));
    std::swap(ids[2], ids[3]);
    QVERIFY(root != crypto::merkleRoot(MerkleKind::Record, ids));
}

void TestMerkleTree::onlyAscendingIdsMakeARecordsRoot()
{
    auto ids = someIds(6);
    std::swap(ids[2], ids[3]);
    QCOMPARE(crypto::ascendingMerkleRoot(MerkleKind::Record, ids).error().kind, base::ErrorKind::Invalid);
    ids = someIds(6);
    ids[4] = ids[3];
    QVERIFY(!crypto::ascendingMerkleRoot(MerkleKind::Record, ids));
}

void TestMerkleTree::sameRootInEveryThread()
{
    const auto ids = someIds(3000);
    std::vector<base::Digest> roots(4);
    std::vector<std::unique_ptr<QThread>> threads;
    for (auto &root : roots) {
        threads.emplace_back(QThread::create([&] { root = crypto::merkleRoot(MerkleKind::Record, ids); }));
        threads.back()->start();
    }
    for (auto &thread : threads)
        thread->wait();
    for (const auto &root : roots)
        QCOMPARE(root, crypto::MerkleTree(MerkleKind::Record, ids).root());
}

void TestMerkleTree::speed()
{
    const auto ids = someIds(20000);
    base::Digest root;
    QBENCHMARK
    {
        root = crypto::merkleRoot(MerkleKind::Record, ids);
    }
    QVERIFY(!root.isZero());
}

QTEST_APPLESS_MAIN(TestMerkleTree)
#include "tst_merkle_tree.moc"
