// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// Everybody with money at once, in any order: payers, provider, proposers good and bad, challengers, jurors, earners.
contract Market is RewardsWorld {
    struct Round {
        Settlement settlement;
        Proposal proposal;
        bool forged;
    }

    uint256 private constant kEarners = 5;

    mapping(uint64 epoch => Round) private _rounds;
    mapping(uint64 epoch => Charge[]) private _charges;
    mapping(uint64 epoch => Trees.Leaf[]) private _trees; // proposed in that epoch
    Trees.Leaf[] private _final;
    uint64 private _waiting; // the epoch to be resolved next, 0 for none
    uint256 private _furthest;
    bool public wentBack;
    uint256 public deposited;
    uint256 public returned;
    /// what epochs brought the treasury, measured in coins as they were paid out
    uint256 public toTreasury;
    /// calls that did something
    uint256 public paid;
    uint256 public closed;
    uint256 public inPages;
    uint256 public proposed_;
    uint256 public resolved;
    uint256 public governed;
    uint256 public redirected;

    function setUp() public override {
        super.setUp();
        deposited = kPayers * kDeposit;
    }

    function pay(uint256 who, uint256 amount) external {
        amount = within(amount, 1, 2 ether);
        deposited += amount;
        deposit(who % kPayers, amount);
        ++paid;
    }

    /// The governor moves the split and the platform's part; epochs that have begun keep theirs.
    function govern(uint256 dice) external {
        (uint8[] memory keys, uint64[] memory values) = (new uint8[](3), new uint64[](3));
        uint64 moved = uint64(dice % 500);
        (keys[0], values[0]) = (Key.splitContributors, 5000 - moved);
        (keys[1], values[1]) = (Key.splitTreasury, 500 + moved);
        (keys[2], values[2]) = (Key.platformFee, uint64((dice >> 64) % 2000));
        vm.prank(timelock);
        parameters.set(keys, values);
        ++governed;
    }

    /// Earners send their payments elsewhere, name who may, and are redirected; nobody else can do it.
    function redirect(uint256 who, uint256 what) external {
        address account = earner(who % kEarners);
        address friend = address(uint160(0xF0000 + who % kEarners));
        what = what % 5;
        if (what == 0) {
            vm.prank(account);
            rewards.setPayee(who % 2 == 0 ? address(uint160(0xEB000 + who % kEarners)) : address(0));
        } else if (what == 1) {
            vm.prank(account);
            rewards.setRecovery(friend);
        } else if (what == 2) {
            vm.prank(friend);
            rewards.requestRedirect(account, address(uint160(0xEC000 + who % kEarners)));
        } else if (what == 3) {
            vm.prank(account);
            rewards.cancelRedirect();
        } else {
            rewards.applyRedirect(account);
        }
        ++redirected;
    }

    function takeOut(uint256 who, bool ask) external {
        address account = payer(who % kPayers);
        if (ask) {
            vm.prank(account);
            inference.requestRefund(modelId);
        } else {
            uint256 before = account.balance;
            inference.refund(modelId, account);
            returned += account.balance - before;
        }
    }

    function close(uint256 dice, bool invented) external {
        if (_waiting != 0) return;
        invented = invented && closed != 0; // every market has a true one to propose a result for
        Log memory log = makeLog([uint64(dice % 3), uint64(dice >> 8) % 4, 1], kFee + dice % kFee);
        if (invented) log.ids[log.ids.length - 1] = keccak256("invented");
        uint256 pages = (dice >> 16) % log.claims.length;
        Settlement memory s = pages == 0 ? settle(log) : _settleInPages(log, pages);
        _waiting = s.epoch;
        ++closed;
        _rounds[s.epoch].settlement = s;
        for (uint256 i = 0; i < log.charges.length; ++i) _charges[s.epoch].push(log.charges[i]);
        if (invented) {
            uint256 last = log.ids.length - 1;
            inference.refuteHead(s, log.charges[log.charges.length - 1], log.ids[last], logProof(log, last));
        }
    }

    /// The same settlement, with the first of the payers charged ahead.
    function _settleInPages(Log memory log, uint256 ahead) private returns (Settlement memory) {
        (Claim[] memory first, Claim[] memory rest) = (new Claim[](ahead), new Claim[](log.claims.length - ahead));
        for (uint256 i = 0; i < log.claims.length; ++i) {
            if (i < ahead) first[i] = log.claims[i];
            else rest[i - ahead] = log.claims[i];
        }
        vm.prank(provider);
        inference.chargeAhead(model, first);
        log.claims = rest;
        ++inPages;
        return settle(log);
    }

    function propose(uint256 dice) external {
        if (_waiting == 0) return;
        Round storage round = _rounds[_waiting];
        Trees.Leaf[] memory before = _final;
        Trees.Leaf[] memory leaves =
            leavesFor(round.settlement, before, before.length > 1 ? before.length + dice % 2 : kEarners - 2);
        bool forged = dice % 3 == 0 && before.length != 0;
        if (forged) leaves[0].cumulative = before[0].cumulative - 1;
        Proposal memory p = draftProposal(round.settlement, leaves);
        send(p, round.settlement);
        ++proposed_;
        (round.proposal, round.forged) = (p, forged);
        delete _trees[_waiting];
        for (uint256 i = 0; i < leaves.length; ++i) _trees[_waiting].push(leaves[i]);
        if (forged) attribution.proveFall(p, Trees.sumProof(before, 0), Trees.sumProof(leaves, 0));
    }

    function doubt(uint256 what, uint256 dice) external {
        if (_waiting == 0) return;
        Round storage round = _rounds[_waiting];
        Proposal memory p = round.proposal;
        uint64 index = uint64(dice % kEarners);
        what = what % 6;
        if (what == 0) {
            uint256 bond = parameter(Key.dataBond) * 1 gwei;
            vm.deal(relayer, 1000 ether);
            vm.prank(relayer);
            attribution.challengeData{value: bond}(p, round.settlement, 3, index);
        } else if (what == 1) {
            attribution.answerReward(p, Trees.sumProof(_trees[_waiting], index));
        } else if (what == 2) {
            attribution.voidForSilence(p, 3, index);
        } else if (what == 3) {
            dispute(p, relayer);
        } else if (what == 4) {
            empanel(p, round.settlement);
            bytes32 caseId = attribution.caseOf(p.model, p.epoch, attribution.statusOf(p.model, p.epoch).attempt);
            Ruling[] memory rulings = allSay(Ruling(1 + dice % 2));
            if (dice % 5 != 0) ruleBy(caseId, rulings);
        } else {
            attribution.judge(p);
        }
    }

    function resolve(uint256 time) external {
        pass(within(time, 1, time % 4 == 0 ? 4000 : 20));
        if (_waiting == 0) return;
        Round storage round = _rounds[_waiting];
        Proposals.State state = attribution.statusOf(modelId, _waiting).state;
        if (state == Proposals.State.Proposed) {
            if (inference.stateOf(modelId, _waiting) == Epoch.Void) {
                attribution.drop(round.proposal);
                return;
            }
            uint256 before = treasury.balance;
            attribution.finalize(round.proposal, round.settlement);
            toTreasury += treasury.balance - before;
            delete _final;
            Trees.Leaf[] memory leaves = _trees[_waiting];
            for (uint256 i = 0; i < leaves.length; ++i) _final.push(leaves[i]);
        } else {
            attribution.giveUp(round.settlement);
            _returnCharges(_waiting);
        }
        _watch(_waiting);
        ++resolved;
        _waiting = 0;
    }

    function claim(uint256 who) external {
        if (_final.length == 0) return;
        rewards.claim(modelId, Trees.sumProof(_final, who % _final.length));
    }

    function _returnCharges(uint64 epoch) private {
        for (uint256 i = 0; i < _charges[epoch].length; ++i) {
            uint256 before = _charges[epoch][i].payer.balance;
            inference.reclaim(_charges[epoch][i]);
            returned += _charges[epoch][i].payer.balance - before;
        }
    }

    function _watch(uint64 epoch) private {
        (uint64 resolved,) = attribution.progress(modelId);
        if (resolved < _furthest || resolved != epoch) wentBack = true;
        _furthest = resolved;
    }

    /// Time goes by until nothing waits any more, using only calls that anybody may make.
    function bringToAnEnd() external {
        if (_waiting != 0) {
            Round storage round = _rounds[_waiting];
            for (uint256 turn = 0; turn < 4; ++turn) {
                pass(60 days);
                Proposals.State state = attribution.statusOf(modelId, _waiting).state;
                bool refuted = inference.stateOf(modelId, _waiting) == Epoch.Void;
                if (state == Proposals.State.Disputed) attribution.judge(round.proposal);
                else if (state != Proposals.State.Proposed) break;
                else if (refuted) attribution.drop(round.proposal);
                else if (attribution.statusOf(modelId, _waiting).openDemands == 0) break;
                else for (uint64 i = 0; i < kEarners; ++i) try attribution.voidForSilence(round.proposal, 3, i) {} catch {}
            }
            this.resolve(0);
            isTrue(_waiting == 0, "every epoch can be brought to an end");
        }
        for (uint256 i = 0; i < _final.length; ++i) try this.claim(i) {} catch {}
        same(address(rewards).balance, rewards.owedTotal(), "every account can claim everything");
        pass(60 days);
        for (uint256 i = 0; i < kPayers; ++i) {
            try this.takeOut(i, true) {} catch {}
            pass(60 days);
            try this.takeOut(i, false) {} catch {}
        }
        same(address(inference).balance, inference.owedTotal(), "every payer can leave");
    }

    function check() external view {
        checkRewardMoney();
        uint256 earned = 0;
        for (uint256 i = 0; i < 64; ++i) {
            earned += earner(i).balance + address(uint160(0xEB000 + i)).balance + address(uint160(0xEC000 + i)).balance;
        }
        (uint128 given, uint128 claimed) = rewards.ledgers(modelId);
        same(earned, claimed, "what accounts have is what was claimed");
        (uint128 escrowed, uint128 waiting) = inference.holdings(modelId);
        // To the wei: everything that came in is with payers again, held, given to accounts, or the treasury's part.
        same(deposited, returned + escrowed + waiting + given + toTreasury, "money in = money out + held");
        uint256 sum = 0;
        for (uint256 i = 0; i < _final.length; ++i) sum += _final[i].cumulative;
        same(sum, given, "the final root gives exactly what came with it");
        for (uint256 i = 0; i < _final.length; ++i) {
            (uint128 taken,) = rewards.taken(modelId, _final[i].account);
            isTrue(taken <= _final[i].cumulative, "no cumulative amount falls below what was taken");
        }
    }
}

contract RewardInvariantsTest is RewardsWorld {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Market private _market;

    function setUp() public override {
        _market = new Market();
        _market.setUp();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_market);
        targets[0].selectors = new bytes4[](12);
        targets[0].selectors[0] = Market.pay.selector;
        targets[0].selectors[1] = Market.takeOut.selector;
        targets[0].selectors[2] = Market.close.selector;
        targets[0].selectors[3] = Market.close.selector;
        targets[0].selectors[4] = Market.propose.selector;
        targets[0].selectors[5] = Market.propose.selector;
        targets[0].selectors[6] = Market.doubt.selector;
        targets[0].selectors[7] = Market.resolve.selector;
        targets[0].selectors[8] = Market.resolve.selector;
        targets[0].selectors[9] = Market.claim.selector;
        targets[0].selectors[10] = Market.govern.selector;
        targets[0].selectors[11] = Market.redirect.selector;
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_market);
    }

    /// The crowd can get somewhere: an epoch is paid out, another one is refuted and returned.
    function test_theMarketWorks() public {
        _market.close(5, false);
        _market.propose(1);
        _market.resolve(19);
        _market.claim(0);
        isTrue(earner(0).balance > 0, "somebody earned");
        _market.close(5, true);
        _market.resolve(19);
        isTrue(_market.returned() > 0, "payers got a refuted epoch back");
        _market.close((1 << 16) + 1, false);
        same(_market.inPages(), 1, "settled in pages");
        _market.govern(123);
        _market.redirect(1, 1);
        _market.redirect(1, 2);
        _market.redirect(1, 3);
        _market.check();
    }

    /// Money in = money out + held; claims never exceed what was settled; epochs are resolved in order, once.
    function invariant_moneyAndRoots() public view {
        _market.check();
        isTrue(!_market.wentBack(), "epochs only go forward");
    }

    function afterInvariant() public {
        // A market whose every call fails would keep any invariant.
        isTrue(_market.paid() > 0, "somebody paid");
        isTrue(_market.closed() > 0, "an epoch was closed");
        isTrue(_market.proposed_() > 0, "a result was proposed");
        isTrue(_market.governed() > 0 && _market.redirected() > 0, "governor and payees did, too");
        _market.bringToAnEnd();
        _market.check();
    }
}
