// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Tally} from "./Informedness.sol";

/// Per-record majority over reviewers' bitmaps, 256 records at a time: the votes on each position are added up in four
/// bit planes (a carry-save adder), so the cost does not depend on how the votes fall. At most 15 bitmaps.
/// Position i is bit i % 8 (least significant first) of byte i / 8.
library Majority {
    /// Bytes of a bitmap over `count` positions.
    function lengthFor(uint256 count) internal pure returns (uint256) {
        return (count + 7) / 8;
    }

    /// A bitmap is well-formed when it is empty (the verdict's shorthand) or exactly long enough with no bit past the end.
    function isWellFormed(bytes calldata bitmap, uint256 count) internal pure returns (bool) {
        if (bitmap.length == 0) return true;
        if (bitmap.length != lengthFor(count)) return false;
        uint256 used = count % 8;
        return used == 0 || uint8(bitmap[bitmap.length - 1]) >> used == 0;
    }

    /// `present[k]` says whether bitmap k counts; `full[k]` whether an empty bitmap k stands for every record rather
    /// than for none. A position is in the result when more than half of the present bitmaps have it. `tallies[k]`
    /// compares bitmap k with the majority of the other present ones; positions on which those are tied count nowhere.
    function combine(bytes[] calldata bitmaps, bool[] memory present, bool[] memory full, uint256 count)
        internal
        pure
        returns (bytes memory result, uint256 accepted, Tally[] memory tallies)
    {
        Words memory w;
        for (uint256 k = 0; k < present.length; ++k) {
            if (present[k]) ++w.voters;
        }
        tallies = new Tally[](present.length);
        uint256 length = lengthFor(count);
        result = new bytes(length);
        for (uint256 offset = 0; offset < length; offset += 32) {
            w.mask = _mask(count, offset);
            _add(w, bitmaps, present, full, offset);
            uint256 word = _atLeast(w, w.voters / 2 + 1) & w.mask;
            accepted += _ones(word);
            assembly ("memory-safe") {
                // `new bytes` rounds its memory up to whole words, and the mask keeps the surplus zero.
                mstore(add(add(result, 32), offset), word)
            }
            if (w.voters > 1) _tally(w, tallies, present);
        }
    }

    /// The same 256 positions of all bitmaps.
    struct Words {
        uint256 voters;
        uint256 mask; // positions that exist
        uint256 plane0; // how many bitmaps have a position, one binary digit to a plane
        uint256 plane1;
        uint256 plane2;
        uint256 plane3;
        uint256[15] own;
    }

    function _add(Words memory w, bytes[] calldata bitmaps, bool[] memory present, bool[] memory full, uint256 offset)
        private
        pure
    {
        uint256 plane0;
        uint256 plane1;
        uint256 plane2;
        uint256 plane3;
        for (uint256 k = 0; k < bitmaps.length; ++k) {
            if (!present[k]) continue;
            uint256 carry = _wordAt(bitmaps[k], offset, full[k]);
            w.own[k] = carry;
            (plane0, carry) = (plane0 ^ carry, plane0 & carry);
            (plane1, carry) = (plane1 ^ carry, plane1 & carry);
            (plane2, carry) = (plane2 ^ carry, plane2 & carry);
            plane3 ^= carry;
        }
        w.plane0 = plane0;
        w.plane1 = plane1;
        w.plane2 = plane2;
        w.plane3 = plane3;
    }

    /// The majority of the others needs one vote more where one's own is among those counted.
    function _tally(Words memory w, Tally[] memory tallies, bool[] memory present) private pure {
        unchecked {
            uint256 others = w.voters - 1;
            uint256 most = others / 2 + 1;
            uint256 kept = _atLeast(w, most);
            uint256 keptBeside = _atLeast(w, most + 1);
            // Fewer than this many of the others are so few that most of them left the record out.
            uint256 notLeft = others % 2 == 1 ? kept : _atLeast(w, most - 1);
            uint256 notLeftBeside = others % 2 == 1 ? keptBeside : kept;
            for (uint256 k = 0; k < present.length; ++k) {
                if (!present[k]) continue;
                uint256 own = w.own[k] & w.mask;
                uint256 not = ~w.own[k] & w.mask;
                Tally memory t = tallies[k];
                uint256 too = _ones(own & keptBeside);
                t.kept += uint32(too + _ones(not & kept));
                t.keptToo += uint32(too);
                too = _ones(not & ~notLeft);
                t.left += uint32(too + _ones(own & ~notLeftBeside));
                t.leftToo += uint32(too);
            }
        }
    }

    /// Positions that at least `needed` of the bitmaps have.
    function _atLeast(Words memory w, uint256 needed) private pure returns (uint256) {
        uint256 above;
        uint256 equal = type(uint256).max;
        (above, equal) = _compare(w.plane3, needed & 8, above, equal);
        (above, equal) = _compare(w.plane2, needed & 4, above, equal);
        (above, equal) = _compare(w.plane1, needed & 2, above, equal);
        (above, equal) = _compare(w.plane0, needed & 1, above, equal);
        return above | equal;
    }

    function _compare(uint256 plane, uint256 bit, uint256 above, uint256 equal)
        private
        pure
        returns (uint256, uint256)
    {
        if (bit == 0) return (above | (equal & plane), equal & ~plane);
        return (above, equal & plane);
    }

    function _wordAt(bytes calldata bitmap, uint256 offset, bool full) private pure returns (uint256 word) {
        if (bitmap.length == 0) return full ? type(uint256).max : 0;
        assembly ("memory-safe") {
            word := calldataload(add(bitmap.offset, offset))
        }
        // What follows a bitmap in calldata belongs to somebody else; the caller masks the end away.
    }

    /// Ones at the positions of this word that exist.
    function _mask(uint256 count, uint256 offset) private pure returns (uint256) {
        uint256 left = count - offset * 8;
        if (left >= 256) return type(uint256).max;
        uint256 whole = left / 8;
        uint256 mask = whole == 0 ? 0 : type(uint256).max << (256 - whole * 8);
        uint256 rest = left % 8;
        if (rest != 0) mask |= ((1 << rest) - 1) << (248 - whole * 8);
        return mask;
    }

    function _ones(uint256 word) private pure returns (uint256) {
        unchecked {
            word -= (word >> 1) & 0x5555555555555555555555555555555555555555555555555555555555555555;
            word = (word & 0x3333333333333333333333333333333333333333333333333333333333333333)
                + ((word >> 2) & 0x3333333333333333333333333333333333333333333333333333333333333333);
            word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
            word += word >> 8;
            word += word >> 16;
            word += word >> 32;
            word += word >> 64;
            // Two sums of at most 128 each: their total of 256 would not fit into a byte.
            return (word & 0xff) + ((word >> 128) & 0xff);
        }
    }
}
