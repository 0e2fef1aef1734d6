#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "crypto/secp256k1.h"
#include "sync/network.h"

#include <QString>

// The second delivery of a contribution: after an appeal the outside panel needs the records, encrypted to its own
// keys. Where they come from: a bundle that this computer sent, one that it opened as a reviewer, or a file. Whatever
// is cut short may be begun again.
namespace datanet::sync {

struct OutsideDelivery
{
    std::uint64_t contribution = 0;
    QString bundle; // a file with the bundle; empty for what this computer has
};

// The contributor's: waits until the outside panel is drawn (drawing it where that is due), encrypts, uploads to the
// datanet's inbox and tells the chain. Delivered already is done. Denied where no appeal runs, for another account and
// when the time is over; NotFound where this computer does not have the records.
base::Status deliverToOutsidePanel(const Network &network, const OutsideDelivery &delivery,
                                   const crypto::SecretKey &key, base::TaskContext &context);

// The same with the last step left to somebody else: the contributor's EIP-712 signature, which lets anybody tell the
// chain (Contributions.deliverFor) and pay for it. Good for one transaction, until the panel's time is over.
struct SignedDelivery
{
    std::uint64_t chainId = 0;
    base::Address contract; // Contributions
    std::uint64_t contribution = 0;
    std::uint8_t round = 2;
    base::Digest sealedHash;
    QString locator;
    base::Uint256 nonce;
    base::Uint256 deadline; // seconds since 1970
    crypto::Signature signature;

    bool operator==(const SignedDelivery &) const = default;
    [[nodiscard]] base::Bytes toJson() const; // canonical
    // From anybody's bytes: Invalid, saying what is malformed.
    [[nodiscard]] static base::Result<SignedDelivery> fromJson(base::ByteView json);
};
[[nodiscard]] base::Result<SignedDelivery> signOutsideDelivery(const Network &network, const OutsideDelivery &delivery,
                                                               const crypto::SecretKey &key,
                                                               base::TaskContext &context);
// Anybody's. Denied, before anything is sent, when the signature is not the contributor's or for another network.
base::Status sendSignedDelivery(const Network &network, const SignedDelivery &delivery, const crypto::SecretKey &key,
                                base::TaskContext &context);

} // namespace datanet::sync
