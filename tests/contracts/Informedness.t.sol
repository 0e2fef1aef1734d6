// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";
import {Informedness, Tally} from "contracts/Informedness.sol";

/// Who is paid for a seat: panels of three out of six reviewers over many contributions, each voting by a habit of its own.
contract InformednessTest is World {
    using Informedness for Tally;

    enum Habit {
        Reads, // takes `_sight` of 100 records for what they are
        KeepsAll,
        KeepsNone,
        TossesPerRecord,
        TossesPerContribution,
        BySender // keeps all of the cartel's, none of the others
    }

    uint32 private constant kRecords = 16;
    Habit[kReviewers] private _habits;
    uint256 private _sight = 95;
    uint256 private _good = 50; // of 100 records
    uint256 private _rounds_;
    mapping(address => uint256) private _seatsOf;
    mapping(address => uint256) private _unpaid;

    function _rule() private view returns (Informedness.Rule memory) {
        return Informedness.ruleOf(parameters, parameters.current());
    }

    function _habitOf(address who) private view returns (Habit) {
        return _habits[uint160(who) - uint160(reviewer(0))];
    }

    /// A contribution judged by whoever is drawn; every third is the cartel's, which is worthless throughout.
    function _round() private returns (Case memory c) {
        uint256 n = _rounds_++;
        c = inReview(kRecords);
        bool ours = n % 3 == 0;
        uint16 truth;
        for (uint256 i = 0; i < kRecords; ++i) {
            if (!ours && _chance("good", n, i, _good)) truth |= uint16(1 << i);
        }
        Vote[] memory votes = new Vote[](3);
        for (uint8 seat = 0; seat < 3; ++seat) votes[seat] = _voteOf(onSeat(c, seat), truth, ours, n, seat);
        judge(c, votes);
        for (uint8 seat = 0; seat < 3; ++seat) {
            Reviews.SeatSlot memory slot = reviews.seats(c.opening.id, 1, seat);
            ++_seatsOf[slot.reviewer];
            if (slot.unpaid) ++_unpaid[slot.reviewer];
            isTrue(slot.unpaid == !_tally(slot.reviewer).isPaid(_rule()), "by the tally as it is now");
        }
    }

    function _voteOf(address who, uint16 truth, bool ours, uint256 n, uint8 seat) private view returns (Vote memory) {
        Habit habit = _habitOf(who);
        uint16 bits = 0;
        for (uint256 i = 0; i < kRecords; ++i) {
            bool good = (truth >> i) & 1 == 1;
            bool keeps = habit == Habit.KeepsAll || (habit == Habit.BySender && ours);
            if (habit == Habit.Reads) keeps = _chance("sight", n, 100 * i + seat, _sight) == good;
            if (habit == Habit.TossesPerRecord) keeps = _chance("toss", n, 100 * i + seat, 50);
            if (habit == Habit.TossesPerContribution) keeps = _chance("coin", n, seat, 50);
            if (keeps) bits |= uint16(1 << i);
        }
        // Position 0 is in the first byte.
        bytes memory bitmap = abi.encodePacked(uint8(bits), uint8(bits >> 8));
        uint256 kept = 0;
        for (uint256 i = 0; i < kRecords; ++i) kept += (bits >> i) & 1;
        return vote(kept * 4 >= kRecords ? Verdict.Accept : Verdict.Reject, bitmap, 10 * n + seat);
    }

    function _chance(string memory what, uint256 n, uint256 i, uint256 percent) private pure returns (bool) {
        return uint256(keccak256(abi.encode(what, n, i))) % 100 < percent;
    }

    function _run(uint256 rounds) private {
        for (uint256 n = 0; n < rounds; ++n) _round();
    }

    function _tally(address who) private view returns (Tally memory) {
        return reviews.tallies(who, datanet);
    }

    /// Every seat was paid.
    function _paidAlways(uint256 i) private view {
        isTrue(_seatsOf[reviewer(i)] > 10, "sat often");
        same(_unpaid[reviewer(i)], 0, "a reader is paid for every seat");
    }

    function _paidNoMore(uint256 i) private view {
        isTrue(!_tally(reviewer(i)).isPaid(_rule()), "not paid");
        isTrue(_unpaid[reviewer(i)] > 10, "for many seats");
    }

    // ---- attacks

    function test_unreadAcceptance() public {
        _habits[5] = Habit.KeepsAll;
        _run(150);
        for (uint256 i = 0; i < 5; ++i) _paidAlways(i);
        _paidNoMore(5);
        Tally memory t = _tally(reviewer(5));
        isTrue(t.keptToo == t.kept && t.leftToo == 0, "informedness is exactly 0");
        (uint256 amount, uint256 reserved,,) = stakes.stakes(reviewer(5), 1, datanet);
        isTrue(amount == 20 ether && reserved == 0, "no stake is lost");
    }

    function test_unreadRejection() public {
        _habits[5] = Habit.KeepsNone;
        _run(150);
        for (uint256 i = 0; i < 5; ++i) _paidAlways(i);
        _paidNoMore(5);
        Tally memory t = _tally(reviewer(5));
        isTrue(t.keptToo == 0 && t.leftToo == t.left, "informedness is exactly 0");
    }

    function test_randomVotes() public {
        (_habits[4], _habits[5]) = (Habit.TossesPerContribution, Habit.TossesPerRecord);
        _run(240);
        for (uint256 i = 0; i < 4; ++i) _paidAlways(i);
        _paidNoMore(4);
        _paidNoMore(5);
    }

    /// Keeping what comes from friends and nothing of strangers is no reading either.
    function test_reviewerCartel_votesBySender() public {
        (_habits[4], _habits[5]) = (Habit.BySender, Habit.BySender);
        _run(240);
        for (uint256 i = 0; i < 4; ++i) {
            isTrue(_tally(reviewer(i)).isPaid(_rule()), "a reader is paid");
            isTrue(10 * _unpaid[reviewer(i)] <= _seatsOf[reviewer(i)], "but for bad luck, always");
        }
        _paidNoMore(4);
        _paidNoMore(5);
    }

    /// Panels that those who keep everything unread mostly win: they can't make themselves readers, nor readers none.
    function test_unreadAcceptance_capturedPanels() public {
        for (uint256 i = 2; i < kReviewers; ++i) _habits[i] = Habit.KeepsAll;
        _run(600);
        _paidAlways(0);
        _paidAlways(1);
        for (uint256 i = 2; i < kReviewers; ++i) _paidNoMore(i);
    }

    // ---- honest people

    /// A datanet of taste: everybody sees three records in ten otherwise than they are meant, so two readers
    /// differ on four in ten. All are paid, always.
    function test_honestDisagreementKeepsItsPay() public {
        _sight = 70;
        _run(240);
        for (uint256 i = 0; i < kReviewers; ++i) _paidAlways(i);
        Tally memory t = _tally(reviewer(0));
        isTrue(t.kept > 100 && t.left > 100, "judged, not just unknown");
    }

    /// Where nearly everything is good there is nothing to tell readers by: nobody is unpaid for that.
    function test_withoutEvidenceEverybodyIsPaid() public {
        (_good, _sight, _habits[5]) = (100, 100, Habit.KeepsAll);
        for (uint256 n = 0; n < 40; ++n) {
            _rounds_ = 1 + 3 * n; // never the cartel's
            _round();
        }
        for (uint256 i = 0; i < kReviewers; ++i) _paidAlways(i);
    }

    function test_readingAgainIsPaidAgain() public {
        _habits[5] = Habit.KeepsAll;
        _run(150);
        _paidNoMore(5);
        _habits[5] = Habit.Reads;
        _run(90);
        isTrue(_tally(reviewer(5)).isPaid(_rule()), "paid again");
    }

    // ---- rejections without bitmaps, appeals

    function test_aRejectionCountsVerdicts() public {
        Case memory c = inReview(20);
        judge(c, three(Verdict.Reject, Verdict.Accept, Verdict.Reject));
        Tally memory t = _tally(onSeat(c, 0));
        same(t.left + t.kept, 0, "the others were of two minds");
        t = _tally(onSeat(c, 1));
        isTrue(t.kept == 0 && t.left == 16 && t.leftToo == 0, "the others left it out");
        c = inReview(20);
        Vote[] memory votes = three(Verdict.Reject, Verdict.Reject, Verdict.Reject);
        for (uint8 seat = 0; seat < 3; ++seat) votes[seat].salt = bytes32(uint256(100 + seat));
        judge(c, votes);
        Reviews.SeatSlot memory slot = reviews.seats(c.opening.id, 1, 2);
        same(slot.added, (uint256(16) << 32) | (uint256(16) << 48), "one mind");
    }

    /// Asking for changes, no quorum and a finding about rights say nothing about the records.
    function test_otherResultsCountNothing() public {
        Case memory c = judged(20, Verdict.ChangesRequested);
        for (uint8 seat = 0; seat < 3; ++seat) {
            Tally memory t = _tally(onSeat(c, seat));
            same(t.kept + t.left, 0, "nothing");
        }
    }

    function test_anOverturnedRejectionCountsByTheOutsideResult() public {
        Case memory c = inReview(40);
        judge(c, three(Verdict.Reject, Verdict.Reject, Verdict.Accept));
        address[3] memory first = [onSeat(c, 0), onSeat(c, 1), onSeat(c, 2)];
        same(_tally(first[2]).left, 16, "against the majority");
        appeal(c, contributor);
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        for (uint256 k = 0; k < 3; ++k) {
            Tally memory t = _tally(first[k]);
            isTrue(t.left == 0 && t.leftToo == 0 && t.kept == 16, "what they made of each other is taken back");
            same(t.keptToo, k == 2 ? 16 : 0, "who was right");
        }
        Tally memory outside = reviews.tallies(onSeat(c, 0), 0);
        isTrue(outside.kept == 16 && outside.keptToo == 16, "jurors have a tally of their own");
    }

    function test_anOverturnedAcceptanceCountsByTheOutsideResult() public {
        Case memory c = judged(40, Verdict.Accept);
        address first = onSeat(c, 0);
        same(_tally(first).keptToo, 16, "of one mind");
        appeal(c, relayer);
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Reject, Verdict.Reject, Verdict.Reject));
        Tally memory t = _tally(first);
        isTrue(t.kept == 0 && t.keptToo == 0 && t.left == 16 && t.leftToo == 0, "kept what nobody should");
    }

    function test_anAppealThatChangesNothingCountsNothing() public {
        Case memory c = judged(40, Verdict.Accept);
        address first = onSeat(c, 0);
        appeal(c, relayer);
        draw(c);
        deliver(c);
        judge(c, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        same(_tally(first).keptToo, 16, "as before");
    }

    function test_theRuleCanBeSwitchedOff() public {
        (uint8[] memory keys, uint64[] memory values) = (new uint8[](1), new uint64[](1));
        keys[0] = Key.leastInformedness;
        vm.prank(timelock);
        parameters.set(keys, values);
        _habits[5] = Habit.KeepsAll;
        _run(40);
        _paidAlways(5);
    }

    // ---- the arithmetic

    /// Whatever the others do, whoever always votes alike is unpaid as soon as there is evidence; a perfect reader never.
    function testFuzz_onlyInformationIsPaid(uint256 seed, bool keeps) public view {
        Informedness.Rule memory rule = _rule();
        Tally memory constant_;
        Tally memory perfect;
        for (uint256 i = 0; i < 60; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            uint32 kept = uint32(dice >> (226 + dice % 30));
            uint32 left = uint32((dice >> 16) % (1 << (1 + dice % 10)));
            constant_.replace(0, Tally(kept, keeps ? kept : 0, left, keeps ? 0 : left), rule);
            perfect.replace(0, Tally(kept, kept, left, left), rule);
            bool known = constant_.kept >= rule.evidence && constant_.left >= rule.evidence;
            isTrue(constant_.isPaid(rule) == !known, "a constant vote says nothing");
            isTrue(perfect.isPaid(rule), "a perfect one says all");
            isTrue(constant_.kept <= rule.memory_ && constant_.left <= rule.memory_, "bounded");
        }
    }

    /// Both shares stay shares, whatever is added and taken back.
    function testFuzz_partsStayInside(uint256 seed) public view {
        Informedness.Rule memory rule = _rule();
        Tally memory t;
        bool known = false;
        for (uint256 i = 0; i < 60; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            (uint32 kept, uint32 left) = (uint32(dice >> 236), uint32((dice >> 200) % 60));
            Tally memory seen = Tally(kept, uint32(dice % (uint256(kept) + 1)), left, uint32((dice >> 9) % (uint256(left) + 1)));
            uint64 added = t.replace(0, seen, rule);
            isTrue(uint16(added) <= rule.evidence / 8 && uint16(added >> 32) <= rule.evidence / 8, "none decides alone");
            isTrue(t.keptToo <= t.kept && t.leftToo <= t.left, "parts");
            isTrue(t.kept <= rule.memory_ && t.left <= rule.memory_, "bounded");
            if (known) isTrue(t.kept >= rule.evidence && t.left >= rule.evidence, "fading makes nobody unknown");
            if (dice % 3 == 0) t.replace(added, Tally(0, 0, 0, 0), rule);
            isTrue(t.keptToo <= t.kept && t.leftToo <= t.left, "parts after taking back");
            known = t.kept >= rule.evidence && t.left >= rule.evidence;
        }
    }
}
