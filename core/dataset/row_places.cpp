#include "dataset/row_places.h"

#include "dataset/row_reader.h"
#include "dataset/working_state.h"

namespace datanet::dataset {

base::Result<std::vector<RowPlace>> rowPlaces(RowReader &rows, base::TaskContext &task)
{
    const auto count = rows.count();
    if (!count)
        return base::fail(count.error());
    auto statement = rows.state()->database.prepare("SELECT s.position, p.rows FROM segments s"
                                                    " JOIN pieces p ON p.piece = s.piece ORDER BY s.position");
    if (!statement)
        return base::fail(statement.error());
    std::vector<RowPlace> places;
    places.reserve(static_cast<std::size_t>(*count));
    for (;;) {
        if (task.cancelled())
            return base::cancelled();
        const auto row = statement->next();
        if (!row)
            return base::fail(row.error());
        if (!*row)
            return places;
        const auto unpacked = unpackRows(statement->blobView(1));
        if (!unpacked)
            return base::fail(unpacked.error());
        const Position first = statement->integer(0);
        for (const SegmentRow &each : *unpacked)
            places.push_back({first + each.ordinal, each.identity});
    }
}

base::Status rowsAt(RowReader &rows, const std::vector<Position> &positions,
                    const std::function<base::Status(const RowView &)> &visit)
{
    if (const auto count = rows.count(); !count) // reads the index of segments anew where it is old
        return base::fail(count.error());
    WorkingState &state = *rows.state();
    std::shared_ptr<const LoadedSegment> loaded;
    std::optional<std::size_t> current;
    for (const Position position : positions) {
        const auto segment = state.segmentAt(position);
        if (!segment)
            return noSuchRow(position);
        if (segment != current) {
            auto next = state.load(*segment);
            if (!next)
                return base::fail(next.error());
            loaded = std::move(*next);
            current = segment;
        }
        const auto index = loaded->indexOf(position);
        if (!index)
            return noSuchRow(position);
        if (auto status = visit({position, loaded->text.lines[*index]}); !status)
            return status;
    }
    return {};
}

} // namespace datanet::dataset
