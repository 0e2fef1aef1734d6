// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GOpen} from "contracts/GOpen.sol";
import {OpenGovernor} from "contracts/OpenGovernor.sol";
import {Timelock} from "contracts/Timelock.sol";
import "./World.sol";

/// Votes for coins, proposals, the timelock and the parameters that it owns, on the practice values.
abstract contract Assembly is World {
    uint256 internal constant kFloor = 100 ether;
    uint48 internal constant kDelay = 5;
    uint32 internal constant kPeriod = 60;
    uint256 internal constant kWait = 10;

    GOpen internal token;
    Timelock internal lock;
    OpenGovernor internal governor;
    Parameters internal governed;
    address internal ann = address(0xA11);
    address internal bob = address(0xB0B);

    struct Motion {
        address[] targets;
        uint256[] values;
        bytes[] calldatas;
        string words;
        uint256 id;
    }

    function setUp() public virtual override {
        vm.warp(1_800_000_000);
        token = new GOpen();
        address at = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        lock = new Timelock(kWait, at);
        governor = new OpenGovernor(token, lock, kDelay, kPeriod, 100 ether, kFloor);
        same(address(governor), at, "address of OpenGovernor");
        governed = new Parameters(address(lock), treasury, true, practiceValues());
    }

    function buy(address account, uint256 amount) internal {
        vm.deal(account, account.balance + amount);
        vm.prank(account);
        token.deposit{value: amount}();
        vm.prank(account);
        token.delegate(account);
    }

    function motion(address target, bytes memory data, string memory words) internal view returns (Motion memory m) {
        (m.targets, m.values, m.calldatas) = (new address[](1), new uint256[](1), new bytes[](1));
        (m.targets[0], m.calldatas[0], m.words) = (target, data, words);
        m.id = governor.hashProposal(m.targets, m.values, m.calldatas, keccak256(bytes(words)));
    }

    function change(uint8 key, uint64 value) internal view returns (Motion memory) {
        (uint8[] memory keys, uint64[] memory values) = (new uint8[](1), new uint64[](1));
        (keys[0], values[0]) = (key, value);
        return motion(address(governed), abi.encodeCall(governed.set, (keys, values)), "because");
    }

    function propose(address who, Motion memory m) internal returns (uint256 id) {
        vm.prank(who);
        id = governor.propose(m.targets, m.values, m.calldatas, m.words);
        same(id, m.id, "id");
    }

    function vote(address who, uint256 id, uint8 support) internal {
        vm.prank(who);
        governor.castVote(id, support);
    }

    function queue(Motion memory m) internal {
        governor.queue(m.targets, m.values, m.calldatas, keccak256(bytes(m.words)));
    }

    function execute(Motion memory m) internal {
        governor.execute(m.targets, m.values, m.calldatas, keccak256(bytes(m.words)));
    }

    /// From the proposal to the end of its wait in the timelock, everybody for it.
    function passed(Motion memory m) internal {
        pass(1);
        propose(ann, m);
        pass(kDelay + 1);
        vote(ann, m.id, 1);
        pass(kPeriod + 1);
        queue(m);
        pass(kWait);
    }

    function stateIs(uint256 id, IGovernor.ProposalState expected) internal view {
        same(uint8(governor.state(id)), uint8(expected), "state");
    }
}

contract VotingTest is Assembly {
    function test_aParameterChangesByVote() public {
        buy(ann, 300 ether);
        buy(bob, 100 ether);
        Motion memory m = change(Key.quorum, 3);
        pass(1);
        propose(ann, m);
        stateIs(m.id, IGovernor.ProposalState.Pending);
        expectError(IGovernor.GovernorUnexpectedProposalState.selector);
        this.voteExternally(ann, m.id, 1);
        pass(kDelay + 1);
        stateIs(m.id, IGovernor.ProposalState.Active);
        vote(bob, m.id, 0);
        vote(ann, m.id, 1);
        expectError(IGovernor.GovernorAlreadyCastVote.selector);
        this.voteExternally(ann, m.id, 1);
        expectError(IGovernor.GovernorUnexpectedProposalState.selector);
        this.queueExternally(m);
        pass(kPeriod);
        stateIs(m.id, IGovernor.ProposalState.Succeeded);
        vm.prank(bob);
        governor.queue(m.id);
        stateIs(m.id, IGovernor.ProposalState.Queued);
        expectError(TimelockController.TimelockUnexpectedOperationState.selector);
        this.executeExternally(m);
        pass(kWait);
        same(governed.value(1, Key.quorum), 2, "until it is carried out");
        vm.prank(address(0x57A6));
        governor.execute(m.id); // by anybody
        stateIs(m.id, IGovernor.ProposalState.Executed);
        same(governed.current(), 2, "a new set");
        same(governed.value(2, Key.quorum), 3, "value");
        same(governed.value(1, Key.quorum), 2, "the old set stays");
        expectError(IGovernor.GovernorUnexpectedProposalState.selector);
        this.executeExternally(m);
    }

    /// A proposal that passed is worth no more than its values: the contract's bounds stay above it.
    function test_boundsHoldAgainstAPassedProposal() public {
        buy(ann, 1000 ether);
        Motion memory m = change(Key.panelSize, 16);
        passed(m);
        expectError(Parameters.OutOfBounds.selector);
        this.executeExternally(m);
        m = change(Key.quorum, 4);
        passed(m);
        expectError(Parameters.Inconsistent.selector);
        this.executeExternally(m);
        same(governed.current(), 1, "nothing changed");
        stateIs(m.id, IGovernor.ProposalState.Queued);
    }

    function testFuzz_boundsHoldAgainstAPassedProposal(uint8 key, uint64 value) public {
        key = uint8(within(key, 0, Key.count - 1));
        buy(ann, 1000 ether);
        Motion memory m = change(key, value);
        passed(m);
        (uint64 minimum, uint64 maximum) = governed.bounds(key);
        try this.executeExternally(m) {
            isTrue(value >= minimum && value <= maximum, "inside");
            same(governed.value(2, key), value, "set");
        } catch {
            same(governed.current(), 1, "nothing changed");
        }
    }

    function test_withoutEnoughVotesNothingIsProposed() public {
        buy(ann, 100 ether - 1);
        Motion memory m = change(Key.quorum, 3);
        pass(1);
        expectError(IGovernor.GovernorInsufficientProposerVotes.selector);
        this.proposeExternally(ann, m);
        buy(ann, 1);
        // Votes are those of a second before: a loan within one transaction proposes nothing.
        expectError(IGovernor.GovernorInsufficientProposerVotes.selector);
        this.proposeExternally(ann, m);
        pass(1);
        propose(ann, m);
    }

    /// The words keep a proposal for its proposer: nobody can send the same first, and cancel it.
    function test_nobodyTakesAProposalAway() public {
        buy(ann, 100 ether);
        buy(bob, 100 ether);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        m.words = string.concat("because\n#proposer=", vm.toString(ann));
        m.id = governor.hashProposal(m.targets, m.values, m.calldatas, keccak256(bytes(m.words)));
        expectError(IGovernor.GovernorRestrictedProposer.selector);
        this.proposeExternally(bob, m);
        propose(ann, m);
        expectError(IGovernor.GovernorUnableToCancel.selector);
        this.cancelExternally(bob, m.id);
        vm.prank(ann);
        governor.cancel(m.id);
        stateIs(m.id, IGovernor.ProposalState.Canceled);
    }

    /// What is shown of a proposal without its event.
    function test_proposalsAreInStorage() public {
        buy(ann, 100 ether);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        propose(ann, m);
        same(uint256(vm.load(address(governor), bytes32(uint256(10)))), 1, "count");
        same(uint256(vm.load(address(governor), keccak256(abi.encode(10)))), m.id, "id");
        bytes32 details = keccak256(abi.encode(m.id, 11));
        same(vm.load(address(governor), bytes32(uint256(details) + 3)), keccak256("because"), "hash of the words");
        bytes32 target = vm.load(address(governor), keccak256(abi.encode(details)));
        same(address(uint160(uint256(target))), address(governed), "target");
        same(uint256(vm.load(address(governor), bytes32(uint256(15)))), kFloor, "floor");
        same(uint256(vm.load(address(lock), bytes32(uint256(3)))), kWait, "least delay");
    }

    function test_noQuorumWithoutAFloor() public {
        expectError(OpenGovernor.QuorumFloorMissing.selector);
        new OpenGovernor(token, lock, kDelay, kPeriod, 100 ether, 0);
    }

    function voteExternally(address who, uint256 id, uint8 support) external {
        vote(who, id, support);
    }

    function queueExternally(Motion memory m) external {
        queue(m);
    }

    function executeExternally(Motion memory m) external {
        execute(m);
    }

    function proposeExternally(address who, Motion memory m) external {
        propose(who, m);
    }

    function cancelExternally(address who, uint256 id) external {
        vm.prank(who);
        governor.cancel(id);
    }
}

contract VotingAttacksTest is Assembly {
    /// A quarter of few tokens is few: where hardly anybody holds votes, the absolute floor decides.
    function test_governanceCapture_ofAnEmptyAssembly() public {
        buy(ann, 100 ether);
        vm.prank(ann);
        token.withdraw(1); // the whole supply, and one short of the floor
        same(token.totalSupply(), kFloor - 1, "supply");
        same(governor.quorum(vm_timestamp() - 1), kFloor, "floor");
        buy(bob, 1);
        pass(1);
        // Together they reach the threshold in no single account: ann votes with what bob delegates.
        vm.prank(bob);
        token.delegate(ann);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        propose(ann, m);
        vm.prank(bob);
        token.delegate(bob); // and takes it away before voting begins
        pass(kDelay + 1);
        vote(ann, m.id, 1);
        pass(kPeriod);
        stateIs(m.id, IGovernor.ProposalState.Defeated);
        expectError(IGovernor.GovernorUnexpectedProposalState.selector);
        this.queueExternally(m);
    }

    /// With many tokens it is the share: three quarters that stay away can't be decided over by a few.
    function test_governanceCapture_byAMinority() public {
        buy(ann, 1000 ether);
        buy(bob, 9000 ether);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        propose(ann, m);
        pass(kDelay + 1);
        vote(ann, m.id, 1);
        pass(kPeriod);
        stateIs(m.id, IGovernor.ProposalState.Defeated);
    }

    /// Bought, borrowed or delegated once voting has begun: it counts nothing, and never twice.
    function test_governanceCapture_byLastMinuteVotes() public {
        buy(ann, 100 ether);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        propose(ann, m);
        pass(kDelay);
        buy(bob, 5000 ether); // in the very second of the snapshot: part of it
        pass(1);
        buy(address(0xE71), 1_000_000 ether);
        vm.prank(bob);
        token.transfer(address(0xE72), 5000 ether);
        vm.prank(address(0xE72));
        token.delegate(address(0xE72));
        pass(1);
        vote(address(0xE71), m.id, 1);
        vote(address(0xE72), m.id, 1);
        vote(bob, m.id, 0); // had them then, whoever has them now
        vote(ann, m.id, 1);
        (uint256 against, uint256 inFavour,) = governor.proposalVotes(m.id);
        same(against, 5000 ether, "those of the snapshot");
        same(inFavour, 100 ether, "nothing that came later");
        pass(kPeriod);
        stateIs(m.id, IGovernor.ProposalState.Defeated);
    }

    /// In one transaction: take a loan, vote, pay it back.
    function test_governanceCapture_byAFlashLoan() public {
        buy(ann, 100 ether);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        propose(ann, m);
        // Even in the second of the snapshot: what is gone at its end is not in it.
        pass(kDelay);
        buy(bob, 1_000_000 ether);
        vm.prank(bob);
        token.withdraw(1_000_000 ether);
        pass(1);
        same(governor.getVotes(bob, governor.proposalSnapshot(m.id)), 0, "votes");
        buy(bob, 1_000_000 ether);
        vote(bob, m.id, 1);
        (, uint256 inFavour,) = governor.proposalVotes(m.id);
        same(inFavour, 0, "counted");
    }

    /// One won vote does not make the next ones a formality: floor, times and wait are at least those of the beginning.
    function test_governanceCapture_forEver() public {
        buy(ann, 1000 ether);
        _refused(motion(address(governor), abi.encodeCall(governor.setVotingDelay, (kDelay - 1)), "a"),
            OpenGovernor.VotingDelayTooShort.selector);
        _refused(motion(address(governor), abi.encodeCall(governor.setVotingPeriod, (kPeriod - 1)), "b"),
            OpenGovernor.VotingPeriodTooShort.selector);
        _refused(motion(address(lock), abi.encodeCall(lock.updateDelay, (kWait - 1)), "c"),
            Timelock.DelayTooShort.selector);
        Motion memory m = motion(address(governor), abi.encodeCall(governor.updateQuorumNumerator, (0)), "d");
        passed(m);
        execute(m);
        pass(1);
        same(governor.quorum(vm_timestamp() - 1), kFloor, "the floor is left");
        m = motion(address(governor), abi.encodeCall(governor.setVotingPeriod, (kPeriod + 1)), "longer is allowed");
        passed(m);
        execute(m);
        same(governor.votingPeriod(), kPeriod + 1, "period");
        m = motion(address(lock), abi.encodeCall(lock.updateDelay, (kWait + 1)), "here too");
        pass(1);
        propose(ann, m);
        pass(kDelay + 1);
        vote(ann, m.id, 1);
        pass(kPeriod + 2);
        queue(m);
        pass(kWait);
        execute(m);
        same(lock.getMinDelay(), kWait + 1, "wait");
    }

    /// Nothing reaches the parameters, the governor's settings or the timelock's roles but a proposal that waited.
    function test_timelockBypass() public {
        buy(ann, 1000 ether);
        pass(1);
        Motion memory m = change(Key.quorum, 3);
        bytes32 salt = bytes32(bytes20(address(governor))) ^ keccak256(bytes(m.words));
        bytes32 proposer = lock.PROPOSER_ROLE();
        address[3] memory strangers = [ann, address(this), address(governor)];
        for (uint256 i = 0; i < strangers.length; ++i) {
            vm.prank(strangers[i]);
            expectError(Parameters.NotOwner.selector);
            governed.set(new uint8[](0), new uint64[](0));
            vm.prank(strangers[i]);
            expectError(TimelockController.TimelockUnauthorizedCaller.selector);
            lock.updateDelay(1000);
            vm.prank(strangers[i]);
            expectError(IAccessControl.AccessControlUnauthorizedAccount.selector);
            lock.grantRole(proposer, ann);
            vm.prank(strangers[i]);
            expectError(IGovernor.GovernorOnlyExecutor.selector);
            governor.updateTimelock(TimelockController(payable(ann)));
            vm.prank(strangers[i]);
            expectError(IGovernor.GovernorOnlyExecutor.selector);
            governor.relay(address(lock), 0, "");
        }
        vm.prank(ann);
        expectError(IAccessControl.AccessControlUnauthorizedAccount.selector);
        lock.scheduleBatch(m.targets, m.values, m.calldatas, 0, salt, kWait);
        // Also the governor can't plan something for an earlier moment.
        vm.prank(address(governor));
        expectError(TimelockController.TimelockInsufficientDelay.selector);
        lock.scheduleBatch(m.targets, m.values, m.calldatas, 0, salt, kWait - 1);
        expectError(TimelockController.TimelockUnexpectedOperationState.selector);
        lock.executeBatch(m.targets, m.values, m.calldatas, 0, salt);
        // The maker of the contracts keeps nothing.
        bytes32 admin = lock.DEFAULT_ADMIN_ROLE();
        isTrue(!lock.hasRole(admin, address(this)) && lock.hasRole(admin, address(lock)), "no administrator");
        isTrue(!lock.hasRole(proposer, address(this)) && lock.hasRole(proposer, address(governor)), "one proposer");
        isTrue(!lock.hasRole(lock.CANCELLER_ROLE(), address(this)), "one canceller");
        isTrue(lock.hasRole(lock.EXECUTOR_ROLE(), address(0)), "anybody carries out");
        // Carried out at the timelock itself it is the same proposal, after the same wait.
        passed(m);
        lock.executeBatch(m.targets, m.values, m.calldatas, 0, salt);
        stateIs(m.id, IGovernor.ProposalState.Executed);
        same(governed.value(2, Key.quorum), 3, "value");
    }

    function _refused(Motion memory m, bytes4 why) private {
        passed(m);
        expectError(why);
        this.executeExternally(m);
    }

    function queueExternally(Motion memory m) external {
        queue(m);
    }

    function executeExternally(Motion memory m) external {
        execute(m);
    }
}

/// Takes its coins back twice, if it is let.
contract Twice {
    GOpen private immutable _token;
    uint256 public taken;

    constructor(GOpen token) payable {
        _token = token;
        token.deposit{value: msg.value}();
    }

    function take(uint256 amount) external {
        _token.withdraw(amount);
    }

    receive() external payable {
        taken += msg.value;
        try this.take(msg.value) {} catch {}
    }
}

contract Refuses {
    function put(GOpen token) external payable {
        token.deposit{value: msg.value}();
    }

    function take(GOpen token) external {
        token.withdraw(1);
    }
}

contract GOpenTest is Assembly {
    function test_coinsAndBack() public {
        vm.deal(ann, 10 ether);
        vm.prank(ann);
        (bool sent,) = address(token).call{value: 3 ether}(""); // a payment is a deposit
        isTrue(sent, "sent");
        same(token.balanceOf(ann), 3 ether, "tokens");
        same(token.getVotes(ann), 0, "nobody votes with them yet");
        vm.prank(ann);
        token.delegate(bob);
        same(token.getVotes(bob), 3 ether, "votes");
        vm.prank(ann);
        token.withdraw(1 ether);
        same(ann.balance, 8 ether, "coins");
        same(token.getVotes(bob), 2 ether, "votes left");
        expectError(GOpen.ZeroValueNotAllowed.selector);
        token.deposit();
        expectError(GOpen.ZeroValueNotAllowed.selector);
        token.withdraw(0);
        vm.prank(ann);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientBalance(address,uint256,uint256)")));
        token.withdraw(2 ether + 1);
        // A call that is not there takes no coins.
        vm.prank(ann);
        (sent,) = address(token).call{value: 1 ether}(hex"12345678");
        isTrue(!sent, "no catch-all");
    }

    function test_reentrancyThroughAWithdrawingContract() public {
        buy(ann, 100 ether);
        vm.deal(address(this), 1 ether);
        Twice thief = new Twice{value: 1 ether}(token);
        thief.take(1 ether);
        same(thief.taken(), 1 ether, "once");
        same(address(token).balance, 100 ether, "ann's are there");
    }

    function test_refusedCoinsStayTokens() public {
        Refuses poor = new Refuses();
        vm.deal(address(this), 2);
        poor.put{value: 2}(token);
        expectError(GOpen.CoinsRefused.selector);
        poor.take(token);
        same(token.balanceOf(address(poor)), 2, "tokens");
    }
}

/// Everybody puts in, takes out, sends and delegates, in any order.
contract Holders is Test {
    GOpen public token = new GOpen();
    uint256 public steps;

    function who(uint256 dice) public pure returns (address) {
        return address(uint160(0xC000 + dice % 5));
    }

    function put(uint256 dice, uint256 amount) external {
        amount = within(amount, 1, 1e24);
        vm.deal(who(dice), amount);
        vm.prank(who(dice));
        token.deposit{value: amount}();
        ++steps;
    }

    function take(uint256 dice, uint256 amount) external {
        uint256 most = token.balanceOf(who(dice));
        if (most == 0) return;
        vm.prank(who(dice));
        token.withdraw(within(amount, 1, most));
        ++steps;
    }

    function send(uint256 from, uint256 to, uint256 amount) external {
        uint256 most = token.balanceOf(who(from));
        vm.prank(who(from));
        token.transfer(who(to), within(amount, 0, most));
        ++steps;
    }

    function delegate(uint256 from, uint256 to) external {
        vm.prank(who(from));
        token.delegate(to % 6 == 5 ? address(0) : who(to));
        ++steps;
    }
}

contract GOpenInvariants is Test {
    Holders private _holders;

    function setUp() public {
        vm.warp(1_800_000_000);
        _holders = new Holders();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_holders);
    }

    /// Coins held are the tokens there are, which are those of the holders; nobody votes with what nobody has.
    function invariant_coinsHeldAreTheSupply() public view {
        GOpen token = _holders.token();
        same(address(token).balance, token.totalSupply(), "coins");
        uint256 sum;
        uint256 votes;
        uint256 delegated;
        for (uint256 i = 0; i < 5; ++i) {
            address holder = _holders.who(i);
            sum += token.balanceOf(holder);
            votes += token.getVotes(holder);
            if (token.delegates(holder) != address(0)) delegated += token.balanceOf(holder);
        }
        same(sum, token.totalSupply(), "holders");
        same(votes, delegated, "votes");
    }
}
