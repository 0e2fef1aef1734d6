// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Payments} from "./Payments.sol";
import {IRewards, Standing} from "./RewardTypes.sol";
import {SumTree} from "./SumTree.sol";
import {IParameters, Key, parameterOf} from "./Types.sol";

/// Pays accounts what final reward roots give them. A root arrives together with exactly the coins it adds, so every
/// leaf of it is covered; a claim against the root before the newest still pays, as amounts never fall.
contract Rewards is IRewards, Payments, ReentrancyGuardTransient {
    /// One packed slot per model.
    struct Ledger {
        uint128 settled; // the sum of the final root, all of it deposited here
        uint128 claimed;
    }

    struct Head {
        uint64 count; // leaves of the final root
        uint64 epoch; // which made it
    }

    /// One packed slot per model and account.
    struct Taken {
        uint128 claimed;
        uint64 place; // index in the tree plus one; 0 before the first claim
    }

    /// Who may redirect an account's payments when its key is lost, and what was asked for.
    struct Redirect {
        address payee;
        uint40 from; // it may be applied from then on; 0 when none is under way
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// the one contract that brings roots and their coins
    address public immutable inference;

    /// the final reward root of a model; 0 before the first
    mapping(uint64 model => bytes32) public roots;
    /// the root before it, which can still be claimed against
    mapping(uint64 model => bytes32) public rootsBefore;
    /// what a model has brought accounts, and what of it was claimed
    mapping(uint64 model => Ledger) public ledgers;
    /// leaves of the final root, and the epoch that made it
    mapping(uint64 model => Head) public heads;
    /// what an account has claimed of a model, and its place
    mapping(uint64 model => mapping(address account => Taken)) public taken;
    /// where an account's payments go; 0 for the account itself
    mapping(address account => address) public payees;
    /// who may ask for a redirection of an account's payments; 0 for nobody
    mapping(address account => address) public recoveries;
    /// redirections under way
    mapping(address account => Redirect) public redirects;

    event RootFinal(uint64 indexed model, uint64 indexed epoch, bytes32 root, uint64 count, uint256 added);
    event Claimed(uint64 indexed model, address indexed account, address indexed payee, uint256 amount, uint256 cumulative);
    event PayeeSet(address indexed account, address payee);
    event RecoverySet(address indexed account, address recovery);
    event RedirectAsked(address indexed account, address payee, uint40 from);
    event RedirectEnded(address indexed account, bool applied);

    error NotInference();
    error WrongRoot(uint64 model);
    error WrongPlace(uint64 index);
    error NotThisAccount(address account);
    error NothingToClaim(address account);
    error LengthMismatch(uint256 given, uint256 expected);
    error NotRecovery(address recovery);
    error PayeeMissing();
    error NoRedirect(address account);
    error TooEarly(uint256 deadline);

    constructor(IParameters parameters_, address inference_) {
        parameters = parameters_;
        inference = inference_;
    }

    // ---- claiming

    /// Pays what a leaf gives its account and was not paid yet, to the account's payee. Anyone may send it.
    function claim(uint64 model, SumTree.Proof calldata proof) external nonReentrant {
        address payee = payeeOf(proof.account);
        uint256 amount = _take(model, proof, payee);
        if (amount == 0) revert NothingToClaim(proof.account);
        _pay(payee, amount);
    }

    /// The same for one account and several models, in one payment.
    function claimMany(address account, uint64[] calldata models, SumTree.Proof[] calldata proofs)
        external
        nonReentrant
    {
        if (models.length != proofs.length) revert LengthMismatch(proofs.length, models.length);
        address payee = payeeOf(account);
        uint256 amount = 0;
        for (uint256 i = 0; i < models.length; ++i) {
            if (proofs[i].account != account) revert NotThisAccount(proofs[i].account);
            amount += _take(models[i], proofs[i], payee);
        }
        if (amount == 0) revert NothingToClaim(account);
        _pay(payee, amount);
    }

    // ---- where payments go

    /// Sends the caller's payments to another address from now on; 0 for the caller's own.
    function setPayee(address payee) external {
        payees[msg.sender] = payee;
        emit PayeeSet(msg.sender, payee);
    }

    /// Names in advance who may redirect the caller's payments, after a delay in which the caller can stop it; 0 for nobody.
    function setRecovery(address recovery) external {
        recoveries[msg.sender] = recovery;
        emit RecoverySet(msg.sender, recovery);
        _endRedirect(msg.sender, false);
    }

    /// Asks for a redirection of an account's payments, as the one it named.
    function requestRedirect(address account, address payee) external {
        if (recoveries[account] != msg.sender) revert NotRecovery(recoveries[account]);
        if (payee == address(0)) revert PayeeMissing();
        uint256 delay = parameterOf(parameters, parameters.current(), Key.recoveryDelay);
        redirects[account] = Redirect(payee, uint40(block.timestamp + delay));
        emit RedirectAsked(account, payee, redirects[account].from);
    }

    /// Stops a redirection of the caller's payments that was not applied yet.
    function cancelRedirect() external {
        if (redirects[msg.sender].from == 0) revert NoRedirect(msg.sender);
        _endRedirect(msg.sender, false);
    }

    /// Puts a redirection into force once its delay is over; anyone may.
    function applyRedirect(address account) external {
        Redirect memory redirect = redirects[account];
        if (redirect.from == 0) revert NoRedirect(account);
        if (block.timestamp < redirect.from) revert TooEarly(redirect.from);
        payees[account] = redirect.payee;
        emit PayeeSet(account, redirect.payee);
        _endRedirect(account, true);
    }

    /// Where an account's payments go.
    function payeeOf(address account) public view returns (address payee) {
        payee = payees[account];
        if (payee == address(0)) payee = account;
    }

    // ---- called by Inference

    /// Takes a new final root with the coins that it adds to the one before.
    function accept(uint64 model, uint64 epoch, bytes32 root, uint64 count) external payable {
        if (msg.sender != inference) revert NotInference();
        (rootsBefore[model], roots[model]) = (roots[model], root);
        ledgers[model].settled += uint128(msg.value);
        heads[model] = Head(count, epoch);
        emit RootFinal(model, epoch, root, count, msg.value);
    }

    /// The final root of a model and what it binds.
    function standing(uint64 model) external view returns (Standing memory) {
        Ledger memory ledger = ledgers[model];
        return Standing(roots[model], heads[model].count, ledger.settled, ledger.claimed);
    }

    // ---- inside

    function _take(uint64 model, SumTree.Proof calldata proof, address payee) private returns (uint256 amount) {
        bytes32 root = SumTree.rootOf(proof);
        if (root != roots[model] && root != rootsBefore[model]) revert WrongRoot(model);
        address account = proof.account;
        Taken storage slot = taken[model][account];
        (uint256 before, uint64 place) = (slot.claimed, slot.place);
        if (place != 0 && place != proof.index + 1) revert WrongPlace(place - 1);
        if (proof.cumulative <= before) return 0;
        amount = proof.cumulative - before;
        (slot.claimed, slot.place) = (uint128(proof.cumulative), proof.index + 1);
        Ledger storage ledger = ledgers[model];
        (uint128 settled, uint256 claimed) = (ledger.settled, ledger.claimed + amount);
        if (claimed > settled) revert WrongRoot(model); // no sum root allows it
        (ledger.settled, ledger.claimed) = (settled, uint128(claimed));
        emit Claimed(model, account, payee, amount, proof.cumulative);
    }

    function _endRedirect(address account, bool applied) private {
        if (redirects[account].from == 0) return;
        delete redirects[account];
        emit RedirectEnded(account, applied);
    }
}
