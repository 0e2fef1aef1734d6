#pragma once

#include "base/task.h"
#include "curation/datanet_rules.h"
#include "light/proven.h"
#include "sync/datanets.h"
#include "sync/network.h"

#include <cstdint>
#include <vector>

// The rules a datanet has and had: which ones, since when, is in the chain's slots; the words are a file of its remote
// that hashes to what the chain says (terms.h).
namespace datanet::sync {

struct DatedTerms
{
    std::uint64_t number = 0; // from 1
    light::Proven<base::Digest> hash;
    light::Proven<std::uint64_t> since; // seconds since 1970
};

// Newest first, at most `limit`.
[[nodiscard]] base::Result<std::vector<DatedTerms>> readTermsHistory(const Network &network, light::Snapshot &snapshot,
                                                                     std::uint64_t datanet, std::size_t limit,
                                                                     base::TaskContext &context);

// The rules with this hash, present or former. Asks the remote only where they are not here yet. NotFound when the
// remote does not have them; Corrupt when it has other bytes under this name.
[[nodiscard]] base::Result<curation::DatanetRules> rulesWithHash(const Network &network, const Datanet &datanet,
                                                                 const base::Digest &hash, base::TaskContext &context);
// Those in force. Unproven where their hash is not known.
[[nodiscard]] base::Result<curation::DatanetRules> rulesInForce(const Network &network, const Datanet &datanet,
                                                                base::TaskContext &context);

} // namespace datanet::sync
