#include "dataset/working_copy.h"
#include "dataset/working_edits.h"
#include "dataset/working_state.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

// The segment that a row belongs into: the one it was in, where that is still known, else one of its own.
Result<Edits::Open> placeFor(WorkingState &state, Edits &edits, const KeptRow &kept)
{
    const Position position = kept.row.position;
    auto nearest = state.database.prepare("SELECT max(position) FROM segments WHERE position <= ?1");
    if (!nearest)
        return fail(nearest.error());
    if (const auto row = nearest->bind(1, position).next(); !row)
        return fail(row.error());
    const Position begin = nearest->isNull(0) ? -1 : nearest->integer(0);
    const auto segment = state.segmentAt(position);
    const bool lives = segment && state.segments[*segment].position == begin;
    const bool near = begin >= 0 && position - begin <= kMaximumOrdinal;
    if (lives && near && position - begin < kSegmentStep && state.segments[*segment].batch == kept.batch) {
        auto open = edits.openAt(*segment);
        if (!open || open->content.rows.size() < kMaximumSegmentRows)
            return open;
    }
    // One that lost all its rows may begin where it did.
    const Position start = !lives && near && !kept.batch ? begin : position;
    return Edits::Open{{start, 0, 0, {}, kept.batch, std::nullopt}, {}};
}

// The row at a position, if there is one: its segment and index.
Result<std::optional<std::pair<std::size_t, std::size_t>>> find(WorkingState &state, Position position)
{
    using Found = std::optional<std::pair<std::size_t, std::size_t>>;
    const auto segment = state.segmentAt(position);
    if (!segment)
        return Found();
    const auto loaded = state.load(*segment);
    if (!loaded)
        return fail(loaded.error());
    const auto index = (*loaded)->indexOf(position);
    return index ? Found({*segment, *index}) : Found();
}

Status restoreOne(WorkingState &state, Edits &edits, const KeptRow &kept)
{
    const Row &wanted = kept.row;
    const auto identity = edits.identify(wanted.body);
    if (!identity)
        return fail(identity.error());
    const auto found = find(state, wanted.position);
    if (!found)
        return fail(found.error());
    auto open = *found ? edits.openAt((*found)->first) : placeFor(state, edits, kept);
    if (!open)
        return fail(open.error());
    const int ordinal = int(wanted.position - open->entry.position);
    SegmentRows &content = open->content;
    if (*found) {
        const std::size_t index = (*found)->second;
        std::string &line = content.lines[index];
        if (line == wanted.body)
            return {};
        if (auto status = edits.record(open->entry, wanted.position, line, wanted.body); !status)
            return status;
        line = wanted.body;
        content.rows[index].identity = *identity;
    } else {
        if (auto status = edits.record(open->entry, wanted.position, std::nullopt, wanted.body); !status)
            return status;
        const auto behind = std::lower_bound(content.rows.begin(), content.rows.end(), ordinal,
                                             [](const SegmentRow &left, int right) { return left.ordinal < right; });
        const auto at = behind - content.rows.begin();
        content.rows.insert(behind, {static_cast<std::uint16_t>(ordinal), *identity});
        content.lines.insert(content.lines.begin() + at, wanted.body);
    }
    if (auto status = edits.claim(*identity); !status)
        return status;
    if (content.rawSize() > kMaximumSegmentBytes)
        return state.storeSplit(open->entry, content);
    return state.store(open->entry, content);
}

} // namespace

Result<std::vector<KeptRow>> WorkingCopy::keep(std::span<const Position> positions)
{
    std::vector<KeptRow> kept;
    for (const Position position : positions) {
        auto row = m_rows->at(position);
        if (!row)
            return fail(row.error());
        const auto segment = m_state->segmentAt(position);
        kept.push_back({std::move(*row), segment ? m_state->segments[*segment].batch : std::nullopt});
    }
    return kept;
}

Status WorkingCopy::restore(std::span<const KeptRow> rows)
{
    for (const KeptRow &kept : rows) {
        if (auto status = checkCanonical(kept.row.body); !status)
            return status;
    }
    WorkingState &state = *m_state;
    return state.change([&]() -> Status {
        Edits edits(state);
        // Rows may have taken each other's values: all of them give theirs up first.
        for (const KeptRow &kept : rows) {
            const auto found = find(state, kept.row.position);
            if (!found)
                return fail(found.error());
            if (!*found)
                continue;
            const auto open = state.load((*found)->first);
            if (!open)
                return fail(open.error());
            const std::size_t index = (*found)->second;
            if ((*open)->text.lines[index] == kept.row.body)
                continue;
            if (auto status = edits.release((*open)->rows[index].identity); !status)
                return status;
        }
        for (const KeptRow &kept : rows) {
            if (auto status = restoreOne(state, edits, kept); !status)
                return status;
        }
        return {};
    });
}

} // namespace datanet::dataset
