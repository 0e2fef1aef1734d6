#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "chain/abi.h"
#include "crypto/eip712.h"

#include <cstdint>
#include <vector>

// The structs of the contracts of money (core/chain/contracts/RewardTypes.sol; README.md there, "Rewards and receipts")
// and the exact bytes whose hashes the chain keeps. Amounts are in wei unless a name says gwei; times are seconds
// since 1970. preimage() is abi.encode of the members in order, hash() its keccak256, toValue() the tuple for a call,
// from() its opposite.
namespace datanet::chain {

enum class ModelState : std::uint8_t { None, Active, Retired };
enum class EpochState : std::uint8_t { Open, Lapsed, Settled, Final, Void };
enum class ProposalState : std::uint8_t { None, Proposed, Disputed, Final, Void };
enum class CaseStage : std::uint8_t { None, Drawing, Voting, Finished };
enum class Ruling : std::uint8_t { None, Holds, Fails };
// Which tree a demanded leaf is in; the kinds of crypto::MerkleKind.
enum class LeafKind : std::uint8_t { Attribution = 2, Reward = 3, Answer = 5 };

// Models.models[id] is the hash of its preimage.
struct Model
{
    std::uint64_t id = 0;
    std::uint64_t parent = 0; // 0 for none
    std::uint32_t version = 0;
    std::uint16_t royalty = 0; // basis points of its share that go to the parent
    base::Address owner;
    base::Address payee;
    base::Address provider;
    base::Bytes32 weightsHash;
    base::Bytes32 dataVersionsHash;
    base::Bytes32 runHash;
    base::Bytes32 textsHash;
    base::Uint256 priceIn; // per 1,000 tokens
    base::Uint256 priceOut;

    bool operator==(const Model &) const = default;
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] abi::Value toValue() const;
    [[nodiscard]] static base::Result<Model> from(const abi::Value &value);
};

// What a payer signs for each answer (EIP-712, under receiptDomain()). The receipts of a payer in one model and epoch
// form a chain: each names the hash of the one before and the sum so far, so the last one commits to all and is the
// only one that has to be shown on chain.
struct AnswerReceipt
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address payer;
    std::uint64_t nonce = 0; // from 1
    base::Bytes32 inference; // unique in model and epoch
    base::Bytes32 output; // rewards::outputCommitment()
    std::uint32_t tokensIn = 0;
    std::uint32_t tokensOut = 0;
    base::Uint256 fee;
    base::Uint256 cumulativeFee; // of this receipt and all before it
    base::Bytes32 previous; // hash() of the receipt before; zero for nonce 1

    bool operator==(const AnswerReceipt &) const = default;
    // The EIP-712 struct hash: the receipt's identity in the log.
    [[nodiscard]] base::Digest hash() const;
    [[nodiscard]] abi::Value toValue() const;
};

// The typed-data domain of the contract Inference on one chain.
[[nodiscard]] crypto::TypedDomain receiptDomain(const base::Uint256 &chainId, const base::Address &inferenceContract);

// A payer's last receipt of an epoch.
struct SignedReceipt
{
    AnswerReceipt receipt;
    base::Bytes signature; // r, s, v
};

// A payer's part of the log: leaves first .. first + count - 1. Inference.charges[model][epoch][payer] is its hash;
// zero once returned.
struct Charge
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address payer;
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    base::Bytes32 head; // hash of the payer's last receipt
    base::Uint256 fee; // cumulativeFee of that receipt

    bool operator==(const Charge &) const = default;
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] base::Digest hash() const;
    [[nodiscard]] abi::Value toValue() const;
    [[nodiscard]] static base::Result<Charge> from(const abi::Value &value);
};

// What the chain keeps of a closed epoch: Inference.settlements[model][epoch] is its hash.
struct Settlement
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    std::uint64_t previous = 0; // the settled epoch before; 0 for none
    std::uint32_t parametersId = 0;
    std::uint64_t openedAt = 0;
    std::uint64_t settledAt = 0;
    std::uint64_t snapshotBlock = 0;
    std::uint64_t count = 0; // receipts
    std::uint32_t payers = 0;
    base::Address payee; // of the model at that moment
    base::Bytes32 modelHash;
    base::Bytes32 logRoot;
    base::Bytes32 chargesAcc;
    base::Uint256 fees;
    base::Uint256 platformFees;

    bool operator==(const Settlement &) const = default;
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] base::Digest hash() const;
    [[nodiscard]] abi::Value toValue() const;
    [[nodiscard]] static base::Result<Settlement> from(const abi::Value &value);
};

// Attribution.proposals[model][epoch] is the hash of its preimage.
struct Proposal
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address proposer;
    base::Bytes32 attributionRoot;
    base::Bytes32 statementHash;
    base::Bytes32 locatorHash;
    base::Bytes32 previousRoot;
    std::uint64_t previousCount = 0;
    base::Uint256 previousSum;
    base::Bytes32 rewardTop;
    std::uint64_t rewardCount = 0;
    base::Uint256 rewardSum;
    base::Uint256 toModel;
    base::Uint256 toContributors;
    base::Uint256 toReviewers;
    base::Uint256 toStakers;

    bool operator==(const Proposal &) const = default;
    [[nodiscard]] base::Bytes preimage() const;
    [[nodiscard]] abi::Value toValue() const;
    [[nodiscard]] static base::Result<Proposal> from(const abi::Value &value);
};

// That an id stands at a place of a positional tree.
struct PositionalProof
{
    std::uint64_t index = 0;
    std::uint64_t count = 0;
    std::vector<base::Bytes32> siblings;

    [[nodiscard]] abi::Value toValue() const;
};

struct SumSibling
{
    base::Bytes32 hash;
    base::Uint256 sum;
};

// That an account stands at a place of a reward tree with a cumulative amount.
struct RewardProof
{
    std::uint64_t index = 0;
    base::Address account;
    base::Uint256 cumulative;
    std::uint64_t count = 0;
    std::vector<SumSibling> siblings;

    [[nodiscard]] abi::Value toValue() const;
};

// A node of a reward tree with the sum stated above it, and what it was made of: an account and its amount in the
// leaves' row (level 0), two children above it.
struct SumNodeProof
{
    std::uint8_t level = 0;
    std::uint64_t position = 0;
    std::uint64_t count = 0;
    base::Uint256 statedSum;
    std::vector<SumSibling> siblings;
    base::Address account;
    base::Uint256 cumulative;
    SumSibling left;
    SumSibling right;

    [[nodiscard]] abi::Value proofValue() const;
    [[nodiscard]] abi::Value partsValue() const;
};

} // namespace datanet::chain
