#include "rewards/sum_tree.h"

#include "crypto/merkle_tree.h"
#include "rewards/receipt.h"
#include "rewards/words.h"

namespace datanet::rewards {

using namespace Qt::StringLiterals;

SumNode joined(const SumNode &left, const SumNode &right)
{
    return {detail::Words().add(left.hash).add(left.sum).add(right.hash).add(right.sum).keccak(),
            *left.sum.plus(right.sum)};
}

SumNode RewardLeaf::node() const
{
    const base::Uint256 kind(static_cast<std::uint64_t>(crypto::MerkleKind::RewardLeaf));
    const base::Digest once = detail::Words().add(kind).add(base::Uint256(index)).add(account).add(cumulative).keccak();
    return {crypto::keccak256(once.view()), cumulative};
}

base::Digest SumRoot::hash() const
{
    return detail::Words().add(base::Uint256(count)).add(top).add(sum).keccak();
}

base::Status SumAccumulator::append(const RewardLeaf &leaf)
{
    if (leaf.index != count() || leaf.index >= kMaximumAccounts) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the reward leaf "_s + QString::number(count()) + u" has the index "_s
                              + QString::number(leaf.index));
    }
    if (leaf.account.isZero())
        return base::fail(base::ErrorKind::Invalid,
                          u"the reward leaf "_s + QString::number(leaf.index) + u" has no account"_s);
    const auto sum = m_sum.plus(leaf.cumulative);
    if (!sum || !fitsReceipt(*sum))
        return base::fail(base::ErrorKind::Invalid, u"the rewards add up to more than 2^128 - 1 wei"_s);
    m_sum = *sum;
    if (m_wanted == leaf.index)
        m_wantedLeaf = leaf;
    m_nodes.append(leaf.node());
    return {};
}

base::Result<SumProof> SumAccumulator::proof() const
{
    if (!m_wantedLeaf)
        return base::fail(base::ErrorKind::NotFound, u"there is no such reward leaf"_s);
    return SumProof{*m_wantedLeaf, count(), m_nodes.siblings()};
}

base::Result<SumRoot> sumRoot(std::span<const RewardLeaf> leaves)
{
    SumAccumulator accumulator;
    for (const RewardLeaf &leaf : leaves) {
        if (const auto appended = accumulator.append(leaf); !appended)
            return base::fail(appended.error());
    }
    return accumulator.root();
}

bool verifySumProof(const SumProof &proof, const base::Digest &rootHash)
{
    const RewardLeaf &leaf = proof.leaf;
    if (proof.count > kMaximumAccounts || leaf.index >= proof.count || leaf.account.isZero()
        || !fitsReceipt(leaf.cumulative))
        return false;
    SumNode node = leaf.node();
    std::uint64_t position = leaf.index;
    auto sibling = proof.siblings.begin();
    for (std::uint64_t last = proof.count - 1; last > 0; last /= 2, position /= 2) {
        const bool isRight = (position & 1) != 0;
        if (!isRight && position == last)
            continue;
        if (sibling == proof.siblings.end() || !fitsReceipt(sibling->sum))
            return false;
        node = isRight ? joined(*sibling, node) : joined(node, *sibling);
        if (!fitsReceipt(node.sum))
            return false;
        ++sibling;
    }
    return sibling == proof.siblings.end() && SumRoot{proof.count, node.hash, node.sum}.hash() == rootHash;
}

} // namespace datanet::rewards
