#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>

#include <cstdint>

namespace datanet::provenance {

// A version as data people number it (Croissant 1.1): v1 is 1.0.0, and each version after it goes up by one in
//   MAJOR where a record was changed or removed, or an attachment removed,
//   MINOR where records or attachments were only added,
//   PATCH where no record differs: what describes them was changed, or they are stored in another way.
struct SemanticVersion
{
    std::int64_t major = 1;
    std::int64_t minor = 0;
    std::int64_t patch = 0;

    [[nodiscard]] QString text() const;
    bool operator==(const SemanticVersion &) const = default;
};

// Nothing of it is stored: it is computed from the first version on, along first parents, by comparing each with the
// one before. Only what differs between two versions is read.
[[nodiscard]] base::Result<SemanticVersion>
semanticVersion(const versioning::Repository &repository, const versioning::CommitId &version, base::TaskContext &task);

} // namespace datanet::provenance
