#pragma once

#include "similarity/similarity_index.h"

#include <cstdint>
#include <vector>

namespace datanet::similarity {

// Leader clustering in one pass: a text that reaches the threshold with an earlier leader joins the most similar one,
// among equals the earliest; else it becomes a leader itself. Similarity is always direct, to the leader, never through
// a chain of members, and what was assigned never changes: later texts move nothing (which union-find allows).
// The result is a function of the order of the texts alone. One thread at a time.
class LeaderClusters
{
public:
    struct Assignment
    {
        std::uint32_t leader = 0; // number of the leading text; the text's own number when it leads
        Ratio similarity; // with the leader; 1 of 1 for a leader

        bool operator==(const Assignment &) const = default;
    };

    explicit LeaderClusters(Ratio threshold) : m_threshold(threshold) { }

    // The next text in order.
    Assignment add(const Prepared &text);
    // What add() would say, without adding.
    [[nodiscard]] std::vector<Match> leadersNear(const Prepared &text, const Ratio &minimum) const;

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_assignments.size()); }
    [[nodiscard]] bool isCrowded() const { return m_leaders.isCrowded(); } // as in SimilarityIndex
    [[nodiscard]] std::uint32_t leaderCount() const { return m_leaders.size(); }
    [[nodiscard]] const Assignment &assignment(std::uint32_t number) const { return m_assignments[number]; }

private:
    Ratio m_threshold;
    SimilarityIndex m_leaders;
    std::vector<std::uint32_t> m_leaderNumbers; // by number in m_leaders
    std::vector<Assignment> m_assignments;
};

} // namespace datanet::similarity
