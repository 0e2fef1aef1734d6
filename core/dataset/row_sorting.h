#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/found_rows.h"

#include <QString>

#include <memory>
#include <string>

namespace datanet::dataset {

// By which column rows stand, and from which end.
struct RowOrder
{
    std::string field;
    bool descending = false;
    bool operator==(const RowOrder &) const = default;
};

// The found rows in an order, of values as README.md ("Sorting") says: any thread, several threads inside, no lock.
// Takes 8 bytes for each found row beside its key, of which no more than kMostKeyBytes count; 4 bytes stay. Conflict
// when the working copy has changed since the rows were found.
//
// previous: what the same order gave before. Where no more than one segment has changed since and no row came or went,
// as after an edit, all rows keep their places, so that none jumps away from whoever edits it; newly found ones come
// last.
inline constexpr std::size_t kMostKeyBytes = 256;
[[nodiscard]] base::Result<std::shared_ptr<const FoundRows>>
sortRows(const QString &folder, const std::shared_ptr<const FoundRows> &found, const RowOrder &order,
         const std::shared_ptr<const FoundRows> &previous, base::TaskContext &task);

} // namespace datanet::dataset
