#include "versioning/row_comparison.h"

#include "dataset/row_identity.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace datanet::versioning {

using base::fail;
using base::Result;
using base::Status;
using dataset::ChangeKind;
using dataset::RowChange;
using dataset::RowIdentity;

namespace {

constexpr std::int64_t kNone = -1;

struct HashKey
{
    std::size_t operator()(const std::array<std::uint8_t, 16> &key) const noexcept
    {
        std::size_t value;
        std::memcpy(&value, key.data(), sizeof value);
        return value;
    }
};

// For each row of either side, the row of the other that it is, or kNone.
struct Matching
{
    std::vector<std::int64_t> newOf; // by old row
    std::vector<std::int64_t> oldOf; // by new row
};

Matching match(const std::vector<RowIdentity> &oldRows, const std::vector<RowIdentity> &newRows)
{
    Matching result{std::vector<std::int64_t>(oldRows.size(), kNone), std::vector<std::int64_t>(newRows.size(), kNone)};
    std::unordered_map<std::array<std::uint8_t, 16>, std::int64_t, HashKey> byKey;
    byKey.reserve(oldRows.size());
    for (std::size_t row = 0; row < oldRows.size(); ++row)
        byKey.emplace(oldRows[row].key, static_cast<std::int64_t>(row));
    for (std::size_t row = 0; row < newRows.size(); ++row) {
        const auto found = byKey.find(newRows[row].key);
        if (found == byKey.end() || result.newOf[static_cast<std::size_t>(found->second)] != kNone)
            continue;
        result.oldOf[row] = found->second;
        result.newOf[static_cast<std::size_t>(found->second)] = static_cast<std::int64_t>(row);
    }
    return result;
}

// Records have no key: one that was removed and one that was added between the same neighbours of the same segment are
// taken to be one that changed.
void pairByPlace(const RowSide &oldSide, const RowSide &newSide, Matching &matching)
{
    std::unordered_map<std::int64_t, std::size_t> oldAt;
    for (std::size_t segment = 0; segment < oldSide.parts().size(); ++segment)
        oldAt.emplace(oldSide.parts()[segment].position, segment);
    for (std::size_t segment = 0; segment < newSide.parts().size(); ++segment) {
        const RowSide::Part &part = newSide.parts()[segment];
        const auto found = oldAt.find(part.position);
        if (found == oldAt.end())
            continue;
        std::int64_t oldRow = oldSide.firstRow(found->second);
        const std::int64_t oldEnd = oldRow + oldSide.parts()[found->second].count;
        std::int64_t newRow = newSide.firstRow(segment);
        const std::int64_t newEnd = newRow + part.count;
        while (oldRow < oldEnd && newRow < newEnd) {
            std::int64_t &partnerOfOld = matching.newOf[static_cast<std::size_t>(oldRow)];
            std::int64_t &partnerOfNew = matching.oldOf[static_cast<std::size_t>(newRow)];
            if (partnerOfOld == kNone && partnerOfNew == kNone) {
                partnerOfOld = newRow++;
                partnerOfNew = oldRow++;
            } else if (partnerOfOld == kNone) {
                ++oldRow; // removed without a substitute before this neighbour
            } else if (partnerOfNew == kNone) {
                ++newRow;
            } else {
                ++oldRow;
                ++newRow;
            }
        }
    }
}

struct Event
{
    dataset::Position position;
    ChangeKind kind;
    std::int64_t oldRow;
    std::int64_t newRow;
};

Status visitEvents(RowSide &oldSide, RowSide &newSide, const std::vector<Event> &events, const RowVisitor &visit,
                   base::TaskContext &task)
{
    std::int64_t done = 0;
    for (const Event &event : events) {
        if (task.cancelled())
            return base::cancelled();
        RowChange change{event.kind, event.position, {}, {}};
        for (const auto &[side, row, target] :
             {std::tuple(&oldSide, event.oldRow, &change.before), {&newSide, event.newRow, &change.after}}) {
            if (row == kNone)
                continue;
            auto body = side->body(row);
            if (!body)
                return fail(body.error());
            *target = std::move(*body);
        }
        if (auto status = visit(change); !status)
            return status;
        task.progress(++done, static_cast<std::int64_t>(events.size()));
    }
    return {};
}

// One side has nothing to compare with: names give the count, and rows can be streamed.
Status visitWhole(RowSide &side, ChangeKind kind, const RowVisitor &visit, base::TaskContext &task)
{
    for (std::size_t part = 0; part < side.parts().size(); ++part) {
        if (task.cancelled())
            return base::cancelled();
        const auto rows = side.load(part);
        if (!rows)
            return fail(rows.error());
        for (std::size_t row = 0; row < (*rows)->text.lines.size(); ++row) {
            RowChange change{kind, side.positionIn(part, **rows, row), {}, {}};
            (kind == ChangeKind::Added ? change.after : change.before) = (*rows)->text.lines[row];
            if (auto status = visit(change); !status)
                return status;
        }
        task.progress(side.firstRow(part), side.rows());
    }
    return {};
}

} // namespace

RowSide::RowSide(std::vector<Part> parts, Loader loader) : m_parts(std::move(parts)), m_loader(std::move(loader))
{
    for (const Part &part : m_parts) {
        m_first.push_back(m_rows);
        m_rows += part.count;
    }
}

Result<std::shared_ptr<const RowSide::Rows>> RowSide::load(std::size_t part)
{
    for (const auto &[index, rows] : m_recent) {
        if (index == part)
            return rows;
    }
    auto rows = m_loader(part);
    if (!rows)
        return fail(rows.error());
    auto shared = std::make_shared<const Rows>(std::move(*rows));
    m_recent.emplace_front(part, shared);
    if (m_recent.size() > kRecentParts)
        m_recent.pop_back();
    return shared;
}

dataset::Position RowSide::positionIn(std::size_t part, const Rows &rows, std::size_t row) const
{
    return m_parts[part].position
        + (rows.ordinals.empty() ? static_cast<dataset::Position>(row) : dataset::Position(rows.ordinals[row]));
}

std::size_t RowSide::partOf(std::int64_t row) const
{
    return static_cast<std::size_t>(std::upper_bound(m_first.begin(), m_first.end(), row) - m_first.begin()) - 1;
}

Result<std::string> RowSide::body(std::int64_t row)
{
    const std::size_t part = partOf(row);
    const auto rows = load(part);
    if (!rows)
        return fail(rows.error());
    return std::string((*rows)->text.lines[static_cast<std::size_t>(row - m_first[part])]);
}

Result<std::vector<RowIdentity>> RowSide::identities(const QStringList &keyFields, base::TaskContext &task)
{
    dataset::RowIdentifier identifier(keyFields);
    dataset::RowIdentifier fallback({});
    std::vector<RowIdentity> result;
    result.reserve(static_cast<std::size_t>(m_rows));
    m_positions.clear();
    m_positions.reserve(static_cast<std::size_t>(m_rows));
    for (std::size_t part = 0; part < m_parts.size(); ++part) {
        if (task.cancelled())
            return base::cancelled();
        const auto rows = load(part);
        if (!rows)
            return fail(rows.error());
        for (std::size_t row = 0; row < (*rows)->text.lines.size(); ++row) {
            const std::string_view line = (*rows)->text.lines[row];
            m_positions.push_back(positionIn(part, **rows, row));
            const base::Digest id = dataset::recordId(line);
            auto identity = identifier.identify(line, id);
            result.push_back(identity ? *identity : *fallback.identify(line, id));
        }
    }
    return result;
}

Result<RowCounts> compareRows(RowSide &oldSide, RowSide &newSide, const QStringList &keyFields, base::TaskContext &task,
                              const RowVisitor &visit)
{
    RowCounts counts;
    if (oldSide.rows() == 0 || newSide.rows() == 0) {
        counts.removed = oldSide.rows();
        counts.added = newSide.rows();
        RowSide &side = counts.added > 0 ? newSide : oldSide;
        if (visit) {
            const auto kind = counts.added > 0 ? ChangeKind::Added : ChangeKind::Removed;
            if (auto status = visitWhole(side, kind, visit, task); !status)
                return fail(status.error());
        }
        return counts;
    }
    const auto oldRows = oldSide.identities(keyFields, task);
    const auto newRows = newSide.identities(keyFields, task);
    if (!oldRows || !newRows)
        return fail(!oldRows ? oldRows.error() : newRows.error());
    Matching matching = match(*oldRows, *newRows);
    if (keyFields.isEmpty())
        pairByPlace(oldSide, newSide, matching);

    std::vector<Event> events;
    for (std::size_t row = 0; row < newRows->size(); ++row) {
        const std::int64_t partner = matching.oldOf[row];
        if (partner != kNone && (*oldRows)[static_cast<std::size_t>(partner)] == (*newRows)[row])
            continue;
        const auto number = static_cast<std::int64_t>(row);
        events.push_back(
            {newSide.positionOf(row), partner == kNone ? ChangeKind::Added : ChangeKind::Changed, partner, number});
        ++(partner == kNone ? counts.added : counts.changed);
    }
    for (std::size_t row = 0; row < oldRows->size(); ++row) {
        if (matching.newOf[row] != kNone)
            continue;
        const auto number = static_cast<std::int64_t>(row);
        events.push_back({oldSide.positionOf(row), ChangeKind::Removed, number, kNone});
        ++counts.removed;
    }
    if (visit) {
        std::stable_sort(events.begin(), events.end(),
                         [](const Event &left, const Event &right) { return left.position < right.position; });
        if (auto status = visitEvents(oldSide, newSide, events, visit, task); !status)
            return fail(status.error());
    }
    return counts;
}

} // namespace datanet::versioning
