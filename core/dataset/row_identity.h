#pragma once

#include "base/bytes.h"
#include "crypto/digest.h"
#include "dataset/field_scanner.h"

#include <QStringList>

#include <array>
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

// The identities of a data set's rows, for finding repeats: a hash table with linear probing, 24 bytes a slot.
class IdentityMap
{
public:
    explicit IdentityMap(std::int64_t expected = 0) { grow(slotsFor(expected)); }

    [[nodiscard]] const RowIdentity *find(const std::array<std::uint8_t, 16> &key) const
    {
        const RowIdentity &slot = m_slots[slotOf(key)];
        return isFree(slot) ? nullptr : &slot;
    }

    // What has this key already, if anything does; otherwise adds it.
    const RowIdentity *insert(const RowIdentity &identity)
    {
        RowIdentity *slot = &m_slots[slotOf(identity.key)];
        if (!isFree(*slot))
            return slot;
        if ((m_used + 1) * 4 > m_slots.size() * 3) {
            grow(m_slots.size() * 2);
            slot = &m_slots[slotOf(identity.key)];
        }
        *slot = identity;
        ++m_used;
        return nullptr;
    }

    void remove(const std::array<std::uint8_t, 16> &key)
    {
        std::size_t hole = slotOf(key);
        if (isFree(m_slots[hole]))
            return;
        --m_used;
        // Rows behind the hole that would no longer be found move into it.
        for (std::size_t next = (hole + 1) & m_mask; !isFree(m_slots[next]); next = (next + 1) & m_mask) {
            const std::size_t home = hash(m_slots[next].key) & m_mask;
            if (((next - home) & m_mask) >= ((next - hole) & m_mask)) {
                m_slots[hole] = m_slots[next];
                hole = next;
            }
        }
        m_slots[hole] = {};
    }

    [[nodiscard]] std::size_t size() const { return m_used; }

private:
    static std::size_t slotsFor(std::int64_t expected)
    {
        std::size_t slots = 1024;
        while (slots * 3 < static_cast<std::size_t>(expected) * 4)
            slots *= 2;
        return slots;
    }
    static std::uint64_t hash(const std::array<std::uint8_t, 16> &key)
    {
        std::uint64_t value;
        std::memcpy(&value, key.data(), sizeof value);
        return value;
    }
    // A digest of sixteen zero bytes does not occur.
    static bool isFree(const RowIdentity &slot) { return slot.key == std::array<std::uint8_t, 16>{}; }

    [[nodiscard]] std::size_t slotOf(const std::array<std::uint8_t, 16> &key) const
    {
        std::size_t slot = hash(key) & m_mask;
        while (!isFree(m_slots[slot]) && m_slots[slot].key != key)
            slot = (slot + 1) & m_mask;
        return slot;
    }
    void grow(std::size_t slots)
    {
        std::vector<RowIdentity> old(slots);
        old.swap(m_slots);
        m_mask = slots - 1;
        for (const RowIdentity &identity : old) {
            if (!isFree(identity))
                m_slots[slotOf(identity.key)] = identity;
        }
    }

    std::vector<RowIdentity> m_slots;
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

} // namespace datanet::dataset
