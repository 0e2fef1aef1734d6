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
            node = keccak256(abi.encode(parts.left, parts.right));
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
        (node, sum) = _fold(node, sum, index, last, siblings);
        return bound(count, node, sum);
    }

    /// Rows halve and no more siblings are read than there are, so nothing can overflow but a sum, which is checked.
    function _fold(bytes32 node, uint256 sum, uint256 index, uint256 last, Sibling[] calldata siblings)
        private
        pure
        returns (bytes32, uint256)
    {
        uint256 used = 0;
        unchecked {
            for (; last != 0; (index, last) = (index >> 1, last >> 1)) {
                if (index & 1 == 0 && index == last) continue;
                if (used == siblings.length) revert MalformedProof();
                uint256 otherSum;
                assembly ("memory-safe") {
                    // The pair goes behind the memory in use, the sibling straight from the calldata.
                    let pair := mload(0x40)
                    let own := shl(6, and(index, 1))
                    let sibling := add(siblings.offset, shl(6, used))
                    mstore(add(pair, own), node)
                    mstore(add(pair, add(own, 0x20)), sum)
                    calldatacopy(add(pair, xor(own, 0x40)), sibling, 0x40)
                    otherSum := calldataload(add(sibling, 0x20))
                    node := keccak256(pair, 0x80)
                }
                ++used;
                sum += otherSum;
                if (sum < otherSum) revert MalformedProof();
            }
        }
        if (used != siblings.length) revert MalformedProof();
        return (node, sum);
    }
}
