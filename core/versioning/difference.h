#pragma once

#include "base/task.h"
#include "versioning/content_tree.h"
#include "versioning/repository.h"

#include "dataset/working_copy.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace datanet::versioning {

struct DifferenceCounts
{
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    QStringList documents; // names whose bytes differ
    bool operator==(const DifferenceCounts &) const = default;
};

using RowVisitor = std::function<base::Status(const dataset::RowChange &)>;

// What changed from one version to another (nothing: from or to an empty data set). With key fields, rows with the same
// key are the same row: equal ones are skipped, others are Changed. Without, records are sets: a record in both is no
// change wherever it stands; records removed and added in the same place are paired, in order, as Changed.
// Only segments that differ are opened; memory grows with their rows, except when one side has none.
// visit is called in row order; leave it out for the counts alone, which then come from names where they can.
[[nodiscard]] base::Result<DifferenceCounts> difference(const Repository &repository,
                                                        const std::optional<CommitId> &from,
                                                        const std::optional<CommitId> &to, const QStringList &keyFields,
                                                        base::TaskContext &task, const RowVisitor &visit = {});
[[nodiscard]] base::Result<DifferenceCounts> difference(const Repository &repository, const ContentTree &from,
                                                        const ContentTree &to, const QStringList &keyFields,
                                                        base::TaskContext &task, const RowVisitor &visit = {});

} // namespace datanet::versioning
