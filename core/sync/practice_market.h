#pragma once

#include "chain/contract_artefact.h"
#include "sync/practice_command.h"
#include "sync/practice_folders.h"
#include "sync/practice_gate.h"

// The practice network's programs around answers: who runs a model, attributes and pays out, and who asks and pays.
namespace datanet::sync {

inline const QString kAttributor = QStringLiteral("attributor");
inline const QString kCustomer = QStringLiteral("customer");

// Their accounts, with coins; nothing happens where they have some.
base::Status openPracticeMarket(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                                base::TaskContext &context);

// Trains and registers a model of the datanet whenever a version is published, and finishes payout rounds by and by.
// Through the command line alone; words to stdout; ends only when cancelled.
base::Status runAttributorProgram(const PracticeCommand &command, std::uint64_t datanet, base::TaskContext &context);
// Puts coins aside and asks every newly trained model questions about the newest records.
base::Status runCustomerProgram(const PracticeCommand &command, base::TaskContext &context);

// The next step of the oldest unfinished round of a model, as the command line's user `command`.
struct PayoutStep
{
    enum class Kind { Nothing, Settled, Proposed, Answered, Waiting, Finished };
    Kind kind = Kind::Nothing;
    std::uint64_t epoch = 0;
    std::uint64_t wait = 0; // seconds of the chain's clock until the next step
};
// settleFrom: open answers are settled from this age of their epoch on, in seconds.
[[nodiscard]] base::Result<PayoutStep> payoutStep(const PracticeCommand &command, std::uint64_t model,
                                                  std::uint64_t settleFrom, base::TaskContext &context);

} // namespace datanet::sync
