#include "curation/leader_update.h"

#include <algorithm>
#include <numeric>

namespace datanet::curation {

namespace {

bool isBetter(const SimilarSearch::Near &left, const SimilarSearch::Near &right)
{
    const auto order = left.similarity.compare(right.similarity);
    return order != 0 ? order > 0 : left.number < right.number;
}

} // namespace

LeaderUpdate::LeaderUpdate(KeptMerge &merge, const DuplicateCheck &check, const ReadRows &rows,
                           std::vector<bool> &changed, base::TaskContext &task)
    : m_kept(merge.next), m_search(m_kept, check, rows), m_changed(changed), m_task(task)
{
    for (std::uint32_t number = 0; number < m_kept.size(); ++number) {
        if (m_kept.leaders[number] != kGone)
            continue;
        m_kept.leaders[number] = number;
        if (m_kept.shingles[number] == 0) {
            m_kept.shared[number] = 0;
            continue;
        }
        m_kept.leaders[number] = kGone;
        wait(number);
    }
}

base::Result<bool> LeaderUpdate::run()
{
    while (!m_queue.empty()) {
        const std::uint32_t number = m_queue.top();
        m_queue.pop();
        if (m_task.cancelled())
            return base::cancelled();
        const auto offers = m_offers.extract(number);
        if (m_waiting.contains(number)) {
            if (!m_search.knows(number)) {
                const auto found = search();
                if (!found || !*found)
                    return found;
            }
            m_waiting.erase(number);
            settle(number);
        } else if (!offers.empty()) {
            consider(number, offers.mapped());
        }
    }
    return true;
}

void LeaderUpdate::wait(std::uint32_t number)
{
    if (m_waiting.insert(number).second)
        m_queue.push(number);
}

base::Result<bool> LeaderUpdate::search()
{
    if (++m_waves > kMostWaves)
        return false;
    std::vector<std::uint32_t> unknown;
    for (const std::uint32_t number : m_waiting) {
        if (!m_search.knows(number))
            unknown.push_back(number);
    }
    return m_search.find(unknown, m_task);
}

void LeaderUpdate::assign(std::uint32_t number, const SimilarSearch::Near &leader)
{
    m_kept.leaders[number] = leader.number;
    m_kept.shared[number] = leader.shared;
    m_changed[number] = true;
}

// What was added or has lost its leader.
void LeaderUpdate::settle(std::uint32_t number)
{
    const std::vector<SimilarSearch::Near> &near = m_search.near(number);
    const SimilarSearch::Near *best = nullptr;
    for (const SimilarSearch::Near &each : near) {
        if (each.number < number && m_kept.leaders[each.number] == each.number && (!best || isBetter(each, *best)))
            best = &each;
    }
    if (best) {
        assign(number, *best);
        return;
    }
    assign(number, {number, m_kept.shingles[number], {1, 1}});
    for (const SimilarSearch::Near &each : near) {
        if (each.number < number)
            continue;
        m_offers[each.number].push_back({number, each.shared, each.similarity});
        m_queue.push(each.number);
    }
}

// A record with a leader, or leading, to which new leaders before it are near.
void LeaderUpdate::consider(std::uint32_t number, const std::vector<SimilarSearch::Near> &offers)
{
    const SimilarSearch::Near &best = *std::min_element(offers.begin(), offers.end(), isBetter);
    const std::uint32_t leader = m_kept.leaders[number];
    if (leader != number) {
        if (isBetter(best, {leader, m_kept.shared[number], m_kept.similarity(number)}))
            assign(number, best);
        return;
    }
    assign(number, best);
    if (m_members.empty())
        gatherMembers();
    for (std::uint32_t at = m_memberBegins[number]; at < m_memberBegins[number + std::size_t(1)]; ++at) {
        const std::uint32_t member = m_members[at];
        if (m_kept.leaders[member] == number && member != number) {
            m_kept.leaders[member] = kGone;
            wait(member);
        }
    }
}

// As they are now: whoever joins a leader later joins one that stays.
void LeaderUpdate::gatherMembers()
{
    m_memberBegins.assign(m_kept.size() + std::size_t(1), 0);
    for (const std::uint32_t leader : m_kept.leaders) {
        if (leader != kGone)
            ++m_memberBegins[leader + std::size_t(1)];
    }
    std::partial_sum(m_memberBegins.begin(), m_memberBegins.end(), m_memberBegins.begin());
    m_members.resize(m_kept.size());
    std::vector<std::uint32_t> next(m_memberBegins.begin(), m_memberBegins.end() - 1);
    for (std::uint32_t number = 0; number < m_kept.size(); ++number) {
        if (m_kept.leaders[number] != kGone)
            m_members[next[m_kept.leaders[number]]++] = number;
    }
}

} // namespace datanet::curation
