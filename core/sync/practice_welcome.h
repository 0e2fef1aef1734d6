#pragma once

#include "base/task.h"
#include "chain/contract_artefact.h"
#include "sync/practice_folders.h"
#include "sync/practice_founding.h"
#include "sync/practice_gate.h"

namespace datanet::sync {

// The newcomer's account, made without a question where the home has no practice account yet, and first coins for every
// practice account that had none. Returns the first practice account. What was paid is written to `setup`.
[[nodiscard]] base::Result<base::Address> welcomeAll(PracticeGate &gate, const PracticeFolders &folders,
                                                     const chain::ContractSet &contracts, PracticeSetup &setup,
                                                     base::TaskContext &context);

// Goes on with that while accounts are made, within a second or two of each. Ends when cancelled; what fails is said on
// stderr and tried again, ever more seldom.
void welcomeLatecomers(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                       PracticeSetup &setup, base::TaskContext &context);

} // namespace datanet::sync
