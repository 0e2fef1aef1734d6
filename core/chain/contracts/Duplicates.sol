// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PositionalTree} from "./PositionalTree.sol";
import {IDatanets, Opening, Version, openingHash} from "./Types.sol";

/// That records of a contribution stood word for word in what others had made public before it was committed to.
library Duplicates {
    /// Where some of the records stood, in one published version.
    struct Earlier {
        Version version;
        Opening opening; // of the contribution that the version published
        bytes acceptedBitmap;
        uint32[] picks; // indices into Proof.ids, one for each position of `proof`
        PositionalTree.MultiProof proof;
    }

    struct Proof {
        bytes32[] ids; // the records, in the order of `later`
        PositionalTree.MultiProof later; // where they stand in the contribution
        Earlier[] earlier;
        bytes32 salt; // of the announcement
    }

    error TooFewDuplicates(uint256 proven, uint256 needed);
    error WrongEarlier(uint256 index);
    error OwnRecords(uint64 earlierId);

    /// Reverts unless at least half of the contribution's records are shown, each once, in public versions from before
    /// `committedAt` that go back to other contributors.
    function requireProven(Proof calldata proof, Opening calldata opening, uint40 committedAt, IDatanets datanets)
        internal
        view
    {
        bytes32[] memory ids = proof.ids;
        uint256 needed = (uint256(opening.count) + 1) / 2;
        if (ids.length < needed || ids.length == 0) revert TooFewDuplicates(ids.length, needed);
        bytes32 root = PositionalTree.manyRootOf(PositionalTree.kRecord, ids, proof.later);
        if (root != opening.recordsRoot) revert TooFewDuplicates(0, needed);
        bool[] memory shown = new bool[](ids.length);
        uint256 count = 0;
        for (uint256 k = 0; k < proof.earlier.length; ++k) {
            Earlier calldata earlier = proof.earlier[k];
            datanets.requirePublic(earlier.version, committedAt);
            if (earlier.opening.contributor == opening.contributor) revert OwnRecords(earlier.opening.id);
            if (!_holds(earlier, ids, shown)) revert WrongEarlier(k);
            count += earlier.picks.length;
        }
        if (count != ids.length) revert TooFewDuplicates(count, ids.length);
    }

    /// Whether each pick is an accepted record of the version that was not shown before.
    function _holds(Earlier calldata earlier, bytes32[] memory ids, bool[] memory shown) private pure returns (bool) {
        bytes calldata bitmap = earlier.acceptedBitmap;
        if (openingHash(earlier.opening) != earlier.version.openingHash) return false;
        if (keccak256(bitmap) != earlier.version.acceptedBitmapHash) return false;
        uint256 count = earlier.picks.length;
        if (earlier.proof.positions.length != count) return false;
        bytes32[] memory picked = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            (uint256 pick, uint256 position) = (earlier.picks[i], earlier.proof.positions[i]);
            if (pick >= ids.length || shown[pick] || position / 8 >= bitmap.length) return false;
            if ((uint8(bitmap[position / 8]) >> (position % 8)) & 1 == 0) return false;
            shown[pick] = true;
            picked[i] = ids[pick];
        }
        return PositionalTree.manyRootOf(PositionalTree.kRecord, picked, earlier.proof) == earlier.opening.recordsRoot;
    }
}
