// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// A random order of 0..size-1, taken one by one: a Fisher-Yates shuffle that remembers only what it moved, so its cost
/// follows the number taken and not the size.
library Shuffle {
    struct Order {
        bytes32 seed;
        uint256 size;
        uint256 taken;
        uint256[] moved;
        uint256[] movedTo;
    }

    function start(bytes32 seed, uint256 size, uint256 most) internal pure returns (Order memory) {
        uint256 length = size < most ? size : most;
        return Order(seed, size, 0, new uint256[](length), new uint256[](length));
    }

    function finished(Order memory order) internal pure returns (bool) {
        return order.taken == order.moved.length;
    }

    function next(Order memory order) internal pure returns (uint256 picked) {
        uint256 i = order.taken;
        uint256 j = i + uint256(keccak256(abi.encode(order.seed, i))) % (order.size - i);
        picked = _at(order, j);
        uint256 displaced = _at(order, i);
        order.moved[i] = j;
        order.movedTo[i] = displaced;
        order.taken = i + 1;
    }

    /// What lies at a position after the moves so far; the newest move counts.
    function _at(Order memory order, uint256 position) private pure returns (uint256) {
        for (uint256 k = order.taken; k > 0; --k) {
            if (order.moved[k - 1] == position) return order.movedTo[k - 1];
        }
        return position;
    }
}
