// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PositionalTree} from "./PositionalTree.sol";
import {Proposals} from "./Proposals.sol";
import {Proposal, Receipt, Settlement, receiptHash} from "./RewardTypes.sol";
import {SumTree} from "./SumTree.sol";
import {Key, parameterOf} from "./Types.sol";

/// Demands for single leaves behind a proposal's roots. An answer puts the leaf on chain and earns the demand's bond; no
/// answer in time voids the proposal. So a root nobody can look behind never becomes final.
abstract contract DataDemands is Proposals {
    /// One packed slot per demand.
    struct Demand {
        address challenger; // 0 once settled or never made
        uint48 bondGwei;
        uint40 deadline;
    }

    /// demands for leaves, answered or not
    mapping(bytes32 demandId => Demand) public demands;

    event DataDemanded(uint64 indexed model, uint64 indexed epoch, uint8 kind, uint64 index, address indexed challenger);
    event DataShown(uint64 indexed model, uint64 indexed epoch, uint8 kind, uint64 index);

    error DemandsClosed(uint256 until);
    error AlreadyDemanded(uint40 until);
    error NoSuchLeaf(uint64 index, uint256 count);
    error NoSuchDemand(uint8 kind, uint64 index);
    error NoAnswer();
    error AnswerStillDue(uint256 until);
    error StillHeld(uint16 attempt);

    /// The id of a demand for a leaf of an attempt at an epoch.
    function demandOf(uint64 model, uint64 epoch, uint16 attempt, uint8 kind, uint64 index) public pure returns (bytes32) {
        return keccak256(abi.encode(model, epoch, attempt, kind, index));
    }

    /// Demands leaf `index` of the log (kind 5), the attribution tree (2) or the reward tree (3).
    function challengeData(Proposal calldata proposal, Settlement calldata settlement, uint8 kind, uint64 index)
        external
        payable
    {
        Status storage status = _requireLive(proposal);
        _requireSettlement(settlement, proposal.model, proposal.epoch);
        if (block.timestamp > status.demandUntil) revert DemandsClosed(status.demandUntil);
        if (kind == PositionalTree.kInference) {
            if (index >= settlement.count) revert NoSuchLeaf(index, settlement.count);
        } else if (kind == PositionalTree.kReward) {
            if (index >= proposal.rewardCount) revert NoSuchLeaf(index, proposal.rewardCount);
        } else if (kind != PositionalTree.kAttribution) {
            revert NoSuchLeaf(index, 0);
        }
        bytes32 id = demandOf(proposal.model, proposal.epoch, status.attempt, kind, index);
        if (demands[id].deadline != 0) revert AlreadyDemanded(demands[id].deadline);
        uint64 bond = _acceptBond(status.parametersId, Key.dataBond);
        uint256 until = block.timestamp + parameterOf(parameters, status.parametersId, Key.dataWindow);
        demands[id] = Demand(msg.sender, uint48(bond), uint40(until));
        ++status.openDemands;
        emit DataDemanded(proposal.model, proposal.epoch, kind, index, msg.sender);
    }

    /// Shows a demanded leaf of the log: a receipt.
    function answerLog(
        Proposal calldata proposal,
        Settlement calldata settlement,
        Receipt calldata receipt,
        PositionalTree.Proof calldata proof
    ) external nonReentrant {
        _requireSettlement(settlement, proposal.model, proposal.epoch);
        bytes32 root = PositionalTree.rootOf(PositionalTree.kInference, receiptHash(receipt), proof);
        if (root != settlement.logRoot) revert NoAnswer();
        _answered(proposal, PositionalTree.kInference, proof.index);
    }

    /// The fields of the leaf in the order of README.md, "Attribution leaves".
    function answerAttribution(
        Proposal calldata proposal,
        uint64 inferenceIndex,
        uint64 contribution,
        uint32 position,
        address account,
        uint256 credit,
        PositionalTree.Proof calldata proof
    ) external nonReentrant {
        bytes32 id = keccak256(abi.encode(inferenceIndex, contribution, position, account, credit));
        bytes32 root = PositionalTree.rootOf(PositionalTree.kAttribution, id, proof);
        if (root != proposal.attributionRoot) revert NoAnswer();
        _answered(proposal, PositionalTree.kAttribution, proof.index);
    }

    /// Shows that the attribution tree ends before the leaf that was demanded.
    function answerBeyond(Proposal calldata proposal, uint64 index, uint256 count, bytes32 top) external nonReentrant {
        if (PositionalTree.bound(count, top) != proposal.attributionRoot || index < count) revert NoAnswer();
        _answered(proposal, PositionalTree.kAttribution, index);
    }

    /// Shows a demanded leaf of the reward tree.
    function answerReward(Proposal calldata proposal, SumTree.Proof calldata proof) external nonReentrant {
        if (SumTree.rootOf(proof) != _rewardRoot(proposal)) revert NoAnswer();
        _answered(proposal, PositionalTree.kReward, proof.index);
    }

    /// Voids a proposal for a demand that nobody answered in time.
    function voidForSilence(Proposal calldata proposal, uint8 kind, uint64 index) external nonReentrant {
        Status storage status = _requireLive(proposal);
        Demand storage slot = demands[demandOf(proposal.model, proposal.epoch, status.attempt, kind, index)];
        Demand memory demand = slot;
        if (demand.challenger == address(0)) revert NoSuchDemand(kind, index);
        if (block.timestamp <= demand.deadline) revert AnswerStillDue(demand.deadline);
        slot.challenger = address(0);
        _fail(proposal, status, "data withheld", demand.challenger);
        _returnBond(demand.challenger, demand.bondGwei);
    }

    /// Returns the bond of a demand whose proposal fell before it was answered.
    function releaseDemand(uint64 model, uint64 epoch, uint16 attempt, uint8 kind, uint64 index) external nonReentrant {
        Status storage status = _statuses[model][epoch];
        if (attempt == status.attempt && status.state != State.Void) revert StillHeld(attempt);
        Demand storage slot = demands[demandOf(model, epoch, attempt, kind, index)];
        address challenger = slot.challenger;
        if (challenger == address(0)) revert NoSuchDemand(kind, index);
        slot.challenger = address(0);
        _returnBond(challenger, slot.bondGwei);
    }

    function _rewardRoot(Proposal calldata proposal) internal pure returns (bytes32) {
        return SumTree.bound(proposal.rewardCount, proposal.rewardTop, proposal.rewardSum);
    }

    /// What was shown late leaves time to be looked at, but opens no new demands.
    function _answered(Proposal calldata proposal, uint8 kind, uint64 index) private {
        Status storage status = _requireLive(proposal);
        Demand storage demand = demands[demandOf(proposal.model, proposal.epoch, status.attempt, kind, index)];
        if (demand.challenger == address(0)) revert NoSuchDemand(kind, index);
        demand.challenger = address(0);
        --status.openDemands;
        uint256 until = block.timestamp + parameterOf(parameters, status.parametersId, Key.dataWindow);
        if (until > status.deadline) status.deadline = uint40(until);
        emit DataShown(proposal.model, proposal.epoch, kind, index);
        _returnBond(proposal.proposer, demand.bondGwei);
    }
}
