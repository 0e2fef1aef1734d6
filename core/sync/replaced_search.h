#pragma once

#include "sync/outbox.h"
#include "sync/replaced_contributions.h"
#include "versioning/repository.h"

namespace datanet::sync {

// What a contribution replaces that takes the place of contribution `id`, newest first: the declarations as the chain
// has them, the lists of records as this installation sent them, else as they lie among the proofs of the data set.
// NotFound when a list is in neither.
[[nodiscard]] base::Result<std::vector<ReplacedContribution>>
findReplaced(const Network &network, light::Snapshot &snapshot, Outbox &outbox,
             const versioning::Repository &repository, std::uint64_t id, base::TaskContext &context);

} // namespace datanet::sync
