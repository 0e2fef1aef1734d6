#include "dataset/working_copy.h"
#include "dataset/working_edits.h"
#include "dataset/working_state.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

Status WorkingCopy::replace(Position position, std::string_view canonicalBody)
{
    if (auto status = checkCanonical(canonicalBody); !status)
        return status;
    WorkingState &state = *m_state;
    return state.operate({OperationKind::Changed, 1, {}}, [&]() -> Status {
        const auto segment = state.segmentAt(position);
        if (!segment)
            return noSuchRow(position);
        const auto loaded = state.load(*segment);
        if (!loaded)
            return fail(loaded.error());
        const auto index = (*loaded)->indexOf(position);
        if (!index)
            return noSuchRow(position);
        Edits edits(state);
        auto open = edits.openAt(*segment);
        if (!open)
            return fail(open.error());
        SegmentRow &row = open->content.rows[*index];
        std::string &line = open->content.lines[*index];
        if (line == canonicalBody)
            return {};
        const auto identity = edits.identify(canonicalBody);
        if (!identity)
            return fail(identity.error());
        if (auto status = edits.release(row.identity); !status)
            return status;
        if (auto status = edits.claim(*identity); !status)
            return status;
        if (auto status = edits.record(open->entry, position, line, canonicalBody); !status)
            return status;

        row.identity = *identity;
        line = canonicalBody;
        // A long row may no longer fit beside its neighbours.
        if (open->content.rawSize() > kMaximumSegmentBytes)
            return state.storeSplit(open->entry, open->content);
        return state.store(open->entry, open->content);
    });
}

Result<Position> WorkingCopy::append(std::string_view canonicalBody)
{
    if (auto status = checkCanonical(canonicalBody); !status)
        return fail(status.error());
    WorkingState &state = *m_state;
    Position position = 0;
    const auto done = state.operate({OperationKind::Added, 1, {}}, [&]() -> Status {
        Edits edits(state);
        const auto identity = edits.identify(canonicalBody);
        if (!identity)
            return fail(identity.error());
        if (auto status = edits.claim(*identity); !status)
            return status;
        const auto next = state.nextPosition();
        if (!next)
            return fail(next.error());
        Edits::Open open;
        open.entry.position = *next;
        int ordinal = 0;
        if (!state.segments.empty()) {
            auto last = edits.openAt(state.segments.size() - 1);
            if (!last)
                return fail(last.error());
            const int behind = last->content.rows.back().ordinal + 1;
            // An emptied segment may stand behind the last one with rows: nothing is put between them.
            const bool isLast = ((last->entry.position + behind - 1) / kSegmentStep + 1) * kSegmentStep == *next;
            if (isLast && behind <= kMaximumOrdinal && last->content.rows.size() < kMaximumSegmentRows
                && last->content.rawSize() + static_cast<std::int64_t>(canonicalBody.size()) < kSegmentBytes) {
                open = std::move(*last);
                ordinal = behind;
            }
        }
        position = open.entry.position + ordinal;
        open.content.rows.push_back({static_cast<std::uint16_t>(ordinal), *identity});
        open.content.lines.emplace_back(canonicalBody);
        if (auto status = edits.record(open.entry, position, std::nullopt, canonicalBody); !status)
            return status;
        return state.store(open.entry, open.content);
    });
    if (!done)
        return fail(done.error());
    return position;
}

Status WorkingCopy::remove(std::span<const Position> positions)
{
    WorkingState &state = *m_state;
    std::vector<Position> sorted(positions.begin(), positions.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (sorted.empty())
        return {};
    return state.operate({OperationKind::Removed, std::int64_t(sorted.size()), {}}, [&]() -> Status {
        Edits edits(state);
        for (std::size_t next = 0; next < sorted.size();) {
            const auto segment = state.segmentAt(sorted[next]);
            if (!segment)
                return noSuchRow(sorted[next]);
            auto open = edits.openAt(*segment);
            if (!open)
                return fail(open.error());
            SegmentRows kept;
            for (std::size_t row = 0; row < open->content.rows.size(); ++row) {
                const SegmentRow &each = open->content.rows[row];
                const Position position = open->entry.position + each.ordinal;
                if (next < sorted.size() && sorted[next] == position) {
                    if (auto status = edits.release(each.identity); !status)
                        return status;
                    if (auto status = edits.record(open->entry, position, open->content.lines[row], std::nullopt);
                        !status)
                        return status;
                    ++next;
                } else {
                    kept.rows.push_back(each);
                    kept.lines.push_back(std::move(open->content.lines[row]));
                }
            }
            // A position that this segment should hold, and does not, must not be looked for again.
            if (kept.rows.size() == open->content.rows.size()
                || (next < sorted.size() && state.segmentAt(sorted[next]) == segment))
                return noSuchRow(sorted[next]);
            if (auto status = state.store(open->entry, kept); !status)
                return status;
        }
        return {};
    });
}

} // namespace datanet::dataset
