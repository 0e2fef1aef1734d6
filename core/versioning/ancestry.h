#pragma once

#include "versioning/repository.h"

#include <optional>
#include <vector>

// Walks over the versions before a version. A repository that was fetched in part ends at its boundary, as if the
// versions there were the first.
namespace datanet::versioning {

inline constexpr std::size_t kMaximumVersions = 1'000'000; // of one walk; Corrupt above

// A version and those before it along first parents, newest first.
[[nodiscard]] base::Result<std::vector<CommitId>> firstParents(const Repository &repository, const CommitId &from);

// Where a version stands along first parents.
struct VersionPlace
{
    std::int64_t number = 0; // v1 is the first
    bool isWhole = true; // false: the walk ended at the boundary, and the number is not known
};
// Costs the versions since the last one asked for: what was found is kept beside the repository, and never believed
// beyond what ids prove.
[[nodiscard]] base::Result<VersionPlace> placeOf(const Repository &repository, const CommitId &version);

// True also for a version and itself.
[[nodiscard]] base::Result<bool> isAncestor(const Repository &repository, const CommitId &older, const CommitId &newer);

// The version that two have in common and that is no ancestor of another such; of several (histories that crossed) the
// newest by time, then by id. Nothing when they have none.
[[nodiscard]] base::Result<std::optional<CommitId>> mergeBase(const Repository &repository, const CommitId &left,
                                                              const CommitId &right);

} // namespace datanet::versioning
