#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace datanet::rewards::detail {

// A positional tree whose leaves arrive in order, folded in memory of one node a level; the last node of an odd row is
// carried up. Collects the siblings of one wanted leaf on the way. Join(left, right) makes an inner node.
template <class Node, Node (*Join)(const Node &, const Node &)>
class TreeFold
{
public:
    TreeFold() = default;
    explicit TreeFold(std::uint64_t wanted) : m_wanted(wanted) { }

    void append(Node node)
    {
        const int carries = std::countr_one(m_count);
        for (int level = 0; level < carries; ++level) {
            const Node &left = m_pending[static_cast<std::size_t>(level)];
            // The two halves make one subtree; the wanted leaf is in it when it has the same place at this height.
            if (m_wanted && *m_wanted >> (level + 1) == m_count >> (level + 1))
                m_siblings.push_back((*m_wanted >> level & 1) == 0 ? node : left);
            node = Join(left, node);
        }
        m_pending[static_cast<std::size_t>(carries)] = node;
        ++m_count;
    }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    // Of all leaves so far; Node() for none.
    [[nodiscard]] Node top() const { return fold(nullptr); }
    // Of the wanted leaf, from its row up.
    [[nodiscard]] std::vector<Node> siblings() const
    {
        std::vector<Node> all = m_siblings;
        (void)fold(&all);
        return all;
    }

private:
    [[nodiscard]] Node fold(std::vector<Node> *siblings) const
    {
        Node right;
        bool any = false;
        bool wantedInRight = false;
        std::uint64_t end = m_count; // `right` holds the leaves from here on
        for (int level = 0; level < 64; ++level) {
            if ((m_count >> level & 1) == 0)
                continue;
            const Node &left = m_pending[static_cast<std::size_t>(level)];
            const std::uint64_t start = end - (std::uint64_t(1) << level);
            const bool wantedInLeft = m_wanted && *m_wanted >= start && *m_wanted < end;
            if (any && siblings != nullptr && (wantedInLeft || wantedInRight))
                siblings->push_back(wantedInLeft ? right : left);
            right = any ? Join(left, right) : left;
            wantedInRight = wantedInRight || wantedInLeft;
            any = true;
            end = start;
        }
        return right;
    }

    std::optional<std::uint64_t> m_wanted;
    std::vector<Node> m_siblings;
    std::uint64_t m_count = 0;
    std::array<Node, 64> m_pending{}; // a full subtree of 2^level leaves wherever m_count has that bit
};

} // namespace datanet::rewards::detail
