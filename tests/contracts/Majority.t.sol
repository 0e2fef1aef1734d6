// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Tally} from "contracts/Informedness.sol";
import {Majority} from "contracts/Majority.sol";
import {Shuffle} from "contracts/Shuffle.sol";
import {Test} from "./Test.sol";

contract MajorityTest is Test {
    using Shuffle for Shuffle.Order;

    function combine(bytes[] calldata bitmaps, bool[] memory present, bool[] memory full, uint256 count)
        external
        pure
        returns (bytes memory, uint256, Tally[] memory)
    {
        return Majority.combine(bitmaps, present, full, count);
    }

    function wellFormed(bytes calldata bitmap, uint256 count) external pure returns (bool) {
        return Majority.isWellFormed(bitmap, count);
    }

    /// Against counting bit by bit.
    function testFuzz_equalsCountingBitByBit(uint256 seed, uint256 seats, uint256 count) public view {
        seats = within(seats, 1, 15);
        count = within(count, 0, 700);
        bytes[] memory bitmaps = new bytes[](seats);
        bool[] memory present = new bool[](seats);
        bool[] memory full = new bool[](seats);
        for (uint256 k = 0; k < seats; ++k) {
            uint256 dice = uint256(keccak256(abi.encode(seed, k)));
            present[k] = dice % 5 != 0;
            full[k] = (dice >> 8) % 2 == 0;
            if ((dice >> 16) % 4 != 0) bitmaps[k] = _random(dice, count);
        }
        (bytes memory result, uint256 accepted, Tally[] memory tallies) = this.combine(bitmaps, present, full, count);
        same(result.length, (count + 7) / 8, "length");
        isTrue(this.wellFormed(result, count), "well-formed");
        uint256 expected = 0;
        for (uint256 i = 0; i < count; ++i) {
            (uint256 votes, uint256 voters) = (0, 0);
            for (uint256 k = 0; k < seats; ++k) {
                if (!present[k]) continue;
                ++voters;
                if (bitmaps[k].length == 0 ? full[k] : _bit(bitmaps[k], i)) ++votes;
            }
            bool wins = 2 * votes > voters;
            if (wins) ++expected;
            isTrue(_bit(result, i) == wins, "bit");
        }
        same(accepted, expected, "accepted");
        for (uint256 k = 0; k < seats; ++k) _sameTally(tallies[k], bitmaps, present, full, count, k);
    }

    /// Against asking each of the others about each record.
    function _sameTally(
        Tally memory tally,
        bytes[] memory bitmaps,
        bool[] memory present,
        bool[] memory full,
        uint256 count,
        uint256 own
    ) private pure {
        Tally memory expected;
        for (uint256 i = 0; i < count && present[own]; ++i) {
            (uint256 votes, uint256 others) = (0, 0);
            for (uint256 k = 0; k < bitmaps.length; ++k) {
                if (k == own || !present[k]) continue;
                ++others;
                if (bitmaps[k].length == 0 ? full[k] : _bit(bitmaps[k], i)) ++votes;
            }
            bool keeps = bitmaps[own].length == 0 ? full[own] : _bit(bitmaps[own], i);
            if (2 * votes > others) {
                ++expected.kept;
                if (keeps) ++expected.keptToo;
            } else if (2 * votes < others) {
                ++expected.left;
                if (!keeps) ++expected.leftToo;
            }
        }
        same(keccak256(abi.encode(tally)), keccak256(abi.encode(expected)), "tally");
    }

    function test_shapeOfBitmaps() public view {
        isTrue(this.wellFormed("", 9), "empty is the shorthand");
        isTrue(this.wellFormed(hex"ff01", 9), "nine records");
        isTrue(!this.wellFormed(hex"ff02", 9), "a bit past the end");
        isTrue(!this.wellFormed(hex"ff", 9), "too short");
        isTrue(!this.wellFormed(hex"ff0100", 9), "too long");
        isTrue(this.wellFormed("", 0), "no record");
        isTrue(!this.wellFormed(hex"00", 0), "no record, a byte");
    }

    /// A shuffle meets everybody once, in whatever size.
    function testFuzz_shuffleIsAPermutation(bytes32 seed, uint256 size) public pure {
        size = within(size, 1, 64);
        Shuffle.Order memory order = Shuffle.start(seed, size, 64);
        bool[] memory met = new bool[](size);
        uint256 taken = 0;
        while (!order.finished()) {
            uint256 index = order.next();
            isTrue(index < size && !met[index], "once");
            met[index] = true;
            ++taken;
        }
        same(taken, size, "all");
    }

    function testFuzz_shuffleOfALargeSetHasNoRepeats(bytes32 seed, uint256 size) public pure {
        size = within(size, 65, 1_000_000);
        Shuffle.Order memory order = Shuffle.start(seed, size, 64);
        uint256[] memory met = new uint256[](64);
        for (uint256 i = 0; i < 64; ++i) {
            met[i] = order.next();
            isTrue(met[i] < size, "inside");
            for (uint256 k = 0; k < i; ++k) isTrue(met[k] != met[i], "once");
        }
        isTrue(order.finished(), "bounded");
    }

    function test_shuffleFavoursNobody() public pure {
        uint256[] memory first = new uint256[](5);
        for (uint256 i = 0; i < 2000; ++i) ++first[Shuffle.start(keccak256(abi.encode(i)), 5, 64).next()];
        for (uint256 k = 0; k < 5; ++k) isTrue(first[k] > 320 && first[k] < 480, "about a fifth each");
    }

    function _random(uint256 dice, uint256 count) private pure returns (bytes memory bitmap) {
        bitmap = new bytes((count + 7) / 8);
        for (uint256 i = 0; i < bitmap.length; ++i) bitmap[i] = bytes1(uint8(uint256(keccak256(abi.encode(dice, i)))));
        if (count % 8 != 0) bitmap[bitmap.length - 1] &= bytes1(uint8((1 << (count % 8)) - 1));
    }

    function _bit(bytes memory bitmap, uint256 i) private pure returns (bool) {
        return (uint8(bitmap[i / 8]) >> (i % 8)) & 1 == 1;
    }
}
