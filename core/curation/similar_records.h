#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/row.h"
#include "similarity/ratio.h"

#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {
class RowReader;
}

namespace datanet::curation {

struct SimilarRecord
{
    dataset::Row row;
    similarity::Ratio sameWords; // different words in both, of those in either
};

// The records of a data set whose wording is most like that of one of them, which is left out: by the text that checks
// compare, exactly, in one pass over all rows and without an index. Most similar first, among equals the earlier first;
// none that shares less than a tenth of its words.
[[nodiscard]] base::Result<std::vector<SimilarRecord>> similarRecords(dataset::RowReader &rows,
                                                                      const dataset::Row &record,
                                                                      std::string_view textField, std::size_t limit,
                                                                      base::TaskContext &task);

} // namespace datanet::curation
