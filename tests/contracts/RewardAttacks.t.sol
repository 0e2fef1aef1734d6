// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";
import {Jury} from "contracts/Jury.sol";
import {Opening} from "contracts/Types.sol";

/// Each attack of the design's list that touches money but for roots and claims, tried from the attacker's side.
contract RewardAttacksTest is RewardsWorld {
    address private constant kThief = address(0x7AE1F);

    function setUp() public override {
        super.setUp();
        vm.deal(kThief, 100_000 ether);
    }

    // ---- the log

    /// A log root with a receipt nobody signed: refuted, and the payers get everything back.
    function test_inventedLog() public {
        Log memory log = makeLog([uint64(1), 2, 3], kFee);
        log.ids[5] = keccak256("invented");
        Settlement memory s = settle(log);
        Trees.Leaf[] memory leaves = leavesFor(s, new Trees.Leaf[](0), 2);
        Proposal memory p = draftProposal(s, leaves);
        send(p, s);
        PositionalTree.Proof memory proof = logProof(log, 5);
        inference.refuteHead(s, log.charges[2], log.ids[5], proof);
        pass(parameter(Key.challengeWindow) + 1);
        expectError(Inference.WrongEpochState.selector);
        attribution.finalize(p, s);
        attribution.drop(p);
        attribution.giveUp(s);
        for (uint256 i = 0; i < 3; ++i) {
            uint256 before = payer(i).balance;
            inference.reclaim(log.charges[i]);
            same(payer(i).balance - before, log.charges[i].fee, "back to the payer");
        }
        expectError(Inference.WrongCharge.selector);
        inference.reclaim(log.charges[0]);
        checkRewardMoney();
    }

    /// A receipt in the middle of a payer's chain was replaced by another.
    function test_inventedLog_inTheMiddle() public {
        Log memory log = makeLog([uint64(1), 2, 3], kFee);
        log.ids[4] = keccak256("invented");
        Settlement memory s = settle(log);
        inference.refuteLink(s, log.charges[2], log.receipts[5], logProof(log, 5), log.ids[4], logProof(log, 4));
        same(uint256(inference.stateOf(modelId, 1)), uint256(Epoch.Void), "void");
    }

    function test_inventedLog_anotherPayersReceipt() public {
        Log memory log = makeLog([uint64(1), 2, 3], kFee);
        (log.ids[1], log.receipts[1]) = (log.ids[0], log.receipts[0]);
        Settlement memory s = settle(log);
        inference.refuteLink(s, log.charges[1], log.receipts[1], logProof(log, 1), 0, logProof(log, 1));
        same(uint256(inference.stateOf(modelId, 1)), uint256(Epoch.Void), "void");
    }

    function test_inventedLog_moreLeavesThanReceipts() public {
        Log memory log = makeLog([uint64(1), 2, 3], kFee);
        bytes32[] memory ids = new bytes32[](7);
        for (uint256 i = 0; i < 6; ++i) ids[i] = log.ids[i];
        Settlement memory s = settleAs(log, Trees.root(5, ids));
        inference.refuteCount(s, 7, Trees.top(5, ids));
        same(uint256(inference.stateOf(modelId, 1)), uint256(Epoch.Void), "void");
    }

    function test_inventedLog_anHonestLogCannotBeRefuted() public {
        (Log memory log, Settlement memory s) = settled();
        bytes32 top = Trees.top(5, log.ids);
        expectError(Inference.NoBreach.selector);
        inference.refuteCount(s, 6, top);
        for (uint256 c = 0; c < 3; ++c) {
            for (uint256 i = 0; i < 6; ++i) {
                PositionalTree.Proof memory proof = logProof(log, i);
                expectError(Inference.NoBreach.selector);
                inference.refuteHead(s, log.charges[c], log.ids[i], proof);
                PositionalTree.Proof memory before = logProof(log, i == 0 ? 0 : i - 1);
                expectError(Inference.NoBreach.selector);
                inference.refuteLink(s, log.charges[c], log.receipts[i], proof, log.ids[i == 0 ? 0 : i - 1], before);
            }
        }
    }

    /// The provider settles and keeps the log: the proposal falls by silence, the payers get everything back.
    function test_withheldLog() public {
        (Log memory log, Settlement memory s) = settled();
        Proposal memory p = draftProposal(s, leavesFor(s, new Trees.Leaf[](0), 2));
        send(p, s);
        _demand(p, s, 5, 3);
        pass(parameter(Key.challengeWindow) + 1);
        expectError(Attribution.DemandsOpen.selector);
        attribution.finalize(p, s);
        attribution.voidForSilence(p, 5, 3);
        pass(parameter(Key.proposeWindow) + 1);
        attribution.giveUp(s);
        inference.reclaim(log.charges[1]);
        checkRewardMoney();
    }

    function test_withheldData() public {
        (, Settlement memory s) = settled();
        Proposal memory p = draftProposal(s, leavesFor(s, new Trees.Leaf[](0), 3));
        send(p, s);
        uint256 before = kThief.balance;
        _demand(p, s, 3, 1);
        _demand(p, s, 2, 4);
        pass(1);
        expectError(DataDemands.AnswerStillDue.selector);
        attribution.voidForSilence(p, 3, 1);
        pass(parameter(Key.dataWindow) + 1);
        attribution.voidForSilence(p, 3, 1);
        attribution.releaseDemand(p.model, p.epoch, 1, 2, 4);
        isTrue(kThief.balance > before, "who found the silence gains");
        expectProposal(p, Proposals.State.Void);
        checkRewardMoney();
    }

    function _demand(Proposal memory p, Settlement memory s, uint8 kind, uint64 index) private {
        uint256 bond = parameter(Key.dataBond) * 1 gwei;
        vm.prank(kThief);
        attribution.challengeData{value: bond}(p, s, kind, index);
    }

    /// Demands that are answered, and a dispute that finds nothing, cost who made them.
    function test_frivolousChallenge() public {
        (Proposal memory p, Settlement memory s, Trees.Leaf[] memory leaves, Log memory log) = proposed(3);
        uint256 had = kThief.balance;
        _demand(p, s, 3, 2);
        _demand(p, s, 2, 4);
        _demand(p, s, 2, 5);
        _demand(p, s, 5, 0);
        attribution.answerReward(p, Trees.sumProof(leaves, 2));
        bytes32[] memory ids = attributionIds();
        attribution.answerAttribution(p, 4, 7, 4, earner(4), 1004, Trees.proof(2, ids, 4));
        attribution.answerBeyond(p, 5, 5, Trees.top(2, ids));
        attribution.answerLog(p, s, log.receipts[0], logProof(log, 0));
        same(had - kThief.balance, 4 * parameter(Key.dataBond) * 1 gwei, "four bonds lost");
        bytes32 caseId = dispute(p, kThief);
        empanel(p, s);
        ruleBy(caseId, allSay(Ruling.Holds));
        attribution.judge(p);
        expectProposal(p, Proposals.State.Proposed);
        expectError(Attribution.AlreadyJudged.selector);
        attribution.challenge(p, 0);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        isTrue(proposer.balance > 100_000 ether, "the proposer was paid for the trouble");
        checkRewardMoney();
    }

    function test_frivolousChallenge_demandsEndWithTheirWindow() public {
        (Proposal memory p, Settlement memory s,,) = proposed(3);
        pass(parameter(Key.challengeWindow) + 1);
        uint256 bond = parameter(Key.dataBond) * 1 gwei;
        expectError(DataDemands.DemandsClosed.selector);
        vm.prank(kThief);
        attribution.challengeData{value: bond}(p, s, 3, 0);
    }

    // ---- disputes

    /// Nobody on a panel is a party to the case, nor paid for the epoch's answers.
    function test_biasedJudge() public {
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        bytes32 caseId = dispute(p, juror(0));
        empanel(p, s);
        for (uint8 k = 0; k < 3; ++k) isTrue(jury.seats(caseId, k).juror != juror(0), "not the challenger");
        address onSeat_ = jury.seats(caseId, 0).juror;
        expectError(Jury.NotOnSeat.selector);
        vm.prank(kThief);
        jury.commit(caseId, 0, keccak256("vote"));
        bytes32 vote_ = jury.voteOf(caseId, onSeat_, Ruling.Fails, 0, 0);
        vm.prank(onSeat_);
        jury.commit(caseId, 0, vote_);
        expectError(Jury.RevealNotOpen.selector);
        jury.reveal(caseId, 0, Ruling.Fails, 0, 0);
        expectError(Jury.NotAttribution.selector);
        jury.conclude(caseId);
    }

    function test_biasedJudge_payersDoNotJudge() public {
        for (uint256 i = 0; i < 3; ++i) join(payer(i), 2, 0);
        mine(1);
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        bytes32 caseId = dispute(p, kThief);
        empanel(p, s);
        for (uint8 k = 0; k < 3; ++k) {
            for (uint256 i = 0; i < 3; ++i) isTrue(jury.seats(caseId, k).juror != payer(i), "no payer");
        }
    }

    /// Whatever the seed: with three jurors who are no party among eleven, the panel is those three.
    function testFuzz_biasedJudge_noPartyIsEverDrawn(uint256 dice) public {
        address parentOwner = address(0x9A1);
        address rootOwner = address(0x9A2);
        _deriveModel(parentOwner, rootOwner);
        address[8] memory parties =
            [owner, modelPayee, provider, proposer, kThief, parentOwner, rootOwner, payer(0)];
        for (uint256 i = 0; i < parties.length; ++i) join(parties[i], 2, 0);
        for (uint256 i = 3; i < kJurors; ++i) {
            vm.prank(juror(i));
            stakes.requestWithdraw(2, 0);
        }
        mine(1);
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        bytes32 caseId = dispute(p, kThief);
        mine(parameter(Key.drawDelay) + 1);
        vm.setBlockhash(vm_blockNumber() - 1, keccak256(abi.encode(dice)));
        attribution.draw(p, s, model);
        same(jury.panels(caseId).size, 3, "size");
        for (uint8 k = 0; k < 3; ++k) {
            address who = jury.seats(caseId, k).juror;
            isTrue(who == juror(0) || who == juror(1) || who == juror(2), "nobody who gains");
        }
    }

    /// A model two generations down, of the same people as the usual one.
    function _deriveModel(address parentOwner, address rootOwner) private {
        Model memory m = modelDraft();
        m.owner = rootOwner;
        vm.prank(rootOwner);
        m.parent = models.register(m, "Glossary", "http://model");
        (m.owner, m.royalty) = (parentOwner, 500);
        vm.prank(parentOwner);
        m.parent = models.register(m, "Glossary", "http://model");
        (m.owner, m.royalty) = (owner, 500);
        vm.prank(owner);
        modelId = models.register(m, "Glossary", "http://model");
        (m.id, m.version, m.textsHash) = (modelId, 1, keccak256(abi.encode("Glossary", "http://model")));
        model = m;
        for (uint256 i = 0; i < kPayers; ++i) deposit(i, kDeposit);
    }

    /// Owners of all ancestors are off the panel at the greatest depth, too.
    function test_biasedJudge_eightAncestors() public {
        Model memory m = modelDraft();
        for (uint256 i = 0; i <= 8; ++i) {
            m.owner = i == 8 ? owner : address(uint160(0x9A00 + i));
            if (i != 0) (m.parent, m.royalty) = (modelId, 100);
            vm.prank(m.owner);
            modelId = models.register(m, "Glossary", "http://model");
            if (i != 8) join(m.owner, 2, 0);
        }
        (m.id, m.version, m.textsHash) = (modelId, 1, keccak256(abi.encode("Glossary", "http://model")));
        model = m;
        for (uint256 i = 0; i < kPayers; ++i) deposit(i, kDeposit);
        for (uint256 i = 3; i < kJurors; ++i) {
            vm.prank(juror(i));
            stakes.requestWithdraw(2, 0);
        }
        mine(1);
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        bytes32 caseId = dispute(p, kThief);
        empanel(p, s);
        for (uint8 k = 0; k < 3; ++k) isTrue(uint160(jury.seats(caseId, k).juror) >= 0xB000, "an outsider");
    }

    // ---- undeclared data, correction theft: what the chain can show of them

    /// A model declares other data than it was made of: what it declared stays provable, and an outside panel brings its
    /// epochs down; the payers get everything back.
    function test_undeclaredData() public {
        bytes32 declaredThen = keccak256(abi.encode(model));
        (Log memory log, Settlement memory s) = settled();
        same(s.modelHash, declaredThen, "an epoch is bound to what was declared");
        Model memory next = modelAt(modelId, 1);
        next.dataVersionsHash = keccak256("declared once it was noticed");
        vm.prank(owner);
        models.update(next, model, "Glossary", "http://model");
        next.version = 2;
        bytes32 acc = keccak256(abi.encode(bytes32(0), declaredThen));
        acc = keccak256(abi.encode(acc, keccak256(abi.encode(next))));
        same(models.versionAcc(modelId), acc, "no earlier declaration goes away");

        Proposal memory p = draftProposal(s, leavesFor(s, new Trees.Leaf[](0), 2));
        send(p, s);
        bytes32 caseId = dispute(p, kThief);
        mine(parameter(Key.drawDelay) + 1);
        expectError(Attribution.WrongModel.selector);
        attribution.draw(p, s, next); // the case is about what was declared then
        attribution.draw(p, s, model);
        ruleBy(caseId, allSay(Ruling.Fails));
        attribution.judge(p);
        pass(parameter(Key.proposeWindow) + 1);
        attribution.giveUp(s);
        for (uint256 i = 0; i < log.charges.length; ++i) inference.reclaim(log.charges[i]);
        for (uint256 i = 0; i < kPayers; ++i) {
            (uint128 left,,) = inference.escrows(modelId, payer(i));
            same(payer(i).balance + left, 1000 ether, "every payer has everything");
        }
        same(modelPayee.balance + address(rewards).balance, 0, "the model earned nothing");
        checkRewardMoney();
    }

    /// A copy that wants to lead the cluster of its original: no way of sending it gives it an earlier place.
    function test_clusterHijack() public {
        Case memory first = register(draft(kThief, 5, keccak256("an early place")), kThief);
        open(first);
        Case memory original = opened(5);
        for (uint256 way = 0; way < 2; ++way) {
            vm.prank(kThief);
            contributions.withdraw(first.opening, first.commitment);
            Opening memory o = draft(kThief, 5, original.opening.recordsRoot);
            o.supersedes = first.opening.id;
            Case memory copy = register(o, kThief);
            vm.prank(kThief);
            contributions.resubmit(copy.opening, copy.commitment, copy.salt, first.opening);
            isTrue(statusOf(copy).priority > statusOf(original).priority, "behind the original");
            first = copy;
        }
    }

    /// An epoch that credits the copy instead falls by the outside panel, and the author of the original is paid.
    function test_clusterHijack_byAProposal() public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory leaves = leavesFor(s, new Trees.Leaf[](0), 2);
        leaves[1].account = kThief;
        Proposal memory p = draftProposal(s, leaves);
        p.proposer = kThief;
        send(p, s);
        uint256 left = kThief.balance;
        bytes32 caseId = dispute(p, contributor);
        empanel(p, s);
        ruleBy(caseId, allSay(Ruling.Fails));
        attribution.judge(p);
        expectProposal(p, Proposals.State.Void);
        same(kThief.balance, left, "the bond is gone");
        leaves[1].account = earner(1);
        p = draftProposal(s, leaves);
        send(p, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        rewards.claim(modelId, Trees.sumProof(leaves, 1));
        same(earner(1).balance, leaves[1].cumulative, "the author of the original is paid");
        checkRewardMoney();
    }

    /// A correction moves what its original has earned to the corrector, or takes the original's place: shown by anyone.
    function test_correctionTheft() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        (, Settlement memory s) = settled();
        address corrector = kThief;
        for (uint256 way = 0; way < 2; ++way) {
            Trees.Leaf[] memory forged = leavesFor(s, first, 4);
            uint256 moved = first[1].cumulative / 2;
            if (way == 0) {
                (forged[3].account, forged[3].cumulative) = (corrector, forged[3].cumulative + moved);
                forged[1].cumulative = first[1].cumulative - moved;
            } else {
                forged[1].account = corrector;
            }
            Proposal memory p = draftProposal(s, forged);
            send(p, s);
            attribution.proveFall(p, Trees.sumProof(first, 1), Trees.sumProof(forged, 1));
            expectProposal(p, Proposals.State.Void);
        }
        Proposal memory honest = draftProposal(s, leavesFor(s, first, 4));
        send(honest, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(honest, s);
        rewards.claim(modelId, Trees.sumProof(first, 1));
        same(earner(1).balance, first[1].cumulative, "the original keeps what it earned");
        checkRewardMoney();
    }

    function test_biasedJudge_aWrongEpochFallsByThePanel() public {
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        uint256 bond = uint256(attribution.statusOf(p.model, p.epoch).bondGwei) * 1 gwei;
        bytes32 caseId = dispute(p, kThief);
        empanel(p, s);
        ruleBy(caseId, allSay(Ruling.Fails));
        attribution.judge(p);
        expectProposal(p, Proposals.State.Void);
        same(kThief.balance, parameter(Key.disputeBond) * 1 gwei + bond - bond / 2, "bond back and half of the proposer's");
        checkRewardMoney();
    }

    // ---- stuck round

    /// Nobody votes: silent jurors pay, the proposal falls without fault, a new one can be made.
    function test_stuckRound() public {
        (Proposal memory p, Settlement memory s, Trees.Leaf[] memory leaves,) = proposed(2);
        bytes32 caseId = dispute(p, kThief);
        empanel(p, s);
        uint256 total = stakes.total();
        expectError(Jury.NotFinishable.selector);
        attribution.judge(p);
        ruleBy(caseId, new Ruling[](0));
        attribution.judge(p);
        same(total - stakes.total(), 3 * parameter(Key.seatPenalty) * 1 gwei, "three silent seats");
        expectProposal(p, Proposals.State.Void);
        same(proposer.balance, 100_000 ether, "no fault of the proposer");
        same(kThief.balance, 0, "who asked pays for the delay");
        send(draftProposal(s, leaves), s);
        checkRewardMoney();
    }

    function test_stuckRound_noPanelCanBeDrawn() public {
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        dispute(p, kThief);
        pass(parameter(Key.drawWindow) + 1);
        attribution.judge(p);
        pass(parameter(Key.proposeWindow) + 1);
        attribution.giveUp(s);
        checkRewardMoney();
    }

    /// A breach is proven while a panel sits: the panel goes home unharmed.
    function test_stuckRound_arithmeticEndsADispute() public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory forged = leavesFor(s, new Trees.Leaf[](0), 3);
        forged[2].account = forged[0].account;
        Proposal memory p = draftProposal(s, forged);
        send(p, s);
        dispute(p, kThief);
        empanel(p, s);
        uint256 total = stakes.total();
        attribution.proveTwice(p, Trees.sumProof(forged, 0), Trees.sumProof(forged, 2));
        same(stakes.total(), total, "nobody was slashed");
        for (uint256 i = 0; i < kJurors; ++i) {
            (, uint96 reserved,,) = stakes.stakes(juror(i), 2, 0);
            same(reserved, 0, "nothing is held");
        }
        same(kThief.balance, parameter(Key.disputeBond) * 1 gwei, "the challenger's bond is back");
        checkRewardMoney();
    }

    // ---- penalty evasion

    /// Proving one's own breach saves half of the bond at most; nothing else gets it out.
    function test_penaltyEvasion() public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory forged = leavesFor(s, new Trees.Leaf[](0), 3);
        forged[2].account = forged[0].account;
        Proposal memory p = draftProposal(s, forged);
        p.proposer = kThief;
        uint256 had = kThief.balance;
        send(p, s);
        uint256 bond = had - kThief.balance;
        expectError(Attribution.NoBreach.selector);
        vm.prank(kThief);
        attribution.drop(p);
        expectError(Proposals.WrongState.selector);
        vm.prank(kThief);
        attribution.giveUp(s);
        vm.prank(kThief);
        attribution.proveTwice(p, Trees.sumProof(forged, 0), Trees.sumProof(forged, 2));
        same(had - kThief.balance, bond / 2, "half is burned");
    }

    // ---- self-dealing

    /// A provider that pays itself loses the platform's, the contributors' and everybody else's part.
    function test_selfDealing() public {
        Log memory log = makeLog([uint64(3), 0, 0], kFee);
        Settlement memory s = settle(log);
        uint256 most = shareOf(s, Key.splitModel) + shareOf(s, Key.splitContributors);
        isTrue(most < s.fees * 8 / 10 + 1, "model and contributors together get less than was paid");
        Trees.Leaf[] memory leaves = new Trees.Leaf[](1);
        leaves[0] = Trees.Leaf(provider, s.fees - s.platformFees);
        Proposal memory p = draftProposal(s, leaves);
        (p.toModel, p.toContributors) = (shareOf(s, Key.splitModel), p.rewardSum - shareOf(s, Key.splitModel));
        expectError(Attribution.ShareAboveSplit.selector);
        this.sendFrom(p, s);
    }

    function sendFrom(Proposal memory p, Settlement memory s) external {
        send(p, s);
    }

    // ---- replay

    function test_replay_receiptsOfAnEarlierEpoch() public {
        (Log memory log,) = settled();
        bytes32 root = logRoot(log);
        expectError(Inference.WrongReceipt.selector);
        vm.prank(provider);
        inference.settle(model, root, log.claims);
    }

    function test_replay_anotherChainContractOrModel() public {
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        Receipt memory r = log.receipts[0];
        bytes memory signature = log.claims[0].signature;
        Inference other = new Inference(parameters, models, address(attribution), rewards);
        isTrue(other.receiptDigest(r) != inference.receiptDigest(r), "another contract");
        bytes32 here = inference.receiptDigest(r);
        vm.chainId(5);
        isTrue(here != inference.receiptDigest(r), "another chain");
        log.claims[0] = Claim(r, signature);
        bytes32 root = logRoot(log);
        expectError(Inference.WrongSignature.selector);
        vm.prank(provider);
        inference.settle(model, root, log.claims);
    }

    function test_replay_changedReceipts() public {
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        bytes32 root = logRoot(log);
        log.claims[0].receipt.cumulativeFee = 2 * kFee;
        expectError(Inference.WrongSignature.selector);
        vm.prank(provider);
        inference.settle(model, root, log.claims);
    }

    /// The other signature of the same key over the same digest (n - s) is not one.
    function test_replay_malleableSignatures() public {
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(payerKey(0), inference.receiptDigest(log.receipts[0]));
        uint256 n = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        log.claims[0].signature = abi.encodePacked(r, bytes32(n - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        bytes32 root = logRoot(log);
        expectError(Inference.WrongSignature.selector);
        vm.prank(provider);
        inference.settle(model, root, log.claims);
    }
}
