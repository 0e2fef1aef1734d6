#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/filter_expression.h"
#include "dataset/row.h"
#include "dataset/schema.h"
#include "dataset/working_copy.h"

#include <QString>

#include <cstdint>

namespace datanet::dataset {

// One change of all rows that fit an expression: a field set, a field taken away, or the rows left out.
struct BulkEdit
{
    enum class Kind : std::uint8_t { SetField, RemoveField, RemoveRows };
    Kind kind = Kind::SetField;
    QString field;
    QString value; // as a person types it; read by the field's type
    FieldType type = FieldType::Any;
};

// One step, wholly or not at all. Invalid when the value does not fit the type; Conflict when two rows would have the
// same key with other values. Rows that become the same are kept once.
[[nodiscard]] base::Result<RowTotals> editRows(WorkingCopy &copy, const FilterExpression &expression,
                                               const BulkEdit &edit, base::TaskContext &task);

// The fields that an expression about these rows can name: the schema's, then others that the first rows have.
[[nodiscard]] base::Result<FilterFields> filterFields(RowReader &rows);

} // namespace datanet::dataset
