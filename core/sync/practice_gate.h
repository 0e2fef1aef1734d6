#pragma once

#include "sync/http_server.h"
#include "sync/practice_node.h"

#include <QJsonObject>

#include <atomic>
#include <functional>
#include <mutex>
#include <shared_mutex>

namespace datanet::sync {

// The practice network's server as everybody sees it: JSON-RPC on one port that stays the same while the node behind
// it may die and come back. A transaction is acknowledged only when its block is in a snapshot on disk, and nobody is
// shown a state that is not: so nothing that was confirmed is lost, whatever is killed. Calls that change a development
// node behind the chain's back (anvil_*, evm_*, ...) are refused.
//
// Besides: POST /control with {"token", "action", ...} for whoever may read the network's private files.
class PracticeGate
{
public:
    using Control = std::function<base::Result<QJsonObject>(const QString &action, const QJsonObject &request)>;

    // The node must outlive it. port 0: any free one.
    [[nodiscard]] static base::Result<std::unique_ptr<PracticeGate>> start(PracticeNode &node, int port, QString token,
                                                                           Control control);
    ~PracticeGate();

    [[nodiscard]] int port() const { return m_server->port(); }
    [[nodiscard]] QUrl url() const;

    // To be called a few times a second from the thread that owns the node: brings a dead node back, and makes an empty
    // block now and then, so that deadlines pass and blocks follow a transaction: each second after one, ever more
    // seldom when nothing happens (a twentieth of the time since, at most five minutes).
    base::Status tick(base::TaskContext &context);
    // Runs work while nobody else reaches the node, then takes a snapshot.
    base::Status alone(const std::function<base::Status(PracticeNode &)> &work, base::TaskContext &context);

private:
    PracticeGate(PracticeNode &node, QString token, Control control);
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] HttpResponse relay(const base::Bytes &body);
    [[nodiscard]] HttpResponse control(const base::Bytes &body);
    [[nodiscard]] base::Result<base::Bytes> forward(const base::Bytes &body);
    base::Status settle(const base::Bytes &answer);

    PracticeNode &m_node;
    QString m_token;
    Control m_control;
    std::shared_mutex m_mutex; // shared: reading the node; alone: changing it
    std::chrono::steady_clock::time_point m_lastTransaction;
    std::chrono::steady_clock::time_point m_lastBlock;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace datanet::sync
