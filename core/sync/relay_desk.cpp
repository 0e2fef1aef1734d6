#include "sync/relay_desk.h"

#include "chain/account_sender.h"
#include "crypto/address.h"
#include "crypto/digest.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using chain::ContributionState;

namespace {

constexpr auto kGas = "gas";
constexpr auto kFees = "fees";

Status requireSigner(const base::Digest &digest, const crypto::Signature &signature, const base::Address &contributor)
{
    const auto signer = crypto::recoverAddress(digest, signature);
    if (signer && *signer == contributor)
        return {};
    return fail(ErrorKind::Denied,
                u"the signature is not that of the contributor %1"_s.arg(crypto::checksummed(contributor)));
}

} // namespace

RelayDesk::RelayDesk(const Network &network, crypto::SecretKey key, DailyLedger &ledger, RelayLimits limits)
    : m_network(&network), m_key(std::move(key)), m_ledger(&ledger), m_limits(std::move(limits))
{
}

Status RelayDesk::count(const base::Bytes &address)
{
    return m_ledger->use(
        {{u"relay requests from "_s + QString::fromLatin1(address), Uint256(1), Uint256(m_limits.perAddress)}});
}

Status RelayDesk::requireDatanet(std::uint64_t datanet) const
{
    const auto &all = m_limits.datanets;
    if (all.empty() || std::ranges::find(all, datanet) != all.end())
        return {};
    return fail(ErrorKind::Denied, u"nothing is paid here for datanet %1"_s.arg(datanet));
}

Result<base::Digest> RelayDesk::open(const RelayedOpening &request, const base::Bytes &address)
{
    if (const auto counted = count(address); !counted)
        return fail(counted.error());
    const auto &opening = request.opening;
    if (const auto ours = requireDatanet(opening.datanet); !ours)
        return fail(ours.error());
    const auto contracts = contractsOn(*m_network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contributions = contracts->contributions;
    const auto digest = contributions.submissionDigest(m_network->profile().chainId, opening, request.authorization);
    if (const auto good = requireSigner(digest, request.signature, opening.contributor); !good)
        return fail(good.error());

    const std::scoped_lock lock(m_mutex);
    base::Unwatched context;
    auto snapshot = m_network->latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto registered = snapshot->read(contributions.commitment(opening.id), context);
    const auto status = snapshot->read(contributions.status(opening.id), context);
    const auto nonce = snapshot->read(contributions.nonce(opening.contributor), context);
    const auto values = snapshot->read(contracts->parameters.values(request.commitment.parametersId), context);
    if (!registered || !status || !nonce || !values)
        return fail(!registered   ? registered.error()
                        : !status ? status.error()
                        : !nonce  ? nonce.error()
                                  : values.error());
    if (!registered->hasValue() || !status->hasValue() || !nonce->hasValue() || !values->hasValue())
        return fail(ErrorKind::Unproven, u"contribution %1 is not known now"_s.arg(opening.id));
    if (registered->value().isZero() || registered->value() != crypto::keccak256(request.commitment.preimage()))
        return fail(ErrorKind::NotFound, u"this priority is not registered on chain"_s);
    if (status->value().state != ContributionState::Committed)
        return fail(ErrorKind::Conflict, u"contribution %1 is declared already"_s.arg(opening.id));
    if (nonce->value() != request.authorization.nonce)
        return fail(ErrorKind::Conflict, u"the signature was used, or an earlier one was not"_s, u"sign again"_s);
    const auto fee = values->value().wei(chain::ParameterKey::SubmissionFee);
    return pay(contributions.openFor(opening, request.commitment, request.salt, request.authorization,
                                     request.signature.toBytes(), fee),
               opening.contributor);
}

Result<base::Digest> RelayDesk::deliver(const RelayedDelivery &request, const base::Bytes &address)
{
    if (const auto counted = count(address); !counted)
        return fail(counted.error());
    const auto &opening = request.opening;
    if (const auto ours = requireDatanet(opening.datanet); !ours)
        return fail(ours.error());
    const auto contracts = contractsOn(*m_network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contributions = contracts->contributions;
    const auto digest = contributions.deliveryDigest(
        m_network->profile().chainId, {opening.id, request.round, request.sealedBundleHash, request.locator},
        request.nonce, request.deadline);
    if (const auto good = requireSigner(digest, request.signature, opening.contributor); !good)
        return fail(good.error());

    const std::scoped_lock lock(m_mutex);
    base::Unwatched context;
    auto snapshot = m_network->latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto kept = snapshot->read(contributions.opening(opening.id), context);
    const auto status = snapshot->read(contributions.status(opening.id), context);
    if (!kept || !status)
        return fail(!kept ? kept.error() : status.error());
    if (!kept->hasValue() || !status->hasValue())
        return fail(ErrorKind::Unproven, u"contribution %1 is not known now"_s.arg(opening.id));
    if (kept->value() != opening.hash())
        return fail(ErrorKind::NotFound, u"this contribution is not declared on chain"_s);
    if (status->value().state != ContributionState::PanelDrawn)
        return fail(ErrorKind::Conflict, u"no delivery is due for contribution %1"_s.arg(opening.id));
    return pay(contributions.deliverFor(opening, request.sealedBundleHash, request.locator, request.nonce,
                                        request.deadline, request.signature.toBytes()),
               opening.contributor);
}

Result<base::Digest> RelayDesk::pay(const Result<chain::Call> &call, const base::Address &contributor)
{
    if (!call)
        return fail(call.error());
    base::Unwatched context;
    const chain::AccountSender sender(m_network->node(), m_network->profile().chainId);
    const auto quote = sender.quote(m_key.address(), *call, {}, context);
    if (!quote)
        return fail(quote.error());
    // What the estimate may grow to until it is signed.
    const std::uint64_t most = quote->transaction.gasLimit + quote->transaction.gasLimit / 8;
    const QString person = u"relays of "_s + crypto::checksummed(contributor);
    const auto counted = m_ledger->use({{QLatin1String(kGas), Uint256(most), Uint256(m_limits.gas)},
                                        {QLatin1String(kFees), call->value, m_limits.fees},
                                        {person, Uint256(1), Uint256(m_limits.perContributor)}});
    if (!counted)
        return fail(counted.error());
    const auto receipt = send(*m_network, *call, m_key, context);
    if (receipt) {
        // An older note of what is left only makes the budget smaller.
        (void)m_ledger->giveBack(QLatin1String(kGas), Uint256(most - std::min(most, receipt->gasUsed)));
        return receipt->transactionHash;
    }
    // Whatever else went wrong, it may still go through.
    if (receipt.error().kind == ErrorKind::Unproven) {
        (void)m_ledger->giveBack(QLatin1String(kGas), Uint256(most));
        (void)m_ledger->giveBack(QLatin1String(kFees), call->value);
        (void)m_ledger->giveBack(person, Uint256(1));
    }
    return fail(receipt.error());
}

QJsonObject RelayDesk::offer() const
{
    const auto left = [this](const char *name, const Uint256 &limit) {
        return limit.minus(m_ledger->usedToday(QLatin1String(name))).value_or(Uint256()).toDecimal();
    };
    return {{u"account"_s, crypto::checksummed(m_key.address())},
            {u"gasLeft"_s, left(kGas, Uint256(m_limits.gas))},
            {u"feesLeft"_s, left(kFees, m_limits.fees)}};
}

} // namespace datanet::sync
