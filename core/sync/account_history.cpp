#include "sync/account_history.h"

#include "sync/history_totals.h"
#include "sync/log_pages.h"
#include "sync/preimages.h"
#include "sync/subject_events.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// The first block that can hold an event of the project.
std::uint64_t firstBlock(const Network &network)
{
    std::optional<std::uint64_t> first;
    for (const auto &contract : network.profile().contracts) {
        const std::uint64_t block = contract.block.value_or(0);
        first = std::min(first.value_or(block), block);
    }
    return first.value_or(0);
}

// Newest first, each log once.
void order(std::vector<HistoryEntry> &entries)
{
    const auto place = [](const HistoryEntry &entry) { return std::pair(entry.block, entry.logIndex); };
    std::sort(entries.begin(), entries.end(), [&](const auto &a, const auto &b) { return place(a) > place(b); });
    entries.erase(
        std::unique(entries.begin(), entries.end(), [&](const auto &a, const auto &b) { return place(a) == place(b); }),
        entries.end());
}

// Most events name a contribution without its datanet.
void fillDatanets(std::vector<HistoryEntry> &entries)
{
    std::map<std::uint64_t, std::uint64_t> datanets;
    for (const auto &entry : entries) {
        if (entry.contribution && entry.datanet)
            datanets[*entry.contribution] = *entry.datanet;
    }
    for (auto &entry : entries) {
        const auto found = entry.contribution ? datanets.find(*entry.contribution) : datanets.end();
        if (!entry.datanet && found != datanets.end())
            entry.datanet = found->second;
    }
}

// Not every server tells a block's time with its logs.
Status fillTimes(const Network &network, std::vector<HistoryEntry> &entries, base::TaskContext &context)
{
    std::map<std::uint64_t, std::uint64_t> times;
    for (auto &entry : entries) {
        if (entry.time != 0)
            continue;
        if (!times.contains(entry.block)) {
            if (context.cancelled())
                return base::cancelled();
            const auto block = network.node().blockByNumber(entry.block, context);
            if (!block)
                return fail(block.error());
            times[entry.block] = block->timestamp;
        }
        entry.time = times[entry.block];
    }
    return {};
}

} // namespace

std::optional<bool> AccountHistory::addsUp() const
{
    std::optional<bool> all;
    for (const auto &total : totals) {
        if (!total.isKnown())
            return std::nullopt;
        all = all.value_or(true) && total.same;
    }
    return all;
}

Result<AccountHistory> readAccountHistory(const Network &network, light::Snapshot &snapshot,
                                          const base::Address &account, const HistoryOptions &options,
                                          base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const std::size_t maximum = std::min(options.maximum, kMaximumHistory);
    AccountHistory history;
    history.account = account;
    history.upTo = snapshot.block();
    if (snapshot.level() == light::Level::OwnNode)
        history.level = light::Level::OwnNode;

    const AccountEvents events(*contracts, account);
    const auto filters = events.filters();
    std::vector<chain::Receipt::Log> openings;
    LogPages pages(network.node(), std::min(firstBlock(network), history.upTo.number), history.upTo.number,
                   options.blocksAtOnce);
    context.step(u"Reading what happened"_s);
    while (!pages.isDone() && history.entries.size() < maximum) {
        auto logs = pages.next(filters, context);
        if (!logs)
            return fail(logs.error());
        for (auto &log : *logs) {
            auto entry = events.entry(log);
            if (!entry || entry->block > history.upTo.number)
                continue;
            if (entry->kind == HistoryKind::ContributionOpened)
                openings.push_back(std::move(log));
            history.entries.push_back(std::move(*entry));
        }
    }
    history.fromBlock = pages.reached();
    history.whole = pages.isDone();

    // What follows from those entries, but names the account nowhere.
    const SubjectEvents subjects(network, *contracts, account, history.fromBlock, history.upTo.number,
                                 options.blocksAtOnce);
    auto further = subjects.read(history.entries, history.whole, context);
    if (!further)
        return fail(further.error());
    history.whole = history.whole && further->whole;
    history.entries.insert(history.entries.end(), further->entries.begin(), further->entries.end());
    order(history.entries);
    fillDatanets(history.entries);
    if (history.whole) {
        context.step(u"Comparing with what the chain keeps"_s);
        auto totals = historyTotals(*contracts, snapshot, account, history.entries, openings, context);
        if (!totals)
            return fail(totals.error());
        history.totals = std::move(*totals);
    }
    if (history.entries.size() > maximum) {
        history.entries.resize(maximum);
        history.fromBlock = history.entries.back().block;
        history.whole = false;
        history.totals.clear();
    }
    if (const auto done = fillTimes(network, history.entries, context); !done)
        return fail(done.error());
    return history;
}

} // namespace datanet::sync
