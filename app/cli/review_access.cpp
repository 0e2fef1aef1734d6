#include "cli/review_access.h"

#include "cli/account_access.h"
#include "cli/session.h"

namespace datanet::app::cli {

base::Result<Desk> sitDown(Session &session)
{
    Desk desk;
    auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    desk.network = std::move(*network);
    desk.key.emplace(std::move(*key));
    return desk;
}

} // namespace datanet::app::cli
