#include "sync/log_pages.h"

#include <algorithm>

namespace datanet::sync {

using base::ErrorKind;
using base::fail;
using base::Result;
using Logs = std::vector<chain::Receipt::Log>;

LogPages::LogPages(const chain::NodeClient &node, std::uint64_t from, std::uint64_t to, std::uint64_t atOnce)
    : m_node(node), m_from(from), m_to(to), m_next(to), m_atOnce(std::max<std::uint64_t>(atOnce, 1))
{
}

Result<Logs> LogPages::page(const std::vector<chain::NodeClient::LogFilter> &filters, std::uint64_t from,
                            base::TaskContext &context) const
{
    Logs all;
    for (auto filter : filters) {
        if (context.cancelled())
            return base::cancelled();
        filter.fromBlock = from;
        filter.toBlock = m_next;
        auto logs = m_node.logs(filter, context);
        if (!logs)
            return fail(logs.error());
        all.insert(all.end(), std::make_move_iterator(logs->begin()), std::make_move_iterator(logs->end()));
    }
    return all;
}

Result<Logs> LogPages::next(const std::vector<chain::NodeClient::LogFilter> &filters, base::TaskContext &context)
{
    for (;;) {
        const std::uint64_t blocks = std::min(m_atOnce, m_next - m_from + 1);
        const std::uint64_t from = m_next - blocks + 1;
        auto logs = page(filters, from, context);
        // Servers say "too many" in words and codes of their own.
        const bool tooMany =
            !logs && (logs.error().kind == ErrorKind::Denied || logs.error().kind == ErrorKind::Network);
        if (tooMany && blocks > kLeast) {
            m_atOnce = std::max(blocks / 2, kLeast);
            continue;
        }
        if (!logs)
            return fail(logs.error());
        m_done = from == m_from;
        m_next = from - 1; // may wrap at block 0: reached() comes out right
        context.progress(static_cast<std::int64_t>(m_to - m_next), static_cast<std::int64_t>(m_to - m_from + 1));
        return logs;
    }
}

} // namespace datanet::sync
