// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// Owns what governance may change, and does it only after everybody had time to see it. The governor alone proposes and
/// cancels, anybody carries out what is due, and nobody administers: roles change by a proposal only.
contract Timelock is TimelockController {
    /// what no proposal can shorten the delay to less than, in seconds; fixed at construction
    uint256 public leastDelay;

    error DelayTooShort(uint256 delay, uint256 least);

    /// `delay` in seconds holds from now on; `governor` may be an address at which the governor is put later.
    constructor(uint256 delay, address governor)
        TimelockController(delay, _only(governor), _only(address(0)), address(0))
    {
        leastDelay = delay;
    }

    /// Changes the delay of proposals to come; the timelock itself only, by a proposal.
    function updateDelay(uint256 newDelay) public override {
        if (newDelay < leastDelay) revert DelayTooShort(newDelay, leastDelay);
        super.updateDelay(newDelay);
    }

    function _only(address account) private pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = account;
    }
}
