// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Payments} from "./Payments.sol";
import {PositionalTree} from "./PositionalTree.sol";
import {
    Charge,
    Claim,
    Epoch,
    IInference,
    IModels,
    IRewards,
    Model,
    Receipt,
    Settlement,
    receiptHash
} from "./RewardTypes.sol";
import {IParameters, Key, parameterOf} from "./Types.sol";

/// What payers put aside for answers of a model, and what an epoch takes of it. Nothing leaves an escrow without its
/// payer's signature over the last of a chain of receipts, and what is taken goes to accounts, the treasury or back.
contract Inference is IInference, EIP712, Payments, ReentrancyGuardTransient {
    /// One packed slot per model: its open epoch.
    struct Clock {
        uint64 epoch; // 0 before the first deposit
        uint64 lastSettled;
        uint40 openedAt;
        uint24 parametersId;
    }

    struct Escrow {
        uint128 balance; // wei
        uint64 noticeEpoch; // a refund was asked for in this epoch; 0 when none is
        uint40 noticeAt;
    }

    /// What the contract holds of a model's money.
    struct Holding {
        uint128 escrowed; // the sum of all balances
        uint128 settled; // charged and neither paid out nor returned
    }

    /// What payers found wrong with answers of an epoch, in one slot: how many flags, and a running hash of them all.
    struct Flags {
        uint64 count;
        uint192 acc; // the last 24 bytes of keccak256(abi.encode(uint256 acc, keccak256(abi.encode(flag))))
    }

    /// What an epoch has been charged so far.
    struct Totals {
        uint256 fees;
        bytes32 acc;
        uint64 count;
        address before; // the last payer
        uint32 payers;
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// the models that are paid for
    IModels public immutable models;
    /// the one contract that pays an epoch out or gives it up
    address public immutable attribution;
    /// where what accounts earned goes
    IRewards public immutable rewards;

    /// the open epoch of each model
    mapping(uint64 model => Clock) public clocks;
    /// what payers have put aside
    mapping(uint64 model => mapping(address payer => Escrow)) public escrows;
    /// the coins held for each model
    mapping(uint64 model => Holding) public holdings;
    mapping(uint64 model => mapping(uint64 epoch => Epoch)) private _states;
    /// keccak256(abi.encode(Settlement))
    mapping(uint64 model => mapping(uint64 epoch => bytes32)) public settlements;
    /// keccak256(abi.encode(Charge)); 0 once returned
    mapping(uint64 model => mapping(uint64 epoch => mapping(address payer => bytes32))) public charges;
    /// of the open epoch, where `chargeAhead` took a part of its payers ahead of `settle`
    mapping(uint64 model => mapping(uint64 epoch => Totals)) public charged;
    /// commits to all `Flagged` of an epoch
    mapping(uint64 model => mapping(uint64 epoch => Flags)) public flags;

    event Deposited(uint64 indexed model, address indexed payer, uint256 amount);
    event RefundAsked(uint64 indexed model, address indexed payer, uint64 epoch);
    event Refunded(uint64 indexed model, address indexed payer, uint256 amount);
    event EpochOpened(uint64 indexed model, uint64 indexed epoch, uint24 parametersId);
    event EpochClosed(uint64 indexed model, uint64 indexed epoch, Epoch state);
    event Charged(uint64 indexed model, uint64 indexed epoch, address indexed payer, Charge charge);
    event Settled(uint64 indexed model, uint64 indexed epoch, Settlement settlement);
    event LogRefuted(uint64 indexed model, uint64 indexed epoch, address indexed by);
    event Flagged(uint64 indexed model, uint64 indexed epoch, address indexed payer, bytes32 inference, uint8 reason);
    event Reclaimed(uint64 indexed model, uint64 indexed epoch, address indexed payer, uint256 amount);

    error NotAttribution();
    error NotProvider(address provider, address owner);
    error WrongModel(uint64 model);
    error ModelNotActive(uint64 model);
    error NothingDeposited(uint64 model);
    error NoRefundAsked(address payer);
    error RefundNotYet(uint64 epoch, uint256 from);
    error NoOpenEpoch(uint64 model);
    error TooLate(uint256 deadline);
    error TooEarly(uint256 deadline);
    error NoReceipts(uint64 model);
    error PayersNotAscending(address before, address payer);
    error WrongReceipt(uint64 model, uint64 epoch);
    error WrongSignature(address signer);
    error EscrowTooSmall(address payer, uint256 balance, uint256 fee);
    error FeesBelowPlatformFee(uint256 fees, uint256 platformFees);
    error WrongSettlement(uint64 model, uint64 epoch);
    error WrongCharge(address payer);
    error WrongEpochState(Epoch state);
    error NoBreach();
    error NotPayer(uint64 model, uint64 epoch);

    modifier onlyAttribution() {
        if (msg.sender != attribution) revert NotAttribution();
        _;
    }

    constructor(IParameters parameters_, IModels models_, address attribution_, IRewards rewards_)
        EIP712("Datanet Inference", "1")
    {
        parameters = parameters_;
        models = models_;
        attribution = attribution_;
        rewards = rewards_;
    }

    // ---- escrow

    /// Puts coins aside for a payer's answers. They can be spent by the payer's receipts only.
    function deposit(uint64 model, address payer) external payable {
        if (!models.isActive(model)) revert ModelNotActive(model);
        if (msg.value == 0) revert NothingDeposited(model);
        Clock storage clock = clocks[model];
        if (clock.epoch == 0) _open(model, clock);
        else if (block.timestamp > _deadline(clock)) _lapse(model, clock);
        escrows[model][payer].balance += SafeCast.toUint128(msg.value);
        holdings[model].escrowed += uint128(msg.value);
        emit Deposited(model, payer, msg.value);
    }

    /// Asks for what will be left of the caller's coins when the open epoch is closed. Providers see it and stop.
    function requestRefund(uint64 model) external {
        Escrow storage escrow = escrows[model][msg.sender];
        if (escrow.balance == 0) revert NothingDeposited(model);
        escrow.noticeEpoch = clocks[model].epoch;
        escrow.noticeAt = uint40(block.timestamp);
        emit RefundAsked(model, msg.sender, escrow.noticeEpoch);
    }

    /// Sends a payer what is left; anyone may. Possible once the epoch of the notice is closed or could be.
    function refund(uint64 model, address payer) external nonReentrant {
        Escrow storage escrow = escrows[model][payer];
        if (escrow.noticeEpoch == 0) revert NoRefundAsked(payer);
        Clock storage clock = clocks[model];
        uint256 from = uint256(escrow.noticeAt) + parameterOf(parameters, clock.parametersId, Key.refundNotice);
        bool closed = clock.epoch > escrow.noticeEpoch || block.timestamp > _deadline(clock);
        if (!closed || block.timestamp < from) revert RefundNotYet(escrow.noticeEpoch, from);
        uint256 amount = escrow.balance;
        delete escrows[model][payer];
        holdings[model].escrowed -= uint128(amount);
        emit Refunded(model, payer, amount);
        _pay(payer, amount);
    }

    // ---- closing an epoch

    /// Closes an epoch that was not settled in time; nobody paid anything in it.
    function lapse(uint64 model) external {
        Clock storage clock = clocks[model];
        if (clock.epoch == 0) revert NoOpenEpoch(model);
        if (block.timestamp <= _deadline(clock)) revert TooEarly(_deadline(clock));
        _lapse(model, clock);
    }

    /// Takes fees of the open epoch ahead of `settle`, which goes on behind the last payer: an epoch may have more payers
    /// than one block has room for. If it is not settled in time, it becomes void and the payers get everything back.
    function chargeAhead(Model calldata model, Claim[] calldata claims) external {
        if (claims.length == 0) revert NoReceipts(model.id);
        Clock storage clock = _requireOpenTo(model);
        Totals memory totals = _chargedSoFar(model.id, clock.epoch);
        uint256 before = totals.fees;
        _chargeAll(model.id, clock.epoch, totals, claims);
        _settleHolding(model.id, totals.fees - before);
        charged[model.id][clock.epoch] = totals;
    }

    /// Takes the fees of the open epoch and closes it: the last receipt of each payer, in ascending order of payers.
    function settle(Model calldata model, bytes32 logRoot, Claim[] calldata claims) external {
        Clock storage clock = _requireOpenTo(model);
        Totals memory totals = _chargedSoFar(model.id, clock.epoch);
        if (totals.payers + claims.length == 0) revert NoReceipts(model.id);
        uint256 before = totals.fees;
        Settlement memory s;
        (s.model, s.epoch, s.previous) = (model.id, clock.epoch, clock.lastSettled);
        (s.parametersId, s.openedAt, s.settledAt) = (clock.parametersId, clock.openedAt, uint40(block.timestamp));
        s.snapshotBlock = uint64(block.number - 1);
        (s.payee, s.modelHash, s.logRoot) = (model.payee, models.models(model.id), logRoot);
        _chargeAll(s.model, s.epoch, totals, claims);
        (s.payers, s.count, s.fees, s.chargesAcc) = (totals.payers, totals.count, totals.fees, totals.acc);
        s.platformFees = s.count * parameterOf(parameters, s.parametersId, Key.platformFee) * 1 gwei;
        if (s.fees < s.platformFees) revert FeesBelowPlatformFee(s.fees, s.platformFees);
        _settleHolding(s.model, totals.fees - before);
        settlements[s.model][s.epoch] = keccak256(abi.encode(s));
        clock.lastSettled = s.epoch;
        emit Settled(s.model, s.epoch, s);
        _close(s.model, clock, Epoch.Settled);
    }

    // ---- a log that is not what the payers signed

    /// The leaf where a payer's last receipt should be is another receipt.
    function refuteHead(Settlement calldata settlement, Charge calldata charge, bytes32 id, PositionalTree.Proof calldata proof)
        external
    {
        _requireRefutable(settlement, charge);
        if (proof.index != charge.first + charge.count - 1) revert NoBreach();
        _requireLeaf(settlement, id, proof);
        if (id == charge.head) revert NoBreach();
        _refute(settlement);
    }

    /// A receipt is not the one at its place in its payer's chain, or the leaf before it is not the one it names.
    function refuteLink(
        Settlement calldata settlement,
        Charge calldata charge,
        Receipt calldata receipt,
        PositionalTree.Proof calldata proof,
        bytes32 idBefore,
        PositionalTree.Proof calldata proofBefore
    ) external {
        _requireRefutable(settlement, charge);
        if (proof.index < charge.first || proof.index >= charge.first + charge.count) revert NoBreach();
        _requireLeaf(settlement, receiptHash(receipt), proof);
        uint64 nonce = proof.index - charge.first + 1;
        bool fits = receipt.payer == charge.payer && receipt.nonce == nonce && receipt.model == settlement.model
            && receipt.epoch == settlement.epoch && (nonce != 1 || receipt.previous == 0);
        if (fits) {
            if (nonce == 1 || proofBefore.index + 1 != proof.index) revert NoBreach();
            _requireLeaf(settlement, idBefore, proofBefore);
            if (idBefore == receipt.previous) revert NoBreach();
        }
        _refute(settlement);
    }

    /// The log root binds another number of receipts than was charged for.
    function refuteCount(Settlement calldata settlement, uint256 count, bytes32 top) external {
        _requireSettled(settlement);
        if (PositionalTree.bound(count, top) != settlement.logRoot || count == settlement.count) revert NoBreach();
        _refute(settlement);
    }

    /// Sends a payer of a void epoch what it took; anyone may.
    function reclaim(Charge calldata charge) external nonReentrant {
        Epoch state = _states[charge.model][charge.epoch];
        if (state != Epoch.Void) revert WrongEpochState(state);
        _requireCharge(charge);
        charges[charge.model][charge.epoch][charge.payer] = 0;
        holdings[charge.model].settled -= uint128(charge.fee);
        emit Reclaimed(charge.model, charge.epoch, charge.payer, charge.fee);
        _pay(charge.payer, charge.fee);
    }

    // ---- weak answers

    /// Records that a payer found an answer weak; it moves no money and decides nothing. Only who pays for answers of
    /// that epoch may. Whether the answer is one of the caller's stands in the epoch's log, where readers look it up.
    function flag(uint64 model, uint64 epoch, bytes32 inference, uint8 reason) external {
        bool paid = charges[model][epoch][msg.sender] != 0;
        bool paying = epoch == clocks[model].epoch && escrows[model][msg.sender].balance != 0;
        if (epoch == 0 || (!paid && !paying)) revert NotPayer(model, epoch);
        Flags storage list = flags[model][epoch];
        bytes32 hash = keccak256(abi.encode(model, epoch, msg.sender, inference, reason));
        list.acc = uint192(uint256(keccak256(abi.encode(uint256(list.acc), hash))));
        ++list.count;
        emit Flagged(model, epoch, msg.sender, inference, reason);
    }

    // ---- called by Attribution

    /// Pays an epoch out: what its reward root adds to `Rewards`, the rest to the treasury.
    function distribute(Settlement calldata settlement, uint256 toAccounts, bytes32 root, uint64 count)
        external
        onlyAttribution
    {
        _requireSettled(settlement);
        _setState(settlement.model, settlement.epoch, Epoch.Final);
        holdings[settlement.model].settled -= uint128(settlement.fees);
        rewards.accept{value: toAccounts}(settlement.model, settlement.epoch, root, count);
        _pay(parameters.treasury(), settlement.fees - toAccounts);
    }

    /// Gives a settled epoch up: its payers get everything back.
    function voidEpoch(uint64 model, uint64 epoch) external onlyAttribution {
        Epoch state = _states[model][epoch];
        if (state != Epoch.Settled) revert WrongEpochState(state);
        _setState(model, epoch, Epoch.Void);
    }

    // ---- reading

    /// Where a model's epoch stands.
    function stateOf(uint64 model, uint64 epoch) external view returns (Epoch) {
        return _states[model][epoch];
    }

    /// What a payer signs.
    function receiptDigest(Receipt calldata receipt) external view returns (bytes32) {
        return _hashTypedDataV4(receiptHash(receipt));
    }

    // ---- inside

    function _open(uint64 model, Clock storage clock) private {
        ++clock.epoch;
        clock.openedAt = uint40(block.timestamp);
        clock.parametersId = parameters.current();
        emit EpochOpened(model, clock.epoch, clock.parametersId);
    }

    function _requireOpenTo(Model calldata model) private view returns (Clock storage clock) {
        if (models.models(model.id) != keccak256(abi.encode(model))) revert WrongModel(model.id);
        if (msg.sender != model.provider && msg.sender != model.owner) revert NotProvider(model.provider, model.owner);
        clock = clocks[model.id];
        if (clock.epoch == 0) revert NoOpenEpoch(model.id);
        if (block.timestamp > _deadline(clock)) revert TooLate(_deadline(clock));
    }

    function _chargedSoFar(uint64 model, uint64 epoch) private view returns (Totals memory totals) {
        if (charged[model][epoch].payers != 0) totals = charged[model][epoch];
    }

    /// Closes an epoch whose time is over. What some of its payers were charged ahead goes back to them.
    function _lapse(uint64 model, Clock storage clock) private {
        _close(model, clock, charged[model][clock.epoch].payers == 0 ? Epoch.Lapsed : Epoch.Void);
    }

    function _settleHolding(uint64 model, uint256 fees) private {
        Holding storage holding = holdings[model];
        holding.escrowed -= uint128(fees);
        holding.settled += uint128(fees);
    }

    function _close(uint64 model, Clock storage clock, Epoch state) private {
        _setState(model, clock.epoch, state);
        _open(model, clock);
    }

    function _setState(uint64 model, uint64 epoch, Epoch state) private {
        _states[model][epoch] = state;
        emit EpochClosed(model, epoch, state);
    }

    function _deadline(Clock storage clock) private view returns (uint256) {
        return uint256(clock.openedAt) + parameterOf(parameters, clock.parametersId, Key.epochLength);
    }

    function _chargeAll(uint64 model, uint64 epoch, Totals memory totals, Claim[] calldata claims) private {
        for (uint256 i = 0; i < claims.length; ++i) _charge(model, epoch, totals, claims[i]);
        totals.payers += uint32(claims.length);
    }

    function _charge(uint64 model, uint64 epoch, Totals memory totals, Claim calldata claim) private {
        Receipt calldata receipt = claim.receipt;
        if (receipt.payer <= totals.before) revert PayersNotAscending(totals.before, receipt.payer);
        if (receipt.model != model || receipt.epoch != epoch || receipt.nonce == 0) revert WrongReceipt(model, epoch);
        bytes32 head = receiptHash(receipt);
        if (!SignatureChecker.isValidSignatureNow(receipt.payer, _hashTypedDataV4(head), claim.signature)) {
            revert WrongSignature(receipt.payer);
        }
        uint256 fee = receipt.cumulativeFee;
        Escrow storage escrow = escrows[model][receipt.payer];
        if (escrow.balance < fee) revert EscrowTooSmall(receipt.payer, escrow.balance, fee);
        escrow.balance -= uint128(fee);
        Charge memory taken = Charge(model, epoch, receipt.payer, totals.count, receipt.nonce, head, fee);
        bytes32 hash = keccak256(abi.encode(taken));
        charges[model][epoch][receipt.payer] = hash;
        totals.fees += fee;
        totals.count += receipt.nonce;
        totals.acc = keccak256(abi.encode(totals.acc, hash));
        totals.before = receipt.payer;
        emit Charged(model, epoch, receipt.payer, taken);
    }

    function _refute(Settlement calldata settlement) private {
        emit LogRefuted(settlement.model, settlement.epoch, msg.sender);
        _setState(settlement.model, settlement.epoch, Epoch.Void);
    }

    function _requireRefutable(Settlement calldata settlement, Charge calldata charge) private view {
        _requireSettled(settlement);
        _requireCharge(charge);
        if (charge.model != settlement.model || charge.epoch != settlement.epoch) revert WrongCharge(charge.payer);
    }

    function _requireSettled(Settlement calldata settlement) private view {
        if (settlements[settlement.model][settlement.epoch] != keccak256(abi.encode(settlement))) revert WrongSettlement(settlement.model, settlement.epoch);
        Epoch state = _states[settlement.model][settlement.epoch];
        if (state != Epoch.Settled) revert WrongEpochState(state);
    }

    function _requireCharge(Charge calldata charge) private view {
        if (charges[charge.model][charge.epoch][charge.payer] != keccak256(abi.encode(charge))) revert WrongCharge(charge.payer);
    }

    function _requireLeaf(Settlement calldata settlement, bytes32 id, PositionalTree.Proof calldata proof) private pure {
        if (PositionalTree.rootOf(PositionalTree.kInference, id, proof) != settlement.logRoot) revert NoBreach();
    }
}
