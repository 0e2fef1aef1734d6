#include "sync/rules_change.h"

#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/terms.h"
#include "sync/transactor.h"

#include <QFileInfo>

#include <optional>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

struct Update
{
    DatanetTexts texts;
    std::optional<chain::Call> call; // nothing when these rules are in force
};

Result<Update> prepare(const Network &network, const RulesChangeOrder &order, const base::Bytes &terms,
                       const base::Address &account, base::TaskContext &context)
{
    // What others could not read must not come into force.
    if (const auto readable = curation::DatanetRules::fromJson(terms); !readable)
        return fail(readable.error());
    const auto hash = curation::DatanetRules::termsHash(terms);
    const auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    const auto datanet = readDatanet(network, *snapshot, order.datanet, context);
    if (!datanet)
        return fail(datanet.error());
    const auto level = network.profile().reachable;
    for (const base::Status &status :
         {requireLevel(datanet->owner, level, u"the datanet's owner"_s),
          requireLevel(datanet->termsHash, level, u"the hash of the rules in force"_s),
          requireLevel(datanet->texts, level, u"the datanet's name, inbox and remote"_s)}) {
        if (!status)
            return fail(status.error());
    }
    if (datanet->owner.value() != account)
        return fail(ErrorKind::Denied, u"only its owner can change the rules of datanet %1"_s.arg(order.datanet),
                    u"use the account that founded it"_s);
    const auto &texts = datanet->texts.value();
    if (datanet->termsHash.value() == hash)
        return Update{texts, std::nullopt};
    if (datanet->termsHash.value() != order.from)
        return fail(ErrorKind::Conflict, u"the rules of datanet %1 were changed meanwhile"_s.arg(order.datanet),
                    u"look at the rules in force, then make your change to them"_s);
    auto call = contracts->datanets.update(order.datanet, hash, texts.name, texts.inbox, texts.remote);
    if (!call)
        return fail(call.error());
    return Update{texts, std::move(*call)};
}

} // namespace

Result<RulesChangeOutcome> changeRules(const Network &network, const RulesChangeOrder &order,
                                       const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto terms = order.rules.toJson();
    const auto hash = curation::DatanetRules::termsHash(terms);
    const auto before = prepare(network, order, terms, key.address(), context);
    if (!before)
        return fail(before.error());
    if (!before->call)
        return RulesChangeOutcome{hash, {}};
    // pushTerms() would begin an empty one, without the former rules and the versions.
    if (before->texts.remote.startsWith(u'/') && !QFileInfo::exists(before->texts.remote))
        return fail(ErrorKind::NotFound, u"the datanet's remote %1 is not there"_s.arg(before->texts.remote),
                    u"bring it back, then try again; the rules in force are as before"_s);
    context.step(u"Publishing the rules"_s);
    const QString scratch = network.home().path + u"/terms-"_s + hash.hex().mid(2, 16);
    if (const auto pushed = pushTerms(before->texts.remote, terms, scratch, context); !pushed)
        return fail(pushed.error());
    // Reaching the remote may have taken long.
    const auto now = prepare(network, order, terms, key.address(), context);
    if (!now)
        return fail(now.error());
    if (!now->call)
        return RulesChangeOutcome{hash, {}};
    if (now->texts.remote != before->texts.remote)
        return fail(ErrorKind::Conflict, u"the datanet's remote was changed meanwhile"_s, u"try again"_s);
    const auto receipt = send(network, *now->call, key, context);
    if (!receipt)
        return fail(receipt.error());
    return RulesChangeOutcome{hash, receipt->transactionHash};
}

Result<base::Uint256> costOfChange(const Network &network, const RulesChangeOrder &order, const base::Address &account,
                                   base::TaskContext &context)
{
    const auto update = prepare(network, order, order.rules.toJson(), account, context);
    if (!update)
        return fail(update.error());
    if (!update->call)
        return base::Uint256();
    const chain::AccountSender sender(network.node(), network.profile().chainId);
    const auto quote = sender.quote(account, *update->call, std::nullopt, context);
    if (!quote)
        return fail(quote.error());
    return quote->maximumCost;
}

} // namespace datanet::sync
