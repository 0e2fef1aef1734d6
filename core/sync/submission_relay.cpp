#include "sync/network_fee.h"
#include "sync/relay_client.h"
#include "sync/submission_steps.h"

#include <QDeadlineTimer>
#include <QThread>

// Steps that somebody else pays for, where the account has no coins for them and the datanet's inbox has a relayer.
namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::ContributionState;

namespace {

constexpr std::uint64_t kMostRelayedGas = 250'000;
constexpr std::chrono::minutes kCoverPatience{1};

} // namespace

Result<bool> SubmissionRun::canPay(light::Snapshot &snapshot, const base::Uint256 &fee)
{
    const auto balance = known(snapshot.balance(m_key.address(), m_context), u"the coins of the account"_s);
    const auto network = highestNetworkFee(m_network, kMostRelayedGas, m_context);
    if (!balance || !network)
        return fail(!balance ? balance.error() : network.error());
    const auto needed = network->plus(fee);
    return needed && *balance >= *needed;
}

// Nothing where the account pays itself, began to, or nobody else offers to.
Result<std::optional<QUrl>> SubmissionRun::relayer(light::Snapshot &snapshot, const QString &step,
                                                   const base::Uint256 &fee)
{
    std::optional<QUrl> none;
    if (m_state.signedBytes.contains(step) && !m_state.signedBytes[step].empty())
        return none;
    const auto pays = canPay(snapshot, fee);
    if (!pays)
        return fail(pays.error());
    if (*pays)
        return none;
    const auto datanet = readDatanet(m_network, snapshot, m_state.opening.datanet, m_context);
    if (!datanet)
        return fail(datanet.error());
    if (!datanet->texts.hasValue() || datanet->texts.value().inbox.isEmpty())
        return none;
    const QUrl inbox(datanet->texts.value().inbox);
    const auto offer = relayOffer(inbox, m_context);
    if (!offer && offer.error().kind == ErrorKind::Cancelled)
        return fail(offer.error());
    if (!offer || !*offer)
        return none; // then the account's own attempt says what is missing
    m_context.step(u"Asking the datanet's inbox to pay the network fee"_s);
    return std::optional(inbox);
}

Result<bool> SubmissionRun::relayOpening(light::Snapshot &snapshot, const chain::ParameterValues &values)
{
    // The place of an earlier contribution is taken by its contributor alone.
    if (m_state.opening.supersedes != 0)
        return false;
    const auto fee = values.wei(chain::ParameterKey::SubmissionFee);
    const auto inbox = relayer(snapshot, u"open"_s, fee);
    if (!inbox)
        return fail(inbox.error());
    if (!*inbox)
        return false;
    const auto &contributions = m_contracts.contributions;
    const auto &commitment = *m_state.commitment;
    const auto nonce =
        known(snapshot.read(contributions.nonce(m_key.address()), m_context), u"the account's signatures"_s);
    if (!nonce)
        return fail(nonce.error());
    const chain::Authorization authorization{commitment.parametersId, fee, values.bondWei(commitment.count), *nonce,
                                             commitment.committedAt + values[chain::ParameterKey::OpenWindow]};
    const auto digest = contributions.submissionDigest(m_state.chainId, m_state.opening, authorization);
    const auto carried = sync::relayOpening(
        **inbox, {m_state.opening, commitment, m_state.salt, authorization, m_key.sign(digest)}, m_context);
    if (!carried)
        return fail(carried.error());
    const auto seen = waitUntilNot(ContributionState::Committed);
    return seen ? Result<bool>(true) : fail(seen.error());
}

Result<bool> SubmissionRun::relayDelivery(light::Snapshot &snapshot, const chain::ContributionStatus &now)
{
    const auto inbox = relayer(snapshot, u"deliver"_s, {});
    if (!inbox)
        return fail(inbox.error());
    if (!*inbox)
        return false;
    const auto &contributions = m_contracts.contributions;
    const auto nonce =
        known(snapshot.read(contributions.nonce(m_key.address()), m_context), u"the account's signatures"_s);
    if (!nonce)
        return fail(nonce.error());
    const base::Uint256 deadline(now.deadline);
    const auto digest = contributions.deliveryDigest(
        m_state.chainId, {m_state.opening.id, now.round, m_state.sealedHash, m_state.locator}, *nonce, deadline);
    const auto carried = sync::relayDelivery(
        **inbox,
        {m_state.opening, now.round, m_state.sealedHash, m_state.locator, *nonce, deadline, m_key.sign(digest)},
        m_context);
    if (!carried)
        return fail(carried.error());
    const auto seen = waitUntilNot(ContributionState::PanelDrawn);
    return seen ? Result<bool>(true) : fail(seen.error());
}

// The relayer's servers may be ahead of ours.
Status SubmissionRun::waitUntilNot(ContributionState state)
{
    const QDeadlineTimer deadline(kCoverPatience);
    while (true) {
        auto snapshot = m_network.latest(m_context);
        if (!snapshot)
            return fail(snapshot.error());
        const auto now = status(*snapshot);
        if (!now)
            return fail(now.error());
        if (now->state != state)
            return {};
        if (m_context.cancelled())
            return base::cancelled();
        if (deadline.hasExpired())
            return fail(ErrorKind::Network, u"the relayer says it is sent, and the chain does not show it yet"_s,
                        u"continue later: nothing is sent twice"_s);
        QThread::msleep(250);
    }
}

} // namespace datanet::sync
