#include "versioning/row_comparison.h"

#include "dataset/row_identity.h"

#include <algorithm>
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

// For each row of either side, the row of the other that it is, or kNone.
struct Matching
{
    std::vector<std::int64_t> newOf; // by old row
    std::vector<std::int64_t> oldOf; // by new row
};

// Pairs the rows that are left by their key; whether they are the same is another question.
void matchRest(const RowSide &oldSide, const RowSide &newSide, Matching &matching)
{
    RowNumbers byKey;
    for (std::size_t row = 0; row < matching.newOf.size(); ++row) {
        if (matching.newOf[row] == kNone)
            byKey.emplace(oldSide.identityOf(row).key, static_cast<std::int64_t>(row));
    }
    for (std::size_t row = 0; row < matching.oldOf.size(); ++row) {
        if (matching.oldOf[row] != kNone)
            continue;
        const auto found = byKey.find(newSide.identityOf(row).key);
        if (found == byKey.end() || matching.newOf[static_cast<std::size_t>(found->second)] != kNone)
            continue;
        matching.oldOf[row] = found->second;
        matching.newOf[static_cast<std::size_t>(found->second)] = static_cast<std::int64_t>(row);
    }
}

// Pairs rows of two parts that are the same, byte by byte: most are, and are never hashed.
void matchEqual(const RowSide::Rows &oldRows, const RowSide::Rows &newRows, std::int64_t firstOld,
                std::int64_t firstNew, Matching &matching)
{
    const auto &before = oldRows.text.lines;
    const auto &after = newRows.text.lines;
    const auto pair = [&](std::size_t oldRow, std::size_t newRow) {
        matching.newOf[static_cast<std::size_t>(firstOld) + oldRow] = firstNew + static_cast<std::int64_t>(newRow);
        matching.oldOf[static_cast<std::size_t>(firstNew) + newRow] = firstOld + static_cast<std::int64_t>(oldRow);
    };
    std::size_t begin = 0;
    while (begin < before.size() && begin < after.size() && before[begin] == after[begin]) {
        pair(begin, begin);
        ++begin;
    }
    std::size_t oldEnd = before.size();
    std::size_t newEnd = after.size();
    while (oldEnd > begin && newEnd > begin && before[oldEnd - 1] == after[newEnd - 1])
        pair(--oldEnd, --newEnd);
    std::unordered_map<std::string_view, std::size_t> between;
    for (std::size_t row = begin; row < oldEnd; ++row)
        between.emplace(before[row], row);
    for (std::size_t row = begin; row < newEnd; ++row) {
        const auto found = between.find(after[row]);
        if (found == between.end())
            continue;
        pair(found->second, row);
        between.erase(found);
    }
}

// Matches what can be matched without a hash, and gives all other rows their identities.
Status identify(RowSide &oldSide, RowSide &newSide, const QStringList &keyFields, Matching &matching,
                base::TaskContext &task)
{
    std::unordered_map<std::int64_t, std::size_t> newAt;
    for (std::size_t part = 0; part < newSide.parts().size(); ++part)
        newAt.emplace(newSide.parts()[part].position, part);
    std::vector<bool> done(newSide.parts().size());
    dataset::RowIdentifier identifier(keyFields);
    const auto total = static_cast<std::int64_t>(oldSide.parts().size() + newSide.parts().size());
    std::int64_t handled = 0;
    const auto rest = [&](RowSide &side, std::size_t part, const RowSide::Rows &rows,
                          const std::vector<std::int64_t> &partner) {
        task.progress(++handled, total);
        side.identify(part, rows, partner, identifier);
    };
    for (std::size_t part = 0; part < oldSide.parts().size(); ++part) {
        if (task.cancelled())
            return base::cancelled();
        const auto before = oldSide.load(part);
        if (!before)
            return fail(before.error());
        if (const auto found = newAt.find(oldSide.parts()[part].position);
            found != newAt.end() && !done[found->second]) {
            const auto after = newSide.load(found->second);
            if (!after)
                return fail(after.error());
            done[found->second] = true;
            matchEqual(**before, **after, oldSide.firstRow(part), newSide.firstRow(found->second), matching);
            rest(newSide, found->second, **after, matching.oldOf);
        }
        rest(oldSide, part, **before, matching.newOf);
    }
    for (std::size_t part = 0; part < newSide.parts().size(); ++part) {
        if (done[part])
            continue;
        if (task.cancelled())
            return base::cancelled();
        const auto after = newSide.load(part);
        if (!after)
            return fail(after.error());
        rest(newSide, part, **after, matching.oldOf);
    }
    return {};
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
    Matching matching{std::vector<std::int64_t>(static_cast<std::size_t>(oldSide.rows()), kNone),
                      std::vector<std::int64_t>(static_cast<std::size_t>(newSide.rows()), kNone)};
    if (auto status = identify(oldSide, newSide, keyFields, matching, task); !status)
        return fail(status.error());
    std::vector<std::size_t> oldRest;
    std::vector<std::size_t> newRest;
    for (std::size_t row = 0; row < matching.newOf.size(); ++row) {
        if (matching.newOf[row] == kNone)
            oldRest.push_back(row);
    }
    for (std::size_t row = 0; row < matching.oldOf.size(); ++row) {
        if (matching.oldOf[row] == kNone)
            newRest.push_back(row);
    }
    matchRest(oldSide, newSide, matching);
    if (keyFields.isEmpty())
        pairByPlace(oldSide, newSide, matching);

    std::vector<Event> events;
    for (const std::size_t row : newRest) {
        const std::int64_t partner = matching.oldOf[row];
        if (partner != kNone && oldSide.identityOf(static_cast<std::size_t>(partner)) == newSide.identityOf(row))
            continue;
        const auto number = static_cast<std::int64_t>(row);
        events.push_back(
            {newSide.positionOf(row), partner == kNone ? ChangeKind::Added : ChangeKind::Changed, partner, number});
        ++(partner == kNone ? counts.added : counts.changed);
    }
    for (const std::size_t row : oldRest) {
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
