#pragma once

#include "base/task.h"
#include "sync/contributions.h"

#include <map>
#include <optional>

namespace datanet::sync {

// What became of what an account sent to one datanet, as far as it is decided.
struct ContributorHistory
{
    std::int64_t submissions = 0;
    std::int64_t records = 0; // in these
    std::int64_t accepted = 0; // of the records
    std::int64_t rejected = 0; // submissions of which nothing was taken
    // Contributions, decided or not, whose bond a proof of copied records took. An event alone tells, of which a server
    // may leave some out: at least so many. Nothing while no server can be asked.
    std::optional<std::int64_t> copies;

    [[nodiscard]] std::int64_t leftOut() const { return records - accepted; }
    bool operator==(const ContributorHistory &) const = default;
};

// Of everybody who sent something to the datanet, from proven states. Nothing where the list of its contributions is
// not proven complete: what is not known is not zero.
using ContributorHistories = std::map<base::Address, ContributorHistory>;
[[nodiscard]] base::Result<std::optional<ContributorHistories>> contributorHistories(const Network &network,
                                                                                     light::Snapshot &snapshot,
                                                                                     std::uint64_t datanet,
                                                                                     base::TaskContext &context);

// Of one account, without the contribution `except`, which is the one that is looked at. Reads that account's list
// only.
[[nodiscard]] base::Result<std::optional<ContributorHistory>>
contributorHistory(const Network &network, light::Snapshot &snapshot, const base::Address &contributor,
                   std::uint64_t datanet, std::uint64_t except, base::TaskContext &context);

} // namespace datanet::sync
