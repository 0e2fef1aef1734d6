// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./World.sol";

contract ParametersTest is World {
    function _set(uint8 key, uint64 value) private {
        uint8[] memory keys = new uint8[](1);
        uint64[] memory values = new uint64[](1);
        (keys[0], values[0]) = (key, value);
        vm.prank(timelock);
        parameters.set(keys, values);
    }

    function test_everySetStaysReadable() public {
        uint256 start = vm_timestamp();
        pass(100);
        _set(Key.quorum, 3);
        pass(100);
        _set(Key.appealWindow, 77);
        same(parameters.current(), 3, "sets");
        same(parameters.value(1, Key.quorum), 2, "first");
        same(parameters.value(2, Key.quorum), 3, "second");
        same(parameters.value(3, Key.quorum), 3, "kept");
        same(parameters.value(3, Key.appealWindow), 77, "third");
        same(parameters.valueAt(Key.quorum, start + 99), 2, "before");
        same(parameters.valueAt(Key.quorum, start + 101), 3, "after");
        same(parameters.valueAt(Key.appealWindow, vm_timestamp() + 1e6), 77, "later");
        expectError(Parameters.BeforeFirst.selector);
        parameters.valueAt(Key.quorum, start - 1000);
        expectError(Parameters.UnknownId.selector);
        parameters.value(4, Key.quorum);
        expectError(Parameters.UnknownKey.selector);
        parameters.value(1, Key.count);
    }

    /// Nothing outside the hard bounds gets in, everything inside that fits together does.
    function testFuzz_bounds(uint8 key, uint64 value) public {
        key = uint8(within(key, 0, Key.count - 1));
        (uint64 minimum, uint64 maximum) = parameters.bounds(key);
        uint8[] memory keys = new uint8[](1);
        uint64[] memory values = new uint64[](1);
        (keys[0], values[0]) = (key, value);
        vm.prank(timelock);
        try parameters.set(keys, values) {
            isTrue(value >= minimum && value <= maximum, "inside");
            same(parameters.value(2, key), value, "set");
        } catch (bytes memory reason) {
            bool inside = value >= minimum && value <= maximum;
            isTrue(bytes4(reason) == (inside ? Parameters.Inconsistent.selector : Parameters.OutOfBounds.selector), "why");
        }
    }

    /// Both ends of every range are allowed and what lies next to them is not, wherever no other value stands in the way.
    function test_edgesOfBounds() public {
        for (uint8 key = 0; key < Key.count; ++key) {
            (uint64 minimum, uint64 maximum) = parameters.bounds(key);
            isTrue(minimum < maximum, "a range");
            _tryEdge(key, minimum);
            _tryEdge(key, maximum);
            expectError(Parameters.OutOfBounds.selector);
            _set(key, maximum + 1);
            if (minimum == 0) continue;
            expectError(Parameters.OutOfBounds.selector);
            _set(key, minimum - 1);
        }
        same(_edges, 2 * Key.count - kBoundByOthers, "edges that were set");
    }

    /// most records; least and most panel, quorum, stakes, penalty as far as they bind each other; the splits but none at all; most evidence and
    /// least memory
    uint256 private constant kBoundByOthers = 1 + 2 + 2 + 4 + 1 + 10 + 2;
    uint256 private _edges;

    function _tryEdge(uint8 key, uint64 edge) private {
        uint8[] memory keys = new uint8[](1);
        uint64[] memory values = new uint64[](1);
        (keys[0], values[0]) = (key, edge);
        uint24 before = parameters.current();
        vm.prank(timelock);
        try parameters.set(keys, values) {
            same(parameters.value(before + 1, key), edge, "set");
            ++_edges;
            values[0] = practiceValues()[key];
            vm.prank(timelock);
            parameters.set(keys, values);
        } catch (bytes memory reason) {
            isTrue(bytes4(reason) == Parameters.Inconsistent.selector, "bound by other values");
        }
    }

    /// A real network's ranges hold for each key, too: none is as short as on a practice network where it guards time or panels.
    function test_edgesOfBounds_realNetworks() public {
        Parameters real = new Parameters(timelock, treasury, false, _realValues());
        for (uint8 key = 0; key < Key.count; ++key) {
            (uint64 minimum, uint64 maximum) = real.bounds(key);
            isTrue(_realValues()[key] >= minimum && _realValues()[key] <= maximum, "the README's value is inside");
            for (uint256 side = 0; side < 2; ++side) {
                if (side == 0 && minimum == 0) continue;
                uint8[] memory keys = new uint8[](1);
                uint64[] memory values = new uint64[](1);
                (keys[0], values[0]) = (key, side == 0 ? minimum - 1 : maximum + 1);
                expectError(Parameters.OutOfBounds.selector);
                vm.prank(timelock);
                real.set(keys, values);
            }
            bool time = (key >= Key.openWindow && key <= Key.stakeCooldown && key != Key.drawDelay)
                || (key >= Key.epochLength && key <= Key.dataWindow) || key == Key.recoveryDelay;
            if (time) isTrue(minimum >= 1 hours, "an hour at least");
        }
    }

    function test_valuesFitTogether() public {
        expectError(Parameters.Inconsistent.selector);
        _set(Key.quorum, 4);
        expectError(Parameters.Inconsistent.selector);
        _set(Key.seatPenalty, 10000000001);
        expectError(Parameters.Inconsistent.selector);
        _set(Key.splitModel, 3001);
        expectError(Parameters.Inconsistent.selector);
        _set(Key.panelSize, 15);
    }

    function test_realNetworksHaveNoWindowsOfSeconds() public {
        uint64[] memory values = practiceValues();
        expectError(Parameters.OutOfBounds.selector);
        new Parameters(timelock, treasury, false, values);
        values = _realValues();
        isTrue(!new Parameters(timelock, treasury, false, values).practice(), "the README's real values are accepted");
    }

    function _realValues() private pure returns (uint64[] memory values) {
        uint64[40] memory real = [
            uint64(10000), 100000, 100000000000, 500000000000, 0, 604800, 86400, 2, 172800, 259200, 86400, 259200, 604800,
            15552000, 1209600, 10000000000, 5, 3, 7, 4, 20000000000, 3000, 5000, 1000, 500, 500,
            10000, 604800, 86400, 604800, 259200, 86400, 20000000000, 1000, 1000000000, 20000000000, 2592000,
            1000, 128, 4096
        ];
        values = new uint64[](40);
        for (uint256 i = 0; i < 40; ++i) values[i] = real[i];
    }
}

contract DatanetsTest is World {
    function test_textsAndTheirHash() public view {
        (string memory name, string memory inbox, string memory remote) = datanets.texts(datanet);
        same(datanets.textsHash(datanet), keccak256(abi.encode(name, inbox, remote)), "hash");
        same(keccak256(bytes(remote)), keccak256("/remote"), "remote");
    }

    function test_onlyTheOwnerChangesIt() public {
        expectError(Datanets.NotDatanetOwner.selector);
        datanets.update(datanet, kTerms, "", "", "");
        expectError(Datanets.NotDatanetOwner.selector);
        datanets.pause(datanet, true);
        expectError(Datanets.NotDatanetOwner.selector);
        datanets.close(datanet);
        expectError(Datanets.UnknownDatanet.selector);
        datanets.close(99);
        vm.prank(owner);
        expectError(Datanets.TermsMissing.selector);
        datanets.update(datanet, 0, "", "", "");
        vm.prank(owner);
        expectError(Datanets.TextTooLong.selector);
        datanets.update(datanet, kTerms, string(new bytes(513)), "", "");
    }

    function test_termsAreThoseAtTheCommitment() public {
        Case memory c = register(draft(contributor, 5, keccak256("a")), contributor);
        pass(10);
        vm.prank(owner);
        datanets.update(datanet, keccak256("new terms"), "n", "i", "r");
        open(c); // by the old terms
        pass(10);
        Case memory late = register(draft(contributor, 5, keccak256("b")), contributor);
        expectError(Datanets.TermsNotThoseAtCommitment.selector);
        this.openExternally(late);
        Opening memory o = draft(contributor, 5, keccak256("c"));
        o.termsHash = keccak256("new terms");
        open(register(o, contributor));
        same(datanets.termsCount(datanet), 2, "history");
    }

    function test_termsOfTheFutureAreNotThoseAtTheCommitment() public {
        Opening memory o = draft(contributor, 5, keccak256("a"));
        o.termsHash = keccak256("new terms");
        Case memory c = register(o, contributor);
        pass(10);
        vm.prank(owner);
        datanets.update(datanet, keccak256("new terms"), "n", "i", "r");
        expectError(Datanets.TermsNotThoseAtCommitment.selector);
        this.openExternally(c);
    }

    function openExternally(Case memory c) external {
        open(c);
    }

    /// Against looking through the whole list, for any history of terms and any moment of a commitment.
    function testFuzz_termsAreFoundAsInAPlainList(uint256 dice) public {
        uint256 count = 1 + dice % 12;
        (bytes32[] memory hashes, uint256[] memory times) = (new bytes32[](count), new uint256[](count));
        uint64 fresh;
        for (uint256 i = 0; i < count; ++i) {
            uint256 d = uint256(keccak256(abi.encode(dice, i)));
            pass(d % 3);
            hashes[i] = bytes32(1 + (d >> 8) % 4 + (i == 0 ? 0 : uint256(hashes[i - 1])) % 4);
            times[i] = vm_timestamp();
            vm.prank(owner);
            if (i == 0) fresh = datanets.create(1, hashes[i], "", "", "");
            else datanets.update(fresh, hashes[i], "", "", "");
        }
        for (uint256 at = times[0] - 1; at <= vm_timestamp() + 1; ++at) {
            for (uint256 hash = 1; hash < 8; ++hash) {
                bool expected = false;
                for (uint256 i = 0; i < count; ++i) {
                    // in force at some moment of that second
                    bool begun = times[i] <= at;
                    bool over = i + 1 < count && times[i + 1] < at;
                    if (begun && !over && hashes[i] == bytes32(hash)) expected = true;
                }
                try datanets.requireIntake(fresh, 0, bytes32(hash), uint40(at)) {
                    isTrue(expected, "taken");
                } catch (bytes memory reason) {
                    isTrue(!expected && bytes4(reason) == Datanets.TermsNotThoseAtCommitment.selector, "refused");
                }
            }
        }
    }

    /// An owner who changes the terms a thousand times after a commitment does not make its opening too dear to send.
    function test_manyTermsDoNotStopAnOpening() public {
        Case memory c = register(draft(contributor, 5, keccak256("a")), contributor);
        for (uint256 i = 0; i < 1000; ++i) {
            pass(1);
            vm.prank(owner);
            datanets.update(datanet, keccak256(abi.encode(i)), "", "", "");
        }
        vm.cool(address(datanets));
        datanets.requireIntake(datanet, 0, kTerms, c.commitment.committedAt);
        isTrue(vm.lastCallGas().gasTotalUsed < 60_000, "logarithmic");
        open(c);
        expectState(c, State.Opened);
    }

    function test_pausingStopsIntakeOnly() public {
        Case memory before = register(draft(contributor, 5, keccak256("a")), contributor);
        pass(10);
        vm.prank(owner);
        datanets.pause(datanet, true);
        pass(10);
        Case memory during = register(draft(contributor, 5, keccak256("b")), contributor);
        expectError(Datanets.IntakeStopped.selector);
        this.openExternally(during);
        pass(10);
        vm.prank(owner);
        datanets.close(datanet);
        expectError(Datanets.IntakeStopped.selector);
        this.openExternally(during);
        vm.prank(owner);
        expectError(Datanets.IntakeClosed.selector);
        datanets.pause(datanet, false);
        open(before);
        draw(before);
        deliver(before);
        judge(before, three(Verdict.Accept, Verdict.Accept, Verdict.Accept));
        pass(parameter(Key.appealWindow) + 1);
        publish(before, owner);
        expectState(before, State.Published);
    }

    function test_versionsAreAChain() public {
        bytes32 acc = 0;
        uint64 total = 0;
        for (uint32 n = 1; n <= 3; ++n) {
            Case memory c = judged(n * 4, Verdict.Accept);
            pass(parameter(Key.appealWindow) + 1);
            publish(c, owner);
            Version memory v = Version(
                datanet,
                n,
                c.opening.id,
                n * 4,
                uint64(vm_timestamp()),
                contributions.openings(c.opening.id),
                reviews.acceptedBitmaps(c.opening.id, 1),
                keccak256("published commit")
            );
            acc = keccak256(abi.encode(acc, keccak256(abi.encode(v))));
            total += n * 4;
            same(datanets.versionAcc(datanet, n), acc, "acc");
            (uint64 contribution, uint32 accepted,, uint64 totalAccepted) = datanets.versions(datanet, n);
            same(contribution, c.opening.id, "contribution");
            same(accepted, n * 4, "accepted");
            same(totalAccepted, total, "total");
            expectError(Datanets.NotAccepted.selector);
            this.publishExternally(c);
        }
    }

    function publishExternally(Case memory c) external {
        publish(c, owner);
    }
}
