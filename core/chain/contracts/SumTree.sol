// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PositionalTree} from "./PositionalTree.sol";

/// The positional Merkle-sum tree of README.md, "Reward tree": each inner node binds the sums of both children, the root
/// binds count and sum. Valid leaves of one root can't be worth more than its sum, whoever built it.
library SumTree {
    struct Sibling {
        bytes32 hash;
        uint256 sum;
    }

    /// That an account stands at an index with a cumulative amount.
    struct Proof {
        uint64 index;
        address account;
        uint256 cumulative;
        uint64 count;
        Sibling[] siblings; // from the leaf's row up; a row where the node is carried up has none
    }

    /// That a node somewhere in the tree is bound with a sum: `position` in the row `level` above the leaves.
    struct NodeProof {
        uint8 level;
        uint64 position;
        uint64 count;
        uint256 statedSum;
        Sibling[] siblings;
    }

    /// What a node was made of: an account and its amount in the leaves' row, two children above it.
    struct NodeParts {
        address account;
        uint256 cumulative;
        Sibling left;
        Sibling right;
    }

    error MalformedProof();

    function leafOf(uint64 index, address account, uint256 cumulative) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(PositionalTree.kReward, index, account, cumulative))));
    }

    function bound(uint64 count, bytes32 top, uint256 sum) internal pure returns (bytes32 root) {
        return keccak256(abi.encode(count, top, sum));
    }

    /// The root that a proof of a leaf leads to.
    function rootOf(Proof calldata proof) internal pure returns (bytes32) {
        bytes32 leaf = leafOf(proof.index, proof.account, proof.cumulative);
        return _climb(leaf, proof.cumulative, proof.index, proof.count, 0, proof.siblings);
    }

    /// The root that a proof of a node leads to, and whether the stated sum is that of its parts.
    function examine(NodeProof calldata proof, NodeParts calldata parts) internal pure returns (bytes32 root, bool adds) {
        bytes32 node;
        uint256 stated = proof.statedSum;
        if (proof.level == 0) {
            node = leafOf(proof.position, parts.account, parts.cumulative);
            adds = parts.cumulative == stated;
        } else {
            node = _inner(parts.left.hash, parts.left.sum, parts.right.hash, parts.right.sum);
            adds = parts.left.sum <= stated && parts.right.sum == stated - parts.left.sum;
        }
        root = _climb(node, stated, proof.position, proof.count, proof.level, proof.siblings);
    }

    function _climb(
        bytes32 node,
        uint256 sum,
        uint256 index,
        uint64 count,
        uint256 level,
        Sibling[] calldata siblings
    ) private pure returns (bytes32) {
        if (count == 0 || level > 63) revert MalformedProof();
        uint256 last = (uint256(count) - 1) >> level;
        if (index > last) revert MalformedProof();
        uint256 used = 0;
        for (; last > 0; (index, last) = (index >> 1, last >> 1)) {
            if (index & 1 == 0 && index == last) continue;
            if (used == siblings.length) revert MalformedProof();
            Sibling calldata sibling = siblings[used];
            (bytes32 otherHash, uint256 otherSum) = (sibling.hash, sibling.sum);
            node = index & 1 == 0 ? _inner(node, sum, otherHash, otherSum) : _inner(otherHash, otherSum, node, sum);
            sum += otherSum;
            unchecked {
                ++used;
            }
        }
        if (used != siblings.length) revert MalformedProof();
        return bound(count, node, sum);
    }

    /// keccak256(abi.encode(left, leftSum, right, rightSum)), in the memory behind what is in use.
    function _inner(bytes32 left, uint256 leftSum, bytes32 right, uint256 rightSum) private pure returns (bytes32 node) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, left)
            mstore(add(free, 0x20), leftSum)
            mstore(add(free, 0x40), right)
            mstore(add(free, 0x60), rightSum)
            node := keccak256(free, 0x80)
        }
    }
}
