#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <memory>

namespace datanet::crypto {

namespace detail {
struct KeyHandle; // OpenSSL's key
}

// A public key for ECDSA on P-256, P-384 or P-521, as signatures of files and models carry it. The digest goes with
// the curve: SHA-256, SHA-384, SHA-512. Cheap to copy; any thread.
class VerifyingKey
{
public:
    // SubjectPublicKeyInfo as PEM ("BEGIN PUBLIC KEY") or DER; the key inside an X.509 certificate (DER), whose own
    // signature and dates are not looked at. Invalid when malformed, above 64 KiB, or of another kind of key.
    [[nodiscard]] static base::Result<VerifyingKey> fromPem(base::ByteView pem);
    [[nodiscard]] static base::Result<VerifyingKey> fromDer(base::ByteView der);
    [[nodiscard]] static base::Result<VerifyingKey> fromCertificate(base::ByteView der);
    // An uncompressed point of P-256: 04, x, y. Invalid when it is not on the curve.
    [[nodiscard]] static base::Result<VerifyingKey> fromP256Point(base::ByteView point);

    [[nodiscard]] base::Bytes toDer() const;
    [[nodiscard]] QByteArray toPem() const;
    [[nodiscard]] bool isP256() const;
    // The uncompressed point: 65, 97 or 133 bytes.
    [[nodiscard]] base::Bytes point() const;

    // True when this key signed the message; the signature is ECDSA's DER form. False for anything else.
    [[nodiscard]] bool verifies(base::ByteView message, base::ByteView derSignature) const;

    bool operator==(const VerifyingKey &other) const { return toDer() == other.toDer(); }

private:
    friend class DeviceKey;
    explicit VerifyingKey(std::shared_ptr<const detail::KeyHandle> key) : m_key(std::move(key)) { }
    static base::Result<VerifyingKey> accepted(std::shared_ptr<const detail::KeyHandle> key);

    std::shared_ptr<const detail::KeyHandle> m_key;
};

} // namespace datanet::crypto
