#pragma once

#include "base/task.h"
#include "sync/account_events.h"
#include "sync/network.h"

#include <vector>

namespace datanet::sync {

// Events that name no account, but something the account is known to have part in: what became of its contributions and
// appeals, and its votes on the panels that it was drawn for.
class SubjectEvents
{
public:
    // Blocks from..to. All referred to must outlive it.
    SubjectEvents(const Network &network, const chain::ProjectContracts &contracts, const base::Address &account,
                  std::uint64_t from, std::uint64_t to, std::uint64_t blocksAtOnce)
        : m_network(network),
          m_contracts(contracts),
          m_account(account),
          m_from(from),
          m_to(to),
          m_blocksAtOnce(blocksAtOnce)
    {
    }

    struct Found
    {
        std::vector<HistoryEntry> entries; // no order
        bool whole = true; // nothing was left out because there was too much of it
    };
    // known: what was found under the account's name. Panels are looked for where it has ever staked, and where that
    // is not known (the known entries are not the whole).
    [[nodiscard]] base::Result<Found> read(const std::vector<HistoryEntry> &known, bool isWhole,
                                           base::TaskContext &context) const;

    static constexpr std::size_t kMaximumSubjects = 500; // contributions, and seats; the newest ones count

private:
    [[nodiscard]] base::Result<std::vector<chain::Receipt::Log>> logs(std::vector<chain::NodeClient::LogFilter> filters,
                                                                      const std::vector<base::Bytes32> &subjects,
                                                                      base::TaskContext &context) const;
    base::Status readContributions(const std::vector<HistoryEntry> &known, Found &found,
                                   base::TaskContext &context) const;
    base::Status readVotes(Found &found, base::TaskContext &context) const;
    base::Status readJurorVotes(Found &found, base::TaskContext &context) const;

    const Network &m_network;
    const chain::ProjectContracts &m_contracts;
    base::Address m_account;
    std::uint64_t m_from;
    std::uint64_t m_to;
    std::uint64_t m_blocksAtOnce;
};

} // namespace datanet::sync
