#include "sync/network.h"

#include "light/evidence.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;

struct Network::State
{
    light::EvidenceLog evidence;
    light::StateReader reader;
    std::vector<chain::NodeClient> nodes; // at least one

    State(const Home &home, chain::NetworkProfile profile, const chain::ContractSet &contracts,
          chain::Transport &transport, const base::Clock &clock)
        : evidence(home.evidence()), reader(profile, transport, evidence, clock)
    {
        for (const auto &server : profile.servers)
            nodes.emplace_back(chain::JsonRpcClient(
                server.url, transport, [&contracts](base::ByteView data) { return contracts.revertWords(data); }));
    }
};

Network::Network(const Home &home, std::unique_ptr<State> state, std::shared_ptr<const chain::ContractSet> contracts,
                 const base::Clock &clock)
    : m_home(home), m_state(std::move(state)), m_contracts(std::move(contracts)), m_clock(&clock)
{
}

Network::~Network() = default;

base::Result<std::unique_ptr<Network>> Network::open(const Home &home, chain::NetworkProfile profile,
                                                     std::shared_ptr<const chain::ContractSet> contracts,
                                                     chain::Transport &transport, const base::Clock &clock)
{
    if (profile.servers.empty() && profile.practice)
        return base::fail(base::ErrorKind::NotFound, u"the practice network was never started"_s,
                          u"datanet practice up"_s);
    if (profile.servers.empty())
        return base::fail(base::ErrorKind::NotFound, u"no server is known for "_s + profile.title,
                          u"datanet network list"_s);
    auto state = std::make_unique<State>(home, std::move(profile), *contracts, transport, clock);
    return std::unique_ptr<Network>(new Network(home, std::move(state), std::move(contracts), clock));
}

const chain::NetworkProfile &Network::profile() const
{
    return m_state->reader.profile();
}

base::Result<base::Address> Network::address(const QString &contract) const
{
    const auto deployed = profile().contract(contract);
    if (!deployed)
        return base::fail(deployed.error());
    return deployed->address;
}

base::Result<light::Snapshot> Network::latest(base::TaskContext &context) const
{
    return m_state->reader.latest(context);
}

const chain::NodeClient &Network::node() const
{
    return m_state->nodes.front();
}

const std::vector<chain::NodeClient> &Network::nodes() const
{
    return m_state->nodes;
}

void Network::accuse(const chain::NodeClient &node, const QString &what, const QString &detail) const
{
    m_state->evidence.add(
        {m_clock->now(), node.server().toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery), what, detail});
}

} // namespace datanet::sync
