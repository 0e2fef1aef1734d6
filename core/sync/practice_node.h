#pragma once

#include "base/bytes.h"
#include "base/task.h"
#include "base/uint256.h"
#include "chain/http_transport.h"
#include "chain/json_rpc.h"
#include "sync/child_process.h"
#include "sync/node_snapshots.h"

#include <memory>
#include <optional>

namespace datanet::sync {

// The chain id of every practice network: not the one development nodes use (31337), so that nothing signed here means
// anything there.
inline constexpr std::uint64_t kPracticeChainId = 161299;

// The practice network's EVM node: one anvil process on loopback, on any free port, without funded accounts, with the
// snapshots that make up for its losing everything on a kill (see README.md, "What anvil does"). One thread at a time;
// start it from a thread that lives as long as the process.
class PracticeNode
{
public:
    struct Options
    {
        QString folder; // snapshots, log and scratch files; made when needed
        QString program; // the anvil binary
        std::uint64_t chainId = kPracticeChainId;
    };

    // Begins a new chain, or goes on from the newest snapshot that is whole: height, time, balances and code continue.
    // NotFound without the program, Io when it does not come up.
    [[nodiscard]] static base::Result<std::unique_ptr<PracticeNode>> start(Options options, base::TaskContext &context);

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] qint64 pid() const { return m_process ? m_process->pid() : -1; }
    [[nodiscard]] bool isRunning() { return m_process && m_process->isRunning(); }
    // After it ended: starts it again from the newest snapshot, on another port if need be.
    base::Status restart(base::TaskContext &context);
    // What was damaged or could not be loaded at the last start; empty when all was well.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }
    // True when the last start found a snapshot to go on from.
    [[nodiscard]] bool continued() const { return m_continued; }

    // Writes the state down, durably.
    base::Status snapshot(base::TaskContext &context);
    // Makes a block without transactions.
    base::Status mine(base::TaskContext &context);
    // Moves the chain's clock forward and makes a block; the difference to this computer's clock stays.
    base::Status advance(std::uint64_t seconds, base::TaskContext &context);
    base::Status setBalance(const base::Address &account, const base::Uint256 &wei, base::TaskContext &context);
    // Number and time of the newest block.
    struct Head
    {
        std::uint64_t number = 0;
        std::uint64_t time = 0; // seconds since 1970
    };
    [[nodiscard]] base::Result<Head> head(base::TaskContext &context) const;
    [[nodiscard]] const chain::JsonRpcClient &rpc() const { return *m_rpc; }
    [[nodiscard]] chain::Transport &transport() { return m_transport; }
    void stop();

private:
    explicit PracticeNode(Options options);
    [[nodiscard]] base::Result<qint64> genesisTime(bool begins) const;
    base::Status launch(const std::optional<base::Bytes> &state, base::TaskContext &context);

    Options m_options;
    NodeSnapshots m_snapshots;
    chain::HttpTransport m_transport;
    std::optional<ChildProcess> m_process;
    QUrl m_url;
    std::optional<chain::JsonRpcClient> m_rpc;
    QStringList m_problems;
    bool m_continued = false;
};

// A TCP port of this computer that nobody uses now, from a range that the system gives to nobody by itself.
[[nodiscard]] int freePort();
[[nodiscard]] bool isFreePort(int port);

} // namespace datanet::sync
