// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// Models, escrow, epochs, proposals, claims: what each step does and refuses.
contract RewardsTest is RewardsWorld {
    // ---- models

    function test_modelIsWhatItsHashSays() public {
        same(models.models(modelId), keccak256(abi.encode(model)), "model");
        same(models.versionAcc(modelId), keccak256(abi.encode(bytes32(0), keccak256(abi.encode(model)))), "acc");
        Model memory next = model;
        next.priceOut = 1 ether;
        vm.prank(owner);
        models.update(next, model, "Glossary", "http://model");
        next.version = 2;
        same(models.models(modelId), keccak256(abi.encode(next)), "updated");
        expectError(Models.WrongModel.selector);
        vm.prank(owner);
        models.update(next, model, "Glossary", "http://model");
    }

    function test_identityOfAModelNeverChanges() public {
        Model memory next = modelAt(modelId, 1);
        next.owner = provider;
        expectError(Models.Unchangeable.selector);
        vm.prank(owner);
        models.update(next, model, "Glossary", "http://model");
        expectError(Models.NotModelOwner.selector);
        vm.prank(provider);
        models.update(model, model, "Glossary", "http://model");
    }

    function test_royaltyCycle_parentsAreOlderAndEightDeep() public {
        Model memory draft = modelDraft();
        draft.parent = modelId + 1; // itself
        expectError(Models.UnknownParent.selector);
        _register(draft);
        draft.parent = modelId;
        for (uint256 depth = 1; depth <= 8; ++depth) draft.parent = _register(draft);
        expectError(Models.TooDeep.selector);
        _register(draft);
    }

    function test_aParentsRoyaltyIsTheLeast() public {
        vm.prank(owner);
        models.ask(model, 700);
        Model memory draft = modelDraft();
        draft.parent = modelId;
        expectError(Models.RoyaltyTooLow.selector);
        _register(draft);
        draft.royalty = 5001;
        expectError(Models.RoyaltyTooHigh.selector);
        _register(draft);
        draft.royalty = 700;
        _register(draft);
    }

    function _register(Model memory draft) private returns (uint64) {
        vm.prank(owner);
        return models.register(draft, "Glossary", "http://model");
    }

    // ---- escrow and epochs

    function test_settlingTakesTheLastReceiptOfEachPayer() public {
        (Log memory log, Settlement memory s) = settled();
        same(s.fees, 6 * kFee, "fees");
        for (uint256 i = 0; i < 3; ++i) {
            (uint128 balance,,) = inference.escrows(modelId, payer(i));
            same(balance, kDeposit - (i + 1) * kFee, "left in escrow");
            same(inference.charges(modelId, 1, payer(i)), keccak256(abi.encode(log.charges[i])), "charge");
        }
        same(epochNow(), 2, "the next epoch is open");
        checkRewardMoney();
    }

    function test_flagsAreForPayersOfTheEpoch() public {
        bytes32 answer = keccak256("answer");
        vm.prank(payer(0));
        inference.flag(modelId, 1, answer, 5); // who has coins aside, while it is open
        bytes32 hash = keccak256(abi.encode(modelId, uint64(1), payer(0), answer, uint8(5)));
        uint192 acc = uint192(uint256(keccak256(abi.encode(uint256(0), hash))));
        (uint64 count, uint192 kept) = inference.flags(modelId, 1);
        same(count, 1, "count");
        same(kept, acc, "acc");
        expectError(Inference.NotPayer.selector);
        vm.prank(address(0xAB));
        inference.flag(modelId, 1, answer, 5);
        expectError(Inference.NotPayer.selector);
        vm.prank(payer(0));
        inference.flag(modelId, 2, answer, 5); // not open yet
        expectError(Inference.NotPayer.selector);
        vm.prank(payer(0));
        inference.flag(modelId, 0, answer, 5);
        settled();
        vm.prank(payer(1));
        inference.flag(modelId, 1, answer, 1); // who was charged, afterwards
        hash = keccak256(abi.encode(modelId, uint64(1), payer(1), answer, uint8(1)));
        (count, kept) = inference.flags(modelId, 1);
        same(count, 2, "count afterwards");
        same(kept, uint192(uint256(keccak256(abi.encode(uint256(acc), hash)))), "acc afterwards");
        checkRewardMoney();
    }

    function test_settlingIsForTheProvider() public {
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        expectError(Inference.NotProvider.selector);
        inference.settle(model, logRoot(log), log.claims);
        vm.prank(owner);
        inference.settle(model, logRoot(log), log.claims);
    }

    function test_escrowBoundsTheFees() public {
        Log memory log = makeLog([uint64(1), 0, 0], kDeposit + 1);
        expectError(Inference.EscrowTooSmall.selector);
        vm.prank(provider);
        inference.settle(model, logRoot(log), log.claims);
    }

    function test_payersComeOnceInOrder() public {
        Log memory log = makeLog([uint64(1), 1, 0], kFee);
        (log.claims[0], log.claims[1]) = (log.claims[1], log.claims[0]);
        expectError(Inference.PayersNotAscending.selector);
        vm.prank(provider);
        inference.settle(model, logRoot(log), log.claims);
        log.claims[0] = log.claims[1];
        expectError(Inference.PayersNotAscending.selector);
        vm.prank(provider);
        inference.settle(model, logRoot(log), log.claims);
    }

    function test_feesBelowThePlatformsAreRefused() public {
        Log memory log = makeLog([uint64(1), 0, 0], parameter(Key.platformFee) * 1 gwei - 1);
        expectError(Inference.FeesBelowPlatformFee.selector);
        vm.prank(provider);
        inference.settle(model, logRoot(log), log.claims);
    }

    function test_notSettledInTimeReturnsToThePayer() public {
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        vm.prank(payer(0));
        inference.requestRefund(modelId);
        expectError(Inference.RefundNotYet.selector);
        inference.refund(modelId, payer(0));
        pass(parameter(Key.epochLength) + 1);
        expectError(Inference.TooLate.selector);
        vm.prank(provider);
        inference.settle(model, logRoot(log), log.claims);
        uint256 before = payer(0).balance;
        inference.refund(modelId, payer(0)); // anyone may
        same(payer(0).balance - before, kDeposit, "all of it");
        inference.lapse(modelId);
        same(uint256(inference.stateOf(modelId, 1)), uint256(Epoch.Lapsed), "lapsed");
        expectError(Inference.NoRefundAsked.selector);
        inference.refund(modelId, payer(0));
        checkRewardMoney();
    }

    function test_refundAfterNoticeIsWhatTheEpochLeft() public {
        vm.prank(payer(2));
        inference.requestRefund(modelId);
        settled();
        expectError(Inference.RefundNotYet.selector);
        inference.refund(modelId, payer(2));
        pass(parameter(Key.refundNotice));
        uint256 before = payer(2).balance;
        inference.refund(modelId, payer(2));
        same(payer(2).balance - before, kDeposit - 3 * kFee, "what was left");
    }

    function test_retiredModelsTakeNoDeposits() public {
        vm.prank(owner);
        models.retire(model);
        expectError(Inference.ModelNotActive.selector);
        this.depositFrom(0);
        settled(); // what was served is still paid
    }

    function depositFrom(uint256 i) external {
        deposit(i, 1 ether);
    }

    function test_aLateDepositOpensTheNextEpoch() public {
        pass(parameter(Key.epochLength) + 1);
        deposit(0, 1 ether);
        same(epochNow(), 2, "epoch");
    }

    // ---- proposals and claims

    function test_fromReceiptsToClaims() public {
        (Settlement memory s, Trees.Leaf[] memory leaves) = finalized(5);
        uint256 sum = 0;
        for (uint256 i = 0; i < 5; ++i) {
            rewards.claim(modelId, Trees.sumProof(leaves, i));
            same(earner(i).balance, leaves[i].cumulative, "claimed");
            sum += leaves[i].cumulative;
        }
        same(treasury.balance, s.fees - sum, "all the rest is the treasury's");
        same(address(rewards).balance, 0, "nothing is left");
        same(proposer.balance, 100_000 ether, "the bond is back");
        checkRewardMoney();
    }

    function test_theNextEpochBuildsOnTheFinalRoot() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        rewards.claim(modelId, Trees.sumProof(first, 0));
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory second = leavesFor(s, first, 6);
        Proposal memory p = draftProposal(s, second);
        send(p, s);
        rewards.claim(modelId, Trees.sumProof(first, 1)); // while the next is open to dispute
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        for (uint256 i = 0; i < 6; ++i) rewards.claim(modelId, Trees.sumProof(second, i));
        for (uint256 i = 0; i < 6; ++i) same(earner(i).balance, second[i].cumulative, "claimed");
        checkRewardMoney();
    }

    function test_epochsAreResolvedInOrder() public {
        (, Settlement memory first) = settled();
        (, Settlement memory second) = settled();
        Trees.Leaf[] memory leaves = leavesFor(second, new Trees.Leaf[](0), 2);
        Proposal memory p = draftProposal(second, leaves);
        expectError(Attribution.EarlierEpochOpen.selector);
        this.sendFrom(p, second);
        pass(parameter(Key.proposeWindow) + 1);
        attribution.giveUp(first);
        // The time for the second counts from the moment it could be proposed.
        this.sendFrom(p, second);
    }

    function sendFrom(Proposal memory p, Settlement memory s) external {
        send(p, s);
    }

    function test_anEpochWithoutCreditGoesToTheTreasury() public {
        (Settlement memory s,) = finalized(0);
        same(treasury.balance, s.fees, "all of it");
        same(rewards.roots(modelId), 0, "still no tree");
        (, s) = settled();
        send(draftProposal(s, leavesFor(s, new Trees.Leaf[](0), 2)), s);
    }

    function test_sharesStayWithinTheSplit() public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory leaves = new Trees.Leaf[](1);
        leaves[0] = Trees.Leaf(earner(0), shareOf(s, Key.splitContributors) + 1);
        Proposal memory p = draftProposal(s, leaves);
        expectError(Attribution.ShareAboveSplit.selector);
        this.sendFrom(p, s);
        leaves[0].cumulative = s.fees - s.platformFees + 1;
        p = draftProposal(s, leaves);
        p.toContributors = shareOf(s, Key.splitContributors);
        expectError(Attribution.SumAboveDeposits.selector);
        this.sendFrom(p, s);
        leaves[0].cumulative = 5;
        p = draftProposal(s, leaves);
        p.toModel = 1;
        expectError(Attribution.TotalsDoNotAddUp.selector);
        this.sendFrom(p, s);
        p.toModel = 0;
        p.previousCount = 1;
        expectError(Attribution.WrongStanding.selector);
        this.sendFrom(p, s);
    }

    function test_theBondGrowsWithTheMoneyAtRisk() public view {
        uint24 id = parameters.current();
        uint256 small = attribution.bondFor(modelId, id, 1 ether);
        same(attribution.bondFor(modelId, id, 11 ether) - small, 1 ether, "a tenth");
        same(small, parameter(Key.proposalBond) * 1 gwei + 0.1 ether, "the least and a tenth");
    }

    function test_claimMany() public {
        (, Trees.Leaf[] memory first) = finalized(4);
        uint64 firstModel = modelId;
        vm.prank(owner);
        modelId = models.register(modelDraft(), "Glossary", "http://model");
        model = modelAt(modelId, 1);
        for (uint256 i = 0; i < kPayers; ++i) deposit(i, kDeposit);
        (, Trees.Leaf[] memory second) = finalized(2);
        uint64[] memory ids = new uint64[](2);
        (ids[0], ids[1]) = (firstModel, modelId);
        SumTree.Proof[] memory proofs = new SumTree.Proof[](2);
        (proofs[0], proofs[1]) = (Trees.sumProof(first, 1), Trees.sumProof(second, 1));
        rewards.claimMany(earner(1), ids, proofs);
        same(earner(1).balance, first[1].cumulative + second[1].cumulative, "both");
        expectError(Rewards.NothingToClaim.selector);
        rewards.claimMany(earner(1), ids, proofs);
        proofs[1] = Trees.sumProof(second, 0);
        expectError(Rewards.NotThisAccount.selector);
        rewards.claimMany(earner(1), ids, proofs);
    }

    function test_recoveryAfterAPublicDelay() public {
        (, Trees.Leaf[] memory leaves) = finalized(2);
        address friend = address(0xF21E);
        expectError(Rewards.NotRecovery.selector);
        vm.prank(friend);
        rewards.requestRedirect(earner(0), friend);
        vm.prank(earner(0));
        rewards.setRecovery(friend);
        vm.prank(friend);
        rewards.requestRedirect(earner(0), friend);
        expectError(Rewards.TooEarly.selector);
        rewards.applyRedirect(earner(0));
        vm.prank(earner(0));
        rewards.cancelRedirect();
        pass(parameter(Key.recoveryDelay) + 1);
        expectError(Rewards.NoRedirect.selector);
        rewards.applyRedirect(earner(0));
        vm.prank(friend);
        rewards.requestRedirect(earner(0), friend);
        pass(parameter(Key.recoveryDelay));
        rewards.applyRedirect(earner(0));
        rewards.claim(modelId, Trees.sumProof(leaves, 0));
        same(friend.balance, leaves[0].cumulative, "to the named address");
    }

    // ---- trees

    function testFuzz_everyProofOfATreeClaims(uint256 seed, uint256 count) public {
        (, Settlement memory s) = settled();
        count = within(count, 1, 40);
        Trees.Leaf[] memory leaves = new Trees.Leaf[](count);
        uint256 most = shareOf(s, Key.splitContributors) / count;
        for (uint256 i = 0; i < count; ++i) {
            leaves[i] = Trees.Leaf(earner(i), uint256(keccak256(abi.encode(seed, i))) % most + 1);
        }
        Proposal memory p = draftProposal(s, leaves);
        send(p, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        uint256 tampered = seed % count;
        SumTree.Proof memory proof = Trees.sumProof(leaves, tampered);
        ++proof.cumulative;
        expectError(Rewards.WrongRoot.selector);
        rewards.claim(modelId, proof);
        for (uint256 i = 0; i < count; ++i) rewards.claim(modelId, Trees.sumProof(leaves, i));
        same(address(rewards).balance, 0, "everything was claimed");
        checkRewardMoney();
    }
}
