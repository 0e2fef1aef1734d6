#include "rewards/leaf_proof.h"

#include "crypto/digest.h"
#include "rewards/reward_book.h"
#include "rewards/tree_fold.h"
#include "rewards/words.h"

namespace datanet::rewards {

using namespace Qt::StringLiterals;

namespace {

base::Digest joinedDigests(const base::Digest &left, const base::Digest &right)
{
    return detail::Words().add(left).add(right).keccak();
}

using PositionalFold = detail::TreeFold<base::Digest, joinedDigests>;

tl::unexpected<base::Error> failNoLeaf(const QString &which)
{
    return base::fail(base::ErrorKind::NotFound, u"there is no "_s + which);
}

} // namespace

base::Result<AttributionProof> proveAttribution(const QString &attributions, std::uint64_t position)
{
    PositionalFold fold(position);
    AttributionProof result;
    const auto read = readAttributions(attributions, [&](const AttributionLeaf &leaf) -> base::Status {
        if (fold.count() == position)
            result.leaf = leaf;
        fold.append(crypto::merkleLeaf(crypto::MerkleKind::AttributionLeaf, fold.count(), leaf.id()));
        return {};
    });
    if (!read)
        return base::fail(read.error());
    if (position >= fold.count())
        return failNoLeaf(u"attribution leaf "_s + QString::number(position));
    result.proof = {position, fold.count(), fold.siblings()};
    return result;
}

base::Result<AttributionEnd> attributionEnd(const QString &attributions)
{
    PositionalFold fold;
    const auto read = readAttributions(attributions, [&fold](const AttributionLeaf &leaf) -> base::Status {
        fold.append(crypto::merkleLeaf(crypto::MerkleKind::AttributionLeaf, fold.count(), leaf.id()));
        return {};
    });
    return read ? base::Result<AttributionEnd>(AttributionEnd{fold.count(), fold.top()}) : base::fail(read.error());
}

bool verifyAttribution(const AttributionProof &proof, const base::Digest &attributionRoot)
{
    return crypto::verifyMerkleProof(crypto::MerkleKind::AttributionLeaf, proof.leaf.id(), proof.proof,
                                     attributionRoot);
}

base::Result<crypto::MerkleProof> proveReceipt(const InferenceLog &log, std::uint64_t index, base::TaskContext &task)
{
    if (index >= log.count())
        return failNoLeaf(u"answer "_s + QString::number(index) + u" in the log"_s);
    PositionalFold fold(index);
    for (std::uint64_t i = 0; i < log.count(); ++i) {
        if (task.cancelled())
            return base::cancelled();
        const auto answer = log.at(i);
        if (!answer)
            return base::fail(answer.error());
        fold.append(crypto::merkleLeaf(crypto::MerkleKind::Inference, i, answer->receipt.hash()));
    }
    return crypto::MerkleProof{index, fold.count(), fold.siblings()};
}

base::Result<SumProof> proveReward(const QString &rewards, const base::Address &account)
{
    std::optional<std::uint64_t> index;
    const auto read = readRewards(rewards, [&](const RewardLine &line) -> base::Status {
        if (line.leaf.account == account)
            index = line.leaf.index;
        return {};
    });
    if (!read)
        return base::fail(read.error());
    if (!index)
        return failNoLeaf(u"reward for the account "_s + account.hex());
    return proveReward(rewards, *index);
}

base::Result<SumProof> proveReward(const QString &rewards, std::uint64_t index)
{
    SumAccumulator tree(index);
    const auto read = readRewards(rewards, [&](const RewardLine &line) { return tree.append(line.leaf); });
    if (!read)
        return base::fail(read.error());
    return tree.proof();
}

base::Result<RewardTop> rewardTop(const QString &rewards)
{
    SumAccumulator whole;
    std::vector<SumNode> row;
    RewardTop top;
    const auto read = readRewards(rewards, [&](const RewardLine &line) {
        row.push_back(line.leaf.node());
        top.leaf = line.leaf;
        return whole.append(line.leaf);
    });
    if (!read)
        return base::fail(read.error());
    if (row.empty())
        return failNoLeaf(u"reward"_s);
    top.root = whole.root();
    if (row.size() == 1)
        return top;
    top.leaf.reset();
    while (row.size() > 2) {
        const std::size_t pairs = row.size() / 2;
        for (std::size_t i = 0; i < pairs; ++i)
            row[i] = joined(row[2 * i], row[2 * i + 1]);
        if (row.size() % 2 != 0)
            row[pairs] = row.back();
        row.resize((row.size() + 1) / 2);
    }
    top.left = row[0];
    top.right = row[1];
    return top;
}

} // namespace datanet::rewards
