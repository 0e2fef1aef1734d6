#include "attribution/record_clusters.h"

#include "attribution/parallel.h"

namespace datanet::attribution {

namespace {

constexpr std::size_t kBatch = 4096; // records whose signatures are in memory at the same time

} // namespace

RecordClusters::RecordClusters(similarity::Ratio same) : m_same(same), m_clusters(same) { }

bool RecordClusters::continues(const TextIndex &index) const
{
    if (index.recordCount() < m_leaders.size())
        return false;
    RecordNumber number = 0;
    for (const Run &run : m_runs) {
        const RecordNumber last = number + run.records - 1;
        if (index.source(number) != run.source || index.source(last) != run.source
            || index.record(last).position != run.lastPosition)
            return false;
        number += run.records;
    }
    return true;
}

base::Status RecordClusters::extend(const TextIndex &index, base::TaskContext &task, int threads)
{
    if (!continues(index)) {
        m_clusters = similarity::LeaderClusters(m_same);
        m_leaders.clear();
        m_runs.clear();
    }
    std::vector<similarity::Prepared> prepared;
    while (m_leaders.size() < index.recordCount()) {
        if (task.cancelled())
            return base::cancelled();
        const auto first = static_cast<RecordNumber>(m_leaders.size());
        prepared.resize(std::min<std::size_t>(kBatch, index.recordCount() - first));
        forEachInParallel(prepared.size(), threads, [&](std::size_t i) {
            prepared[i] = similarity::prepare(index.recordText(first + static_cast<RecordNumber>(i)));
        });
        for (std::size_t i = 0; i < prepared.size(); ++i) {
            const RecordNumber number = first + static_cast<RecordNumber>(i);
            m_leaders.push_back(m_clusters.add(prepared[i]).leader);
            if (m_runs.empty() || m_runs.back().source != index.source(number))
                m_runs.push_back({index.source(number), 0, 0});
            ++m_runs.back().records;
            m_runs.back().lastPosition = index.record(number).position;
        }
        task.progress(static_cast<std::int64_t>(m_leaders.size()), index.recordCount());
    }
    return {};
}

} // namespace datanet::attribution
