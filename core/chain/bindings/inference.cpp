#include "chain/bindings/inference.h"

#include "chain/bindings/words.h"

namespace datanet::chain {

using base::Address;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// Settled: model, epoch, settlement.
Result<Settlement> settlementOf(const Result<std::vector<abi::Value>> &values)
{
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    (void)reader.any();
    (void)reader.any();
    auto settlement = Settlement::from(reader.any());
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no settlement"_s);
    return settlement;
}

} // namespace

Result<Call> InferenceContract::deposit(std::uint64_t model, const Address &payer, const Uint256 &amount) const
{
    return call(u"deposit"_s, {model, payer}, amount);
}

Result<Call> InferenceContract::requestRefund(std::uint64_t model) const
{
    return call(u"requestRefund"_s, {model});
}

Result<Call> InferenceContract::refund(std::uint64_t model, const Address &payer) const
{
    return call(u"refund"_s, {model, payer});
}

Result<Call> InferenceContract::lapse(std::uint64_t model) const
{
    return call(u"lapse"_s, {model});
}

namespace {

abi::Value::List claimValues(const std::vector<SignedReceipt> &claims)
{
    abi::Value::List values;
    for (const auto &claim : claims)
        values.emplace_back(abi::Value::List{claim.receipt.toValue(), claim.signature});
    return values;
}

} // namespace

Result<Call> InferenceContract::settle(const Model &model, const Bytes32 &logRoot,
                                       const std::vector<SignedReceipt> &claims) const
{
    return call(u"settle"_s, {model.toValue(), logRoot, claimValues(claims)});
}

Result<Call> InferenceContract::chargeAhead(const Model &model, const std::vector<SignedReceipt> &claims) const
{
    return call(u"chargeAhead"_s, {model.toValue(), claimValues(claims)});
}

Result<Call> InferenceContract::refuteHead(const Settlement &settlement, const Charge &charge, const Bytes32 &id,
                                           const PositionalProof &proof) const
{
    return call(u"refuteHead"_s, {settlement.toValue(), charge.toValue(), id, proof.toValue()});
}

Result<Call> InferenceContract::refuteLink(const Settlement &settlement, const Charge &charge,
                                           const AnswerReceipt &receipt, const PositionalProof &proof,
                                           const Bytes32 &idBefore, const PositionalProof &proofBefore) const
{
    return call(
        u"refuteLink"_s,
        {settlement.toValue(), charge.toValue(), receipt.toValue(), proof.toValue(), idBefore, proofBefore.toValue()});
}

Result<Call> InferenceContract::refuteCount(const Settlement &settlement, const Uint256 &count,
                                            const Bytes32 &top) const
{
    return call(u"refuteCount"_s, {settlement.toValue(), count, top});
}

Result<Call> InferenceContract::reclaim(const Charge &charge) const
{
    return call(u"reclaim"_s, {charge.toValue()});
}

Result<Call> InferenceContract::collect(const Address &to) const
{
    return call(u"collect"_s, {to});
}

StorageFact<EpochClock> InferenceContract::clock(std::uint64_t model) const
{
    return structFact<EpochClock>(variable(u"clocks"_s).at(Uint256(model)),
                                  {u"epoch"_s, u"lastSettled"_s, u"openedAt"_s, u"parametersId"_s},
                                  [](std::span<const Uint256> parts) {
                                      return EpochClock{asNumber(parts[0]), asNumber(parts[1]), asNumber(parts[2]),
                                                        static_cast<std::uint32_t>(asNumber(parts[3]))};
                                  });
}

StorageFact<Escrow> InferenceContract::escrow(std::uint64_t model, const Address &payer) const
{
    return structFact<Escrow>(variable(u"escrows"_s).at(Uint256(model)).at(payer),
                              {u"balance"_s, u"noticeEpoch"_s, u"noticeAt"_s}, [](std::span<const Uint256> parts) {
                                  return Escrow{parts[0], asNumber(parts[1]), asNumber(parts[2])};
                              });
}

StorageFact<Holding> InferenceContract::holding(std::uint64_t model) const
{
    return structFact<Holding>(variable(u"holdings"_s).at(Uint256(model)), {u"escrowed"_s, u"settled"_s},
                               [](std::span<const Uint256> parts) {
                                   return Holding{parts[0], parts[1]};
                               });
}

StorageFact<EpochState> InferenceContract::state(std::uint64_t model, std::uint64_t epoch) const
{
    return {number64Fact(variable(u"_states"_s).at(Uint256(model)).at(Uint256(epoch))).fields,
            [](std::span<const Uint256> parts) { return static_cast<EpochState>(asNumber(parts[0])); }};
}

StorageFact<std::uint64_t> InferenceContract::chargedAhead(std::uint64_t model, std::uint64_t epoch) const
{
    return structFact<std::uint64_t>(variable(u"charged"_s).at(Uint256(model)).at(Uint256(epoch)), {u"payers"_s},
                                     [](std::span<const Uint256> parts) { return asNumber(parts[0]); });
}

StorageFact<Bytes32> InferenceContract::settlement(std::uint64_t model, std::uint64_t epoch) const
{
    return hashFact(variable(u"settlements"_s).at(Uint256(model)).at(Uint256(epoch)));
}

StorageFact<Bytes32> InferenceContract::charge(std::uint64_t model, std::uint64_t epoch, const Address &payer) const
{
    return hashFact(variable(u"charges"_s).at(Uint256(model)).at(Uint256(epoch)).at(payer));
}

StorageFact<Uint256> InferenceContract::owed(const Address &account) const
{
    return numberFact(variable(u"owed"_s).at(account));
}

Result<Settlement> InferenceContract::settled(const Receipt &receipt) const
{
    return settlementOf(event(u"Settled"_s, receipt));
}

Result<Settlement> InferenceContract::settled(const Receipt::Log &log) const
{
    return settlementOf(event(u"Settled"_s, log));
}

Result<Charge> InferenceContract::charged(const Receipt::Log &log) const
{
    const auto values = event(u"Charged"_s, log);
    if (!values)
        return fail(values.error());
    if (values->size() != 4)
        return fail(ErrorKind::Invalid, u"the log is no charge"_s);
    return Charge::from(values->back());
}

} // namespace datanet::chain
