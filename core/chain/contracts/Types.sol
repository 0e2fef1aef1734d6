// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// What the contracts say to each other. Every struct here that is hashed consists of static fields only, in the order
/// of the hash, so that `keccak256(abi.encode(...))` can be recomputed from the preimage field by field.

/// Where a contribution stands. `Committed` is what an id with a commitment and an empty status slot is.
enum State {
    Committed,
    Opened, // waiting for its panel to be drawn
    PanelDrawn, // waiting for the sealed bundle
    InReview, // reviewers seal votes, then open them
    Accepted,
    PartlyAccepted,
    ChangesRequested,
    Rejected,
    NoRight, // an outside panel found that the contributor had no right to the data: priority is lost
    Withdrawn,
    ExpiredUnopened, // bond lost
    ExpiredUndelivered, // bond lost
    ExpiredUndecided, // no panel, no quorum or no majority: bond back, may be sent again with its priority
    Superseded,
    Published
}

enum Verdict {
    None,
    Accept,
    ChangesRequested,
    Reject,
    NoRight // outside panels only
}

/// What `commit` registers. `commitments(id)` holds keccak256(abi.encode(Commitment)).
struct Commitment {
    uint64 id; // the priority sequence number
    bytes32 commitment; // salted, see Contributions.commitmentOf
    address payer; // who paid the bond and gets it back
    uint32 count; // records
    uint64 bondGwei;
    uint40 committedAt;
    uint24 parametersId; // the parameters that hold for this contribution to its end
}

/// What a contributor declares. `openings(id)` holds its EIP-712 struct hash (see OPENING_TYPEHASH).
struct Opening {
    uint64 id;
    uint64 datanet;
    uint64 supersedes; // an earlier contribution of the same contributor that this one replaces; 0 for none
    uint32 baseVersion; // the version of the datanet it was made against
    uint32 count; // records in recordsRoot
    uint32 removalsCount; // records in removalsRoot
    uint32 permittedUses; // bits: 1 train, 2 evaluate, 4 redistribute, 8 commercial use
    address contributor;
    address payee;
    bytes32 recordsRoot;
    bytes32 removalsRoot;
    bytes32 bundleHash; // SHA-256 of the plaintext bundle
    bytes32 manifestHash;
    bytes32 licenceHash;
    bytes32 termsHash;
    bytes32 gitCommit; // object id, left-aligned, zero padded
    bytes32 authorship; // hash of the statement of authorship that the contributor warrants
}

/// What a version of a datanet adds. Its leaf is keccak256(abi.encode(Version)).
struct Version {
    uint64 datanet;
    uint32 number; // from 1
    uint64 contribution;
    uint32 acceptedCount;
    uint64 publishedAt;
    bytes32 openingHash;
    bytes32 acceptedBitmapHash;
    bytes32 gitCommit; // left-aligned, zero where whoever published has none
}

/// One packed slot per contribution: everything about it that changes over time.
struct Status {
    State state;
    uint8 round; // 1 the datanet's panel, 2 the outside panel after an appeal
    uint8 decidedRound; // the round whose result holds
    bool bondHeld;
    uint24 parametersId;
    uint32 count;
    uint32 acceptedCount;
    uint40 deadline; // of the present state; its meaning is in README.md
    uint40 roundBlock; // the block in which the round opened; the snapshot is the block before
    uint48 priority;
}

// EIP-712 struct hash of an opening; also what the contracts store.
bytes32 constant OPENING_TYPEHASH = keccak256(
    "Opening(uint64 id,uint64 datanet,uint64 supersedes,uint32 baseVersion,uint32 count,uint32 removalsCount,uint32 permittedUses,address contributor,address payee,bytes32 recordsRoot,bytes32 removalsRoot,bytes32 bundleHash,bytes32 manifestHash,bytes32 licenceHash,bytes32 termsHash,bytes32 gitCommit,bytes32 authorship)"
);

function openingHash(Opening calldata opening) pure returns (bytes32) {
    return keccak256(abi.encode(OPENING_TYPEHASH, opening));
}

/// Keys of Parameters, four to a word. Meaning, defaults and bounds: README.md.
library Key {
    uint8 internal constant bondPerRecord = 0;
    uint8 internal constant maximumRecords = 1;
    uint8 internal constant reviewerStake = 2;
    uint8 internal constant jurorStake = 3;
    uint8 internal constant submissionFee = 4;
    uint8 internal constant openWindow = 5;
    uint8 internal constant drawWindow = 6;
    uint8 internal constant drawDelay = 7;
    uint8 internal constant deliveryWindow = 8;
    uint8 internal constant commitWindow = 9;
    uint8 internal constant revealWindow = 10;
    uint8 internal constant appealWindow = 11;
    uint8 internal constant publishWindow = 12;
    uint8 internal constant priorityHold = 13;
    uint8 internal constant stakeCooldown = 14;
    uint8 internal constant seatPenalty = 15;
    uint8 internal constant panelSize = 16;
    uint8 internal constant quorum = 17;
    uint8 internal constant appealPanelSize = 18;
    uint8 internal constant appealQuorum = 19;
    uint8 internal constant appealBond = 20;
    uint8 internal constant splitModel = 21;
    uint8 internal constant splitContributors = 22;
    uint8 internal constant splitReviewers = 23;
    uint8 internal constant splitStakers = 24;
    uint8 internal constant splitTreasury = 25;
    uint8 internal constant platformFee = 26;
    uint8 internal constant epochLength = 27;
    uint8 internal constant refundNotice = 28;
    uint8 internal constant proposeWindow = 29;
    uint8 internal constant challengeWindow = 30;
    uint8 internal constant dataWindow = 31;
    uint8 internal constant proposalBond = 32;
    uint8 internal constant proposalBondShare = 33;
    uint8 internal constant dataBond = 34;
    uint8 internal constant disputeBond = 35;
    uint8 internal constant recoveryDelay = 36;
    uint8 internal constant leastInformedness = 37;
    uint8 internal constant leastEvidence = 38;
    uint8 internal constant evidenceMemory = 39;
    uint8 internal constant count = 40;
}

interface IParameters {
    /// the newest set
    function current() external view returns (uint24);
    /// receives forfeited bonds and fees
    function treasury() external view returns (address);
    /// Four values of a set: key 4 * index in the lowest 64 bits.
    function word(uint24 id, uint8 index) external view returns (uint256);
    /// The newest set with its bond per record (gwei) and its most records per contribution.
    function commitTerms() external view returns (uint24 id, uint32 bondPerRecord, uint32 maximumRecords);
}

/// A parameter out of the word it shares with three others.
function fieldOf(uint256 word, uint8 key) pure returns (uint256) {
    return uint64(word >> (64 * (key % 4)));
}

/// A parameter of a set that is known to exist.
function parameterOf(IParameters parameters, uint24 id, uint8 key) view returns (uint256) {
    return fieldOf(parameters.word(id, key / 4), key);
}

interface IDatanets {
    function ownerOf(uint64 datanet) external view returns (address);
    /// Reverts unless a contribution committed at that time under these terms is to be taken.
    function requireIntake(uint64 datanet, uint32 baseVersion, bytes32 termsHash, uint40 committedAt) external view;
    /// Reverts unless a version was there for everybody before a moment.
    function requirePublic(Version calldata version, uint40 before) external view;
}

interface IContributions {
    function statusOf(uint64 id) external view returns (Status memory);
    /// EIP-712 struct hash of the opening
    function openings(uint64 id) external view returns (bytes32);
    function panelDrawn(uint64 id) external;
    /// Records the result of a round.
    function conclude(Commitment calldata commitment, State state, uint32 acceptedCount, uint8 decidedRound) external;
    function beginAppeal(uint64 id) external;
    function markPublished(uint64 id) external;
}

interface IReviews {
    /// keccak256 of the accepted bitmap a round came to
    function acceptedBitmaps(uint64 id, uint8 round) external view returns (bytes32);
    /// Frees a panel that will not decide any more.
    function releasePanel(uint64 id, uint8 round) external;
    /// What holds after an appeal nobody judged.
    function lapseAppeal(uint64 id, bool undelivered)
        external
        returns (State state, uint32 acceptedCount, uint8 decidedRound);
}

interface IStakes {
    /// Members of a set at the end of a past block.
    function sizeAt(uint8 role, uint64 scope, uint256 blockNumber) external view returns (uint256);
    function memberAt(uint8 role, uint64 scope, uint256 index, uint256 blockNumber) external view returns (address);
    /// Sets stake aside for a seat; false where not enough is free.
    function reserve(address account, uint8 role, uint64 scope, uint256 amount) external returns (bool);
    function release(address account, uint8 role, uint64 scope, uint256 amount) external;
    /// Takes a reserved amount: half is burned, half goes to the beneficiary.
    function slash(address account, uint8 role, uint64 scope, uint256 amount, address beneficiary) external;
}
