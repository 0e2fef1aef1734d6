// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParameters, IStakes, Key, parameterOf} from "./Types.sol";
import {Payments} from "./Payments.sol";

/// Stake of reviewers (per datanet) and jurors (outside panels), the sets panels are drawn from, and encryption keys.
/// Two contracts draw panels and may set stake aside: Reviews and Jury.
/// A set can be read as it was at the end of any past block. Stake in use by a panel is reserved; what is reserved or
/// cooling down can't leave, what is slashed never exceeds what is there.
contract Stakes is IStakes, Payments, ReentrancyGuardTransient {
    using Checkpoints for Checkpoints.Trace160;
    using Checkpoints for Checkpoints.Trace208;

    /// role of the reviewers of a datanet
    uint8 public constant kReviewer = 1; // scope: the datanet
    /// role of the jurors of outside panels
    uint8 public constant kJuror = 2; // scope: 0

    struct Stake {
        uint96 amount; // wei
        uint96 reserved; // wei that running panels may still take
        uint40 availableAt; // 0 while not leaving
        uint24 seat; // index in the set plus one, 0 when not in it
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// draws panels of reviewers and jurors
    address public immutable reviews;
    /// draws panels of jurors
    address public immutable jury;

    /// stake of an account for a role
    mapping(address account => mapping(uint8 role => mapping(uint64 scope => Stake))) public stakes;
    /// X25519 public key to which bundles for this account are encrypted
    mapping(address account => bytes32) public encryptionKeys;
    /// the sum of all stakes
    uint256 public total;
    mapping(uint8 role => mapping(uint64 scope => Checkpoints.Trace208)) private _sizes;
    mapping(uint8 role => mapping(uint64 scope => mapping(uint256 index => Checkpoints.Trace160))) private _members;

    event Deposited(address indexed account, uint8 indexed role, uint64 indexed scope, uint256 amount);
    event Joined(address indexed account, uint8 indexed role, uint64 indexed scope);
    event Left(address indexed account, uint8 indexed role, uint64 indexed scope);
    event WithdrawRequested(address indexed account, uint8 indexed role, uint64 indexed scope, uint40 availableAt);
    event Withdrawn(address indexed account, uint8 indexed role, uint64 indexed scope, uint256 amount);
    event Slashed(address indexed account, uint8 indexed role, uint64 indexed scope, uint256 amount, address beneficiary);
    event EncryptionKeySet(address indexed account, bytes32 key);

    error NotPanels();
    error UnknownRole(uint8 role, uint64 scope);
    error KeyMissing(address account);
    error Leaving(uint40 availableAt);
    error NotLeaving(uint8 role, uint64 scope);
    error NothingStaked(uint8 role, uint64 scope);
    error StakeReserved(uint256 reserved);
    error StakeTooSmall(uint256 amount, uint256 minimum);
    error FutureBlock(uint256 blockNumber);

    modifier onlyPanels() {
        if (msg.sender != reviews && msg.sender != jury) revert NotPanels();
        _;
    }

    constructor(IParameters parameters_, address reviews_, address jury_) {
        parameters = parameters_;
        reviews = reviews_;
        jury = jury_;
    }

    /// Registers the X25519 key that bundles for the caller are encrypted to.
    function setEncryptionKey(bytes32 key) public {
        if (key == 0) revert KeyMissing(msg.sender);
        encryptionKeys[msg.sender] = key;
        emit EncryptionKeySet(msg.sender, key);
    }

    /// Adds stake and, from the minimum on, joins the set. `key` may be 0 where one is registered already.
    function deposit(uint8 role, uint64 scope, bytes32 key) external payable {
        if (!((role == kReviewer && scope != 0) || (role == kJuror && scope == 0))) revert UnknownRole(role, scope);
        if (key != 0) setEncryptionKey(key);
        else if (encryptionKeys[msg.sender] == 0) revert KeyMissing(msg.sender);
        Stake storage stake = stakes[msg.sender][role][scope];
        if (stake.availableAt != 0) revert Leaving(stake.availableAt);
        stake.amount += SafeCast.toUint96(msg.value);
        total += msg.value;
        emit Deposited(msg.sender, role, scope, msg.value);
        if (stake.seat == 0) {
            uint256 minimum = 1 gwei
                * parameterOf(parameters, parameters.current(), role == kReviewer ? Key.reviewerStake : Key.jurorStake);
            if (stake.amount < minimum) revert StakeTooSmall(stake.amount, minimum);
            _join(stake, role, scope);
        }
    }

    /// Leaves the set now; the stake can be taken after the cooldown, once no panel holds any of it.
    function requestWithdraw(uint8 role, uint64 scope) external {
        Stake storage stake = stakes[msg.sender][role][scope];
        if (stake.amount == 0) revert NothingStaked(role, scope);
        if (stake.availableAt != 0) revert Leaving(stake.availableAt);
        if (stake.seat != 0) _leave(msg.sender, stake, role, scope);
        stake.availableAt = uint40(block.timestamp + parameterOf(parameters, parameters.current(), Key.stakeCooldown));
        emit WithdrawRequested(msg.sender, role, scope, stake.availableAt);
    }

    /// Sends the caller's stake back once the cooldown is over and no panel holds any of it.
    function withdraw(uint8 role, uint64 scope) external nonReentrant {
        Stake storage stake = stakes[msg.sender][role][scope];
        if (stake.availableAt == 0) revert NotLeaving(role, scope);
        if (block.timestamp < stake.availableAt) revert Leaving(stake.availableAt);
        if (stake.reserved != 0) revert StakeReserved(stake.reserved);
        uint256 amount = stake.amount;
        stake.amount = 0;
        stake.availableAt = 0;
        total -= amount;
        emit Withdrawn(msg.sender, role, scope, amount);
        _pay(msg.sender, amount);
    }

    /// Members of a set at the end of a past block.
    function sizeAt(uint8 role, uint64 scope, uint256 blockNumber) public view returns (uint256) {
        if (blockNumber >= block.number) revert FutureBlock(blockNumber);
        return _sizes[role][scope].upperLookupRecent(uint48(blockNumber));
    }

    /// A member of a set at the end of a past block, by index from 0.
    function memberAt(uint8 role, uint64 scope, uint256 index, uint256 blockNumber) external view returns (address) {
        if (blockNumber >= block.number) revert FutureBlock(blockNumber);
        return address(_members[role][scope][index].upperLookupRecent(uint96(blockNumber)));
    }

    /// Members now.
    function size(uint8 role, uint64 scope) public view returns (uint256) {
        return _sizes[role][scope].latest();
    }

    /// A member of a set now, by index from 0.
    function member(uint8 role, uint64 scope, uint256 index) external view returns (address) {
        return address(_members[role][scope][index].latest());
    }

    /// Sets stake aside for a seat; false where not enough is free.
    function reserve(address account, uint8 role, uint64 scope, uint256 amount) external onlyPanels returns (bool) {
        Stake storage stake = stakes[account][role][scope];
        if (uint256(stake.amount) - stake.reserved < amount) return false;
        stake.reserved += SafeCast.toUint96(amount);
        return true;
    }

    /// Frees a reserved amount.
    function release(address account, uint8 role, uint64 scope, uint256 amount) external onlyPanels {
        stakes[account][role][scope].reserved -= SafeCast.toUint96(amount);
    }

    /// Takes a reserved amount: half is burned, half goes to the beneficiary.
    function slash(address account, uint8 role, uint64 scope, uint256 amount, address beneficiary)
        external
        onlyPanels
        nonReentrant
    {
        Stake storage stake = stakes[account][role][scope];
        stake.reserved -= SafeCast.toUint96(amount);
        stake.amount -= uint96(amount);
        total -= amount;
        if (stake.seat != 0 && stake.amount < amount) _leave(account, stake, role, scope);
        emit Slashed(account, role, scope, amount, beneficiary);
        uint256 burned = amount / 2;
        _burn(burned);
        _pay(beneficiary, amount - burned);
    }

    function _join(Stake storage stake, uint8 role, uint64 scope) private {
        uint256 index = size(role, scope);
        _members[role][scope][index].push(uint96(block.number), uint160(msg.sender));
        _sizes[role][scope].push(uint48(block.number), uint208(index + 1));
        stake.seat = uint24(index + 1);
        emit Joined(msg.sender, role, scope);
    }

    /// The last member takes the free place.
    function _leave(address account, Stake storage stake, uint8 role, uint64 scope) private {
        uint256 index = stake.seat - 1;
        uint256 last = size(role, scope) - 1;
        uint96 key = uint96(block.number);
        if (index != last) {
            address moved = address(_members[role][scope][last].latest());
            _members[role][scope][index].push(key, uint160(moved));
            stakes[moved][role][scope].seat = uint24(index + 1);
        }
        _members[role][scope][last].push(key, 0);
        _sizes[role][scope].push(uint48(block.number), uint208(last));
        stake.seat = 0;
        emit Left(account, role, scope);
    }
}
