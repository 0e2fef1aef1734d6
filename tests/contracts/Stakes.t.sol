// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";

contract StakesTest is World {
    function test_depositRegistersKeyAndSeat() public {
        same(stakes.size(1, datanet), kReviewers, "members");
        same(stakes.member(1, datanet, 2), reviewer(2), "third member");
        same(stakes.encryptionKeys(reviewer(2)), keccak256(abi.encode("key", reviewer(2))), "key");
        vm.deal(relayer, 100 ether);
        vm.prank(relayer);
        expectError(Stakes.KeyMissing.selector);
        stakes.deposit{value: 20 ether}(1, datanet, 0);
        vm.prank(relayer);
        expectError(Stakes.StakeTooSmall.selector);
        stakes.deposit{value: 9 ether}(1, datanet, keccak256("k"));
        expectError(Stakes.UnknownRole.selector);
        stakes.deposit(2, datanet, keccak256("k"));
        expectError(Stakes.UnknownRole.selector);
        stakes.deposit(1, 0, keccak256("k"));
        expectError(Stakes.UnknownRole.selector);
        stakes.deposit(3, 0, keccak256("k"));
    }

    function test_leavingTakesItsCooldown() public {
        vm.prank(reviewer(1));
        expectError(Stakes.NotLeaving.selector);
        stakes.withdraw(1, datanet);
        vm.prank(reviewer(1));
        stakes.requestWithdraw(1, datanet);
        same(stakes.member(1, datanet, 1), reviewer(kReviewers - 1), "the last one moved up");
        vm.prank(reviewer(1));
        expectError(Stakes.Leaving.selector);
        stakes.withdraw(1, datanet);
        vm.prank(reviewer(1));
        expectError(Stakes.Leaving.selector);
        stakes.deposit{value: 1 ether}(1, datanet, 0);
        pass(parameter(Key.stakeCooldown));
        vm.prank(reviewer(1));
        stakes.withdraw(1, datanet);
        same(reviewer(1).balance, 1000 ether, "all back");
        vm.prank(reviewer(1));
        expectError(Stakes.NotLeaving.selector);
        stakes.withdraw(1, datanet);
        join(reviewer(1), 1, datanet);
        same(stakes.size(1, datanet), kReviewers, "and in again");
        checkMoney();
    }

    function test_setsCanBeReadAsTheyWere() public {
        uint256 block0 = vm_blockNumber() - 1;
        expectError(Stakes.FutureBlock.selector);
        stakes.sizeAt(1, datanet, block0 + 1);
        vm.prank(reviewer(0));
        stakes.requestWithdraw(1, datanet);
        mine(1);
        same(stakes.sizeAt(1, datanet, block0), kReviewers, "size before");
        same(stakes.sizeAt(1, datanet, block0 + 1), kReviewers - 1, "size after");
        same(stakes.memberAt(1, datanet, 0, block0), reviewer(0), "member before");
        same(stakes.memberAt(1, datanet, 0, block0 + 1), reviewer(kReviewers - 1), "member after");
        same(stakes.memberAt(1, datanet, kReviewers - 1, block0 + 1), address(0), "no ghost at the end");
    }

    /// Who has lost so much that no seat can be covered is no candidate any more, and comes back with new stake.
    function test_slashedToNothingLeavesTheSet() public {
        for (uint256 i = 3; i < kReviewers; ++i) {
            vm.prank(reviewer(i));
            stakes.requestWithdraw(1, datanet);
        }
        mine(1);
        for (uint32 i = 0; i < 20; ++i) {
            same(stakes.size(1, datanet), 3, "still members");
            Case memory c = inReview(i + 1);
            pass(parameter(Key.commitWindow) + parameter(Key.revealWindow) + 2);
            reviews.finalize(c.commitment, new bytes[](0));
        }
        same(stakes.size(1, datanet), 0, "nothing left to cover a seat");
        checkMoney();
        join(reviewer(0), 1, datanet);
        same(stakes.size(1, datanet), 1, "back with new stake");
    }

    /// Against a plain list, through any mixture of joining and leaving.
    function testFuzz_setIsWhatAListWouldBe(uint256 dice) public {
        address[12] memory people;
        bool[12] memory inside;
        uint64 scope = 77;
        uint256 members = 0;
        for (uint256 i = 0; i < 12; ++i) people[i] = address(uint160(0xD000 + i));
        for (uint256 step = 0; step < 30; ++step) {
            uint256 who = uint256(keccak256(abi.encode(dice, step))) % 12;
            if (inside[who]) {
                vm.prank(people[who]);
                stakes.requestWithdraw(1, scope);
                pass(parameter(Key.stakeCooldown));
                vm.prank(people[who]);
                stakes.withdraw(1, scope);
                --members;
            } else {
                join(people[who], 1, scope);
                ++members;
            }
            inside[who] = !inside[who];
            same(stakes.size(1, scope), members, "size");
            for (uint256 i = 0; i < 12; ++i) {
                (,,, uint24 seat) = stakes.stakes(people[i], 1, scope);
                isTrue((seat != 0) == inside[i], "inside");
                if (seat != 0) same(stakes.member(1, scope, seat - 1), people[i], "seat");
            }
        }
        checkMoney();
    }
}
