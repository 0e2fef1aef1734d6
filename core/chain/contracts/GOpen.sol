// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// Votes for coins: the native coin, one for one, as a token that remembers who could vote with how much at any past
/// second. A token gives votes only once its holder has named who votes with it, be it the holder. The interface and the
/// storage layout are those of the token that OpenLedger has published.
contract GOpen is ERC20, ERC20Permit, ERC20Votes {
    event Deposit(address indexed sender, uint256 amt);
    event Withdrawal(address indexed sender, uint256 amt);

    error ZeroValueNotAllowed();
    /// the account did not take its coins back
    error CoinsRefused(address account, uint256 amount);

    constructor() ERC20("GOpen", "GOPEN") ERC20Permit("GOpen") {}

    /// Coins sent without a call are a deposit. Any other call that does not exist fails.
    receive() external payable {
        deposit();
    }

    /// Takes the coins that come with the call and gives the caller as many tokens.
    function deposit() public payable {
        if (msg.value == 0) revert ZeroValueNotAllowed();
        _mint(msg.sender, msg.value);
        emit Deposit(msg.sender, msg.value);
    }

    /// Takes `amount` of the caller's tokens away, then pays as many coins: a receiver that calls back finds them gone.
    function withdraw(uint256 amount) external {
        if (amount == 0) revert ZeroValueNotAllowed();
        _burn(msg.sender, amount);
        emit Withdrawal(msg.sender, amount);
        (bool taken,) = msg.sender.call{value: amount}("");
        if (!taken) revert CoinsRefused(msg.sender, amount);
    }

    /// Votes are remembered by the second.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// How `clock` counts (ERC-6372).
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// The number that the account's next signed permit or delegation must have.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
