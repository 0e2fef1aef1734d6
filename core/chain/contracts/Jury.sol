// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICases, IJury, Ruling} from "./RewardTypes.sol";
import {Shuffle} from "./Shuffle.sol";
import {IParameters, IStakes, Key, parameterOf} from "./Types.sol";

/// Outside panels that answer one question: does it hold? Jurors come from the staked set nobody involved chooses, as it
/// was before the case; votes are sealed, then opened. A case that nobody judges ends undecided, and silent seats pay.
/// Attribution brings the cases and carries the rulings out.
contract Jury is IJury, ReentrancyGuardTransient {
    using Shuffle for Shuffle.Order;

    uint8 private constant kJuror = 2;
    uint256 private constant kMostTries = 64;

    enum Stage {
        None,
        Drawing, // until deadline
        Voting, // sealing until deadline, opening until deadline + revealWindow
        Finished
    }

    enum Seat {
        Drawn,
        Sealed,
        Opened,
        Exposed, // opened early: no vote, penalty taken
        Silent // never opened: penalty taken
    }

    struct SeatSlot {
        address juror;
        Seat state;
        Ruling ruling;
    }

    /// One packed slot per case.
    struct Panel {
        Stage stage;
        uint8 size;
        uint8 sealedCount;
        uint8 openedCount;
        uint8 holds;
        uint8 fails;
        uint8 exposedCount;
        uint24 parametersId;
        uint40 openedBlock;
        uint40 seedBlock; // the block whose hash drew the panel or will; 0 stands for the first possible one
        uint40 deadline;
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// the set that jurors are drawn from
    IStakes public immutable stakes;
    /// the one contract that brings cases
    ICases public immutable attribution;

    mapping(bytes32 caseId => Panel) private _panels;
    mapping(bytes32 caseId => mapping(uint8 seat => SeatSlot)) private _seats;
    /// sealed votes
    mapping(bytes32 caseId => mapping(uint8 seat => bytes32)) public votes;
    /// hashes of the reasons that came with opened votes
    mapping(bytes32 caseId => mapping(uint8 seat => bytes32)) public reasonsHashes;

    event PanelDrawn(bytes32 indexed caseId, address[] jurors, bytes32 seed);
    event SeedMoved(bytes32 indexed caseId, uint40 seedBlock);
    event VoteSealed(bytes32 indexed caseId, uint8 seat, bytes32 vote);
    event VoteOpened(bytes32 indexed caseId, uint8 seat, Ruling ruling, bytes32 reasonsHash, bytes32 salt);
    event VoteExposed(bytes32 indexed caseId, uint8 seat, address indexed by);
    event CaseFinished(bytes32 indexed caseId, Ruling ruling);

    error NotAttribution();
    error WrongStage(Stage stage);
    error SeedNotReady(uint256 seedBlock);
    error NotEnoughJurors(uint256 found, uint256 needed);
    error NotOnSeat(address holder);
    error AlreadySealed(uint8 seat);
    error NotSealed(uint8 seat);
    error VoteMissing();
    error TooLate(uint256 deadline);
    error RevealNotOpen(uint256 from);
    error RevealAlreadyOpen();
    error WrongVote(uint8 seat);
    error RulingMissing();
    error NotFinishable(uint256 from);

    modifier onlyAttribution() {
        if (msg.sender != address(attribution)) revert NotAttribution();
        _;
    }

    constructor(IParameters parameters_, IStakes stakes_, ICases attribution_) {
        parameters = parameters_;
        stakes = stakes_;
        attribution = attribution_;
    }

    // ---- voting

    /// The sealed vote a juror registers.
    function voteOf(bytes32 caseId, address juror, Ruling ruling, bytes32 reasonsHash, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), caseId, juror, ruling, reasonsHash, salt));
    }

    /// Seals the vote of the caller's seat; see `voteOf`.
    function commit(bytes32 caseId, uint8 seat, bytes32 vote) external {
        Panel storage panel = _requireVoting(caseId);
        if (block.timestamp > panel.deadline) revert TooLate(panel.deadline);
        if (vote == 0) revert VoteMissing();
        SeatSlot storage slot = _seats[caseId][seat];
        if (slot.juror != msg.sender) revert NotOnSeat(slot.juror);
        if (slot.state != Seat.Drawn) revert AlreadySealed(seat);
        slot.state = Seat.Sealed;
        votes[caseId][seat] = vote;
        ++panel.sealedCount;
        emit VoteSealed(caseId, seat, vote);
    }

    /// Opens a sealed vote; anyone who was given the salt may send it.
    function reveal(bytes32 caseId, uint8 seat, Ruling ruling, bytes32 reasonsHash, bytes32 salt) external {
        Panel storage panel = _requireVoting(caseId);
        if (!_revealOpen(panel)) revert RevealNotOpen(panel.deadline);
        if (block.timestamp > _revealEnd(panel)) revert TooLate(_revealEnd(panel));
        if (ruling == Ruling.None) revert RulingMissing();
        SeatSlot storage slot = _requireSealed(caseId, seat, ruling, reasonsHash, salt);
        slot.state = Seat.Opened;
        slot.ruling = ruling;
        reasonsHashes[caseId][seat] = reasonsHash;
        ++panel.openedCount;
        if (ruling == Ruling.Holds) ++panel.holds;
        else ++panel.fails;
        emit VoteOpened(caseId, seat, ruling, reasonsHash, salt);
    }

    /// Shows that a sealed vote is known before votes are opened: the seat loses its vote and its penalty.
    function exposeEarly(bytes32 caseId, uint8 seat, Ruling ruling, bytes32 reasonsHash, bytes32 salt)
        external
        nonReentrant
    {
        Panel storage panel = _requireVoting(caseId);
        if (_revealOpen(panel)) revert RevealAlreadyOpen();
        SeatSlot storage slot = _requireSealed(caseId, seat, ruling, reasonsHash, salt);
        slot.state = Seat.Exposed;
        ++panel.exposedCount;
        emit VoteExposed(caseId, seat, msg.sender);
        stakes.slash(slot.juror, kJuror, 0, _penalty(panel), msg.sender);
    }

    /// How far a case has come.
    function panels(bytes32 caseId) external view returns (Panel memory) {
        return _panels[caseId];
    }

    /// Who holds a seat of a case and what became of the vote.
    function seats(bytes32 caseId, uint8 seat) external view returns (SeatSlot memory) {
        return _seats[caseId][seat];
    }

    // ---- called by Attribution

    /// Begins a case; its panel can be drawn from a later block.
    function openCase(bytes32 caseId, uint24 parametersId) external onlyAttribution {
        Panel storage panel = _panels[caseId];
        panel.stage = Stage.Drawing;
        panel.parametersId = parametersId;
        panel.openedBlock = uint40(block.number);
        panel.deadline = uint40(block.timestamp + parameterOf(parameters, parametersId, Key.drawWindow));
    }

    /// Draws the panel, or names a new block where the hash of the first is out of reach (256 blocks).
    function draw(bytes32 caseId, address[] calldata excluded) external onlyAttribution {
        Panel storage panel = _panels[caseId];
        if (panel.stage != Stage.Drawing) revert WrongStage(panel.stage);
        if (block.timestamp > panel.deadline) revert TooLate(panel.deadline);
        uint256 delay = parameterOf(parameters, panel.parametersId, Key.drawDelay);
        uint256 seedBlock = panel.seedBlock == 0 ? panel.openedBlock + delay : panel.seedBlock;
        if (block.number <= seedBlock) revert SeedNotReady(seedBlock);
        bytes32 seed = blockhash(seedBlock);
        if (seed == 0) {
            panel.seedBlock = uint40(block.number + delay);
            emit SeedMoved(caseId, panel.seedBlock);
            return;
        }
        seed = keccak256(abi.encode(seed, address(this), caseId));
        address[] memory jurors = _pick(caseId, panel, seed, excluded);
        panel.seedBlock = uint40(seedBlock);
        panel.size = uint8(jurors.length);
        panel.stage = Stage.Voting;
        panel.deadline = uint40(block.timestamp + parameterOf(parameters, panel.parametersId, Key.commitWindow));
        emit PanelDrawn(caseId, jurors, seed);
    }

    /// The result, once every vote is open or the time is over; None where no majority of a quorum was found.
    function conclude(bytes32 caseId) external onlyAttribution nonReentrant returns (Ruling ruling) {
        Panel storage panel = _panels[caseId];
        if (panel.stage == Stage.Drawing) {
            if (block.timestamp <= panel.deadline) revert NotFinishable(panel.deadline);
        } else {
            _requireVoting(caseId);
            bool complete = _revealOpen(panel) && panel.openedCount + panel.exposedCount == panel.size;
            if (!complete && block.timestamp <= _revealEnd(panel)) revert NotFinishable(_revealEnd(panel));
        }
        panel.stage = Stage.Finished;
        if (panel.openedCount >= parameterOf(parameters, panel.parametersId, Key.appealQuorum)) {
            if (panel.holds > panel.fails) ruling = Ruling.Holds;
            else if (panel.fails > panel.holds) ruling = Ruling.Fails;
        }
        emit CaseFinished(caseId, ruling);
        _freeSeats(caseId, panel, true);
    }

    /// Ends a case that arithmetic has decided; nobody on it is at fault.
    function dismiss(bytes32 caseId) external onlyAttribution nonReentrant {
        Panel storage panel = _panels[caseId];
        if (panel.stage == Stage.Finished) return;
        panel.stage = Stage.Finished;
        emit CaseFinished(caseId, Ruling.None);
        _freeSeats(caseId, panel, false);
    }

    // ---- inside

    function _pick(bytes32 caseId, Panel storage panel, bytes32 seed, address[] calldata excluded)
        private
        returns (address[] memory jurors)
    {
        uint256 snapshot = panel.openedBlock - 1;
        uint256 penalty = _penalty(panel);
        Shuffle.Order memory order = Shuffle.start(seed, stakes.sizeAt(kJuror, 0, snapshot), kMostTries);
        jurors = new address[](parameterOf(parameters, panel.parametersId, Key.appealPanelSize));
        uint256 found = 0;
        while (found < jurors.length && !order.finished()) {
            address candidate = stakes.memberAt(kJuror, 0, order.next(), snapshot);
            if (_contains(excluded, candidate) || attribution.hasInterest(caseId, candidate)) continue;
            if (!stakes.reserve(candidate, kJuror, 0, penalty)) continue;
            _seats[caseId][uint8(found)] = SeatSlot(candidate, Seat.Drawn, Ruling.None);
            jurors[found++] = candidate;
        }
        uint256 quorum = parameterOf(parameters, panel.parametersId, Key.appealQuorum);
        if (found < quorum) revert NotEnoughJurors(found, quorum);
        assembly ("memory-safe") {
            mstore(jurors, found)
        }
    }

    function _freeSeats(bytes32 caseId, Panel storage panel, bool silencePays) private {
        uint256 penalty = _penalty(panel);
        for (uint8 seat = 0; seat < panel.size; ++seat) {
            SeatSlot storage slot = _seats[caseId][seat];
            if (slot.state == Seat.Exposed) continue;
            if (slot.state == Seat.Opened || !silencePays) {
                stakes.release(slot.juror, kJuror, 0, penalty);
            } else {
                slot.state = Seat.Silent;
                stakes.slash(slot.juror, kJuror, 0, penalty, parameters.treasury());
            }
        }
    }

    function _requireVoting(bytes32 caseId) private view returns (Panel storage panel) {
        panel = _panels[caseId];
        if (panel.stage != Stage.Voting) revert WrongStage(panel.stage);
    }

    function _requireSealed(bytes32 caseId, uint8 seat, Ruling ruling, bytes32 reasonsHash, bytes32 salt)
        private
        view
        returns (SeatSlot storage slot)
    {
        slot = _seats[caseId][seat];
        if (slot.state != Seat.Sealed) revert NotSealed(seat);
        if (votes[caseId][seat] != voteOf(caseId, slot.juror, ruling, reasonsHash, salt)) revert WrongVote(seat);
    }

    /// Votes are opened once all are sealed, or when the time to seal is over.
    function _revealOpen(Panel storage panel) private view returns (bool) {
        return panel.sealedCount == panel.size || block.timestamp > panel.deadline;
    }

    function _revealEnd(Panel storage panel) private view returns (uint256) {
        return uint256(panel.deadline) + parameterOf(parameters, panel.parametersId, Key.revealWindow);
    }

    function _penalty(Panel storage panel) private view returns (uint256) {
        return parameterOf(parameters, panel.parametersId, Key.seatPenalty) * 1 gwei;
    }

    function _contains(address[] calldata list, address account) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == account) return true;
        }
        return account == address(0);
    }
}
