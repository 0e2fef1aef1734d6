// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Attestations, RecordRegistry} from "./Peers.sol";
import "./World.sol";

/// What the steps of a contribution cost as transactions of their own (the runner isolates calls for this test), against
/// the design's budget (0: none). The runner writes the figures into build/contracts/gas.txt and fails where one is above.
contract GasTest is World {
    event Measured(string step, uint256 gas, uint256 target);

    uint256 private constant kRecords = 1024;

    /// A record of ours beside a record registered by itself and a record attested to by itself.
    function test_costsPerRecord() public {
        _commit(0); // the network's very first is another matter
        uint256 committed = _commit(1);
        Case memory first = register(draft(contributor, uint32(kRecords), keccak256("a")), contributor);
        open(first);
        emit Measured("a record of 1,024, the first opening", (committed + vm.lastCallGas().gasTotalUsed) / kRecords, 0);
        committed = _commit(2);
        Case memory later = register(draft(contributor, uint32(kRecords), keccak256("b")), contributor);
        open(later);
        emit Measured("a record of 1,024, later openings", (committed + vm.lastCallGas().gasTotalUsed) / kRecords, 200);

        RecordRegistry registry = new RecordRegistry();
        vm.prank(contributor);
        registry.register(keccak256("record"));
        _note("peer: one transaction per record", 0);
        Attestations service = new Attestations();
        vm.prank(contributor);
        service.attest(keccak256("schema"), contributor, abi.encode(keccak256("record")));
        _note("peer: one attestation per record", 0);
        isTrue(registry.entries(keccak256("record")) != 0, "the peers did their work");
    }

    function _commit(uint256 n) private returns (uint256) {
        uint256 bond = bondFor(uint32(kRecords));
        vm.prank(contributor);
        contributions.commit{value: bond}(keccak256(abi.encode("per record", n)), uint32(kRecords));
        return vm.lastCallGas().gasTotalUsed;
    }

    function test_costsOfTheSteps() public {
        Case memory first = _registered(1);
        _open(first, "opening, first of datanet and contributor", 155_000);
        Case memory c = _registered(2);

        _open(c, "opening, later ones", 125_000);
        Case memory relayed = register(draft(contributor, 1024, keccak256("3")), relayer);
        (Contributions.Authorization memory a, bytes memory signature) = authorize(relayed, kContributorKey);
        vm.prank(relayer);
        contributions.openFor(relayed.opening, relayed.commitment, relayed.salt, a, signature);
        _note("opening, relayed, the signer's first", 180_000);
        relayed = register(draft(contributor, 1024, keccak256("4")), relayer);
        (a, signature) = authorize(relayed, kContributorKey);
        vm.prank(relayer);
        contributions.openFor(relayed.opening, relayed.commitment, relayed.salt, a, signature);
        _note("opening, relayed, later ones", 150_000);
        _review(c);
    }

    function _registered(uint256 n) private returns (Case memory c) {
        c = register(draft(contributor, 1024, keccak256(abi.encode(n))), contributor);
        uint256 bond = bondFor(1024);
        vm.prank(contributor);
        contributions.commit{value: bond}(keccak256(abi.encode(n)), 1024);
        _note("priority commitment", 60_000);
    }

    function _open(Case memory c, string memory what, uint256 target) private {
        open(c);
        _note(what, target);
    }

    function _review(Case memory c) private {
        mine(3);
        reviews.draw(c.opening);
        _note("draw of three", 0);
        deliver(c);
        _note("delivery", 0);
        Vote[] memory votes = new Vote[](3);
        bytes memory bitmap = new bytes(128);
        for (uint256 i = 0; i < 128; ++i) bitmap[i] = 0x7f;
        for (uint8 k = 0; k < 3; ++k) votes[k] = vote(Verdict.Accept, bitmap, k);
        for (uint8 k = 0; k < 3; ++k) sealVote(c, k, votes[k]);
        uint256 sealing = _note("sealing a vote, one of three", 0);
        openVote(c, 0, votes[0]);
        uint256 opening = _note("opening a vote on 1,024 records, the first", 0);
        emit Measured("sealing and opening a vote on 1,024 records", sealing + opening, 190_000);
        openVote(c, 1, votes[1]);
        openVote(c, 2, votes[2]);
        opening = _note("opening a vote on 1,024 records, later ones", 0);
        emit Measured("sealing and opening a vote on 1,024 records, later ones", sealing + opening, 190_000);
        finalize(c, votes);
        _note("result of three votes on 1,024 records", 0);
        pass(parameter(Key.appealWindow) + 1);
        publish(c, owner);
        _note("publishing", 0);
    }

    function _note(string memory what, uint256 target) private returns (uint256 gas) {
        gas = vm.lastCallGas().gasTotalUsed;
        emit Measured(what, gas, target);
    }
}
