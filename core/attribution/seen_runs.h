#pragma once

#include <cstdint>
#include <vector>

namespace datanet::attribution {

// A set of hashes that only grows. 32 bits are kept of each: among 20 million an unseen one is taken for seen once in
// 200 times, the same on every machine.
class SeenRuns
{
public:
    SeenRuns() : m_slots(1024, 0) { }

    // Asks memory for the place of a hash that will be added soon.
    void prefetch(std::uint32_t hash) const { __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]); }

    // True when it was not there yet.
    bool add(std::uint32_t hash)
    {
        hash = hash == 0 ? 1 : hash; // 0 marks an empty slot
        if (!insert(hash))
            return false;
        if (++m_size * 3 > m_slots.size() * 2)
            grow();
        return true;
    }

private:
    bool insert(std::uint32_t hash)
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t slot = hash & mask;
        for (; m_slots[slot] != 0; slot = (slot + 1) & mask) {
            if (m_slots[slot] == hash)
                return false;
        }
        m_slots[slot] = hash;
        return true;
    }
    void grow()
    {
        std::vector<std::uint32_t> old(m_slots.size() * 2, 0);
        old.swap(m_slots);
        for (const std::uint32_t hash : old) {
            if (hash != 0)
                insert(hash);
        }
    }

    std::vector<std::uint32_t> m_slots; // a power of two
    std::size_t m_size = 0;
};

} // namespace datanet::attribution
