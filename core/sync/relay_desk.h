#pragma once

#include "crypto/secp256k1.h"
#include "sync/daily_ledger.h"
#include "sync/network.h"
#include "sync/relay_request.h"

#include <mutex>
#include <vector>

namespace datanet::sync {

// What a relayer pays for, a day (UTC). A transaction counts with its gas limit until it is through, then with what it
// used.
struct RelayLimits
{
    std::uint64_t gas = 3'000'000;
    base::Uint256 fees; // wei of the datanets' submission fees; 0: only where sending is free
    std::uint64_t perContributor = 4; // requests that were carried out
    std::uint64_t perAddress = 20; // requests from one internet address, carried out or not
    std::vector<std::uint64_t> datanets; // empty: all of this network
};

// Pays for contributors' signed declarations and deliveries within a budget. It can change nothing of what was signed,
// and learns nothing that the chain does not publish. Network and ledger must outlive it. Any thread; one transaction
// at a time.
class RelayDesk
{
public:
    RelayDesk(const Network &network, crypto::SecretKey key, DailyLedger &ledger, RelayLimits limits);

    // Denied: a signature that is not the contributor's, another datanet, a limit that is reached, or the contract's
    // reason. Conflict: it is declared (delivered) already, or the signature was used. NotFound: no such priority.
    [[nodiscard]] base::Result<base::Digest> open(const RelayedOpening &request, const base::Bytes &address);
    [[nodiscard]] base::Result<base::Digest> deliver(const RelayedDelivery &request, const base::Bytes &address);

    // {"account","gasLeft","feesLeft"}: what it would still pay for today.
    [[nodiscard]] QJsonObject offer() const;

private:
    [[nodiscard]] base::Status count(const base::Bytes &address);
    [[nodiscard]] base::Status requireDatanet(std::uint64_t datanet) const;
    [[nodiscard]] base::Result<base::Digest> pay(const base::Result<chain::Call> &call,
                                                 const base::Address &contributor);

    const Network *m_network;
    crypto::SecretKey m_key;
    DailyLedger *m_ledger;
    RelayLimits m_limits;
    std::mutex m_mutex;
};

} // namespace datanet::sync
