// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";

/// Each attack of the design's list that these contracts have to withstand, tried from the attacker's side.
contract AttacksTest is World {
    address private constant kThief = address(0x7AE1F);

    function setUp() public override {
        super.setUp();
        vm.deal(kThief, 1000 ether);
    }

    /// Seeing a commitment in the queue and sending it first, or opening somebody's data under an own name.
    function test_priorityTheft() public {
        Opening memory o = draft(contributor, 5, keccak256("r"));
        bytes32 salt = keccak256("salt");
        bytes32 hash = contributions.commitmentOf(contributor, datanet, o.recordsRoot, 5, kTerms, salt);
        uint256 bond = bondFor(5);
        vm.prank(kThief);
        uint64 stolen = contributions.commit{value: bond}(hash, 5);
        Commitment memory c = Commitment(stolen, hash, kThief, 5, uint64(bond / 1 gwei), uint40(vm_timestamp()), 1);
        o.id = stolen;
        o.contributor = kThief;
        expectError(Contributions.WrongCommitment.selector);
        vm.prank(kThief);
        contributions.open(o, c, salt);
        o.contributor = contributor;
        expectError(Contributions.NotContributor.selector);
        vm.prank(kThief);
        contributions.open(o, c, salt);
        // What was stolen serves the victim only: with the thief's bond and an earlier number.
        vm.prank(contributor);
        contributions.open(o, c, salt);
        same(contributions.statusOf(stolen).priority, stolen, "priority");

        // Committing to a root after it was opened gets a later number.
        Case memory late = register(draft(kThief, 5, o.recordsRoot), kThief);
        open(late);
        isTrue(statusOf(late).priority > stolen, "later");
    }

    /// Passing an early priority on to records that were not in it.
    function test_priorityTheft_byResubmission() public {
        Case memory early = register(draft(kThief, 5, keccak256("junk")), kThief);
        open(early);
        vm.prank(kThief);
        contributions.withdraw(early.opening, early.commitment);
        Case memory victim = opened(5);
        Opening memory o = draft(kThief, 5, victim.opening.recordsRoot);
        o.supersedes = early.opening.id;
        Case memory late = register(o, kThief);
        vm.prank(kThief);
        contributions.resubmit(late.opening, late.commitment, late.salt, early.opening);
        isTrue(statusOf(late).priority > statusOf(victim).priority, "the copied records come after the victim's");

        // Superseding what belongs to somebody else.
        o = draft(kThief, 5, victim.opening.recordsRoot);
        o.supersedes = victim.opening.id;
        late = register(o, kThief);
        expectError(Contributions.NotContributor.selector);
        vm.prank(kThief);
        contributions.resubmit(late.opening, late.commitment, late.salt, victim.opening);
    }

    /// Opening another root than was committed to, or publishing one that was not reviewed.
    function test_rootTheft() public {
        Case memory c = judged(8, Verdict.Accept);
        pass(parameter(Key.appealWindow) + 1);
        Opening memory forged = c.opening;
        forged.recordsRoot = keccak256("other records");
        expectError(Datanets.WrongOpening.selector);
        vm.prank(owner);
        datanets.publish(forged, 0);
        forged.recordsRoot = c.opening.recordsRoot;
    }

    function test_rootTheft_payeeIsFixedByTheOpening() public {
        Case memory c = opened(8);
        draw(c);
        c.opening.payee = kThief;
        expectError(Contributions.WrongOpening.selector);
        vm.prank(contributor);
        contributions.deliver(c.opening, keccak256("s"), "");
    }

    /// A reviewer who repeats a colleague's sealed vote can never open it.
    function test_copiedVotes() public {
        Case memory c = inReview(8);
        Vote memory v = vote(Verdict.Accept, hex"0f", 1);
        sealVote(c, 0, v);
        bytes32 copied = reviews.votes(c.opening.id, 1, 0);
        vm.prank(onSeat(c, 1));
        reviews.commit(c.opening.id, 1, copied);
        sealVote(c, 2, vote(Verdict.Reject, "", 3));
        openVote(c, 0, v);
        expectError(Reviews.WrongVote.selector);
        openVote(c, 1, v);
    }

    /// Telling others one's vote before the rest is sealed: whoever was told can take the seat's penalty.
    function test_copiedVotes_bySharingTheSalt() public {
        Case memory c = inReview(8);
        Vote memory v = vote(Verdict.Accept, "", 1);
        sealVote(c, 0, v);
        uint256 before = kThief.balance;
        vm.prank(kThief);
        reviews.exposeEarly(c.opening.id, 0, v.verdict, keccak256(v.bitmap), v.reasons, v.salt);
        same(kThief.balance - before, 0.5 ether, "half of the penalty");
        sealVote(c, 1, vote(Verdict.Accept, "", 2));
        sealVote(c, 2, vote(Verdict.Accept, "", 3));
        expectError(Reviews.NotSealed.selector);
        openVote(c, 0, v);
        openVote(c, 1, vote(Verdict.Accept, "", 2));
        expectError(Reviews.RevealAlreadyOpen.selector);
        reviews.exposeEarly(c.opening.id, 2, Verdict.Accept, keccak256(""), keccak256(abi.encode("reasons", 3)), bytes32(uint256(3)));
        openVote(c, 2, vote(Verdict.Accept, "", 3));
        finalize(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
        checkMoney();
    }

    /// Computing the result from a bitmap that leaves records out, or without a reviewer's bitmap.
    function test_exclusionForgery() public {
        Case memory c = inReview(8);
        Vote[] memory votes = new Vote[](3);
        for (uint8 k = 0; k < 3; ++k) votes[k] = vote(Verdict.Accept, hex"ff", k);
        for (uint8 k = 0; k < 3; ++k) sealVote(c, k, votes[k]);
        for (uint8 k = 0; k < 3; ++k) openVote(c, k, votes[k]);
        Vote[] memory forged = new Vote[](3);
        for (uint8 k = 0; k < 3; ++k) forged[k] = vote(Verdict.Accept, k == 0 ? bytes(hex"ff") : bytes(hex"00"), k);
        vm.expectRevert(abi.encodeWithSelector(Reviews.WrongBitmap.selector, 1));
        this.finalizeExternally(c, forged);
        expectError(Reviews.BitmapsMissing.selector);
        this.finalizeExternally(c, new Vote[](2));
        // An empty bitmap is a statement of its own and can't stand in for another one either.
        forged[1].bitmap = "";
        vm.expectRevert(abi.encodeWithSelector(Reviews.WrongBitmap.selector, 1));
        this.finalizeExternally(c, forged);
        finalize(c, votes);
        expectState(c, State.Accepted);
    }

    function finalizeExternally(Case memory c, Vote[] memory votes) external {
        finalize(c, votes);
    }

    /// A datanet whose owner rejects by a panel of friends: an outside panel without any of them decides.
    function test_biasedJudge() public {
        // Six friends and the owner sit outside, too, and nobody else does: only three friends were not on the first panel.
        for (uint256 i = 0; i < kReviewers; ++i) join(reviewer(i), 2, 0);
        join(owner, 2, 0);
        for (uint256 i = 0; i < kJurors; ++i) {
            vm.prank(juror(i));
            stakes.requestWithdraw(2, 0);
        }
        mine(1);
        Case memory c = judged(8, Verdict.Reject);
        address[3] memory first = [onSeat(c, 0), onSeat(c, 1), onSeat(c, 2)];
        appeal(c, contributor);
        draw(c);
        same(panelSize(c), 3, "the other three");
        for (uint8 seat = 0; seat < panelSize(c); ++seat) {
            address who = onSeat(c, seat);
            isTrue(who != first[0] && who != first[1] && who != first[2] && who != owner, "nobody of the first panel");
        }
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
    }

    /// The owner can't skip the panel, shorten the appeal or publish what was not accepted.
    function test_biasedJudge_ownerDecidesNothing() public {
        Case memory c = judged(8, Verdict.Reject);
        pass(parameter(Key.appealWindow) + 1);
        expectError(Datanets.NotAccepted.selector);
        publish(c, owner);
        Case memory d = judged(9, Verdict.Accept);
        expectError(Datanets.AppealStillOpen.selector);
        publish(d, owner);
        vm.prank(owner);
        expectError(Contributions.NotReviews.selector);
        contributions.conclude(d.commitment, State.Rejected, 0, 1);
        vm.prank(timelock);
        expectError(Contributions.NotReviews.selector);
        contributions.beginAppeal(d.opening.id);
        vm.prank(timelock);
        expectError(Stakes.NotPanels.selector);
        stakes.slash(reviewer(0), 1, datanet, 1, timelock);
        vm.prank(owner);
        expectError(Contributions.NotDatanets.selector);
        contributions.markPublished(d.opening.id);
        vm.prank(owner);
        expectError(Reviews.NotContributions.selector);
        reviews.releasePanel(d.opening.id, 1);
    }

    /// A majority of one datanet's reviewers in one hand: can be appealed, sits on no outside panel, wins nothing.
    function test_reviewerCartel() public {
        Case memory c = judged(8, Verdict.Accept); // the cartel accepts junk
        appeal(c, address(0xAB));
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Reject, Verdict.Reject, Verdict.Reject));
        expectState(c, State.Rejected);
        pass(parameter(Key.publishWindow) + 1);
        expectError(Datanets.NotAccepted.selector);
        publish(c, owner);
        for (uint8 seat = 0; seat < 3; ++seat) {
            same(reviews.seats(c.opening.id, 1, seat).reviewer.balance, 980 ether, "no gain");
        }
    }

    /// Joining with many accounts once a contribution is known does not change who judges it.
    function test_reviewerCartel_joiningLate() public {
        Case memory c = opened(8);
        for (uint256 i = 0; i < 40; ++i) join(address(uint160(0xCA27E1 + i)), 1, datanet);
        draw(c);
        for (uint8 seat = 0; seat < 3; ++seat) {
            isTrue(uint160(onSeat(c, seat)) >= 0xA000 && uint160(onSeat(c, seat)) < 0xA000 + kReviewers, "from the snapshot");
        }
    }

    /// Getting a panel and never delivering: the bond is gone, the panel is free.
    function test_withheldData() public {
        Case memory c = opened(8);
        draw(c);
        expectError(Contributions.TooEarly.selector);
        contributions.expire(c.commitment);
        pass(parameter(Key.deliveryWindow) + 1);
        expectError(Contributions.TooLate.selector);
        deliver(c);
        contributions.expire(c.commitment);
        expectState(c, State.ExpiredUndelivered);
        same(treasury.balance, bondFor(8), "bond lost");
        for (uint8 seat = 0; seat < 3; ++seat) {
            (uint96 amount, uint96 reserved,,) = stakes.stakes(onSeat(c, seat), 1, datanet);
            same(amount, 20 ether, "stake untouched");
            same(reserved, 0, "seat free");
        }
        checkMoney();
    }

    /// Data that was accepted and is kept from the outside panel.
    function test_withheldData_inAnAppeal() public {
        Case memory c = judged(8, Verdict.Accept);
        appeal(c, address(0xAB));
        draw(c);
        pass(parameter(Key.deliveryWindow) + 1);
        contributions.expire(c.commitment);
        expectState(c, State.ExpiredUndelivered);
        same(address(0xAB).balance, 2 ether, "appeal bond back");

        // Appealing one's own rejection without giving the data away costs the bond and changes nothing.
        pass(1);
        Case memory d = judged(9, Verdict.Reject);
        appeal(d, contributor);
        draw(d);
        pass(parameter(Key.deliveryWindow) + 1);
        contributions.expire(d.commitment);
        expectState(d, State.Rejected);
        same(contributor.balance, 1 ether, "appeal bond lost");
        checkMoney();
    }

    /// Somebody else's appeal against a rejection takes nothing from a contributor who does not answer.
    function test_withheldData_silenceAfterAStrangersAppeal() public {
        Case memory c = judged(8, Verdict.Reject);
        appeal(c, address(0xAB));
        draw(c);
        pass(parameter(Key.deliveryWindow) + 1);
        contributions.expire(c.commitment);
        expectState(c, State.Rejected);
        Opening memory o = draft(contributor, 8, c.opening.recordsRoot);
        o.supersedes = c.opening.id;
        Case memory again = register(o, contributor);
        vm.deal(contributor, 1 ether);
        vm.prank(contributor);
        contributions.resubmit(again.opening, again.commitment, again.salt, c.opening);
        same(statusOf(again).priority, c.opening.id, "priority held");
    }

    /// Nobody seals, nobody opens, nobody draws: there is always a way on that anybody may take.
    function test_stuckRound() public {
        Case memory c = inReview(8);
        pass(parameter(Key.commitWindow) + parameter(Key.revealWindow) + 2);
        vm.prank(kThief);
        reviews.finalize(c.commitment, new bytes[](0));
        expectState(c, State.ExpiredUndecided);
        same(contributor.balance, 1000 ether, "bond back");
        same(treasury.balance, 1.5 ether, "three silent seats");

        Case memory d = inReview(9);
        for (uint8 k = 0; k < 3; ++k) sealVote(d, k, vote(Verdict.Accept, "", k));
        openVote(d, 0, vote(Verdict.Accept, "", 0));
        pass(parameter(Key.commitWindow) + parameter(Key.revealWindow) + 2);
        reviews.finalize(d.commitment, new bytes[](3));
        expectState(d, State.ExpiredUndecided);
        checkMoney();

        // The same records go again, with their priority.
        Opening memory o = draft(contributor, 9, d.opening.recordsRoot);
        o.supersedes = d.opening.id;
        Case memory again = register(o, contributor);
        vm.prank(contributor);
        contributions.resubmit(again.opening, again.commitment, again.salt, d.opening);
        same(statusOf(again).priority, d.opening.id, "priority");
    }

    /// A receiver that refuses coins stops nobody: what it is due waits for it.
    function test_stuckRound_byARefusingReceiver() public {
        Refusing payer = new Refusing();
        vm.deal(address(payer), 1 ether);
        Case memory c = register(draft(contributor, 8, keccak256("r")), address(payer));
        open(c);
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
        same(contributions.owed(address(payer)), bondFor(8), "owed");
        checkMoney();
        payer.collect(contributions, relayer);
        same(relayer.balance, 1000 ether + bondFor(8), "collected elsewhere");
        checkMoney();
    }

    /// An owner who does not publish: anybody does, after the owner's time.
    function test_stuckRound_ownerDoesNotPublish() public {
        Case memory c = judged(8, Verdict.Accept);
        pass(parameter(Key.appealWindow) + 1);
        expectError(Datanets.OwnerPublishesFirst.selector);
        publish(c, kThief);
        pass(parameter(Key.publishWindow) + 1);
        publish(c, kThief);
        expectState(c, State.Published);
    }

    /// Taking the stake out as soon as one is drawn.
    function test_penaltyEvasion() public {
        Case memory c = inReview(8);
        address who = onSeat(c, 0);
        vm.prank(who);
        stakes.requestWithdraw(1, datanet);
        pass(parameter(Key.stakeCooldown) + 1);
        expectError(Stakes.StakeReserved.selector);
        vm.prank(who);
        stakes.withdraw(1, datanet);
        pass(parameter(Key.commitWindow) + parameter(Key.revealWindow) + 2);
        reviews.finalize(c.commitment, new bytes[](0));
        uint256 before = who.balance;
        vm.prank(who);
        stakes.withdraw(1, datanet);
        same(who.balance - before, 19 ether, "the penalty was taken first");
        checkMoney();
    }

    /// Leaving between the opening and the draw does not get one off the panel while the stake is still there.
    function test_penaltyEvasion_leavingBeforeTheDraw() public {
        Case memory c = opened(8);
        for (uint256 i = 0; i < kReviewers; ++i) {
            vm.prank(reviewer(i));
            stakes.requestWithdraw(1, datanet);
        }
        same(stakes.size(1, datanet), 0, "nobody left");
        draw(c);
        same(panelSize(c), 3, "drawn from the snapshot");
    }

    /// Judging many cases with the stake of one.
    function test_penaltyEvasion_oneStakeManySeats() public {
        uint256 seats = 0;
        for (uint32 i = 0; i < 60; ++i) {
            Case memory c = opened(i + 1);
            mine(2);
            try reviews.draw(c.opening) {
                seats += panelSize(c);
            } catch {}
        }
        uint256 covered = 0;
        for (uint256 i = 0; i < kReviewers; ++i) {
            (uint96 amount, uint96 reserved,,) = stakes.stakes(reviewer(i), 1, datanet);
            isTrue(reserved <= amount, "no stake is promised twice");
            covered += reserved;
        }
        same(covered, seats * 1 ether, "every seat is covered");
        isTrue(seats > 100, "up to the last free stake");
    }

    /// A panel that does not suit is not exchanged for free.
    function test_biasedJudge_panelShopping() public {
        Case memory c = opened(8);
        draw(c);
        uint256 before = contributor.balance;
        vm.prank(contributor);
        contributions.withdraw(c.opening, c.commitment);
        same(contributor.balance, before, "no bond back");
    }

    /// The same signature twice, on another contract, another chain, another case, too late, or with other terms.
    function test_replay() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), relayer);
        (Contributions.Authorization memory a, bytes memory signature) = authorize(c, kContributorKey);

        vm.chainId(99);
        expectError(Contributions.WrongSignature.selector);
        this.openForExternally(c, a, signature);
        expectError(Contributions.WrongCommitment.selector);
        vm.prank(contributor);
        contributions.open(c.opening, c.commitment, c.salt); // the commitment is bound to its chain, too
        vm.chainId(31337);

        a.maximumFee += 1;
        expectError(Contributions.WrongSignature.selector);
        this.openForExternally(c, a, signature);
        a.maximumFee -= 1;

        c.opening.payee = kThief;
        expectError(Contributions.WrongSignature.selector);
        this.openForExternally(c, a, signature);
        c.opening.payee = contributor;

        a.parametersId = 2;
        expectError(Contributions.ParametersDiffer.selector);
        this.openForExternally(c, a, signature);
        a.parametersId = 1;

        this.openForExternally(c, a, signature);
        Case memory d = register(draft(contributor, 5, keccak256("r")), relayer);
        d.salt = c.salt;
        expectError(bytes4(keccak256("InvalidAccountNonce(address,uint256)")));
        this.openForExternally(d, a, signature);

        (a, signature) = authorize(d, kContributorKey);
        pass(2 hours);
        expectError(Contributions.TooLate.selector);
        this.openForExternally(d, a, signature);
    }

    function test_replay_onAnotherDeployment() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), relayer);
        (Contributions.Authorization memory a, bytes memory signature) = authorize(c, kContributorKey);
        deploy();
        vm.prank(owner);
        datanets.create(1, kTerms, "", "", "");
        Case memory d = register(draft(contributor, 5, keccak256("r")), relayer);
        same(d.opening.id, c.opening.id, "the very same case otherwise");
        expectError(Contributions.WrongSignature.selector);
        this.openForExternally(d, a, signature);
    }

    function openForExternally(Case memory c, Contributions.Authorization memory a, bytes memory signature) external {
        contributions.openFor(c.opening, c.commitment, c.salt, a, signature);
    }

    /// Nobody but the signer can use a nonce up.
    function testFuzz_replay_onlyTheSignerSpendsANonce(uint256 key) public {
        key = within(key, 1, type(uint128).max);
        vm.assume(key != kContributorKey);
        Case memory c = register(draft(contributor, 5, keccak256("r")), relayer);
        (Contributions.Authorization memory a,) = authorize(c, kContributorKey);
        bytes memory forged = signed(key, contributions.submissionDigest(c.opening, a));
        expectError(Contributions.WrongSignature.selector);
        this.openForExternally(c, a, forged);
        same(contributions.nonces(contributor), 0, "nonce");
    }

    /// Parameters changed by governance do not reach a case that has begun.
    function test_governanceCapture() public {
        Case memory c = inReview(8);
        uint8[] memory keys = new uint8[](2);
        uint64[] memory values = new uint64[](2);
        (keys[0], values[0]) = (Key.seatPenalty, 10_000_000_000);
        (keys[1], values[1]) = (Key.revealWindow, 1);
        expectError(Parameters.NotOwner.selector);
        vm.prank(kThief);
        parameters.set(keys, values);
        vm.prank(timelock);
        parameters.set(keys, values);
        for (uint8 k = 0; k < 2; ++k) sealVote(c, k, vote(Verdict.Accept, "", k));
        pass(3600 + 600);
        for (uint8 k = 0; k < 2; ++k) openVote(c, k, vote(Verdict.Accept, "", k));
        pass(1801);
        finalize(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(c, State.Accepted);
        (uint96 amount,,,) = stakes.stakes(onSeat(c, 2), 1, datanet);
        same(amount, 19 ether, "the penalty of the commitment's parameters");
    }

    /// An appeal for its own sake costs its bond; nobody gains by it.
    function test_frivolousChallenge() public {
        Case memory c = judged(8, Verdict.Accept);
        expectError(Reviews.WrongBond.selector);
        vm.prank(kThief);
        reviews.appeal{value: 1}(c.opening, 0);
        appeal(c, kThief);
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        same(kThief.balance, 1 ether, "bond gone");
        expectError(Reviews.WrongState.selector);
        vm.prank(kThief);
        reviews.appeal{value: 1 ether}(c.opening, 0);
    }

    /// A correction of somebody else's records takes neither their place nor their priority; the original stands as it was.
    function test_correctionTheft() public {
        Case memory c = judged(8, Verdict.Accept);
        pass(parameter(Key.appealWindow) + 1);
        publish(c, owner);
        bytes32 stored = contributions.openings(c.opening.id);
        Opening memory o = draft(kThief, 8, keccak256("corrected"));
        (o.removalsCount, o.removalsRoot, o.baseVersion) = (8, c.opening.recordsRoot, 1);
        o.supersedes = c.opening.id;
        Case memory theft = register(o, kThief);
        expectError(Contributions.NotContributor.selector);
        vm.prank(kThief);
        contributions.resubmit(theft.opening, theft.commitment, theft.salt, c.opening);
        o.supersedes = 0;
        theft = register(o, kThief);
        open(theft);
        same(statusOf(theft).priority, theft.opening.id, "a priority of its own, and later");
        draw(theft);
        deliver(theft);
        judge(theft, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        pass(parameter(Key.appealWindow) + 1);
        publish(theft, owner);
        same(contributions.openings(c.opening.id), stored, "the original's payee and root");
        same(datanets.publishedIn(c.opening.id), 1, "its version");
        same(statusOf(c).acceptedCount, 8, "its records");
    }

    /// Many contributions of one record to hold all of the reviewers' stake: who comes after them waits or goes again with
    /// priority and bond; the reviewers lose nothing.
    function test_griefing_byDust() public {
        Case memory victim = opened(8);
        uint256 held = 0;
        for (uint32 i = 0; i < 45; ++i) {
            Case memory dust = register(draft(kThief, 1, keccak256(abi.encode("dust", i))), kThief);
            open(dust);
            mine(2);
            try reviews.draw(dust.opening) {
                ++held;
            } catch {}
        }
        isTrue(held > 35, "all stake is held");
        expectError(Reviews.NotEnoughReviewers.selector);
        reviews.draw(victim.opening);
        pass(parameter(Key.drawWindow) + 1);
        contributions.expire(victim.commitment);
        expectState(victim, State.ExpiredUndecided);
        same(contributor.balance, 1000 ether, "the victim's bond is back");
        uint256 before = treasury.balance;
        for (uint64 id = victim.opening.id + 1; id <= contributions.sequence(); ++id) {
            if (contributions.statusOf(id).state != State.PanelDrawn) continue;
            contributions.expire(_dust(id));
        }
        same(treasury.balance - before, held * bondFor(1), "each cost its sender the bond");
        for (uint256 i = 0; i < kReviewers; ++i) {
            (uint96 amount, uint96 reserved,,) = stakes.stakes(reviewer(i), 1, datanet);
            same(amount, 20 ether, "no reviewer lost anything");
            same(reserved, 0, "and all are free");
        }
        Opening memory o = draft(contributor, 8, victim.opening.recordsRoot);
        o.supersedes = victim.opening.id;
        Case memory again = register(o, contributor);
        vm.prank(contributor);
        contributions.resubmit(again.opening, again.commitment, again.salt, victim.opening);
        same(statusOf(again).priority, victim.opening.id, "priority held");
        draw(again);
        checkMoney();
    }

    function _dust(uint64 id) private view returns (Commitment memory c) {
        uint256 n = id - 2; // the victim is 1
        bytes32 root = keccak256(abi.encode("dust", uint32(n)));
        bytes32 salt = keccak256(abi.encode("salt", root, kThief));
        bytes32 hash = contributions.commitmentOf(kThief, datanet, root, 1, kTerms, salt);
        uint64 bond = uint64(bondFor(1) / 1 gwei);
        uint256 at = contributions.statusOf(id).roundBlock - 1001 + 1_800_000_001;
        c = Commitment(id, hash, kThief, 1, bond, uint40(at), 1);
        same(contributions.commitments(id), keccak256(abi.encode(c)), "the commitment");
    }
}

contract Refusing {
    function collect(Contributions contributions, address to) external {
        contributions.collect(payable(to));
    }
}
