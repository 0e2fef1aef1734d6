#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "crypto/eip712.h"
#include "crypto/secp256k1.h"

#include <cstdint>

// What a payer signs for each answer, and how the network is told apart from others (core/chain/contracts/README.md,
// "Receipts"). The receipts of a payer in one model and epoch form a chain: each names the hash of the one before and
// the sum so far, so the last one commits to all and is the only one that has to be shown on chain. Pure functions.
namespace datanet::rewards {

// Amounts of a receipt stay below 2^128.
[[nodiscard]] bool fitsReceipt(const base::Uint256 &amount);

struct Receipt
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address payer;
    std::uint64_t nonce = 0; // from 1
    base::Bytes32 inference; // unique in model and epoch
    base::Bytes32 output; // outputCommitment()
    std::uint32_t tokensIn = 0;
    std::uint32_t tokensOut = 0;
    base::Uint256 fee; // wei
    base::Uint256 cumulativeFee; // of this receipt and all before it
    base::Bytes32 previous; // hash() of the receipt before; zero for nonce 1

    bool operator==(const Receipt &) const = default;

    // The EIP-712 struct hash: the receipt's identity in the log.
    [[nodiscard]] base::Digest hash() const;
};

// keccak256(abi.encode(salt, keccak256(UTF-8 output))); the salt is zero where the output is public.
[[nodiscard]] base::Digest outputCommitment(const base::Bytes32 &salt, base::ByteView output);

// The typed-data domain of the contract Inference on one chain.
[[nodiscard]] crypto::TypedDomain receiptDomain(const base::Uint256 &chainId, const base::Address &inferenceContract);

[[nodiscard]] base::Digest receiptDigest(const crypto::TypedDomain &domain, const Receipt &receipt);
[[nodiscard]] crypto::Signature signReceipt(const crypto::TypedDomain &domain, const Receipt &receipt,
                                            const crypto::SecretKey &payer);
// Invalid, with the reason, unless the payer's own key signed. The 65 bytes are r, s, v.
base::Status verifyReceipt(const crypto::TypedDomain &domain, const Receipt &receipt, base::ByteView signature);

// The receipt after `last` (null: the payer's first), to be signed. Invalid when the sum leaves the range.
[[nodiscard]] base::Result<Receipt> nextReceipt(Receipt fresh, const Receipt *last);
// Invalid unless `receipt` follows `last` (null: is the first) of the same payer, model and epoch.
base::Status followsReceipt(const Receipt &receipt, const Receipt *last);

} // namespace datanet::rewards
