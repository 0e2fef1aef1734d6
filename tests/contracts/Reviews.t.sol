// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";

contract ReviewsTest is World {
    function test_panelComesFromALaterBlockAndTheSnapshotBefore() public {
        Case memory c = opened(8);
        join(address(0xF00D), 1, datanet); // in the opening's own block: too late for this panel
        expectError(Reviews.SeedNotReady.selector);
        reviews.draw(c.opening);
        mine(1);
        expectError(Reviews.SeedNotReady.selector);
        reviews.draw(c.opening);
        draw(c);
        same(stakes.sizeAt(1, datanet, statusOf(c).roundBlock - 1), kReviewers, "snapshot");
        for (uint8 seat = 0; seat < 3; ++seat) isTrue(onSeat(c, seat) != address(0xF00D), "not the late one");
        expectError(Reviews.WrongState.selector);
        reviews.draw(c.opening);
    }

    function test_aSeedOutOfReachIsReplaced() public {
        Case memory c = opened(8);
        vm.roll(vm_blockNumber() + 300);
        reviews.draw(c.opening);
        expectState(c, State.Opened);
        isTrue(reviews.rounds(c.opening.id, 1).seedBlock > 1300, "a new block is named");
        draw(c);
        expectState(c, State.PanelDrawn);
    }

    function testFuzz_whoCanGainIsNeverOnThePanel(uint256 dice) public {
        vm.setBlockhash(vm_blockNumber(), keccak256(abi.encode(dice)));
        join(contributor, 1, datanet);
        join(owner, 1, datanet);
        join(relayer, 1, datanet);
        mine(1);
        Opening memory o = draft(contributor, 3, keccak256(abi.encode(dice)));
        o.payee = relayer;
        Case memory c = register(o, contributor);
        open(c);
        mine(2);
        vm.setBlockhash(vm_blockNumber() - 1, keccak256(abi.encode("seed", dice)));
        reviews.draw(c.opening);
        for (uint8 a = 0; a < 3; ++a) {
            address who = onSeat(c, a);
            isTrue(who != contributor && who != owner && who != relayer, "nobody who can gain");
            for (uint8 b = 0; b < a; ++b) isTrue(who != onSeat(c, b), "everybody once");
        }
    }

    function test_recordsAreDecidedOneByOne() public {
        Case memory c = inReview(10);
        Vote[] memory votes = new Vote[](3);
        votes[0] = vote(Verdict.Accept, hex"ff03", 1); // all ten
        votes[1] = vote(Verdict.Accept, hex"0f00", 2); // 0..3
        votes[2] = vote(Verdict.Reject, hex"3102", 3); // 0, 4, 5, 9
        judge(c, votes);
        expectState(c, State.PartlyAccepted);
        // two of three: 0..3 by the first two, 4, 5 and 9 by the first and the last
        same(reviews.acceptedBitmaps(c.opening.id, 1), keccak256(hex"3f02"), "accepted bitmap");
        same(statusOf(c).acceptedCount, 7, "count");
        same(reviews.bitmapHashes(c.opening.id, 1, 1), keccak256(hex"0f00"), "bitmap hash");
        same(reviews.reasonsHashes(c.opening.id, 1, 2), votes[2].reasons, "reasons hash");
    }

    function test_anEmptyBitmapMeansWhatItsVerdictSays() public {
        Case memory c = inReview(8);
        Vote[] memory votes = new Vote[](3);
        votes[0] = vote(Verdict.Accept, "", 1); // all
        votes[1] = vote(Verdict.Accept, hex"0f", 2);
        votes[2] = vote(Verdict.Reject, "", 3); // none
        judge(c, votes);
        expectState(c, State.PartlyAccepted);
        same(reviews.acceptedBitmaps(c.opening.id, 1), keccak256(hex"0f"), "accepted bitmap");
    }

    function test_verdicts() public {
        _expectResult(three(Verdict.Accept, Verdict.Accept, Verdict.Reject), State.Accepted);
        _expectResult(three(Verdict.ChangesRequested, Verdict.ChangesRequested, Verdict.Accept), State.ChangesRequested);
        _expectResult(three(Verdict.Reject, Verdict.Reject, Verdict.Accept), State.Rejected);
        _expectResult(three(Verdict.Accept, Verdict.Reject, Verdict.ChangesRequested), State.ExpiredUndecided);
        Vote[] memory votes = three(Verdict.Accept, Verdict.Accept, Verdict.Accept);
        for (uint256 k = 0; k < 3; ++k) votes[k].bitmap = hex"00";
        _expectResult(votes, State.Rejected);
        checkMoney();
    }

    function _expectResult(Vote[] memory votes, State expected) private {
        uint256 before = contributor.balance;
        Case memory c = inReview(8);
        judge(c, votes);
        expectState(c, expected);
        same(contributor.balance, before, "the bond comes back whatever the verdict");
        for (uint8 seat = 0; seat < 3; ++seat) {
            (uint96 amount, uint96 reserved,,) = stakes.stakes(onSeat(c, seat), 1, datanet);
            same(amount, 20 ether, "honest disagreement costs nothing");
            same(reserved, 0, "free again");
        }
        pass(1);
    }

    function test_noRightIsForOutsidePanels() public {
        Case memory c = inReview(8);
        for (uint8 k = 0; k < 3; ++k) sealVote(c, k, vote(Verdict.NoRight, "", k));
        expectError(Reviews.VerdictNotAllowed.selector);
        openVote(c, 0, vote(Verdict.NoRight, "", 0));
    }

    function test_votesOpenOnlyWhenAllAreSealedOrTimeIsOver() public {
        Case memory c = inReview(8);
        sealVote(c, 0, vote(Verdict.Accept, "", 0));
        sealVote(c, 1, vote(Verdict.Accept, "", 1));
        expectError(Reviews.RevealNotOpen.selector);
        openVote(c, 0, vote(Verdict.Accept, "", 0));
        pass(parameter(Key.commitWindow) + 1);
        openVote(c, 0, vote(Verdict.Accept, "", 0));
        openVote(c, 1, vote(Verdict.Accept, "", 1));
        Vote[] memory votes = three(Verdict.Accept, Verdict.Accept, Verdict.Accept);
        expectError(Reviews.NotFinishable.selector);
        finalize(c, votes);
        pass(parameter(Key.revealWindow) + 1);
        finalize(c, votes);
        expectState(c, State.Accepted);
        (uint96 amount, uint96 reserved,,) = stakes.stakes(onSeat(c, 2), 1, datanet);
        same(amount, 19 ether, "who said nothing pays");
        same(reserved, 0, "and is free");
        same(address(0).balance, 0.5 ether, "half burned");
        same(treasury.balance, 0.5 ether, "half to the treasury");
        checkMoney();
    }

    function test_aVoteIsOpenedAsItWasSealed() public {
        Case memory c = inReview(8);
        for (uint8 k = 0; k < 3; ++k) sealVote(c, k, vote(Verdict.Accept, hex"ff", k));
        expectError(Reviews.WrongVote.selector);
        openVote(c, 0, vote(Verdict.Reject, hex"ff", 0));
        expectError(Reviews.WrongVote.selector);
        openVote(c, 0, vote(Verdict.Accept, hex"fe", 0));
        expectError(Reviews.WrongVote.selector);
        openVote(c, 0, vote(Verdict.Accept, hex"ff", 7));
        expectError(Reviews.MalformedBitmap.selector);
        openVote(c, 0, vote(Verdict.Accept, hex"ffff", 0));
        openVote(c, 0, vote(Verdict.Accept, hex"ff", 0));
        expectError(Reviews.NotSealed.selector);
        openVote(c, 0, vote(Verdict.Accept, hex"ff", 0));
    }

    function test_removalsAloneCanBeAccepted() public {
        Opening memory o = draft(contributor, 0, bytes32(0));
        o.removalsCount = 4;
        o.removalsRoot = keccak256("removals");
        Case memory c = register(o, contributor);
        open(c);
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Reject));
        expectState(c, State.Accepted);
    }

    function test_appealThatChangesTheResultGetsItsBondBack() public {
        Case memory c = judged(8, Verdict.Reject);
        uint256 bond = parameter(Key.appealBond) * 1 gwei;
        appeal(c, address(0xAB));
        same(address(0xAB).balance, 1 ether, "bond taken");
        expectState(c, State.Opened);
        same(statusOf(c).round, 2, "round");
        checkMoney();
        draw(c);
        for (uint8 seat = 0; seat < 3; ++seat) {
            isTrue(uint160(onSeat(c, seat)) >= 0xB000 && uint160(onSeat(c, seat)) < 0xB007, "a juror");
        }
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
        same(address(0xAB).balance, bond + 1 ether, "bond back");
        expectError(Reviews.WrongState.selector);
        reviews.appeal(c.opening, 0);
        pass(1);
        publish(c, owner);
        checkMoney();
    }

    function test_appealThatChangesNothingLosesItsBond() public {
        Case memory c = judged(8, Verdict.Accept);
        appeal(c, address(0xAB));
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
        same(address(0xAB).balance, 1 ether, "bond lost");
        same(treasury.balance, 0.5 ether, "half to the treasury");
        same(address(0).balance, 0.5 ether, "half burned");
        checkMoney();
    }

    function test_appealThatChangesOnlyTheRecordsGetsItsBondBack() public {
        Case memory c = inReview(8);
        Vote[] memory votes = three(Verdict.Accept, Verdict.Accept, Verdict.Accept);
        for (uint256 k = 0; k < 3; ++k) votes[k].bitmap = hex"0f";
        judge(c, votes);
        appeal(c, address(0xAB));
        draw(c);
        deliver(c);
        for (uint256 k = 0; k < 3; ++k) votes[k].bitmap = hex"f0";
        judge(c, votes);
        expectState(c, State.PartlyAccepted);
        same(statusOf(c).acceptedCount, 4, "as many, but others");
        same(statusOf(c).decidedRound, 2, "round 2 decides");
        same(address(0xAB).balance, 2 ether, "bond back");
    }

    /// Accepting none of the records is rejecting them: no record fares otherwise, whatever the votes are called.
    function test_appealThatOnlyRenamesTheResultLosesItsBond() public {
        for (uint256 way = 0; way < 2; ++way) {
            Vote[][2] memory rounds;
            rounds[way] = three(Verdict.Accept, Verdict.Accept, Verdict.Accept);
            for (uint256 k = 0; k < 3; ++k) rounds[way][k].bitmap = hex"00";
            rounds[1 - way] = three(Verdict.Reject, Verdict.Reject, Verdict.Reject);
            Case memory c = inReview(8);
            judge(c, rounds[0]);
            expectState(c, State.Rejected);
            appeal(c, address(0xAB));
            draw(c);
            deliver(c);
            judge(c, rounds[1]);
            expectState(c, State.Rejected);
            same(address(0xAB).balance, 1 ether, "bond lost");
            checkMoney();
        }
    }

    function test_votesAreNotOpenedAfterTheirTime() public {
        Case memory c = inReview(8);
        for (uint8 k = 0; k < 3; ++k) sealVote(c, k, vote(Verdict.Accept, "", k));
        pass(parameter(Key.commitWindow) + parameter(Key.revealWindow));
        openVote(c, 0, vote(Verdict.Accept, "", 0));
        pass(1);
        expectError(Reviews.TooLate.selector);
        openVote(c, 1, vote(Verdict.Accept, "", 1));
    }

    function test_appealsEnd() public {
        Case memory c = judged(8, Verdict.Accept);
        pass(parameter(Key.appealWindow) + 1);
        expectError(Reviews.AppealClosed.selector);
        reviews.appeal{value: 1 ether}(c.opening, 0);
    }

    function test_undecidedAppealLeavesTheEarlierResult() public {
        Case memory c = judged(8, Verdict.Accept);
        appeal(c, address(0xAB));
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Reject, Verdict.ChangesRequested));
        expectState(c, State.Accepted);
        same(statusOf(c).decidedRound, 1, "round 1 decides");
        same(statusOf(c).acceptedCount, 8, "count");
        same(address(0xAB).balance, 2 ether, "bond back");
        pass(1);
        publish(c, owner);
        checkMoney();
    }

    function test_outsidePanelMayFindThatThereWasNoRight() public {
        Case memory c = judged(8, Verdict.Accept);
        appeal(c, address(0xAB));
        draw(c);
        deliver(c);
        judge(c, three(Verdict.NoRight, Verdict.NoRight, Verdict.Accept));
        expectState(c, State.NoRight);
        Opening memory o = draft(contributor, 8, c.opening.recordsRoot);
        o.supersedes = c.opening.id;
        Case memory again = register(o, contributor);
        expectError(Contributions.WrongState.selector);
        vm.prank(contributor);
        contributions.resubmit(again.opening, again.commitment, again.salt, c.opening);
    }

    function testFuzz_anyThreeVotesEndInAResult(uint256 dice) public {
        Case memory c = inReview(16);
        Vote[] memory votes = new Vote[](3);
        for (uint8 k = 0; k < 3; ++k) {
            uint256 d = uint256(keccak256(abi.encode(dice, k)));
            bytes memory bitmap = d % 3 == 0 ? bytes("") : abi.encodePacked(uint16(d >> 8));
            votes[k] = vote(Verdict(1 + (d >> 32) % 3), bitmap, k);
        }
        judge(c, votes);
        Status memory s = statusOf(c);
        isTrue(uint256(s.state) >= 4, "ended");
        isTrue((s.state == State.Accepted) == (s.acceptedCount == 16), "all and Accepted are the same");
        checkMoney();
    }
}
