#pragma once

#include "base/task.h"
#include "dataset/row_reader.h"

#include <string>
#include <vector>

namespace datanet::sync {

// The records that a data set adds to a version of a datanet, in the order in which the chain counts them.
struct SubmittedRecords
{
    std::vector<base::Digest> ids; // ascending
    std::vector<dataset::Position> rows;
    std::vector<std::string> bodies;

    [[nodiscard]] base::Digest root() const;
};

// alreadyThere: ids of the base version's records, ascending. Invalid above maximumBytes of records.
[[nodiscard]] base::Result<SubmittedRecords> submittedRecords(dataset::RowReader &rows,
                                                              const std::vector<base::Digest> &alreadyThere,
                                                              base::TaskContext &context,
                                                              std::int64_t maximumBytes = std::int64_t(1) << 30);

} // namespace datanet::sync
