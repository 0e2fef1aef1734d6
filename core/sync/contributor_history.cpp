#include "sync/contributor_history.h"

#include "sync/preimages.h"

#include <algorithm>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

bool isDecided(ContributionState state)
{
    switch (state) {
    case ContributionState::Accepted:
    case ContributionState::PartlyAccepted:
    case ContributionState::ChangesRequested:
    case ContributionState::Rejected:
    case ContributionState::NoRight:
    case ContributionState::Published:
        return true;
    case ContributionState::Committed:
    case ContributionState::Opened:
    case ContributionState::PanelDrawn:
    case ContributionState::InReview:
    case ContributionState::Withdrawn:
    case ContributionState::ExpiredUnopened:
    case ContributionState::ExpiredUndelivered:
    case ContributionState::ExpiredUndecided:
    case ContributionState::Superseded:
        break;
    }
    return false;
}

void add(ContributorHistory &history, const ContributionStatus &status)
{
    if (!isDecided(status.state))
        return;
    ++history.submissions;
    history.records += status.count;
    history.accepted += status.acceptedCount;
    history.rejected += status.acceptedCount == 0 ? 1 : 0;
}

// Contributions of which a proof of copies was made; nothing where no server tells.
Result<std::optional<std::set<std::uint64_t>>> provenCopies(const Network &network, light::Snapshot &snapshot,
                                                            base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto logs = eventLogs(network, snapshot, contracts->contributions, u"DuplicatesProven"_s, {}, context);
    if (!logs && logs.error().kind == base::ErrorKind::Cancelled)
        return base::cancelled();
    if (!logs)
        return std::optional<std::set<std::uint64_t>>();
    std::set<std::uint64_t> ids;
    for (const auto &log : *logs) {
        if (log.topics.size() > 1)
            ids.insert(chain::asNumber(*base::Uint256::fromBigEndian(log.topics[1].view())));
    }
    return std::optional(std::move(ids));
}

} // namespace

Result<std::optional<ContributorHistories>> contributorHistories(const Network &network, light::Snapshot &snapshot,
                                                                 std::uint64_t datanet, base::TaskContext &context)
{
    const auto sent = contributionStates(network, snapshot, datanet, context);
    const auto copies = provenCopies(network, snapshot, context);
    if (!sent || !copies)
        return fail(!sent ? sent.error() : copies.error());
    if (!sent->count.hasValue())
        return std::optional<ContributorHistories>();
    ContributorHistories histories;
    std::set<base::Address> unknown;
    for (const auto &entry : sent->entries) {
        auto &history = histories[entry.contributor];
        if (entry.status.hasValue())
            add(history, entry.status.value());
        else
            unknown.insert(entry.contributor);
        if (*copies)
            history.copies = history.copies.value_or(0) + ((*copies)->contains(entry.id) ? 1 : 0);
    }
    for (const auto &contributor : unknown)
        histories.erase(contributor);
    return std::optional(std::move(histories));
}

Result<std::optional<ContributorHistory>> contributorHistory(const Network &network, light::Snapshot &snapshot,
                                                             const base::Address &contributor, std::uint64_t datanet,
                                                             std::uint64_t except, base::TaskContext &context)
{
    const auto sent = contributionStates(network, snapshot, contributor, context);
    const auto copies = provenCopies(network, snapshot, context);
    if (!sent || !copies)
        return fail(!sent ? sent.error() : copies.error());
    if (!sent->count.hasValue())
        return std::optional<ContributorHistory>();
    ContributorHistory history;
    if (*copies)
        history.copies = 0;
    for (const auto &entry : sent->entries) {
        if (entry.datanet != datanet)
            continue;
        if (*copies && (*copies)->contains(entry.id))
            ++*history.copies; // also of the one that is looked at
        if (entry.id == except)
            continue;
        if (!entry.status.hasValue())
            return std::optional<ContributorHistory>();
        add(history, entry.status.value());
    }
    return std::optional(history);
}

} // namespace datanet::sync
