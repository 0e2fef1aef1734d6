// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Commitment, Opening} from "Types.sol";

interface ContributionsToFill {
    function commitmentOf(address, uint64, bytes32, uint32, bytes32, bytes32) external view returns (bytes32);
    function commit(bytes32 commitment, uint32 count) external payable returns (uint64 id);
    function open(Opening calldata opening, Commitment calldata commitment, bytes32 salt) external payable;
}

/// A contributor that registers and opens many contributions in one transaction: for tests and measurements.
contract BatchContributor {
    ContributionsToFill private immutable target;
    uint256 private made;

    constructor(ContributionsToFill target_) {
        target = target_;
    }

    receive() external payable {}

    function contribute(uint64 datanet, bytes32 termsHash, uint24 parametersId, uint64 bondGwei, uint256 number)
        external
        payable
    {
        Opening memory opening;
        opening.datanet = datanet;
        opening.count = 1;
        opening.permittedUses = 1;
        opening.contributor = address(this);
        opening.payee = address(this);
        opening.licenceHash = keccak256("CC0-1.0");
        opening.termsHash = termsHash;
        opening.authorship = keccak256("mine");
        Commitment memory commitment;
        commitment.payer = address(this);
        commitment.count = 1;
        commitment.bondGwei = bondGwei;
        commitment.committedAt = uint40(block.timestamp);
        commitment.parametersId = parametersId;
        uint256 from = made;
        for (uint256 i = from; i < from + number; ++i) {
            bytes32 root = keccak256(abi.encode(address(this), i));
            opening.recordsRoot = root;
            opening.bundleHash = keccak256(abi.encode(root, uint256(1)));
            opening.manifestHash = keccak256(abi.encode(root, uint256(2)));
            opening.gitCommit = keccak256(abi.encode(root, uint256(3)));
            commitment.commitment = target.commitmentOf(address(this), datanet, root, 1, termsHash, root);
            commitment.id = target.commit{value: uint256(bondGwei) * 1 gwei}(commitment.commitment, 1);
            opening.id = commitment.id;
            target.open(opening, commitment, root);
        }
        made = from + number;
    }
}
