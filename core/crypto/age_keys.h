#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

// The keys of age (age-encryption.org/v1), X25519. Any thread; an identity belongs to one thread at a time.
namespace datanet::crypto {

// Whom a file is encrypted to. The 32 bytes are what contracts keep.
struct AgeRecipient
{
    base::Bytes32 publicKey;

    bool operator==(const AgeRecipient &) const = default;

    // "age1..."
    [[nodiscard]] QByteArray toText() const;
    [[nodiscard]] static base::Result<AgeRecipient> parse(base::ByteView text);
};

// The secret half, which opens the file.
class AgeIdentity
{
public:
    [[nodiscard]] static AgeIdentity generate();
    // "AGE-SECRET-KEY-1...". Invalid when malformed.
    [[nodiscard]] static base::Result<AgeIdentity> parse(base::ByteView text);
    // Invalid unless there are 32 bytes; any 32 bytes are a key.
    [[nodiscard]] static base::Result<AgeIdentity> from(base::Secret bytes);

    [[nodiscard]] AgeRecipient recipient() const;
    // As a line of the key file that `age -i` reads.
    [[nodiscard]] base::Secret toText() const;
    [[nodiscard]] AgeIdentity clone() const { return AgeIdentity(m_bytes.clone()); }
    [[nodiscard]] const base::Secret &secret() const { return m_bytes; }

private:
    explicit AgeIdentity(base::Secret bytes) : m_bytes(std::move(bytes)) { }
    base::Secret m_bytes;
};

} // namespace datanet::crypto
