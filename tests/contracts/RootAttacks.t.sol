// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// Attacks on reward roots and on claims, tried from the attacker's side.
contract RootAttacksTest is RewardsWorld {
    address private constant kThief = address(0x7AE1F);

    // ---- root theft

    /// A root that moves somebody's place or takes from what was earned.
    function test_rootTheft_aFallenAmountCostsTheBond() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory forged = leavesFor(s, first, 4);
        forged[1].cumulative = first[1].cumulative - 1;
        _bringDown(s, forged, first, 1);
    }

    function test_rootTheft_aLostAccountCostsTheBond() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory forged = leavesFor(s, first, 4);
        forged[2].account = kThief;
        _bringDown(s, forged, first, 2);
    }

    function _bringDown(Settlement memory s, Trees.Leaf[] memory forged, Trees.Leaf[] memory first, uint256 index) private {
        Proposal memory p = draftProposal(s, forged);
        send(p, s);
        uint256 bond = uint256(attribution.statusOf(p.model, p.epoch).bondGwei) * 1 gwei;
        SumTree.Proof memory before = Trees.sumProof(first, index);
        SumTree.Proof memory later = Trees.sumProof(forged, index);
        vm.prank(relayer);
        uint256 had = relayer.balance;
        attribution.proveFall(p, before, later);
        same(relayer.balance - had, bond - bond / 2, "half of the bond for whoever showed it");
        expectProposal(p, Proposals.State.Void);
        send(draftProposal(s, leavesFor(s, first, 4)), s); // the honest result comes next
        checkRewardMoney();
    }

    function test_rootTheft_anHonestProposalCannotBeBroughtDown() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory second = leavesFor(s, first, 4);
        Proposal memory p = draftProposal(s, second);
        send(p, s);
        for (uint256 i = 0; i < 3; ++i) {
            SumTree.Proof memory before = Trees.sumProof(first, i);
            SumTree.Proof memory later = Trees.sumProof(second, i);
            expectError(Attribution.NoBreach.selector);
            attribution.proveFall(p, before, later);
            later = Trees.sumProof(second, i + 1);
            expectError(Attribution.NoBreach.selector);
            attribution.proveFall(p, before, later);
            expectError(Attribution.NoBreach.selector);
            attribution.proveTwice(p, Trees.sumProof(second, i), later);
        }
        SumTree.Sibling[] memory row = Trees.sumLeaves(second);
        SumTree.NodeProof memory node = SumTree.NodeProof(0, 1, 4, second[1].cumulative, Trees.sumPath(row, 1));
        SumTree.NodeParts memory parts;
        (parts.account, parts.cumulative) = (second[1].account, second[1].cumulative);
        expectError(Attribution.NoBreach.selector);
        attribution.proveSum(p, node, parts);
        node.statedSum += 1;
        expectError(Attribution.NoBreach.selector);
        attribution.proveSum(p, node, parts);
    }

    function test_rootTheft_anAccountAtTwoPlaces() public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory forged = leavesFor(s, new Trees.Leaf[](0), 3);
        forged[2].account = forged[0].account;
        Proposal memory p = draftProposal(s, forged);
        send(p, s);
        attribution.proveTwice(p, Trees.sumProof(forged, 0), Trees.sumProof(forged, 2));
        expectProposal(p, Proposals.State.Void);
    }

    /// Leaves worth more than the root says: each has a valid path, but one of the sums on the way is false.
    function test_rootTheft_aSumThatDoesNotAddUp() public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory leaves = leavesFor(s, new Trees.Leaf[](0), 4);
        SumTree.Sibling[] memory row = Trees.sumLeaves(leaves);
        row[3].sum = 1; // the leaf says more
        _proveSum(s, row, leaves, 0, 3);

        SumTree.Sibling[] memory above = Trees.sumAbove(Trees.sumLeaves(leaves));
        above[1].sum -= 1;
        _proveSum(s, above, leaves, 1, 1);
    }

    function _proveSum(
        Settlement memory s,
        SumTree.Sibling[] memory row,
        Trees.Leaf[] memory leaves,
        uint8 level,
        uint64 position
    ) private {
        SumTree.Sibling[] memory upper = row;
        while (upper.length > 1) upper = Trees.sumAbove(upper);
        Proposal memory p = draftProposal(s, leaves);
        (p.rewardTop, p.rewardSum, p.toContributors) = (upper[0].hash, upper[0].sum, upper[0].sum);
        send(p, s);
        SumTree.NodeParts memory parts;
        if (level == 0) {
            (parts.account, parts.cumulative) = (leaves[position].account, leaves[position].cumulative);
        } else {
            SumTree.Sibling[] memory below = Trees.sumLeaves(leaves);
            (parts.left, parts.right) = (below[2 * position], below[2 * position + 1]);
        }
        SumTree.NodeProof memory proof =
            SumTree.NodeProof(level, position, uint64(leaves.length), row[position].sum, Trees.sumPath(row, position));
        attribution.proveSum(p, proof, parts);
        expectProposal(p, Proposals.State.Void);
    }

    /// However a tree is forged, what can be claimed of it never exceeds what came with it.
    function testFuzz_rootTheft_noTreePaysMoreThanItsSum(uint256 seed) public {
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory leaves = leavesFor(s, new Trees.Leaf[](0), 8);
        SumTree.Sibling[] memory row = Trees.sumLeaves(leaves);
        for (uint256 i = 0; i < 8; ++i) if (seed >> i & 1 == 1) row[i].sum = (seed >> 8) % (row[i].sum + 1);
        SumTree.Sibling[] memory upper = row;
        while (upper.length > 1) upper = Trees.sumAbove(upper);
        Proposal memory p = draftProposal(s, leaves);
        (p.rewardTop, p.rewardSum, p.toContributors) = (upper[0].hash, upper[0].sum, upper[0].sum);
        send(p, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        for (uint64 i = 0; i < 8; ++i) {
            SumTree.Proof memory proof =
                SumTree.Proof(i, leaves[i].account, leaves[i].cumulative, 8, Trees.sumPath(row, i));
            try rewards.claim(modelId, proof) {} catch {}
        }
        checkRewardMoney();
    }

    // ---- double payee

    function test_doublePayee() public {
        (, Trees.Leaf[] memory leaves) = finalized(2);
        SumTree.Proof memory proof = Trees.sumProof(leaves, 0);
        rewards.claim(modelId, proof);
        vm.prank(earner(0));
        rewards.setPayee(kThief);
        expectError(Rewards.NothingToClaim.selector);
        rewards.claim(modelId, proof);
        // A leaf with the payee's name in it is no leaf of the root, and only an account redirects itself.
        proof.account = kThief;
        expectError(Rewards.WrongRoot.selector);
        rewards.claim(modelId, proof);
        vm.prank(kThief);
        rewards.setPayee(kThief);
        rewards.claim(modelId, Trees.sumProof(leaves, 1));
        same(earner(1).balance, leaves[1].cumulative, "to its account");
    }

    // ---- claims

    /// A new root comes in before the claim: the claim against the root before still pays what it says.
    function test_claimOvertakenByANewRoot() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        (, Settlement memory s) = settled();
        Trees.Leaf[] memory second = leavesFor(s, first, 5);
        Proposal memory p = draftProposal(s, second);
        send(p, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        rewards.claim(modelId, Trees.sumProof(first, 1));
        same(earner(1).balance, first[1].cumulative, "what the older root says");
        rewards.claim(modelId, Trees.sumProof(second, 1));
        same(earner(1).balance, second[1].cumulative, "and the rest");
        expectError(Rewards.NothingToClaim.selector);
        rewards.claim(modelId, Trees.sumProof(first, 1));
        checkRewardMoney();
    }

    /// Two roots come in before the claim: the old proof is refused and moves nothing, the new one pays everything.
    function test_claimOvertakenByTwoRoots() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        Trees.Leaf[] memory last = first;
        for (uint256 round = 0; round < 2; ++round) {
            (, Settlement memory s) = settled();
            last = leavesFor(s, last, last.length + 1);
            Proposal memory p = draftProposal(s, last);
            send(p, s);
            pass(parameter(Key.challengeWindow) + 1);
            attribution.finalize(p, s);
        }
        expectError(Rewards.WrongRoot.selector);
        rewards.claim(modelId, Trees.sumProof(first, 1));
        (uint128 taken,) = rewards.taken(modelId, earner(1));
        same(taken, 0, "nothing was taken");
        for (uint256 i = 0; i < last.length; ++i) {
            rewards.claim(modelId, Trees.sumProof(last, i));
            same(earner(i).balance, last[i].cumulative, "all of it");
        }
        same(address(rewards).balance, 0, "nothing is left behind");
        checkRewardMoney();
    }

    // ---- rounding

    /// A million shares of one answer, for any fee: never more than was paid, and what rounding leaves is less than a wei for
    /// each account. Ten thousand answers of dust drain nothing either.
    function testFuzz_rounding_aMillionShares(uint256 dice) public view {
        uint256 net = dice % 3 == 0 ? dice % 1e6 : dice % 1e24;
        uint24 id = parameters.current();
        uint256 share = net * parameters.value(id, Key.splitContributors) / 10_000;
        uint256 kinds = 1000;
        uint256 total = 0;
        uint256[] memory credits = new uint256[](kinds);
        for (uint256 i = 0; i < kinds; ++i) {
            credits[i] = uint256(keccak256(abi.encode(dice, i))) >> (192 + i % 60);
            total += credits[i] * 1000; // a thousand accounts with each of the credits
        }
        if (total == 0) return;
        uint256 paid = 0;
        for (uint256 i = 0; i < kinds; ++i) paid += (share * credits[i] / total) * 1000;
        isTrue(paid <= share, "never more than the share");
        isTrue(share - paid < 1_000_000, "less than a wei for each account is left to the treasury");
        uint256 given = share;
        for (uint8 key = Key.splitModel; key <= Key.splitTreasury; ++key) {
            if (key != Key.splitContributors) given += net * parameters.value(id, key) / 10_000;
        }
        isTrue(given <= net && net - given < 5, "the split itself gives no more than the whole");
    }

    /// An account that claims after each of many epochs of odd amounts gets its cumulative amount to the wei, as often as it
    /// may have claimed; so does one that claims once.
    function test_rounding_manyClaimsAddUp() public {
        Trees.Leaf[] memory leaves = new Trees.Leaf[](0);
        for (uint256 epoch = 0; epoch < 25; ++epoch) {
            Log memory log = makeLog([uint64(1), 1, 1], 1e13 + 7 * epoch + 1);
            Settlement memory s = settle(log);
            Trees.Leaf[] memory next = new Trees.Leaf[](3);
            uint256 share = shareOf(s, Key.splitContributors);
            for (uint256 i = 0; i < 3; ++i) {
                next[i] = Trees.Leaf(earner(i), (epoch == 0 ? 0 : leaves[i].cumulative) + share * (i + 1) / 7);
            }
            leaves = next;
            Proposal memory p = draftProposal(s, leaves);
            send(p, s);
            pass(parameter(Key.challengeWindow) + 1);
            attribution.finalize(p, s);
            rewards.claim(modelId, Trees.sumProof(leaves, 0));
            same(earner(0).balance, leaves[0].cumulative, "after each epoch");
            checkRewardMoney();
        }
        rewards.claim(modelId, Trees.sumProof(leaves, 1));
        rewards.claim(modelId, Trees.sumProof(leaves, 2));
        for (uint256 i = 0; i < 3; ++i) same(earner(i).balance, leaves[i].cumulative, "to the wei");
        same(address(rewards).balance, 0, "nothing drained, nothing left");
    }

    /// Bonds that are too small by a claim in between do not stop a proposal: more than the least is taken.
    function test_stuckRound_claimsDoNotMoveTheBondUnderAProposal() public {
        (, Trees.Leaf[] memory first) = finalized(3);
        (, Settlement memory s) = settled();
        Proposal memory p = draftProposal(s, leavesFor(s, first, 3));
        uint256 bond = attribution.bondFor(p.model, s.parametersId, p.rewardSum);
        rewards.claim(modelId, Trees.sumProof(first, 0));
        vm.prank(proposer);
        attribution.propose{value: bond}(p, s, "http://files");
        expectProposal(p, Proposals.State.Proposed);
    }
}
