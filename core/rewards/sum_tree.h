#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "rewards/tree_fold.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// The positional Merkle-sum tree of rewards, the same on chain and here (core/chain/contracts/README.md, "Reward
// tree"): every node carries the sum of what is below it, so nobody can promise more than the root says.
//   leaf  = keccak256(keccak256(abi.encode(uint8 3, uint64 index, address account, uint256 cumulative))), its sum the
//           cumulative amount
//   inner = keccak256(abi.encode(left, leftSum, right, rightSum)); the last node of an odd row is carried up with its
//   sum root  = keccak256(abi.encode(uint64 count, bytes32 top, uint256 sum))
// Pure functions, any thread; an accumulator belongs to one thread at a time.
namespace datanet::rewards {

inline constexpr std::uint64_t kMaximumAccounts = std::uint64_t(1) << 40;

struct SumNode
{
    base::Digest hash;
    base::Uint256 sum; // wei, below 2^128

    bool operator==(const SumNode &) const = default;
};

// The inner node over two others; sums below 2^128 add up inside the range.
[[nodiscard]] SumNode joined(const SumNode &left, const SumNode &right);

struct RewardLeaf
{
    std::uint64_t index = 0; // permanent: an account has one for ever
    base::Address account;
    base::Uint256 cumulative; // wei of all epochs so far

    bool operator==(const RewardLeaf &) const = default;
    [[nodiscard]] SumNode node() const;
};

// What a proposal says about a tree.
struct SumRoot
{
    std::uint64_t count = 0;
    base::Digest top; // zero for the tree without leaves
    base::Uint256 sum;

    bool operator==(const SumRoot &) const = default;
    [[nodiscard]] base::Digest hash() const;
};

struct SumProof
{
    RewardLeaf leaf;
    std::uint64_t count = 0;
    std::vector<SumNode> siblings; // from the leaf's row up; a row where the node is carried has none

    bool operator==(const SumProof &) const = default;
};

// The root of leaves that arrive in order of index, in memory that does not grow with their number, and on the way the
// proof of one of them.
class SumAccumulator
{
public:
    SumAccumulator() = default;
    // Collects the proof of the leaf at this index too.
    explicit SumAccumulator(std::uint64_t wanted) : m_wanted(wanted), m_nodes(wanted) { }

    // Invalid when the index is not count(), the account is zero, or the sum would reach 2^128.
    base::Status append(const RewardLeaf &leaf);
    [[nodiscard]] std::uint64_t count() const { return m_nodes.count(); }
    [[nodiscard]] SumRoot root() const { return {count(), m_nodes.top().hash, m_sum}; }
    // NotFound when the wanted leaf has not come.
    [[nodiscard]] base::Result<SumProof> proof() const;

private:
    std::optional<std::uint64_t> m_wanted;
    std::optional<RewardLeaf> m_wantedLeaf;
    base::Uint256 m_sum;
    detail::TreeFold<SumNode, joined> m_nodes;
};

[[nodiscard]] base::Result<SumRoot> sumRoot(std::span<const RewardLeaf> leaves);

// True when the proof, whoever sent it, shows its leaf in the tree with this root hash, and no sum on the way leaves
// the range or passes that of the root.
[[nodiscard]] bool verifySumProof(const SumProof &proof, const base::Digest &rootHash);

} // namespace datanet::rewards
