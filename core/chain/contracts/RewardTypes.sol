// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// What the contracts of money say to each other; README.md, "Rewards and receipts", explains each field. A struct that
/// is hashed has static fields only, so that keccak256(abi.encode(...)) can be recomputed field by field.

/// What an owner declares about a model. `Models.models(id)` holds keccak256(abi.encode(Model)).
struct Model {
    uint64 id;
    uint64 parent; // the model it was made from; 0 for none; a lower id for ever
    uint32 version; // counts registrations and updates
    uint16 royalty; // basis points of its share that go to the parent
    address owner; // never changes
    address payee; // the account of the model's share
    address provider; // may settle, beside the owner
    bytes32 weightsHash;
    bytes32 dataVersionsHash; // declared datanet versions
    bytes32 runHash; // how it was trained
    bytes32 textsHash; // keccak256(abi.encode(string name, string url))
    uint256 priceIn; // wei per 1,000 tokens
    uint256 priceOut;
}

/// What a payer signs for each answer.
struct Receipt {
    uint64 model;
    uint64 epoch;
    address payer;
    uint64 nonce; // from 1 in each model and epoch
    bytes32 inference;
    bytes32 output; // commitment to the answer
    uint32 tokensIn;
    uint32 tokensOut;
    uint256 fee;
    uint256 cumulativeFee; // of this payer in this model and epoch
    bytes32 previous; // struct hash of the receipt before; 0 for the first
}

/// A payer's last receipt of an epoch, which stands for all of them.
struct Claim {
    Receipt receipt;
    bytes signature;
}

/// What an epoch takes from one payer, and where the payer's receipts lie in the log.
struct Charge {
    uint64 model;
    uint64 epoch;
    address payer;
    uint64 first;
    uint64 count;
    bytes32 head;
    uint256 fee;
}

/// What was settled. `Inference.settlements(model, epoch)` holds its hash.
struct Settlement {
    uint64 model;
    uint64 epoch;
    uint64 previous; // the settled epoch before; 0 for none
    uint24 parametersId; // holds for the epoch to its end
    uint40 openedAt;
    uint40 settledAt;
    uint64 snapshotBlock;
    uint64 count; // receipts
    uint32 payers;
    address payee; // of the model at that moment
    bytes32 modelHash;
    bytes32 logRoot;
    bytes32 chargesAcc;
    uint256 fees;
    uint256 platformFees;
}

/// Who gets what of an epoch. `Attribution.proposals(model, epoch)` holds its hash.
struct Proposal {
    uint64 model;
    uint64 epoch;
    address proposer;
    bytes32 attributionRoot;
    bytes32 statementHash;
    bytes32 locatorHash;
    bytes32 previousRoot;
    uint64 previousCount;
    uint256 previousSum;
    bytes32 rewardTop;
    uint64 rewardCount;
    uint256 rewardSum;
    uint256 toModel;
    uint256 toContributors;
    uint256 toReviewers;
    uint256 toStakers;
}

/// Where an epoch of a model stands in `Inference`.
enum Epoch {
    Open, // or not begun
    Lapsed, // not settled in time: nobody paid anything
    Settled,
    Final, // paid out
    Void // everything goes back to the payers
}

/// What an outside panel finds; None where it finds nothing.
enum Ruling {
    None,
    Holds,
    Fails
}

bytes32 constant RECEIPT_TYPEHASH = keccak256(
    "Receipt(uint64 model,uint64 epoch,address payer,uint64 nonce,bytes32 inference,bytes32 output,uint32 tokensIn,uint32 tokensOut,uint256 fee,uint256 cumulativeFee,bytes32 previous)"
);

function receiptHash(Receipt calldata receipt) pure returns (bytes32) {
    return keccak256(abi.encode(RECEIPT_TYPEHASH, receipt));
}

/// The final root of a model's reward tree and what it binds.
struct Standing {
    bytes32 root;
    uint64 count;
    uint256 sum;
    uint256 claimed;
}

interface IModels {
    /// keccak256(abi.encode(Model)) of the newest version
    function models(uint64 id) external view returns (bytes32);
    function isActive(uint64 id) external view returns (bool);
    /// Owner and parent of a model; the parent is older, and there are at most eight above each other.
    function lines(uint64 id) external view returns (address owner, uint64 parent);
}

interface IInference {
    /// the models that are paid for
    function models() external view returns (IModels);
    /// keccak256(abi.encode(Settlement))
    function settlements(uint64 model, uint64 epoch) external view returns (bytes32);
    /// keccak256(abi.encode(Charge)); 0 once returned
    function charges(uint64 model, uint64 epoch, address payer) external view returns (bytes32);
    function stateOf(uint64 model, uint64 epoch) external view returns (Epoch);
    /// Pays an epoch out.
    function distribute(Settlement calldata settlement, uint256 toAccounts, bytes32 root, uint64 count) external;
    function voidEpoch(uint64 model, uint64 epoch) external;
}

interface IRewards {
    /// The final root of a model and what it binds.
    function standing(uint64 model) external view returns (Standing memory);
    /// Takes a new final root with the coins that it adds.
    function accept(uint64 model, uint64 epoch, bytes32 root, uint64 count) external payable;
}

interface IJury {
    function openCase(bytes32 caseId, uint24 parametersId) external;
    function draw(bytes32 caseId, address[] calldata excluded) external;
    function conclude(bytes32 caseId) external returns (Ruling);
    /// Ends a case that arithmetic has decided.
    function dismiss(bytes32 caseId) external;
}

/// Whose cases a jury judges.
interface ICases {
    /// Whether a juror has money in a case.
    function hasInterest(bytes32 caseId, address juror) external view returns (bool);
}
