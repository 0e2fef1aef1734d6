// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";

contract MembersTest is World {
    uint64 private _secret;

    function setUp() public override {
        super.setUp();
        vm.prank(owner);
        _secret = datanets.create(2 + 128, kTerms, "Secret", "inbox", "/remote");
    }

    function _set(address member, bytes32 key) private {
        vm.prank(owner);
        datanets.setMember(_secret, member, key);
    }

    function test_onlyTheOwnerNamesMembers() public {
        expectError(Datanets.NotDatanetOwner.selector);
        datanets.setMember(_secret, address(this), bytes32(uint256(1)));
        vm.expectRevert(abi.encodeWithSelector(Datanets.UnknownDatanet.selector, uint64(99)));
        datanets.setMember(99, address(this), bytes32(uint256(1)));
    }

    function test_whatIsPublicHasNone() public {
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Datanets.NotPrivate.selector, datanet));
        datanets.setMember(datanet, address(1), bytes32(uint256(1)));
    }

    function test_namingTwiceIsNoChange() public {
        _set(address(1), bytes32(uint256(7)));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Datanets.SameKey.selector, address(1)));
        datanets.setMember(_secret, address(1), bytes32(uint256(7)));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Datanets.SameKey.selector, address(2)));
        datanets.setMember(_secret, address(2), 0);
    }

    /// One slot proves how many changes there were, and which.
    function testFuzz_changesAddUp(uint256 dice) public {
        (uint64 count, uint192 acc) = (0, 0);
        for (uint256 i = 0; i < 8; ++i) {
            uint256 d = uint256(keccak256(abi.encode(dice, i)));
            address member = address(uint160(1 + d % 3));
            bytes32 key = bytes32((d >> 8) % 3);
            if (datanets.memberKeys(_secret, member) == key) continue;
            _set(member, key);
            same(datanets.memberKeys(_secret, member), key, "key");
            ++count;
            acc = uint192(uint256(keccak256(abi.encode(bytes32(uint256(acc)), keccak256(abi.encode(member, key))))));
        }
        (uint64 counted, uint192 summed) = datanets.memberChanges(_secret);
        same(counted, count, "count");
        same(summed, acc, "acc");
    }
}
