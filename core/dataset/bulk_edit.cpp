#include "dataset/bulk_edit.h"

#include "dataset/column_match.h"
#include "dataset/record_edit.h"
#include "dataset/record_filter.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

Result<RowTotals> editRows(WorkingCopy &copy, const FilterExpression &expression, const BulkEdit &edit,
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
    std::string body;
    const RowChanger changer = [&](const RowView &row) -> Result<RowFate> {
        if (!filter.matches(row))
            return RowFate(RowStays());
        if (edit.kind == BulkEdit::Kind::RemoveRows)
            return RowFate(RowGoes());
        auto changed = setField(row.body, field, value, edit.type);
        if (!changed)
            return fail(changed.error());
        body = std::move(*changed);
        return RowFate(std::string_view(body));
    };
    const bool removes = edit.kind == BulkEdit::Kind::RemoveRows;
    return copy.changeRows({removes ? OperationKind::Removed : OperationKind::Changed, 0, edit.field}, changer, task);
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
