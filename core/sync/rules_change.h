#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "crypto/secp256k1.h"
#include "curation/datanet_rules.h"
#include "sync/network.h"

#include <cstdint>

// Changing the rules of a datanet one owns. The new rules go to its remote first, where nobody looks at them yet, then
// the transaction makes them those in force for commitments from then on; what was committed before is judged by those
// of its time. Cut short anywhere, the same words again bring it to its end.
namespace datanet::sync {

struct RulesChangeOrder
{
    std::uint64_t datanet = 0;
    base::Digest from; // hash of the rules that were in force when the change was made
    curation::DatanetRules rules;
};

struct RulesChangeOutcome
{
    base::Digest hash; // of the rules in force now
    base::Digest transaction; // zero when they were in force already
};

// Denied when the account does not own the datanet. Conflict when other rules than `from` are in force. Unproven when
// what the transaction repeats (name, inbox, remote) is not known as well as this network allows.
[[nodiscard]] base::Result<RulesChangeOutcome> changeRules(const Network &network, const RulesChangeOrder &order,
                                                           const crypto::SecretKey &key, base::TaskContext &context);

// The most that it costs in network fees, in wei; zero when the rules are in force already. The errors of
// changeRules(), before anything is done.
[[nodiscard]] base::Result<base::Uint256> costOfChange(const Network &network, const RulesChangeOrder &order,
                                                       const base::Address &account, base::TaskContext &context);

} // namespace datanet::sync
