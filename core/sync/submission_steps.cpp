#include "sync/submission_steps.h"

#include "base/files.h"
#include "crypto/digest.h"
#include "crypto/file_digest.h"
#include "sync/inbox_client.h"
#include "sync/panel_sealing.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QThread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::ContributionState;

namespace {

constexpr std::chrono::minutes kDrawPatience{10};

} // namespace

Result<Submission> SubmissionRun::toTheEnd()
{
    while (m_state.shown.step != SubmissionStep::Delivered) {
        const auto done = m_context.cancelled() ? Status(base::cancelled()) : next();
        if (done)
            continue;
        if (done.error().kind != ErrorKind::Cancelled
            && (m_state.shown.problem != done.error().what || m_state.shown.ended)) {
            m_state.shown.problem = done.error().what;
            if (const auto kept = save(); !kept)
                return fail(kept.error());
        }
        return fail(done.error());
    }
    return m_state.shown;
}

Status SubmissionRun::next()
{
    if (const auto same = requireSameChain(); !same)
        return same;
    switch (m_state.shown.step) {
    case SubmissionStep::Prepared:
        return registerPriority();
    case SubmissionStep::Registered:
        return open();
    case SubmissionStep::Opened:
        return draw();
    case SubmissionStep::Drawn:
        return seal();
    case SubmissionStep::Sealed:
        return upload();
    case SubmissionStep::Uploaded:
        return deliver();
    case SubmissionStep::Delivered:
        break;
    }
    return {};
}

// A practice network may have been begun anew under the same chain id.
Status SubmissionRun::requireSameChain()
{
    const auto snapshot = m_network.latest(m_context);
    if (!snapshot)
        return fail(snapshot.error());
    const bool same =
        m_network.profile().chainId == m_state.chainId && m_contracts.contributions.address() == m_state.contracts;
    m_state.shown.ended = m_state.shown.ended || !same;
    if (!same || snapshot->block().number < m_state.preparedAt)
        return fail(ErrorKind::Conflict, u"this network is not the one that the submission was made on"_s,
                    u"send the data set again"_s);
    return {};
}

Result<chain::ContributionStatus> SubmissionRun::status(light::Snapshot &snapshot)
{
    const auto id = m_state.opening.id;
    const auto value = known(snapshot.read(m_contracts.contributions.status(id), m_context),
                             u"the state of contribution %1"_s.arg(id));
    if (!value)
        return value;
    const auto until = known(declaredUntil(m_contracts, snapshot, *m_state.commitment, m_context), u"the time limit"_s);
    if (!until)
        return fail(until.error());
    m_state.shown.ended = isOver(*value, *until, snapshot.block().time);
    if (m_state.shown.ended)
        return fail(ErrorKind::Denied, u"contribution %1 has ended: it was withdrawn, or a time limit passed"_s.arg(id),
                    u"send the data set again"_s);
    return value;
}

Result<chain::Receipt> SubmissionRun::transact(const QString &step, const Result<chain::Call> &call)
{
    if (!call)
        return fail(call.error());
    auto &sent = m_state.signedBytes[step];
    // Any of them may have got through; at most one can have, because a later one is only signed for a nonce that an
    // earlier one holds or has lost.
    for (const auto &raw : sent) {
        const auto transaction = chain::decodeSigned(raw, m_state.chainId);
        if (!transaction)
            return fail(transaction.error());
        const auto receipt = m_network.node().receipt(transaction->hash, m_context);
        if (!receipt)
            return fail(receipt.error());
        if (*receipt && (*receipt)->succeeded)
            return resume(m_network, raw, m_context);
    }
    if (!sent.empty()) {
        auto receipt = resume(m_network, sent.back(), m_context);
        // Conflict and Denied say that it did not happen; whatever else is wrong, it still may.
        if (receipt || (receipt.error().kind != ErrorKind::Conflict && receipt.error().kind != ErrorKind::Denied))
            return receipt;
    }
    SendOptions options;
    options.level = m_state.level;
    options.persist = [&](const chain::SignedTransaction &transaction) {
        sent.push_back(transaction.raw);
        return save();
    };
    return send(m_network, *call, m_key, options, m_context);
}

Status SubmissionRun::registerPriority()
{
    m_context.step(u"Registering priority"_s);
    auto snapshot = m_network.latest(m_context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto id = known(snapshot->read(m_contracts.parameters.currentId(), m_context), u"the bond"_s);
    if (!id)
        return fail(id.error());
    const auto values =
        known(snapshot->read(m_contracts.parameters.values(static_cast<std::uint32_t>(*id)), m_context), u"the bond"_s);
    if (!values)
        return fail(values.error());
    const auto count = m_state.opening.count;
    const auto receipt = transact(
        u"register"_s, m_contracts.contributions.commit(m_state.commitmentHash(), count, values->bondWei(count)));
    if (!receipt)
        return fail(receipt.error());
    const auto commitment = m_contracts.contributions.committed(*receipt);
    if (!commitment)
        return fail(commitment.error());
    // The receipt is one server's word; the slot is proven.
    auto after = m_network.latest(m_context);
    if (!after)
        return fail(after.error());
    const auto slot = known(after->read(m_contracts.contributions.commitment(commitment->id), m_context),
                            u"the registered priority"_s);
    if (!slot)
        return fail(slot.error());
    if (commitment->commitment != m_state.commitmentHash() || crypto::keccak256(commitment->preimage()) != *slot)
        return notWhatWasSent(u"the registered priority"_s);
    m_state.commitment = *commitment;
    m_state.shown.contribution = commitment->id;
    m_state.opening.id = commitment->id;
    return reached(SubmissionStep::Registered);
}

Status SubmissionRun::draw()
{
    m_context.step(u"Waiting for the panel"_s);
    const QDeadlineTimer deadline(kDrawPatience);
    while (true) {
        auto snapshot = m_network.latest(m_context);
        if (!snapshot)
            return fail(snapshot.error());
        const auto now = status(*snapshot);
        if (!now)
            return fail(now.error());
        if (now->state != ContributionState::Opened)
            return reached(SubmissionStep::Drawn);
        const auto values = known(snapshot->read(m_contracts.parameters.values(now->parametersId), m_context),
                                  u"the delay of the draw"_s);
        const auto round =
            known(snapshot->read(m_contracts.reviews.round(m_state.opening.id, now->round), m_context), u"the panel"_s);
        if (!values || !round)
            return fail(!values ? values.error() : round.error());
        const auto seed =
            round->seedBlock != 0 ? round->seedBlock : now->roundBlock + (*values)[chain::ParameterKey::DrawDelay];
        if (snapshot->block().number > seed) {
            // It may only move the seed, or somebody else may be first: the state decides, on the next turn.
            const auto receipt = transact(u"draw %1"_s.arg(seed), m_contracts.reviews.draw(m_state.opening));
            if (receipt || receipt.error().kind == ErrorKind::Denied) {
                auto after = m_network.latest(m_context);
                if (!after)
                    return fail(after.error());
                const auto then = status(*after);
                if (!then)
                    return fail(then.error());
                if (then->state != ContributionState::Opened)
                    continue;
            }
            // Without coins one waits for the reviewers, who draw as well.
            const auto pays = receipt ? Result<bool>(true) : canPay(*snapshot, {});
            if (!receipt && (!pays || *pays))
                return fail(receipt.error());
        }
        if (m_context.cancelled())
            return base::cancelled();
        if (deadline.hasExpired())
            return fail(ErrorKind::Network, u"the network has made no block after %1, which the draw needs"_s.arg(seed),
                        u"continue later"_s);
        QThread::msleep(250);
    }
}

Status SubmissionRun::seal()
{
    m_context.step(u"Encrypting to the panel"_s);
    auto snapshot = m_network.latest(m_context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto now = status(*snapshot);
    if (!now)
        return fail(now.error());
    const auto sealedHash =
        sealToPanel(m_contracts, *snapshot,
                    {m_state.opening.id, now->round, m_state.opening.bundleHash, m_state.bundlePath(m_network.home()),
                     m_state.sealedPath(m_network.home()), m_state.level},
                    m_context);
    if (!sealedHash)
        return fail(sealedHash.error());
    m_state.sealedHash = *sealedHash;
    return reached(SubmissionStep::Sealed);
}

Status SubmissionRun::upload()
{
    m_context.step(u"Uploading"_s);
    const auto path = m_state.sealedPath(m_network.home());
    const auto hash = crypto::sha256OfFile(path, m_context);
    if (hash ? *hash != m_state.sealedHash : hash.error().kind == ErrorKind::NotFound) {
        // Nobody has been told about this file yet: another one will do.
        m_state.shown.step = SubmissionStep::Drawn;
        return save();
    }
    if (!hash)
        return fail(hash.error());
    auto snapshot = m_network.latest(m_context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto datanet = readDatanet(m_network, *snapshot, m_state.opening.datanet, m_context);
    if (!datanet)
        return fail(datanet.error());
    const auto texts = known(Result<light::Proven<DatanetTexts>>(datanet->texts), u"the inbox of the datanet"_s);
    if (!texts)
        return fail(texts.error());
    if (texts->inbox.isEmpty())
        return fail(ErrorKind::NotFound, u"datanet %1 names no inbox"_s.arg(m_state.opening.datanet));
    InboxClient::Options options;
    options.contribution = QByteArray::number(qulonglong(m_state.opening.id));
    const auto locator = InboxClient(QUrl(texts->inbox), options).upload(path, m_context);
    if (!locator)
        return fail(locator.error());
    m_state.locator = locator->toString(QUrl::FullyEncoded);
    return reached(SubmissionStep::Uploaded);
}

Status SubmissionRun::deliver()
{
    m_context.step(u"Delivering"_s);
    auto snapshot = m_network.latest(m_context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto now = status(*snapshot);
    if (!now)
        return fail(now.error());
    if (now->state == ContributionState::PanelDrawn) {
        const auto relayed = relayDelivery(*snapshot, *now);
        if (!relayed)
            return fail(relayed.error());
        if (!*relayed) {
            const auto receipt = transact(
                u"deliver"_s, m_contracts.contributions.deliver(m_state.opening, m_state.sealedHash, m_state.locator));
            if (!receipt)
                return fail(receipt.error());
        }
    }
    auto after = m_network.latest(m_context);
    if (!after)
        return fail(after.error());
    const auto slot =
        known(after->read(m_contracts.contributions.delivery(m_state.opening.id), m_context), u"the delivery"_s);
    if (!slot)
        return fail(slot.error());
    const auto expected = crypto::keccak256(chain::deliveryPreimage(now->round, m_state.sealedHash, m_state.locator));
    if (*slot != expected)
        return notWhatWasSent(u"the delivery"_s);
    if (const auto done = reached(SubmissionStep::Delivered); !done)
        return done;
    return base::files::removeFile(m_state.sealedPath(m_network.home())); // the inbox has it
}

Status SubmissionRun::reached(SubmissionStep step)
{
    m_state.shown.step = step;
    m_state.shown.problem.clear();
    return save();
}

Status SubmissionRun::save()
{
    return m_outbox.replace(m_state.shown.number, m_state.toJson());
}

} // namespace datanet::sync
