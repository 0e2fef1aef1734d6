// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IParameters, Key, fieldOf} from "./Types.sol";

/// The numbers everything else runs on. Each change makes a new numbered set and leaves the old ones readable, because
/// a contribution keeps the parameters of its commitment to the end. Values are 64 bits, four to a word; windows are
/// seconds, amounts are gwei. The owner (a timelock on a real network) can move values inside hard-coded bounds only.
contract Parameters is IParameters {
    uint8 private constant kWordCount = 10;

    /// who may call `set`; fixed at construction
    address public owner;
    /// the newest set, counted from 1
    uint24 public current;
    /// practice networks may have windows of seconds and single-seat panels; fixed at construction
    bool public practice;
    /// what `commit` needs of the newest set, beside its id so that it costs one read
    uint32 private _bondPerRecord;
    uint32 private _maximumRecords;
    /// receives forfeited bonds, the unburned half of penalties and submission fees
    address public treasury;

    mapping(uint24 id => uint256[10] words) private _words;
    /// when each set began
    mapping(uint24 id => uint40 time) public since;

    event ParametersSet(uint24 indexed id, uint8[] keys, uint64[] values);

    error NotOwner(address owner);
    error UnknownKey(uint8 key);
    error UnknownId(uint24 id);
    error OutOfBounds(uint8 key, uint64 value, uint64 minimum, uint64 maximum);
    error Inconsistent(uint8 key);
    error BeforeFirst(uint256 time);
    error LengthMismatch(uint256 given, uint256 expected);

    /// `values` are all Key.count values in key order.
    constructor(address owner_, address treasury_, bool practice_, uint64[] memory values) {
        owner = owner_;
        treasury = treasury_;
        practice = practice_;
        if (values.length != Key.count) revert LengthMismatch(values.length, Key.count);
        uint8[] memory keys = new uint8[](Key.count);
        for (uint8 key = 0; key < Key.count; ++key) keys[key] = key;
        _set(keys, values);
    }

    /// Makes a new set from the newest one with some values changed. Takes effect at once for new commitments only.
    function set(uint8[] calldata keys, uint64[] calldata values) external {
        if (msg.sender != owner) revert NotOwner(owner);
        if (keys.length != values.length) revert LengthMismatch(values.length, keys.length);
        _set(keys, values);
    }

    /// Value of a key in set `id`.
    function value(uint24 id, uint8 key) public view returns (uint64) {
        if (key >= Key.count) revert UnknownKey(key);
        if (id == 0 || id > current) revert UnknownId(id);
        return uint64(fieldOf(_words[id][key / 4], key));
    }

    /// Value of a key as it was at `time`.
    function valueAt(uint8 key, uint256 time) external view returns (uint64) {
        return value(idAt(time), key);
    }

    /// The set that held at `time`.
    function idAt(uint256 time) public view returns (uint24) {
        if (time < since[1]) revert BeforeFirst(time);
        uint24 low = 1;
        uint24 high = current;
        while (low < high) {
            uint24 middle = low + (high - low + 1) / 2;
            if (since[middle] <= time) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// Four values of set `id`: key 4*index in the lowest 64 bits. For contracts, which hold ids of existing sets only;
    /// zero for a set that does not exist.
    function word(uint24 id, uint8 index) external view returns (uint256) {
        return _words[id][index];
    }

    /// The newest set with its bond per record (gwei) and its most records per contribution.
    function commitTerms() external view returns (uint24 id, uint32 bondPerRecord, uint32 maximumRecords) {
        return (current, _bondPerRecord, _maximumRecords);
    }

    /// The hard-coded range of a key on this network.
    function bounds(uint8 key) public view returns (uint64 minimum, uint64 maximum) {
        if (key >= Key.count) revert UnknownKey(key);
        bool p = practice;
        uint64 shortest = p ? 1 : 1 hours;
        if (key == Key.bondPerRecord) return (1, 1e9);
        if (key == Key.maximumRecords) return (1, 800_000);
        if (key == Key.reviewerStake || key == Key.jurorStake) return (1, 1e15);
        if (key == Key.submissionFee) return (0, 1e9);
        if (key == Key.openWindow) return (p ? 1 : 1 days, 30 days);
        if (key == Key.drawDelay) return (1, 64);
        if (key == Key.appealWindow) return (p ? 1 : 1 days, 30 days);
        if (key >= Key.drawWindow && key <= Key.revealWindow) return (shortest, 30 days);
        if (key == Key.publishWindow) return (shortest, 90 days);
        if (key == Key.priorityHold) return (p ? 1 : 30 days, 365 days);
        if (key == Key.stakeCooldown) return (p ? 1 : 1 days, 90 days);
        if (key == Key.seatPenalty) return (1, 1e15);
        if (key == Key.panelSize || key == Key.appealPanelSize) return (p ? 1 : 3, 15);
        if (key == Key.quorum || key == Key.appealQuorum) return (p ? 1 : 2, 15);
        if (key == Key.appealBond) return (1, 1e14);
        if (key == Key.platformFee) return (0, 1e9);
        if (key == Key.epochLength) return (p ? 1 : 1 hours, 90 days);
        if (key == Key.refundNotice) return (p ? 1 : 1 hours, 30 days);
        if (key == Key.proposeWindow) return (p ? 1 : 1 days, 90 days);
        if (key == Key.challengeWindow) return (p ? 1 : 1 days, 30 days);
        if (key == Key.dataWindow) return (shortest, 30 days);
        if (key == Key.proposalBond || key == Key.dataBond || key == Key.disputeBond) return (1, 1e14);
        if (key == Key.proposalBondShare) return (100, 10_000);
        if (key == Key.recoveryDelay) return (p ? 1 : 1 days, 365 days);
        if (key == Key.leastInformedness) return (0, 5000);
        if (key == Key.leastEvidence) return (16, 65_536);
        if (key == Key.evidenceMemory) return (64, 262_144);
        return (0, 10_000); // split of fees in basis points: model, contributors, reviewers, stakers, treasury
    }

    function _set(uint8[] memory keys, uint64[] memory values) private {
        uint24 id = current + 1;
        uint256[10] memory words = _words[current];
        for (uint256 i = 0; i < keys.length; ++i) {
            uint8 key = keys[i];
            (uint64 minimum, uint64 maximum) = bounds(key);
            if (values[i] < minimum || values[i] > maximum) revert OutOfBounds(key, values[i], minimum, maximum);
            uint256 shift = 64 * (key % 4);
            words[key / 4] = (words[key / 4] & ~(uint256(type(uint64).max) << shift)) | (uint256(values[i]) << shift);
        }
        _requireConsistent(words);
        for (uint256 i = 0; i < kWordCount; ++i) _words[id][i] = words[i];
        since[id] = uint40(block.timestamp);
        current = id;
        _bondPerRecord = uint32(_of(words, Key.bondPerRecord));
        _maximumRecords = uint32(_of(words, Key.maximumRecords));
        emit ParametersSet(id, keys, values);
    }

    function _requireConsistent(uint256[10] memory words) private pure {
        if (_of(words, Key.quorum) > _of(words, Key.panelSize)) revert Inconsistent(Key.quorum);
        if (_of(words, Key.appealQuorum) > _of(words, Key.appealPanelSize)) revert Inconsistent(Key.appealQuorum);
        // All bitmaps of a round have to fit into the one transaction that computes its result (100 kB).
        uint256 seats = _of(words, Key.panelSize);
        if (seats < _of(words, Key.appealPanelSize)) seats = _of(words, Key.appealPanelSize);
        if (seats * _of(words, Key.maximumRecords) > 800_000) revert Inconsistent(Key.maximumRecords);
        uint256 penalty = _of(words, Key.seatPenalty);
        if (penalty > _of(words, Key.reviewerStake) || penalty > _of(words, Key.jurorStake)) {
            revert Inconsistent(Key.seatPenalty);
        }
        // What is forgotten must not make anybody unknown again.
        if (_of(words, Key.evidenceMemory) < 2 * _of(words, Key.leastEvidence) + 2) revert Inconsistent(Key.evidenceMemory);
        uint256 sum = 0;
        for (uint256 key = Key.splitModel; key <= Key.splitTreasury; ++key) sum += _of(words, key);
        if (sum != 10_000) revert Inconsistent(Key.splitModel);
    }

    function _of(uint256[10] memory words, uint256 key) private pure returns (uint256) {
        return fieldOf(words[key / 4], uint8(key));
    }
}
