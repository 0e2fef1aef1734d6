#pragma once

#include "cli/network_access.h"
#include "cli/session.h"

#include "crypto/secp256k1.h"

// Which payout round a command is about, and who acts. For the commands of `epoch`.
namespace datanet::app::cli {

enum class RoundChoice { Newest, OldestUnfinished };

// The epoch, or for 0 the newest closed round of the model, or the oldest that is not paid out. NotFound without one.
[[nodiscard]] base::Result<std::uint64_t> roundOf(Session &session, const sync::Network &on, std::uint64_t model,
                                                  std::uint64_t epoch, RoundChoice otherwise);

// The network, the key of the account in use, and the round (for 0 the oldest that is not paid out).
struct RoundActor
{
    std::unique_ptr<NetworkInUse> network;
    crypto::SecretKey key;
    std::uint64_t epoch = 0;
};
[[nodiscard]] base::Result<RoundActor> openActor(Session &session, std::uint64_t model, std::uint64_t epoch);

} // namespace datanet::app::cli
