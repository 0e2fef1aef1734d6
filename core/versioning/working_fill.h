#pragma once

#include "base/task.h"
#include "dataset/working_copy.h"
#include "versioning/content_tree.h"
#include "versioning/repository.h"

#include <QStringList>

// Brings the working copy to what versions hold. Cost follows what differs: segments that are there already stay.
namespace datanet::versioning {

// The primary key that the content's schema declares.
[[nodiscard]] base::Result<QStringList> keyFieldsOf(const Repository &repository, const ContentTree &content);

// Makes the working copy hold the content, with what differs from `base` as its changes. What was there is dropped, and
// so are findings. Part of the caller's change or operation, or else a change of its own; operations that were done
// before can still be undone if the caller keeps them.
base::Status fillFrom(dataset::WorkingCopy &copy, const Repository &repository, const ContentTree &content,
                      const CommitId &base, base::TaskContext &task);

// The same from a version that is also the base; nothing can be undone afterwards.
base::Status fillAnew(dataset::WorkingCopy &copy, const Repository &repository, const CommitId &version,
                      base::TaskContext &task);

// The rows stay as they are; what differs from `base` (nothing: from an empty data set) is from now on their changes.
base::Status relateTo(dataset::WorkingCopy &copy, const Repository &repository, const std::optional<CommitId> &base,
                      base::TaskContext &task);

} // namespace datanet::versioning
