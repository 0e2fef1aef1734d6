#pragma once

#include "base/task.h"
#include "sync/relay_request.h"

#include <QUrl>

#include <optional>

// The other side of a relayer, which an inbox may have beside it.
namespace datanet::sync {

struct RelayOffer
{
    base::Uint256 gasLeft; // today
    base::Uint256 feesLeft; // wei
};
// Nothing where the inbox has none.
[[nodiscard]] base::Result<std::optional<RelayOffer>> relayOffer(const QUrl &inbox, base::TaskContext &context);

// Sends what was signed and waits until the relayer says that it is in a block; whether it really is, the chain says.
// Denied, Conflict, NotFound: the relayer's refusal in its words.
[[nodiscard]] base::Result<base::Digest> relayOpening(const QUrl &inbox, const RelayedOpening &request,
                                                      base::TaskContext &context);
[[nodiscard]] base::Result<base::Digest> relayDelivery(const QUrl &inbox, const RelayedDelivery &request,
                                                       base::TaskContext &context);

} // namespace datanet::sync
