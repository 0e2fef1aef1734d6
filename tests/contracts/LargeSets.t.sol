// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";
import {Parameters} from "contracts/Parameters.sol";
import {Reviews} from "contracts/Reviews.sol";
import {Stakes} from "contracts/Stakes.sol";
import {Datanets} from "contracts/Datanets.sol";
import {Opening, State, Verdict} from "contracts/Types.sol";

/// The largest cases that the parameters' bounds allow, in gas with everything cold: each step has to fit into a block of
/// 30 million, calldata included, with room to spare.
contract LargeSetsTest is RewardsWorld {
    event Large(string step, uint256 gas);

    /// A third of a block of 30 million: room for others, and for networks with smaller blocks.
    uint256 private constant kMost = 10_000_000;

    function _fits(string memory step, uint256 gas, uint256 most) private {
        emit Large(step, gas);
        if (gas > most) revert Differs(step, gas, most);
    }

    function _set(uint8[3] memory names, uint64[3] memory amounts) private {
        (uint8[] memory keys, uint64[] memory values) = (new uint8[](3), new uint64[](3));
        for (uint256 i = 0; i < 3; ++i) (keys[i], values[i]) = (names[i], amounts[i]);
        vm.prank(timelock);
        parameters.set(keys, values);
    }

    /// As a transaction would pay it: 21,000, 16 for each byte that is not zero, and the call.
    function _whole(bytes memory data) private view returns (uint256 gas) {
        gas = 21_000 + vm.lastCallGas().gasTotalUsed;
        for (uint256 i = 0; i < data.length; i += 32) {
            // the dearest case for a word that has any byte
            uint256 word;
            assembly {
                word := mload(add(add(data, 32), i))
            }
            gas += word == 0 ? 128 : 512;
        }
    }

    function _cool() private {
        address[5] memory all =
            [address(reviews), address(contributions), address(stakes), address(parameters), address(datanets)];
        for (uint256 i = 0; i < 5; ++i) vm.cool(all[i]);
        vm.cool(address(inference));
        vm.cool(address(attribution));
        vm.cool(address(jury));
    }

    /// Fifteen reviewers who differ on 53,333 records: 800,000 bits in the one transaction that computes the result.
    function test_blockGas_theLargestPanel() public {
        _set([Key.maximumRecords, Key.panelSize, Key.quorum], [uint64(53_333), 15, 8]);
        for (uint256 i = kReviewers; i < 16; ++i) join(reviewer(i), 1, datanet);
        mine(1);
        Case memory c = opened(53_333);
        mine(2);
        _cool();
        reviews.draw(c.opening);
        _fits("draw of fifteen of sixteen reviewers", vm.lastCallGas().gasTotalUsed, 1_500_000);
        same(panelSize(c), 15, "seats");
        deliver(c);
        Vote[] memory votes = new Vote[](15);
        for (uint8 k = 0; k < 15; ++k) {
            bytes memory bitmap = new bytes(6667);
            for (uint256 at = 0; at < 6667; at += 32) {
                bytes32 dice = keccak256(abi.encode(k, at));
                assembly {
                    mstore(add(add(bitmap, 32), at), dice)
                }
            }
            bitmap[6666] &= 0x1f;
            votes[k] = vote(Verdict.Accept, bitmap, k);
            sealVote(c, k, votes[k]);
        }
        _cool();
        openVote(c, 0, votes[0]);
        _fits("opening a vote on 53,333 records", _whole(votes[0].bitmap), 400_000);
        for (uint8 k = 1; k < 15; ++k) openVote(c, k, votes[k]);
        bytes[] memory bitmaps = new bytes[](15);
        for (uint256 k = 0; k < 15; ++k) bitmaps[k] = votes[k].bitmap;
        bytes memory data = abi.encodeCall(reviews.finalize, (c.commitment, bitmaps));
        isTrue(data.length > 100_000, "all the bits");
        _cool();
        reviews.finalize(c.commitment, bitmaps);
        _fits("result of 800,000 bits", _whole(data), kMost);
        expectState(c, State.PartlyAccepted);
    }

    /// Parameters can't be moved to where a round's bitmaps would not fit.
    function test_griefing_byHugePanels() public {
        uint8[] memory keys = new uint8[](2);
        uint64[] memory values = new uint64[](2);
        (keys[0], values[0]) = (Key.maximumRecords, 53_334);
        (keys[1], values[1]) = (Key.panelSize, 15);
        vm.expectRevert(abi.encodeWithSelector(Parameters.Inconsistent.selector, Key.maximumRecords));
        vm.prank(timelock);
        parameters.set(keys, values);
        (keys[1], values[1]) = (Key.appealPanelSize, 15);
        vm.expectRevert(abi.encodeWithSelector(Parameters.Inconsistent.selector, Key.maximumRecords));
        vm.prank(timelock);
        parameters.set(keys, values);
        (keys[0], values[0]) = (Key.panelSize, 16);
        expectError(Parameters.OutOfBounds.selector);
        vm.prank(timelock);
        parameters.set(keys, values);
    }

    /// A set full of members who can't sit: a draw looks at sixty-four of them and no more, and still fits.
    function test_blockGas_aDrawAmongMembersWhoCannotSit() public {
        _set([Key.maximumRecords, Key.panelSize, Key.quorum], [uint64(53_333), 15, 2]);
        for (uint256 i = kReviewers; i < 300; ++i) join(reviewer(i), 1, datanet);
        // All but three have every bit of their stake in use.
        for (uint256 i = 3; i < 300; ++i) {
            vm.prank(address(reviews));
            stakes.reserve(reviewer(i), 1, datanet, 20 ether);
        }
        mine(1);
        Case memory c = opened(8);
        mine(2);
        uint256 tries = 0;
        for (uint256 block_ = 0; block_ < 40; ++block_) {
            vm.setBlockhash(statusOf(c).roundBlock + 1, keccak256(abi.encode(block_)));
            _cool();
            try reviews.draw(c.opening) {
                break;
            } catch (bytes memory reason) {
                isTrue(bytes4(reason) == Reviews.NotEnoughReviewers.selector, "too few were free among those looked at");
                _fits("draw of sixty-four tries", vm.lastCallGas().gasTotalUsed, 2_500_000);
                ++tries;
            }
        }
        isTrue(tries > 0, "one at least was in vain");
    }

    /// Fifteen jurors among hundreds, with every party and payer to be looked up.
    function test_blockGas_aDrawOfJurors() public {
        _set([Key.maximumRecords, Key.appealPanelSize, Key.appealQuorum], [uint64(53_333), 15, 8]);
        for (uint256 i = kJurors; i < 300; ++i) join(juror(i), 2, 0);
        pass(parameter(Key.epochLength) + 1);
        inference.lapse(modelId); // the next epoch has these parameters
        mine(1);
        (Proposal memory p, Settlement memory s,,) = proposed(2);
        bytes32 caseId = dispute(p, relayer);
        mine(parameter(Key.drawDelay) + 1);
        _cool();
        attribution.draw(p, s, model);
        _fits("draw of fifteen jurors", vm.lastCallGas().gasTotalUsed, 1_500_000);
        same(jury.panels(caseId).size, 15, "seats");
        pass(parameter(Key.commitWindow) + parameter(Key.revealWindow) + 2);
        _cool();
        attribution.judge(p); // all of them were silent: the dearest way to end
        _fits("ruling of fifteen silent jurors", vm.lastCallGas().gasTotalUsed, 1_500_000);
    }

    // ---- epochs with more payers than one transaction can take

    uint256 private constant kMany = 600;

    /// Receipts of many payers in ascending order, each with an escrow.
    function _manyPayers(uint256 many) private returns (Claim[] memory claims, Charge[] memory charges, uint256 fees) {
        (claims, charges) = (new Claim[](many), new Charge[](many));
        uint256[] memory keys = new uint256[](many);
        address[] memory accounts = new address[](many);
        for (uint256 i = 0; i < many; ++i) {
            uint256 key = 0xFE0000 + i;
            address account = vm.addr(key);
            uint256 at = i;
            for (; at > 0 && accounts[at - 1] > account; --at) (accounts[at], keys[at]) = (accounts[at - 1], keys[at - 1]);
            (accounts[at], keys[at]) = (account, key);
        }
        for (uint256 i = 0; i < many; ++i) {
            inference.deposit{value: 2 * kFee}(modelId, accounts[i]);
            Receipt memory r = receiptOf(0, 1, kFee, 0);
            r.payer = accounts[i];
            claims[i] = Claim(r, signed(keys[i], inference.receiptDigest(r)));
            charges[i] = Charge(modelId, r.epoch, r.payer, uint64(i), 1, hashOf(r), kFee);
            fees += kFee;
        }
    }

    function _part(Claim[] memory claims, uint256 from, uint256 to) private pure returns (Claim[] memory part) {
        part = new Claim[](to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = claims[i];
    }

    /// In pages, an epoch of any number of payers settles to the very same settlement.
    function test_blockGas_settlingHundredsOfPayersInPages() public {
        (Claim[] memory claims, Charge[] memory charges, uint256 fees) = _manyPayers(kMany);
        (,, uint40 openedAt,) = inference.clocks(modelId);
        vm.startPrank(provider);
        for (uint256 from = 0; from < 400; from += 200) {
            Claim[] memory page = _part(claims, from, from + 200);
            _cool();
            inference.chargeAhead(model, page);
            _fits("a page of 200 payers", _whole(abi.encodeCall(inference.chargeAhead, (model, page))), 2 * kMost);
        }
        checkRewardMoney();
        bytes32 root = keccak256("root");
        Claim[] memory last = _part(claims, 400, kMany);
        uint256 started = vm_blockNumber() - 1;
        inference.settle(model, root, last);
        vm.stopPrank();

        Settlement memory s;
        (s.model, s.epoch, s.parametersId, s.openedAt) = (modelId, 1, 1, openedAt);
        (s.settledAt, s.snapshotBlock, s.count, s.payers) = (uint40(vm_timestamp()), uint64(started), uint64(kMany), uint32(kMany));
        (s.payee, s.modelHash, s.logRoot) = (model.payee, keccak256(abi.encode(model)), root);
        for (uint256 i = 0; i < kMany; ++i) {
            s.chargesAcc = keccak256(abi.encode(s.chargesAcc, keccak256(abi.encode(charges[i]))));
            same(inference.charges(modelId, 1, charges[i].payer), keccak256(abi.encode(charges[i])), "charge");
        }
        (s.fees, s.platformFees) = (fees, kMany * parameter(Key.platformFee) * 1 gwei);
        same(inference.settlements(modelId, 1), keccak256(abi.encode(s)), "as if in one");
        checkRewardMoney();
        Trees.Leaf[] memory leaves = leavesFor(s, new Trees.Leaf[](0), 2);
        Proposal memory p = draftProposal(s, leaves);
        send(p, s);
        pass(parameter(Key.challengeWindow) + 1);
        attribution.finalize(p, s);
        checkRewardMoney();
    }

    /// Nobody is charged twice over pages, and only by whom and when settling is allowed.
    function test_settlingInPages_refusals() public {
        (Claim[] memory claims,,) = _manyPayers(4);
        Claim[] memory none = new Claim[](0);
        expectError(Inference.NotProvider.selector);
        inference.chargeAhead(model, claims);
        vm.startPrank(provider);
        expectError(Inference.NoReceipts.selector);
        inference.chargeAhead(model, none);
        expectError(Inference.NoReceipts.selector);
        inference.settle(model, keccak256("root"), none);
        inference.chargeAhead(model, _part(claims, 0, 2));
        expectError(Inference.PayersNotAscending.selector);
        inference.chargeAhead(model, _part(claims, 1, 3));
        expectError(Inference.PayersNotAscending.selector);
        inference.settle(model, keccak256("root"), claims);
        uint256 snapshot = vm.snapshotState();
        inference.settle(model, keccak256("root"), none); // nobody else paid
        same(uint256(inference.stateOf(modelId, 1)), uint256(Epoch.Settled), "settled");
        expectError(Inference.WrongReceipt.selector);
        inference.chargeAhead(model, _part(claims, 2, 4)); // of the epoch before
        vm.revertToState(snapshot);
        vm.stopPrank();
        pass(parameter(Key.epochLength) + 1);
        vm.prank(provider);
        expectError(Inference.TooLate.selector);
        inference.chargeAhead(model, _part(claims, 2, 4));
    }

    /// A provider who charges ahead and then does not settle gets nothing: the epoch is void, everybody has everything back.
    function test_settlingInPages_notFinishedReturnsToThePayers() public {
        (Claim[] memory claims, Charge[] memory charges,) = _manyPayers(4);
        vm.prank(provider);
        inference.chargeAhead(model, _part(claims, 0, 3));
        checkRewardMoney();
        expectError(Inference.WrongEpochState.selector);
        inference.reclaim(charges[0]);
        pass(parameter(Key.epochLength) + 1);
        inference.lapse(modelId);
        same(uint256(inference.stateOf(modelId, 1)), uint256(Epoch.Void), "void");
        for (uint256 i = 0; i < 3; ++i) {
            inference.reclaim(charges[i]);
            same(charges[i].payer.balance, kFee, "what was charged");
        }
        expectError(Inference.WrongCharge.selector);
        inference.reclaim(charges[0]);
        expectError(Inference.WrongCharge.selector);
        inference.reclaim(charges[3]);
        checkRewardMoney();
        // The next epoch begins from nothing.
        (Log memory log, Settlement memory s) = settled();
        same(s.previous, 0, "no settled epoch before");
        same(s.fees, log.fees, "its own fees only");
        send(draftProposal(s, leavesFor(s, new Trees.Leaf[](0), 2)), s);
        checkRewardMoney();
    }

    /// Anybody may put dust aside for anybody: it neither delays a refund nor costs the payer anything.
    function test_griefing_byDust_inEscrow() public {
        vm.prank(payer(0));
        inference.requestRefund(modelId);
        settled();
        inference.deposit{value: 1}(modelId, payer(0));
        pass(parameter(Key.refundNotice));
        uint256 before = payer(0).balance;
        inference.refund(modelId, payer(0));
        same(payer(0).balance - before, kDeposit - kFee + 1, "with the dust");
        checkRewardMoney();
    }
}
