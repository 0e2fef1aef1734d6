// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Duplicates} from "contracts/Duplicates.sol";
import {PositionalTree} from "contracts/PositionalTree.sol";
import {Trees} from "./Trees.sol";
import "./World.sol";

/// Calls that take a proof as calldata.
contract ManyRoots {
    function rootOf(bytes32[] calldata ids, PositionalTree.MultiProof calldata proof) external pure returns (bytes32) {
        return PositionalTree.manyRootOf(PositionalTree.kRecord, ids, proof);
    }
}

/// Who sends again what others had published loses the bond to whoever shows it; nobody else does.
contract DuplicatesTest is World {
    address private constant kCopier = address(0xC0B1E5);
    address private constant kProver = address(0x9808E5);
    address private constant kThief = address(0x7AE1F);
    bytes32 private constant kSalt = keccak256("salt of the announcement");
    uint32 private constant kRecords = 9;

    event Measured(string step, uint256 gas, uint256 target);

    bytes32[] private _ids;
    Case private _original;
    Version private _version;
    bytes private _bitmap;
    ManyRoots private _many;

    /// Nine published records, of which the panel left the last one out.
    function setUp() public override {
        super.setUp();
        vm.deal(kCopier, 1000 ether);
        _many = new ManyRoots();
        for (uint256 i = 0; i < kRecords; ++i) _ids.push(_id(i));
        _original = register(draft(contributor, kRecords, Trees.root(1, _ids)), contributor);
        open(_original);
        _bitmap = hex"ff00";
        _version = _publish(_original, _bitmap, keccak256("git commit"));
    }

    function test_takesTheBondOfWhoCopied() public {
        Case memory copy = _copied(kCopier, _ids);
        Duplicates.Proof memory proof = _proof(copy, _ids, _range(0, 8), _range(0, 8));
        _announce(kProver, copy, proof);
        uint256 before = treasury.balance;
        vm.prank(kProver);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
        uint256 bond = bondFor(kRecords);
        same(kProver.balance, bond / 2, "half to the prover");
        same(treasury.balance - before, bond - bond / 2, "half to the treasury");
        isTrue(!statusOf(copy).bondHeld, "no bond is held");
        checkMoney();

        // One penalty for a contribution, and no other end of it pays the bond a second time.
        vm.expectRevert(abi.encodeWithSelector(Contributions.NoBondHeld.selector, copy.opening.id));
        vm.prank(kProver);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
        judge(copy, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        expectState(copy, State.Accepted);
        same(kCopier.balance, 1000 ether - bond, "nothing came back");
        checkMoney();
    }

    /// Before its panel has it, too, where a published set was sent again as it is: its root tells.
    function test_theReviewNeedNotHaveBegun_andEveryEndIsSafe() public {
        for (uint256 way = 0; way < 3; ++way) {
            bytes32[] memory ids = new bytes32[](8);
            for (uint256 i = 0; i < 8; ++i) ids[i] = _ids[i];
            Case memory copy = register(draft(kCopier, 8, Trees.root(1, ids)), kCopier);
            open(copy);
            if (way == 2) draw(copy);
            Duplicates.Proof memory proof = _proof(copy, ids, _range(0, 8), _range(0, 8));
            proof.salt = bytes32(way);
            _announce(kProver, copy, proof);
            vm.prank(kProver);
            contributions.proveDuplicates(copy.opening, copy.commitment, proof);
            if (way == 0) {
                vm.prank(kCopier);
                contributions.withdraw(copy.opening, copy.commitment);
            } else {
                pass(parameter(way == 1 ? Key.drawWindow : Key.deliveryWindow) + 1);
                contributions.expire(copy.commitment);
            }
            same(kCopier.balance, 1000 ether - (way + 1) * bondFor(8), "lost once");
            checkMoney();
        }
    }

    /// Records of two published sets, mixed in another order with new ones: half of them is enough.
    function test_recordsOfSeveralVersions() public {
        bytes32[] memory other = new bytes32[](3);
        for (uint256 i = 0; i < 3; ++i) other[i] = _id(100 + i);
        Case memory second = register(draft(address(0x5EC0), 3, Trees.root(1, other)), contributor);
        open(second);
        Version memory secondVersion = _publish(second, hex"07", keccak256("second commit"));

        bytes32[] memory mixed = new bytes32[](10);
        for (uint256 i = 0; i < 10; ++i) mixed[i] = _id(200 + i);
        (mixed[1], mixed[4], mixed[5], mixed[8], mixed[9]) = (other[2], _ids[6], _ids[0], other[0], _ids[3]);
        Case memory copy = _copied(kCopier, mixed);
        uint32[] memory places = new uint32[](5);
        (places[0], places[1], places[2], places[3], places[4]) = (1, 4, 5, 8, 9);
        Duplicates.Proof memory proof;
        proof.salt = kSalt;
        proof.ids = new bytes32[](5);
        for (uint256 i = 0; i < 5; ++i) proof.ids[i] = mixed[places[i]];
        proof.later = Trees.multiProof(1, mixed, places);
        proof.earlier = new Duplicates.Earlier[](2);
        uint32[] memory firstPlaces = new uint32[](3);
        (firstPlaces[0], firstPlaces[1], firstPlaces[2]) = (0, 3, 6);
        uint32[] memory firstPicks = new uint32[](3);
        (firstPicks[0], firstPicks[1], firstPicks[2]) = (2, 4, 1);
        proof.earlier[0] =
            Duplicates.Earlier(_version, _original.opening, _bitmap, firstPicks, Trees.multiProof(1, _ids, firstPlaces));
        uint32[] memory secondPlaces = new uint32[](2);
        secondPlaces[1] = 2;
        uint32[] memory secondPicks = new uint32[](2);
        secondPicks[0] = 3;
        proof.earlier[1] =
            Duplicates.Earlier(secondVersion, second.opening, hex"07", secondPicks, Trees.multiProof(1, other, secondPlaces));
        _announce(kProver, copy, proof);

        // One of them shown twice is not two of them.
        proof.earlier[1].picks[1] = 2;
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.WrongEarlier.selector, 1));
        proof.earlier[1].picks[1] = 0;
        vm.prank(kProver);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
        same(kProver.balance, bondFor(10) / 2, "half to the prover");
        checkMoney();
    }

    /// Seeing a proof on its way, or announcing at random, earns nothing.
    function test_griefing_proofsCannotBeTaken() public {
        Case memory copy = _copied(kCopier, _ids);
        Duplicates.Proof memory proof = _proof(copy, _ids, _range(0, 8), _range(0, 8));
        bytes32 announcement = contributions.announcementOf(kProver, copy.opening.id, proof.ids, kSalt);
        _refused(copy, proof, abi.encodeWithSelector(Contributions.NotAnnounced.selector, 0));
        vm.prank(kProver);
        contributions.announceDuplicates(announcement);
        uint256 announcedIn = vm_blockNumber();
        // Not in the block of the announcement: who saw the proof there could have announced it, too.
        _refused(copy, proof, abi.encodeWithSelector(Contributions.NotAnnounced.selector, announcedIn));
        mine(1);
        // Announcing it again, whoever does, does not move it.
        vm.prank(kThief);
        contributions.announceDuplicates(announcement);
        same(contributions.announcements(announcement), announcedIn, "the first one counts");

        vm.expectRevert(abi.encodeWithSelector(Contributions.NotAnnounced.selector, 0));
        vm.prank(kThief);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
        // An announcement of other records is none of these.
        proof.salt = keccak256("another salt");
        _refused(copy, proof, abi.encodeWithSelector(Contributions.NotAnnounced.selector, 0));
        proof.salt = kSalt;
        vm.prank(kProver);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
        same(kThief.balance, 0, "nothing for the thief");
    }

    /// Who did not know loses nothing: records that became public later, in private, without files, or were one's own.
    function test_griefing_theHonestKeepTheirBonds() public {
        // Committed to before the others were published.
        bytes32[] memory ids = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) ids[i] = _id(300 + i);
        Case memory honest = register(draft(kCopier, 4, Trees.root(1, ids)), kCopier);
        open(honest);
        Case memory later = register(draft(contributor, 4, honest.opening.recordsRoot), contributor);
        open(later);
        Version memory version = _publish(later, hex"0f", keccak256("commit"));
        Duplicates.Proof memory proof = _proof(honest, ids, _range(0, 4), _range(0, 4));
        proof.earlier[0].version = version;
        proof.earlier[0].opening = later.opening;
        proof.earlier[0].acceptedBitmap = hex"0f";
        proof.earlier[0].proof = Trees.multiProof(1, ids, _range(0, 4));
        _announce(kProver, honest, proof);
        _refused(
            honest,
            proof,
            abi.encodeWithSelector(
                Datanets.PublishedLater.selector, version.publishedAt, honest.commitment.committedAt
            )
        );

        // One's own records in another contribution.
        Case memory own = _copied(contributor, _ids);
        proof = _proof(own, _ids, _range(0, 8), _range(0, 8));
        _announce(kProver, own, proof);
        _refused(own, proof, abi.encodeWithSelector(Duplicates.OwnRecords.selector, _original.opening.id));

        // Published without the files.
        Case memory bare = register(draft(contributor, 4, Trees.root(1, _some(400, 4))), contributor);
        open(bare);
        version = _publish(bare, hex"0f", 0);
        Case memory same4 = _copied(kCopier, _some(400, 4));
        proof = _proof(same4, _some(400, 4), _range(0, 4), _range(0, 4));
        proof.earlier[0] = Duplicates.Earlier(
            version, bare.opening, hex"0f", _range(0, 4), Trees.multiProof(1, _some(400, 4), _range(0, 4))
        );
        _announce(kProver, same4, proof);
        _refused(same4, proof, abi.encodeWithSelector(Datanets.NotPublic.selector, datanet, version.number));
        same(kProver.balance, 0, "nothing to win");
        judge(same4, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        same(kCopier.balance, 1000 ether - bondFor(4), "only the one in review is held");
        checkMoney();
    }

    /// What lies in a datanet private to its members was public to nobody.
    function test_griefing_privateDatanetsProveNothing() public {
        uint64 first = datanet;
        vm.prank(owner);
        datanet = datanets.create(1 + 128, kTerms, "Members", "http://inbox", "/remote");
        for (uint256 i = 0; i < kReviewers; ++i) join(reviewer(i), 1, datanet);
        mine(1);
        Case memory hidden = register(draft(contributor, 4, Trees.root(1, _some(500, 4))), contributor);
        open(hidden);
        Version memory version = _publish(hidden, hex"0f", keccak256("commit"));
        datanet = first;
        Case memory copy = _copied(kCopier, _some(500, 4));
        Duplicates.Proof memory proof = _proof(copy, _some(500, 4), _range(0, 4), _range(0, 4));
        proof.earlier[0] = Duplicates.Earlier(
            version, hidden.opening, hex"0f", _range(0, 4), Trees.multiProof(1, _some(500, 4), _range(0, 4))
        );
        _announce(kProver, copy, proof);
        _refused(copy, proof, abi.encodeWithSelector(Datanets.NotPublic.selector, hidden.opening.datanet, 1));
    }

    /// Less than half, what the panel left out, other records, another's bitmap, a made-up version.
    function test_griefing_whatIsNotShownIsNotProven() public {
        Case memory copy = _copied(kCopier, _ids);
        Duplicates.Proof memory proof = _proof(copy, _ids, _range(0, 4), _range(0, 4));
        _announce(kProver, copy, proof);
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.TooFewDuplicates.selector, 4, 5));

        proof = _proof(copy, _ids, _range(4, 9), _range(4, 9));
        _announce(kProver, copy, proof);
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.WrongEarlier.selector, 0)); // the ninth was left out
        proof.earlier[0].acceptedBitmap = hex"ff01";
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.WrongEarlier.selector, 0));

        proof = _proof(copy, _ids, _range(0, 5), _range(1, 6));
        _announce(kProver, copy, proof);
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.WrongEarlier.selector, 0));
        proof = _proof(copy, _ids, _range(0, 5), _range(0, 5));
        proof.earlier[0].version.publishedAt -= 1;
        _refused(copy, proof, abi.encodeWithSelector(Datanets.WrongVersion.selector, datanet, 1));
        proof.earlier[0].version = _version;
        proof.earlier[0].opening.recordsRoot = copy.opening.recordsRoot;
        proof.earlier[0].opening.datanet = 7;
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.WrongEarlier.selector, 0));
        proof.earlier = new Duplicates.Earlier[](0);
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.TooFewDuplicates.selector, 0, 5));
        proof = _proof(copy, _ids, _range(0, 5), _range(0, 5));
        proof.later.siblings[0] = 0;
        _refused(copy, proof, abi.encodeWithSelector(Duplicates.TooFewDuplicates.selector, 0, 5));

        // After the result there is no bond to take.
        judge(copy, three(Verdict.Reject, Verdict.Reject, Verdict.Reject));
        same(kCopier.balance, 1000 ether, "bond back");
        proof = _proof(copy, _ids, _range(0, 5), _range(0, 5));
        _refused(copy, proof, abi.encodeWithSelector(Contributions.NoBondHeld.selector, copy.opening.id));
    }

    /// Any leaves of a tree of any size lead to its root, and nothing that was changed does.
    function testFuzz_aMultiproofIsItsTree(uint256 dice, uint8 size) public view {
        uint256 count = 1 + size % 40;
        bytes32[] memory ids = _some(dice % 1000, count);
        uint256 chosen = 0;
        for (uint256 i = 0; i < count; ++i) chosen += dice >> i & 1;
        if (chosen == 0) return;
        uint32[] memory places = new uint32[](chosen);
        bytes32[] memory some = new bytes32[](chosen);
        chosen = 0;
        for (uint256 i = 0; i < count; ++i) {
            if (dice >> i & 1 == 0) continue;
            (places[chosen], some[chosen]) = (uint32(i), ids[i]);
            ++chosen;
        }
        PositionalTree.MultiProof memory proof = Trees.multiProof(1, ids, places);
        bytes32 root = Trees.root(1, ids);
        same(_many.rootOf(some, proof), root, "root");
        uint256 which = (dice >> 64) % chosen;
        some[which] = keccak256("another record");
        isTrue(_many.rootOf(some, proof) != root, "another record");
        some[which] = ids[places[which]];
        proof.count += 1;
        isTrue(_many.rootOf(some, proof) != root, "another count");
        proof.count -= 1;
        if (proof.siblings.length != 0) {
            uint256 sibling = (dice >> 128) % proof.siblings.length;
            proof.siblings[sibling] ^= bytes32(uint256(1));
            isTrue(_many.rootOf(some, proof) != root, "another sibling");
        }
        if (chosen > 1) {
            proof.positions[0] = proof.positions[1];
            same(_many.rootOf(some, proof), bytes32(0), "places ascend");
        }
    }

    /// Half of a thousand records is still a transaction of the usual size.
    function test_blockGas_aThousandRecords() public {
        bytes32[] memory ids = _some(1000, 1024);
        Case memory first = register(draft(contributor, 1024, Trees.root(1, ids)), contributor);
        open(first);
        bytes memory all = new bytes(128);
        for (uint256 i = 0; i < 128; ++i) all[i] = 0xff;
        Version memory version = _publish(first, all, keccak256("commit"));
        Case memory copy = _copied(kCopier, ids);
        Duplicates.Proof memory proof = _proof(copy, ids, _range(0, 512), _range(0, 512));
        proof.earlier[0] =
            Duplicates.Earlier(version, first.opening, all, _range(0, 512), Trees.multiProof(1, ids, _range(0, 512)));
        _announce(kProver, copy, proof);
        vm.prank(kProver);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit Measured("proving 512 of 1,024 records as duplicates", used, 0);
        isTrue(used < 4_000_000, "gas");
    }

    // ---- inside

    function _id(uint256 n) private pure returns (bytes32) {
        return keccak256(abi.encode("record", n));
    }

    function _some(uint256 from, uint256 count) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) ids[i] = _id(from + i);
    }

    function _range(uint32 from, uint32 to) private pure returns (uint32[] memory range) {
        range = new uint32[](to - from);
        for (uint32 i = from; i < to; ++i) range[i - from] = i;
    }

    /// Reviewed, accepted by this bitmap and published.
    function _publish(Case memory c, bytes memory bitmap, bytes32 commit) private returns (Version memory version) {
        draw(c);
        deliver(c);
        Vote[] memory votes = new Vote[](3);
        for (uint256 k = 0; k < 3; ++k) votes[k] = vote(Verdict.Accept, bitmap, k);
        judge(c, votes);
        pass(parameter(Key.appealWindow) + 1);
        vm.prank(owner);
        datanets.publish(c.opening, commit);
        (,,,, uint32 number) = datanets.heads(c.opening.datanet);
        Status memory status = statusOf(c);
        version = Version(
            c.opening.datanet,
            number,
            c.opening.id,
            status.acceptedCount,
            uint64(vm_timestamp()),
            contributions.openings(c.opening.id),
            keccak256(bitmap),
            commit
        );
        mine(1);
    }

    /// Somebody's contribution of these records, with its panel.
    function _copied(address who, bytes32[] memory ids) private returns (Case memory c) {
        c = register(draft(who, uint32(ids.length), Trees.root(1, ids)), who);
        open(c);
        draw(c);
        vm.prank(who);
        contributions.deliver(c.opening, keccak256("sealed"), "");
    }

    /// That the records at these places of the copy are those at these places of the original.
    function _proof(Case memory copy, bytes32[] memory ids, uint32[] memory later, uint32[] memory before)
        private
        view
        returns (Duplicates.Proof memory proof)
    {
        same(copy.opening.count, ids.length, "all records");
        proof.salt = kSalt;
        proof.ids = new bytes32[](later.length);
        for (uint256 i = 0; i < later.length; ++i) proof.ids[i] = ids[later[i]];
        proof.later = Trees.multiProof(1, ids, later);
        proof.earlier = new Duplicates.Earlier[](1);
        if (before[before.length - 1] >= kRecords) return proof;
        proof.earlier[0] = Duplicates.Earlier(
            _version, _original.opening, _bitmap, _range(0, uint32(later.length)), Trees.multiProof(1, _ids, before)
        );
    }

    function _announce(address prover, Case memory copy, Duplicates.Proof memory proof) private {
        bytes32 announcement = contributions.announcementOf(prover, copy.opening.id, proof.ids, proof.salt);
        vm.prank(prover);
        contributions.announceDuplicates(announcement);
        mine(1);
    }

    function _refused(Case memory copy, Duplicates.Proof memory proof, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(kProver);
        contributions.proveDuplicates(copy.opening, copy.commitment, proof);
    }
}
