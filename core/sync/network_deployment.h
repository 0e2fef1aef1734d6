#pragma once

#include "base/clock.h"
#include "chain/account_sender.h"
#include "chain/deployment.h"
#include "chain/network_profile.h"
#include "crypto/secp256k1.h"
#include "sync/home.h"
#include "sync/outbox.h"

#include <map>
#include <optional>
#include <vector>

namespace datanet::sync {

// What a new network is to be: the project's contracts on a chain that one server leads to.
struct NewNetwork
{
    QString id; // of the profile
    QString title;
    QString coin = QStringLiteral("OPEN");
    chain::Server server;
    // Who alone may change parameters, within their bounds; nothing: the new network's own timelock, so governance.
    std::optional<base::Address> owner;
    base::Address treasury; // gets lost bonds
    bool practice = false; // windows of seconds, worthless coins
    std::optional<base::Uint256> quorumFloor; // votes that every proposal needs; nothing: the usual ones
};

// Puts the contracts on a chain, each in a transaction of its own, and writes the profile by which this program knows
// the network. Whatever is signed is written down before it leaves, so a deployment that was stopped or killed goes on
// with the same addresses and pays nothing twice. While it is under way the account must send nothing else: addresses
// follow from its nonces. One thread at a time.
class NetworkDeployment
{
public:
    // Looks at the chain and at what was begun before; sends nothing. Invalid for an id, server or choice that no
    // profile could have; Conflict when the network is known already or an unfinished deployment of this id is another
    // one. anew: an unfinished one is given up; what it has put on the chain stays there unused.
    [[nodiscard]] static base::Result<NetworkDeployment> prepare(const Home &home, const chain::NetworkStore &networks,
                                                                 const chain::ContractSet &contracts,
                                                                 chain::Transport &transport, const NewNetwork &wanted,
                                                                 const base::Address &deployer, bool anew,
                                                                 base::TaskContext &context);

    struct Cost
    {
        std::vector<std::pair<QString, std::uint64_t>> gas; // of each contract that is not there yet
        base::Uint256 likely; // in wei, at the present price
        base::Uint256 most; // what the account must have: at twice the price, and more gas than was needed in the trial
    };
    // Tries every creation on the server. Denied when the account has too little for one of them.
    [[nodiscard]] base::Result<Cost> cost(base::TaskContext &context) const;

    // Sends what is missing, checks the code of all contracts and writes the profile. Denied when more than `most`
    // would be spent; Conflict when the account sent something else meanwhile, and when another program is at it.
    [[nodiscard]] base::Result<chain::NetworkProfile> finish(const crypto::SecretKey &key, const base::Uint256 &most,
                                                             const base::Clock &clock, base::TaskContext &context);

    [[nodiscard]] const std::vector<chain::DeploymentStep> &plan() const { return m_plan; }
    [[nodiscard]] bool wasBegun() const { return m_entry.has_value(); }

private:
    NetworkDeployment(const Home &home, chain::NetworkStore networks, const chain::ContractSet &contracts,
                      chain::AccountSender sender, Outbox outbox);
    [[nodiscard]] base::Result<bool> isThere(const chain::DeploymentStep &step, base::TaskContext &context) const;
    [[nodiscard]] base::Result<chain::SignedTransaction> signStep(const chain::DeploymentStep &step,
                                                                  const crypto::SecretKey &key, base::Uint256 &left,
                                                                  base::TaskContext &context);
    base::Status put(const chain::DeploymentStep &step, const crypto::SecretKey &key, base::Uint256 &left,
                     base::TaskContext &context);
    base::Status writeDown(const base::Clock &clock);
    [[nodiscard]] QJsonObject document() const;

    Home m_home;
    chain::NetworkStore m_networks;
    const chain::ContractSet *m_contracts;
    chain::AccountSender m_sender;
    Outbox m_outbox;
    chain::NetworkProfile m_profile; // without contracts until finish()
    chain::DeploymentChoices m_choices;
    base::Address m_deployer;
    std::uint64_t m_firstNonce = 0;
    std::vector<chain::DeploymentStep> m_plan;
    std::map<QString, base::Bytes> m_signed; // by contract
    std::optional<std::int64_t> m_entry; // in the outbox
};

} // namespace datanet::sync
