#pragma once

#include "chain/network_profile.h"
#include "chain/node_client.h"
#include "light/evidence.h"

#include <vector>

// What the reader shares between choosing a header and reading values; not for other modules.
namespace datanet::light {

// One server during one snapshot. Left out once an answer of it failed a check.
struct Peer
{
    chain::NodeClient client;
    bool own = false;
    bool leftOut = false;

    [[nodiscard]] QString name() const;
    // Leaves the server out and keeps why.
    void accuse(EvidenceLog &log, const QDateTime &now, const QString &what, const QString &detail);
};

} // namespace datanet::light
