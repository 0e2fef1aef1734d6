#pragma once

#include "base/result.h"
#include "base/task.h"
#include "curation/media/media_facts.h"
#include "dataset/row.h"
#include "versioning/content_tree.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace datanet::sync {

// What was found out about files is kept in this file of the data set's folder, by SHA-256: a file is decoded once.
// Derived: it can be deleted at any time, and what is damaged in it is found out again.
inline constexpr auto kKeptMediaFactsFile = "media.facts";

struct RecordMediaFacts
{
    std::shared_ptr<const curation::MediaLibrary> library;
    std::int64_t missing = 0; // files that are named but not kept; they may come later
};

// What the checks need to know about the files that records name, from the data set in a folder: its working copy, or
// a version. Reads and decodes on all processors, with progress; Cancelled when the task is.
[[nodiscard]] base::Result<RecordMediaFacts> mediaFactsOf(std::span<const dataset::Row> rows, const QString &folder,
                                                          const std::optional<versioning::CommitId> &version,
                                                          base::TaskContext &context);

} // namespace datanet::sync
