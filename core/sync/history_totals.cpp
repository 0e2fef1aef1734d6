#include "sync/history_totals.h"

#include "crypto/digest.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using light::Proven;
using Kind = HistoryKind;
using What = HistoryTotal::What;

namespace {

using Sums = std::map<std::pair<What, std::uint64_t>, std::optional<Uint256>>;

// Nothing once a sum leaves the range or falls below zero: entries that a server invented.
void add(Sums &sums, What what, std::uint64_t subject, const HistoryEntry &entry, bool more)
{
    auto &sum = sums.try_emplace({what, subject}, Uint256()).first->second;
    const Uint256 wei = entry.wei.value_or(Uint256());
    if (sum)
        sum = more ? sum->plus(wei) : sum->minus(wei);
}

Sums sumsOf(const std::vector<HistoryEntry> &newestFirst)
{
    Sums sums;
    for (auto it = newestFirst.rbegin(); it != newestFirst.rend(); ++it) {
        const HistoryEntry &entry = *it;
        const std::uint64_t model = entry.model.value_or(0), datanet = entry.datanet.value_or(0);
        const What stake = datanet == 0 ? What::JurorStake : What::ReviewerStake;
        switch (entry.kind) {
        case Kind::RewardClaimed:
        case Kind::RewardSentOn:
            add(sums, What::Claimed, model, entry, true);
            break;
        case Kind::AnswersDeposited:
            add(sums, What::Aside, model, entry, true);
            break;
        case Kind::AnswersRefunded:
        case Kind::AnswersCharged:
            add(sums, What::Aside, model, entry, false);
            break;
        case Kind::StakeDeposited:
            add(sums, stake, datanet, entry, true);
            break;
        case Kind::StakeWithdrawn:
        case Kind::StakeLost:
            add(sums, stake, datanet, entry, false);
            break;
        default:
            break;
        }
    }
    return sums;
}

// One number for each subject from 1 to the proven count (0 alone for a count of nothing).
template <class Fact>
Status compare(light::Snapshot &snapshot, const Sums &sums, What what, std::uint64_t first, std::uint64_t last,
               Fact fact, std::vector<HistoryTotal> &totals, base::TaskContext &context)
{
    std::vector<decltype(fact(first))> facts;
    for (std::uint64_t subject = first; subject <= last; ++subject)
        facts.push_back(fact(subject));
    if (facts.empty())
        return {};
    const auto values = snapshot.readAll(facts, context);
    if (!values)
        return fail(values.error());
    for (std::uint64_t subject = first; subject <= last; ++subject) {
        const auto proven = (*values)[subject - first].map([](const auto &value) {
            if constexpr (requires { value.balance; })
                return value.balance;
            else if constexpr (requires { value.amount; })
                return value.amount;
            else
                return value.claimed;
        });
        const auto found = sums.find({what, subject});
        const auto listed = found == sums.end() ? std::optional(Uint256()) : found->second;
        if (proven.hasValue() && proven.value().isZero() && listed && listed->isZero())
            continue;
        totals.push_back({what, subject, proven, listed.value_or(Uint256()),
                          proven.hasValue() && listed && *listed == proven.value()});
    }
    return {};
}

Status compareOpenings(const chain::ContributionsContract &contract, light::Snapshot &snapshot,
                       const base::Address &account, std::vector<chain::Receipt::Log> openings,
                       std::vector<HistoryTotal> &totals, base::TaskContext &context)
{
    const auto kept = snapshot.read(contract.ofContributor(account), context);
    if (!kept)
        return fail(kept.error());
    const auto place = [](const chain::Receipt::Log &log) { return std::pair(log.place->block, log.place->index); };
    std::sort(openings.begin(), openings.end(), [&](const auto &a, const auto &b) { return place(a) < place(b); });
    chain::Collection listed;
    for (const auto &log : openings) {
        if (const auto opening = contract.opened(log))
            listed = listed.with(opening->hash());
    }
    const auto count = kept->map([](const chain::Collection &collection) { return Uint256(collection.count); });
    if (count.hasValue() && count.value().isZero() && listed.count == 0)
        return {};
    totals.push_back(
        {What::Contributions, 0, count, Uint256(listed.count), kept->hasValue() && kept->value() == listed});
    return {};
}

} // namespace

Result<std::vector<HistoryTotal>> historyTotals(const chain::ProjectContracts &contracts, light::Snapshot &snapshot,
                                                const base::Address &account, const std::vector<HistoryEntry> &entries,
                                                const std::vector<chain::Receipt::Log> &openings,
                                                base::TaskContext &context)
{
    const auto models = snapshot.read(contracts.models.count(), context);
    const auto datanets = snapshot.read(contracts.datanets.count(), context);
    if (!models || !datanets)
        return fail(!models ? models.error() : datanets.error());
    const auto upTo = [](const Proven<std::uint64_t> &count) {
        return count.hasValue() ? std::min(count.value(), kMaximumTotals) : 0;
    };
    const Sums sums = sumsOf(entries);
    std::vector<HistoryTotal> totals;
    const auto claimed = [&](std::uint64_t model) { return contracts.rewards.taken(model, account); };
    const auto escrow = [&](std::uint64_t model) { return contracts.inference.escrow(model, account); };
    const auto reviewer = [&](std::uint64_t datanet) {
        return contracts.stakes.stake(account, chain::StakeRole::Reviewer, datanet);
    };
    const auto juror = [&](std::uint64_t scope) {
        return contracts.stakes.stake(account, chain::StakeRole::Juror, scope);
    };
    for (const auto &done : {
             compare(snapshot, sums, What::Claimed, 1, upTo(*models), claimed, totals, context),
             compare(snapshot, sums, What::Aside, 1, upTo(*models), escrow, totals, context),
             compare(snapshot, sums, What::ReviewerStake, 1, upTo(*datanets), reviewer, totals, context),
             compare(snapshot, sums, What::JurorStake, 0, 0, juror, totals, context),
             compareOpenings(contracts.contributions, snapshot, account, openings, totals, context),
         }) {
        if (!done)
            return fail(done.error());
    }
    return totals;
}

} // namespace datanet::sync
