#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/verifying_key.h"

#include <memory>

namespace datanet::crypto {

// How long guessing one passphrase of a device key takes: rounds of PBKDF2-HMAC-SHA256.
constexpr int kStandardDeviceKeyRounds = 600'000; // some tenths of a second
constexpr int kLightDeviceKeyRounds = 1'000; // tests and the practice network only

// The key of this device, ECDSA on P-256: signs manifests and git commits. It is not an account and holds no money.
// While open it lives in OpenSSL's memory, which wipes it on release. Movable; one thread at a time.
class DeviceKey
{
public:
    [[nodiscard]] static DeviceKey generate();

    // PKCS #8, encrypted with AES-256 ("BEGIN ENCRYPTED PRIVATE KEY"): `openssl pkey` opens it with the passphrase.
    [[nodiscard]] QByteArray toPem(const base::Secret &passphrase, int rounds = kStandardDeviceKeyRounds) const;
    // Denied when the passphrase is wrong; Invalid when the file is not an encrypted P-256 key, is above 64 KiB, or
    // asks for more than 4,000,000 rounds.
    [[nodiscard]] static base::Result<DeviceKey> fromPem(base::ByteView pem, const base::Secret &passphrase);

    [[nodiscard]] VerifyingKey publicKey() const { return VerifyingKey(m_key); }
    // ECDSA over SHA-256 of the message, in DER. Two signatures over one message differ; both are good.
    [[nodiscard]] base::Bytes sign(base::ByteView message) const;

private:
    explicit DeviceKey(std::shared_ptr<const detail::KeyHandle> key) : m_key(std::move(key)) { }
    std::shared_ptr<const detail::KeyHandle> m_key;
};

} // namespace datanet::crypto
