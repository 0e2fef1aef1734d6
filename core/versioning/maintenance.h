#pragma once

#include "base/task.h"
#include "versioning/repository.h"

namespace datanet::versioning {

inline constexpr int kMostPacks = 50;
inline constexpr int kMostLooseObjects = 2000; // estimated, as git does, from one of the 256 folders

// Joins small packs and loose objects into one pack when there are too many of them. Cheap when there are not.
base::Status maintain(Repository &repository, base::TaskContext &task);

} // namespace datanet::versioning
