#pragma once

#include "base/task.h"
#include "versioning/content_tree.h"
#include "versioning/repository.h"
#include "versioning/row_comparison.h"

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

// What changed from one version to another (nothing: from or to an empty data set), as compareRows() sees it. Only
// segments that differ are opened. Leave visit out for the counts alone, which then come from names where they can.
[[nodiscard]] base::Result<DifferenceCounts> difference(const Repository &repository,
                                                        const std::optional<CommitId> &from,
                                                        const std::optional<CommitId> &to, const QStringList &keyFields,
                                                        base::TaskContext &task, const RowVisitor &visit = {});
[[nodiscard]] base::Result<DifferenceCounts> difference(const Repository &repository, const ContentTree &from,
                                                        const ContentTree &to, const QStringList &keyFields,
                                                        base::TaskContext &task, const RowVisitor &visit = {});

} // namespace datanet::versioning
