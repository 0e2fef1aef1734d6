#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "crypto/secp256k1.h"

#include <optional>
#include <vector>

namespace datanet::chain {

struct AccessListEntry
{
    base::Address address;
    std::vector<base::Bytes32> slots;
    bool operator==(const AccessListEntry &) const = default;
};

// A transaction before it is signed. The application makes DynamicFee ones only; the other kinds are read.
struct Transaction
{
    enum class Kind { Legacy, AccessList /* EIP-2930 */, DynamicFee /* EIP-1559 */ };

    Kind kind = Kind::DynamicFee;
    std::optional<std::uint64_t> chainId; // absent only in legacy transactions from before EIP-155
    std::uint64_t nonce = 0;
    base::Uint256 maxPriorityFeePerGas; // DynamicFee
    base::Uint256 maxFeePerGas; // DynamicFee; the gas price of the other kinds
    std::uint64_t gasLimit = 0;
    std::optional<base::Address> to; // absent: creates a contract
    base::Uint256 value;
    base::Bytes data;
    std::vector<AccessListEntry> accessList;

    bool operator==(const Transaction &) const = default;

    // Gas any node takes before the first instruction runs (rules of the Cancun fork).
    [[nodiscard]] std::uint64_t intrinsicGas() const;
    // value + gasLimit * maxFeePerGas: what the sender can lose at most. Nothing when above 2^256 - 1.
    [[nodiscard]] std::optional<base::Uint256> maximumCost() const;
};

struct SignedTransaction
{
    Transaction transaction;
    base::Address sender; // recovered from the signature
    base::Digest hash;
    base::Bytes raw; // what goes to a server
};

// The digest that the sender signs.
[[nodiscard]] base::Digest signingHash(const Transaction &transaction);

// Reads signed bytes and refuses what a node must refuse by the rules of the Cancun fork: no canonical RLP, wrong field
// sizes, gas limit below the intrinsic gas, a fee above 2^256 - 1, priority above maximum fee, init code above 49,152
// bytes, nonce 2^64 - 1, high s, a signature nobody can have made, another chain. Not covered: blob (EIP-4844) and
// set-code (EIP-7702) transactions, which are refused as unknown kinds.
[[nodiscard]] base::Result<SignedTransaction> decodeSigned(base::ByteView raw, std::uint64_t chainId);

// Signs, then reads the bytes back: what decodeSigned() sees in them must equal what was
// asked for, or nothing is returned.
[[nodiscard]] base::Result<SignedTransaction> sign(const Transaction &transaction, const crypto::SecretKey &key);

// The address of the contract that an account creates with this nonce.
[[nodiscard]] base::Address createdAddress(const base::Address &creator, std::uint64_t nonce);

} // namespace datanet::chain
