#pragma once

#include "base/task.h"
#include "chain/bindings/project_contracts.h"
#include "light/proven.h"
#include "sync/network.h"

#include <QString>

#include <optional>
#include <vector>

// Facts of which a contract keeps only the hash: the words come from event logs, which a server may withhold or invent,
// and count only when they hash to a proven slot. X: words came and none of them fit. ?: no server gives any, which is
// never the same as "there are none".
namespace datanet::sync {

// The project's contracts on this network. NotFound where one is not deployed.
[[nodiscard]] base::Result<chain::ProjectContracts> contractsOn(const Network &network);

// The logs of one event up to the snapshot's block, oldest first.
[[nodiscard]] base::Result<std::vector<chain::Receipt::Log>>
eventLogs(const Network &network, const light::Snapshot &snapshot, const chain::BoundContract &contract,
          const QString &event, std::vector<std::optional<base::Bytes32>> indexed, base::TaskContext &context);

// NotFound where the chain proves that there is none: never registered, opened, delivered.
[[nodiscard]] base::Result<light::Proven<chain::Commitment>>
readCommitment(const Network &network, light::Snapshot &snapshot, std::uint64_t id, base::TaskContext &context);
[[nodiscard]] base::Result<light::Proven<chain::Opening>> readOpening(const Network &network, light::Snapshot &snapshot,
                                                                      std::uint64_t id, base::TaskContext &context);
[[nodiscard]] base::Result<light::Proven<chain::ContributionsContract::Delivery>>
readDelivery(const Network &network, light::Snapshot &snapshot, std::uint64_t id, base::TaskContext &context);

// The opened vote of one seat: bitmap and reasons' hash. NotFound where the seat has opened none.
[[nodiscard]] base::Result<light::Proven<chain::ReviewsContract::OpenedVote>>
readOpenedVote(const Network &network, light::Snapshot &snapshot, std::uint64_t id, std::uint8_t round,
               std::uint8_t seat, base::TaskContext &context);

// Which records a round accepted, one bit a position. NotFound where the round has accepted none.
[[nodiscard]] base::Result<light::Proven<base::Bytes>> readAcceptedBitmap(const Network &network,
                                                                          light::Snapshot &snapshot, std::uint64_t id,
                                                                          std::uint8_t round,
                                                                          base::TaskContext &context);

// Versions 1 to count of a datanet, in order: believed together, as far as they accumulate to what the chain keeps for
// the last of them. Empty for count 0.
[[nodiscard]] base::Result<light::Proven<std::vector<chain::VersionLeaf>>>
readVersionLeaves(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet, std::uint32_t count,
                  base::TaskContext &context);

// The value, or Unproven / Corrupt with words that name `what`.
template <class T>
[[nodiscard]] base::Result<T> requireValue(const light::Proven<T> &proven, const QString &what)
{
    if (proven.hasValue())
        return proven.value();
    if (proven.level() == light::Level::Mismatch)
        return base::fail(
            base::ErrorKind::Corrupt,
            what + QStringLiteral(": a server's answer does not match what the chain holds; it is not used"),
            QStringLiteral("name another server of this network"));
    return base::fail(base::ErrorKind::Unproven,
                      what + QStringLiteral(": no server gives what the chain holds the hash of"),
                      QStringLiteral("try again later, or name another server of this network"));
}

} // namespace datanet::sync
