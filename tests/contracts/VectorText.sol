// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Vm} from "./Test.sol";

/// What a contributor lets a relayer do, as vectors write it.
struct Authorized {
    uint256 parametersId;
    uint256 maximumFee;
    uint256 maximumBond;
    uint256 nonce;
    uint256 deadline;
}

/// JSON as the vectors have it: numbers in decimal, accounts as words of 32 bytes.
library Texts {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function begin(uint256 i) internal pure returns (string memory) {
        return i == 0 ? "\n  {" : ",\n  {";
    }

    function number(string memory text, string memory name, uint256 value) internal pure returns (string memory) {
        return string.concat(text, '"', name, '": "', vm.toString(value), '", ');
    }

    function word(string memory text, string memory name, bytes32 value) internal pure returns (string memory) {
        return string.concat(text, '"', name, '": "', vm.toString(value), '", ');
    }

    function account(string memory text, string memory name, address value) internal pure returns (string memory) {
        return word(text, name, bytes32(uint256(uint160(value))));
    }

    function authorization(string memory text, Authorized memory a) internal pure returns (string memory) {
        text = number(text, "authorizedParametersId", a.parametersId);
        text = number(number(text, "maximumFee", a.maximumFee), "maximumBond", a.maximumBond);
        return number(number(text, "nonce", a.nonce), "deadline", a.deadline);
    }

    function words(bytes32[] memory list) internal pure returns (string memory text) {
        for (uint256 i = 0; i < list.length; ++i) text = string.concat(text, i == 0 ? '"' : ', "', vm.toString(list[i]), '"');
        return string.concat("[", text, "]");
    }

    function end(string memory text, string memory name, bytes32 value) internal pure returns (string memory) {
        return string.concat(text, '"', name, '": "', vm.toString(value), '"}');
    }

    function last(string memory text, string memory name, uint256 value) internal pure returns (string memory) {
        return string.concat(text, '"', name, '": "', vm.toString(value), '"}');
    }
}
