#pragma once

#include "light/reader.h"
#include "light/servers.h"

#include <map>

// The inside of a snapshot; not for other modules.
namespace datanet::light {

struct Snapshot::State
{
    std::vector<Peer> peers; // those that gave the header, in the profile's order
    chain::BlockFields header;
    Level level = Level::Unknown;
    std::vector<Step> steps;
    EvidenceLog *evidence = nullptr;
    const base::Clock *clock = nullptr;

    std::map<base::Address, Proven<AccountState>> accounts;
    std::map<std::pair<base::Address, base::Bytes32>, Proven<base::Uint256>> slots;

    [[nodiscard]] BlockMark mark() const { return {header.number, header.hash, header.timestamp}; }

    // Fetches and checks what is not there yet; afterwards the account and every slot are in the maps.
    base::Status ensure(const base::Address &address, std::span<const base::Bytes32> wanted,
                        base::TaskContext &context);

private:
    enum class Outcome { Done, NoProof };
    // One server's proof for the account and some slots. Corrupt when it fails a check.
    base::Result<Outcome> fetch(Peer &peer, const base::Address &address, std::span<const base::Bytes32> some,
                                base::TaskContext &context);
    base::Status fetchFromAny(const base::Address &address, std::span<const base::Bytes32> some,
                              base::TaskContext &context);
    // Values that a server reports but cannot prove.
    void report(Peer &peer, const base::Address &address, std::span<const base::Bytes32> some, const QString &why,
                base::TaskContext &context);
    void setAll(Level level, const base::Address &address, std::span<const base::Bytes32> some, const QString &words);
};

} // namespace datanet::light
