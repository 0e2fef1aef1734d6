#pragma once

#include "crypto/merkle_tree.h"

#include <span>
#include <vector>

// That several ids stand in one tree (merkle_tree.h), in less than their single proofs: what the contracts'
// PositionalTree.manyRootOf takes. Pure functions, any thread.
namespace datanet::crypto {

struct MerkleMultiProof
{
    std::uint64_t count = 0;
    std::vector<std::uint64_t> positions; // strictly ascending
    // Nodes that can't be computed from others: row by row from the leaves up, each from left to right.
    std::vector<base::Digest> siblings;

    bool operator==(const MerkleMultiProof &) const = default;
};

// Invalid unless the positions are strictly ascending, at least one, and in the tree.
[[nodiscard]] base::Result<MerkleMultiProof> merkleMultiProof(MerkleKind kind, std::span<const base::Bytes32> ids,
                                                              std::vector<std::uint64_t> positions);

} // namespace datanet::crypto
