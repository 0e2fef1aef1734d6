#pragma once

#include "base/task.h"
#include "chain/bindings/project_contracts.h"
#include "sync/network.h"

namespace datanet::sync {

// Encrypts a bundle to the encryption keys of everybody on the panel of one round and gives the SHA-256 of the result.
// Corrupt when the bundle is not the declared one; Unproven when panel or keys are not known at `level`.
struct PanelSealing
{
    std::uint64_t contribution = 0;
    std::uint8_t round = 1;
    base::Digest bundleHash; // as declared
    QString bundle; // files
    QString sealedTo;
    light::Level level = light::Level::ServersAgree;
};
[[nodiscard]] base::Result<base::Digest> sealToPanel(const chain::ProjectContracts &contracts,
                                                     light::Snapshot &snapshot, const PanelSealing &sealing,
                                                     base::TaskContext &context);

} // namespace datanet::sync
