#include "attribution/token_table.h"

namespace datanet::attribution {

std::size_t TokenTable::slotOf(std::string_view token, std::uint64_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    for (;; slot = (slot + 1) & mask) {
        const std::uint32_t number = m_slots[slot];
        if (number == kNone)
            return slot;
        if (m_entries[number].hash == hash && this->token(number) == token)
            return slot;
    }
}

std::uint32_t TokenTable::add(std::string_view token, std::uint64_t hash)
{
    std::size_t slot = slotOf(token, hash);
    if (m_slots[slot] != kNone)
        return m_slots[slot];
    if (m_bytes.size() + token.size() >= kNone || m_entries.size() >= kNone / 2)
        return kNone;
    if (m_entries.size() * 2 >= m_slots.size()) {
        grow();
        slot = slotOf(token, hash);
    }
    const std::uint32_t number = size();
    m_entries.push_back({hash, static_cast<std::uint32_t>(m_bytes.size()), static_cast<std::uint32_t>(token.size())});
    m_bytes += token;
    m_slots[slot] = number;
    return number;
}

std::uint32_t TokenTable::find(std::string_view token, std::uint64_t hash) const
{
    return m_slots[slotOf(token, hash)];
}

void TokenTable::grow()
{
    m_slots.assign(m_slots.size() * 2, kNone);
    const std::size_t mask = m_slots.size() - 1;
    for (std::uint32_t number = 0; number < size(); ++number) {
        std::size_t slot = m_entries[number].hash & mask;
        while (m_slots[slot] != kNone)
            slot = (slot + 1) & mask;
        m_slots[slot] = number;
    }
}

} // namespace datanet::attribution
