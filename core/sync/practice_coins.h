#pragma once

#include "base/task.h"
#include "chain/contract_artefact.h"
#include "sync/practice_folders.h"
#include "sync/practice_gate.h"

#include <vector>

// Where practice coins come from: an account of the network's own, the bank, which pays with ordinary transactions.
// A balance that is set behind the chain's back belongs to no block, so whoever reads with proof in that moment finds a
// value that does not match; the bank's own first coins are therefore the only ones made like that, before anybody
// reads.
namespace datanet::sync {

// Makes the bank's account and fills it when it is (nearly) empty. To be called while nobody reads the chain: at the
// founding, or, for a network that was founded without a bank, before its programs start.
base::Status openPracticeBank(PracticeGate &gate, const PracticeFolders &folders, base::TaskContext &context);

// Pays each of these accounts so many coins, unless it has some: asked twice, an account is paid once.
base::Status givePracticeCoins(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                               const std::vector<base::Address> &accounts, std::uint64_t coins,
                               base::TaskContext &context);

} // namespace datanet::sync
