#pragma once

#include "base/bytes.h"
#include "crypto/digest.h"
#include "dataset/field_scanner.h"

#include <QStringList>
#include <QtEndian>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

// What makes a row the same row, cut to what an index in memory can afford: 16 bytes of the SHA-256 of its key (or of
// its record id when there is no key), and 8 further bytes that differ when the same key has other values.
struct RowIdentity
{
    std::array<std::uint8_t, 16> key{};
    std::uint64_t content = 0;

    bool operator==(const RowIdentity &) const = default;
};

// Works out identities. Buffers are kept between calls; one thread at a time.
class RowIdentifier
{
public:
    explicit RowIdentifier(const QStringList &keyFields);

    [[nodiscard]] bool hasKey() const { return !m_fields.empty(); }
    // Nothing when the record lacks a key field.
    [[nodiscard]] std::optional<RowIdentity> identify(std::string_view canonicalBody, const base::Digest &id);

    // The canonical JSON of the key's value (of several fields: of the array of their values); nothing when one is
    // absent or null. Empty without key fields.
    [[nodiscard]] std::optional<std::string> keyOf(std::string_view canonicalBody);
    // The identity's key part of a canonical key text, or of a record id.
    [[nodiscard]] static std::array<std::uint8_t, 16> keyPart(const base::Digest &digest);

private:
    bool readKey(std::string_view canonicalBody);

    std::vector<std::string> m_fields;
    FieldScanner m_scanner;
    crypto::Sha256 m_digest;
    std::string m_key;
};

// The first 8 bytes of a key as a number that sorts as the key does.
[[nodiscard]] inline std::uint64_t keyPrefix(const std::array<std::uint8_t, 16> &key)
{
    return qFromBigEndian<std::uint64_t>(key.data());
}

// Equality in two comparisons; the standard library's calls memcmp.
[[nodiscard]] inline bool sameKey(const std::array<std::uint8_t, 16> &left, const std::array<std::uint8_t, 16> &right)
{
    using Halves = std::array<std::uint64_t, 2>;
    const auto a = std::bit_cast<Halves>(left);
    const auto b = std::bit_cast<Halves>(right);
    return ((a[0] ^ b[0]) | (a[1] ^ b[1])) == 0;
}

} // namespace datanet::dataset
