// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";
import {Tally} from "contracts/Informedness.sol";

/// Everybody at once, in any order: contributors, relayer, reviewers, jurors, appellants, owner, governor, strangers and time.
contract Crowd is World {
    uint256 private constant kMostCases = 4;
    uint256 private constant kMostResubmissions = 3;
    Case[] private _cases;
    Vote[3][] private _plans;
    uint256[] private _furthest;
    bool public wentBack;
    bool public wrongPriority;
    /// signatures that were used: the contributor's nonce, and nothing else spends one
    uint256 public signatures;
    /// calls that did something
    uint256 public begun;
    uint256 public steps;
    uint256 public relayed;
    uint256 public governed;
    uint256 public resubmitted;
    uint256 public moved;

    function begin(uint256 dice) external {
        if (_cases.length >= kMostCases) return;
        Case memory c =
            register(draft(contributor, uint32(1 + dice % 300), keccak256(abi.encode(_cases.length, dice))), relayer);
        _keep(c, dice);
        ++begun;
    }

    /// The governor moves what cases to come will cost; those that have begun keep theirs.
    function govern(uint256 dice) external {
        (uint8[] memory keys, uint64[] memory values) = (new uint8[](3), new uint64[](3));
        (keys[0], values[0]) = (Key.bondPerRecord, uint64(within(dice, 1, 5000)));
        (keys[1], values[1]) = (Key.submissionFee, uint64((dice >> 64) % 1000));
        (keys[2], values[2]) = (Key.seatPenalty, uint64(within(dice >> 128, 1, 2e9)));
        vm.prank(timelock);
        parameters.set(keys, values);
        ++governed;
    }

    /// A case that ended without a result goes again, as the same records or as others.
    function resubmit(uint256 which, uint256 dice) external {
        if (_cases.length == 0 || resubmitted == kMostResubmissions) return;
        uint256 index = which % _cases.length;
        Case memory before = _cases[index];
        State state = statusOf(before).state;
        if (
            state != State.ChangesRequested && state != State.Rejected && state != State.Withdrawn
                && state != State.ExpiredUndecided
        ) return;
        bool same_ = dice % 2 == 0;
        Opening memory o =
            draft(contributor, before.opening.count, same_ ? before.opening.recordsRoot : keccak256(abi.encode(dice)));
        o.supersedes = before.opening.id;
        Case memory c = register(o, relayer);
        uint256 fee = parameters.value(c.commitment.parametersId, Key.submissionFee) * 1 gwei;
        uint48 priority = statusOf(before).priority;
        vm.prank(contributor);
        contributions.resubmit{value: fee}(c.opening, c.commitment, c.salt, before.opening);
        // Kept, as a handler that fails is a call that was never made.
        if (statusOf(c).priority != (same_ ? priority : c.opening.id)) wrongPriority = true;
        _watch(index);
        _keep(c, dice);
        ++resubmitted;
    }

    /// The owner pauses, resumes and changes terms; what has begun goes on.
    function rule(uint256 dice) external {
        vm.prank(owner);
        if (dice % 3 == 0) datanets.update(datanet, kTerms, "Computing", "http://inbox", "/remote");
        else datanets.pause(datanet, dice % 3 == 1);
        ++moved;
    }

    function _keep(Case memory c, uint256 dice) private {
        uint256 index = _cases.length;
        _cases.push(c);
        _furthest.push(0);
        _plans.push();
        for (uint256 k = 0; k < 3; ++k) _plans[index][k] = vote(Verdict(1 + (dice >> (8 * k)) % 3), "", k);
    }

    function step(uint256 which, uint256 what, uint256 dice) external {
        if (_cases.length == 0) return;
        uint256 index = which % _cases.length;
        Case memory c = _cases[index];
        uint256 state = stateOf(c);
        what = what % 8;
        ++steps;
        if (what == 7) {
            pass(1 + dice % (dice % 5 == 0 ? 8000 : 30));
        } else if (state == uint256(State.Committed) && what < 3) {
            uint256 fee = parameters.value(c.commitment.parametersId, Key.submissionFee) * 1 gwei;
            (Contributions.Authorization memory a, bytes memory signature) = authorize(c, kContributorKey);
            vm.prank(relayer);
            contributions.openFor{value: fee}(c.opening, c.commitment, c.salt, a, signature);
            (++signatures, ++relayed);
        } else if (state == uint256(State.Committed) && what < 6) {
            open(c);
        } else if (state == uint256(State.Opened) && what < 5) {
            draw(c);
        } else if (state == uint256(State.PanelDrawn) && what < 2) {
            _deliverFor(c);
        } else if (state == uint256(State.PanelDrawn) && what < 5) {
            deliver(c);
        } else if (state == uint256(State.InReview) && what < 3) {
            sealVote(c, uint8(dice % 3), _plans[index][dice % 3]);
        } else if (state == uint256(State.InReview) && what < 5) {
            openVote(c, uint8(dice % 3), _plans[index][dice % 3]);
        } else if (state == uint256(State.InReview) && what == 5) {
            reviews.finalize(c.commitment, new bytes[](panelSize(c)));
        } else if (state >= 4 && what < 3) {
            appeal(c, address(uint160(0xAB00 + dice % 5)));
        } else if (state >= 4 && what < 5) {
            publish(c, dice % 2 == 0 ? owner : relayer);
        } else if (what == 5) {
            vm.prank(contributor);
            contributions.withdraw(c.opening, c.commitment);
        } else {
            contributions.expire(c.commitment);
        }
        _watch(index);
    }

    function _deliverFor(Case memory c) private {
        bytes32 typeHash = keccak256(
            "Delivery(uint64 id,uint8 round,bytes32 sealedBundleHash,string locator,uint256 nonce,uint256 deadline)"
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Datanet Contributions"),
                keccak256("1"),
                block.chainid,
                address(contributions)
            )
        );
        (uint256 nonce, uint256 until) = (contributions.nonces(contributor), vm_timestamp() + 60);
        bytes32 structHash = keccak256(
            abi.encode(typeHash, c.opening.id, statusOf(c).round, keccak256("sealed"), keccak256("place"), nonce, until)
        );
        bytes memory signature = signed(kContributorKey, keccak256(abi.encodePacked(hex"1901", domain, structHash)));
        vm.prank(relayer);
        contributions.deliverFor(c.opening, keccak256("sealed"), "place", nonce, until, signature);
        (++signatures, ++relayed);
    }

    function comeAndGo(uint256 who, bool outside) external {
        address account = outside ? juror(who % kJurors) : reviewer(who % kReviewers);
        vm.startPrank(account);
        (uint96 amount,, uint40 availableAt,) = stakes.stakes(account, outside ? 2 : 1, outside ? 0 : datanet);
        if (availableAt != 0) stakes.withdraw(outside ? 2 : 1, outside ? 0 : datanet);
        else if (amount != 0) stakes.requestWithdraw(outside ? 2 : 1, outside ? 0 : datanet);
        else stakes.deposit{value: 20 ether}(outside ? 2 : 1, outside ? 0 : datanet, 0);
        vm.stopPrank();
    }

    /// Time goes by until nothing holds money any more, using only calls that anybody may make.
    function bringToAnEnd() external {
        for (uint256 index = 0; index < _cases.length; ++index) {
            Case memory c = _cases[index];
            for (uint256 turn = 0; turn < 4 && stateOf(c) < 4; ++turn) {
                pass(30 days);
                if (stateOf(c) == uint256(State.InReview)) reviews.finalize(c.commitment, _opened(c, index));
                else contributions.expire(c.commitment);
            }
            isTrue(stateOf(c) >= 4, "every case can be brought to an end");
        }
    }

    function _opened(Case memory c, uint256 index) private view returns (bytes[] memory bitmaps) {
        bitmaps = new bytes[](panelSize(c));
        for (uint256 k = 0; k < bitmaps.length; ++k) bitmaps[k] = _plans[index][k].bitmap;
    }

    /// Round first, then the way within the round: neither ever falls.
    function _watch(uint256 index) private {
        Status memory s = statusOf(_cases[index]);
        uint256 progress = uint256(s.round) * 100 + (uint256(s.state) < 4 ? uint256(s.state) : 50);
        if (s.state == State.Published || s.state == State.Superseded) progress = 1000;
        if (progress < _furthest[index]) wentBack = true;
        _furthest[index] = progress;
    }

    function check() external view {
        checkMoney();
        uint256 sum = 0;
        for (uint256 i = 0; i < kReviewers; ++i) sum += _checked(reviewer(i), 1, datanet);
        for (uint256 i = 0; i < kJurors; ++i) sum += _checked(juror(i), 2, 0);
        same(sum, stakes.total(), "total of all stakes");
        same(contributions.nonces(contributor), signatures, "a nonce for each signature and none without");
        for (uint256 i = 0; i < kReviewers; ++i) same(contributions.nonces(reviewer(i)), 0, "nobody else's nonce");
    }

    function _checked(address account, uint8 role, uint64 scope) private view returns (uint256) {
        (uint96 amount, uint96 reserved,,) = stakes.stakes(account, role, scope);
        isTrue(reserved <= amount, "no more is reserved than there is");
        Tally memory t = reviews.tallies(account, scope);
        isTrue(t.keptToo <= t.kept && t.leftToo <= t.left, "a part of what was seen");
        isTrue(t.kept <= 4096 && t.left <= 4096, "no more than is remembered");
        return amount;
    }

    function finished() external view returns (bool) {
        return contributions.bondsHeldGwei() == 0 && reviews.bondsHeldGwei() == 0;
    }

    function reservedSum() external view returns (uint256 sum) {
        for (uint256 i = 0; i < kReviewers; ++i) {
            (, uint96 reserved,,) = stakes.stakes(reviewer(i), 1, datanet);
            sum += reserved;
        }
        for (uint256 i = 0; i < kJurors; ++i) {
            (, uint96 reserved,,) = stakes.stakes(juror(i), 2, 0);
            sum += reserved;
        }
    }
}

contract InvariantsTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Crowd private _crowd;

    function setUp() public {
        _crowd = new Crowd();
        _crowd.setUp();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_crowd);
        targets[0].selectors = new bytes4[](10);
        targets[0].selectors[0] = Crowd.begin.selector;
        targets[0].selectors[1] = Crowd.comeAndGo.selector;
        targets[0].selectors[2] = Crowd.govern.selector;
        targets[0].selectors[3] = Crowd.resubmit.selector;
        targets[0].selectors[4] = Crowd.rule.selector;
        for (uint256 i = 5; i < 10; ++i) targets[0].selectors[i] = Crowd.step.selector;
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_crowd);
    }

    /// Money in = money out + held; stakes cover what is reserved; nonces belong to signers; states go forward only.
    function invariant_moneyAndStates() public view {
        _crowd.check();
        isTrue(!_crowd.wentBack(), "states only go forward");
        isTrue(!_crowd.wrongPriority(), "priority passes on with the same records only");
    }

    /// Wherever it stopped: no bond and no stake stays held by a case for ever.
    function afterInvariant() public {
        // A crowd whose every call fails would keep any invariant.
        isTrue(_crowd.begun() > 0, "something was sent");
        isTrue(_crowd.steps() > 0, "what was sent went on");
        isTrue(_crowd.governed() > 0, "parameters changed");
        isTrue(_crowd.moved() > 0, "rules changed and members came and went");
        _crowd.bringToAnEnd();
        isTrue(_crowd.finished(), "no bond is held");
        same(_crowd.reservedSum(), 0, "no stake is held");
        _crowd.check();
    }

    /// Each of the crowd's ways leads somewhere.
    function test_theCrowdWorks() public {
        _crowd.begin(0);
        _crowd.step(0, 0, 0); // opened by the relayer
        _crowd.govern(77);
        _crowd.rule(1);
        _crowd.step(0, 0, 0); // drawn
        _crowd.step(0, 0, 0); // delivered by the relayer
        isTrue(_crowd.relayed() == 2 && _crowd.signatures() == 2, "relayed");
        _crowd.begin(1);
        _crowd.rule(2);
        _crowd.begin(2);
        _crowd.step(2, 3, 0); // opened by the contributor
        _crowd.step(2, 5, 0); // and taken back
        _crowd.resubmit(2, 0);
        same(_crowd.resubmitted(), 1, "sent again");
        _crowd.check();
    }
}
