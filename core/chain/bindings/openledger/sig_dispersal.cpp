#include "chain/bindings/openledger/sig_dispersal.h"

#include "crypto/digest.h"

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Call> SigDispersalContract::claim(const crypto::Signature &signature, const Bytes32 &batch,
                                         const Uint256 &amount, const Address &account, const Uint256 &fee) const
{
    return call(u"claim"_s, {signature.toBytes(), batch, amount, account}, fee);
}

StorageFact<Address> SigDispersalContract::signer() const
{
    return addressFact(variable(u"signer"_s));
}

StorageFact<Address> SigDispersalContract::vault() const
{
    return addressFact(variable(u"vault"_s));
}

StorageFact<Address> SigDispersalContract::token() const
{
    return addressFact(variable(u"token"_s));
}

StorageFact<Uint256> SigDispersalContract::active() const
{
    return numberFact(variable(u"active"_s));
}

StorageFact<Uint256> SigDispersalContract::batchEnabled(const Bytes32 &batch) const
{
    return numberFact(variable(u"batchEnabled"_s).at(batch));
}

StorageFact<Uint256> SigDispersalContract::batchFee(const Bytes32 &batch) const
{
    return numberFact(variable(u"batchFee"_s).at(batch));
}

StorageFact<Uint256> SigDispersalContract::claimed(const Bytes32 &batch, const Address &account) const
{
    return numberFact(variable(u"claimed"_s).at(batch).at(account));
}

base::Digest dispersalDigest(std::uint64_t chainId, const Address &contract, const Address &account,
                             const Uint256 &amount, const Bytes32 &batch)
{
    const Bytes packed = account.toBytes() + amount.toBytes32().toBytes() + batch.toBytes() + contract.toBytes()
        + Uint256(chainId).toBytes32().toBytes();
    const Bytes prefixed = "\x19"
                           "Ethereum Signed Message:\n32"
        + crypto::keccak256(packed).toBytes();
    return crypto::keccak256(prefixed);
}

} // namespace datanet::chain
