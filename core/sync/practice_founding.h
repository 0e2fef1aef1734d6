#pragma once

#include "base/task.h"
#include "chain/contract_artefact.h"
#include "chain/network_profile.h"
#include "crypto/secp256k1.h"
#include "sync/practice_folders.h"
#include "sync/practice_gate.h"

namespace datanet::sync {

// What a practice network remembers besides its chain (practice/setup.json, write-new, sync, switch).
struct PracticeSetup
{
    std::uint64_t datanet = 0; // 0 until everything is founded
    int nodePort = 0;
    int inboxPort = 0;
    QString seeded; // how far seeding came: "", "committed", "published"
    QStringList funded; // addresses that got their first practice coins

    [[nodiscard]] static base::Result<PracticeSetup> load(const QString &path); // empty when there is none
    base::Status save(const QString &path) const;
};

// The curator's terms of the seeded datanet: canonical JSON in the format of curation.
[[nodiscard]] base::Bytes computingTermsRules();

// Founds a new practice network on an empty chain: accounts of the programs, their coins, the five contracts, the
// datanet "Computing terms" with its rules and git remote, three staked reviewers. All transactions are ordinary ones
// through the gate. Not resumable: begun on an empty chain and written down by the caller when it is done.
struct Founding
{
    std::uint64_t datanet = 0;
    chain::NetworkProfile profile; // without servers
};
[[nodiscard]] base::Result<Founding> foundPracticeNetwork(PracticeGate &gate, const PracticeFolders &folders,
                                                          const chain::ContractSet &contracts, const QUrl &inbox,
                                                          base::TaskContext &context);

// Names the inbox anew on chain, after it had to move to another port.
base::Status moveInbox(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                       const chain::NetworkProfile &profile, std::uint64_t datanet, const QUrl &inbox,
                       base::TaskContext &context);

} // namespace datanet::sync
