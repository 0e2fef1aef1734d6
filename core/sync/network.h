#pragma once

#include "base/clock.h"
#include "base/task.h"
#include "base/uint256.h"
#include "chain/contract_artefact.h"
#include "chain/network_profile.h"
#include "chain/node_client.h"
#include "crypto/secp256k1.h"
#include "light/reader.h"
#include "sync/home.h"

#include <memory>
#include <mutex>

namespace datanet::sync {

// One network in use: its profile, servers, proofs and the project's contracts on it. Everything that reads or writes
// a chain goes through one of these. Worker threads only; thread-safe.
class Network
{
public:
    // transport and clock must outlive it.
    [[nodiscard]] static base::Result<std::unique_ptr<Network>>
    open(const Home &home, chain::NetworkProfile profile, std::shared_ptr<const chain::ContractSet> contracts,
         chain::Transport &transport, const base::Clock &clock);
    ~Network();

    [[nodiscard]] const Home &home() const { return m_home; }
    [[nodiscard]] const chain::NetworkProfile &profile() const;
    [[nodiscard]] const chain::ContractSet &contracts() const { return *m_contracts; }
    // Where a contract of the project is on this network. NotFound where it is not deployed.
    [[nodiscard]] base::Result<base::Address> address(const QString &contract) const;

    // The newest block as well as it can be known; values read from it fit each other.
    [[nodiscard]] base::Result<light::Snapshot> latest(base::TaskContext &context) const;
    // The first server, for what needs no proof: sending, logs (checked against proven hashes and counts by readers).
    [[nodiscard]] const chain::NodeClient &node() const;
    // All servers in the profile's order, for what can be asked of another when one's answer did not fit.
    [[nodiscard]] const std::vector<chain::NodeClient> &nodes() const;
    // Keeps what a server did that does not fit.
    void accuse(const chain::NodeClient &node, const QString &what, const QString &detail) const;
    [[nodiscard]] const base::Clock &clock() const { return *m_clock; }

private:
    struct State;
    Network(const Home &home, std::unique_ptr<State> state, std::shared_ptr<const chain::ContractSet> contracts,
            const base::Clock &clock);
    Home m_home;
    std::unique_ptr<State> m_state;
    std::shared_ptr<const chain::ContractSet> m_contracts;
    const base::Clock *m_clock;
};

} // namespace datanet::sync
