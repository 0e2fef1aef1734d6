// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// What each record would cost with the usual ways of registering data on chain, kept as cheap as they can honestly be:
/// no owner, no fee, no checks but the ones that make an entry worth something. Measured beside our own figures.

/// One transaction for each record: who was first with it, and when, in one slot.
contract RecordRegistry {
    mapping(bytes32 record => uint256) public entries;

    event Registered(bytes32 indexed record, address indexed by);

    error AlreadyRegistered();

    function register(bytes32 record) external {
        if (entries[record] != 0) revert AlreadyRegistered();
        entries[record] = (block.timestamp << 160) | uint160(msg.sender);
        emit Registered(record, msg.sender);
    }
}

/// One attestation for each record, after the Ethereum Attestation Service: an attester states data of a schema about a
/// recipient under an id of its own. Left out against that service: resolvers, references, expiry, revocation, its stored copy
/// of the data (here a hash) and of the id.
contract Attestations {
    struct Attestation {
        bytes32 schema;
        bytes32 dataHash;
        address recipient;
        uint64 time;
        address attester;
    }

    mapping(bytes32 uid => Attestation) public attestations;

    event Attested(address indexed recipient, address indexed attester, bytes32 indexed schema, bytes32 uid, bytes data);

    error AlreadyAttested();

    function attest(bytes32 schema, address recipient, bytes calldata data) external returns (bytes32 uid) {
        uid = keccak256(abi.encode(schema, recipient, msg.sender, block.timestamp, data));
        if (attestations[uid].time != 0) revert AlreadyAttested();
        attestations[uid] = Attestation(schema, keccak256(data), recipient, uint64(block.timestamp), msg.sender);
        emit Attested(recipient, msg.sender, schema, uid, data);
    }
}
