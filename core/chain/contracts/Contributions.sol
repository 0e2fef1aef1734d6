// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Duplicates} from "./Duplicates.sol";
import {Payments} from "./Payments.sol";
import {
    Commitment,
    IContributions,
    IDatanets,
    IParameters,
    IReviews,
    Key,
    Opening,
    State,
    OPENING_TYPEHASH,
    Status,
    fieldOf,
    openingHash,
    parameterOf
} from "./Types.sol";

/// Priority, declaration and status of every contribution. A contribution's id is its priority sequence number: it is
/// given out before anything about the data is known to anyone.
contract Contributions is IContributions, EIP712, Nonces, Payments, ReentrancyGuardTransient {
    uint256 private constant kLongestLocator = 512;
    bytes32 private constant SUBMISSION_TYPEHASH = keccak256(
        "Submission(Opening opening,uint24 parametersId,uint256 maximumFee,uint256 maximumBond,uint256 nonce,uint256 deadline)Opening(uint64 id,uint64 datanet,uint64 supersedes,uint32 baseVersion,uint32 count,uint32 removalsCount,uint32 permittedUses,address contributor,address payee,bytes32 recordsRoot,bytes32 removalsRoot,bytes32 bundleHash,bytes32 manifestHash,bytes32 licenceHash,bytes32 termsHash,bytes32 gitCommit,bytes32 authorship)"
    );
    bytes32 private constant DELIVERY_TYPEHASH = keccak256(
        "Delivery(uint64 id,uint8 round,bytes32 sealedBundleHash,string locator,uint256 nonce,uint256 deadline)"
    );

    /// What a contributor allows a relayer to do with a signed opening.
    struct Authorization {
        uint24 parametersId;
        uint256 maximumFee; // wei
        uint256 maximumBond; // wei
        uint256 nonce;
        uint256 deadline; // seconds since 1970
    }

    /// A list whose entries are in events: one slot proves how many there are and that none is missing. From (0, 0),
    /// each entry makes acc = the last 24 bytes of keccak256(abi.encode(bytes32(acc), entry)).
    struct Collection {
        uint64 count;
        uint192 acc;
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// where datanets say whether they take a contribution
    IDatanets public immutable datanets;
    /// the one contract that reports results
    IReviews public immutable reviews;

    /// the last priority sequence number given out
    uint64 public sequence;
    /// gwei held as bonds
    uint128 public bondsHeldGwei;
    /// keccak256(abi.encode(Commitment))
    mapping(uint64 id => bytes32) public commitments;
    /// EIP-712 struct hash of the Opening
    mapping(uint64 id => bytes32) public openings;
    mapping(uint64 id => Status) private _status;
    /// keccak256(abi.encode(uint8 round, bytes32 sealedBundleHash, string locator))
    mapping(uint64 id => bytes32) public deliveries;
    mapping(uint64 datanet => Collection) private _ofDatanet;
    mapping(address contributor => Collection) private _ofContributor;
    /// the block in which a duplicate proof was announced
    mapping(bytes32 announcement => uint256) public announcements;

    event Committed(uint64 indexed id, address indexed payer, Commitment commitment);
    event Opened(uint64 indexed id, uint64 indexed datanet, address indexed contributor, Opening opening);
    event Delivered(uint64 indexed id, uint8 round, bytes32 sealedBundleHash, string locator);
    event StateChanged(uint64 indexed id, State state, uint8 round, uint32 acceptedCount);
    event BondReturned(uint64 indexed id, address indexed payer, uint256 amount);
    event BondForfeited(uint64 indexed id, uint256 amount);
    event DuplicatesAnnounced(bytes32 indexed announcement);
    event DuplicatesProven(uint64 indexed id, address indexed prover, uint256 records);

    error NotReviews();
    error NotDatanets();
    error NotContributor(address contributor);
    error WrongCommitment(uint64 id);
    error WrongOpening(uint64 id);
    error WrongState(State state);
    error TooManyRecords(uint32 count, uint256 maximum);
    error NoRecords();
    error WrongBond(uint256 expected);
    error WrongFee(uint256 expected);
    error TooLate(uint256 deadline);
    error TooEarly(uint256 deadline);
    error PayeeMissing();
    error SupersedesNothing(uint64 supersedes, uint64 previous);
    error NotSuperseding(uint64 supersedes);
    error PriorityLapsed(uint256 heldUntil);
    error ParametersDiffer(uint24 signed, uint24 actual);
    error FeeAboveMaximum(uint256 fee, uint256 maximum);
    error BondAboveMaximum(uint256 bond, uint256 maximum);
    error WrongSignature(address signer);
    error LocatorTooLong(uint256 length, uint256 most);
    error NoBondHeld(uint64 id);
    error NotAnnounced(uint256 announcedIn);

    modifier onlyReviews() {
        if (msg.sender != address(reviews)) revert NotReviews();
        _;
    }

    constructor(IParameters parameters_, IDatanets datanets_, IReviews reviews_) EIP712("Datanet Contributions", "1") {
        parameters = parameters_;
        datanets = datanets_;
        reviews = reviews_;
    }

    // ---- priority

    /// The salted commitment to register before any data leaves the contributor's machine.
    function commitmentOf(
        address contributor,
        uint64 datanet,
        bytes32 recordsRoot,
        uint32 count,
        bytes32 termsHash,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(
            abi.encode(block.chainid, address(this), contributor, datanet, recordsRoot, count, termsHash, salt)
        );
    }

    /// Registers a commitment and takes the bond, exactly bondPerRecord for each of `count` records (one at least).
    /// Anyone may pay; only the contributor inside the commitment can open it.
    function commit(bytes32 commitment, uint32 count) external payable returns (uint64 id) {
        (uint24 parametersId, uint256 bondPerRecord, uint256 maximum) = parameters.commitTerms();
        if (count > maximum) revert TooManyRecords(count, maximum);
        uint64 bondGwei = uint64(bondPerRecord * (count == 0 ? 1 : count));
        if (msg.value != uint256(bondGwei) * 1 gwei) revert WrongBond(uint256(bondGwei) * 1 gwei);
        uint128 held = bondsHeldGwei + bondGwei;
        id = sequence + 1;
        (sequence, bondsHeldGwei) = (id, held);
        Commitment memory c =
            Commitment(id, commitment, msg.sender, count, bondGwei, uint40(block.timestamp), parametersId);
        bytes32 hash;
        assembly ("memory-safe") {
            // A struct of value types lies in memory as abi.encode would write it.
            hash := keccak256(c, 0xe0)
        }
        commitments[id] = hash;
        emit Committed(id, msg.sender, c);
    }

    // ---- opening

    /// Opens a commitment: the contributor declares what it is about. Pays the submission fee of its parameters.
    function open(Opening calldata opening, Commitment calldata commitment, bytes32 salt)
        external
        payable
        nonReentrant
    {
        if (msg.sender != opening.contributor) revert NotContributor(opening.contributor);
        if (opening.supersedes != 0) revert NotSuperseding(opening.supersedes);
        _open(opening, commitment, salt, opening.id);
    }

    /// The same, signed by the contributor and paid by anyone.
    function openFor(
        Opening calldata opening,
        Commitment calldata commitment,
        bytes32 salt,
        Authorization calldata authorization,
        bytes calldata signature
    ) external payable nonReentrant {
        if (opening.supersedes != 0) revert NotSuperseding(opening.supersedes);
        _authorize(opening, commitment, authorization, signature);
        _open(opening, commitment, salt, opening.id);
    }

    /// Opens a commitment that replaces an earlier contribution of the same contributor. With the same recordsRoot the
    /// earlier priority passes on whole; otherwise it stays provable through `supersedes` for the records that both
    /// roots contain, so that nobody slips new records under an old priority.
    function resubmit(
        Opening calldata opening,
        Commitment calldata commitment,
        bytes32 salt,
        Opening calldata previous
    ) external payable nonReentrant {
        if (msg.sender != opening.contributor) revert NotContributor(opening.contributor);
        uint64 priority = _supersede(opening, previous);
        _open(opening, commitment, salt, priority);
    }

    /// Names the sealed bundle: encrypted to the panel's keys and placed where `locator` says.
    function deliver(Opening calldata opening, bytes32 sealedBundleHash, string calldata locator) external {
        _requireOpening(opening);
        if (msg.sender != opening.contributor) revert NotContributor(opening.contributor);
        _deliver(opening.id, sealedBundleHash, locator);
    }

    /// The same, signed by the contributor and sent by anyone.
    function deliverFor(
        Opening calldata opening,
        bytes32 sealedBundleHash,
        string calldata locator,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _requireOpening(opening);
        if (block.timestamp > deadline) revert TooLate(deadline);
        _useCheckedNonce(opening.contributor, nonce);
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    DELIVERY_TYPEHASH,
                    opening.id,
                    _status[opening.id].round,
                    sealedBundleHash,
                    keccak256(bytes(locator)),
                    nonce,
                    deadline
                )
            )
        );
        if (!SignatureChecker.isValidSignatureNow(opening.contributor, digest, signature)) revert WrongSignature(opening.contributor);
        _deliver(opening.id, sealedBundleHash, locator);
    }

    /// Takes a contribution back until its reviewers begin to open their votes; priority is held. The bond comes back
    /// before the panel is drawn and is lost after, or drawing again until the panel is to one's liking would be free.
    function withdraw(Opening calldata opening, Commitment calldata commitment) external nonReentrant {
        _requireOpening(opening);
        _requireCommitment(commitment, opening.id);
        if (msg.sender != opening.contributor) revert NotContributor(opening.contributor);
        Status storage status = _status[opening.id];
        State state = status.state;
        if (status.round != 1 || state < State.Opened || state > State.InReview) revert WrongState(state);
        if (state != State.Opened) reviews.releasePanel(opening.id, 1);
        _change(status, opening.id, State.Withdrawn, uint40(block.timestamp));
        if (state == State.Opened) _returnBond(status, commitment);
        else _forfeitBond(status, commitment);
    }

    /// What happens when somebody was silent past a deadline; anyone may trigger it.
    function expire(Commitment calldata commitment) external nonReentrant {
        uint64 id = commitment.id;
        _requireCommitment(commitment, id);
        Status storage status = _status[id];
        State state = status.state;
        if (state == State.Committed) {
            uint256 deadline = uint256(commitment.committedAt) + parameterOf(parameters, commitment.parametersId, Key.openWindow);
            if (block.timestamp <= deadline) revert TooEarly(deadline);
            status.bondHeld = true;
            status.parametersId = commitment.parametersId;
            status.priority = uint48(id);
            _change(status, id, State.ExpiredUnopened, uint40(block.timestamp));
            _forfeitBond(status, commitment);
            return;
        }
        if (state != State.Opened && state != State.PanelDrawn) revert WrongState(state);
        if (block.timestamp <= status.deadline) revert TooEarly(status.deadline);
        if (state == State.PanelDrawn) reviews.releasePanel(id, status.round);
        if (status.round == 1) {
            if (state == State.Opened) {
                _change(status, id, State.ExpiredUndecided, uint40(block.timestamp));
                _returnBond(status, commitment);
            } else {
                _change(status, id, State.ExpiredUndelivered, uint40(block.timestamp));
                _forfeitBond(status, commitment);
            }
            return;
        }
        (State result, uint32 acceptedCount, uint8 decidedRound) =
            reviews.lapseAppeal(id, state == State.PanelDrawn);
        status.acceptedCount = acceptedCount;
        status.decidedRound = decidedRound;
        _change(status, id, result, uint40(block.timestamp));
    }

    // ---- records that were public before

    /// What a prover announces: nobody can tell from it which contribution it is about, and nobody else can use it.
    function announcementOf(address prover, uint64 id, bytes32[] calldata ids, bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), prover, id, keccak256(abi.encodePacked(ids)), salt));
    }

    /// Announces a duplicate proof, so that it can't be taken by who sees it on its way. The first announcement counts:
    /// repeating somebody's delays nothing.
    function announceDuplicates(bytes32 announcement) external {
        if (announcements[announcement] != 0) return;
        announcements[announcement] = block.number;
        emit DuplicatesAnnounced(announcement);
    }

    /// Takes the bond of a contribution while it is held, in a later block than the announcement, by showing that at least
    /// half of its records are word for word in versions that others had made public before it was committed to. Half
    /// goes to the caller, half to the treasury. The review goes on: what the rest is worth is the panel's to say.
    function proveDuplicates(Opening calldata opening, Commitment calldata commitment, Duplicates.Proof calldata proof)
        external
        nonReentrant
    {
        uint64 id = opening.id;
        _requireOpening(opening);
        _requireCommitment(commitment, id);
        Status storage status = _status[id];
        if (!status.bondHeld) revert NoBondHeld(id);
        bytes32 announcement = announcementOf(msg.sender, id, proof.ids, proof.salt);
        uint256 announcedIn = announcements[announcement];
        if (announcedIn == 0 || announcedIn >= block.number) revert NotAnnounced(announcedIn);
        Duplicates.requireProven(proof, opening, commitment.committedAt, datanets);
        emit DuplicatesProven(id, msg.sender, proof.ids.length);
        uint256 amount = _releaseBond(status, commitment);
        emit BondForfeited(id, amount);
        _pay(msg.sender, amount / 2);
        _pay(parameters.treasury(), amount - amount / 2);
    }

    // ---- called by Reviews and Datanets

    /// A panel was drawn: the sealed bundle is due.
    function panelDrawn(uint64 id) external onlyReviews {
        Status storage status = _status[id];
        _change(
            status, id, State.PanelDrawn, uint40(block.timestamp + parameterOf(parameters, status.parametersId, Key.deliveryWindow))
        );
    }

    /// Records a result. After the first round it can be appealed until the deadline; bond goes back either way,
    /// because being judged badly is no offence.
    function conclude(Commitment calldata commitment, State state, uint32 acceptedCount, uint8 decidedRound)
        external
        onlyReviews
        nonReentrant
    {
        uint64 id = commitment.id;
        _requireCommitment(commitment, id);
        Status storage status = _status[id];
        status.acceptedCount = acceptedCount;
        status.decidedRound = decidedRound;
        bool appealable = status.round == 1 && state != State.ExpiredUndecided;
        uint256 window = appealable ? parameterOf(parameters, status.parametersId, Key.appealWindow) : 0;
        _change(status, id, state, uint40(block.timestamp + window));
        _returnBond(status, commitment);
    }

    /// An appeal was paid for: the contribution waits for its outside panel.
    function beginAppeal(uint64 id) external onlyReviews {
        Status storage status = _status[id];
        status.round = 2;
        status.roundBlock = uint40(block.number);
        _change(status, id, State.Opened, uint40(block.timestamp + parameterOf(parameters, status.parametersId, Key.drawWindow)));
    }

    /// A datanet has published the contribution.
    function markPublished(uint64 id) external {
        if (msg.sender != address(datanets)) revert NotDatanets();
        Status storage status = _status[id];
        _change(status, id, State.Published, status.deadline);
    }

    // ---- reading

    /// Everything about a contribution that changes over time.
    function statusOf(uint64 id) external view returns (Status memory) {
        return _status[id];
    }

    /// The opening hashes of a datanet's contributions, in order of opening.
    function ofDatanet(uint64 datanet) external view returns (Collection memory) {
        return _ofDatanet[datanet];
    }

    /// The opening hashes of a contributor's contributions, in order of opening.
    function ofContributor(address contributor) external view returns (Collection memory) {
        return _ofContributor[contributor];
    }

    /// EIP-712 digest that `openFor` checks.
    function submissionDigest(Opening calldata opening, Authorization calldata a) public view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    SUBMISSION_TYPEHASH,
                    openingHash(opening),
                    a.parametersId,
                    a.maximumFee,
                    a.maximumBond,
                    a.nonce,
                    a.deadline
                )
            )
        );
    }

    // ---- inside

    function _open(Opening calldata opening, Commitment calldata commitment, bytes32 salt, uint64 priority) private {
        uint64 id = opening.id;
        _requireCommitment(commitment, id);
        if (
            commitment.count != opening.count
                || commitment.commitment
                    != commitmentOf(
                        opening.contributor,
                        opening.datanet,
                        opening.recordsRoot,
                        opening.count,
                        opening.termsHash,
                        salt
                    )
        ) revert WrongCommitment(id);
        Status storage status = _status[id];
        if (status.state != State.Committed) revert WrongState(status.state);
        if (opening.payee == address(0)) revert PayeeMissing();
        if ((opening.removalsCount == 0) != (opening.removalsRoot == 0)) revert WrongOpening(opening.id);
        if (opening.removalsRoot == 0 && opening.count == 0) revert NoRecords();
        uint256 fee;
        {
            uint256 word = parameters.word(commitment.parametersId, Key.submissionFee / 4);
            uint256 openUntil;
            unchecked {
                // Fields of 64 and 40 bits overflow nothing.
                fee = fieldOf(word, Key.submissionFee) * 1 gwei;
                openUntil = commitment.committedAt + fieldOf(word, Key.openWindow);
            }
            if (block.timestamp > openUntil) revert TooLate(openUntil);
            if (msg.value != fee) revert WrongFee(fee);
            uint40 drawUntil = uint40(block.timestamp + fieldOf(word, Key.drawWindow));
            (status.state, status.round, status.bondHeld) = (State.Opened, 1, true);
            (status.parametersId, status.count) = (commitment.parametersId, opening.count);
            (status.deadline, status.roundBlock, status.priority) = (drawUntil, uint40(block.number), uint48(priority));
        }
        datanets.requireIntake(opening.datanet, opening.baseVersion, opening.termsHash, commitment.committedAt);
        bytes32 opened = _hashAndTell(opening);
        openings[id] = opened;
        _append(_ofDatanet[opening.datanet], opened);
        _append(_ofContributor[opening.contributor], opened);
        if (fee != 0) _pay(parameters.treasury(), fee);
    }

    /// The hash of an opening, and the event that carries its preimage: both are made of one encoding.
    function _hashAndTell(Opening calldata opening) private returns (bytes32 hash) {
        bytes memory encoded = abi.encode(OPENING_TYPEHASH, opening);
        hash = keccak256(encoded);
        bytes32 topic = Opened.selector;
        (uint256 id, uint256 datanet, address who) = (opening.id, opening.datanet, opening.contributor);
        assembly ("memory-safe") {
            // emit Opened(id, datanet, who, opening): behind the length and the type hash lies the opening alone.
            log4(add(encoded, 0x40), sub(mload(encoded), 0x20), topic, id, datanet, who)
        }
    }

    /// One read and one write of the list's slot: the count in its low 64 bits, acc above.
    function _append(Collection storage list, bytes32 entry) private {
        assembly ("memory-safe") {
            let word := sload(list.slot)
            mstore(0x00, shr(64, word))
            mstore(0x20, entry)
            let acc := keccak256(0x00, 0x40)
            let count := and(add(word, 1), 0xffffffffffffffff)
            sstore(list.slot, or(shl(64, acc), count))
        }
    }

    function _authorize(
        Opening calldata opening,
        Commitment calldata commitment,
        Authorization calldata a,
        bytes calldata signature
    ) private {
        if (block.timestamp > a.deadline) revert TooLate(a.deadline);
        if (a.parametersId != commitment.parametersId) revert ParametersDiffer(a.parametersId, commitment.parametersId);
        if (msg.value > a.maximumFee) revert FeeAboveMaximum(msg.value, a.maximumFee);
        uint256 bond = uint256(commitment.bondGwei) * 1 gwei;
        if (bond > a.maximumBond) revert BondAboveMaximum(bond, a.maximumBond);
        _useCheckedNonce(opening.contributor, a.nonce);
        if (!SignatureChecker.isValidSignatureNowCalldata(opening.contributor, submissionDigest(opening, a), signature))
        {
            revert WrongSignature(opening.contributor);
        }
    }

    function _supersede(Opening calldata opening, Opening calldata previous) private returns (uint64 priority) {
        if (opening.supersedes == 0 || opening.supersedes != previous.id) revert SupersedesNothing(opening.supersedes, previous.id);
        _requireOpening(previous);
        if (previous.contributor != opening.contributor) revert NotContributor(previous.contributor);
        Status storage status = _status[previous.id];
        State state = status.state;
        // Data that one panel saw and an outside panel did not get was not invented: its priority holds.
        bool seen = state == State.ExpiredUndelivered && status.round == 2;
        if (
            state != State.ChangesRequested && state != State.Rejected && state != State.Withdrawn
                && state != State.ExpiredUndecided && !seen
        ) revert WrongState(state);
        uint256 heldUntil = uint256(status.deadline) + parameterOf(parameters, status.parametersId, Key.priorityHold);
        if (block.timestamp > heldUntil) revert PriorityLapsed(heldUntil);
        priority = previous.recordsRoot == opening.recordsRoot ? status.priority : opening.id;
        _change(status, previous.id, State.Superseded, status.deadline);
    }

    function _deliver(uint64 id, bytes32 sealedBundleHash, string calldata locator) private {
        if (bytes(locator).length > kLongestLocator) revert LocatorTooLong(bytes(locator).length, kLongestLocator);
        Status storage status = _status[id];
        if (status.state != State.PanelDrawn) revert WrongState(status.state);
        if (block.timestamp > status.deadline) revert TooLate(status.deadline);
        uint8 round = status.round;
        deliveries[id] = keccak256(abi.encode(round, sealedBundleHash, locator));
        emit Delivered(id, round, sealedBundleHash, locator);
        _change(status, id, State.InReview, uint40(block.timestamp + parameterOf(parameters, status.parametersId, Key.commitWindow)));
    }

    function _change(Status storage status, uint64 id, State state, uint40 deadline) private {
        status.state = state;
        status.deadline = deadline;
        emit StateChanged(id, state, status.round, status.acceptedCount);
    }

    function _returnBond(Status storage status, Commitment calldata commitment) private {
        if (!status.bondHeld) return;
        uint256 amount = _releaseBond(status, commitment);
        emit BondReturned(commitment.id, commitment.payer, amount);
        _pay(commitment.payer, amount);
    }

    function _forfeitBond(Status storage status, Commitment calldata commitment) private {
        if (!status.bondHeld) return;
        uint256 amount = _releaseBond(status, commitment);
        emit BondForfeited(commitment.id, amount);
        _pay(parameters.treasury(), amount);
    }

    function _releaseBond(Status storage status, Commitment calldata commitment) private returns (uint256 amount) {
        status.bondHeld = false;
        bondsHeldGwei -= commitment.bondGwei;
        amount = uint256(commitment.bondGwei) * 1 gwei;
    }

    function _requireCommitment(Commitment calldata commitment, uint64 id) private view {
        if (commitment.id != id || commitments[id] != keccak256(abi.encode(commitment))) revert WrongCommitment(id);
    }

    function _requireOpening(Opening calldata opening) private view {
        if (openings[opening.id] != openingHash(opening)) revert WrongOpening(opening.id);
    }
}
