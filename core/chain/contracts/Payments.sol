// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// Sends coins without letting the receiver stop anything: the send gets little gas and its answer is ignored; what
/// could not be sent is owed and collected by its owner.
abstract contract Payments {
    uint256 private constant kSendGas = 30_000;

    /// wei that could not be sent to an account
    mapping(address account => uint256) public owed;
    /// the sum of all `owed`
    uint256 public owedTotal;

    event Owed(address indexed account, uint256 amount);

    error NothingOwed(address account);
    error CollectFailed(address to);

    /// Pays what is owed to the caller to an address of its choice.
    function collect(address payable to) external {
        uint256 amount = owed[msg.sender];
        if (amount == 0) revert NothingOwed(msg.sender);
        owed[msg.sender] = 0;
        owedTotal -= amount;
        (bool ok,) = to.call{value: amount}("");
        if (!ok) revert CollectFailed(to);
    }

    function _pay(address to, uint256 amount) internal {
        if (amount == 0) return;
        bool ok;
        assembly ("memory-safe") {
            ok := call(kSendGas, to, amount, 0, 0, 0, 0)
        }
        if (!ok) {
            owed[to] += amount;
            owedTotal += amount;
            emit Owed(to, amount);
        }
    }

    /// The zero address has no key: what goes there is gone.
    function _burn(uint256 amount) internal {
        _pay(address(0), amount);
    }
}
