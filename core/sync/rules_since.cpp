#include "sync/rules_since.h"

#include "sync/outbox.h"
#include "sync/preimages.h"
#include "sync/submission_plan.h"
#include "sync/submission_state.h"
#include "sync/terms_history.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

Result<std::optional<SentUnder>> sentUnder(const Network &network, const QString &folder, std::uint64_t datanet)
{
    auto outbox = Outbox::open(network.home());
    if (!outbox)
        return fail(outbox.error());
    const auto entries = outbox->list(QLatin1String(kSubmissionKind), network.profile().id);
    if (!entries)
        return fail(entries.error());
    const QString wanted = submissionFolder(folder);
    for (const auto &entry : *entries) { // newest first
        const auto state = SubmissionState::from(entry);
        if (!state)
            return fail(state.error());
        const Submission &sent = state->shown;
        if (sent.folder == wanted && sent.datanet == datanet && sent.step >= SubmissionStep::Registered)
            return SentUnder{state->opening.termsHash, sent.contribution, sent.step >= SubmissionStep::Opened};
    }
    return std::optional<SentUnder>();
}

Result<RulesSince> rulesSince(const Network &network, const Datanet &datanet, const base::Digest &terms,
                              base::TaskContext &context)
{
    const auto now = requireValue(datanet.termsHash, u"the hash of the rules of datanet %1"_s.arg(datanet.id));
    if (!now)
        return fail(now.error());
    RulesSince since;
    since.changed = *now != terms;
    if (!since.changed)
        return since;
    const auto before = rulesWithHash(network, datanet, terms, context);
    const auto after = before ? rulesWithHash(network, datanet, *now, context) : before;
    if (!after && after.error().kind == base::ErrorKind::Cancelled)
        return fail(after.error());
    since.readable = after.has_value();
    if (since.readable)
        since.changes = curation::rulesDifference(*before, *after);
    return since;
}

} // namespace datanet::sync
