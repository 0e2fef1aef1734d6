#pragma once

#include "cli/network_access.h"
#include "crypto/secp256k1.h"

#include <memory>
#include <optional>

namespace datanet::app::cli {

class Session;

// Network, account and key: what every verb of a reviewer but the queue needs.
struct Desk
{
    std::unique_ptr<NetworkInUse> network;
    std::optional<crypto::SecretKey> key;

    [[nodiscard]] const sync::Network &on() const { return **network; }
};
[[nodiscard]] base::Result<Desk> sitDown(Session &session);

} // namespace datanet::app::cli
