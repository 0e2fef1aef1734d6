// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// A receiver that, while it is paid for one model, claims what it earned with another: few enough steps for the gas that a
/// payment gives along, as both of its leaves are the only ones of their trees. Whether it got through is in what it holds.
contract Greedy {
    Rewards private immutable _rewards;
    uint64 private immutable _model;
    uint256 private immutable _cumulative;
    bool private transient _entered;

    constructor(Rewards rewards, uint64 model, uint256 cumulative) {
        (_rewards, _model, _cumulative) = (rewards, model, cumulative);
    }

    receive() external payable {
        if (_entered) return;
        _entered = true;
        SumTree.Proof memory proof;
        (proof.account, proof.cumulative, proof.count) = (address(this), _cumulative, 1);
        try _rewards.claim(_model, proof) {} catch {}
        _entered = false;
    }
}

/// A receiver without any limit of gas, as `collect` pays: tries to collect and to claim again, and to have more collected.
contract Collector {
    Payments private _where;
    bytes private _other;
    address private _otherAt;
    bool public refusing = true;
    uint256 public entered;
    uint256 public succeeded;

    function prepare(Payments where, address otherAt, bytes calldata other) external {
        (_where, _otherAt, _other) = (where, otherAt, other);
    }

    function collect() external {
        refusing = false;
        _where.collect(payable(address(this)));
    }

    receive() external payable {
        require(!refusing);
        ++entered;
        if (entered > 3) return;
        try _where.collect(payable(address(this))) {
            ++succeeded;
        } catch {}
        (bool ok,) = _otherAt.call(_other);
        if (ok) ++succeeded;
    }
}

/// Contracts that come back in while they are being paid.
contract ReentrancyTest is RewardsWorld {
    function _finish(Trees.Leaf[] memory leaves) private {
        (, Settlement memory s) = settled();
        Proposal memory p = draftProposal(s, leaves);
        send(p, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
    }

    function _only(address account, uint256 cumulative) private pure returns (Trees.Leaf[] memory leaves) {
        leaves = new Trees.Leaf[](1);
        leaves[0] = Trees.Leaf(account, cumulative);
    }

    /// The guard, not the little gas, keeps a paid contract out: its claim would have had enough.
    function test_reentrancyThroughAClaimingContract() public {
        uint64 first = modelId;
        Model memory firstModel = model;
        vm.prank(owner);
        uint64 second = models.register(modelDraft(), "Glossary", "http://model");
        uint256 amount = 0.001 ether;
        Greedy greedy = new Greedy(rewards, second, 2 * amount);
        for (uint256 round = 1; round <= 2; ++round) {
            (modelId, model) = (first, firstModel);
            _finish(_only(address(greedy), round * amount));
            (modelId, model) = (second, modelAt(second, 1));
            if (round == 1) for (uint256 i = 0; i < kPayers; ++i) deposit(i, kDeposit);
            _finish(_only(address(greedy), round * amount));
            if (round == 2) break;
            // Both accounts of it were paid once, so that the second claim writes into slots that are in use.
            rewards.claim(first, Trees.sumProof(_only(address(greedy), amount), 0));
            rewards.claim(second, Trees.sumProof(_only(address(greedy), amount), 0));
        }
        vm.cool(address(rewards));
        rewards.claim(first, Trees.sumProof(_only(address(greedy), 2 * amount), 0));
        (uint128 taken,) = rewards.taken(first, address(greedy));
        same(taken, 2 * amount, "the claim that was sent");
        (taken,) = rewards.taken(second, address(greedy));
        same(taken, amount, "and none out of the middle of it");
        same(address(greedy).balance, 3 * amount, "paid once");
        // Outside of a payment the same claim goes through.
        rewards.claim(second, Trees.sumProof(_only(address(greedy), 2 * amount), 0));
        same(address(greedy).balance, 4 * amount, "all of it");
    }

    /// `collect` gives all gas along and has no guard: what is owed is gone from the books before anything is sent.
    function test_reentrancyThroughCollect() public {
        Collector collector = new Collector();
        uint256 amount = 0.001 ether;
        Trees.Leaf[] memory leaves = new Trees.Leaf[](2);
        (leaves[0], leaves[1]) = (Trees.Leaf(address(collector), amount), Trees.Leaf(earner(1), 5 * amount));
        _finish(leaves);
        rewards.claim(modelId, Trees.sumProof(leaves, 0));
        same(rewards.owed(address(collector)), amount, "owed, as it refused");
        collector.prepare(
            rewards, address(rewards), abi.encodeCall(rewards.claim, (modelId, Trees.sumProof(leaves, 0)))
        );
        collector.collect();
        isTrue(collector.entered() >= 1, "it was entered");
        same(collector.succeeded(), 0, "and got nothing out of it");
        same(address(collector).balance, amount, "once");
        same(rewards.owedTotal(), 0, "nothing owed");
        same(address(rewards).balance, 5 * amount, "the other account's coins are still there");
        checkRewardMoney();
    }

    /// The same with the stake of a juror: withdrawing from within a collection takes nothing twice.
    function test_reentrancyThroughCollect_ofStakes() public {
        Collector collector = new Collector();
        vm.deal(address(collector), 20 ether);
        vm.prank(address(collector));
        stakes.deposit{value: 20 ether}(2, 0, keccak256("key"));
        vm.prank(address(collector));
        stakes.requestWithdraw(2, 0);
        pass(parameter(Key.stakeCooldown) + 1);
        uint256 held = address(stakes).balance;
        vm.prank(address(collector));
        stakes.withdraw(2, 0);
        same(stakes.owed(address(collector)), 20 ether, "owed, as it refused");
        collector.prepare(stakes, address(stakes), abi.encodeCall(stakes.withdraw, (2, 0)));
        collector.collect();
        same(collector.succeeded(), 0, "nothing more");
        same(address(collector).balance, 20 ether, "once");
        same(address(stakes).balance, held - 20 ether, "nobody else's stake");
        checkRewardMoney();
    }
}
