// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";
import {Informedness, Tally} from "contracts/Informedness.sol";
import {Majority} from "contracts/Majority.sol";
import {Contributions} from "contracts/Contributions.sol";
import {Authorized, Texts} from "./VectorText.sol";
import {Commitment, Opening, OPENING_TYPEHASH, Verdict, Version} from "contracts/Types.sol";

/// vectors/protocol.json: every typed hash, proofs of records, majorities, informedness of reviewers, bonds and royalties, which C++ has to reproduce to
/// the byte; `DATANET_WRITE_VECTORS=true tests/contracts/run` writes the committed file anew.
contract ProtocolVectorsTest is RewardsWorld {
    using Texts for string;
    using Informedness for Tally;

    string private constant kFile = "tests/contracts/vectors/protocol.json";

    function test_vectorsAreWhatTheContractsCompute() public {
        vm.chainId(777001);
        string memory text = string.concat('{\n "commitments": [', _commitments(), '],\n "openings": [', _openings());
        text = string.concat(text, '],\n "deliveries": [', _deliveries(), '],\n "votes": [', _votes());
        text = string.concat(text, '],\n "models": [', _models(), '],\n "proposals": [', _proposals());
        text = string.concat(text, '],\n "versions": [', _versions(), '],\n "bonds": [', _bonds());
        text = string.concat(text, '],\n "royalties": [', _royalties(), '],\n "records": [', _records());
        text = string.concat(text, '],\n "majorities": [', _majorities(), '],\n "informedness": [');
        text = string.concat(text, _informedness(), "]\n}\n");
        if (vm.envOr("DATANET_WRITE_VECTORS", false)) vm.writeFile(kFile, text);
        same(keccak256(bytes(vm.readFile(kFile))), keccak256(bytes(text)), "the committed vectors");
    }

    function _dice(string memory what, uint256 i) private pure returns (bytes32) {
        return keccak256(abi.encode("protocol", what, i));
    }

    function _who(bytes32 dice, uint256 i) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(dice, "who", i)))));
    }

    function _word(bytes32 dice, uint256 i) private pure returns (bytes32) {
        return keccak256(abi.encode(dice, "word", i));
    }

    function _commitments() private view returns (string memory text) {
        for (uint256 i = 0; i < 3; ++i) text = string.concat(text, Texts.begin(i), _commitment(_dice("commitment", i)));
    }

    function _commitment(bytes32 dice) private view returns (string memory entry) {
        Commitment memory c;
        (c.id, c.payer, c.count) = (uint64(uint256(dice)), _who(dice, 0), uint32(uint256(dice) >> 64));
        (c.bondGwei, c.committedAt) = (uint64(uint256(dice) >> 96), uint40(uint256(dice) >> 160));
        c.parametersId = uint24(uint256(dice) >> 200);
        uint64 net = uint64(uint256(dice) >> 32);
        c.commitment = _salted(dice, net, c.count);
        entry = entry.number("chain", block.chainid).account("contract", address(contributions));
        entry = entry.account("contributor", _who(dice, 1)).number("datanet", net);
        entry = entry.word("recordsRoot", _word(dice, 0)).number("count", c.count).word("termsHash", _word(dice, 1));
        entry = entry.word("salt", _word(dice, 2)).word("commitment", c.commitment).number("id", c.id);
        entry = entry.account("payer", c.payer).number("bondGwei", c.bondGwei).number("committedAt", c.committedAt);
        entry = entry.number("parametersId", c.parametersId).end("hash", keccak256(abi.encode(c)));
    }

    function _salted(bytes32 dice, uint64 net, uint32 count) private view returns (bytes32) {
        return contributions.commitmentOf(_who(dice, 1), net, _word(dice, 0), count, _word(dice, 1), _word(dice, 2));
    }

    function _openings() private view returns (string memory text) {
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 dice = _dice("opening", i);
            Opening memory o = _opening(dice);
            Contributions.Authorization memory a;
            (a.parametersId, a.nonce, a.deadline) = (uint24(uint256(dice)), i, uint40(uint256(dice)));
            (a.maximumFee, a.maximumBond) = (uint256(_word(dice, 20)) >> 100, uint256(_word(dice, 21)) >> 100);
            string memory entry = _openingText(Texts.begin(i), o);
            entry = Texts.authorization(entry, Authorized(a.parametersId, a.maximumFee, a.maximumBond, a.nonce, a.deadline));
            entry = entry.word("hash", keccak256(abi.encode(OPENING_TYPEHASH, o)));
            text = string.concat(text, entry.end("digest", contributions.submissionDigest(o, a)));
        }
    }

    function _openingText(string memory entry, Opening memory o) private view returns (string memory) {
        entry = entry.number("chain", block.chainid).account("contract", address(contributions));
        entry = entry.number("id", o.id).number("datanet", o.datanet).number("supersedes", o.supersedes);
        entry = entry.number("baseVersion", o.baseVersion).number("count", o.count);
        entry = entry.number("removalsCount", o.removalsCount).number("permittedUses", o.permittedUses);
        entry = entry.account("contributor", o.contributor).account("payee", o.payee);
        entry = entry.word("recordsRoot", o.recordsRoot).word("removalsRoot", o.removalsRoot);
        entry = entry.word("bundleHash", o.bundleHash).word("manifestHash", o.manifestHash);
        entry = entry.word("licenceHash", o.licenceHash).word("termsHash", o.termsHash);
        return entry.word("gitCommit", o.gitCommit).word("authorship", o.authorship);
    }

    function _opening(bytes32 dice) private pure returns (Opening memory o) {
        (o.id, o.datanet, o.supersedes) = (uint64(uint256(dice)), uint64(uint256(dice) >> 8), uint64(uint256(dice) >> 16));
        (o.baseVersion, o.count) = (uint32(uint256(dice) >> 24), uint32(uint256(dice) >> 32));
        (o.removalsCount, o.permittedUses) = (uint32(uint256(dice) >> 40), uint32(uint256(dice) >> 48));
        (o.contributor, o.payee) = (_who(dice, 0), _who(dice, 1));
        (o.recordsRoot, o.removalsRoot, o.bundleHash) = (_word(dice, 0), _word(dice, 1), _word(dice, 2));
        (o.manifestHash, o.licenceHash, o.termsHash) = (_word(dice, 3), _word(dice, 4), _word(dice, 5));
        (o.gitCommit, o.authorship) = (_word(dice, 6), _word(dice, 7));
    }

    /// The digests that `deliverFor` checks (Replay.t.sol signs them).
    function _deliveries() private view returns (string memory text) {
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 dice = _dice("delivery", i);
            string memory locator = ["", "http://inbox/1", "https://example.org/a/rather/long/place/of/a/sealed/bundle"][i];
            (uint64 id, uint8 round) = (uint64(uint256(dice)), uint8(1 + i % 2));
            string memory entry = Texts.begin(i).number("chain", block.chainid).account("contract", address(contributions));
            entry = entry.number("id", id).number("round", round).word("sealedBundleHash", _word(dice, 0));
            entry = string.concat(entry, '"locator": "', locator, '", ').number("nonce", i);
            entry = entry.number("deadline", uint40(uint256(dice)));
            entry = entry.word("stored", keccak256(abi.encode(round, _word(dice, 0), locator)));
            text = string.concat(text, entry.end("digest", _deliveryDigest(dice, round, locator, i)));
        }
    }

    function _deliveryDigest(bytes32 dice, uint8 round, string memory locator, uint256 nonce) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Delivery(uint64 id,uint8 round,bytes32 sealedBundleHash,string locator,uint256 nonce,uint256 deadline)"
        );
        bytes memory members = abi.encode(uint64(uint256(dice)), round, _word(dice, 0), keccak256(bytes(locator)), nonce);
        bytes32 inner = keccak256(abi.encodePacked(typeHash, members, uint256(uint40(uint256(dice)))));
        return keccak256(abi.encodePacked(hex"1901", _contributionsDomain(), inner));
    }

    function _contributionsDomain() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Datanet Contributions"),
                keccak256("1"),
                block.chainid,
                address(contributions)
            )
        );
    }

    function _votes() private view returns (string memory text) {
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 dice = _dice("vote", i);
            text = string.concat(text, Texts.begin(i), _vote(dice, i), _jurorVote(dice, i));
        }
    }

    function _vote(bytes32 dice, uint256 i) private view returns (string memory entry) {
        (uint64 id, uint8 round) = (uint64(uint256(dice)), uint8(1 + i % 2));
        bytes32 vote_ = reviews.voteOf(
            id, round, _who(dice, 0), Verdict(1 + i), _word(dice, 0), _word(dice, 1), _word(dice, 2)
        );
        entry = entry.number("chain", block.chainid).account("reviews", address(reviews));
        entry = entry.account("jury", address(jury)).number("contribution", id).number("round", round);
        entry = entry.account("voter", _who(dice, 0)).number("verdict", 1 + i).word("bitmapHash", _word(dice, 0));
        entry = entry.word("reasonsHash", _word(dice, 1)).word("salt", _word(dice, 2)).word("vote", vote_);
    }

    function _jurorVote(bytes32 dice, uint256 i) private view returns (string memory entry) {
        bytes32 caseId = attribution.caseOf(_modelOf(dice), _epochOf(dice), uint16(i));
        entry = entry.number("model", _modelOf(dice)).number("epoch", _epochOf(dice)).number("attempt", i);
        entry = entry.word("case", caseId).number("kind", _kindOf(i)).number("index", uint64(uint256(dice)));
        entry = entry.word("demand", _demand(dice, i)).number("ruling", 1 + i % 2);
        bytes32 vote_ = jury.voteOf(caseId, _who(dice, 0), Ruling(1 + i % 2), _word(dice, 1), _word(dice, 2));
        entry = entry.end("jurorVote", vote_);
    }

    function _demand(bytes32 dice, uint256 i) private view returns (bytes32) {
        return attribution.demandOf(_modelOf(dice), _epochOf(dice), uint16(i), _kindOf(i), uint64(uint256(dice)));
    }

    function _modelOf(bytes32 dice) private pure returns (uint64) {
        return uint64(uint256(dice) >> 64);
    }

    function _epochOf(bytes32 dice) private pure returns (uint64) {
        return uint64(uint256(dice) >> 128);
    }

    function _kindOf(uint256 i) private pure returns (uint8) {
        return [uint8(2), 3, 5, 5][i];
    }

    function _models() private pure returns (string memory text) {
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 dice = _dice("model", i);
            Model memory m;
            (m.id, m.parent, m.version) = (uint64(uint256(dice)), uint64(uint256(dice) >> 64), uint32(uint256(dice) >> 128));
            (m.royalty, m.owner, m.payee, m.provider) = (uint16(uint256(dice) >> 160), _who(dice, 0), _who(dice, 1), _who(dice, 2));
            (m.weightsHash, m.dataVersionsHash, m.runHash, m.textsHash) =
                (_word(dice, 0), _word(dice, 1), _word(dice, 2), _word(dice, 3));
            (m.priceIn, m.priceOut) = (uint256(_word(dice, 4)) >> 160, uint256(_word(dice, 5)) >> 160);
            string memory entry = Texts.begin(i).number("id", m.id).number("parent", m.parent).number("version", m.version);
            entry = entry.number("royalty", m.royalty).account("owner", m.owner).account("payee", m.payee);
            entry = entry.account("provider", m.provider).word("weightsHash", m.weightsHash);
            entry = entry.word("dataVersionsHash", m.dataVersionsHash).word("runHash", m.runHash);
            entry = entry.word("textsHash", m.textsHash).number("priceIn", m.priceIn).number("priceOut", m.priceOut);
            text = string.concat(text, entry.end("hash", keccak256(abi.encode(m))));
        }
    }

    function _proposals() private pure returns (string memory text) {
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 dice = _dice("proposal", i);
            Proposal memory p;
            (p.model, p.epoch, p.proposer) = (uint64(uint256(dice)), uint64(uint256(dice) >> 64), _who(dice, 0));
            (p.attributionRoot, p.statementHash, p.locatorHash) = (_word(dice, 0), _word(dice, 1), _word(dice, 2));
            (p.previousRoot, p.previousCount, p.previousSum) =
                (_word(dice, 3), uint64(uint256(dice) >> 128), uint256(_word(dice, 4)) >> 128);
            (p.rewardTop, p.rewardCount, p.rewardSum) =
                (_word(dice, 5), uint64(uint256(dice) >> 192), uint256(_word(dice, 6)) >> 128);
            (p.toModel, p.toContributors) = (uint256(_word(dice, 7)) >> 130, uint256(_word(dice, 8)) >> 131);
            (p.toReviewers, p.toStakers) = (uint256(_word(dice, 9)) >> 132, uint256(_word(dice, 10)) >> 133);
            string memory entry = Texts.begin(i).number("model", p.model).number("epoch", p.epoch);
            entry = entry.account("proposer", p.proposer).word("attributionRoot", p.attributionRoot);
            entry = entry.word("statementHash", p.statementHash).word("locatorHash", p.locatorHash);
            entry = entry.word("previousRoot", p.previousRoot).number("previousCount", p.previousCount);
            entry = entry.number("previousSum", p.previousSum).word("rewardTop", p.rewardTop);
            entry = entry.number("rewardCount", p.rewardCount).number("rewardSum", p.rewardSum);
            entry = entry.number("toModel", p.toModel).number("toContributors", p.toContributors);
            entry = entry.number("toReviewers", p.toReviewers).number("toStakers", p.toStakers);
            text = string.concat(text, entry.end("hash", keccak256(abi.encode(p))));
        }
    }

    /// As `Datanets.publish` accumulates them.
    function _versions() private pure returns (string memory text) {
        bytes32 acc = 0;
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 dice = _dice("version", i);
            Version memory v;
            (v.datanet, v.number, v.contribution) = (uint64(uint256(dice)), uint32(i + 1), uint64(uint256(dice) >> 64));
            (v.acceptedCount, v.publishedAt) = (uint32(uint256(dice) >> 128), uint64(uint256(dice) >> 160));
            (v.openingHash, v.acceptedBitmapHash, v.gitCommit) = (_word(dice, 0), _word(dice, 1), _word(dice, 2));
            acc = keccak256(abi.encode(acc, keccak256(abi.encode(v))));
            string memory entry = Texts.begin(i).number("datanet", v.datanet).number("number", v.number);
            entry = entry.number("contribution", v.contribution).number("acceptedCount", v.acceptedCount);
            entry = entry.number("publishedAt", v.publishedAt).word("openingHash", v.openingHash);
            entry = entry.word("acceptedBitmapHash", v.acceptedBitmapHash).word("gitCommit", v.gitCommit);
            text = string.concat(text, entry.end("acc", acc));
        }
    }

    /// Under the practice parameters.
    function _bonds() private view returns (string memory text) {
        for (uint256 i = 0; i < 12; ++i) {
            uint256 atRisk = i < 4 ? [uint256(0), 1, 9, 10_000_000_000][i] : uint256(_dice("bond", i)) >> (120 + 10 * i);
            string memory entry = Texts.begin(i).number("atRisk", atRisk);
            text = string.concat(text, entry.last("bond", attribution.bondFor(modelId, 1, atRisk)));
        }
    }

    /// README.md, "Division of one answer": what a model, its parent, and its parent keep of one share.
    function _royalties() private pure returns (string memory text) {
        for (uint256 depth = 0; depth <= 8; ++depth) {
            uint256 net = uint256(_dice("royalty", depth)) >> (170 + 8 * depth);
            (string memory royalties, string memory kept) = _lineage(depth, net * 3000 / 10_000);
            string memory entry = string.concat(Texts.begin(depth).number("net", net), '"royalties": [', royalties);
            text = string.concat(text, entry, '], "kept": [', kept, "]}");
        }
    }

    function _lineage(uint256 depth, uint256 rest) private pure returns (string memory royalties, string memory kept) {
        for (uint256 k = 0; k <= depth; ++k) {
            uint256 royalty = uint256(_word(_dice("royalty", depth), k)) % 5001;
            if (k == depth) royalty = 0;
            else if (depth == 8 && k < 3) royalty = 5000;
            uint256 passed = rest * royalty / 10_000;
            royalties = string.concat(royalties, k == 0 ? '"' : ', "', vm.toString(royalty), '"');
            kept = string.concat(kept, k == 0 ? '"' : ', "', vm.toString(rest - passed), '"');
            rest = passed;
        }
    }

    /// Roots of records with the proof of each, and of some at once.
    function _records() private pure returns (string memory text) {
        uint256[6] memory sizes = [uint256(1), 2, 3, 4, 7, 33];
        for (uint256 i = 0; i < 6; ++i) {
            bytes32[] memory ids = new bytes32[](sizes[i]);
            for (uint256 k = 0; k < ids.length; ++k) ids[k] = bytes32((k << 248) | (uint256(_dice("record", 100 * i + k)) >> 8));
            uint32[] memory places = new uint32[]((ids.length + 2) / 3);
            for (uint256 k = 0; k < places.length; ++k) places[k] = uint32(3 * k);
            string memory entry = string.concat(Texts.begin(i), '"ids": ', Texts.words(ids), ', "proofs": [');
            for (uint256 k = 0; k < ids.length && ids.length < 10; ++k) {
                entry = string.concat(entry, k == 0 ? "" : ", ", Texts.words(Trees.proof(1, ids, k).siblings));
            }
            entry = string.concat(entry, '], "siblingsOfEveryThird": ');
            entry = string.concat(entry, Texts.words(Trees.multiProof(1, ids, places).siblings), ", ");
            text = string.concat(text, entry.end("root", Trees.root(1, ids)));
        }
    }

    function _majorities() private view returns (string memory text) {
        uint16[12] memory counts = [uint16(1), 7, 8, 9, 40, 255, 256, 257, 3, 16, 100, 300];
        for (uint256 i = 0; i < 12; ++i) {
            text = string.concat(text, Texts.begin(i), _majority(_dice("majority", i), counts[i]));
        }
    }

    function _majority(bytes32 dice, uint256 count) private view returns (string memory entry) {
        uint256 seats = 1 + uint256(dice) % 15;
        bytes[] memory bitmaps = new bytes[](seats);
        (bool[] memory present, bool[] memory full) = (new bool[](seats), new bool[](seats));
        entry = string.concat(entry.number("count", count), '"votes": [');
        for (uint256 k = 0; k < seats; ++k) {
            uint256 way = uint256(_word(dice, k)) % 8;
            (present[k], full[k]) = (way != 0, way % 2 == 1);
            if (way > 2) bitmaps[k] = _bitmap(_word(dice, 100 + k), count);
            entry = string.concat(entry, k == 0 ? "" : ", ", _ballot(present[k], full[k], bitmaps[k]));
        }
        (bytes memory accepted, uint256 ones, Tally[] memory tallies) = this.combine(bitmaps, present, full, count);
        entry = string.concat(entry, '], "tallies": [');
        for (uint256 k = 0; k < seats; ++k) entry = string.concat(entry, k == 0 ? "{" : ", {", _tally(tallies[k]));
        entry = string.concat(entry, '], "accepted": "', vm.toString(accepted), '", ').last("acceptedCount", ones);
    }

    function _tally(Tally memory t) private pure returns (string memory entry) {
        return entry.number("kept", t.kept).number("keptToo", t.keptToo).number("left", t.left).last("leftToo", t.leftToo);
    }

    /// A reviewer's tally over rounds of all sizes, every third of which is taken back at once.
    function _informedness() private pure returns (string memory text) {
        Informedness.Rule memory rule = Informedness.Rule(1000, 128, 4096);
        Tally memory tally;
        for (uint256 i = 0; i < 40; ++i) {
            bytes32 dice = _dice("informedness", i);
            if (i == 20) rule = Informedness.Rule(400, 50, 1023);
            Tally memory seen;
            seen.kept = uint32(uint256(dice) >> (226 + uint256(dice) % 23));
            seen.left = uint32(uint256(_word(dice, 0)) >> (226 + uint256(dice) % 23));
            seen.keptToo = uint32(uint256(_word(dice, 1)) % (uint256(seen.kept) + 1));
            seen.leftToo = uint32(uint256(_word(dice, 2)) % (uint256(seen.left) + 1));
            string memory entry = string.concat(Texts.begin(i).number("least", rule.least), '"seen": {', _tally(seen));
            entry = string.concat(entry, ", ").number("evidence", rule.evidence).number("memory", rule.memory_);
            uint64 added = tally.replace(0, seen, rule);
            entry = entry.number("added", added);
            entry = string.concat(entry, '"tally": {', _tally(tally), ', "paid": ', tally.isPaid(rule) ? "true" : "false");
            if (i % 3 == 0) tally.replace(added, Tally(0, 0, 0, 0), rule);
            text = string.concat(text, entry, ', "after": {', _tally(tally), "}");
        }
    }

    function _ballot(bool opened_, bool accepts, bytes memory bitmap) private pure returns (string memory ballot) {
        ballot = string.concat('{"opened": ', opened_ ? "true" : "false", ', "accepts": ', accepts ? "true" : "false");
        ballot = string.concat(ballot, ', "bitmap": "', vm.toString(bitmap), '"}');
    }

    function combine(bytes[] calldata bitmaps, bool[] memory present, bool[] memory full, uint256 count)
        external
        pure
        returns (bytes memory, uint256, Tally[] memory)
    {
        return Majority.combine(bitmaps, present, full, count);
    }

    function _bitmap(bytes32 dice, uint256 count) private pure returns (bytes memory bitmap) {
        bitmap = new bytes((count + 7) / 8);
        for (uint256 i = 0; i < count; ++i) {
            if (uint256(keccak256(abi.encode(dice, i))) % 2 == 1) {
                bitmap[i / 8] = bytes1(uint8(bitmap[i / 8]) | uint8(1 << (i % 8)));
            }
        }
    }
}
