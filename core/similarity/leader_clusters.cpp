#include "similarity/leader_clusters.h"

namespace datanet::similarity {

LeaderClusters::Assignment LeaderClusters::add(const Prepared &text)
{
    const std::uint32_t number = size();
    const std::vector<Match> near = m_leaders.find(text, m_threshold);
    Assignment assignment{number, {1, 1}};
    if (near.empty()) {
        m_leaders.add(text);
        m_leaderNumbers.push_back(number);
    } else {
        assignment = {m_leaderNumbers[near.front().number], near.front().similarity};
    }
    m_assignments.push_back(assignment);
    return assignment;
}

std::vector<Match> LeaderClusters::leadersNear(const Prepared &text, const Ratio &minimum) const
{
    std::vector<Match> near = m_leaders.find(text, minimum);
    for (Match &match : near)
        match.number = m_leaderNumbers[match.number];
    return near;
}

} // namespace datanet::similarity
