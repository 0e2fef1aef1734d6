#pragma once

#include "chain/bindings/bound_contract.h"
#include "crypto/secp256k1.h"

namespace datanet::chain {

// SigDispersal: pays from a vault, in a token, whatever one key has signed; once per batch and account. Nothing on
// chain says what anybody is owed.
class SigDispersalContract : public BoundContract
{
public:
    SigDispersalContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"SigDispersal", address)
    {
    }

    // fee: exactly the batch's, in wei.
    [[nodiscard]] base::Result<Call> claim(const crypto::Signature &signature, const base::Bytes32 &batch,
                                           const base::Uint256 &amount, const base::Address &account,
                                           const base::Uint256 &fee) const;

    [[nodiscard]] StorageFact<base::Address> signer() const;
    [[nodiscard]] StorageFact<base::Address> vault() const;
    [[nodiscard]] StorageFact<base::Address> token() const;
    [[nodiscard]] StorageFact<base::Uint256> active() const; // 0 or 1
    [[nodiscard]] StorageFact<base::Uint256> batchEnabled(const base::Bytes32 &batch) const; // 0 or 1
    [[nodiscard]] StorageFact<base::Uint256> batchFee(const base::Bytes32 &batch) const; // wei
    // The block of the claim; 0 before.
    [[nodiscard]] StorageFact<base::Uint256> claimed(const base::Bytes32 &batch, const base::Address &account) const;
};

// What the signer signs: the EIP-191 digest ("Ethereum Signed Message") of
// keccak256(account ‖ amount ‖ batch ‖ contract ‖ chain id), packed.
[[nodiscard]] base::Digest dispersalDigest(std::uint64_t chainId, const base::Address &contract,
                                           const base::Address &account, const base::Uint256 &amount,
                                           const base::Bytes32 &batch);

} // namespace datanet::chain
