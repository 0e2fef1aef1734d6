// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PositionalTree} from "contracts/PositionalTree.sol";
import {SumTree} from "contracts/SumTree.sol";

/// Whole trees in memory, built the slow and obvious way: what the contracts' proofs are checked against.
library Trees {
    struct Leaf {
        address account;
        uint256 cumulative;
    }

    // ---- positional

    function top(uint8 kind, bytes32[] memory ids) internal pure returns (bytes32) {
        bytes32[] memory row = _leaves(kind, ids);
        while (row.length > 1) row = _above(row);
        return row.length == 0 ? bytes32(0) : row[0];
    }

    function root(uint8 kind, bytes32[] memory ids) internal pure returns (bytes32) {
        return keccak256(abi.encode(ids.length, top(kind, ids)));
    }

    function proof(uint8 kind, bytes32[] memory ids, uint256 index) internal pure returns (PositionalTree.Proof memory p) {
        (p.index, p.count) = (uint64(index), uint64(ids.length));
        bytes32[] memory siblings = new bytes32[](64);
        uint256 used = 0;
        for (bytes32[] memory row = _leaves(kind, ids); row.length > 1; (row, index) = (_above(row), index / 2)) {
            if (index ^ 1 < row.length) siblings[used++] = row[index ^ 1];
        }
        p.siblings = new bytes32[](used);
        for (uint256 i = 0; i < used; ++i) p.siblings[i] = siblings[i];
    }

    /// Row by row, what joins the chosen leaves to the top and can't be computed from them.
    function multiProof(uint8 kind, bytes32[] memory ids, uint32[] memory places)
        internal
        pure
        returns (PositionalTree.MultiProof memory p)
    {
        (p.count, p.positions) = (uint64(ids.length), places);
        bytes32[] memory row = _leaves(kind, ids);
        bool[] memory known = new bool[](row.length);
        for (uint256 i = 0; i < places.length; ++i) known[places[i]] = true;
        bytes32[] memory siblings = new bytes32[](2 * row.length);
        uint256 used = 0;
        while (row.length > 1) {
            bool[] memory next = new bool[]((row.length + 1) / 2);
            for (uint256 i = 0; i < row.length; ++i) {
                if (!known[i]) continue;
                next[i / 2] = true;
                if (i ^ 1 < row.length && !known[i ^ 1]) siblings[used++] = row[i ^ 1];
            }
            (row, known) = (_above(row), next);
        }
        p.siblings = new bytes32[](used);
        for (uint256 i = 0; i < used; ++i) p.siblings[i] = siblings[i];
    }

    function _leaves(uint8 kind, bytes32[] memory ids) private pure returns (bytes32[] memory row) {
        row = new bytes32[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            row[i] = keccak256(abi.encode(keccak256(abi.encode(kind, uint64(i), ids[i]))));
        }
    }

    function _above(bytes32[] memory row) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((row.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            above[i] = 2 * i + 1 < row.length ? keccak256(abi.encode(row[2 * i], row[2 * i + 1])) : row[2 * i];
        }
    }

    // ---- sums

    function sumTop(Leaf[] memory leaves) internal pure returns (SumTree.Sibling memory) {
        SumTree.Sibling[] memory row = sumLeaves(leaves);
        while (row.length > 1) row = sumAbove(row);
        return row.length == 0 ? SumTree.Sibling(0, 0) : row[0];
    }

    function sumRoot(Leaf[] memory leaves) internal pure returns (bytes32) {
        SumTree.Sibling memory node = sumTop(leaves);
        return keccak256(abi.encode(leaves.length, node.hash, node.sum));
    }

    function sumProof(Leaf[] memory leaves, uint256 index) internal pure returns (SumTree.Proof memory p) {
        (p.index, p.count) = (uint64(index), uint64(leaves.length));
        (p.account, p.cumulative) = (leaves[index].account, leaves[index].cumulative);
        p.siblings = sumPath(sumLeaves(leaves), index);
    }

    /// The siblings of a node from its row up.
    function sumPath(SumTree.Sibling[] memory row, uint256 index) internal pure returns (SumTree.Sibling[] memory path) {
        SumTree.Sibling[] memory siblings = new SumTree.Sibling[](64);
        uint256 used = 0;
        for (; row.length > 1; (row, index) = (sumAbove(row), index / 2)) {
            if (index ^ 1 < row.length) siblings[used++] = row[index ^ 1];
        }
        path = new SumTree.Sibling[](used);
        for (uint256 i = 0; i < used; ++i) path[i] = siblings[i];
    }

    function sumLeaves(Leaf[] memory leaves) internal pure returns (SumTree.Sibling[] memory row) {
        row = new SumTree.Sibling[](leaves.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            bytes32 inside = keccak256(abi.encode(uint8(3), uint64(i), leaves[i].account, leaves[i].cumulative));
            row[i] = SumTree.Sibling(keccak256(abi.encode(inside)), leaves[i].cumulative);
        }
    }

    function sumAbove(SumTree.Sibling[] memory row) internal pure returns (SumTree.Sibling[] memory above) {
        above = new SumTree.Sibling[]((row.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            above[i] = row[2 * i];
            if (2 * i + 1 == row.length) continue;
            SumTree.Sibling memory right = row[2 * i + 1];
            above[i] = SumTree.Sibling(
                keccak256(abi.encode(row[2 * i].hash, row[2 * i].sum, right.hash, right.sum)), row[2 * i].sum + right.sum
            );
        }
    }
}
