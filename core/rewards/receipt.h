#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "chain/bindings/reward_types.h"
#include "crypto/eip712.h"
#include "crypto/secp256k1.h"

// Receipts of answers: signed, checked, and following each other (core/chain/contracts/README.md, "Receipts"). Pure
// functions.
namespace datanet::rewards {

using Receipt = chain::AnswerReceipt;

// Amounts of a receipt stay below 2^128.
[[nodiscard]] bool fitsReceipt(const base::Uint256 &amount);

// keccak256(abi.encode(salt, keccak256(UTF-8 output))); the salt is zero where the output is public.
[[nodiscard]] base::Digest outputCommitment(const base::Bytes32 &salt, base::ByteView output);

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
