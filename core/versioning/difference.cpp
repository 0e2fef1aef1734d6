#include "versioning/difference.h"

#include "dataset/row_identity.h"
#include "dataset/segment.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::ChangeKind;
using dataset::RowChange;
using dataset::RowIdentity;
using dataset::SegmentLines;

namespace {

constexpr std::size_t kRecentSegments = 32;
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

// The rows of the segments that only one side has.
class Side
{
public:
    Side(const Repository &repository, std::vector<ContentTree::Segment> segments)
        : m_repository(repository), m_segments(std::move(segments))
    {
        for (const ContentTree::Segment &segment : m_segments) {
            m_first.push_back(m_rows);
            m_rows += segment.name.count;
        }
    }

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] const std::vector<ContentTree::Segment> &segments() const { return m_segments; }
    [[nodiscard]] std::int64_t firstRow(std::size_t segment) const { return m_first[segment]; }

    [[nodiscard]] dataset::Position positionOf(std::int64_t row) const
    {
        const std::size_t segment = segmentOf(row);
        return m_segments[segment].name.position + row - m_first[segment];
    }

    Result<std::shared_ptr<const SegmentLines>> load(std::size_t segment)
    {
        for (const auto &[index, lines] : m_recent) {
            if (index == segment)
                return lines;
        }
        auto raw = readSegment(m_repository, m_segments[segment]);
        if (!raw)
            return fail(raw.error());
        auto lines = SegmentLines::from(std::move(*raw));
        if (!lines)
            return fail(lines.error().within(QString::fromLatin1(m_segments[segment].name.path())));
        auto shared = std::make_shared<const SegmentLines>(std::move(*lines));
        m_recent.emplace_front(segment, shared);
        if (m_recent.size() > kRecentSegments)
            m_recent.pop_back();
        return shared;
    }

    Result<std::string> body(std::int64_t row)
    {
        const std::size_t segment = segmentOf(row);
        const auto lines = load(segment);
        if (!lines)
            return fail(lines.error());
        return std::string((*lines)->lines[static_cast<std::size_t>(row - m_first[segment])]);
    }

    Result<std::vector<RowIdentity>> identities(const QStringList &keyFields, base::TaskContext &task)
    {
        dataset::RowIdentifier identifier(keyFields);
        dataset::RowIdentifier fallback({});
        std::vector<RowIdentity> result;
        result.reserve(static_cast<std::size_t>(m_rows));
        for (std::size_t segment = 0; segment < m_segments.size(); ++segment) {
            if (task.cancelled())
                return base::cancelled();
            const auto lines = load(segment);
            if (!lines)
                return fail(lines.error());
            for (const std::string_view line : (*lines)->lines) {
                const base::Digest id = dataset::recordId(line);
                auto identity = identifier.identify(line, id);
                result.push_back(identity ? *identity : *fallback.identify(line, id));
            }
        }
        return result;
    }

private:
    [[nodiscard]] std::size_t segmentOf(std::int64_t row) const
    {
        return static_cast<std::size_t>(std::upper_bound(m_first.begin(), m_first.end(), row) - m_first.begin()) - 1;
    }

    const Repository &m_repository;
    std::vector<ContentTree::Segment> m_segments;
    std::vector<std::int64_t> m_first; // row number with which each segment begins
    std::int64_t m_rows = 0;
    std::deque<std::pair<std::size_t, std::shared_ptr<const SegmentLines>>> m_recent;
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
void pairByPlace(const Side &oldSide, const Side &newSide, Matching &matching)
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

Status visitEvents(Side &oldSide, Side &newSide, const std::vector<Event> &events, const RowVisitor &visit,
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
Status visitWhole(Side &side, ChangeKind kind, const RowVisitor &visit, base::TaskContext &task)
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

    DifferenceCounts counts;
    for (const char *name : {dataset::kReadmeFile, dataset::kMetadataFile, dataset::kSchemaFile}) {
        const auto before = oldTree->documents().find(name);
        const auto after = newTree->documents().find(name);
        const bool hadOne = before != oldTree->documents().end();
        const bool hasOne = after != newTree->documents().end();
        if (hadOne != hasOne || (hadOne && before->second != after->second))
            counts.documents.append(QLatin1StringView(name));
    }

    auto segments = compareSegments(repository, *oldTree, *newTree);
    if (!segments)
        return fail(segments.error());
    Side oldSide(repository, std::move(segments->onlyOld));
    Side newSide(repository, std::move(segments->onlyNew));
    if (oldSide.rows() == 0 || newSide.rows() == 0) {
        counts.removed = oldSide.rows();
        counts.added = newSide.rows();
        Side &side = counts.added > 0 ? newSide : oldSide;
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
