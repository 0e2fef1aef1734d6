#include "chain/bindings/reward_types.h"

#include "chain/bindings/words.h"
#include "crypto/digest.h"

#include <type_traits>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

using List = abi::Value::List;

// The members of each struct once, in the order of the Solidity declaration; Self is the struct, constant or not.
template <class Self, class Each>
requires std::is_same_v<std::remove_const_t<Self>, Model>
void members(Self &m, Each each)
{
    each(m.id, m.parent, m.version, m.royalty, m.owner, m.payee, m.provider, m.weightsHash, m.dataVersionsHash,
         m.runHash, m.textsHash, m.priceIn, m.priceOut);
}

template <class Self, class Each>
requires std::is_same_v<std::remove_const_t<Self>, AnswerReceipt>
void members(Self &r, Each each)
{
    each(r.model, r.epoch, r.payer, r.nonce, r.inference, r.output, r.tokensIn, r.tokensOut, r.fee, r.cumulativeFee,
         r.previous);
}

template <class Self, class Each>
requires std::is_same_v<std::remove_const_t<Self>, Charge>
void members(Self &c, Each each)
{
    each(c.model, c.epoch, c.payer, c.first, c.count, c.head, c.fee);
}

template <class Self, class Each>
requires std::is_same_v<std::remove_const_t<Self>, Settlement>
void members(Self &s, Each each)
{
    each(s.model, s.epoch, s.previous, s.parametersId, s.openedAt, s.settledAt, s.snapshotBlock, s.count, s.payers,
         s.payee, s.modelHash, s.logRoot, s.chargesAcc, s.fees, s.platformFees);
}

template <class Self, class Each>
requires std::is_same_v<std::remove_const_t<Self>, Proposal>
void members(Self &p, Each each)
{
    each(p.model, p.epoch, p.proposer, p.attributionRoot, p.statementHash, p.locatorHash, p.previousRoot,
         p.previousCount, p.previousSum, p.rewardTop, p.rewardCount, p.rewardSum, p.toModel, p.toContributors,
         p.toReviewers, p.toStakers);
}

void write(WordWriter &writer, const Uint256 &value)
{
    writer.number(value);
}

void write(WordWriter &writer, const Address &value)
{
    writer.address(value);
}

void write(WordWriter &writer, const Bytes32 &value)
{
    writer.bytes32(value);
}

template <class Struct>
Bytes words(const Struct &value)
{
    WordWriter writer;
    members(value, [&](const auto &...member) { (write(writer, member), ...); });
    return writer.bytes();
}

template <class Struct>
abi::Value tuple(const Struct &value)
{
    List list;
    members(value, [&](const auto &...member) { (list.emplace_back(member), ...); });
    return list;
}

void read(MemberReader &reader, Uint256 &target)
{
    target = reader.number();
}

void read(MemberReader &reader, Address &target)
{
    reader.address(target);
}

void read(MemberReader &reader, Bytes32 &target)
{
    reader.bytes32(target);
}

template <std::integral Integer>
void read(MemberReader &reader, Integer &target)
{
    reader.number(target);
}

template <class Struct>
Result<Struct> parsed(const abi::Value &value, const QString &what)
{
    MemberReader reader(value);
    Struct result;
    members(result, [&](auto &...member) { (read(reader, member), ...); });
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the value is no "_s + what);
    return result;
}

abi::Value pair(const SumSibling &sibling)
{
    return List{sibling.hash, sibling.sum};
}

abi::Value pairs(const std::vector<SumSibling> &siblings)
{
    List list;
    for (const auto &sibling : siblings)
        list.push_back(pair(sibling));
    return list;
}

} // namespace

Bytes Model::preimage() const
{
    return words(*this);
}

abi::Value Model::toValue() const
{
    return tuple(*this);
}

Result<Model> Model::from(const abi::Value &value)
{
    return parsed<Model>(value, u"model"_s);
}

base::Digest AnswerReceipt::hash() const
{
    return crypto::TypedMessage("Receipt")
        .uint("model", 64, model)
        .uint("epoch", 64, epoch)
        .address("payer", payer)
        .uint("nonce", 64, nonce)
        .bytes32("inference", inference)
        .bytes32("output", output)
        .uint("tokensIn", 32, tokensIn)
        .uint("tokensOut", 32, tokensOut)
        .uint("fee", 256, fee)
        .uint("cumulativeFee", 256, cumulativeFee)
        .bytes32("previous", previous)
        .structHash();
}

crypto::TypedDomain receiptDomain(const Uint256 &chainId, const Address &inferenceContract)
{
    return {QByteArrayLiteral("Datanet Inference"), QByteArrayLiteral("1"), chainId, inferenceContract, {}};
}

abi::Value AnswerReceipt::toValue() const
{
    return tuple(*this);
}

Bytes Charge::preimage() const
{
    return words(*this);
}

base::Digest Charge::hash() const
{
    return crypto::keccak256(preimage());
}

abi::Value Charge::toValue() const
{
    return tuple(*this);
}

Result<Charge> Charge::from(const abi::Value &value)
{
    return parsed<Charge>(value, u"charge"_s);
}

Bytes Settlement::preimage() const
{
    return words(*this);
}

base::Digest Settlement::hash() const
{
    return crypto::keccak256(preimage());
}

abi::Value Settlement::toValue() const
{
    return tuple(*this);
}

Result<Settlement> Settlement::from(const abi::Value &value)
{
    return parsed<Settlement>(value, u"settlement"_s);
}

Bytes Proposal::preimage() const
{
    return words(*this);
}

abi::Value Proposal::toValue() const
{
    return tuple(*this);
}

Result<Proposal> Proposal::from(const abi::Value &value)
{
    return parsed<Proposal>(value, u"proposal"_s);
}

abi::Value PositionalProof::toValue() const
{
    return List{index, count, List(siblings.begin(), siblings.end())};
}

abi::Value RewardProof::toValue() const
{
    return List{index, account, cumulative, count, pairs(siblings)};
}

abi::Value SumNodeProof::proofValue() const
{
    return List{level, position, count, statedSum, pairs(siblings)};
}

abi::Value SumNodeProof::partsValue() const
{
    return List{account, cumulative, pair(left), pair(right)};
}

} // namespace datanet::chain
