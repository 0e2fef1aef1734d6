// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// Three models at once, the second made from the first and the third from the second, with the payers in common: what an
/// epoch gives follows README.md, "Division of one answer", royalties included.
contract Lineage is RewardsWorld {
    struct Line {
        Model model;
        uint16[] royalties; // what it and its ancestors pass on; the last is 0
        address[] accounts; // its payee, the owners of its ancestors, three contributors
        uint64 waiting; // the epoch to be resolved next, 0 for none
        Settlement settlement;
        Proposal proposal;
        uint256[] pending; // cumulative amounts that the proposal gives, by account
        uint256[] earned; // by account, final
        uint256 deposited;
        uint256 returned;
        uint256 toTreasury;
        Charge[] charges;
    }

    uint256 private constant kLines = 3;
    uint256 private constant kContributors = 3;

    Line[kLines] private _lines;
    /// calls that did something
    uint256 public finals;
    uint256 public claims;
    uint256 public voids;

    function setUp() public override {
        super.setUp();
        // The model that RewardsWorld has made is the first one; its owner is the root of all royalties.
        _begin(0, model, new uint16[](1));
        _lines[0].deposited = kPayers * kDeposit;
        vm.prank(owner);
        models.ask(model, 1000);
        uint16[] memory royalties = new uint16[](2);
        royalties[0] = 1000;
        _begin(1, _derived(1, 1000), royalties);
        royalties = new uint16[](3);
        (royalties[0], royalties[1]) = (3333, 1000);
        _begin(2, _derived(2, 3333), royalties);
    }

    function lineOwner(uint256 k) public view returns (address) {
        return k == 0 ? owner : address(uint160(0x0111000 + k));
    }

    function _derived(uint256 k, uint16 royalty) private returns (Model memory m) {
        m = modelDraft();
        (m.owner, m.payee) = (lineOwner(k), address(uint160(0x9A0000 + k)));
        (m.parent, m.royalty) = (_lines[k - 1].model.id, royalty);
        vm.prank(m.owner);
        m.id = models.register(m, "Derived", "http://derived");
        (m.version, m.textsHash) = (1, keccak256(abi.encode("Derived", "http://derived")));
        same(models.models(m.id), keccak256(abi.encode(m)), "model");
    }

    function _begin(uint256 k, Model memory m, uint16[] memory royalties) private {
        Line storage line = _lines[k];
        (line.model, line.royalties) = (m, royalties);
        line.accounts.push(m.payee);
        for (uint256 above = k; above > 0; --above) line.accounts.push(lineOwner(above - 1));
        for (uint256 i = 0; i < kContributors; ++i) line.accounts.push(earner(i));
        line.earned = new uint256[](line.accounts.length);
    }

    /// The helpers of RewardsWorld are about one model: this one from now on.
    function _use(uint256 k) private returns (Line storage line) {
        line = _lines[k];
        (model, modelId) = (line.model, line.model.id);
    }

    // ---- what happens

    function pay(uint256 k, uint256 who, uint256 amount) external {
        Line storage line = _use(k % kLines);
        amount = within(amount, 1 ether, 3 ether);
        deposit(who % kPayers, amount);
        line.deposited += amount;
    }

    function close(uint256 k, uint256 dice) external {
        Line storage line = _use(k % kLines);
        if (line.waiting != 0) return;
        Log memory log = makeLog([uint64(dice % 3), uint64(dice >> 8) % 3, 1], kFee + (dice >> 16) % kFee);
        Settlement memory s = settle(log);
        (line.waiting, line.settlement) = (s.epoch, s);
        delete line.charges;
        for (uint256 i = 0; i < log.charges.length; ++i) line.charges.push(log.charges[i]);
    }

    function propose(uint256 k) external {
        Line storage line = _use(k % kLines);
        if (line.waiting == 0) return;
        (Proposal memory p, uint256[] memory pending) = divided(k % kLines);
        send(p, line.settlement);
        (line.proposal, line.pending) = (p, pending);
    }

    /// What the settled epoch gives, and the proposal that says so.
    function divided(uint256 k) public view returns (Proposal memory p, uint256[] memory pending) {
        Settlement memory s = _lines[k].settlement;
        uint256 toModel;
        uint256 toContributors;
        (pending, toModel, toContributors) = _shares(k, s);
        p = draftProposal(s, leavesOf(k, pending));
        (p.toModel, p.toContributors) = (toModel, toContributors);
    }

    function _shares(uint256 k, Settlement memory s)
        private
        view
        returns (uint256[] memory pending, uint256 toModel, uint256 toContributors)
    {
        pending = _lines[k].earned;
        // All answers of an epoch cost the same here, so each is divided alike.
        uint256 net = s.fees / s.count - s.platformFees / s.count;
        uint256 rest = net * parameters.value(s.parametersId, Key.splitModel) / 10_000;
        toModel = s.count * rest;
        uint256 levels = _lines[k].royalties.length;
        for (uint256 above = 0; above < levels; ++above) {
            uint256 passed = rest * _lines[k].royalties[above] / 10_000;
            pending[above] += s.count * (rest - passed);
            rest = passed;
        }
        rest = net * parameters.value(s.parametersId, Key.splitContributors) / 10_000;
        for (uint256 i = 0; i < kContributors; ++i) {
            uint256 amount = s.count * (rest * (i + 1) / 7); // a seventh is nobody's
            pending[levels + i] += amount;
            toContributors += amount;
        }
    }

    function leavesOf(uint256 k, uint256[] memory amounts) public view returns (Trees.Leaf[] memory leaves) {
        leaves = new Trees.Leaf[](amounts.length);
        for (uint256 i = 0; i < leaves.length; ++i) leaves[i] = Trees.Leaf(_lines[k].accounts[i], amounts[i]);
    }

    function resolve(uint256 k, uint256 time) external {
        Line storage line = _use(k % kLines);
        pass(within(time, 1, time % 5 == 0 ? 700 : 20));
        if (line.waiting == 0) return;
        if (attribution.statusOf(modelId, line.waiting).state == Proposals.State.Proposed) {
            uint256 before = treasury.balance;
            attribution.finalize(line.proposal, line.settlement);
            line.toTreasury += treasury.balance - before;
            line.earned = line.pending;
            ++finals;
        } else {
            attribution.giveUp(line.settlement);
            for (uint256 i = 0; i < line.charges.length; ++i) {
                inference.reclaim(line.charges[i]);
                line.returned += line.charges[i].fee;
            }
            ++voids;
        }
        line.waiting = 0;
    }

    function claim(uint256 k, uint256 who) external {
        Line storage line = _use(k % kLines);
        rewards.claim(modelId, Trees.sumProof(leavesOf(k % kLines, line.earned), who % line.accounts.length));
        ++claims;
    }

    /// Everything one account has in all three models, in one payment.
    function claimAll(uint256 who) external {
        address account = who % 4 == 3 ? owner : earner(who % 4);
        uint64[] memory ids = new uint64[](kLines);
        SumTree.Proof[] memory proofs = new SumTree.Proof[](kLines);
        uint256 used = 0;
        for (uint256 k = 0; k < kLines; ++k) {
            Line storage line = _lines[k];
            for (uint256 i = 0; i < line.accounts.length; ++i) {
                if (line.accounts[i] != account || rewards.roots(line.model.id) == 0) continue;
                (ids[used], proofs[used++]) = (line.model.id, Trees.sumProof(leavesOf(k, line.earned), i));
            }
        }
        assembly {
            mstore(ids, used)
            mstore(proofs, used)
        }
        rewards.claimMany(account, ids, proofs);
        ++claims;
    }

    // ---- what holds

    /// Money in = money out + held, for each model and for all of them; every account has what it claimed, to the wei.
    function check() external view {
        uint256 inInference = inference.owedTotal();
        uint256 inRewards = rewards.owedTotal();
        uint256 paidOut = 0;
        for (uint256 k = 0; k < kLines; ++k) {
            (uint256 held, uint256 given, uint256 claimed) = _checkOne(_lines[k]);
            inInference += held;
            inRewards += given - claimed;
            paidOut += claimed;
        }
        same(address(inference).balance, inInference, "held by Inference");
        same(address(rewards).balance, inRewards, "held by Rewards");
        uint256 received = owner.balance + lineOwner(1).balance + modelPayee.balance;
        received += address(uint160(0x9A0001)).balance + address(uint160(0x9A0002)).balance;
        for (uint256 i = 0; i < kContributors; ++i) received += earner(i).balance;
        same(received, paidOut, "what accounts have is what was claimed");
    }

    function _checkOne(Line storage one) private view returns (uint256 held, uint256 given, uint256 claimed) {
        {
            (uint128 escrowed, uint128 waiting) = inference.holdings(one.model.id);
            held = uint256(escrowed) + waiting;
        }
        (given, claimed) = rewards.ledgers(one.model.id);
        same(one.deposited, one.returned + held + given + one.toTreasury, "money in = money out + held, of one model");
        uint256 sum = 0;
        for (uint256 i = 0; i < one.earned.length; ++i) sum += one.earned[i];
        same(sum, given, "the root gives what came with it");
        isTrue(claimed <= given, "claims never exceed what was settled");
    }

    function lineAt(uint256 k) external view returns (Model memory, address[] memory, uint256[] memory) {
        return (_lines[k].model, _lines[k].accounts, _lines[k].earned);
    }
}

contract LineageTest is RewardsWorld {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Lineage private _lineage;

    function setUp() public override {
        _lineage = new Lineage();
        _lineage.setUp();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_lineage);
        targets[0].selectors = new bytes4[](8);
        targets[0].selectors[0] = Lineage.pay.selector;
        targets[0].selectors[1] = Lineage.close.selector;
        targets[0].selectors[2] = Lineage.close.selector;
        targets[0].selectors[3] = Lineage.propose.selector;
        targets[0].selectors[4] = Lineage.propose.selector;
        targets[0].selectors[5] = Lineage.resolve.selector;
        targets[0].selectors[6] = Lineage.claim.selector;
        targets[0].selectors[7] = Lineage.claimAll.selector;
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_lineage);
    }

    /// A paid answer of the third model pays its owner's payee, both ancestors and the contributors, to the wei.
    function test_aDerivedModelPaysItsAncestors() public {
        _lineage.pay(2, 0, 2 ether);
        _lineage.pay(2, 1, 2 ether);
        _lineage.pay(2, 2, 2 ether);
        _lineage.close(2, 0); // one answer of 0.01 coins
        _lineage.propose(2);
        _lineage.resolve(2, 19);
        (,, uint256[] memory earned) = _lineage.lineAt(2);
        // 0.01 coins less the platform's 1,000 gwei; 30 % of it is the model's share.
        uint256 share = (0.01 ether - 1000 gwei) * 3000 / 10_000;
        uint256 passed = share * 3333 / 10_000;
        uint256 further = passed * 1000 / 10_000;
        same(earned[0], share - passed, "the model's payee");
        same(earned[1], passed - further, "its parent's owner");
        same(earned[2], further, "the owner of the first");
        for (uint256 i = 0; i < 3; ++i) _lineage.claim(2, i);
        same(address(uint160(0x9A0002)).balance, share - passed, "claimed by the payee");
        same(_lineage.lineOwner(1).balance, passed - further, "claimed by the parent's owner");
        same(_lineage.lineOwner(0).balance, further, "claimed by the first's owner");
        _lineage.claimAll(1);
        _lineage.check();
    }

    function invariant_moneyOfEveryModel() public view {
        _lineage.check();
    }

    function afterInvariant() public view {
        isTrue(_lineage.finals() + _lineage.voids() > 0, "epochs were resolved");
    }
}
