#pragma once

#include "base/task.h"
#include "sync/home.h"

#include <QString>

namespace datanet::sync {

// The process behind a practice network (`datanet practice serve`): owns the node and its gate, the inbox, three
// reviewer programs and the publisher; founds and seeds the network the first time; brings back what dies; takes all
// of it along when it ends, even by kill -9. Everything it knows is below <home>/practice, so the next one goes on.
// Returns when told to stop (SIGTERM, SIGINT, `practice down`) or when it could not start, which status.json says too.
// Main thread; one per home: Conflict when another runs.
//   resources: the folder with contracts/, networks/ and samples/
base::Status servePracticeNetwork(const Home &home, const QString &resources);

} // namespace datanet::sync
