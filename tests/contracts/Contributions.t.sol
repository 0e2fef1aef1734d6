// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {OPENING_TYPEHASH} from "contracts/Types.sol";
import {Vm} from "./Test.sol";
import "./World.sol";

contract ContributionsTest is World {
    function test_lifeOfAnAcceptedContribution() public {
        uint256 before = contributor.balance;
        Case memory c = opened(1024);
        expectState(c, State.Opened);
        same(before - contributor.balance, bondFor(1024), "bond paid");
        draw(c);
        expectState(c, State.PanelDrawn);
        same(panelSize(c), 3, "panel size");
        deliver(c);
        expectState(c, State.InReview);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
        same(contributor.balance, before, "bond back");
        same(statusOf(c).acceptedCount, 1024, "accepted");
        pass(parameter(Key.appealWindow) + 1);
        publish(c, owner);
        expectState(c, State.Published);
        same(datanets.publishedIn(c.opening.id), 1, "version");
        checkMoney();
    }

    function test_commitTakesExactBondAndBoundsCount() public {
        vm.expectRevert(abi.encodeWithSelector(Contributions.WrongBond.selector, bondFor(10)));
        vm.prank(contributor);
        contributions.commit{value: 1}(keccak256("x"), 10);
        expectError(Contributions.TooManyRecords.selector);
        contributions.commit(keccak256("x"), 262145);
    }

    function test_openNeedsTheVerySameDeclaration() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), contributor);
        Case memory other = c;
        other.opening.recordsRoot = keccak256("another");
        _expectOpenFails(other, Contributions.WrongCommitment.selector);
        c.opening.recordsRoot = keccak256("r");
        c.opening.count = 6;
        _expectOpenFails(c, Contributions.WrongCommitment.selector);
        c.opening.count = 5;
        c.commitment.bondGwei += 1;
        _expectOpenFails(c, Contributions.WrongCommitment.selector);
        c.commitment.bondGwei -= 1;
        c.opening.payee = address(0);
        _expectOpenFails(c, Contributions.PayeeMissing.selector);
        c.opening.payee = contributor;
        c.opening.baseVersion = 1;
        _expectOpenFails(c, Datanets.UnknownVersion.selector);
        c.opening.baseVersion = 0;
        open(c);
        _expectOpenFails(c, Contributions.WrongState.selector);
    }

    function _expectOpenFails(Case memory c, bytes4 selector) private {
        expectError(selector);
        vm.prank(c.opening.contributor);
        contributions.open(c.opening, c.commitment, c.salt);
    }

    /// Neither a root of removals that nobody counts, nor a count of removals that no root binds.
    function test_removalsRootIsZeroWhereNothingIsRemoved() public {
        Opening memory o = draft(contributor, 5, keccak256("r"));
        o.removalsRoot = keccak256("removals");
        Case memory c = register(o, contributor);
        _expectOpenFails(c, Contributions.WrongOpening.selector);
        (c.opening.removalsRoot, c.opening.removalsCount) = (bytes32(0), 3);
        _expectOpenFails(c, Contributions.WrongOpening.selector);
        c.opening.removalsRoot = keccak256("removals");
        open(c);
        expectState(c, State.Opened);
        c = register(draft(contributor, 0, keccak256("none")), contributor);
        _expectOpenFails(c, Contributions.NoRecords.selector);
    }

    function test_openForIsPaidByARelayer() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), relayer);
        (Contributions.Authorization memory a, bytes memory signature) = authorize(c, kContributorKey);
        uint256 before = contributor.balance;
        vm.prank(relayer);
        contributions.openFor(c.opening, c.commitment, c.salt, a, signature);
        expectState(c, State.Opened);
        same(contributor.balance, before, "contributor paid nothing");
        same(contributions.nonces(contributor), 1, "nonce");
        draw(c);
        bytes32 typeHash = keccak256(
            "Delivery(uint64 id,uint8 round,bytes32 sealedBundleHash,string locator,uint256 nonce,uint256 deadline)"
        );
        uint256 deadline = vm_timestamp() + 60;
        bytes32 structHash = keccak256(
            abi.encode(typeHash, c.opening.id, uint8(1), keccak256("s"), keccak256(bytes("loc")), uint256(1), deadline)
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", _domain(), structHash));
        vm.prank(relayer);
        contributions.deliverFor(c.opening, keccak256("s"), "loc", 1, deadline, signed(kContributorKey, digest));
        expectState(c, State.InReview);
        same(
            contributions.deliveries(c.opening.id), keccak256(abi.encode(uint8(1), keccak256("s"), "loc")), "delivery slot"
        );
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        same(relayer.balance, 1000 ether, "the bond goes back to who paid it");
    }

    function _domain() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Datanet Contributions"),
                keccak256("1"),
                block.chainid,
                address(contributions)
            )
        );
    }

    function test_everyOpeningIsCountedForDatanetAndContributor() public {
        Case memory a = opened(1);
        Case memory b = opened(2);
        uint192 acc = uint192(uint256(keccak256(abi.encode(bytes32(0), contributions.openings(a.opening.id)))));
        acc = uint192(uint256(keccak256(abi.encode(acc, contributions.openings(b.opening.id)))));
        same(contributions.ofDatanet(datanet).acc, acc, "datanet acc");
        same(contributions.ofContributor(contributor).acc, acc, "contributor acc");
        same(contributions.ofDatanet(datanet).count, 2, "datanet count");
        same(contributions.ofContributor(contributor).count, 2, "contributor count");
        bytes32 slot = keccak256(abi.encode(contributor, uint256(11)));
        same(uint256(vm.load(address(contributions), slot)), (uint256(acc) << 64) | 2, "one slot");
    }

    /// The event carries the preimage of what is stored, field by field.
    function test_openedCarriesThePreimageOfItsHash() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), contributor);
        vm.recordLogs();
        open(c);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs.length, 1, "events");
        same(logs[0].emitter, address(contributions), "emitter");
        same(logs[0].topics.length, 4, "topics");
        same(logs[0].topics[0], Contributions.Opened.selector, "which event");
        same(uint256(logs[0].topics[1]), c.opening.id, "id");
        same(uint256(logs[0].topics[2]), datanet, "datanet");
        same(address(uint160(uint256(logs[0].topics[3]))), contributor, "contributor");
        same(keccak256(logs[0].data), keccak256(abi.encode(c.opening)), "the opening");
        same(
            contributions.openings(c.opening.id),
            keccak256(abi.encodePacked(OPENING_TYPEHASH, logs[0].data)),
            "hash of what the event carries"
        );
    }

    function test_statusIsOneSlotAsPublished() public {
        Case memory c = opened(77);
        bytes32 slot = keccak256(abi.encode(c.opening.id, uint256(8)));
        uint256 word = uint256(vm.load(address(contributions), slot));
        Status memory s = statusOf(c);
        same(uint8(word), uint256(State.Opened), "state");
        same(uint8(word >> 8), 1, "round");
        same(uint8(word >> 24), 1, "bond held");
        same(uint24(word >> 32), s.parametersId, "parameters");
        same(uint32(word >> 56), 77, "count");
        same(uint40(word >> 120), s.deadline, "deadline");
        same(uint40(word >> 160), s.roundBlock, "round block");
        same(word >> 200, s.priority, "priority");
    }

    function test_notOpenedInTimeLosesTheBond() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), contributor);
        expectError(Contributions.TooEarly.selector);
        contributions.expire(c.commitment);
        pass(parameter(Key.openWindow) + 1);
        _expectOpenFails(c, Contributions.TooLate.selector);
        contributions.expire(c.commitment);
        expectState(c, State.ExpiredUnopened);
        same(treasury.balance, bondFor(5), "bond to the treasury");
        expectError(Contributions.WrongState.selector);
        contributions.expire(c.commitment);
        checkMoney();
    }

    function test_noPanelInTimeGivesTheBondBack() public {
        Case memory c = opened(5);
        pass(parameter(Key.drawWindow) + 1);
        expectError(Reviews.TooLate.selector);
        reviews.draw(c.opening);
        contributions.expire(c.commitment);
        expectState(c, State.ExpiredUndecided);
        same(contributor.balance, 1000 ether, "bond back");
        checkMoney();
    }

    function test_withdrawBeforeAndAfterTheDraw() public {
        Case memory c = opened(5);
        expectError(Contributions.NotContributor.selector);
        contributions.withdraw(c.opening, c.commitment);
        vm.prank(contributor);
        contributions.withdraw(c.opening, c.commitment);
        expectState(c, State.Withdrawn);
        same(contributor.balance, 1000 ether, "bond back");

        Case memory d = inReview(6);
        vm.prank(contributor);
        contributions.withdraw(d.opening, d.commitment);
        expectState(d, State.Withdrawn);
        same(treasury.balance, bondFor(6), "bond lost after the draw");
        (, uint96 reserved,,) = stakes.stakes(reviews.seats(d.opening.id, 1, 0).reviewer, 1, datanet);
        same(reserved, 0, "seats are free again");
        checkMoney();
    }

    function test_withdrawIsOverOnceVotesMayBeOpened() public {
        Case memory c = inReview(5);
        for (uint8 seat = 0; seat < 3; ++seat) sealVote(c, seat, vote(Verdict.Reject, "", seat));
        expectError(Reviews.RevealAlreadyOpen.selector);
        vm.prank(contributor);
        contributions.withdraw(c.opening, c.commitment);
    }

    function test_resubmissionWithTheSameRootKeepsThePriority() public {
        Case memory c = opened(5);
        vm.prank(contributor);
        contributions.withdraw(c.opening, c.commitment);
        Case memory d = _again(c, c.opening.recordsRoot);
        vm.prank(contributor);
        contributions.resubmit(d.opening, d.commitment, d.salt, c.opening);
        expectState(c, State.Superseded);
        expectState(d, State.Opened);
        same(statusOf(d).priority, c.opening.id, "priority");
        expectError(Contributions.WrongState.selector);
        vm.prank(contributor);
        contributions.resubmit(d.opening, d.commitment, d.salt, c.opening);
    }

    function test_priorityLapsesAfterItsHold() public {
        Case memory c = opened(5);
        vm.prank(contributor);
        contributions.withdraw(c.opening, c.commitment);
        pass(parameter(Key.priorityHold) + 1);
        Case memory d = _again(c, c.opening.recordsRoot);
        expectError(Contributions.PriorityLapsed.selector);
        vm.prank(contributor);
        contributions.resubmit(d.opening, d.commitment, d.salt, c.opening);
    }

    function _again(Case memory c, bytes32 root) internal returns (Case memory d) {
        Opening memory o = draft(contributor, c.opening.count, root);
        o.supersedes = c.opening.id;
        d = register(o, contributor);
    }

    function test_submissionFeeGoesToTheTreasury() public {
        uint8[] memory keys = new uint8[](1);
        uint64[] memory values = new uint64[](1);
        (keys[0], values[0]) = (Key.submissionFee, 500);
        vm.prank(timelock);
        parameters.set(keys, values);
        Case memory c = register(draft(contributor, 5, keccak256("r")), contributor);
        _expectOpenFails(c, Contributions.WrongFee.selector);
        open(c);
        same(treasury.balance, 500 gwei, "fee");
    }

    function testFuzz_anyDeclarationOpensWithItsOwnPreimageOnly(
        bytes32 root,
        bytes32 salt,
        uint32 count,
        uint256 field,
        bytes32 noise
    ) public {
        Opening memory o = draft(contributor, uint32(within(count, 1, 100_000)), root);
        Case memory c;
        c.opening = o;
        c.salt = salt;
        bytes32 hash = contributions.commitmentOf(contributor, datanet, root, o.count, kTerms, salt);
        uint256 bond = bondFor(o.count);
        vm.prank(contributor);
        c.opening.id = contributions.commit{value: bond}(hash, o.count);
        c.commitment = Commitment(
            c.opening.id, hash, contributor, o.count, uint64(bond / 1 gwei), uint40(vm_timestamp()), 1
        );
        bytes32 wrong = keccak256(abi.encode(noise));
        field = field % 3;
        if (field == 0) c.salt = wrong;
        if (field == 1) c.opening.recordsRoot = wrong;
        if (field == 2) c.opening.termsHash = wrong;
        _expectOpenFails(c, Contributions.WrongCommitment.selector);
        (c.salt, c.opening.recordsRoot, c.opening.termsHash) = (salt, root, kTerms);
        open(c);
        expectState(c, State.Opened);
    }
}
