// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorStorage} from "@openzeppelin/contracts/governance/extensions/GovernorStorage.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/// Proposals, votes and their counting. Votes are those that an account had at the second in which voting began: what is
/// bought, borrowed or delegated later does not count. What a proposal does is in storage, its words in the event.
/// The modules and their order, so the storage layout too, are those of the governor that OpenLedger has published.
/// Beyond it, three things can't be voted away: the absolute floor of the quorum, and that the time before and for voting
/// is at least what it was when the contract was made. Else one won vote could make all later ones a formality.
contract OpenGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorStorage,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    uint256 private constant kQuorumPercent = 25;

    /// votes (for and abstaining) that any proposal needs, whatever the supply; fixed at construction
    uint256 public quorumFloor;
    /// seconds; fixed at construction
    uint48 public leastVotingDelay;
    /// seconds; fixed at construction
    uint32 public leastVotingPeriod;

    error QuorumFloorMissing();
    error VotingDelayTooShort(uint256 delay, uint256 least);
    error VotingPeriodTooShort(uint256 period, uint256 least);

    /// `delay` and `period` are seconds, `threshold` is what a proposer needs, `floor` the absolute quorum, both in the
    /// token's smallest unit.
    constructor(IVotes token, TimelockController timelock, uint48 delay, uint32 period, uint256 threshold, uint256 floor)
        Governor("OpenGovernor")
        GovernorSettings(delay, period, threshold)
        GovernorVotes(token)
        GovernorVotesQuorumFraction(kQuorumPercent)
        GovernorTimelockControl(timelock)
    {
        if (floor == 0) revert QuorumFloorMissing();
        quorumFloor = floor;
        leastVotingDelay = delay;
        leastVotingPeriod = period;
    }

    /// Seconds, as the token counts them; not asked of it, so that the governor does not depend on being made later.
    function clock() public view override(Governor, GovernorVotes) returns (uint48) {
        return uint48(block.timestamp);
    }

    /// How `clock` counts (ERC-6372).
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(Governor, GovernorVotes) returns (string memory) {
        return "mode=timestamp";
    }

    /// Votes that a proposal whose voting began at `timepoint` needs: a share of all tokens then, at least the floor.
    function quorum(uint256 timepoint)
        public
        view
        override(Governor, GovernorVotesQuorumFraction)
        returns (uint256)
    {
        uint256 share = super.quorum(timepoint);
        return share < quorumFloor ? quorumFloor : share;
    }

    /// Where a proposal stands: 0 pending, 1 active, 2 canceled, 3 defeated, 4 succeeded, 5 queued, 6 expired, 7 executed.
    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(proposalId);
    }

    /// Always: nothing is carried out but by the timelock.
    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    /// Votes that whoever proposes must have had a second before.
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function _setVotingDelay(uint48 delay) internal override {
        if (delay < leastVotingDelay) revert VotingDelayTooShort(delay, leastVotingDelay);
        super._setVotingDelay(delay);
    }

    function _setVotingPeriod(uint32 period) internal override {
        if (period < leastVotingPeriod) revert VotingPeriodTooShort(period, leastVotingPeriod);
        super._setVotingPeriod(period);
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override(Governor, GovernorStorage) returns (uint256) {
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
