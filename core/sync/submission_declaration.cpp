#include "dataset/data_set.h"
#include "sync/contribution_proof.h"
#include "sync/preimages.h"
#include "sync/signed_submission.h"
#include "sync/submission_steps.h"
#include "versioning/proofs.h"

// The declaration: what is sent, under which conditions, and the proof of it that stays with the data set.
namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using chain::ContributionState;

Status SubmissionRun::open()
{
    m_context.step(u"Declaring the contribution"_s);
    auto snapshot = m_network.latest(m_context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto now = status(*snapshot);
    if (!now)
        return fail(now.error());
    if (now->state == ContributionState::Committed) {
        const auto values = known(
            snapshot->read(m_contracts.parameters.values(m_state.commitment->parametersId), m_context), u"the fee"_s);
        if (!values)
            return fail(values.error());
        if (const auto written = writeProof(*snapshot); !written)
            return written;
        const auto relayed = relayOpening(*snapshot, *values);
        if (!relayed)
            return fail(relayed.error());
        if (!*relayed) {
            const auto receipt =
                transact(u"open"_s, declaration(*snapshot, values->wei(chain::ParameterKey::SubmissionFee)));
            if (!receipt)
                return fail(receipt.error());
        }
    }
    auto after = m_network.latest(m_context);
    if (!after)
        return fail(after.error());
    const auto slot =
        known(after->read(m_contracts.contributions.opening(m_state.opening.id), m_context), u"the declaration"_s);
    if (!slot)
        return fail(slot.error());
    if (*slot != m_state.opening.hash())
        return notWhatWasSent(u"the declaration"_s);
    return reached(SubmissionStep::Opened);
}

Result<chain::Call> SubmissionRun::declaration(light::Snapshot &snapshot, const base::Uint256 &fee)
{
    const auto &contributions = m_contracts.contributions;
    if (m_state.opening.supersedes == 0)
        return contributions.open(m_state.opening, *m_state.commitment, m_state.salt, fee);
    const auto proven = readOpening(m_network, snapshot, m_state.opening.supersedes, m_context);
    const auto previous = known(proven, u"the contribution that it replaces"_s);
    if (!previous)
        return fail(previous.error());
    return contributions.resubmit(m_state.opening, *m_state.commitment, m_state.salt, *previous, fee);
}

// The data set may have been moved away since; the submission goes on without it.
Status SubmissionRun::writeProof(light::Snapshot &snapshot)
{
    const dataset::DataSetFolder place{m_state.shown.folder};
    const auto version = versioning::idFromText(m_state.shown.version);
    if (!place.exists() || !version)
        return {};
    auto repository = versioning::Repository::open(place.repository());
    if (!repository || !repository->contains(*version))
        return {};
    const auto &commitment = *m_state.commitment;
    const auto ids = readIds(m_state.idsPath(m_network.home()), m_state.opening);
    const auto values =
        known(snapshot.read(m_contracts.parameters.values(commitment.parametersId), m_context), u"the fee"_s);
    const auto nonce = known(snapshot.read(m_contracts.contributions.nonce(m_state.opening.contributor), m_context),
                             u"the account's signatures"_s);
    if (!ids || !values || !nonce)
        return fail(!ids ? ids.error() : !values ? values.error() : nonce.error());
    const chain::Authorization authorization{commitment.parametersId, values->wei(chain::ParameterKey::SubmissionFee),
                                             values->bondWei(commitment.count), *nonce,
                                             commitment.committedAt + (*values)[chain::ParameterKey::OpenWindow]};
    auto removals = submittedRemovals(m_state.chainId, m_state.opening, *repository, *ids);
    if (!removals)
        return {}; // somebody took the list away; the bundle has it
    const auto submission =
        signSubmission(m_contracts.contributions,
                       {m_state.chainId, m_state.opening, *ids, {}, {}, *std::move(removals)}, authorization, m_key);
    if (!submission)
        return fail(submission.error());
    const auto bytes = submission->toJson();
    if (bytes.size() > versioning::kMaximumProofBytes)
        return {}; // some 250,000 records; the chain has the declaration all the same
    const auto path = ContributionProof::path(m_state.chainId, m_state.opening.datanet, m_state.opening.id);
    return versioning::writeProofs(*repository, *version, {{path, bytes}},
                                   {u"Datanet Studio"_s, u"device@localhost"_s});
}

} // namespace datanet::sync
