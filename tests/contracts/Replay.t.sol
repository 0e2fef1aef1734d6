// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import "./RewardsWorld.sol";
import {Contributions} from "contracts/Contributions.sol";
import {Jury} from "contracts/Jury.sol";
import {Reviews} from "contracts/Reviews.sol";
import {Opening, State, Verdict} from "contracts/Types.sol";

/// A wallet by EIP-1271 with one owner's key behind it; it can be told to answer wrongly, not at all, or yes to everything.
contract Wallet {
    enum Mood {
        Honest,
        WrongAnswer,
        Reverting,
        Careless
    }

    address private _signer;
    Mood private _mood;

    constructor(address signer, Mood mood) {
        (_signer, _mood) = (signer, mood);
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        require(_mood != Mood.Reverting);
        if (_mood == Mood.WrongAnswer) return 0xffffffff;
        if (_mood == Mood.Careless) return 0x1626ba7e;
        if (signature.length != 65) return 0xffffffff;
        (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
        return ecrecover(digest, uint8(signature[64]), r, s) == _signer ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// Signatures and sealed votes in any other place than the one they were made for, and other forms of the same signature.
contract ReplayTest is RewardsWorld {
    uint256 private constant kOrder = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    bytes32 private constant kBundle = keccak256("sealed");

    // ---- deliveries

    function _deliveryDigest(Contributions where, uint64 id, uint8 round, uint256 nonce, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32 typeHash = keccak256(
            "Delivery(uint64 id,uint8 round,bytes32 sealedBundleHash,string locator,uint256 nonce,uint256 deadline)"
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Datanet Contributions"),
                keccak256("1"),
                block.chainid,
                address(where)
            )
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, id, round, kBundle, keccak256("place"), nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function _delivery(Case memory c, uint8 round, uint256 nonce, uint256 deadline) private view returns (bytes memory) {
        return signed(kContributorKey, _deliveryDigest(contributions, c.opening.id, round, nonce, deadline));
    }

    function deliverWith(Case memory c, uint256 nonce, uint256 deadline, bytes memory signature) external {
        contributions.deliverFor(c.opening, kBundle, "place", nonce, deadline, signature);
    }

    function _refused(Case memory c, uint256 nonce, uint256 deadline, bytes memory signature, bytes4 selector) private {
        expectError(selector);
        this.deliverWith(c, nonce, deadline, signature);
    }

    function test_replay_ofADelivery() public {
        Case memory a = opened(3);
        Case memory b = opened(4);
        draw(a);
        draw(b);
        uint256 until = vm_timestamp() + 60;
        bytes memory forA = _delivery(a, 1, 0, until);
        bytes4 wrong = Contributions.WrongSignature.selector;
        _refused(b, 0, until, forA, wrong); // another contribution
        _refused(a, 0, until + 1, forA, wrong); // another deadline
        _refused(a, 0, until, _delivery(a, 2, 0, until), wrong); // another round
        _refused(a, 0, until, _delivery(a, 1, 1, until), wrong); // another nonce
        expectError(wrong); // another bundle
        contributions.deliverFor(a.opening, keccak256("other"), "place", 0, until, forA);
        expectError(wrong); // another place
        contributions.deliverFor(a.opening, kBundle, "elsewhere", 0, until, forA);
        vm.chainId(99);
        _refused(a, 0, until, forA, wrong); // another chain
        vm.chainId(31337);
        Contributions other = new Contributions(parameters, datanets, reviews);
        bytes memory elsewhere = signed(kContributorKey, _deliveryDigest(other, a.opening.id, 1, 0, until));
        _refused(a, 0, until, elsewhere, wrong); // another contract
        same(contributions.nonces(contributor), 0, "no nonce was spent");

        this.deliverWith(a, 0, until, forA);
        bytes4 spent = bytes4(keccak256("InvalidAccountNonce(address,uint256)"));
        _refused(a, 0, until, forA, spent); // once more
        _refused(b, 0, until, _delivery(b, 1, 0, until), spent); // a nonce is one, whatever it signs
        bytes memory forB = _delivery(b, 1, 1, until);
        pass(61);
        _refused(b, 1, until, forB, Contributions.TooLate.selector);
    }

    /// What was signed for the datanet's panel delivers nothing to the outside panel.
    function test_replay_ofADeliveryInTheNextRound() public {
        Case memory c = opened(3);
        draw(c);
        uint256 until = vm_timestamp() + 1 days;
        this.deliverWith(c, 0, until, _delivery(c, 1, 0, until));
        judge(c, three(Verdict.Reject, Verdict.Reject, Verdict.Reject));
        appeal(c, contributor);
        draw(c);
        _refused(c, 1, until, _delivery(c, 1, 1, until), Contributions.WrongSignature.selector);
        this.deliverWith(c, 1, until, _delivery(c, 2, 1, until));
        expectState(c, State.InReview);
    }

    function testFuzz_replay_onlyTheSignerDelivers(uint256 key) public {
        key = within(key, 1, type(uint128).max);
        vm.assume(key != kContributorKey);
        Case memory c = opened(3);
        draw(c);
        uint256 until = vm_timestamp() + 60;
        bytes32 digest = _deliveryDigest(contributions, c.opening.id, 1, 0, until);
        _refused(c, 0, until, signed(key, digest), Contributions.WrongSignature.selector);
        same(contributions.nonces(contributor), 0, "nonce");
    }

    // ---- openings

    function openWith(Case memory c, Contributions.Authorization memory a, bytes memory signature) external {
        contributions.openFor(c.opening, c.commitment, c.salt, a, signature);
    }

    /// The same records, terms, bond and nonce in another datanet.
    function test_replay_inAnotherDatanet() public {
        vm.prank(owner);
        uint64 second = datanets.create(1, kTerms, "Other", "", "");
        Case memory c = register(draft(contributor, 5, keccak256("r")), relayer);
        (Contributions.Authorization memory a, bytes memory signature) = authorize(c, kContributorKey);
        c.opening.datanet = second;
        expectError(Contributions.WrongSignature.selector);
        this.openWith(c, a, signature);
        // Signed anew for it, the commitment does not fit.
        (a, signature) = authorize(c, kContributorKey);
        expectError(Contributions.WrongCommitment.selector);
        this.openWith(c, a, signature);
        same(contributions.nonces(contributor), 0, "no nonce was spent");
        c.opening.datanet = datanet;
        (a, signature) = authorize(c, kContributorKey);
        this.openWith(c, a, signature);
    }

    // ---- other forms of a signature

    /// Each form that could stand for the same signature: s above half of the order, v as 0 or 1, the short form of EIP-2098,
    /// one byte more or less, none at all.
    function _otherForms(uint256 key, bytes32 digest) private pure returns (bytes[] memory forms) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        forms = new bytes[](8);
        forms[0] = abi.encodePacked(r, bytes32(kOrder - uint256(s)), uint8(55 - v));
        forms[1] = abi.encodePacked(r, s, uint8(v - 27));
        forms[2] = abi.encodePacked(r, s, uint8(55 - v));
        forms[3] = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        forms[4] = abi.encodePacked(r, s, v, uint8(0));
        forms[5] = abi.encodePacked(r, s);
        forms[6] = "";
        forms[7] = abi.encodePacked(r, s, uint8(v + 2));
    }

    function test_replay_malleableSubmissions() public {
        Case memory c = register(draft(contributor, 5, keccak256("r")), relayer);
        (Contributions.Authorization memory a, bytes memory signature) = authorize(c, kContributorKey);
        bytes[] memory forms = _otherForms(kContributorKey, contributions.submissionDigest(c.opening, a));
        for (uint256 i = 0; i < forms.length; ++i) {
            expectError(Contributions.WrongSignature.selector);
            this.openWith(c, a, forms[i]);
        }
        this.openWith(c, a, signature);
    }

    function test_replay_malleableDeliveries() public {
        Case memory c = opened(3);
        draw(c);
        uint256 until = vm_timestamp() + 60;
        bytes[] memory forms =
            _otherForms(kContributorKey, _deliveryDigest(contributions, c.opening.id, 1, 0, until));
        for (uint256 i = 0; i < forms.length; ++i) {
            _refused(c, 0, until, forms[i], Contributions.WrongSignature.selector);
        }
        this.deliverWith(c, 0, until, _delivery(c, 1, 0, until));
    }

    function test_replay_malleableReceipts() public {
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        bytes32 root = logRoot(log);
        bytes memory signature = log.claims[0].signature;
        bytes[] memory forms = _otherForms(payerKey(0), inference.receiptDigest(log.receipts[0]));
        for (uint256 i = 0; i < forms.length; ++i) {
            log.claims[0].signature = forms[i];
            expectError(Inference.WrongSignature.selector);
            vm.prank(provider);
            inference.settle(model, root, log.claims);
        }
        log.claims[0].signature = signature;
        vm.prank(provider);
        inference.settle(model, root, log.claims);
    }

    // ---- contract wallets

    function _walletCase(Wallet.Mood mood) private returns (Case memory c, Contributions.Authorization memory a) {
        Wallet wallet = new Wallet(contributor, mood);
        c = register(draft(address(wallet), 5, keccak256(abi.encode(mood))), relayer);
        (a,) = authorize(c, kContributorKey);
        a.nonce = contributions.nonces(address(wallet));
    }

    function test_contractWalletsSignByTheirOwnWord() public {
        (Case memory c, Contributions.Authorization memory a) = _walletCase(Wallet.Mood.Honest);
        bytes32 digest = contributions.submissionDigest(c.opening, a);
        expectError(Contributions.WrongSignature.selector);
        this.openWith(c, a, signed(0xBAD, digest));
        bytes memory signature = signed(kContributorKey, digest);
        this.openWith(c, a, signature);
        same(contributions.nonces(c.opening.contributor), 1, "nonce");
        Case memory again = register(draft(c.opening.contributor, 5, keccak256("again")), relayer);
        expectError(bytes4(keccak256("InvalidAccountNonce(address,uint256)")));
        this.openWith(again, a, signature);

        draw(c);
        uint256 until = vm_timestamp() + 60;
        digest = _deliveryDigest(contributions, c.opening.id, 1, 1, until);
        _refused(c, 1, until, signed(0xBAD, digest), Contributions.WrongSignature.selector);
        this.deliverWith(c, 1, until, signed(kContributorKey, digest));
        expectState(c, State.InReview);
    }

    function test_contractWalletsThatDoNotAgree() public {
        for (uint256 mood = 1; mood < 3; ++mood) {
            (Case memory c, Contributions.Authorization memory a) = _walletCase(Wallet.Mood(mood));
            bytes memory signature = signed(kContributorKey, contributions.submissionDigest(c.opening, a));
            expectError(Contributions.WrongSignature.selector);
            this.openWith(c, a, signature);
        }
        // An account without code does not sign by somebody else's key.
        Case memory d = register(draft(address(0xC0DE), 5, keccak256("d")), relayer);
        (Contributions.Authorization memory b,) = authorize(d, kContributorKey);
        bytes memory other = signed(kContributorKey, contributions.submissionDigest(d.opening, b));
        expectError(Contributions.WrongSignature.selector);
        this.openWith(d, b, other);
    }

    /// A wallet that takes any bytes for its signature harms itself only: one nonce, one opening, its own.
    function test_contractWalletThatAgreesToEverything() public {
        (Case memory c, Contributions.Authorization memory a) = _walletCase(Wallet.Mood.Careless);
        this.openWith(c, a, "");
        expectError(bytes4(keccak256("InvalidAccountNonce(address,uint256)")));
        this.openWith(c, a, hex"00");
        same(contributions.nonces(contributor), 0, "nobody else's nonce");
    }

    function test_contractWalletsPayByTheirOwnWord() public {
        address wallet = address(new Wallet(payer(0), Wallet.Mood.Honest));
        inference.deposit{value: 1 ether}(modelId, wallet);
        Log memory log = makeLog([uint64(1), 0, 0], kFee);
        log.receipts[0].payer = wallet;
        bytes32 digest = inference.receiptDigest(log.receipts[0]);
        log.claims[0] = Claim(log.receipts[0], signed(0xBAD, digest));
        expectError(Inference.WrongSignature.selector);
        vm.prank(provider);
        inference.settle(model, keccak256("root"), log.claims);
        log.claims[0].signature = signed(payerKey(0), digest);
        vm.prank(provider);
        inference.settle(model, keccak256("root"), log.claims);
        (uint128 left,,) = inference.escrows(modelId, wallet);
        same(left, 1 ether - kFee, "from the wallet's own escrow");
    }

    // ---- sealed votes

    /// A vote sealed for one case, round, reviewer, chain or contract opens in no other.
    function test_replay_votesOfAnotherPlace() public {
        Case memory a = inReview(8);
        Case memory b = inReview(9);
        Vote memory v = vote(Verdict.Reject, "", 1);
        address who = onSeat(b, 0);
        bytes32[5] memory foreign;
        foreign[0] = reviews.voteOf(a.opening.id, 1, who, v.verdict, keccak256(""), v.reasons, v.salt);
        foreign[1] = reviews.voteOf(b.opening.id, 2, who, v.verdict, keccak256(""), v.reasons, v.salt);
        foreign[2] = reviews.voteOf(b.opening.id, 1, onSeat(b, 1), v.verdict, keccak256(""), v.reasons, v.salt);
        vm.chainId(99);
        foreign[3] = reviews.voteOf(b.opening.id, 1, who, v.verdict, keccak256(""), v.reasons, v.salt);
        vm.chainId(31337);
        Reviews other = new Reviews(parameters, contributions, datanets, stakes);
        foreign[4] = other.voteOf(b.opening.id, 1, who, v.verdict, keccak256(""), v.reasons, v.salt);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < foreign.length; ++i) {
            vm.prank(who);
            reviews.commit(b.opening.id, 0, foreign[i]);
            sealVote(b, 1, v);
            sealVote(b, 2, v);
            expectError(Reviews.WrongVote.selector);
            this.openVoteExternally(b, v);
            vm.revertToState(snapshot);
            snapshot = vm.snapshotState();
        }
        judge(b, three(Verdict.Reject, Verdict.Reject, Verdict.Reject)); // as it is meant to go
    }

    function openVoteExternally(Case memory c, Vote memory v) external {
        openVote(c, 0, v);
    }

    /// A vote from an earlier attempt at the same epoch is worth nothing in the next.
    function test_replay_jurorVotesOfAnotherAttempt() public {
        (Proposal memory p, Settlement memory s, Trees.Leaf[] memory leaves,) = proposed(2);
        bytes32 first = dispute(p, relayer);
        empanel(p, s);
        ruleBy(first, new Ruling[](0));
        attribution.judge(p); // undecided
        p = draftProposal(s, leaves);
        send(p, s);
        bytes32 second = dispute(p, relayer);
        empanel(p, s);
        isTrue(first != second, "a case of its own");
        address who = jury.seats(second, 0).juror;
        bytes32 old = jury.voteOf(first, who, Ruling.Holds, 0, 0);
        vm.prank(who);
        jury.commit(second, 0, old);
        pass(parameter(Key.commitWindow) + 1);
        expectError(Jury.WrongVote.selector);
        jury.reveal(second, 0, Ruling.Holds, 0, 0);
        // Nor does the finished case take any.
        expectError(Jury.WrongStage.selector);
        jury.reveal(first, 0, Ruling.Holds, 0, 0);
    }
}
