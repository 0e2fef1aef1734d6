// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// The positional Merkle tree of README.md, "Log": a leaf binds kind and index, the root binds the count.
library PositionalTree {
    uint8 internal constant kAttribution = 2;
    uint8 internal constant kReward = 3;
    uint8 internal constant kInference = 5;

    struct Proof {
        uint64 index;
        uint64 count;
        bytes32[] siblings; // from the leaf's row up; a row where the node is carried up has none
    }

    /// The root that a proof leads to; 0, which is no root, where its shape is impossible.
    function rootOf(uint8 kind, bytes32 id, Proof calldata proof) internal pure returns (bytes32) {
        (uint256 index, uint256 last) = (proof.index, proof.count);
        if (index >= last) return 0;
        --last;
        bytes32 node = keccak256(abi.encode(keccak256(abi.encode(kind, proof.index, id))));
        uint256 used = 0;
        for (; last > 0; (index, last) = (index / 2, last / 2)) {
            if (index % 2 == 0 && index == last) continue;
            if (used == proof.siblings.length) return 0;
            bytes32 sibling = proof.siblings[used++];
            node = index % 2 == 0 ? keccak256(abi.encode(node, sibling)) : keccak256(abi.encode(sibling, node));
        }
        return used == proof.siblings.length ? bound(proof.count, node) : bytes32(0);
    }

    /// The root of a tree with this many leaves under this top.
    function bound(uint256 count, bytes32 top) internal pure returns (bytes32) {
        return keccak256(abi.encode(count, top));
    }
}
