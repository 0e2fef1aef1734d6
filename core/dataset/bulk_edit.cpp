#include "dataset/bulk_edit.h"

#include "dataset/column_match.h"
#include "dataset/record_edit.h"
#include "dataset/record_filter.h"
#include "dataset/working_copy.h"
#include "dataset/working_edits.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

// The rows of one segment as visit wants them; nothing when none of them changes.
Result<std::optional<Edits::Open>> changedSegment(WorkingState &state, Edits &edits, std::size_t segment,
                                                  const std::function<Result<RowEdit>(const RowView &)> &visit,
                                                  BulkTotals &totals)
{
    const auto loaded = state.load(segment);
    if (!loaded)
        return fail(loaded.error());
    const auto content = *loaded; // stays, whatever else is read meanwhile
    std::optional<Edits::Open> open;
    std::size_t gone = 0;
    for (std::size_t row = 0; row < content->rows.size(); ++row) {
        const SegmentRow &each = content->rows[row];
        const std::string_view line = content->text.lines[row];
        const Position position = content->position + each.ordinal;
        auto edit = visit({position, line});
        if (!edit)
            return fail(edit.error());
        const bool replaces = edit->kind == RowEdit::Kind::Replace && edit->body != line;
        if (edit->kind != RowEdit::Kind::Remove && !replaces)
            continue;
        if (!open) {
            auto opened = edits.openAt(segment);
            if (!opened)
                return fail(opened.error());
            open = std::move(*opened);
        }
        if (auto status = edits.release(each.identity); !status)
            return fail(status.error());
        const auto at = static_cast<std::ptrdiff_t>(row - gone);
        if (!replaces) {
            if (auto status = edits.record(open->entry, position, line, std::nullopt); !status)
                return fail(status.error());
            open->content.rows.erase(open->content.rows.begin() + at);
            open->content.lines.erase(open->content.lines.begin() + at);
            ++gone;
            ++totals.removed;
            continue;
        }
        if (auto status = checkCanonical(edit->body); !status)
            return fail(status.error());
        const auto identity = edits.identify(edit->body);
        if (!identity)
            return fail(identity.error());
        if (auto status = edits.claim(*identity); !status)
            return fail(status.error());
        if (auto status = edits.record(open->entry, position, line, edit->body); !status)
            return fail(status.error());
        open->content.rows[static_cast<std::size_t>(at)].identity = *identity;
        open->content.lines[static_cast<std::size_t>(at)] = std::move(edit->body);
        ++totals.changed;
    }
    return open;
}

} // namespace

Result<BulkTotals> changeRows(WorkingCopy &copy, const std::function<Result<RowEdit>(const RowView &)> &visit,
                              base::TaskContext &task)
{
    WorkingState &state = *copy.state();
    BulkTotals totals;
    const std::int64_t rows = state.rowCount();
    const auto done = state.change([&]() -> Status {
        Edits edits(state);
        std::vector<Position> segments;
        for (const SegmentEntry &entry : state.segments)
            segments.push_back(entry.position);
        std::int64_t visited = 0;
        for (const Position position : segments) {
            if (task.cancelled())
                return base::cancelled();
            const std::size_t segment = *state.segmentAt(position);
            visited += state.segments[segment].count;
            auto open = changedSegment(state, edits, segment, visit, totals);
            if (!open)
                return fail(open.error());
            if (*open) {
                const auto &[entry, content] = **open;
                const bool tooLarge = content.rawSize() > kMaximumSegmentBytes;
                if (auto status = tooLarge ? state.storeSplit(entry, content) : state.store(entry, content); !status)
                    return status;
            }
            task.progress(visited, rows);
        }
        return {};
    });
    if (!done)
        return fail(done.error());
    return totals;
}

Result<BulkTotals> editRows(WorkingCopy &copy, const FilterExpression &expression, const BulkEdit &edit,
                            base::TaskContext &task)
{
    std::shared_ptr<const RowMarks> marks;
    if (expression.asksForMarks()) {
        auto read = RowMarks::read(copy.rows());
        if (!read)
            return fail(read.error());
        marks = std::make_shared<const RowMarks>(std::move(*read));
    }
    RecordFilter filter(expression, std::move(marks));
    const std::string field = edit.field.toStdString();
    const std::optional<QString> value =
        edit.kind == BulkEdit::Kind::SetField ? std::optional(edit.value) : std::nullopt;
    const auto visit = [&](const RowView &row) -> Result<RowEdit> {
        if (!filter.matches(row))
            return RowEdit{};
        if (edit.kind == BulkEdit::Kind::RemoveRows)
            return RowEdit{RowEdit::Kind::Remove, {}};
        auto body = setField(row.body, field, value, edit.type);
        if (!body)
            return fail(body.error());
        return RowEdit{RowEdit::Kind::Replace, std::move(*body)};
    };
    return changeRows(copy, visit, task);
}

Result<FilterFields> filterFields(RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(kSchemaFile));
    if (!bytes)
        return fail(bytes.error());
    Schema schema;
    if (!bytes->isEmpty()) {
        auto parsed = Schema::fromJson(*bytes);
        if (!parsed)
            return fail(parsed.error());
        schema = std::move(*parsed);
    }
    const auto columns = columnsOf(rows, schema);
    if (!columns)
        return fail(columns.error());
    FilterFields fields{*columns, {}};
    for (const Field &field : schema.fields) {
        if (!field.title.isEmpty())
            fields.titles.insert(field.title, field.name);
    }
    return fields;
}

} // namespace datanet::dataset
