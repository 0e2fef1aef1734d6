#pragma once

#include "base/task.h"
#include "dataset/working_copy.h"
#include "versioning/row_side.h"

#include <QStringList>

#include <cstdint>
#include <functional>

// What differs between the rows of segments that are not the same on both sides, wherever they are stored.
namespace datanet::versioning {

using RowVisitor = std::function<base::Status(const dataset::RowChange &)>;

struct RowCounts
{
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;
};

// With key fields, rows with the same key are the same row: equal ones are skipped, others are Changed. Without,
// records are sets: a record on both sides is no change wherever it stands; records removed and added in the same place
// are paired, in order, as Changed. visit is called in row order; leave it out for the counts alone. Memory grows with
// the rows of both sides, except when one has none.
[[nodiscard]] base::Result<RowCounts> compareRows(RowSide &oldSide, RowSide &newSide, const QStringList &keyFields,
                                                  base::TaskContext &task, const RowVisitor &visit = {});

} // namespace datanet::versioning
