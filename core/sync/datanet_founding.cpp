#include "sync/datanet_founding.h"

#include "chain/encryption_key.h"
#include "sync/datanet_members.h"
#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/terms.h"
#include "sync/transactor.h"

#include <QUrl>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::uint8_t kLastKind = 4;
constexpr qsizetype kLongestText = 512; // bytes, of name, inbox and remote, as Datanets has it

// Becoming a member writes less than founding does.
constexpr std::uint64_t kTransactionsOfPrivate = 2;

Result<chain::Call> callOf(const Network &network, const DatanetOrder &order, const base::Digest &terms)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto kind = static_cast<std::uint8_t>(order.kind | (order.isPrivate ? kPrivateKind : 0));
    return contracts->datanets.create(kind, terms, order.name, order.inbox, order.remote);
}

} // namespace

Status DatanetOrder::validate() const
{
    if (name.trimmed().isEmpty())
        return fail(ErrorKind::Invalid, u"a datanet needs a name"_s);
    for (const QString &text : {name, inbox, remote}) {
        if (text.toUtf8().size() > kLongestText)
            return fail(ErrorKind::Invalid,
                        u"\"%1...\" is longer than %2 bytes"_s.arg(text.left(40)).arg(kLongestText));
    }
    if (kind < 1 || kind > kLastKind)
        return fail(ErrorKind::Invalid, u"a datanet holds tables, texts, images or audio"_s);
    const QUrl url(inbox, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
        return fail(ErrorKind::Invalid, u"\"%1\" is no address of an inbox"_s.arg(inbox.left(200)),
                    u"it begins with https://"_s);
    if (auto status = checkRemote(remote); !status)
        return status;
    return rules.validate();
}

Result<FoundedDatanet> foundDatanet(const Network &network, const DatanetOrder &order, const crypto::SecretKey &key,
                                    base::TaskContext &context)
{
    if (auto status = order.validate(); !status)
        return fail(status.error());
    // Exactly these bytes are hashed, so the canonical form is what travels.
    const auto terms = order.rules.toJson();
    if (const auto readable = curation::DatanetRules::fromJson(terms); !readable)
        return fail(readable.error());
    const auto hash = curation::DatanetRules::termsHash(terms);
    const auto contracts = contractsOn(network);
    const auto call = callOf(network, order, hash);
    if (!contracts || !call)
        return fail(!contracts ? contracts.error() : call.error());
    context.step(u"Publishing the rules"_s);
    const QString scratch = network.home().path + u"/terms-"_s + hash.hex().mid(2, 16);
    if (const auto pushed = pushTerms(order.remote, terms, scratch, context); !pushed)
        return fail(pushed.error());
    if (context.cancelled())
        return base::cancelled();
    context.step(u"Founding the datanet"_s);
    const auto receipt = send(network, *call, key, context);
    if (!receipt)
        return fail(receipt.error());
    const auto id = contracts->datanets.created(*receipt);
    if (!id)
        return fail(id.error());
    if (order.isPrivate) {
        context.step(u"Becoming its first member"_s);
        const DatanetMember founder{key.address(), chain::encryptionIdentity(key).recipient()};
        if (const auto added = addMember(network, *id, founder, key, context); !added)
            return fail(added.error().within(u"datanet %1 is there, but without members"_s.arg(*id)));
    }
    return FoundedDatanet{*id, hash, receipt->transactionHash};
}

Result<base::Uint256> costOfFounding(const Network &network, const DatanetOrder &order, const base::Address &account,
                                     base::TaskContext &context)
{
    if (auto status = order.validate(); !status)
        return fail(status.error());
    const auto call = callOf(network, order, curation::DatanetRules::termsHash(order.rules.toJson()));
    if (!call)
        return fail(call.error());
    const chain::AccountSender sender(network.node(), network.profile().chainId);
    const auto quote = sender.quote(account, *call, std::nullopt, context);
    if (!quote)
        return fail(quote.error());
    if (!order.isPrivate)
        return quote->maximumCost;
    const auto both = quote->maximumCost.times(base::Uint256(kTransactionsOfPrivate));
    return both ? *both : base::Result<base::Uint256>(fail(ErrorKind::Invalid, u"the fee is no amount"_s));
}

} // namespace datanet::sync
