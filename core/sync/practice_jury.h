#pragma once

#include "base/task.h"
#include "chain/contract_artefact.h"
#include "chain/network_profile.h"
#include "sync/practice_command.h"
#include "sync/practice_folders.h"
#include "sync/practice_gate.h"

#include <vector>

// The jurors of a practice network: programs with accounts and stakes of their own that judge what anybody appeals.
namespace datanet::sync {

// Gives each of them its coins and its stake; what is there already stays, so it is called at every start.
base::Status openPracticeJury(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                              const chain::NetworkProfile &profile, base::TaskContext &context);

// Judges appeals by what the checks find, until cancelled. One process for all jurors, each of them with a data folder
// of its own: they have little to do, and looking costs something.
base::Status runJuryProgram(const std::vector<PracticeCommand> &jurors, base::TaskContext &context);

} // namespace datanet::sync
