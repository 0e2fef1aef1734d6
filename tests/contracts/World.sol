// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Attribution} from "contracts/Attribution.sol";
import {Contributions} from "contracts/Contributions.sol";
import {Datanets} from "contracts/Datanets.sol";
import {Inference} from "contracts/Inference.sol";
import {Jury} from "contracts/Jury.sol";
import {Majority} from "contracts/Majority.sol";
import {Models} from "contracts/Models.sol";
import {Parameters} from "contracts/Parameters.sol";
import {IJury, IRewards} from "contracts/RewardTypes.sol";
import {Reviews} from "contracts/Reviews.sol";
import {Rewards} from "contracts/Rewards.sol";
import {Stakes} from "contracts/Stakes.sol";
import {
    Commitment,
    IContributions,
    IDatanets,
    IParameters,
    IReviews,
    IStakes,
    Key,
    Opening,
    State,
    Status,
    Verdict,
    Version
} from "contracts/Types.sol";
import {Test} from "./Test.sol";

/// The whole set of contracts on the practice parameters, with a datanet, reviewers and jurors, and the steps of a
/// contribution as one-line calls.
abstract contract World is Test {
    struct Case {
        Opening opening;
        Commitment commitment;
        bytes32 salt;
    }

    struct Vote {
        Verdict verdict;
        bytes bitmap;
        bytes32 reasons;
        bytes32 salt;
    }

    uint256 internal constant kContributorKey = 0xC0117;
    uint256 internal constant kReviewers = 6;
    uint256 internal constant kJurors = 7;
    bytes32 internal constant kTerms = keccak256("terms of the datanet");

    Parameters internal parameters;
    Stakes internal stakes;
    Datanets internal datanets;
    Contributions internal contributions;
    Reviews internal reviews;
    Models internal models;
    Inference internal inference;
    Attribution internal attribution;
    Rewards internal rewards;
    Jury internal jury;

    address internal timelock = address(0x71AE);
    address internal treasury = address(0x72EA);
    address internal owner = address(0x0111);
    address internal relayer = address(0x2E1A);
    address internal contributor;
    uint64 internal datanet;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1000);
        contributor = vm.addr(kContributorKey);
        deploy();
        vm.prank(owner);
        datanet = datanets.create(1, kTerms, "Computing", "http://inbox", "/remote");
        for (uint256 i = 0; i < kReviewers; ++i) join(reviewer(i), 1, datanet);
        for (uint256 i = 0; i < kJurors; ++i) join(juror(i), 2, 0);
        vm.deal(contributor, 1000 ether);
        vm.deal(relayer, 1000 ether);
        mine(1);
    }

    function practiceValues() internal pure returns (uint64[] memory values) {
        uint64[40] memory list = [
            uint64(1000), 262144, 10000000000, 10000000000, 0, 604800, 3600, 1, 3600, 3600, 1800, 15, 120, 15552000, 60,
            1000000000, 3, 2, 3, 2, 1000000000, 3000, 5000, 1000, 500, 500,
            1000, 3600, 10, 600, 15, 10, 1000000000, 1000, 10000000, 1000000000, 120,
            1000, 128, 4096
        ];
        values = new uint64[](40);
        for (uint256 i = 0; i < 40; ++i) values[i] = list[i];
    }

    function deploy() internal {
        uint256 nonce = vm.getNonce(address(this));
        address reviewsAddress = vm.computeCreateAddress(address(this), nonce + 4);
        address contributionsAddress = vm.computeCreateAddress(address(this), nonce + 3);
        parameters = new Parameters(timelock, treasury, true, practiceValues());
        stakes = new Stakes(parameters, reviewsAddress, vm.computeCreateAddress(address(this), nonce + 9));
        datanets = new Datanets(parameters, IContributions(contributionsAddress), IReviews(reviewsAddress));
        contributions = new Contributions(parameters, datanets, IReviews(reviewsAddress));
        reviews = new Reviews(parameters, contributions, datanets, stakes);
        models = new Models();
        address attributionAddress = vm.computeCreateAddress(address(this), nonce + 7);
        IRewards rewardsAddress = IRewards(vm.computeCreateAddress(address(this), nonce + 8));
        inference = new Inference(parameters, models, attributionAddress, rewardsAddress);
        IJury juryAddress = IJury(vm.computeCreateAddress(address(this), nonce + 9));
        attribution = new Attribution(parameters, juryAddress, inference, rewardsAddress);
        rewards = new Rewards(parameters, address(inference));
        jury = new Jury(parameters, stakes, attribution);
        same(address(attribution), attributionAddress, "address of Attribution");
        same(address(jury), address(juryAddress), "address of Jury");
        same(address(reviews), reviewsAddress, "address of Reviews");
        same(address(contributions), contributionsAddress, "address of Contributions");
    }

    // ---- people

    function reviewer(uint256 i) internal pure returns (address) {
        return address(uint160(0xA000 + i));
    }

    function juror(uint256 i) internal pure returns (address) {
        return address(uint160(0xB000 + i));
    }

    function join(address account, uint8 role, uint64 scope) internal {
        vm.deal(account, 1000 ether);
        vm.prank(account);
        stakes.deposit{value: 20 ether}(role, scope, keccak256(abi.encode("key", account)));
    }

    // ---- time

    function mine(uint256 blocks) internal {
        vm.roll(vm_blockNumber() + blocks);
        vm.warp(vm_timestamp() + blocks);
    }

    function pass(uint256 time) internal {
        vm.warp(vm_timestamp() + time);
        vm.roll(vm_blockNumber() + 1);
    }

    /// Read through calls, because the optimizer may reuse an earlier value of `block`.
    function vm_timestamp() internal view returns (uint256) {
        return this.timestampNow();
    }

    function vm_blockNumber() internal view returns (uint256) {
        return this.blockNow();
    }

    function timestampNow() external view returns (uint256) {
        return block.timestamp;
    }

    function blockNow() external view returns (uint256) {
        return block.number;
    }

    function parameter(uint8 key) internal view returns (uint256) {
        return parameters.value(parameters.current(), key);
    }

    // ---- the steps

    function draft(address who, uint32 count, bytes32 recordsRoot) internal view returns (Opening memory o) {
        o.datanet = datanet;
        o.count = count;
        o.permittedUses = 15;
        o.contributor = who;
        o.payee = who;
        o.recordsRoot = recordsRoot;
        o.bundleHash = keccak256(abi.encode("bundle", recordsRoot));
        o.manifestHash = keccak256(abi.encode("manifest", recordsRoot));
        o.licenceHash = keccak256("CC-BY-4.0");
        o.termsHash = kTerms;
        o.gitCommit = keccak256(abi.encode("commit", recordsRoot));
        o.authorship = keccak256("I wrote this and may share it");
    }

    function bondFor(uint32 count) internal view returns (uint256) {
        return parameter(Key.bondPerRecord) * (count == 0 ? 1 : count) * 1 gwei;
    }

    function register(Opening memory o, address payer) internal returns (Case memory c) {
        c.opening = o;
        c.salt = keccak256(abi.encode("salt", o.recordsRoot, o.contributor));
        bytes32 hash =
            contributions.commitmentOf(o.contributor, o.datanet, o.recordsRoot, o.count, o.termsHash, c.salt);
        uint256 bond = bondFor(o.count);
        vm.prank(payer);
        uint64 id = contributions.commit{value: bond}(hash, o.count);
        c.opening.id = id;
        c.commitment = Commitment(
            id, hash, payer, o.count, uint64(bond / 1 gwei), uint40(vm_timestamp()), parameters.current()
        );
    }

    function open(Case memory c) internal {
        uint256 fee = parameters.value(c.commitment.parametersId, Key.submissionFee) * 1 gwei;
        vm.prank(c.opening.contributor);
        contributions.open{value: fee}(c.opening, c.commitment, c.salt);
    }

    function opened(uint32 count) internal returns (Case memory c) {
        c = register(draft(contributor, count, keccak256(abi.encode("root", count, vm_timestamp()))), contributor);
        open(c);
    }

    function draw(Case memory c) internal {
        mine(parameter(Key.drawDelay) + 1);
        reviews.draw(c.opening);
    }

    function deliver(Case memory c) internal {
        vm.prank(c.opening.contributor);
        contributions.deliver(c.opening, keccak256("sealed"), "http://inbox/1");
    }

    function inReview(uint32 count) internal returns (Case memory c) {
        c = opened(count);
        draw(c);
        deliver(c);
    }

    function statusOf(Case memory c) internal view returns (Status memory) {
        return contributions.statusOf(c.opening.id);
    }

    function stateOf(Case memory c) internal view returns (uint256) {
        return uint256(statusOf(c).state);
    }

    function expectState(Case memory c, State state) internal view {
        same(stateOf(c), uint256(state), "state");
    }

    function onSeat(Case memory c, uint8 seat) internal view returns (address) {
        return reviews.seats(c.opening.id, statusOf(c).round, seat).reviewer;
    }

    function panelSize(Case memory c) internal view returns (uint8) {
        return reviews.rounds(c.opening.id, statusOf(c).round).size;
    }

    function vote(Verdict verdict, bytes memory bitmap, uint256 salt) internal pure returns (Vote memory) {
        return Vote(verdict, bitmap, keccak256(abi.encode("reasons", salt)), bytes32(salt));
    }

    function sealVote(Case memory c, uint8 seat, Vote memory v) internal {
        address who = onSeat(c, seat);
        bytes32 hash =
            reviews.voteOf(c.opening.id, statusOf(c).round, who, v.verdict, keccak256(v.bitmap), v.reasons, v.salt);
        vm.prank(who);
        reviews.commit(c.opening.id, seat, hash);
    }

    function openVote(Case memory c, uint8 seat, Vote memory v) internal {
        reviews.reveal(c.opening.id, seat, v.verdict, v.bitmap, v.reasons, v.salt);
    }

    /// Everybody on the panel votes and the result is computed. votes[k] is the vote of seat k.
    function judge(Case memory c, Vote[] memory votes) internal {
        for (uint8 seat = 0; seat < votes.length; ++seat) sealVote(c, seat, votes[seat]);
        for (uint8 seat = 0; seat < votes.length; ++seat) openVote(c, seat, votes[seat]);
        finalize(c, votes);
    }

    function finalize(Case memory c, Vote[] memory votes) internal {
        bytes[] memory bitmaps = new bytes[](votes.length);
        for (uint256 k = 0; k < votes.length; ++k) bitmaps[k] = votes[k].bitmap;
        reviews.finalize(c.commitment, bitmaps);
    }

    function three(Verdict a, Verdict b, Verdict c) internal pure returns (Vote[] memory votes) {
        votes = new Vote[](3);
        votes[0] = vote(a, "", 1);
        votes[1] = vote(b, "", 2);
        votes[2] = vote(c, "", 3);
    }

    function judged(uint32 count, Verdict verdict) internal returns (Case memory c) {
        c = inReview(count);
        judge(c, three(verdict, verdict, verdict));
    }

    function appeal(Case memory c, address who) internal {
        uint256 bond = parameter(Key.appealBond) * 1 gwei;
        vm.deal(who, bond + 1 ether);
        vm.prank(who);
        reviews.appeal{value: bond}(c.opening, keccak256("grounds"));
    }

    function publish(Case memory c, address who) internal {
        vm.prank(who);
        datanets.publish(c.opening, keccak256("published commit"));
    }

    function authorize(Case memory c, uint256 key)
        internal
        view
        returns (Contributions.Authorization memory a, bytes memory signature)
    {
        a = Contributions.Authorization(
            c.commitment.parametersId, 1 ether, 1 ether, contributions.nonces(vm.addr(key)), vm_timestamp() + 1 hours
        );
        signature = signed(key, contributions.submissionDigest(c.opening, a));
    }

    function signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// What every contract of the set must hold, to the wei.
    function checkMoney() internal view {
        same(address(stakes).balance, stakes.total() + stakes.owedTotal(), "stakes held");
        same(
            address(contributions).balance,
            uint256(contributions.bondsHeldGwei()) * 1 gwei + contributions.owedTotal(),
            "bonds held"
        );
        same(
            address(reviews).balance, uint256(reviews.bondsHeldGwei()) * 1 gwei + reviews.owedTotal(), "appeal bonds held"
        );
    }
}
