#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "chain/abi.h"

#include <cstdint>

// The structs of the contracts (core/chain/contracts/Types.sol and README.md there) and the exact bytes whose hashes
// the chain keeps. Amounts are in wei unless a name says gwei; times are seconds since 1970.
namespace datanet::chain {

enum class ContributionState : std::uint8_t {
    Committed,
    Opened,
    PanelDrawn,
    InReview,
    Accepted,
    PartlyAccepted,
    ChangesRequested,
    Rejected,
    NoRight,
    Withdrawn,
    ExpiredUnopened,
    ExpiredUndelivered,
    ExpiredUndecided,
    Superseded,
    Published,
};

enum class Verdict : std::uint8_t { None, Accept, ChangesRequested, Reject, NoRight };
enum class SeatState : std::uint8_t { Drawn, Sealed, Opened, Exposed, Silent };
enum class Intake : std::uint8_t { None, Active, Paused, Closed };
enum class StakeRole : std::uint8_t { Reviewer = 1, Juror = 2 };

// Bits of Opening::permittedUses.
enum PermittedUse : std::uint32_t { MayTrain = 1, MayEvaluate = 2, MayRedistribute = 4, MayUseCommercially = 8 };

struct Commitment
{
    std::uint64_t id = 0; // the priority sequence number
    base::Bytes32 commitment;
    base::Address payer;
    std::uint32_t count = 0;
    std::uint64_t bondGwei = 0;
    std::uint64_t committedAt = 0;
    std::uint32_t parametersId = 0;

    bool operator==(const Commitment &) const = default;
    // Hashes to Contributions.commitments[id].
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] abi::Value toValue() const;
    [[nodiscard]] static base::Result<Commitment> from(const abi::Value &value);
};

struct Opening
{
    std::uint64_t id = 0;
    std::uint64_t datanet = 0;
    std::uint64_t supersedes = 0; // 0 for none
    std::uint32_t baseVersion = 0;
    std::uint32_t count = 0;
    std::uint32_t removalsCount = 0;
    std::uint32_t permittedUses = 0;
    base::Address contributor;
    base::Address payee;
    base::Bytes32 recordsRoot;
    base::Bytes32 removalsRoot; // zero when removalsCount is
    base::Bytes32 bundleHash; // SHA-256 of the plaintext bundle
    base::Bytes32 manifestHash;
    base::Bytes32 licenceHash;
    base::Bytes32 termsHash;
    base::Bytes32 gitCommit; // object id, left-aligned
    base::Bytes32 authorship;

    bool operator==(const Opening &) const = default;
    // Type hash and fields: hashes to Contributions.openings[id], which is the EIP-712 struct hash.
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] base::Digest hash() const;
    [[nodiscard]] abi::Value toValue() const;
    [[nodiscard]] static base::Result<Opening> from(const abi::Value &value);
};

// What a contributor signs besides the opening when somebody else pays.
struct Authorization
{
    std::uint32_t parametersId = 0;
    base::Uint256 maximumFee;
    base::Uint256 maximumBond;
    base::Uint256 nonce;
    base::Uint256 deadline;

    bool operator==(const Authorization &) const = default;
    [[nodiscard]] abi::Value toValue() const;
};

// Contributions._status[id]
struct ContributionStatus
{
    ContributionState state = ContributionState::Committed;
    std::uint8_t round = 0; // 1 the datanet's panel, 2 the outside panel
    std::uint8_t decidedRound = 0; // 0 before any result
    bool bondHeld = false;
    std::uint32_t parametersId = 0;
    std::uint32_t count = 0;
    std::uint32_t acceptedCount = 0;
    std::uint64_t deadline = 0; // of the present state
    std::uint64_t roundBlock = 0;
    std::uint64_t priority = 0;

    bool operator==(const ContributionStatus &) const = default;
};

// Contributions._ofDatanet[id] and _ofContributor[account]: how many openings there are, and a running hash of them all
// that shows when one is missing from a list.
struct Collection
{
    std::uint64_t count = 0;
    base::Uint256 acc; // 24 bytes

    bool operator==(const Collection &) const = default;
    // After one more opening.
    [[nodiscard]] Collection with(const base::Digest &openingHash) const;
};

// Datanets.heads[id]
struct DatanetHead
{
    base::Address owner;
    std::uint8_t kind = 0; // 1 table, 2 text, 3 image, 4 audio; plus 128 when private to its members
    Intake intake = Intake::None;
    std::uint64_t intakeSince = 0;
    std::uint32_t versions = 0;

    bool operator==(const DatanetHead &) const = default;
};

// Datanets.versions[id][number]
struct VersionEntry
{
    std::uint64_t contribution = 0;
    std::uint32_t acceptedCount = 0;
    std::uint64_t publishedAt = 0;
    std::uint64_t totalAccepted = 0;

    bool operator==(const VersionEntry &) const = default;
};

// A published version as the running hash versionAcc takes it in.
struct VersionLeaf
{
    std::uint64_t datanet = 0;
    std::uint32_t number = 0;
    std::uint64_t contribution = 0;
    std::uint32_t acceptedCount = 0;
    std::uint64_t publishedAt = 0;
    base::Bytes32 openingHash;
    base::Bytes32 acceptedBitmapHash;
    base::Bytes32 gitCommit;

    bool operator==(const VersionLeaf &) const = default;
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] static base::Result<VersionLeaf> from(const abi::Value &value);
};

// Reviews._rounds[id][round]
struct ReviewRound
{
    std::uint8_t size = 0;
    std::uint8_t sealedCount = 0;
    std::uint8_t openedCount = 0;
    std::uint8_t accepts = 0;
    std::uint8_t changes = 0;
    std::uint8_t rejects = 0;
    std::uint8_t noRights = 0;
    std::uint8_t exposedCount = 0;
    std::uint64_t seedBlock = 0;
    std::uint64_t finishedAt = 0;
    std::uint64_t scope = 0;

    bool operator==(const ReviewRound &) const = default;
};

// Reviews._seats[id][round][seat]
struct ReviewSeat
{
    base::Address reviewer;
    SeatState state = SeatState::Drawn;
    Verdict verdict = Verdict::None;
    bool unpaid = false; // since the round's result: the reviewer's votes of late said too little about the records

    bool operator==(const ReviewSeat &) const = default;
};

// Reviews._appeals[id]
struct Appeal
{
    base::Address appellant;
    ContributionState previous = ContributionState::Committed;
    std::uint32_t previousAccepted = 0;
    std::uint64_t bondGwei = 0; // 0 once settled
    bool byContributor = false;

    bool operator==(const Appeal &) const = default;
};

// Stakes.stakes[account][role][scope]
struct Stake
{
    base::Uint256 amount;
    base::Uint256 reserved; // running panels may still take it
    std::uint64_t availableAt = 0; // 0 while not leaving
    std::uint32_t seat = 0; // index in the set plus one, 0 outside

    bool operator==(const Stake &) const = default;
};

// One vote, as sealed (its hash) and opened (its parts).
struct Vote
{
    std::uint64_t contribution = 0;
    std::uint8_t round = 1;
    base::Address reviewer;
    Verdict verdict = Verdict::None;
    base::Bytes32 bitmapHash; // keccak256 of the decisions' bitmap
    base::Bytes32 reasonsHash;
    base::Bytes32 salt;

    // Reviews.votes[...] once sealed.
    [[nodiscard]] base::Digest hash(std::uint64_t chainId, const base::Address &reviews) const;
};

// What Contributions.commit registers; see rule 1 of the protocol.
[[nodiscard]] base::Digest saltedCommitment(std::uint64_t chainId, const base::Address &contributions,
                                            const base::Address &contributor, std::uint64_t datanet,
                                            const base::Bytes32 &recordsRoot, std::uint32_t count,
                                            const base::Bytes32 &termsHash, const base::Bytes32 &salt);

// Hashes to Contributions.deliveries[id].
[[nodiscard]] base::Bytes deliveryPreimage(std::uint8_t round, const base::Bytes32 &sealedBundleHash,
                                           const QString &locator);
// Hashes to Datanets.textsHash[id].
[[nodiscard]] base::Bytes textsPreimage(const QString &name, const QString &inbox, const QString &remote);

// What commits to a list, from zero: keccak256(abi.encode(before, entry)). Datanets.versionAcc over the hashes of
// VersionLeaf::preimage, Models.versionAcc over those of models, Settlement::chargesAcc over those of charges.
[[nodiscard]] base::Digest accumulated(const base::Digest &before, const base::Digest &entry);

} // namespace datanet::chain
