#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/filter_expression.h"
#include "dataset/row.h"
#include "dataset/schema.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace datanet::dataset {

class WorkingCopy;
class RowReader;

// What becomes of a row in a walk that edits.
struct RowEdit
{
    enum class Kind : std::uint8_t { Keep, Remove, Replace };
    Kind kind = Kind::Keep;
    std::string body; // of Replace: canonical
};

struct BulkTotals
{
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    bool operator==(const BulkTotals &) const = default;
};

// One change of all rows that fit an expression: a field set, a field taken away, or the rows left out.
struct BulkEdit
{
    enum class Kind : std::uint8_t { SetField, RemoveField, RemoveRows };
    Kind kind = Kind::SetField;
    QString field;
    QString value; // as a person types it; read by the field's type
    FieldType type = FieldType::Any;
};

// Wholly, in one transaction, or not at all. Invalid when the value does not fit the type; Conflict when two rows would
// become the same record, or have the same key.
[[nodiscard]] base::Result<BulkTotals> editRows(WorkingCopy &copy, const FilterExpression &expression,
                                                const BulkEdit &edit, base::TaskContext &task);

// Every row in order through visit, in one transaction.
[[nodiscard]] base::Result<BulkTotals> changeRows(WorkingCopy &copy,
                                                  const std::function<base::Result<RowEdit>(const RowView &)> &visit,
                                                  base::TaskContext &task);

// The fields that an expression about these rows can name: the schema's, then others that the first rows have.
[[nodiscard]] base::Result<FilterFields> filterFields(RowReader &rows);

} // namespace datanet::dataset
