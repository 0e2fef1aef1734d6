#pragma once

#include "base/task.h"
#include "chain/node_client.h"

#include <vector>

namespace datanet::sync {

// Reads the logs of a range of blocks in pages, the newest page first, as servers answer for a limited number of blocks
// only. One use, one thread.
class LogPages
{
public:
    // from <= to. atOnce: blocks of a page, at least 1.
    LogPages(const chain::NodeClient &node, std::uint64_t from, std::uint64_t to, std::uint64_t atOnce);

    [[nodiscard]] bool isDone() const { return m_done; }
    // The lowest block that was read.
    [[nodiscard]] std::uint64_t reached() const { return m_next + 1; }
    // The logs of the next page for all filters, whose own ranges do not matter; no order. A page that a server refuses
    // is asked for again with half of the blocks, down to kLeast.
    [[nodiscard]] base::Result<std::vector<chain::Receipt::Log>>
    next(const std::vector<chain::NodeClient::LogFilter> &filters, base::TaskContext &context);

    static constexpr std::uint64_t kLeast = 500;

private:
    [[nodiscard]] base::Result<std::vector<chain::Receipt::Log>>
    page(const std::vector<chain::NodeClient::LogFilter> &filters, std::uint64_t from,
         base::TaskContext &context) const;

    const chain::NodeClient &m_node;
    std::uint64_t m_from;
    std::uint64_t m_to;
    std::uint64_t m_next; // the highest block that was not read
    std::uint64_t m_atOnce;
    bool m_done = false;
};

} // namespace datanet::sync
