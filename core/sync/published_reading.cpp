#include "sync/published_reading.h"

#include "chain/bindings/openledger/wopen.h"
#include "crypto/address.h"

#include <QJsonObject>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using light::Level;
using light::Proven;

namespace {

// A token that this network's profile names.
std::optional<chain::WopenContract> knownToken(const Network &network, const Address &token)
{
    const auto wopen = network.profile().contract(u"WOPEN"_s);
    if (!wopen || wopen->address != token)
        return std::nullopt;
    return chain::WopenContract(network.contracts(), token);
}

Result<Proven<Uint256>> readToken(const Network &network, light::Snapshot &snapshot,
                                  const std::optional<chain::StorageFact<Uint256>> &slot,
                                  const Result<chain::Call> &call, base::TaskContext &context)
{
    if (!call)
        return fail(call.error());
    const auto answer = readAnswer(network, snapshot, *call, context);
    if (!answer || !slot)
        return answer;
    const auto proven = snapshot.read(*slot, context);
    if (!proven)
        return fail(proven.error());
    return sameAnswer(*proven, *answer);
}

} // namespace

Result<Proven<Uint256>> readAnswer(const Network &network, const light::Snapshot &snapshot, const chain::Call &call,
                                   base::TaskContext &context)
{
    if (!call.to)
        return fail(ErrorKind::Invalid, u"there is no contract to ask"_s);
    const auto block = snapshot.block();
    const auto &node = network.node();
    const QJsonObject question{{u"to"_s, call.to->hex()}, {u"data"_s, base::toHex(call.data)}};
    const auto answer = node.rpc().call(u"eth_call"_s, {question, Uint256(block.number).toHexQuantity()}, context);
    if (!answer)
        return fail(answer.error());
    const QString text = answer->toString();
    const auto value = text.size() == 66 ? Uint256::fromHexQuantity(text) : std::nullopt;
    const QString words =
        u"asked %1 what %2 answers at block %3"_s.arg(node.server().host(), crypto::checksummed(*call.to))
            .arg(block.number);
    if (!value)
        return Proven<Uint256>::unknown(block, {{words % u"; it gave no number"_s, {}}});
    const auto level = snapshot.level() == Level::OwnNode ? Level::OwnNode : Level::Reported;
    return Proven<Uint256>(*value, level, block, {{words, {}}});
}

Proven<Uint256> sameAnswer(const Proven<Uint256> &slot, const Proven<Uint256> &answer)
{
    if (!slot.hasValue() || !answer.hasValue())
        return slot.hasValue() ? answer : slot;
    auto steps = slot.steps();
    steps.insert(steps.end(), answer.steps().begin(), answer.steps().end());
    if (slot.value() != answer.value()) {
        steps.push_back({u"the contract answers %1 and the slot of its published source holds %2"_s.arg(
                             answer.value().toDecimal(), slot.value().toDecimal()),
                         {}});
        return Proven<Uint256>::mismatch(slot.block(), std::move(steps));
    }
    return Proven<Uint256>(slot.value(), slot.level(), slot.block(), std::move(steps));
}

Result<Proven<Uint256>> readTokenBalance(const Network &network, light::Snapshot &snapshot, const Address &token,
                                         const Address &account, base::TaskContext &context)
{
    const auto known = knownToken(network, token);
    return readToken(network, snapshot, known ? std::optional(known->balance(account)) : std::nullopt,
                     chain::tokenBalanceCall(token, account), context);
}

Result<Proven<Uint256>> readTokenAllowance(const Network &network, light::Snapshot &snapshot, const Address &token,
                                           const Address &owner, const Address &spender, base::TaskContext &context)
{
    const auto known = knownToken(network, token);
    return readToken(network, snapshot, known ? std::optional(known->allowance(owner, spender)) : std::nullopt,
                     chain::tokenAllowanceCall(token, owner, spender), context);
}

} // namespace datanet::sync
