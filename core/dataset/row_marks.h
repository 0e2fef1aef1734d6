#pragma once

#include "base/result.h"
#include "dataset/row.h"
#include "dataset/row_reader.h"

#include <string>
#include <vector>

namespace datanet::dataset {

// A row that was changed since the last version, with its body as it was there.
struct ChangedRow
{
    Position position = 0;
    std::string before; // canonical
    bool operator==(const ChangedRow &) const = default;
};

// The changed rows with first <= position <= last, by position; rows that are new are not among them. Costs what it
// returns: for tables that mark what is not in a version yet.
[[nodiscard]] base::Result<std::vector<ChangedRow>> changedBetween(RowReader &rows, Position first, Position last);

} // namespace datanet::dataset
