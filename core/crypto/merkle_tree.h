#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

// The positional Merkle tree of data-format.md, the same on chain and here:
//   leaf  = keccak256(keccak256(abi.encode(uint8 kind, uint64 index, bytes32 id)))
//   inner = keccak256(left || right); the last node of an odd row is carried up unchanged
//   root  = keccak256(abi.encode(uint256 count, bytes32 top)); the top of the empty tree is 32 zero bytes
// Position and count are bound, so non-inclusion and decisions per position can be proven. Pure functions, any thread.
namespace datanet::crypto {

// Keeps the trees of the system apart: a leaf of one kind proves nothing in a tree of another.
enum class MerkleKind : std::uint8_t {
    Record = 1,
    AttributionLeaf = 2,
    RewardLeaf = 3,
    Removal = 4,
    Inference = 5,
};

[[nodiscard]] base::Digest merkleLeaf(MerkleKind kind, std::uint64_t index, const base::Bytes32 &id);

// The root of leaves that arrive one by one, in memory that does not grow with their number.
class MerkleAccumulator
{
public:
    explicit MerkleAccumulator(MerkleKind kind) : m_kind(kind) { }

    // Adds the leaf at position count().
    void append(const base::Bytes32 &id);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    // Of what was appended so far; more may follow.
    [[nodiscard]] base::Digest root() const;

private:
    friend base::Digest merkleRoot(MerkleKind kind, std::span<const base::Bytes32> ids);
    // A full subtree of 2^level leaves, where count() is a multiple of that.
    void add(int level, base::Digest node);

    MerkleKind m_kind;
    std::uint64_t m_count = 0;
    // A full subtree of 2^level leaves wherever m_count has that bit.
    std::array<base::Digest, 64> m_pending{};
};

[[nodiscard]] base::Digest merkleRoot(MerkleKind kind, std::span<const base::Bytes32> ids);
// The root of a contribution's records (kind Record) or removals (kind Removal). Invalid unless the ids are strictly
// ascending, which is the one order that a set of records has.
[[nodiscard]] base::Result<base::Digest> ascendingMerkleRoot(MerkleKind kind, std::span<const base::Bytes32> ids);

// That an id stands at a position of a tree with this many leaves.
struct MerkleProof
{
    std::uint64_t index = 0;
    std::uint64_t count = 0;
    std::vector<base::Digest> siblings; // from the leaf's row up; a row where the node is carried has none

    bool operator==(const MerkleProof &) const = default;
};

// Every node of one tree, about 64 bytes a leaf, for making many proofs.
class MerkleTree
{
public:
    MerkleTree(MerkleKind kind, std::span<const base::Bytes32> ids);

    [[nodiscard]] std::uint64_t count() const { return m_rows.front().size(); }
    [[nodiscard]] base::Digest root() const;
    // Invalid when there is no such position.
    [[nodiscard]] base::Result<MerkleProof> proof(std::uint64_t index) const;

private:
    std::vector<std::vector<base::Digest>> m_rows; // leaves first; the last row holds the top, if there is one
};

// True when the proof, whoever sent it, shows that id stands at proof.index in the tree with this root.
[[nodiscard]] bool verifyMerkleProof(MerkleKind kind, const base::Bytes32 &id, const MerkleProof &proof,
                                     const base::Digest &root);

} // namespace datanet::crypto
