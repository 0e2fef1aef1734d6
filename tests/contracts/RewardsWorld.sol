// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Attribution} from "contracts/Attribution.sol";
import {DataDemands} from "contracts/DataDemands.sol";
import {Inference} from "contracts/Inference.sol";
import {Models} from "contracts/Models.sol";
import {Payments} from "contracts/Payments.sol";
import {PositionalTree} from "contracts/PositionalTree.sol";
import {Proposals} from "contracts/Proposals.sol";
import {Rewards} from "contracts/Rewards.sol";
import {Charge, Claim, Epoch, Model, Proposal, Receipt, Ruling, Settlement} from "contracts/RewardTypes.sol";
import {SumTree} from "contracts/SumTree.sol";
import {Key} from "contracts/Types.sol";
import {Trees} from "./Trees.sol";
import {World} from "./World.sol";

/// A registered model with payers, and the steps of an epoch as one-line calls.
abstract contract RewardsWorld is World {
    /// One epoch's receipts in the order of the log, and what the chain makes of them.
    struct Log {
        Receipt[] receipts;
        bytes32[] ids;
        Claim[] claims;
        Charge[] charges;
        uint256 fees;
    }

    uint256 internal constant kPayers = 3;
    uint256 internal constant kFee = 0.01 ether;
    uint256 internal constant kDeposit = 10 ether;

    address internal provider = address(0x9801);
    address internal modelPayee = address(0x9802);
    address internal proposer = address(0x9803);
    uint64 internal modelId;
    Model internal model;

    function setUp() public virtual override {
        super.setUp();
        vm.prank(owner);
        modelId = models.register(modelDraft(), "Glossary", "http://model");
        model = modelAt(modelId, 1);
        for (uint256 i = 0; i < kPayers; ++i) {
            vm.deal(payer(i), 1000 ether);
            deposit(i, kDeposit);
        }
        vm.deal(proposer, 100_000 ether);
    }

    function modelDraft() internal view returns (Model memory m) {
        (m.owner, m.payee, m.provider) = (owner, modelPayee, provider);
        (m.weightsHash, m.dataVersionsHash, m.runHash) = (keccak256("weights"), keccak256("data"), keccak256("run"));
        (m.priceIn, m.priceOut) = (0.001 ether, 0.002 ether);
    }

    function modelAt(uint64 id, uint32 version) internal view returns (Model memory m) {
        m = modelDraft();
        (m.id, m.version, m.textsHash) = (id, version, keccak256(abi.encode("Glossary", "http://model")));
    }

    // ---- payers, in ascending order of their addresses

    function payerKey(uint256 i) internal pure returns (uint256) {
        uint256[3] memory keys = [uint256(0xFA01), 0xFA02, 0xFA03];
        for (uint256 a = 0; a < 3; ++a) {
            for (uint256 b = a + 1; b < 3; ++b) {
                if (vm.addr(keys[b]) < vm.addr(keys[a])) (keys[a], keys[b]) = (keys[b], keys[a]);
            }
        }
        return keys[i];
    }

    function payer(uint256 i) internal pure returns (address) {
        return vm.addr(payerKey(i));
    }

    function deposit(uint256 i, uint256 amount) internal {
        vm.prank(payer(i));
        inference.deposit{value: amount}(modelId, payer(i));
    }

    // ---- logs

    function epochNow() internal view returns (uint64 epoch) {
        (epoch,,,) = inference.clocks(modelId);
    }

    /// Each payer signs this many receipts in the open epoch.
    function makeLog(uint64[3] memory counts, uint256 fee) internal view returns (Log memory log) {
        uint256 total = counts[0] + counts[1] + counts[2];
        (log.receipts, log.ids) = (new Receipt[](total), new bytes32[](total));
        uint256 payers = 0;
        for (uint256 i = 0; i < 3; ++i) payers += counts[i] == 0 ? 0 : 1;
        (log.claims, log.charges) = (new Claim[](payers), new Charge[](payers));
        (uint256 place, uint256 slot) = (0, 0);
        for (uint256 i = 0; i < 3; ++i) {
            if (counts[i] == 0) continue;
            uint64 first = uint64(place);
            bytes32 previous = 0;
            for (uint64 nonce = 1; nonce <= counts[i]; ++nonce) {
                Receipt memory r = receiptOf(i, nonce, fee, previous);
                previous = hashOf(r);
                (log.receipts[place], log.ids[place]) = (r, previous);
                ++place;
            }
            Receipt memory last = log.receipts[place - 1];
            log.claims[slot] = Claim(last, signed(payerKey(i), inference.receiptDigest(last)));
            log.charges[slot++] =
                Charge(last.model, last.epoch, last.payer, first, last.nonce, previous, last.cumulativeFee);
            log.fees += last.cumulativeFee;
        }
    }

    function receiptOf(uint256 i, uint64 nonce, uint256 fee, bytes32 previous) internal view returns (Receipt memory r) {
        (r.model, r.epoch, r.payer, r.nonce) = (modelId, epochNow(), payer(i), nonce);
        r.inference = keccak256(abi.encode("inference", i, nonce));
        r.output = keccak256(abi.encode("output", i, nonce));
        (r.tokensIn, r.tokensOut) = (20, 300);
        (r.fee, r.cumulativeFee, r.previous) = (fee, fee * nonce, previous);
    }

    function hashOf(Receipt memory r) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Receipt(uint64 model,uint64 epoch,address payer,uint64 nonce,bytes32 inference,bytes32 output,uint32 tokensIn,uint32 tokensOut,uint256 fee,uint256 cumulativeFee,bytes32 previous)"
        );
        return keccak256(abi.encode(typeHash, r));
    }

    function logRoot(Log memory log) internal pure returns (bytes32) {
        return Trees.root(5, log.ids);
    }

    function logProof(Log memory log, uint256 index) internal pure returns (PositionalTree.Proof memory) {
        return Trees.proof(5, log.ids, index);
    }

    // ---- settling

    function settle(Log memory log) internal returns (Settlement memory) {
        return settleAs(log, logRoot(log));
    }

    function settleAs(Log memory log, bytes32 root) internal returns (Settlement memory s) {
        (uint64 epoch, uint64 lastSettled, uint40 openedAt, uint24 parametersId) = inference.clocks(modelId);
        (s.model, s.epoch, s.previous, s.parametersId) = (modelId, epoch, lastSettled, parametersId);
        (s.openedAt, s.settledAt) = (openedAt, uint40(vm_timestamp()));
        (s.snapshotBlock, s.count) = (uint64(vm_blockNumber() - 1), uint64(log.ids.length));
        (s.payers, s.payee, s.modelHash) = (uint32(log.charges.length), model.payee, keccak256(abi.encode(model)));
        (s.logRoot, s.fees) = (root, log.fees);
        for (uint256 i = 0; i < log.charges.length; ++i) {
            s.chargesAcc = keccak256(abi.encode(s.chargesAcc, keccak256(abi.encode(log.charges[i]))));
        }
        s.platformFees = s.count * parameters.value(s.parametersId, Key.platformFee) * 1 gwei;
        vm.prank(provider);
        inference.settle(model, root, log.claims);
        same(inference.settlements(modelId, epoch), keccak256(abi.encode(s)), "settlement");
    }

    /// An epoch of 6 receipts, settled.
    function settled() internal returns (Log memory log, Settlement memory s) {
        log = makeLog([uint64(1), 2, 3], kFee);
        s = settle(log);
    }

    // ---- proposing

    function earner(uint256 i) internal pure returns (address) {
        return address(uint160(0xEA000 + i));
    }

    /// What `count` accounts get in total after an epoch: everything the split allows the contributors, unevenly.
    function leavesFor(Settlement memory s, Trees.Leaf[] memory before, uint256 count)
        internal
        view
        returns (Trees.Leaf[] memory leaves)
    {
        leaves = new Trees.Leaf[](count);
        uint256 share = shareOf(s, Key.splitContributors);
        for (uint256 i = 0; i < count; ++i) {
            leaves[i].account = earner(i);
            leaves[i].cumulative = (i < before.length ? before[i].cumulative : 0) + share * (i + 1) / (count * count);
        }
    }

    function shareOf(Settlement memory s, uint8 key) internal view returns (uint256) {
        return (s.fees - s.platformFees) * parameters.value(s.parametersId, key) / 10_000;
    }

    function draftProposal(Settlement memory s, Trees.Leaf[] memory leaves) internal view returns (Proposal memory p) {
        (p.model, p.epoch, p.proposer) = (s.model, s.epoch, proposer);
        p.attributionRoot = Trees.root(2, attributionIds());
        (p.statementHash, p.locatorHash) = (keccak256("statement"), keccak256("http://files"));
        p.previousRoot = rewards.roots(s.model);
        (p.previousCount,) = rewards.heads(s.model);
        (p.previousSum,) = rewards.ledgers(s.model);
        SumTree.Sibling memory node = Trees.sumTop(leaves);
        (p.rewardTop, p.rewardCount, p.rewardSum) = (node.hash, uint64(leaves.length), node.sum);
        if (p.rewardSum > p.previousSum) p.toContributors = p.rewardSum - p.previousSum;
    }

    function attributionIds() internal pure returns (bytes32[] memory ids) {
        ids = new bytes32[](5);
        for (uint256 i = 0; i < 5; ++i) ids[i] = attributionId(i);
    }

    function attributionId(uint256 i) internal pure returns (bytes32) {
        return keccak256(abi.encode(uint64(i), uint64(7), uint32(i), earner(i), uint256(1000 + i)));
    }

    function send(Proposal memory p, Settlement memory s) internal {
        uint256 bond = attribution.bondFor(p.model, s.parametersId, p.rewardSum);
        vm.prank(p.proposer);
        attribution.propose{value: bond}(p, s, "http://files");
    }

    function proposed(uint256 leafCount)
        internal
        returns (Proposal memory p, Settlement memory s, Trees.Leaf[] memory leaves, Log memory log)
    {
        (log, s) = settled();
        leaves = leavesFor(s, new Trees.Leaf[](0), leafCount);
        p = draftProposal(s, leaves);
        send(p, s);
    }

    function finalized(uint256 leafCount) internal returns (Settlement memory s, Trees.Leaf[] memory leaves) {
        Proposal memory p;
        (p, s, leaves,) = proposed(leafCount);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
    }

    function proposalState(Proposal memory p) internal view returns (uint256) {
        return uint256(attribution.statusOf(p.model, p.epoch).state);
    }

    function expectProposal(Proposal memory p, Proposals.State state) internal view {
        same(proposalState(p), uint256(state), "state of the proposal");
    }

    // ---- disputes

    function dispute(Proposal memory p, address who) internal returns (bytes32 caseId) {
        uint256 bond = parameter(Key.disputeBond) * 1 gwei;
        vm.deal(who, bond);
        vm.prank(who);
        attribution.challenge{value: bond}(p, keccak256("reasons"));
        caseId = attribution.caseOf(p.model, p.epoch, attribution.statusOf(p.model, p.epoch).attempt);
    }

    function empanel(Proposal memory p, Settlement memory s) internal {
        mine(parameter(Key.drawDelay) + 1);
        attribution.draw(p, s, model);
    }

    /// The first seats vote as told; the others are silent.
    function ruleBy(bytes32 caseId, Ruling[] memory rulings) internal {
        for (uint8 k = 0; k < rulings.length; ++k) {
            address juror_ = jury.seats(caseId, k).juror;
            bytes32 vote_ = jury.voteOf(caseId, juror_, rulings[k], keccak256("why"), bytes32(uint256(k)));
            vm.prank(juror_);
            jury.commit(caseId, k, vote_);
        }
        if (rulings.length < jury.panels(caseId).size) pass(parameter(Key.commitWindow) + 1);
        for (uint8 k = 0; k < rulings.length; ++k) {
            jury.reveal(caseId, k, rulings[k], keccak256("why"), bytes32(uint256(k)));
        }
        if (rulings.length < jury.panels(caseId).size) pass(parameter(Key.revealWindow) + 1);
    }

    function allSay(Ruling ruling) internal pure returns (Ruling[] memory rulings) {
        rulings = new Ruling[](3);
        (rulings[0], rulings[1], rulings[2]) = (ruling, ruling, ruling);
    }

    // ---- money

    /// To the wei: every contract holds what its books say.
    function checkRewardMoney() internal view {
        (uint128 escrowed, uint128 waiting) = inference.holdings(modelId);
        same(address(inference).balance, uint256(escrowed) + waiting + inference.owedTotal(), "held by Inference");
        (uint128 given, uint128 claimed) = rewards.ledgers(modelId);
        isTrue(claimed <= given, "claims never exceed what was settled");
        same(address(rewards).balance, uint256(given) - claimed + rewards.owedTotal(), "held by Rewards");
        same(
            address(attribution).balance,
            uint256(attribution.bondsHeldGwei()) * 1 gwei + attribution.owedTotal(),
            "held by Attribution"
        );
        same(address(stakes).balance, stakes.total() + stakes.owedTotal(), "held by Stakes");
        same(address(jury).balance + address(models).balance, 0, "held by nobody else");
    }
}
