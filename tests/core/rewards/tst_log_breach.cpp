#include "core/rewards/epoch_world.h"
#include "rewards/log_breach.h"

#include <QTest>

#include <map>

using namespace datanet;
using namespace datanet::rewards;
using namespace datanet::test;
using namespace Qt::StringLiterals;

// Providers who settle a log that their payers did not sign, each caught by the leaf the contract asks for.
class TestLogBreach : public QObject
{
    Q_OBJECT

    static base::Digest rootOf(const std::vector<LoggedAnswer> &lines)
    {
        crypto::MerkleAccumulator tree(crypto::MerkleKind::Inference);
        for (const auto &line : lines)
            tree.append(line.receipt.hash());
        return tree.root();
    }
    // In the order in which leaves stand behind the root.
    static std::vector<LoggedAnswer> ordered(const std::vector<LoggedAnswer> &lines)
    {
        std::map<std::pair<base::Address, std::uint64_t>, const LoggedAnswer *> places;
        for (const auto &line : lines)
            places[{line.receipt.payer, line.receipt.nonce}] = &line;
        std::vector<LoggedAnswer> result;
        for (const auto &[place, line] : places)
            result.push_back(*line);
        return result;
    }
    static std::vector<chain::Charge> chargesOf(const EpochWorld &world)
    {
        base::Unwatched task;
        return need(InferenceLog::open(world.job.log, world.job.inputs.domain(), task)).summary().charges;
    }
    // What the provider claims, against what was charged.
    static std::optional<LogBreach> judged(const EpochWorld &world, const std::vector<LoggedAnswer> &claimed)
    {
        const auto charges = chargesOf(world);
        auto settlement = world.job.inputs.settlement;
        settlement.logRoot = rootOf(claimed);
        base::Bytes bytes;
        for (const auto &line : claimed)
            bytes += line.toLine() + '\n';
        const QString path = world.folder.filePath(u"claimed.jsonl"_s);
        writeFile(path, bytes);
        base::Unwatched task;
        return need(findLogBreach(path, settlement, charges, task));
    }

private Q_SLOTS:
    void anHonestLogShowsNothing()
    {
        const EpochWorld world(1, 30);
        QVERIFY(!judged(world, ordered(world.lines)));
    }

    void anotherNumber()
    {
        const EpochWorld world(2, 30);
        auto claimed = ordered(world.lines);
        claimed.push_back(claimed.back());
        claimed.back().receipt.nonce += 1;
        const auto breach = judged(world, claimed);
        QVERIFY(breach && std::holds_alternative<LogCountBreach>(*breach));
        const auto &count = std::get<LogCountBreach>(*breach);
        QCOMPARE(count.count, std::uint64_t(31));
        // The root is the number bound to the top.
        QCOMPARE(crypto::keccak256(base::Bytes(base::Uint256(count.count).toBytes32().toBytes() + count.top.toBytes())),
                 rootOf(claimed));
    }

    // Every place of the log, with a dearer answer in it.
    void aDearerAnswer()
    {
        const EpochWorld world(3, 24);
        const auto honest = ordered(world.lines);
        for (std::size_t place = 0; place < honest.size(); ++place) {
            auto claimed = honest;
            claimed[place].receipt.fee = *claimed[place].receipt.fee.plus(base::Uint256(1));
            const auto breach = judged(world, claimed);
            QVERIFY(breach);
            const auto root = rootOf(claimed);
            if (const auto *head = std::get_if<LogHeadBreach>(&*breach)) {
                QCOMPARE(head->proof.index, std::uint64_t(place));
                QCOMPARE(head->proof.index, head->charge.first + head->charge.count - 1);
                QVERIFY(head->id != head->charge.head);
                QVERIFY(crypto::verifyMerkleProof(crypto::MerkleKind::Inference, head->id, head->proof, root));
                continue;
            }
            const auto &link = std::get<LogLinkBreach>(*breach);
            QCOMPARE(link.proof.index, std::uint64_t(place) + 1);
            QCOMPARE(link.proofBefore.index + 1, link.proof.index);
            QVERIFY(link.receipt.previous != link.idBefore);
            QVERIFY(crypto::verifyMerkleProof(crypto::MerkleKind::Inference, link.receipt.hash(), link.proof, root));
            QVERIFY(crypto::verifyMerkleProof(crypto::MerkleKind::Inference, link.idBefore, link.proofBefore, root));
        }
    }

    // In whatever order the provider put them.
    void answersThatChangedPlaces()
    {
        const EpochWorld world(4, 24);
        auto claimed = ordered(world.lines);
        const Receipt first = claimed.front().receipt;
        claimed.front().receipt = claimed.back().receipt;
        claimed.back().receipt = first;
        const auto breach = judged(world, claimed);
        QVERIFY(breach && std::holds_alternative<LogLinkBreach>(*breach));
        const auto &link = std::get<LogLinkBreach>(*breach);
        QCOMPARE(link.proof.index, std::uint64_t(0));
        QVERIFY(link.receipt.payer != link.charge.payer);
    }

    void anotherLogShowsNothing()
    {
        const EpochWorld world(5, 12);
        auto settlement = world.job.inputs.settlement;
        settlement.logRoot.bytes[0] ^= 1;
        base::Unwatched task;
        const auto found = findLogBreach(world.job.log, settlement, chargesOf(world), task);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, base::ErrorKind::NotFound);
        const auto missing = findLogBreach(world.folder.filePath(u"nowhere"_s), settlement, {}, task);
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, base::ErrorKind::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestLogBreach)
#include "tst_log_breach.moc"
