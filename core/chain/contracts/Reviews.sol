// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Informedness, Tally} from "./Informedness.sol";
import {Majority} from "./Majority.sol";
import {Payments} from "./Payments.sol";
import {Shuffle} from "./Shuffle.sol";
import {
    Commitment,
    IContributions,
    IDatanets,
    IParameters,
    IReviews,
    IStakes,
    Key,
    Opening,
    State,
    Status,
    Verdict,
    openingHash,
    parameterOf
} from "./Types.sol";

/// Review rounds. Round 1 is judged by a panel of the datanet's reviewers, round 2 (after an appeal) by jurors from a
/// set no datanet owner chooses. Votes are sealed first and opened later; the result is arithmetic over opened votes.
contract Reviews is IReviews, Payments, ReentrancyGuardTransient {
    using Shuffle for Shuffle.Order;

    uint8 private constant kReviewer = 1;
    uint8 private constant kJuror = 2;
    /// candidates looked at in one draw
    uint256 private constant kMostTries = 64;

    enum Seat {
        Drawn,
        Sealed,
        Opened,
        Exposed, // opened early: no vote, penalty taken
        Silent // never opened: penalty taken
    }

    struct SeatSlot {
        address reviewer;
        Seat state;
        Verdict verdict;
        bool unpaid; // the reviewer's votes of late say nothing about the records: the seat's share is the treasury's
        uint64 added; // what the round added to the reviewer's tally: kept, keptToo, left, leftToo, 16 bits each from the lowest
    }

    /// One packed slot per round.
    struct Round {
        uint8 size; // seats; 0 until drawn
        uint8 sealedCount; // seats that sealed a vote (an exposed one has)
        uint8 openedCount;
        uint8 accepts;
        uint8 changes;
        uint8 rejects;
        uint8 noRights;
        uint8 exposedCount;
        uint40 seedBlock; // the block whose hash drew the panel or will; 0 stands for the first possible one
        uint40 finishedAt; // 0 while it runs
        uint64 scope; // where the seats' stake lies: the datanet in round 1, 0 in round 2
    }

    struct Appeal {
        address appellant;
        State previous;
        uint32 previousAccepted;
        uint48 bondGwei; // 0 once settled
        bool byContributor;
    }

    struct Draw {
        uint8 role;
        uint64 scope;
        uint256 snapshot;
        uint256 penalty;
        Shuffle.Order order;
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// where contributions stand
    IContributions public immutable contributions;
    /// whose owner is kept off a panel
    IDatanets public immutable datanets;
    /// the sets that panels are drawn from
    IStakes public immutable stakes;

    mapping(uint64 id => mapping(uint8 round => Round)) private _rounds;
    /// what drew each panel
    mapping(uint64 id => mapping(uint8 round => bytes32)) public seeds;
    mapping(uint64 id => mapping(uint8 round => mapping(uint8 seat => SeatSlot))) private _seats;
    /// sealed votes
    mapping(uint64 id => mapping(uint8 round => mapping(uint8 seat => bytes32))) public votes;
    /// keccak256 of the bitmaps that came with opened votes
    mapping(uint64 id => mapping(uint8 round => mapping(uint8 seat => bytes32))) public bitmapHashes;
    /// hashes of the reasons that came with opened votes
    mapping(uint64 id => mapping(uint8 round => mapping(uint8 seat => bytes32))) public reasonsHashes;
    /// keccak256 of the accepted bitmap a round came to
    mapping(uint64 id => mapping(uint8 round => bytes32)) public acceptedBitmaps;
    mapping(uint64 id => Appeal) private _appeals;
    /// gwei held as appeal bonds
    uint128 public bondsHeldGwei;
    mapping(address reviewer => mapping(uint64 scope => Tally)) private _tallies;

    event PanelDrawn(uint64 indexed id, uint8 round, address[] reviewers, bytes32 seed);
    event SeedMoved(uint64 indexed id, uint8 round, uint40 seedBlock);
    event VoteSealed(uint64 indexed id, uint8 round, uint8 seat, bytes32 vote);
    event VoteOpened(
        uint64 indexed id, uint8 round, uint8 seat, Verdict verdict, bytes32 reasonsHash, bytes32 salt, bytes bitmap
    );
    event VoteExposed(uint64 indexed id, uint8 round, uint8 seat, address indexed by);
    event RoundFinished(
        uint64 indexed id, uint8 round, State state, uint32 acceptedCount, bytes32 acceptedBitmapHash, bytes acceptedBitmap
    );
    event Appealed(uint64 indexed id, address indexed appellant, bytes32 reasonsHash);
    event AppealSettled(uint64 indexed id, bool upheld, uint256 bond);

    error NotContributions();
    error WrongOpening(uint64 id);
    error WrongState(State state);
    error SeedNotReady(uint256 seedBlock);
    error NotEnoughReviewers(uint256 found, uint256 needed);
    error NotOnSeat(address holder);
    error AlreadySealed(uint8 seat);
    error NotSealed(uint8 seat);
    error VoteMissing();
    error TooLate(uint256 deadline);
    error RevealNotOpen(uint256 from);
    error RevealAlreadyOpen();
    error WrongVote(uint8 seat);
    error VerdictNotAllowed(Verdict verdict);
    error MalformedBitmap(uint256 length, uint256 expected);
    error BitmapsMissing(uint256 given, uint256 needed);
    error WrongBitmap(uint8 seat);
    error NotFinishable(uint256 from);
    error AppealClosed(uint256 deadline);
    error WrongBond(uint256 expected);

    modifier onlyContributions() {
        if (msg.sender != address(contributions)) revert NotContributions();
        _;
    }

    constructor(IParameters parameters_, IContributions contributions_, IDatanets datanets_, IStakes stakes_) {
        parameters = parameters_;
        contributions = contributions_;
        datanets = datanets_;
        stakes = stakes_;
    }

    // ---- drawing

    /// Draws the panel from the set as it was before the round opened, by the hash of a later block. Anyone may. Where
    /// that hash is out of reach (256 blocks) a new block is named instead and the draw is to be called again.
    function draw(Opening calldata opening) external {
        uint64 id = opening.id;
        Status memory status = _requireOpening(opening);
        if (status.state != State.Opened) revert WrongState(status.state);
        if (block.timestamp > status.deadline) revert TooLate(status.deadline);
        Round storage round = _rounds[id][status.round];
        uint256 delay = parameterOf(parameters, status.parametersId, Key.drawDelay);
        uint256 seedBlock = round.seedBlock == 0 ? status.roundBlock + delay : round.seedBlock;
        if (block.number <= seedBlock) revert SeedNotReady(seedBlock);
        bytes32 seed = blockhash(seedBlock);
        if (seed == 0) {
            round.seedBlock = uint40(block.number + delay);
            emit SeedMoved(id, status.round, round.seedBlock);
            return;
        }
        seed = keccak256(abi.encode(seed, address(this), id, status.round));
        round.seedBlock = uint40(seedBlock);
        seeds[id][status.round] = seed;
        address[] memory panel = _drawPanel(opening, status, seed);
        round.size = uint8(panel.length);
        round.scope = _scopeOf(status.round, opening.datanet);
        emit PanelDrawn(id, status.round, panel, seed);
        contributions.panelDrawn(id);
    }

    // ---- voting

    /// The sealed vote a reviewer registers.
    function voteOf(
        uint64 id,
        uint8 round,
        address reviewer,
        Verdict verdict,
        bytes32 bitmapHash,
        bytes32 reasonsHash,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(
            abi.encode(block.chainid, address(this), id, round, reviewer, verdict, bitmapHash, reasonsHash, salt)
        );
    }

    /// Seals the vote of the caller's seat; see `voteOf`.
    function commit(uint64 id, uint8 seat, bytes32 vote) external {
        Status memory status = contributions.statusOf(id);
        if (status.state != State.InReview) revert WrongState(status.state);
        if (block.timestamp > status.deadline) revert TooLate(status.deadline);
        if (vote == 0) revert VoteMissing();
        SeatSlot storage slot = _seats[id][status.round][seat];
        if (slot.reviewer != msg.sender) revert NotOnSeat(slot.reviewer);
        if (slot.state != Seat.Drawn) revert AlreadySealed(seat);
        slot.state = Seat.Sealed;
        votes[id][status.round][seat] = vote;
        ++_rounds[id][status.round].sealedCount;
        emit VoteSealed(id, status.round, seat, vote);
    }

    /// Opens a sealed vote; anyone who was given the salt may send it. The bitmap comes along, so that nobody can
    /// stop the round by keeping it back. An empty bitmap stands for all records with Accept, for none otherwise.
    function reveal(
        uint64 id,
        uint8 seat,
        Verdict verdict,
        bytes calldata bitmap,
        bytes32 reasonsHash,
        bytes32 salt
    ) external {
        Status memory status = contributions.statusOf(id);
        if (status.state != State.InReview) revert WrongState(status.state);
        Round storage round = _rounds[id][status.round];
        if (!_revealOpen(round, status)) revert RevealNotOpen(status.deadline);
        uint256 until = uint256(status.deadline) + parameterOf(parameters, status.parametersId, Key.revealWindow);
        if (block.timestamp > until) revert TooLate(until);
        SeatSlot storage slot = _seats[id][status.round][seat];
        if (slot.state != Seat.Sealed) revert NotSealed(seat);
        if (verdict == Verdict.None || (verdict == Verdict.NoRight && status.round == 1)) {
            revert VerdictNotAllowed(verdict);
        }
        if (!Majority.isWellFormed(bitmap, status.count)) revert MalformedBitmap(bitmap.length, Majority.lengthFor(status.count));
        bytes32 bitmapHash = keccak256(bitmap);
        if (votes[id][status.round][seat] != voteOf(id, status.round, slot.reviewer, verdict, bitmapHash, reasonsHash, salt)) {
            revert WrongVote(seat);
        }
        slot.state = Seat.Opened;
        slot.verdict = verdict;
        bitmapHashes[id][status.round][seat] = bitmapHash;
        reasonsHashes[id][status.round][seat] = reasonsHash;
        ++round.openedCount;
        if (verdict == Verdict.Accept) ++round.accepts;
        else if (verdict == Verdict.ChangesRequested) ++round.changes;
        else if (verdict == Verdict.Reject) ++round.rejects;
        else ++round.noRights;
        emit VoteOpened(id, status.round, seat, verdict, reasonsHash, salt, bitmap);
    }

    /// Shows that a sealed vote is known before votes are opened: the seat loses its vote and its penalty, half of it
    /// to the caller. This is what keeps votes from being shared and copied.
    function exposeEarly(
        uint64 id,
        uint8 seat,
        Verdict verdict,
        bytes32 bitmapHash,
        bytes32 reasonsHash,
        bytes32 salt
    ) external nonReentrant {
        Status memory status = contributions.statusOf(id);
        if (status.state != State.InReview) revert WrongState(status.state);
        Round storage round = _rounds[id][status.round];
        if (_revealOpen(round, status)) revert RevealAlreadyOpen();
        SeatSlot storage slot = _seats[id][status.round][seat];
        if (slot.state != Seat.Sealed) revert NotSealed(seat);
        bytes32 vote = voteOf(id, status.round, slot.reviewer, verdict, bitmapHash, reasonsHash, salt);
        if (votes[id][status.round][seat] != vote) revert WrongVote(seat);
        slot.state = Seat.Exposed;
        ++round.exposedCount;
        emit VoteExposed(id, status.round, seat, msg.sender);
        stakes.slash(
            slot.reviewer, _roleOf(status.round), round.scope, _penalty(status.parametersId), msg.sender
        );
    }

    // ---- result

    /// Computes the result once every vote is open or the time for it is over. Where most opened votes accept,
    /// `bitmaps` has one entry per seat, empty for seats that did not open a vote; otherwise it may be empty. Each
    /// reviewer's tally grows by how this vote compares with the others'; a seat is unpaid where it then says too little.
    function finalize(Commitment calldata commitment, bytes[] calldata bitmaps) external nonReentrant {
        uint64 id = commitment.id;
        Status memory status = contributions.statusOf(id);
        if (status.state != State.InReview) revert WrongState(status.state);
        Round storage round = _rounds[id][status.round];
        _requireFinishable(round, status);
        round.finishedAt = uint40(block.timestamp);
        (State state, uint32 acceptedCount, Tally[] memory seen) = _result(id, status, round, bitmaps);
        _settleSeats(id, status, round, seen);
        uint8 decided = status.round;
        if (status.round == 2) (state, acceptedCount, decided) = _settleAppeal(id, status, state, acceptedCount);
        contributions.conclude(commitment, state, acceptedCount, decided);
    }

    /// Asks for an outside panel, in whichever direction; the bond comes back when that panel decides otherwise.
    function appeal(Opening calldata opening, bytes32 reasonsHash) external payable {
        uint64 id = opening.id;
        Status memory status = _requireOpening(opening);
        if (status.round != 1 || status.state < State.Accepted || status.state > State.Rejected) {
            revert WrongState(status.state);
        }
        if (block.timestamp > status.deadline) revert AppealClosed(status.deadline);
        uint48 bondGwei = uint48(parameterOf(parameters, status.parametersId, Key.appealBond));
        if (msg.value != uint256(bondGwei) * 1 gwei) revert WrongBond(uint256(bondGwei) * 1 gwei);
        bondsHeldGwei += bondGwei;
        _appeals[id] =
            Appeal(msg.sender, status.state, status.acceptedCount, bondGwei, msg.sender == opening.contributor);
        emit Appealed(id, msg.sender, reasonsHash);
        contributions.beginAppeal(id);
    }

    // ---- called by Contributions

    /// Frees a panel that will not decide any more. Once votes may be opened it is too late for that.
    function releasePanel(uint64 id, uint8 roundNumber) external onlyContributions {
        Round storage round = _rounds[id][roundNumber];
        Status memory status = contributions.statusOf(id);
        if (status.state == State.InReview && _revealOpen(round, status)) revert RevealAlreadyOpen();
        round.finishedAt = uint40(block.timestamp);
        uint256 penalty = _penalty(status.parametersId);
        for (uint8 seat = 0; seat < round.size; ++seat) {
            SeatSlot storage slot = _seats[id][roundNumber][seat];
            if (slot.state == Seat.Exposed) continue;
            stakes.release(slot.reviewer, _roleOf(roundNumber), round.scope, penalty);
        }
    }

    /// An appeal nobody judged: the earlier result stands, unless it was an acceptance and the contributor withheld the
    /// data from the panel that somebody else asked for. Who appealed and then withheld the data loses the bond.
    function lapseAppeal(uint64 id, bool undelivered)
        external
        onlyContributions
        nonReentrant
        returns (State state, uint32 acceptedCount, uint8 decidedRound)
    {
        Appeal storage a = _appeals[id];
        (state, acceptedCount, decidedRound) = (a.previous, a.previousAccepted, 1);
        bool wasAccepted = state == State.Accepted || state == State.PartlyAccepted;
        if (undelivered && !a.byContributor && wasAccepted) {
            (state, acceptedCount, decidedRound) = (State.ExpiredUndelivered, 0, 2);
        }
        _settleBond(id, a, !(undelivered && a.byContributor));
    }

    // ---- reading

    /// How far a round of review has come.
    function rounds(uint64 id, uint8 round) external view returns (Round memory) {
        return _rounds[id][round];
    }

    /// Who holds a seat of a round and what became of the vote.
    function seats(uint64 id, uint8 round, uint8 seat) external view returns (SeatSlot memory) {
        return _seats[id][round][seat];
    }

    /// How a reviewer's votes of late compare with those of others: in a datanet, or (scope 0) on outside panels.
    function tallies(address reviewer, uint64 scope) external view returns (Tally memory) {
        return _tallies[reviewer][scope];
    }

    /// Who appealed, against what, and whether the bond is held.
    function appeals(uint64 id) external view returns (Appeal memory) {
        return _appeals[id];
    }

    // ---- inside

    /// Walks the snapshot in random order and takes those who have nothing to gain from the case and enough free stake.
    function _drawPanel(Opening calldata opening, Status memory status, bytes32 seed)
        private
        returns (address[] memory panel)
    {
        uint256 wanted = parameterOf(parameters, status.parametersId, status.round == 1 ? Key.panelSize : Key.appealPanelSize);
        address[] memory excluded = _excluded(opening, status.round);
        Draw memory d;
        d.role = _roleOf(status.round);
        d.scope = _scopeOf(status.round, opening.datanet);
        d.snapshot = status.roundBlock - 1;
        d.penalty = _penalty(status.parametersId);
        d.order = Shuffle.start(seed, stakes.sizeAt(d.role, d.scope, d.snapshot), kMostTries);
        panel = new address[](wanted);
        uint256 found = 0;
        while (found < wanted && !d.order.finished()) {
            address candidate = stakes.memberAt(d.role, d.scope, d.order.next(), d.snapshot);
            if (_contains(excluded, candidate)) continue;
            if (!stakes.reserve(candidate, d.role, d.scope, d.penalty)) continue;
            _seats[opening.id][status.round][uint8(found)] = SeatSlot(candidate, Seat.Drawn, Verdict.None, false, 0);
            panel[found++] = candidate;
        }
        uint256 quorum = _quorum(status);
        if (found < quorum) revert NotEnoughReviewers(found, quorum);
        assembly ("memory-safe") {
            mstore(panel, found)
        }
    }

    /// Everybody who could gain from the case. The zero entries match no member.
    function _excluded(Opening calldata opening, uint8 round) private view returns (address[] memory excluded) {
        uint8 firstPanel = round == 2 ? _rounds[opening.id][1].size : 0;
        excluded = new address[](4 + firstPanel);
        excluded[0] = opening.contributor;
        excluded[1] = opening.payee;
        excluded[2] = datanets.ownerOf(opening.datanet);
        if (round == 2) excluded[3] = _appeals[opening.id].appellant;
        for (uint8 seat = 0; seat < firstPanel; ++seat) excluded[4 + seat] = _seats[opening.id][1][seat].reviewer;
    }

    function _result(uint64 id, Status memory status, Round storage round, bytes[] calldata bitmaps)
        private
        returns (State state, uint32 acceptedCount, Tally[] memory seen)
    {
        uint256 opened = round.openedCount;
        bytes memory accepted;
        seen = new Tally[](round.size);
        if (opened < _quorum(status)) state = State.ExpiredUndecided;
        else if (2 * uint256(round.accepts) > opened) {
            (accepted, acceptedCount, seen) = _acceptedRecords(id, status, bitmaps, seen.length);
            if (acceptedCount == status.count) state = State.Accepted;
            else state = acceptedCount == 0 ? State.Rejected : State.PartlyAccepted;
            acceptedBitmaps[id][status.round] = keccak256(accepted);
        } else if (2 * uint256(round.changes) > opened) state = State.ChangesRequested;
        else if (2 * uint256(round.noRights) > opened) state = State.NoRight;
        else if (2 * (uint256(round.rejects) + round.noRights) > opened) state = State.Rejected;
        else state = State.ExpiredUndecided;
        if (state == State.Rejected && accepted.length == 0) _tallyVerdicts(id, status, round, seen);
        _announce(id, status.round, state, acceptedCount, accepted);
    }

    function _announce(uint64 id, uint8 round, State state, uint32 acceptedCount, bytes memory accepted) private {
        emit RoundFinished(id, round, state, acceptedCount, acceptedBitmaps[id][round], accepted);
    }

    function _acceptedRecords(uint64 id, Status memory status, bytes[] calldata bitmaps, uint256 size)
        private
        view
        returns (bytes memory accepted, uint32 acceptedCount, Tally[] memory seen)
    {
        if (bitmaps.length != size) revert BitmapsMissing(bitmaps.length, size);
        bool[] memory present = new bool[](size);
        bool[] memory full = new bool[](size);
        for (uint8 seat = 0; seat < size; ++seat) {
            SeatSlot memory slot = _seats[id][status.round][seat];
            if (slot.state != Seat.Opened) continue;
            if (keccak256(bitmaps[seat]) != bitmapHashes[id][status.round][seat]) revert WrongBitmap(seat);
            present[seat] = true;
            full[seat] = slot.verdict == Verdict.Accept;
        }
        uint256 ones;
        (accepted, ones, seen) = Majority.combine(bitmaps, present, full, status.count);
        acceptedCount = uint32(ones);
    }

    /// A rejection needs no bitmaps: there a vote leaves all records out unless it accepts.
    function _tallyVerdicts(uint64 id, Status memory status, Round storage round, Tally[] memory seen) private view {
        uint256 opened = round.openedCount;
        for (uint8 seat = 0; seat < seen.length; ++seat) {
            SeatSlot storage slot = _seats[id][status.round][seat];
            if (slot.state != Seat.Opened) continue;
            bool accepts = slot.verdict == Verdict.Accept;
            uint256 othersAgainst = opened - round.accepts - (accepts ? 0 : 1);
            if (2 * othersAgainst <= opened - 1) continue;
            seen[seat].left = status.count;
            if (!accepts) seen[seat].leftToo = status.count;
        }
    }

    function _settleSeats(uint64 id, Status memory status, Round storage round, Tally[] memory seen) private {
        Informedness.Rule memory rule = Informedness.ruleOf(parameters, status.parametersId);
        uint8 role = _roleOf(status.round);
        uint64 scope = round.scope;
        uint256 penalty = _penalty(status.parametersId);
        uint256 size = round.size;
        for (uint8 seat = 0; seat < size; ++seat) {
            SeatSlot storage slot = _seats[id][status.round][seat];
            if (slot.state == Seat.Opened) {
                stakes.release(slot.reviewer, role, scope, penalty);
                (slot.added, slot.unpaid) = _count(slot.reviewer, scope, 0, seen[seat], rule);
            } else if (slot.state != Seat.Exposed) {
                slot.state = Seat.Silent;
                stakes.slash(slot.reviewer, role, scope, penalty, parameters.treasury());
            }
        }
    }

    function _settleAppeal(uint64 id, Status memory status, State state, uint32 acceptedCount)
        private
        returns (State, uint32, uint8)
    {
        Appeal storage a = _appeals[id];
        if (state == State.ExpiredUndecided) {
            _settleBond(id, a, true);
            return (a.previous, a.previousAccepted, 1);
        }
        // Without an accepted record there is nothing in which the bitmaps could differ: one may be written out, one missing.
        bool changed =
            state != a.previous || (acceptedCount != 0 && acceptedBitmaps[id][2] != acceptedBitmaps[id][1]);
        _settleBond(id, a, changed);
        bool accepted = acceptedCount != 0;
        if ((accepted || state == State.Rejected) && accepted != (a.previousAccepted != 0)) _reverse(id, status, accepted);
        return (state, acceptedCount, 2);
    }

    /// An outside panel decided the other way: the first panel's votes count by its result instead of by each other,
    /// for all records, as the bitmaps are not at hand.
    function _reverse(uint64 id, Status memory status, bool accepted) private {
        Informedness.Rule memory rule = Informedness.ruleOf(parameters, status.parametersId);
        Round storage round = _rounds[id][1];
        uint256 size = round.size;
        for (uint8 seat = 0; seat < size; ++seat) {
            SeatSlot memory slot = _seats[id][1][seat];
            if (slot.state != Seat.Opened) continue;
            uint32 too = (slot.verdict == Verdict.Accept) == accepted ? status.count : 0;
            Tally memory seen = accepted ? Tally(status.count, too, 0, 0) : Tally(0, 0, status.count, too);
            _count(slot.reviewer, round.scope, slot.added, seen, rule);
        }
    }

    /// A reviewer's tally without what an earlier result added and with what this one says.
    function _count(address reviewer, uint64 scope, uint64 less, Tally memory seen, Informedness.Rule memory rule)
        private
        returns (uint64 added, bool unpaid)
    {
        Tally memory tally = _tallies[reviewer][scope];
        added = Informedness.replace(tally, less, seen, rule);
        _tallies[reviewer][scope] = tally;
        unpaid = !Informedness.isPaid(tally, rule);
    }

    function _settleBond(uint64 id, Appeal storage a, bool returned) private {
        uint256 amount = uint256(a.bondGwei) * 1 gwei;
        bondsHeldGwei -= a.bondGwei;
        a.bondGwei = 0;
        emit AppealSettled(id, returned, amount);
        if (returned) {
            _pay(a.appellant, amount);
        } else {
            _burn(amount / 2);
            _pay(parameters.treasury(), amount - amount / 2);
        }
    }

    function _requireOpening(Opening calldata opening) private view returns (Status memory) {
        if (contributions.openings(opening.id) != openingHash(opening)) revert WrongOpening(opening.id);
        return contributions.statusOf(opening.id);
    }

    function _requireFinishable(Round storage round, Status memory status) private view {
        if (_revealOpen(round, status) && round.openedCount + round.exposedCount == round.size) return;
        uint256 until = uint256(status.deadline) + parameterOf(parameters, status.parametersId, Key.revealWindow);
        if (block.timestamp <= until) revert NotFinishable(until);
    }

    /// Votes are opened once all are sealed, or when the time to seal is over.
    function _revealOpen(Round storage round, Status memory status) private view returns (bool) {
        return round.sealedCount == round.size || block.timestamp > status.deadline;
    }

    function _quorum(Status memory status) private view returns (uint256) {
        return parameterOf(parameters, status.parametersId, status.round == 1 ? Key.quorum : Key.appealQuorum);
    }

    function _penalty(uint24 parametersId) private view returns (uint256) {
        return parameterOf(parameters, parametersId, Key.seatPenalty) * 1 gwei;
    }

    function _roleOf(uint8 round) private pure returns (uint8) {
        return round == 1 ? kReviewer : kJuror;
    }

    function _scopeOf(uint8 round, uint64 datanet) private pure returns (uint64) {
        return round == 1 ? datanet : 0;
    }

    function _contains(address[] memory list, address account) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == account) return true;
        }
        return account == address(0);
    }
}
