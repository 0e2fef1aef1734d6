#include "versioning/history_graph.h"

#include "versioning/ancestry.h"

#include <algorithm>
#include <map>
#include <queue>

namespace datanet::versioning {

using base::fail;
using base::Result;

namespace {

using Versions = std::map<CommitId, Version>;

Result<Versions> reachable(const Repository &repository, const std::vector<CommitId> &tips)
{
    Versions versions;
    std::vector<CommitId> open = tips;
    while (!open.empty()) {
        const CommitId id = open.back();
        open.pop_back();
        if (versions.contains(id))
            continue;
        if (versions.size() == kMaximumVersions)
            return fail(base::ErrorKind::Corrupt, QStringLiteral("the history is longer than a million versions"));
        auto fields = repository.commit(id);
        if (!fields)
            return fail(fields.error());
        open.insert(open.end(), fields->parents.begin(), fields->parents.end());
        versions.emplace(id,
                         Version{id, fields->parents, 0, fields->author, fields->time, fields->message,
                                 fields->isSigned, fields->isBoundary});
    }
    return versions;
}

// Children before parents; among what is free to come, the newest first.
std::vector<CommitId> inOrder(const Versions &versions)
{
    std::map<CommitId, int> children;
    for (const auto &[id, version] : versions) {
        for (const CommitId &parent : version.parents)
            ++children[parent];
    }
    using Free = std::pair<qint64, CommitId>;
    std::priority_queue<Free> free;
    for (const auto &[id, version] : versions) {
        if (children[id] == 0)
            free.emplace(version.time.toSecsSinceEpoch(), id);
    }
    std::vector<CommitId> order;
    while (!free.empty()) {
        const CommitId id = free.top().second;
        free.pop();
        order.push_back(id);
        for (const CommitId &parent : versions.at(id).parents) {
            if (--children[parent] == 0)
                free.emplace(versions.at(parent).time.toSecsSinceEpoch(), parent);
        }
    }
    return order;
}

// Which version each lane is waiting for.
class Lanes
{
public:
    explicit Lanes(const CommitId &first) : m_waiting{first} { }

    [[nodiscard]] int laneFor(const CommitId &id)
    {
        const auto found = std::find(m_waiting.begin(), m_waiting.end(), id);
        return found != m_waiting.end() ? int(found - m_waiting.begin()) : take(id);
    }

    // Below the dot of a version: all lanes that wait for it end, its parents go on.
    [[nodiscard]] std::vector<GraphLine> pass(const Version &version, int lane)
    {
        std::vector<GraphLine> lines;
        m_waiting[std::size_t(lane)].reset();
        for (std::size_t at = 0; at < m_waiting.size(); ++at) {
            if (m_waiting[at])
                lines.push_back({int(at), int(at)});
        }
        bool isFirst = true;
        for (const CommitId &parent : version.parents) {
            const auto found = std::find(m_waiting.begin(), m_waiting.end(), parent);
            int to = found != m_waiting.end() ? int(found - m_waiting.begin()) : -1;
            if (to < 0 && isFirst) {
                m_waiting[std::size_t(lane)] = parent;
                to = lane;
            } else if (to < 0) {
                to = take(parent);
            }
            isFirst = false;
            lines.push_back({lane, to});
        }
        while (m_waiting.size() > 1 && !m_waiting.back())
            m_waiting.pop_back();
        return lines;
    }

private:
    int take(const CommitId &id)
    {
        // The first lane belongs to the branch on which one stands.
        const auto free = std::find(m_waiting.begin() + 1, m_waiting.end(), std::nullopt);
        if (free != m_waiting.end()) {
            *free = id;
            return int(free - m_waiting.begin());
        }
        m_waiting.emplace_back(id);
        return int(m_waiting.size()) - 1;
    }

    std::vector<std::optional<CommitId>> m_waiting;
};

} // namespace

Result<std::vector<GraphRow>> historyGraph(const Repository &repository, const std::vector<CommitId> &tips, int limit)
{
    std::vector<GraphRow> rows;
    if (tips.empty())
        return rows;
    auto versions = reachable(repository, tips);
    const auto place = placeOf(repository, tips.front());
    if (!versions || !place)
        return fail(!versions ? versions.error() : place.error());
    std::int64_t number = place->isWhole ? place->number : 0;
    for (std::optional<CommitId> at = tips.front(); at && number > 0; --number) {
        Version &version = versions->at(*at);
        version.number = number;
        at = version.parents.empty() ? std::nullopt : std::optional(version.parents.front());
    }
    Lanes lanes(tips.front());
    for (const CommitId &id : inOrder(*versions)) {
        if (int(rows.size()) == limit)
            break;
        const Version &version = versions->at(id);
        const int lane = lanes.laneFor(id);
        rows.push_back({version, lane, lanes.pass(version, lane)});
    }
    return rows;
}

} // namespace datanet::versioning
