#pragma once

#include "curation/kept_merge.h"
#include "curation/similar_search.h"

#include <functional>
#include <queue>
#include <set>
#include <unordered_map>
#include <vector>

namespace datanet::curation {

// Leader clustering (similarity/leader_clusters.h) as if all records had come in order, from the state before the
// edits. A record's place depends on the leaders before it alone, so it is settled in ascending order: what was added
// or lost its leader is looked at anew; a new leader is offered to those near it that come later; a leader that is one
// no more leaves its members without.
class LeaderUpdate
{
public:
    static constexpr int kMostWaves = 32; // passes over all signatures

    // changed, by new number: set where a record's standing may be another. All of them outlive this.
    LeaderUpdate(KeptMerge &merge, const DuplicateCheck &check, const ReadRows &rows, std::vector<bool> &changed,
                 base::TaskContext &task);

    // The text of an added record, which need not be read again.
    void know(std::uint32_t number, similarity::Prepared text) { m_search.know(number, std::move(text)); }

    // Once. False when a whole run is needed: the edits reach too far (kMostWaves, SimilarSearch::kMost...).
    [[nodiscard]] base::Result<bool> run();

private:
    void wait(std::uint32_t number);
    base::Result<bool> search();
    void assign(std::uint32_t number, const SimilarSearch::Near &leader);
    void settle(std::uint32_t number);
    void consider(std::uint32_t number, const std::vector<SimilarSearch::Near> &offers);
    void gatherMembers();

    KeptRecords &m_kept;
    SimilarSearch m_search;
    std::vector<bool> &m_changed;
    base::TaskContext &m_task;
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> m_queue;
    std::set<std::uint32_t> m_waiting; // to be settled anew
    std::unordered_map<std::uint32_t, std::vector<SimilarSearch::Near>> m_offers;
    std::vector<std::uint32_t> m_memberBegins;
    std::vector<std::uint32_t> m_members; // of the leaders, as they were when it was first asked
    int m_waves = 0;
};

} // namespace datanet::curation
