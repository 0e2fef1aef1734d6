#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/filter_expression.h"
#include "dataset/found_rows.h"
#include "dataset/row_reader.h"
#include "dataset/statistics.h"

#include <QString>

#include <functional>
#include <memory>

namespace datanet::dataset {

class DataIndex;

struct FindOptions
{
    // Saves looking through rows that have none of the words; what is not in it yet is looked through.
    DataIndex *index = nullptr;
    // What the same expression found before: only segments that have changed since are looked through.
    std::shared_ptr<const FoundRows> previous;
    // Called from the calling thread a few times a second with what is found so far.
    std::function<void(const std::shared_ptr<const FoundRows> &)> partial;
};

// All rows of the working copy in a folder that fit, as they are at one moment. Reads on several threads, needs no lock
// and about a bit of memory for each row. NotFound where there is no working copy.
[[nodiscard]] base::Result<std::shared_ptr<const FoundRows>> findRows(const QString &folder,
                                                                      const FilterExpression &expression,
                                                                      const FindOptions &options,
                                                                      base::TaskContext &task);

struct FoundRow
{
    std::int64_t offset = 0; // among all rows
    Row row;
};

// Found rows by their index. Conflict when the working copy has changed since they were found.
[[nodiscard]] base::Result<std::vector<FoundRow>> readFound(RowReader &rows, const FoundRows &found, std::int64_t index,
                                                            std::int64_t limit);

// What is in the columns of the found rows. Conflict as above.
[[nodiscard]] base::Result<Statistics> statisticsOf(const QString &folder, const FoundRows &found,
                                                    base::TaskContext &task);

} // namespace datanet::dataset
