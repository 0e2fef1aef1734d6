#include "versioning/working_relation.h"

#include "versioning/row_comparison.h"
#include "versioning/working_link.h"

#include <algorithm>
#include <map>

namespace datanet::versioning {

using base::fail;
using base::Result;
using base::Status;
using dataset::Position;
using dataset::SegmentEntry;
using dataset::WorkingState;
using namespace Qt::StringLiterals;

namespace {

// Gives every segment its name in the base, and lists the base's other segments, so that the next version leaves them
// out. What is on one side only is left to compare.
class SegmentRelation
{
public:
    explicit SegmentRelation(WorkingState &state) : m_state(state) { }

    Status relate(const std::vector<ContentTree::Segment> &base)
    {
        if (auto status = m_state.database.execute(u"DELETE FROM emptied"_s); !status)
            return status;
        std::map<SegmentName, const ContentTree::Segment *> names;
        for (const ContentTree::Segment &segment : base)
            names.emplace(segment.name, &segment);
        auto update = m_state.database.prepare("UPDATE segments SET batch = NULL, base_position = ?2, base_sha256 = ?3,"
                                               " base_count = ?4 WHERE position = ?1");
        if (!update)
            return fail(update.error());
        for (std::size_t index = 0; index < m_state.segments.size(); ++index) {
            const SegmentEntry &entry = m_state.segments[index];
            const auto name = claim(names, entry);
            if (!name)
                onlyHere.push_back(index);
            if (entry.base == name && !entry.batch)
                continue;
            update->bind(1, entry.position);
            if (name) {
                update->bind(2, name->position).bindBlob(3, name->sha256.view()).bind(4, std::int64_t(name->count));
            } else {
                update->bindNull(2).bindNull(3).bindNull(4);
            }
            if (auto status = update->run(); !status)
                return status;
        }
        for (const auto &[name, segment] : names)
            onlyInBase.push_back(*segment);
        return writeEmptied();
    }

    std::vector<std::size_t> onlyHere;
    std::vector<ContentTree::Segment> onlyInBase;

private:
    // A moved segment goes by the name it had; every name is given once.
    static std::optional<SegmentEntry::Name> claim(std::map<SegmentName, const ContentTree::Segment *> &names,
                                                   const SegmentEntry &entry)
    {
        auto found = names.find(nameOf(entry.name()));
        if (found == names.end()) {
            // Names begin with the position, and a move goes to a later one.
            if (entry.base && entry.base->sha256 == entry.sha256 && entry.base->count == entry.count)
                found = names.find(nameOf(*entry.base));
            for (auto other = names.upper_bound({entry.position, {}, 0});
                 found == names.end() && other != names.begin();) {
                --other;
                if (other->first.position + dataset::kMaximumOrdinal < entry.position)
                    break;
                if (other->first.sha256 == entry.sha256 && other->first.count == entry.count)
                    found = other;
            }
        }
        if (found == names.end())
            return std::nullopt;
        const SegmentName name = found->first;
        names.erase(found);
        return SegmentEntry::Name{name.position, name.sha256, name.count};
    }

    Status writeEmptied()
    {
        auto emptied = m_state.database.prepare("INSERT INTO emptied VALUES(?1, ?2, ?3)");
        if (!emptied)
            return fail(emptied.error());
        for (const ContentTree::Segment &segment : onlyInBase) {
            emptied->bind(1, segment.name.position).bindBlob(2, segment.name.sha256.view());
            if (auto status = emptied->bind(3, std::int64_t(segment.name.count)).run(); !status)
                return status;
        }
        return {};
    }

    WorkingState &m_state;
};

RowSide sideOf(WorkingState &state, const std::vector<std::size_t> &segments)
{
    std::vector<RowSide::Part> parts;
    for (const std::size_t index : segments)
        parts.push_back({state.segments[index].position, state.segments[index].count});
    return {std::move(parts), [&state, segments](std::size_t part) -> Result<RowSide::Rows> {
                const auto loaded = state.load(segments[part]);
                if (!loaded)
                    return fail(loaded.error());
                auto lines = dataset::SegmentLines::from((*loaded)->text.raw);
                if (!lines)
                    return fail(lines.error());
                RowSide::Rows rows{std::move(*lines), {}};
                for (const dataset::SegmentRow &row : (*loaded)->rows)
                    rows.ordinals.push_back(row.ordinal);
                return rows;
            }};
}

// A row that went is listed where it was. One that came at the same place makes it a changed row; where another stands
// that did not change, it is listed behind that.
class ChangeList
{
public:
    explicit ChangeList(WorkingState &state) : m_state(state) { }

    // In the order of positions; of equal ones the new row first.
    Status add(const dataset::RowChange &change)
    {
        if (!m_insert) {
            auto statement = m_state.database.prepare(
                "INSERT INTO changes VALUES(?1, ?2, ?3) ON CONFLICT(position) DO UPDATE SET kind = 1, before = ?3");
            if (!statement)
                return fail(statement.error());
            m_insert = std::move(*statement);
        }
        Position position = change.position;
        if (change.kind == dataset::ChangeKind::Removed) {
            const auto free = placeFor(position);
            if (!free)
                return fail(free.error());
            position = m_lastRemoved = *free;
        } else {
            m_lastNew = change.kind == dataset::ChangeKind::Added ? position : -1;
        }
        m_insert->bind(1, position).bind(2, static_cast<std::int64_t>(change.kind));
        if (change.kind == dataset::ChangeKind::Added)
            m_insert->bindNull(3);
        else
            m_insert->bindText(3, change.before);
        return m_insert->run();
    }

private:
    Result<Position> placeFor(Position wanted)
    {
        if (wanted == m_lastNew && wanted > m_lastRemoved)
            return wanted;
        for (Position position = std::max(wanted, m_lastRemoved + 1);; ++position) {
            const auto segment = m_state.segmentAt(position);
            if (!segment)
                return position;
            const auto loaded = m_state.load(*segment);
            if (!loaded)
                return fail(loaded.error());
            if (!(*loaded)->indexOf(position))
                return position;
        }
    }

    WorkingState &m_state;
    std::optional<base::Statement> m_insert;
    Position m_lastNew = -1;
    Position m_lastRemoved = -1;
};

} // namespace

Status relateRows(WorkingState &state, const Repository &repository, const ContentTree &base, base::TaskContext &task)
{
    const auto segments = base.segments(repository);
    if (!segments)
        return fail(segments.error());
    SegmentRelation relation(state);
    if (auto status = relation.relate(*segments); !status)
        return status;
    if (auto status = state.database.execute(u"DELETE FROM changes"_s); !status)
        return status;
    RowSide before = sideOf(repository, std::move(relation.onlyInBase));
    RowSide after = sideOf(state, relation.onlyHere);
    ChangeList changes(state);
    const auto counts = compareRows(before, after, state.keyFields, task,
                                    [&changes](const dataset::RowChange &change) { return changes.add(change); });
    return counts ? Status() : Status(fail(counts.error()));
}

} // namespace datanet::versioning
