#pragma once

#include "base/task.h"
#include "chain/transport.h"
#include "sync/home.h"

#include <QString>

#include <vector>

namespace datanet::sync {

// One thing that must be right for the application to work.
struct Checkup
{
    enum class State : std::uint8_t { Good, Warning, Bad };
    QString name;
    State state = State::Good;
    QString found; // what was found, English
    QString fix; // what to do; empty when good
};

// Looks at the installation: data folder, free space, programs it calls, contracts, networks, and whether the network
// in use answers and is the chain its profile says. Changes nothing but a file it writes and removes in the data
// folder.
//   resources: the folder with contracts/ and networks/
[[nodiscard]] std::vector<Checkup> examine(const Home &home, const QString &resources, chain::Transport &transport,
                                           base::TaskContext &context);

} // namespace datanet::sync
