#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <cstdint>

namespace datanet::versioning {

inline constexpr int kMostPacks = 50;
inline constexpr int kMostLooseObjects = 2000; // estimated, as git does, from one of the 256 folders

// Joins small packs and loose objects into one pack when there are too many of them. Cheap when there are not.
base::Status maintain(Repository &repository, base::TaskContext &task);

struct CleanUp
{
    std::int64_t bytesBefore = 0; // of the repository's objects
    std::int64_t bytesAfter = 0;
};

// Drops what no name leads to and is older than `days`, and puts all the rest into one pack. Nothing of a version that
// a branch, a tag, a remote or a merge under way leads to is touched. Reads and writes the whole repository.
[[nodiscard]] base::Result<CleanUp> cleanUp(Repository &repository, int days, base::TaskContext &task);

} // namespace datanet::versioning
