#pragma once

#include "base/task.h"
#include "crypto/secp256k1.h"
#include "desktop/services.h"
#include "sync/network.h"

#include <utility>

namespace datanet::app {

// Runs work(const sync::Network &, const crypto::SecretKey &, TaskContext &) on a lane, with the network in use and the
// account's open key; fails where there is no network or the key is locked.
template <class T, class Work>
[[nodiscard]] base::Task<T> signedTask(Services &services, QThreadPool *lane, const base::Address &account, Work work)
{
    return services.run<T>(lane,
                           [&services, account, work = std::move(work)](base::TaskContext &context) -> base::Result<T> {
                               const auto network = services.network();
                               const auto key = services.keys().key(account);
                               if (!network || !key)
                                   return base::fail(!network ? network.error() : key.error());
                               return work(**network, *key, context);
                           });
}

} // namespace datanet::app
