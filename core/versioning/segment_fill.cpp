#include "versioning/segment_fill.h"

#include "dataset/row_identity.h"
#include "dataset/segment.h"
#include "dataset/working_copy.h"
#include "versioning/working_link.h"

#include <QtConcurrent>

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

class SegmentFill
{
public:
    SegmentFill(WorkingState &state, const Repository &repository) : m_state(state), m_repository(repository) { }

    Status fill(const std::vector<ContentTree::Segment> &wanted, bool reuse, base::TaskContext &task)
    {
        std::map<SegmentName, std::size_t> known;
        for (std::size_t index = 0; reuse && index < m_state.segments.size(); ++index) {
            const SegmentEntry &entry = m_state.segments[index];
            // Under the name it has in a version, wherever it had to be moved to.
            const bool isMoved = entry.base && entry.base->sha256 == entry.sha256 && entry.base->count == entry.count;
            known.emplace(nameOf(isMoved ? *entry.base : entry.name()), index);
        }
        std::vector<bool> stays(m_state.segments.size());
        std::vector<Missing> missing;
        Position end = 0; // of the segments so far
        constexpr std::size_t kNoSegment = SIZE_MAX;
        std::size_t last = kNoSegment; // the last of them, if it stays: then its end is not looked up yet
        for (const ContentTree::Segment &segment : wanted) {
            if (task.cancelled())
                return base::cancelled();
            const auto found = known.find(segment.name);
            const std::size_t index = found == known.end() ? kNoSegment : found->second;
            const bool isNeighbour = last != kNoSegment && index == last + 1;
            if (last != kNoSegment && !isNeighbour) {
                const auto behind = endOf(last);
                if (!behind)
                    return fail(behind.error());
                end = *behind;
            }
            if (isNeighbour || (index != kNoSegment && m_state.segments[index].position >= end)) {
                stays[index] = true;
                last = index;
            } else {
                const Position position = std::max<Position>(segment.name.position, end);
                missing.push_back({position, &segment});
                last = kNoSegment;
                end = position + segment.name.count;
            }
        }
        if (auto status = drop(stays); !status)
            return status;
        // Unpacking and hashing is shared by the cores; the database belongs to this thread.
        for (std::size_t first = 0; first < missing.size(); first += kSegmentsAtOnce) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(static_cast<std::int64_t>(first), static_cast<std::int64_t>(missing.size()));
            const std::size_t count = std::min(kSegmentsAtOnce, missing.size() - first);
            const auto begin = missing.cbegin() + static_cast<std::ptrdiff_t>(first);
            const auto packed = QtConcurrent::blockingMapped<std::vector<Result<Packed>>>(
                begin, begin + static_cast<std::ptrdiff_t>(count),
                [this](const Missing &each) { return pack(*each.segment); });
            for (std::size_t index = 0; index < count; ++index) {
                if (!packed[index])
                    return fail(packed[index].error());
                if (auto status = insert(missing[first + index], *packed[index]); !status)
                    return status;
            }
        }
        return m_state.reload();
    }

private:
    static constexpr std::size_t kSegmentsAtOnce = 64;

    struct Missing
    {
        Position position = 0;
        const ContentTree::Segment *segment = nullptr;
    };
    struct Packed
    {
        base::Bytes rows;
        base::Bytes frame;
        qsizetype rawBytes = 0;
    };

    Result<Position> endOf(std::size_t index)
    {
        const auto loaded = m_state.load(index);
        if (!loaded)
            return fail(loaded.error());
        return (*loaded)->position + (*loaded)->rows.back().ordinal + 1;
    }

    Status drop(const std::vector<bool> &stays)
    {
        auto removal = m_state.database.prepare("DELETE FROM segments WHERE position = ?1");
        if (!removal)
            return fail(removal.error());
        for (std::size_t index = 0; index < stays.size(); ++index) {
            if (stays[index])
                continue;
            m_state.retired.push_back(m_state.segments[index].piece);
            if (auto status = removal->bind(1, m_state.segments[index].position).run(); !status)
                return status;
        }
        return {};
    }

    // On any thread.
    [[nodiscard]] Result<Packed> pack(const ContentTree::Segment &segment) const
    {
        Packed packed;
        auto frame = m_repository.read(segment.blob, ObjectType::Blob, kMaximumFrameBytes);
        if (!frame)
            return fail(frame.error().within(QString::fromLatin1(segment.name.path())));
        auto raw = unpackSegment(segment.name, *frame);
        if (!raw)
            return fail(raw.error());
        packed.frame = std::move(*frame);
        packed.rawBytes = raw->size();
        const auto lines = dataset::SegmentLines::from(std::move(*raw));
        if (!lines)
            return fail(lines.error().within(QString::fromLatin1(segment.name.path())));
        dataset::RowIdentifier identifier(m_state.keyFields);
        std::vector<dataset::SegmentRow> rows;
        rows.reserve(lines->lines.size());
        for (const std::string_view line : lines->lines) {
            const base::Digest id = dataset::recordId(line);
            auto identity = identifier.identify(line, id);
            // A row that lacks its key is a finding for the checks; it still has to be somewhere.
            if (!identity)
                identity = dataset::RowIdentifier({}).identify(line, id);
            rows.push_back({static_cast<std::uint16_t>(rows.size()), *identity});
        }
        packed.rows = packRows(rows);
        return packed;
    }

    Status insert(const Missing &missing, const Packed &packed)
    {
        if (!m_insert) {
            auto statement = m_state.database.prepare("INSERT INTO segments(position, count, bytes, sha256, piece)"
                                                      " VALUES(?1, ?2, ?3, ?4, ?5)");
            if (!statement)
                return fail(statement.error());
            m_insert = std::move(*statement);
        }
        const auto piece = m_state.writePiece(packed.rows, packed.frame);
        if (!piece)
            return fail(piece.error());
        const SegmentName &name = missing.segment->name;
        m_insert->bind(1, missing.position).bind(2, std::int64_t(name.count)).bind(3, std::int64_t(packed.rawBytes));
        return m_insert->bindBlob(4, name.sha256.view()).bind(5, *piece).run();
    }

    WorkingState &m_state;
    const Repository &m_repository;
    std::optional<base::Statement> m_insert;
};

} // namespace

Status fillSegments(WorkingState &state, const Repository &repository, const std::vector<ContentTree::Segment> &wanted,
                    bool reuse, base::TaskContext &task)
{
    return SegmentFill(state, repository).fill(wanted, reuse, task);
}

} // namespace datanet::versioning
