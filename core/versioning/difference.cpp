#include "versioning/difference.h"

#include "dataset/row_identity.h"
#include "versioning/segment_side.h"

#include <algorithm>
#include <unordered_map>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
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

Matching match(const std::vector<RowIdentity> &oldRows, const std::vector<RowIdentity> &newRows)
{
    Matching result{std::vector<std::int64_t>(oldRows.size(), kNone), std::vector<std::int64_t>(newRows.size(), kNone)};
    RowNumbers byKey;
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
void pairByPlace(const SegmentSide &oldSide, const SegmentSide &newSide, Matching &matching)
{
    std::unordered_map<std::int64_t, std::size_t> oldAt;
    for (std::size_t segment = 0; segment < oldSide.segments().size(); ++segment)
        oldAt.emplace(oldSide.segments()[segment].name.position, segment);
    for (std::size_t segment = 0; segment < newSide.segments().size(); ++segment) {
        const SegmentName &name = newSide.segments()[segment].name;
        const auto found = oldAt.find(name.position);
        if (found == oldAt.end())
            continue;
        std::int64_t oldRow = oldSide.firstRow(found->second);
        const std::int64_t oldEnd = oldRow + oldSide.segments()[found->second].name.count;
        std::int64_t newRow = newSide.firstRow(segment);
        const std::int64_t newEnd = newRow + name.count;
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

Status visitEvents(SegmentSide &oldSide, SegmentSide &newSide, const std::vector<Event> &events,
                   const RowVisitor &visit, base::TaskContext &task)
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
Status visitWhole(SegmentSide &side, ChangeKind kind, const RowVisitor &visit, base::TaskContext &task)
{
    for (std::size_t segment = 0; segment < side.segments().size(); ++segment) {
        if (task.cancelled())
            return base::cancelled();
        const auto lines = side.load(segment);
        if (!lines)
            return fail(lines.error());
        dataset::Position position = side.segments()[segment].name.position;
        for (const std::string_view line : (*lines)->lines) {
            RowChange change{kind, position++, {}, {}};
            (kind == ChangeKind::Added ? change.after : change.before) = line;
            if (auto status = visit(change); !status)
                return status;
        }
        task.progress(side.firstRow(segment), side.rows());
    }
    return {};
}

} // namespace

Result<DifferenceCounts> difference(const Repository &repository, const std::optional<CommitId> &from,
                                    const std::optional<CommitId> &to, const QStringList &keyFields,
                                    base::TaskContext &task, const RowVisitor &visit)
{
    const auto oldTree = from ? ContentTree::of(repository, *from) : Result<ContentTree>(ContentTree::empty());
    const auto newTree = to ? ContentTree::of(repository, *to) : Result<ContentTree>(ContentTree::empty());
    if (!oldTree || !newTree)
        return fail(!oldTree ? oldTree.error() : newTree.error());
    return difference(repository, *oldTree, *newTree, keyFields, task, visit);
}

Result<DifferenceCounts> difference(const Repository &repository, const ContentTree &from, const ContentTree &to,
                                    const QStringList &keyFields, base::TaskContext &task, const RowVisitor &visit)
{
    DifferenceCounts counts;
    for (const char *name : {dataset::kReadmeFile, dataset::kMetadataFile, dataset::kSchemaFile}) {
        const auto before = from.documents().find(name);
        const auto after = to.documents().find(name);
        const bool hadOne = before != from.documents().end();
        const bool hasOne = after != to.documents().end();
        if (hadOne != hasOne || (hadOne && before->second != after->second))
            counts.documents.append(QLatin1StringView(name));
    }

    auto segments = compareSegments(repository, from, to);
    if (!segments)
        return fail(segments.error());
    SegmentSide oldSide(repository, std::move(segments->onlyOld));
    SegmentSide newSide(repository, std::move(segments->onlyNew));
    if (oldSide.rows() == 0 || newSide.rows() == 0) {
        counts.removed = oldSide.rows();
        counts.added = newSide.rows();
        SegmentSide &side = counts.added > 0 ? newSide : oldSide;
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
            {newSide.positionOf(number), partner == kNone ? ChangeKind::Added : ChangeKind::Changed, partner, number});
        ++(partner == kNone ? counts.added : counts.changed);
    }
    for (std::size_t row = 0; row < oldRows->size(); ++row) {
        if (matching.newOf[row] != kNone)
            continue;
        const auto number = static_cast<std::int64_t>(row);
        events.push_back({oldSide.positionOf(number), ChangeKind::Removed, number, kNone});
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
