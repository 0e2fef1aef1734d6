#pragma once

#include "sync/daily_ledger.h"
#include "sync/inbox_server.h"
#include "sync/network.h"

#include <vector>

namespace datanet::sync {

// What an inbox takes: files of contributions that are declared on chain and not decided yet, as large as their number
// of records allows, and only so much a day.
struct InboxRules
{
    std::vector<std::uint64_t> datanets; // empty: all of this network
    qint64 bytesPerFile = 1 << 20; // and as much again ...
    qint64 bytesPerRecord = 64 << 10; // ... for each record
    std::uint64_t filesPerContribution = 32; // a day: a bundle, the reviewers' reasons and their sealed copies
    qint64 bytesPerContributor = 4LL << 30; // a day
    std::uint64_t filesPerAddress = 200; // a day, asked for from one internet address, taken or not
    qint64 bytesPerAddress = 8LL << 30; // a day
};

// Network and ledger must outlive it. Any thread.
class InboxAdmission
{
public:
    InboxAdmission(const Network &network, DailyLedger &ledger, InboxRules rules)
        : m_network(&network), m_ledger(&ledger), m_rules(std::move(rules))
    {
    }

    // Denied with the rule that it breaks; NotFound for a contribution that the chain does not know; Unproven or
    // Network where the chain cannot be asked now: what is not known is not let in.
    [[nodiscard]] base::Status admit(const InboxServer::Arrival &arrival) const;

private:
    const Network *m_network;
    DailyLedger *m_ledger;
    InboxRules m_rules;
};

} // namespace datanet::sync
