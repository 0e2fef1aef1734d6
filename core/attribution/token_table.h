#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::attribution {

// Distinct tokens, numbered in order of arrival from 0, found again by their bytes. Open addressing with the token's
// own hash; equality is always that of the bytes. At most 2^31 tokens and 2^32 - 1 bytes of them.
class TokenTable
{
public:
    static constexpr std::uint32_t kNone = 0xffffffff;

    TokenTable() : m_slots(1024, kNone) { }

    // The number of the token, new or known. kNone when the table is full.
    std::uint32_t add(std::string_view token, std::uint64_t hash);
    [[nodiscard]] std::uint32_t find(std::string_view token, std::uint64_t hash) const;

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_entries.size()); }
    [[nodiscard]] std::string_view token(std::uint32_t number) const
    {
        return std::string_view(m_bytes).substr(m_entries[number].begin, m_entries[number].size);
    }

private:
    struct Entry
    {
        std::uint64_t hash = 0;
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
    };

    [[nodiscard]] std::size_t slotOf(std::string_view token, std::uint64_t hash) const;
    void grow();

    std::string m_bytes;
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_slots; // a power of two
};

} // namespace datanet::attribution
