#include "desktop/services.h"

#include "chain/http_transport.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

Services::Services(sync::Home home, QString resources)
    : m_home(std::move(home)), m_resources(std::move(resources)), m_keys(m_home.path)
{
    m_networkLane.setMaxThreadCount(1);
    m_answersLane.setMaxThreadCount(1);
    m_submissionsLane.setMaxThreadCount(1);
}

Services::~Services()
{
    // No new work from here on; what runs is asked to stop by the view models that started it, which are gone by now.
    for (const auto *lanes : {&m_dataLanes, &m_readLanes}) {
        for (const auto &lane : *lanes)
            lane->waitForDone();
    }
    m_networkLane.waitForDone();
    m_answersLane.waitForDone();
    m_submissionsLane.waitForDone();
    m_computation.waitForDone();
}

base::Result<std::unique_ptr<Services>> Services::make(const QString &homeFolder, const QString &resources)
{
    std::unique_ptr<Services> services(new Services(sync::Home{homeFolder}, resources));
    auto contracts = chain::ContractSet::load(resources + u"/contracts"_s);
    if (!contracts)
        return base::fail(contracts.error());
    services->m_contracts = std::make_shared<const chain::ContractSet>(std::move(*contracts));
    services->m_transport = std::make_unique<chain::HttpTransport>();
    services->m_networks = std::make_unique<chain::NetworkStore>(resources + u"/networks"_s, homeFolder);
    return services;
}

base::Result<std::shared_ptr<sync::Network>> Services::network() const
{
    const std::scoped_lock lock(m_networkMutex);
    if (m_network)
        return m_network;
    const auto profile = m_networks->load(m_networks->current());
    if (!profile)
        return base::fail(profile.error());
    auto opened = sync::Network::open(m_home, *profile, m_contracts, *m_transport, m_clock);
    if (!opened)
        return base::fail(opened.error());
    m_network = std::move(*opened);
    return m_network;
}

base::Status Services::useNetwork(const QString &id)
{
    if (auto status = m_networks->use(id); !status)
        return status;
    const std::scoped_lock lock(m_networkMutex);
    m_network.reset(); // work under way keeps the old one until it is done
    return {};
}

namespace {

QThreadPool *serialLane(QHash<QString, std::shared_ptr<QThreadPool>> &lanes, const QString &folder)
{
    auto &lane = lanes[folder];
    if (!lane) {
        lane = std::make_shared<QThreadPool>();
        lane->setMaxThreadCount(1);
    }
    return lane.get();
}

} // namespace

QThreadPool *Services::dataLane(const QString &folder)
{
    return serialLane(m_dataLanes, folder);
}

QThreadPool *Services::readLane(const QString &folder)
{
    return serialLane(m_readLanes, folder);
}

} // namespace datanet::app
