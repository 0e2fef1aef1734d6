#pragma once

#include "base/result.h"
#include "crypto/device_key.h"
#include "versioning/repository.h"

#include <QString>

namespace datanet::provenance {

// The key of this installation, which signs manifests and versions. Kept below the data folder:
//   device/key.pem      PKCS #8, encrypted
//   device/passphrase   random, readable by the owner only; it opens key.pem without asking
//   device/key.pub      the public key as PEM
//   device/allowed_signers   what stock git needs to check signatures of versions
// Whoever can read the folder as its owner can sign with it, as with an SSH key without a passphrase. It holds no money
// and authorises nothing on a chain: there the account's own signature counts.
class DeviceIdentity
{
public:
    // Opens the key of this data folder, making it the first time. Corrupt when key and passphrase do not fit.
    [[nodiscard]] static base::Result<DeviceIdentity> open(const QString &home);

    [[nodiscard]] const crypto::DeviceKey &key() const { return m_key; }
    // Signs versions as `git commit -S` with gpg.format=ssh would. The identity must outlive it.
    [[nodiscard]] versioning::CommitSigner commitSigner() const;

private:
    explicit DeviceIdentity(crypto::DeviceKey key) : m_key(std::move(key)) { }
    crypto::DeviceKey m_key;
};

} // namespace datanet::provenance
