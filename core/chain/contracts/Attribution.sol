// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {DataDemands} from "./DataDemands.sol";
import {Proposals} from "./Proposals.sol";
import {Epoch, IInference, IJury, IModels, IRewards, Model, Proposal, Ruling, Settlement, Standing} from "./RewardTypes.sol";
import {SumTree} from "./SumTree.sol";
import {IParameters, Key, fieldOf, parameterOf} from "./Types.sol";

/// Proposals of who earned what in a settled epoch. Whoever proposes puts up a bond that grows with the money at risk;
/// arithmetic that is wrong is proven here by anyone, everything else goes to an outside panel, and what nobody could
/// bring down in time becomes final and is paid. Epochs of a model are resolved in order.
contract Attribution is DataDemands {
    uint256 private constant kLongestLocator = 512;
    uint256 private constant kLargestSum = type(uint128).max;
    uint64 private constant kMostLeaves = 1 << 40;
    uint256 private constant kDeepest = 8; // ancestors, as in Models

    event Proposed(uint64 indexed model, uint64 indexed epoch, address indexed proposer, Proposal proposal, string locator);
    event Disputed(
        uint64 indexed model, uint64 indexed epoch, address indexed challenger, bytes32 caseId, bytes32 reasonsHash
    );
    event Upheld(uint64 indexed model, uint64 indexed epoch);
    event Finalized(uint64 indexed model, uint64 indexed epoch, bytes32 rewardRoot, uint256 toTreasury);
    event Unresolved(uint64 indexed model, uint64 indexed epoch);

    error NotProposer(address proposer);
    error WrongLocator();
    error EarlierEpochOpen(uint64 previous, uint64 resolved);
    error EpochClosed(Epoch state);
    error WrongStanding(uint64 count, uint256 sum);
    error SumAboveDeposits(uint256 added, uint256 available);
    error TotalsDoNotAddUp(uint256 previousSum, uint256 rewardSum);
    error ShareAboveSplit(uint8 key, uint256 share, uint256 most);
    error BondTooSmall(uint256 least);
    error BondNotInGwei(uint256 sent);
    error AlreadyJudged(uint64 model, uint64 epoch);
    error ChallengeClosed(uint256 deadline);
    error WrongModel(uint64 model);
    error TooEarly(uint256 deadline);
    error DemandsOpen(uint16 count);
    error NoBreach();

    constructor(IParameters parameters_, IJury jury_, IInference inference_, IRewards rewards_)
        Proposals(parameters_, jury_, inference_, rewards_)
    {}

    // ---- proposing

    /// The least bond for a proposal whose reward tree sums up to this, in wei.
    function bondFor(uint64 model, uint24 parametersId, uint256 rewardSum) external view returns (uint256) {
        return _bondFor(parametersId, rewardSum - rewards.standing(model).claimed);
    }

    /// Proposes the result of a settled epoch. The coins sent are the bond; more than the least is allowed, as claims of
    /// others change the least at any time.
    function propose(Proposal calldata proposal, Settlement calldata settlement, string calldata locator)
        external
        payable
    {
        (uint64 model, uint64 epoch) = (proposal.model, proposal.epoch);
        if (proposal.proposer != msg.sender) revert NotProposer(proposal.proposer);
        if (bytes(locator).length > kLongestLocator || keccak256(bytes(locator)) != proposal.locatorHash) revert WrongLocator();
        _requireSettlement(settlement, model, epoch);
        _requireNext(settlement);
        Epoch epochState = inference.stateOf(model, epoch);
        if (epochState != Epoch.Settled) revert EpochClosed(epochState);
        Status memory status = _statuses[model][epoch];
        if (status.state != State.None && status.state != State.Void) revert WrongState(status.state);
        uint256 until = _proposeUntil(status, settlement);
        if (block.timestamp > until) revert TooLate(until);
        _requireTotals(proposal, settlement);
        status.parametersId = settlement.parametersId;
        status.bondGwei = _acceptProposerBond(status.parametersId, _requireStanding(proposal));
        status.demandUntil =
            uint40(block.timestamp + parameterOf(parameters, status.parametersId, Key.challengeWindow));
        status.deadline = status.demandUntil;
        (status.state, status.judged) = (State.Proposed, false);
        ++status.attempt;
        _statuses[model][epoch] = status;
        proposals[model][epoch] = keccak256(abi.encode(proposal));
        emit Proposed(model, epoch, msg.sender, proposal, locator);
    }

    /// Pays a proposal out that stood until its deadline.
    function finalize(Proposal calldata proposal, Settlement calldata settlement) external nonReentrant {
        Status storage status = _requireLive(proposal);
        _requireSettlement(settlement, proposal.model, proposal.epoch);
        if (status.state != State.Proposed) revert WrongState(status.state);
        if (status.openDemands != 0) revert DemandsOpen(status.openDemands);
        if (block.timestamp <= status.deadline) revert TooEarly(status.deadline);
        status.state = State.Final;
        _resolve(proposal.model, proposal.epoch);
        uint64 bondGwei = status.bondGwei;
        status.bondGwei = 0;
        uint256 added = proposal.rewardSum - proposal.previousSum;
        bytes32 root = added == 0 && proposal.rewardCount == 0 ? bytes32(0) : _rewardRoot(proposal);
        inference.distribute(settlement, added, root, proposal.rewardCount);
        emit Finalized(proposal.model, proposal.epoch, root, settlement.fees - added);
        _returnBond(proposal.proposer, bondGwei);
    }

    /// Gives an epoch up that nobody proposed a lasting result for, or whose log was refuted: payers get everything back.
    function giveUp(Settlement calldata settlement) external {
        (uint64 model, uint64 epoch) = (settlement.model, settlement.epoch);
        _requireSettlement(settlement, model, epoch);
        _requireNext(settlement);
        Status storage status = _statuses[model][epoch];
        if (status.state != State.None && status.state != State.Void) revert WrongState(status.state);
        if (inference.stateOf(model, epoch) == Epoch.Settled) {
            uint256 until = _proposeUntil(status, settlement);
            if (block.timestamp <= until) revert TooEarly(until);
            inference.voidEpoch(model, epoch);
        }
        status.state = State.Void;
        _resolve(model, epoch);
        emit Unresolved(model, epoch);
    }

    /// Drops a proposal whose log was refuted; all bonds go back.
    function drop(Proposal calldata proposal) external nonReentrant {
        Status storage status = _requireLive(proposal);
        if (inference.stateOf(proposal.model, proposal.epoch) != Epoch.Void) revert NoBreach();
        _drop(proposal, status, "log refuted");
    }

    // ---- the outside panel

    /// Asks an outside panel whether the proposal is what its inputs give. One panel judges a proposal, as a whole.
    function challenge(Proposal calldata proposal, bytes32 reasonsHash) external payable {
        Status storage status = _requireLive(proposal);
        if (status.state != State.Proposed) revert WrongState(status.state);
        if (status.judged) revert AlreadyJudged(proposal.model, proposal.epoch);
        if (block.timestamp > status.deadline) revert ChallengeClosed(status.deadline);
        uint64 bondGwei = _acceptBond(status.parametersId, Key.disputeBond);
        bytes32 caseId = caseOf(proposal.model, proposal.epoch, status.attempt);
        disputes[caseId] = Dispute(msg.sender, bondGwei);
        subjects[caseId] = Subject(proposal.model, proposal.epoch, status.attempt);
        status.state = State.Disputed;
        jury.openCase(caseId, status.parametersId);
        emit Disputed(proposal.model, proposal.epoch, msg.sender, caseId, reasonsHash);
    }

    /// Draws the panel without anyone who gains from the outcome: proposer, challenger, the model's people, the owners of
    /// the models it comes from, payers.
    function draw(Proposal calldata proposal, Settlement calldata settlement, Model calldata model) external {
        Status storage status = _requireLive(proposal);
        _requireSettlement(settlement, proposal.model, proposal.epoch);
        if (settlement.modelHash != keccak256(abi.encode(model))) revert WrongModel(model.id);
        bytes32 caseId = caseOf(proposal.model, proposal.epoch, status.attempt);
        jury.draw(caseId, _parties(proposal.proposer, disputes[caseId].challenger, model));
    }

    /// Carries out what the panel found. Undecided: the proposal falls without fault, and who asked pays for the delay.
    function judge(Proposal calldata proposal) external nonReentrant {
        Status storage status = _requireLive(proposal);
        if (status.state != State.Disputed) revert WrongState(status.state);
        bytes32 caseId = caseOf(proposal.model, proposal.epoch, status.attempt);
        Ruling ruling = jury.conclude(caseId);
        Dispute memory dispute = disputes[caseId];
        if (ruling == Ruling.Fails) {
            _fail(proposal, status, "panel", dispute.challenger);
            return;
        }
        disputes[caseId].bondGwei = 0;
        if (ruling == Ruling.Holds) {
            (status.state, status.judged) = (State.Proposed, true);
            emit Upheld(proposal.model, proposal.epoch);
            _forfeitBond(dispute.challenger, dispute.bondGwei, proposal.proposer);
        } else {
            _drop(proposal, status, "undecided");
            _forfeitBond(dispute.challenger, dispute.bondGwei, parameters.treasury());
        }
    }

    // ---- arithmetic anyone can show to be wrong

    /// An account of the final root has another place, or less, in the proposed one.
    function proveFall(Proposal calldata proposal, SumTree.Proof calldata before, SumTree.Proof calldata later)
        external
        nonReentrant
    {
        Status storage status = _requireLive(proposal);
        if (SumTree.rootOf(before) != proposal.previousRoot || SumTree.rootOf(later) != _rewardRoot(proposal)) {
            revert NoBreach();
        }
        if (before.index != later.index) revert NoBreach();
        if (before.account == later.account && before.cumulative <= later.cumulative) revert NoBreach();
        _fail(proposal, status, "an amount fell or an account was lost", msg.sender);
    }

    /// One account stands at two places.
    function proveTwice(Proposal calldata proposal, SumTree.Proof calldata one, SumTree.Proof calldata other)
        external
        nonReentrant
    {
        Status storage status = _requireLive(proposal);
        bytes32 root = _rewardRoot(proposal);
        if (SumTree.rootOf(one) != root || SumTree.rootOf(other) != root) revert NoBreach();
        if (one.index == other.index || one.account != other.account) revert NoBreach();
        _fail(proposal, status, "an account stands twice", msg.sender);
    }

    /// A leaf's amount or the sum of two children is not the sum stated above it.
    function proveSum(Proposal calldata proposal, SumTree.NodeProof calldata proof, SumTree.NodeParts calldata parts)
        external
        nonReentrant
    {
        Status storage status = _requireLive(proposal);
        (bytes32 root, bool adds) = SumTree.examine(proof, parts);
        if (root != _rewardRoot(proposal) || adds) revert NoBreach();
        _fail(proposal, status, "a sum does not add up", msg.sender);
    }

    // ---- inside

    /// Who is a party to a dispute; the zero entries match no juror.
    function _parties(address proposer, address challenger, Model calldata model)
        private
        view
        returns (address[] memory parties)
    {
        parties = new address[](5 + kDeepest);
        (parties[0], parties[1]) = (proposer, challenger);
        (parties[2], parties[3], parties[4]) = (model.owner, model.payee, model.provider);
        IModels models = inference.models();
        uint64 ancestor = model.parent;
        for (uint256 i = 5; ancestor != 0; ++i) (parties[i], ancestor) = models.lines(ancestor);
    }

    function _requireNext(Settlement calldata settlement) private view {
        uint64 resolved = progress[settlement.model].resolved;
        if (settlement.previous != resolved) revert EarlierEpochOpen(settlement.previous, resolved);
    }

    /// The proposal builds on the model's final tree. Gives the money at risk when it is wrong: all that is unclaimed.
    function _requireStanding(Proposal calldata proposal) private view returns (uint256 atRisk) {
        Standing memory standing = rewards.standing(proposal.model);
        if (
            proposal.previousRoot != standing.root || proposal.previousCount != standing.count
                || proposal.previousSum != standing.sum || proposal.rewardCount < standing.count
                || proposal.rewardCount >= kMostLeaves || (proposal.rewardCount == 0 && proposal.rewardTop != 0)
        ) revert WrongStanding(standing.count, standing.sum);
        return proposal.rewardSum - standing.claimed;
    }

    /// No root exceeds what was deposited, and nobody gets more than the split of the epoch's parameters.
    function _requireTotals(Proposal calldata proposal, Settlement calldata settlement) private view {
        uint256 net = settlement.fees - settlement.platformFees;
        uint256 word = parameters.word(settlement.parametersId, Key.splitModel / 4);
        _requireShare(word, net, Key.splitModel, proposal.toModel);
        _requireShare(word, net, Key.splitContributors, proposal.toContributors);
        _requireShare(word, net, Key.splitReviewers, proposal.toReviewers);
        word = parameters.word(settlement.parametersId, Key.splitStakers / 4);
        _requireShare(word, net, Key.splitStakers, proposal.toStakers);
        if (proposal.rewardSum < proposal.previousSum || proposal.rewardSum > kLargestSum) revert TotalsDoNotAddUp(proposal.previousSum, proposal.rewardSum);
        uint256 added = proposal.rewardSum - proposal.previousSum;
        if (added > net) revert SumAboveDeposits(added, net);
        if (added != proposal.toModel + proposal.toContributors + proposal.toReviewers + proposal.toStakers) {
            revert TotalsDoNotAddUp(proposal.previousSum, proposal.rewardSum);
        }
        if (proposal.rewardCount == 0 && proposal.rewardSum != 0) revert TotalsDoNotAddUp(proposal.previousSum, proposal.rewardSum);
    }

    function _requireShare(uint256 word, uint256 net, uint8 key, uint256 share) private pure {
        uint256 most = net * fieldOf(word, key) / 10_000;
        if (share > most) revert ShareAboveSplit(key, share, most);
    }

    function _acceptProposerBond(uint24 parametersId, uint256 atRisk) private returns (uint64 bondGwei) {
        uint256 least = _bondFor(parametersId, atRisk);
        if (msg.value < least) revert BondTooSmall(least);
        if (msg.value % 1 gwei != 0 || msg.value / 1 gwei > type(uint64).max) revert BondNotInGwei(msg.value);
        bondGwei = uint64(msg.value / 1 gwei);
        bondsHeldGwei += bondGwei;
    }

    function _bondFor(uint24 parametersId, uint256 atRisk) private view returns (uint256) {
        uint256 word = parameters.word(parametersId, Key.proposalBond / 4);
        uint256 share = atRisk * fieldOf(word, Key.proposalBondShare) / 10_000;
        return (fieldOf(word, Key.proposalBond) + (share + 1 gwei - 1) / 1 gwei) * 1 gwei;
    }

    function _proposeUntil(Status memory status, Settlement calldata settlement) private view returns (uint256) {
        if (status.state == State.Void) return status.deadline;
        uint256 from = progress[settlement.model].resolvedAt;
        if (from < settlement.settledAt) from = settlement.settledAt;
        return from + parameterOf(parameters, settlement.parametersId, Key.proposeWindow);
    }

    function _resolve(uint64 model, uint64 epoch) private {
        progress[model] = Progress(epoch, uint40(block.timestamp));
    }
}
