#include "sync/replaced_search.h"

#include "sync/contribution_proof.h"
#include "sync/preimages.h"
#include "sync/submission_state.h"
#include "sync/submission_steps.h"
#include "versioning/proofs.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

std::optional<std::vector<Digest>> fromOutbox(const Network &network, const std::vector<Outbox::Entry> &entries,
                                              const base::Address &contracts, const chain::Opening &opening)
{
    for (const auto &entry : entries) {
        const auto state = SubmissionState::from(entry);
        if (!state || state->contracts != contracts || state->opening != opening)
            continue;
        if (auto ids = readIds(state->idsPath(network.home()), opening))
            return *std::move(ids);
    }
    return std::nullopt;
}

std::optional<std::vector<Digest>> fromProofs(const Network &network, const versioning::Repository &repository,
                                              const chain::Opening &opening)
{
    const auto version = commitFromWord(opening.gitCommit);
    const auto files = version ? versioning::readProofs(repository, *version)
                               : Result<std::map<QString, base::Bytes>>(std::map<QString, base::Bytes>());
    if (!files)
        return std::nullopt;
    const auto file = files->find(ContributionProof::path(network.profile().chainId, opening.datanet, opening.id));
    if (file == files->end())
        return std::nullopt;
    auto proof = ContributionProof::fromJson(file->second);
    return proof && proof->opening == opening ? std::optional(std::move(proof->records)) : std::nullopt;
}

} // namespace

Result<std::vector<ReplacedContribution>> findReplaced(const Network &network, light::Snapshot &snapshot,
                                                       Outbox &outbox, const versioning::Repository &repository,
                                                       std::uint64_t id, base::TaskContext &context)
{
    const auto contract = network.address(u"Contributions"_s);
    const auto entries = outbox.list(QLatin1String(kSubmissionKind), network.profile().id);
    if (!contract || !entries)
        return fail(!contract ? contract.error() : entries.error());
    std::vector<ReplacedContribution> replaced;
    for (std::uint64_t next = id; next != 0; next = replaced.back().opening.supersedes) {
        if (replaced.size() >= kMostReplaced)
            return fail(ErrorKind::Denied, u"these records were sent %1 times already"_s.arg(replaced.size()),
                        u"send them as a new contribution: datanet submit"_s);
        const auto proven = readOpening(network, snapshot, next, context);
        if (!proven)
            return fail(proven.error());
        const auto opening = requireValue(*proven, u"the declaration of contribution %1"_s.arg(next));
        if (!opening)
            return fail(opening.error());
        auto records = fromOutbox(network, *entries, *contract, *opening);
        if (!records)
            records = fromProofs(network, repository, *opening);
        if (!records)
            return fail(ErrorKind::NotFound,
                        u"which records contribution %1 had is not known on this computer"_s.arg(next),
                        u"send them from the computer and the data set that sent it, or as a new contribution:"
                        " datanet submit"_s);
        replaced.push_back({*opening, *std::move(records)});
    }
    return replaced;
}

} // namespace datanet::sync
