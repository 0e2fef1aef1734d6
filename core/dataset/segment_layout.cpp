#include "dataset/segment_layout.h"

#include "dataset/working_copy.h"
#include "dataset/working_state.h"

namespace datanet::dataset {

using base::fail;
using base::Result;
using base::Status;

namespace {

Result<SegmentRows> rowsOf(WorkingState &state, std::size_t index)
{
    const auto loaded = state.load(index);
    if (!loaded)
        return fail(loaded.error());
    SegmentRows content{(*loaded)->rows, {}};
    for (const std::string_view line : (*loaded)->text.lines)
        content.lines.emplace_back(line);
    return content;
}

bool mayJoin(const SegmentEntry &left, const SegmentEntry &right)
{
    return (!left.isCommitted() || !right.isCommitted()) && left.bytes < kSmallSegmentBytes
        && right.bytes < kSmallSegmentBytes && left.count + right.count <= kMaximumSegmentRows;
}

// Rows of an import that go into a segment whose changes are kept one by one must be among those changes.
Status recordAdded(WorkingState &state, Position position, const SegmentRows &content)
{
    auto insert = state.database.prepare("INSERT OR REPLACE INTO changes VALUES(?1, ?2, NULL)");
    if (!insert)
        return fail(insert.error());
    for (const SegmentRow &row : content.rows) {
        insert->bind(1, position + row.ordinal).bind(2, static_cast<std::int64_t>(ChangeKind::Added));
        if (auto status = insert->run(); !status)
            return status;
    }
    return {};
}

// Puts the rows of a segment behind those of the one before it. False when they stand too far apart for that.
Result<bool> join(WorkingState &state, std::size_t left)
{
    SegmentEntry into = state.segments[left];
    const SegmentEntry from = state.segments[left + 1];
    auto content = rowsOf(state, left);
    auto more = rowsOf(state, left + 1);
    if (!content || !more)
        return fail(!content ? content.error() : more.error());
    const Position shift = from.position - into.position;
    if (shift + more->rows.back().ordinal > kMaximumOrdinal)
        return false;
    if (into.batch != from.batch) {
        if (into.batch && from.batch) {
            into.batch = 0;
        } else {
            const bool leftIsImport = into.batch.has_value();
            const SegmentEntry &import = leftIsImport ? into : from;
            if (auto status = recordAdded(state, import.position, leftIsImport ? *content : *more); !status)
                return fail(status.error());
            into.batch.reset();
        }
    }
    for (std::size_t row = 0; row < more->rows.size(); ++row) {
        SegmentRow moved = more->rows[row];
        moved.ordinal = static_cast<std::uint16_t>(moved.ordinal + shift);
        content->rows.push_back(moved);
        content->lines.push_back(std::move(more->lines[row]));
    }
    if (auto status = state.store(from, {}); !status)
        return fail(status.error());
    if (auto status = state.store(into, *content); !status)
        return fail(status.error());
    return true;
}

} // namespace

Status tidySegments(WorkingState &state)
{
    bool needed = false;
    for (std::size_t index = 0; index < state.segments.size() && !needed; ++index) {
        const SegmentEntry &entry = state.segments[index];
        needed = (!entry.isCommitted() && entry.bytes > 2 * kSegmentBytes && entry.count > 1)
            || (index > 0 && mayJoin(state.segments[index - 1], entry));
    }
    if (!needed)
        return {};
    return state.operate({OperationKind::Saved, 0, {}}, [&state]() -> Status {
        for (std::size_t index = 0; index < state.segments.size(); ++index) {
            const SegmentEntry entry = state.segments[index];
            if (entry.isCommitted() || entry.bytes <= 2 * kSegmentBytes || entry.count < 2)
                continue;
            const auto content = rowsOf(state, index);
            if (!content)
                return fail(content.error());
            if (auto status = state.storeSplit(entry, *content); !status)
                return status;
        }
        for (std::size_t index = 1; index < state.segments.size();) {
            bool joined = false;
            if (mayJoin(state.segments[index - 1], state.segments[index])) {
                const auto done = join(state, index - 1);
                if (!done)
                    return fail(done.error());
                joined = *done;
            }
            if (!joined)
                ++index;
        }
        return {};
    });
}

} // namespace datanet::dataset
