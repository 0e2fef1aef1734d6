#pragma once

#include "chain/bindings/contributions.h"
#include "crypto/secp256k1.h"

#include <QJsonObject>

// What a contributor without coins for network fees sends to a relayer: both are signed (EIP-712), so that a relayer
// can change nothing. JSON members have the names of the fields; amounts are texts of digits, bytes are 0x...
namespace datanet::sync {

struct RelayedOpening
{
    chain::Opening opening;
    chain::Commitment commitment;
    base::Bytes32 salt;
    chain::Authorization authorization;
    crypto::Signature signature;

    [[nodiscard]] QJsonObject toJson() const;
    // From anybody's document; Invalid, naming what is malformed.
    [[nodiscard]] static base::Result<RelayedOpening> fromJson(const QJsonObject &object);
};

struct RelayedDelivery
{
    chain::Opening opening;
    std::uint8_t round = 1;
    base::Bytes32 sealedBundleHash;
    QString locator;
    base::Uint256 nonce;
    base::Uint256 deadline;
    crypto::Signature signature;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static base::Result<RelayedDelivery> fromJson(const QJsonObject &object);
};

} // namespace datanet::sync
