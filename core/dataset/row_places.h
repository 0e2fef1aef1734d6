#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/row.h"
#include "dataset/row_identity.h"

#include <functional>
#include <vector>

namespace datanet::dataset {

class RowReader;

// Where a row is and what makes it this row, as the working copy has both beside the rows.
struct RowPlace
{
    Position position = 0;
    RowIdentity identity;
};

// Of every row, in order, without reading one: some milliseconds for 100,000.
[[nodiscard]] base::Result<std::vector<RowPlace>> rowPlaces(RowReader &rows, base::TaskContext &task);

// The rows at these positions, which are ascending: each is shown once, in that order. Reads each segment once.
// NotFound when one is not there.
base::Status rowsAt(RowReader &rows, const std::vector<Position> &positions,
                    const std::function<base::Status(const RowView &)> &visit);

} // namespace datanet::dataset
