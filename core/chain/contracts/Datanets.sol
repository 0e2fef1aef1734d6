// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {
    IContributions,
    IDatanets,
    IParameters,
    IReviews,
    Key,
    Opening,
    State,
    Status,
    Version,
    openingHash,
    parameterOf
} from "./Types.sol";

/// The datanets: who owns one, by which terms it takes contributions, where its data is, and its versions. A version is
/// the one before plus one accepted contribution. The owner sets terms and order of publishing, never a verdict.
contract Datanets is IDatanets {
    uint256 private constant kLongestText = 512;
    uint8 private constant kPrivate = 128;

    enum Intake {
        None,
        Active,
        Paused,
        Closed
    }

    struct Head {
        address owner;
        uint8 kind; // 1 table, 2 text, 3 image, 4 audio; plus 128 when private to its members
        Intake intake;
        uint40 intakeSince;
        uint32 versions;
    }

    struct Terms {
        bytes32 hash; // rules, schema, licence and review policy
        uint40 since;
    }

    struct Texts {
        string name;
        string inbox; // URL the sealed bundles are uploaded to
        string remote; // URL or path of the git remote that carries the versions and the terms
    }

    /// One packed slot per version.
    struct VersionEntry {
        uint64 contribution;
        uint32 acceptedCount;
        uint40 publishedAt;
        uint64 totalAccepted; // records accepted up to and including this version
    }

    /// From (0, 0), each change makes acc = the last 24 bytes of keccak256(abi.encode(bytes32(acc), keccak256(abi.encode(member, key)))).
    struct MemberChanges {
        uint64 count;
        uint192 acc;
    }

    /// the numbers all windows and amounts come from
    IParameters public immutable parameters;
    /// where contributions stand
    IContributions public immutable contributions;
    /// where the accepted bitmaps are
    IReviews public immutable reviews;

    /// datanets created so far; ids count from 1
    uint64 public count;
    /// owner, kind, intake and number of versions
    mapping(uint64 datanet => Head) public heads;
    mapping(uint64 datanet => Terms[]) private _terms;
    mapping(uint64 datanet => Texts) private _texts;
    /// keccak256(abi.encode(name, inbox, remote))
    mapping(uint64 datanet => bytes32) public textsHash;
    /// what each version added
    mapping(uint64 datanet => mapping(uint32 number => VersionEntry)) public versions;
    /// keccak256(acc of the version before ‖ leaf)
    mapping(uint64 datanet => mapping(uint32 number => bytes32)) public versionAcc;
    /// the version a contribution was published in, 0 for none
    mapping(uint64 contribution => uint32) public publishedIn;
    /// the X25519 key that a private datanet's files are encrypted to for a member; zero for who is none
    mapping(uint64 datanet => mapping(address member => bytes32 key)) public memberKeys;
    /// commits to all `MemberChanged` of a datanet, so that its members can be listed
    mapping(uint64 datanet => MemberChanges) public memberChanges;

    event DatanetCreated(uint64 indexed datanet, address indexed owner, uint8 kind, bytes32 termsHash);
    event DatanetUpdated(uint64 indexed datanet, bytes32 termsHash, string name, string inbox, string remote);
    event IntakeChanged(uint64 indexed datanet, Intake intake);
    event MemberChanged(uint64 indexed datanet, address indexed member, bytes32 key);
    event VersionPublished(uint64 indexed datanet, uint32 indexed number, uint64 indexed contribution, Version version);

    error UnknownDatanet(uint64 datanet);
    error NotDatanetOwner(address owner);
    error TextTooLong(uint256 most);
    error TermsMissing();
    error IntakeStopped(uint64 datanet, uint40 since);
    error IntakeClosed(uint64 datanet);
    error TermsNotThoseAtCommitment(uint64 datanet, uint40 committedAt);
    error UnknownVersion(uint32 version);
    error WrongOpening(uint64 id);
    error NotAccepted(State state);
    error AppealStillOpen(uint40 deadline);
    error OwnerPublishesFirst(uint256 until);
    error NotPrivate(uint64 datanet);
    error SameKey(address member);
    error WrongVersion(uint64 datanet, uint32 number);
    error NotPublic(uint64 datanet, uint32 number);
    error PublishedLater(uint64 publishedAt, uint40 committedAt);

    modifier onlyOwner(uint64 datanet) {
        if (heads[datanet].intake == Intake.None) revert UnknownDatanet(datanet);
        if (msg.sender != heads[datanet].owner) revert NotDatanetOwner(heads[datanet].owner);
        _;
    }

    constructor(IParameters parameters_, IContributions contributions_, IReviews reviews_) {
        parameters = parameters_;
        contributions = contributions_;
        reviews = reviews_;
    }

    /// Founds a datanet of the caller; `kind` is 1 table, 2 text, 3 image or 4 audio, plus 128 when private to its members.
    function create(uint8 kind, bytes32 termsHash, string calldata name, string calldata inbox, string calldata remote)
        external
        returns (uint64 datanet)
    {
        datanet = ++count;
        heads[datanet] = Head(msg.sender, kind, Intake.Active, uint40(block.timestamp), 0);
        emit DatanetCreated(datanet, msg.sender, kind, termsHash);
        _update(datanet, termsHash, name, inbox, remote);
    }

    /// New terms hold for commitments made from now on.
    function update(uint64 datanet, bytes32 termsHash, string calldata name, string calldata inbox, string calldata remote)
        external
        onlyOwner(datanet)
    {
        _update(datanet, termsHash, name, inbox, remote);
    }

    /// Stops (or restarts) intake; what is committed already goes its way.
    function pause(uint64 datanet, bool paused) external onlyOwner(datanet) {
        if (heads[datanet].intake == Intake.Closed) revert IntakeClosed(datanet);
        _setIntake(datanet, paused ? Intake.Paused : Intake.Active);
    }

    /// Stops intake for good.
    function close(uint64 datanet) external onlyOwner(datanet) {
        _setIntake(datanet, Intake.Closed);
    }

    /// Lets an account read a private datanet, by the key its files are encrypted to from now on; zero: no longer. What
    /// was encrypted to a former member stays readable to them.
    function setMember(uint64 datanet, address member, bytes32 key) external onlyOwner(datanet) {
        if (heads[datanet].kind & kPrivate == 0) revert NotPrivate(datanet);
        if (memberKeys[datanet][member] == key) revert SameKey(member);
        memberKeys[datanet][member] = key;
        MemberChanges storage changes = memberChanges[datanet];
        bytes32 entry = keccak256(abi.encode(member, key));
        changes.acc = uint192(uint256(keccak256(abi.encode(bytes32(uint256(changes.acc)), entry))));
        ++changes.count;
        emit MemberChanged(datanet, member, key);
    }

    /// Adds an accepted contribution as the next version: the owner once no appeal is possible any more, anyone once
    /// the owner's time is over.
    function publish(Opening calldata opening, bytes32 gitCommit) external {
        Head storage head = heads[opening.datanet];
        bytes32 opened = openingHash(opening);
        if (contributions.openings(opening.id) != opened) revert WrongOpening(opening.id);
        Status memory status = contributions.statusOf(opening.id);
        if (status.state != State.Accepted && status.state != State.PartlyAccepted) revert NotAccepted(status.state);
        if (block.timestamp <= status.deadline) revert AppealStillOpen(status.deadline);
        uint256 ownersUntil = uint256(status.deadline) + parameterOf(parameters, status.parametersId, Key.publishWindow);
        if (msg.sender != head.owner && block.timestamp <= ownersUntil) revert OwnerPublishesFirst(ownersUntil);

        uint32 number = ++head.versions;
        Version memory version = Version({
            datanet: opening.datanet,
            number: number,
            contribution: opening.id,
            acceptedCount: status.acceptedCount,
            publishedAt: uint64(block.timestamp),
            openingHash: opened,
            acceptedBitmapHash: reviews.acceptedBitmaps(opening.id, status.decidedRound),
            gitCommit: gitCommit
        });
        versions[opening.datanet][number] = VersionEntry(
            opening.id,
            status.acceptedCount,
            uint40(block.timestamp),
            versions[opening.datanet][number - 1].totalAccepted + status.acceptedCount
        );
        versionAcc[opening.datanet][number] =
            keccak256(abi.encode(versionAcc[opening.datanet][number - 1], keccak256(abi.encode(version))));
        publishedIn[opening.id] = number;
        contributions.markPublished(opening.id);
        emit VersionPublished(opening.datanet, number, opening.id, version);
    }

    /// The owner of a datanet; zero where there is none.
    function ownerOf(uint64 datanet) external view returns (address) {
        return heads[datanet].owner;
    }

    /// The texts a person reads; `textsHash` proves them with one slot.
    function texts(uint64 datanet) external view returns (string memory name, string memory inbox, string memory remote) {
        Texts storage stored = _texts[datanet];
        return (stored.name, stored.inbox, stored.remote);
    }

    /// How many terms a datanet has had, the present ones included.
    function termsCount(uint64 datanet) external view returns (uint256) {
        return _terms[datanet].length;
    }

    /// Terms a datanet has had, from the first at 0, and when they began.
    function termsEntry(uint64 datanet, uint256 index) external view returns (bytes32 hash, uint40 since) {
        Terms storage terms = _terms[datanet][index];
        return (terms.hash, terms.since);
    }

    /// Reverts unless a contribution committed at `committedAt` under `termsHash` is to be taken. However often the terms
    /// were changed since, what holds is found in logarithmic time: an owner can't make openings too dear for a block.
    function requireIntake(uint64 datanet, uint32 baseVersion, bytes32 termsHash, uint40 committedAt) external view {
        Head storage head = heads[datanet];
        (Intake intake, uint40 intakeSince, uint32 newest) = (head.intake, head.intakeSince, head.versions);
        if (intake == Intake.None) revert UnknownDatanet(datanet);
        if (intake != Intake.Active && intakeSince <= committedAt) revert IntakeStopped(datanet, intakeSince);
        if (baseVersion > newest) revert UnknownVersion(baseVersion);
        Terms[] storage terms = _terms[datanet];
        uint256 i = terms.length; // at least 1, as a datanet is created with terms
        unchecked {
            if (_at(terms, i - 1).since > committedAt) {
                // The last entry that began by then lies below `i`, at `low` or above.
                (uint256 low, uint256 high) = (0, i - 1);
                while (low < high) {
                    uint256 middle = (low + high) / 2;
                    if (_at(terms, middle).since > committedAt) high = middle;
                    else low = middle + 1;
                }
                i = low;
            }
            // Terms that began in the very second of the commitment and those before them are both honest choices.
            for (; i > 0; --i) {
                Terms storage entry = _at(terms, i - 1);
                if (entry.hash == termsHash) return;
                if (entry.since < committedAt) break;
            }
        }
        revert TermsNotThoseAtCommitment(datanet, committedAt);
    }

    /// Reverts unless this version's records were there for everybody before a moment: the datanet is not private to its
    /// members, the version names its files, and it was published earlier.
    function requirePublic(Version calldata version, uint40 before) external view {
        (uint64 datanet, uint32 number) = (version.datanet, version.number);
        bytes32 acc = versionAcc[datanet][number];
        if (
            number == 0 || acc == 0
                || acc != keccak256(abi.encode(versionAcc[datanet][number - 1], keccak256(abi.encode(version))))
        ) revert WrongVersion(datanet, number);
        if (heads[datanet].kind >= kPrivate || version.gitCommit == 0) revert NotPublic(datanet, number);
        if (version.publishedAt >= before) revert PublishedLater(version.publishedAt, before);
    }

    /// An entry that is known to exist.
    function _at(Terms[] storage terms, uint256 index) private pure returns (Terms storage entry) {
        assembly ("memory-safe") {
            mstore(0, terms.slot)
            entry.slot := add(keccak256(0, 0x20), shl(1, index))
        }
    }

    function _setIntake(uint64 datanet, Intake intake) private {
        Head storage head = heads[datanet];
        if (head.intake == intake) return;
        // Closing what is paused does not reopen the time in between.
        if (head.intake == Intake.Active || intake == Intake.Active) head.intakeSince = uint40(block.timestamp);
        head.intake = intake;
        emit IntakeChanged(datanet, intake);
    }

    function _update(uint64 datanet, bytes32 termsHash, string calldata name, string calldata inbox, string calldata remote)
        private
    {
        if (termsHash == 0) revert TermsMissing();
        if (
            bytes(name).length > kLongestText || bytes(inbox).length > kLongestText
                || bytes(remote).length > kLongestText
        ) revert TextTooLong(kLongestText);
        Terms[] storage terms = _terms[datanet];
        if (terms.length == 0 || terms[terms.length - 1].hash != termsHash) {
            terms.push(Terms(termsHash, uint40(block.timestamp)));
        }
        _texts[datanet] = Texts(name, inbox, remote);
        textsHash[datanet] = keccak256(abi.encode(name, inbox, remote));
        emit DatanetUpdated(datanet, termsHash, name, inbox, remote);
    }
}
