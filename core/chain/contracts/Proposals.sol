// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Payments} from "./Payments.sol";
import {ICases, IInference, IJury, IRewards, Proposal, Settlement} from "./RewardTypes.sol";
import {IParameters, Key, parameterOf} from "./Types.sol";

/// The book of proposals that the parts of Attribution share: where each stands, whose bonds it holds, how it falls.
abstract contract Proposals is ICases, Payments, ReentrancyGuardTransient {
    enum State {
        None,
        Proposed, // until deadline anyone may dispute it; then, with no open demand, it may become final
        Disputed, // an outside panel has it
        Final,
        Void // the next proposal may be made until deadline
    }

    /// One packed slot per model and epoch.
    struct Status {
        State state;
        bool judged; // a panel has upheld this proposal
        uint16 attempt; // proposals so far
        uint16 openDemands;
        uint24 parametersId;
        uint40 demandUntil;
        uint40 deadline;
        uint64 bondGwei; // of the proposer, 0 once settled
    }

    struct Dispute {
        address challenger;
        uint64 bondGwei; // 0 once settled
    }

    /// One packed slot per model.
    struct Progress {
        uint64 resolved; // the newest settled epoch that is final or void, and so are all before it
        uint40 resolvedAt;
    }

    /// What a panel's case is about.
    struct Subject {
        uint64 model;
        uint64 epoch;
        uint16 attempt;
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// the outside panels
    IJury public immutable jury;
    /// where epochs are settled
    IInference public immutable inference;
    /// where final roots go
    IRewards public immutable rewards;

    /// keccak256(abi.encode(Proposal)) of the newest proposal
    mapping(uint64 model => mapping(uint64 epoch => bytes32)) public proposals;
    mapping(uint64 model => mapping(uint64 epoch => Status)) internal _statuses;
    /// who disputed an attempt, and the bond of that
    mapping(bytes32 caseId => Dispute) public disputes;
    /// which attempt a case is about
    mapping(bytes32 caseId => Subject) public subjects;
    /// how far the epochs of a model are resolved
    mapping(uint64 model => Progress) public progress;
    /// gwei held as bonds of proposers, of challengers and of those who demand data
    uint128 public bondsHeldGwei;

    event Voided(uint64 indexed model, uint64 indexed epoch, uint16 attempt, string ground, address indexed by);
    event BondReturned(address indexed account, uint256 amount);
    event BondForfeited(address indexed account, address indexed beneficiary, uint256 amount);

    error WrongProposal(uint64 model, uint64 epoch);
    error WrongSettlement(uint64 model, uint64 epoch);
    error WrongState(State state);
    error WrongBond(uint256 expected);
    error TooLate(uint256 deadline);

    constructor(IParameters parameters_, IJury jury_, IInference inference_, IRewards rewards_) {
        parameters = parameters_;
        jury = jury_;
        inference = inference_;
        rewards = rewards_;
    }

    /// The case of an attempt at a model's epoch.
    function caseOf(uint64 model, uint64 epoch, uint16 attempt) public pure returns (bytes32) {
        return keccak256(abi.encode(model, epoch, attempt));
    }

    /// Where the newest proposal for a model's epoch stands.
    function statusOf(uint64 model, uint64 epoch) external view returns (Status memory) {
        return _statuses[model][epoch];
    }

    // ---- for the parts

    /// The status of a proposal that arithmetic, silence or a panel can still bring down.
    function _requireLive(Proposal calldata proposal) internal view returns (Status storage status) {
        status = _statuses[proposal.model][proposal.epoch];
        if (proposals[proposal.model][proposal.epoch] != keccak256(abi.encode(proposal))) revert WrongProposal(proposal.model, proposal.epoch);
        if (status.state != State.Proposed && status.state != State.Disputed) revert WrongState(status.state);
    }

    function _requireSettlement(Settlement calldata settlement, uint64 model, uint64 epoch) internal view {
        if (settlement.model != model || settlement.epoch != epoch) revert WrongSettlement(model, epoch);
        if (inference.settlements(model, epoch) != keccak256(abi.encode(settlement))) revert WrongSettlement(model, epoch);
    }

    /// Brings a proposal down for the proposer's fault: half of the bond is burned, half goes to who showed it.
    function _fail(Proposal calldata proposal, Status storage status, string memory ground, address by) internal {
        uint256 bond = _takeBond(status.bondGwei);
        emit BondForfeited(proposal.proposer, by, bond);
        _void(proposal, status, ground, by);
        _burn(bond / 2);
        _pay(by, bond - bond / 2);
    }

    /// Brings a proposal down for nobody's fault.
    function _drop(Proposal calldata proposal, Status storage status, string memory ground) internal {
        uint64 bondGwei = status.bondGwei;
        _void(proposal, status, ground, msg.sender);
        _returnBond(proposal.proposer, bondGwei);
    }

    function _returnBond(address account, uint64 bondGwei) internal {
        uint256 bond = _takeBond(bondGwei);
        emit BondReturned(account, bond);
        _pay(account, bond);
    }

    /// Half is burned, half goes to the beneficiary.
    function _forfeitBond(address account, uint64 bondGwei, address beneficiary) internal {
        uint256 bond = _takeBond(bondGwei);
        emit BondForfeited(account, beneficiary, bond);
        _burn(bond / 2);
        _pay(beneficiary, bond - bond / 2);
    }

    /// Accepts exactly this parameter's amount with the call.
    function _acceptBond(uint24 parametersId, uint8 key) internal returns (uint64 bondGwei) {
        bondGwei = uint64(parameterOf(parameters, parametersId, key));
        if (msg.value != uint256(bondGwei) * 1 gwei) revert WrongBond(uint256(bondGwei) * 1 gwei);
        bondsHeldGwei += bondGwei;
    }

    /// No juror has paid for answers of the epoch: payers gain when it becomes void.
    function hasInterest(bytes32 caseId, address juror) external view returns (bool) {
        Subject memory subject = subjects[caseId];
        return inference.charges(subject.model, subject.epoch, juror) != 0;
    }

    // ---- inside

    function _void(Proposal calldata proposal, Status storage status, string memory ground, address by) private {
        bytes32 caseId = caseOf(proposal.model, proposal.epoch, status.attempt);
        if (status.state == State.Disputed) {
            status.state = State.Void;
            Dispute memory dispute = disputes[caseId];
            disputes[caseId].bondGwei = 0;
            jury.dismiss(caseId);
            if (dispute.bondGwei != 0) _returnBond(dispute.challenger, dispute.bondGwei);
        }
        status.state = State.Void;
        status.bondGwei = 0;
        status.openDemands = 0;
        status.deadline =
            uint40(block.timestamp + parameterOf(parameters, status.parametersId, Key.proposeWindow));
        emit Voided(proposal.model, proposal.epoch, status.attempt, ground, by);
    }

    function _takeBond(uint64 bondGwei) private returns (uint256) {
        bondsHeldGwei -= bondGwei;
        return uint256(bondGwei) * 1 gwei;
    }
}
