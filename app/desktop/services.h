#pragma once

#include "base/clock.h"
#include "base/task.h"
#include "chain/contract_artefact.h"
#include "chain/network_profile.h"
#include "secrets/key_ring.h"
#include "sync/home.h"
#include "sync/network.h"

#include <QHash>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <mutex>

namespace datanet::chain {
class Transport;
}

namespace datanet::app {

// Builds the parts of core in order, owns them, and stops them in reverse. Made once by main(); view models get a
// reference. GUI thread, except where said otherwise.
class Services
{
public:
    // resources: the folder with contracts/ and networks/ (or ":/"). Fails when the contracts can't be read.
    [[nodiscard]] static base::Result<std::unique_ptr<Services>> make(const QString &homeFolder,
                                                                      const QString &resources);
    ~Services();

    [[nodiscard]] const sync::Home &home() const { return m_home; }
    [[nodiscard]] const QString &resources() const { return m_resources; }
    [[nodiscard]] const chain::NetworkStore &networks() const { return *m_networks; }
    [[nodiscard]] const base::Clock &clock() const { return m_clock; }
    // Any thread.
    [[nodiscard]] KeyRing &keys() { return m_keys; }

    // The network in use, opened when first asked for and again after useNetwork(). Thread-safe; worker threads only.
    [[nodiscard]] base::Result<std::shared_ptr<sync::Network>> network() const;
    base::Status useNetwork(const QString &id);

    // Serial lanes: work on one data set, and on wallet and chain, never overlaps itself. The pool is for computation.
    [[nodiscard]] QThreadPool *dataLane(const QString &folder);
    // Reading the rows of one data set has a lane of its own, so that a table can be paged while an import runs.
    [[nodiscard]] QThreadPool *readLane(const QString &folder);
    [[nodiscard]] QThreadPool *networkLane() { return &m_networkLane; }
    // Models, answers, payout rounds and what they earn: work of seconds, which must not hold up what shows balances.
    [[nodiscard]] QThreadPool *answersLane() { return &m_answersLane; }
    // Submissions to be reviewed: fetching, verifying and checking one may take minutes.
    [[nodiscard]] QThreadPool *submissionsLane() { return &m_submissionsLane; }
    [[nodiscard]] QThreadPool *computation() { return &m_computation; }

    // Runs work(TaskContext &) on a lane.
    template <class T, class Work>
    [[nodiscard]] base::Task<T> run(QThreadPool *lane, Work work)
    {
        return base::runTask<T>(lane, std::move(work));
    }

private:
    Services(sync::Home home, QString resources);

    sync::Home m_home;
    QString m_resources;
    KeyRing m_keys;
    base::SystemClock m_clock;
    std::unique_ptr<chain::Transport> m_transport;
    std::unique_ptr<chain::NetworkStore> m_networks;
    std::shared_ptr<const chain::ContractSet> m_contracts;
    mutable std::mutex m_networkMutex;
    mutable std::shared_ptr<sync::Network> m_network;
    // Declared last: lanes finish before what they use goes.
    QHash<QString, std::shared_ptr<QThreadPool>> m_dataLanes;
    QHash<QString, std::shared_ptr<QThreadPool>> m_readLanes;
    QThreadPool m_networkLane;
    QThreadPool m_answersLane;
    QThreadPool m_submissionsLane;
    QThreadPool m_computation;
};

} // namespace datanet::app
