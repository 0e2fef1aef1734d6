// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// What the steps from receipts to claims cost as transactions of their own; see Gas.t.sol.
contract RewardGasTest is RewardsWorld {
    event Measured(string step, uint256 gas, uint256 target);

    uint64 private constant kLeaves = 1 << 20;
    uint64 private constant kIndex = 0x5A5A5;

    function test_costsOfMoney() public {
        Log memory log = makeLog([uint64(1), 2, 3], kFee);
        bytes32 root = logRoot(log);
        uint256 snapshot = vm.snapshotState();
        vm.prank(provider);
        inference.settle(model, root, log.claims);
        _note("settling an epoch of three payers", 0);
        vm.revertToState(snapshot);
        Settlement memory s = settle(log);
        (Proposal memory p, SumTree.Proof memory proof) = _millionLeaves(s, 0.005 ether, 0);
        uint256 bond = attribution.bondFor(p.model, s.parametersId, p.rewardSum);
        vm.prank(proposer);
        attribution.propose{value: bond}(p, s, "http://files");
        _note("epoch proposal, the model's first", 165_000);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        _note("making an epoch final", 0);
        vm.deal(earner(0), 1 ether); // an account that exists
        rewards.claim(modelId, proof);
        _note("claim at 1,048,576 leaves, an account's first", 95_000);

        log = makeLog([uint64(100), 200, 300], kFee / 100);
        s = settle(log);
        uint256 before = p.rewardSum;
        (p, proof) = _millionLeaves(s, 0.006 ether, before);
        bond = attribution.bondFor(p.model, s.parametersId, p.rewardSum);
        vm.prank(proposer);
        attribution.propose{value: bond}(p, s, "http://files");
        _note("epoch proposal, later, of a hundred times the answers", 165_000);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        rewards.claim(modelId, proof);
        _note("claim at 1,048,576 leaves, later", 80_000);
    }

    function test_costsOfManyClaims() public {
        (uint64[] memory ids, SumTree.Proof[] memory proofs) = (new uint64[](2), new SumTree.Proof[](2));
        for (uint256 i = 0; i < 2; ++i) {
            if (i == 1) {
                vm.prank(owner);
                modelId = models.register(modelDraft(), "Glossary", "http://model");
                model = modelAt(modelId, 1);
                for (uint256 k = 0; k < kPayers; ++k) deposit(k, kDeposit);
            }
            (, Settlement memory s) = settled();
            Proposal memory p;
            (p, proofs[i]) = _millionLeaves(s, 0.005 ether, 0);
            send(p, s);
            pass(parameter(Key.challengeWindow) + 1);
            attribution.finalize(p, s);
            ids[i] = modelId;
        }
        vm.deal(earner(0), 1 ether);
        (uint64[] memory one, SumTree.Proof[] memory oneProof) = (new uint64[](1), new SumTree.Proof[](1));
        (one[0], oneProof[0]) = (ids[0], proofs[0]);
        uint256 snapshot = vm.snapshotState();
        rewards.claimMany(earner(0), one, oneProof);
        uint256 single = vm.lastCallGas().gasTotalUsed;
        vm.revertToState(snapshot);
        rewards.claimMany(earner(0), ids, proofs);
        emit Measured("claimMany, each further model", vm.lastCallGas().gasTotalUsed - single, 60_000);
    }

    function test_costsOfDoubtAndEscrow() public {
        deposit(0, 1 ether);
        _note("deposit, later", 0);
        (Proposal memory p, Settlement memory s, Trees.Leaf[] memory leaves,) = proposed(40);
        uint256 bond = parameter(Key.dataBond) * 1 gwei;
        attribution.challengeData{value: bond}(p, s, 3, 17);
        _note("demand for a leaf", 0);
        attribution.answerReward(p, Trees.sumProof(leaves, 17));
        _note("answer with a reward leaf of 40", 0);
        bytes32 caseId = attribution.caseOf(p.model, p.epoch, 1);
        bond = parameter(Key.disputeBond) * 1 gwei;
        attribution.challenge{value: bond}(p, keccak256("reasons"));
        _note("challenge of a proposal", 0);
        empanel(p, s);
        _note("draw of three jurors", 0);
        ruleBy(caseId, allSay(Ruling.Holds));
        attribution.judge(p);
        _note("ruling of three jurors", 0);
    }

    /// A proof of twenty levels under a root that is made to fit it.
    function _millionLeaves(Settlement memory s, uint256 cumulative, uint256 before)
        private
        view
        returns (Proposal memory p, SumTree.Proof memory proof)
    {
        (proof.index, proof.account, proof.cumulative, proof.count) = (kIndex, earner(0), cumulative, kLeaves);
        proof.siblings = new SumTree.Sibling[](20);
        bytes32 node = keccak256(
            abi.encode(keccak256(abi.encode(uint8(3), proof.index, proof.account, proof.cumulative)))
        );
        uint256 sum = cumulative;
        for (uint256 level = 0; level < 20; ++level) {
            SumTree.Sibling memory other =
                SumTree.Sibling(keccak256(abi.encode(before, level)), 0.00100123456789 ether + before / 40);
            proof.siblings[level] = other;
            node = kIndex >> level & 1 == 0
                ? keccak256(abi.encode(node, sum, other.hash, other.sum))
                : keccak256(abi.encode(other.hash, other.sum, node, sum));
            sum += other.sum;
        }
        p = draftProposal(s, new Trees.Leaf[](0));
        (p.rewardTop, p.rewardCount, p.rewardSum, p.toContributors) = (node, kLeaves, sum, sum - before);
    }

    function _note(string memory what, uint256 target) private {
        emit Measured(what, vm.lastCallGas().gasTotalUsed, target);
    }
}
