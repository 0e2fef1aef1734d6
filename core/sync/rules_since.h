#pragma once

#include "base/task.h"
#include "curation/rules_difference.h"
#include "sync/datanets.h"
#include "sync/network.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

// What became of a datanet's rules since something was sent under them.
namespace datanet::sync {

// The rules under which a data set was sent to a datanet last, from this computer.
struct SentUnder
{
    base::Digest terms; // their hash
    std::optional<std::uint64_t> contribution;
    bool opened = false; // declared; until then only its priority is on chain
};
// Nothing when it never was. What ended without a review counts too.
[[nodiscard]] base::Result<std::optional<SentUnder>> sentUnder(const Network &network, const QString &folder,
                                                               std::uint64_t datanet);

struct RulesSince
{
    bool changed = false;
    bool readable = true; // both could be read; else it is only known that they differ
    std::vector<curation::RulesChange> changes; // from those of that time to those in force
};
// Unproven where the hash of the rules in force is not known. A remote that has the former rules no more is no error.
[[nodiscard]] base::Result<RulesSince> rulesSince(const Network &network, const Datanet &datanet,
                                                  const base::Digest &terms, base::TaskContext &context);

} // namespace datanet::sync
