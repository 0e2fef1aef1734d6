#include "dataset/identity_map.h"

#include <algorithm>
#include <bit>

namespace datanet::dataset {

using base::Result;
using base::Status;

namespace {

constexpr std::size_t kFewestSlots = 1024;

// A digest of sixteen zero bytes does not occur.
bool isFree(const RowIdentity &slot)
{
    return slot.key == std::array<std::uint8_t, 16>{};
}

bool isFull(std::size_t used, std::size_t slots)
{
    return used * 4 > slots * 3;
}

} // namespace

IdentityMap::IdentityMap(std::int64_t expected, std::size_t tableSlots) : m_mostSlots(tableSlots)
{
    std::size_t slots = std::min(kFewestSlots, m_mostSlots);
    while (slots < m_mostSlots && isFull(static_cast<std::size_t>(expected), slots))
        slots *= 2;
    resize(slots);
}

std::size_t IdentityMap::slotOf(const Key &key) const
{
    std::size_t slot = home(key);
    while (!isFree(m_slots[slot]) && m_slots[slot].key != key)
        slot = (slot + 1) & (m_slots.size() - 1);
    return slot;
}

void IdentityMap::resize(std::size_t slots)
{
    std::vector<RowIdentity> old(slots);
    old.swap(m_slots);
    m_shift = 64 - std::countr_zero(slots);
    for (const RowIdentity &identity : old) {
        if (!isFree(identity))
            m_slots[slotOf(identity.key)] = identity;
    }
}

Status IdentityMap::spill()
{
    // In the table's own memory; what is read back afterwards does not depend on where it stood.
    const auto end = std::remove_if(m_slots.begin(), m_slots.end(), isFree);
    // They are nearly in order: by insertion, each moves a few places.
    for (auto next = m_slots.begin(); next != end; ++next) {
        const RowIdentity identity = *next;
        auto place = next;
        for (; place != m_slots.begin() && identity.key < (place - 1)->key; --place)
            *place = *(place - 1);
        *place = identity;
    }
    auto run = IdentityRun::write({m_slots.begin(), end});
    if (run) {
        m_runs.push_back(std::move(*run));
        m_used = 0;
        m_slots = {};
        resize(m_mostSlots / 2);
        return {};
    }
    // Nothing is lost: they go back to their places.
    std::fill(end, m_slots.end(), RowIdentity{});
    resize(m_slots.size());
    return base::fail(run.error());
}

Result<std::optional<std::uint64_t>> IdentityMap::findInRuns(const Key &key)
{
    const auto removed = m_removed.find(key);
    const std::size_t first = removed == m_removed.end() ? 0 : removed->second;
    for (std::size_t run = m_runs.size(); run-- > first;) {
        auto found = m_runs[run]->find(key);
        if (!found || *found)
            return found;
    }
    return std::nullopt;
}

Result<std::optional<std::uint64_t>> IdentityMap::insert(const RowIdentity &identity)
{
    std::size_t slot = slotOf(identity.key);
    if (!isFree(m_slots[slot]))
        return m_slots[slot].content;
    if (auto found = findInRuns(identity.key); !found || *found)
        return found;
    if (isFull(m_used + 1, m_slots.size())) {
        if (m_runs.empty() && m_slots.size() < m_mostSlots)
            resize(m_slots.size() * 2);
        else if (auto status = spill(); !status)
            return base::fail(status.error());
        slot = slotOf(identity.key);
    }
    m_slots[slot] = identity;
    ++m_used;
    return std::nullopt;
}

void IdentityMap::remove(const Key &key)
{
    if (!m_runs.empty())
        m_removed[key] = m_runs.size();
    std::size_t hole = slotOf(key);
    if (isFree(m_slots[hole]))
        return;
    --m_used;
    const std::size_t mask = m_slots.size() - 1;
    // Rows behind the hole that would no longer be found move into it.
    for (std::size_t next = (hole + 1) & mask; !isFree(m_slots[next]); next = (next + 1) & mask) {
        if (((next - home(m_slots[next].key)) & mask) >= ((next - hole) & mask)) {
            m_slots[hole] = m_slots[next];
            hole = next;
        }
    }
    m_slots[hole] = {};
}

} // namespace datanet::dataset
