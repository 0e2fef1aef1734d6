// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// The positional Merkle tree of README.md, "Log": a leaf binds kind and index, the root binds the count.
library PositionalTree {
    uint8 internal constant kRecord = 1;
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

    /// Several leaves of one tree.
    struct MultiProof {
        uint64 count;
        uint32[] positions; // strictly ascending
        bytes32[] siblings; // nodes that can't be computed from others: rows from the leaves up, each from left to right
    }

    /// The root that a proof of all `ids` leads to, each at its position; 0, which is no root, where its shape is impossible.
    function manyRootOf(uint8 kind, bytes32[] memory ids, MultiProof calldata proof) internal pure returns (bytes32) {
        uint256 known = ids.length;
        if (known == 0 || proof.positions.length != known) return 0;
        unchecked {
            // Places are below a 64-bit count, and no list is read past its end.
            uint256[] memory places = new uint256[](known);
            for (uint256 i = 0; i < known; ++i) {
                places[i] = proof.positions[i];
                if (places[i] >= proof.count || (i != 0 && places[i] <= places[i - 1])) return 0;
            }
            bytes32[] memory nodes = _leaves(kind, ids, places);
            uint256 used = 0;
            for (uint256 last = uint256(proof.count) - 1; last > 0; last /= 2) {
                uint256 above = 0;
                for (uint256 i = 0; i < known; ++above) {
                    uint256 index = places[i];
                    bytes32 node = nodes[i++];
                    bool isLeft = index % 2 == 0;
                    // The last node of an odd row is carried up.
                    if (!isLeft || index != last) {
                        bytes32 sibling;
                        if (isLeft && i < known && places[i] == index + 1) sibling = nodes[i++];
                        else if (used < proof.siblings.length) sibling = proof.siblings[used++];
                        else return 0;
                        node = isLeft ? _joined(node, sibling) : _joined(sibling, node);
                    }
                    // What is written here was read before: a row above is never longer.
                    (places[above], nodes[above]) = (index / 2, node);
                }
                known = above;
            }
            return used == proof.siblings.length ? bound(proof.count, nodes[0]) : bytes32(0);
        }
    }

    /// The root of a tree with this many leaves under this top.
    function bound(uint256 count, bytes32 top) internal pure returns (bytes32) {
        return keccak256(abi.encode(count, top));
    }

    /// Hashed behind the memory in use, which a thousand leaves would otherwise make dear.
    function _leaves(uint8 kind, bytes32[] memory ids, uint256[] memory places) private pure returns (bytes32[] memory nodes) {
        nodes = new bytes32[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            (bytes32 id, uint256 index, bytes32 node) = (ids[i], places[i], 0);
            assembly ("memory-safe") {
                let free := mload(0x40)
                mstore(free, kind)
                mstore(add(free, 0x20), index)
                mstore(add(free, 0x40), id)
                mstore(0x00, keccak256(free, 0x60))
                node := keccak256(0x00, 0x20)
            }
            nodes[i] = node;
        }
    }

    function _joined(bytes32 left, bytes32 right) private pure returns (bytes32 node) {
        assembly ("memory-safe") {
            mstore(0x00, left)
            mstore(0x20, right)
            node := keccak256(0x00, 0x40)
        }
    }
}
