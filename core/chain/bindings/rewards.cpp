#include "chain/bindings/rewards.h"

#include "chain/bindings/words.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Call> RewardsContract::claim(std::uint64_t model, const RewardProof &proof) const
{
    return call(u"claim"_s, {model, proof.toValue()});
}

Result<Call> RewardsContract::claimMany(const Address &account, const std::vector<std::uint64_t> &models,
                                        const std::vector<RewardProof> &proofs) const
{
    abi::Value::List values;
    for (const auto &proof : proofs)
        values.push_back(proof.toValue());
    return call(u"claimMany"_s, {account, abi::Value::List(models.begin(), models.end()), std::move(values)});
}

Result<Call> RewardsContract::setPayee(const Address &payee) const
{
    return call(u"setPayee"_s, {payee});
}

Result<Call> RewardsContract::setRecovery(const Address &recovery) const
{
    return call(u"setRecovery"_s, {recovery});
}

Result<Call> RewardsContract::requestRedirect(const Address &account, const Address &payee) const
{
    return call(u"requestRedirect"_s, {account, payee});
}

Result<Call> RewardsContract::cancelRedirect() const
{
    return call(u"cancelRedirect"_s, {});
}

Result<Call> RewardsContract::applyRedirect(const Address &account) const
{
    return call(u"applyRedirect"_s, {account});
}

Result<Call> RewardsContract::collect(const Address &to) const
{
    return call(u"collect"_s, {to});
}

StorageFact<Bytes32> RewardsContract::root(std::uint64_t model) const
{
    return hashFact(variable(u"roots"_s).at(Uint256(model)));
}

StorageFact<Bytes32> RewardsContract::rootBefore(std::uint64_t model) const
{
    return hashFact(variable(u"rootsBefore"_s).at(Uint256(model)));
}

StorageFact<RewardLedger> RewardsContract::ledger(std::uint64_t model) const
{
    return structFact<RewardLedger>(variable(u"ledgers"_s).at(Uint256(model)), {u"settled"_s, u"claimed"_s},
                                    [](std::span<const Uint256> parts) {
                                        return RewardLedger{parts[0], parts[1]};
                                    });
}

StorageFact<RewardHead> RewardsContract::head(std::uint64_t model) const
{
    return structFact<RewardHead>(variable(u"heads"_s).at(Uint256(model)), {u"count"_s, u"epoch"_s},
                                  [](std::span<const Uint256> parts) {
                                      return RewardHead{asNumber(parts[0]), asNumber(parts[1])};
                                  });
}

StorageFact<TakenReward> RewardsContract::taken(std::uint64_t model, const Address &account) const
{
    return structFact<TakenReward>(variable(u"taken"_s).at(Uint256(model)).at(account), {u"claimed"_s, u"place"_s},
                                   [](std::span<const Uint256> parts) {
                                       return TakenReward{parts[0], asNumber(parts[1])};
                                   });
}

StorageFact<Address> RewardsContract::payee(const Address &account) const
{
    return addressFact(variable(u"payees"_s).at(account));
}

StorageFact<Address> RewardsContract::recovery(const Address &account) const
{
    return addressFact(variable(u"recoveries"_s).at(account));
}

StorageFact<Redirect> RewardsContract::redirect(const Address &account) const
{
    return structFact<Redirect>(variable(u"redirects"_s).at(account), {u"payee"_s, u"from"_s},
                                [](std::span<const Uint256> parts) {
                                    return Redirect{asAddress(parts[0]), asNumber(parts[1])};
                                });
}

StorageFact<Uint256> RewardsContract::owed(const Address &account) const
{
    return numberFact(variable(u"owed"_s).at(account));
}

Result<RewardsContract::Claim> RewardsContract::claimed(const Receipt::Log &log) const
{
    const auto values = event(u"Claimed"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    Claim claim;
    reader.number(claim.model);
    reader.address(claim.account);
    reader.address(claim.payee);
    claim.amount = reader.number();
    claim.cumulative = reader.number();
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no claim"_s);
    return claim;
}

} // namespace datanet::chain
