// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";

/// vectors/rewards.json: receipts, trees and divisions that C++ has to reproduce to the byte. The committed file is what
/// these contracts and the README's formulas give; `DATANET_WRITE_VECTORS=true tests/contracts/run` writes it anew.
contract VectorsTest is RewardsWorld {
    struct Division {
        uint256[3] credits;
        uint256 total;
        uint256 members;
        uint256 spent;
    }

    string private constant kFile = "tests/contracts/vectors/rewards.json";

    function test_vectorsAreWhatTheContractsCompute() public {
        vm.chainId(777001);
        string memory text = string.concat('{\n "receipts": [', _receipts(), '],\n "logs": [', _logs());
        text = string.concat(text, '],\n "charges": [', _charges(), '],\n "settlements": [', _settlements());
        text = string.concat(text, '],\n "attributionLeaves": [', _attributionLeaves());
        text = string.concat(text, '],\n "rewardTrees": [', _rewardTrees(), '],\n "divisions": [', _divisions());
        text = string.concat(text, "]\n}\n");
        if (vm.envOr("DATANET_WRITE_VECTORS", false)) vm.writeFile(kFile, text);
        same(keccak256(bytes(vm.readFile(kFile))), keccak256(bytes(text)), "the committed vectors");
    }

    function _receipts() private view returns (string memory text) {
        bytes32 previous = 0;
        for (uint64 i = 1; i <= 3; ++i) {
            Receipt memory r = receiptOf(0, i, 0.0123456789 ether, previous);
            previous = hashOf(r);
            text = string.concat(text, i == 1 ? "\n  {" : ",\n  {", _number("chain", block.chainid));
            text = string.concat(text, _word("contract", _wide(address(inference))), _number("model", r.model));
            text = string.concat(text, _number("epoch", r.epoch), _word("payer", _wide(r.payer)));
            text = string.concat(text, _number("nonce", r.nonce), _word("inference", r.inference));
            text = string.concat(text, _word("output", r.output), _number("tokensIn", r.tokensIn));
            text = string.concat(text, _number("tokensOut", r.tokensOut), _number("fee", r.fee));
            text = string.concat(text, _number("cumulativeFee", r.cumulativeFee), _word("previous", r.previous));
            text = string.concat(text, _word("hash", previous), '"digest": "');
            text = string.concat(text, vm.toString(inference.receiptDigest(r)), '"}');
        }
    }

    function _logs() private pure returns (string memory text) {
        for (uint256 count = 0; count < 10; ++count) {
            bytes32[] memory ids = new bytes32[](count);
            string memory list;
            for (uint256 i = 0; i < count; ++i) {
                ids[i] = keccak256(abi.encode("id", count, i));
                list = string.concat(list, i == 0 ? '"' : ', "', vm.toString(ids[i]), '"');
            }
            text = string.concat(text, count == 0 ? "\n  {" : ",\n  {", '"ids": [', list, "], ");
            text = string.concat(text, '"root": "', vm.toString(Trees.root(5, ids)), '"}');
        }
    }

    /// As `Inference.settle` makes and accumulates them.
    function _charges() private pure returns (string memory text) {
        bytes32 acc = 0;
        for (uint256 i = 0; i < 8; ++i) {
            bytes32 dice = keccak256(abi.encode("charge", i));
            Charge memory c = Charge(uint64(uint256(dice)), uint64(uint256(dice) >> 64), address(uint160(uint256(dice) >> 32)), 0, 0, dice, 0);
            (c.first, c.count, c.fee) = (uint64(uint256(dice) >> 192), uint64(i), uint256(dice) >> (128 + i));
            acc = keccak256(abi.encode(acc, keccak256(abi.encode(c))));
            text = string.concat(text, i == 0 ? "\n  {" : ",\n  {", _number("model", c.model), _number("epoch", c.epoch));
            text = string.concat(text, _word("payer", _wide(c.payer)), _number("first", c.first));
            text = string.concat(text, _number("count", c.count), _word("head", c.head), _number("fee", c.fee));
            text = string.concat(text, _word("hash", keccak256(abi.encode(c))), '"acc": "', vm.toString(acc), '"}');
        }
    }

    function _settlements() private pure returns (string memory text) {
        for (uint256 i = 0; i < 8; ++i) {
            bytes32 dice = keccak256(abi.encode("settlement", i));
            Settlement memory s;
            (s.model, s.epoch, s.previous) = (uint64(uint256(dice)), uint64(uint256(dice) >> 64), uint64(i));
            (s.parametersId, s.openedAt, s.settledAt) =
                (uint24(uint256(dice) >> 8), uint40(uint256(dice) >> 16), uint40(uint256(dice) >> 24));
            (s.snapshotBlock, s.count, s.payers) =
                (uint64(uint256(dice) >> 128), uint64(uint256(dice) >> 192), uint32(uint256(dice) >> 32));
            (s.payee, s.modelHash, s.logRoot) =
                (address(uint160(uint256(dice) >> 32)), dice, keccak256(abi.encode(dice)));
            (s.chargesAcc, s.fees, s.platformFees) =
                (keccak256(abi.encode(s.logRoot)), uint256(dice) >> (128 + i), uint256(dice) >> (200 + i));
            text = string.concat(text, i == 0 ? "\n  {" : ",\n  {", _settlement(s));
            text = string.concat(text, '"hash": "', vm.toString(keccak256(abi.encode(s))), '"}');
        }
    }

    function _settlement(Settlement memory s) private pure returns (string memory text) {
        text = string.concat(_number("model", s.model), _number("epoch", s.epoch), _number("previous", s.previous));
        text = string.concat(text, _number("parametersId", s.parametersId), _number("openedAt", s.openedAt));
        text = string.concat(text, _number("settledAt", s.settledAt), _number("snapshotBlock", s.snapshotBlock));
        text = string.concat(text, _number("count", s.count), _number("payers", s.payers), _word("payee", _wide(s.payee)));
        text = string.concat(text, _word("modelHash", s.modelHash), _word("logRoot", s.logRoot));
        text = string.concat(text, _word("chargesAcc", s.chargesAcc), _number("fees", s.fees));
        text = string.concat(text, _number("platformFees", s.platformFees));
    }

    /// The ids of `DataDemands`; every fourth is credit of no record.
    function _attributionLeaves() private pure returns (string memory text) {
        bytes32[] memory ids = new bytes32[](9);
        for (uint256 i = 0; i < 9; ++i) {
            bytes32 dice = keccak256(abi.encode("attribution", i));
            uint64 contribution = i % 4 == 0 ? 0 : uint64(uint256(dice));
            uint32 position = contribution == 0 ? 0 : uint32(uint256(dice) >> 64);
            address account = contribution == 0 ? address(0) : address(uint160(uint256(dice) >> 96));
            uint256 credit = uint64(uint256(dice) >> 32);
            ids[i] = keccak256(abi.encode(uint64(i / 4), contribution, position, account, credit));
            text = string.concat(text, i == 0 ? "\n  {" : ",\n  {", _number("inference", i / 4));
            text = string.concat(text, _number("contribution", contribution), _number("position", position));
            text = string.concat(text, _word("account", _wide(account)), _number("credit", credit));
            text = string.concat(text, '"id": "', vm.toString(ids[i]), '"}');
        }
    }

    function _rewardTrees() private pure returns (string memory text) {
        for (uint256 count = 0; count < 12; ++count) {
            Trees.Leaf[] memory leaves = new Trees.Leaf[](count);
            string memory list;
            for (uint256 i = 0; i < count; ++i) {
                bytes32 dice = keccak256(abi.encode("leaf", count, i));
                leaves[i] = Trees.Leaf(address(uint160(uint256(dice))), uint256(dice) >> (140 + i));
                list = string.concat(list, i == 0 ? "{" : ", {", _word("account", _wide(leaves[i].account)));
                list = string.concat(list, '"cumulative": "', vm.toString(leaves[i].cumulative), '"}');
            }
            SumTree.Sibling memory top = Trees.sumTop(leaves);
            text = string.concat(text, count == 0 ? "\n  {" : ",\n  {", '"leaves": [', list, "], ");
            text = string.concat(text, _word("top", top.hash), _number("sum", top.sum), '"siblingsOfTheLast": [');
            if (count != 0) text = string.concat(text, _siblings(Trees.sumProof(leaves, count - 1)));
            text = string.concat(text, '], "root": "', vm.toString(Trees.sumRoot(leaves)), '"}');
        }
    }

    function _siblings(SumTree.Proof memory proof) private pure returns (string memory text) {
        for (uint256 i = 0; i < proof.siblings.length; ++i) {
            text = string.concat(text, i == 0 ? "{" : ", {", _word("hash", proof.siblings[i].hash));
            text = string.concat(text, '"sum": "', vm.toString(proof.siblings[i].sum), '"}');
        }
    }

    /// README.md, "Division of one answer", for three contributor accounts and two reviewers.
    function _divisions() private pure returns (string memory text) {
        for (uint256 i = 0; i < 24; ++i) {
            bytes32 dice = keccak256(abi.encode("division", i));
            uint256 platformFee = uint256(dice) % 1e12;
            uint256 fee = platformFee + (uint256(keccak256(abi.encode(dice))) >> (130 + 4 * (i % 30)));
            uint256 unit = (uint256(dice) >> 8) % 1999;
            uint256[5] memory split = [3000 + unit, 5000 - unit, 1000 - unit / 2, 500 + unit / 4, 0];
            split[4] = 10_000 - split[0] - split[1] - split[2] - split[3];
            text = string.concat(text, i == 0 ? "\n  {" : ",\n  {", _number("fee", fee));
            text = string.concat(text, _number("platformFee", platformFee), _division(dice, fee, fee - platformFee, split));
        }
    }

    function _division(bytes32 dice, uint256 fee, uint256 net, uint256[5] memory split)
        private
        pure
        returns (string memory text)
    {
        Division memory d;
        d.total = (uint256(dice) >> 40) % 1e9; // unattributed
        text = _number("unattributed", d.total);
        for (uint256 i = 0; i < 3; ++i) {
            d.credits[i] = uint256(keccak256(abi.encode(dice, i))) >> (192 + i); // below 2^64, as engines count
            d.total += d.credits[i];
        }
        d.members = 1 + (uint256(dice) >> 72) % 9;
        for (uint256 i = 0; i < 5; ++i) text = string.concat(text, _number(_splitName(i), split[i]));
        for (uint256 i = 0; i < 3; ++i) text = string.concat(text, _number(_creditName(i), d.credits[i]));
        d.spent = net * split[0] / 10_000;
        text = string.concat(text, _number("members", d.members), _number("toModel", d.spent));
        text = string.concat(text, '"toContributors": [', _shares(d, net * split[1] / 10_000, d.credits, 3));
        // Both reviewers judged the first contribution and the second judged the next one, too; two votes each.
        uint256[3] memory weights = [d.credits[0] / 2, d.credits[0] / 2 + d.credits[1] / 2, 0];
        text = string.concat(text, '], "toReviewers": [', _shares(d, net * split[2] / 10_000, weights, 2), "], ");
        uint256 each = net * split[3] / 10_000 / d.members;
        d.spent += each * d.members;
        text = string.concat(text, _number("toEachMember", each));
        text = string.concat(text, '"toTreasury": "', vm.toString(fee - d.spent), '"}');
    }

    function _shares(Division memory d, uint256 share, uint256[3] memory weights, uint256 count)
        private
        pure
        returns (string memory text)
    {
        for (uint256 i = 0; i < count; ++i) {
            uint256 amount = share * weights[i] / d.total;
            d.spent += amount;
            text = string.concat(text, i == 0 ? '"' : ', "', vm.toString(amount), '"');
        }
    }

    function _splitName(uint256 i) private pure returns (string memory) {
        return ["splitModel", "splitContributors", "splitReviewers", "splitStakers", "splitTreasury"][i];
    }

    function _creditName(uint256 i) private pure returns (string memory) {
        return ["credit0", "credit1", "credit2"][i];
    }

    function _wide(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _number(string memory name, uint256 value) private pure returns (string memory) {
        return string.concat('"', name, '": "', vm.toString(value), '", ');
    }

    function _word(string memory name, bytes32 value) private pure returns (string memory) {
        return string.concat('"', name, '": "', vm.toString(value), '", ');
    }
}
