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
    return sameKey(slot.key, {});
}

bool sortsBefore(const RowIdentity &left, const RowIdentity &right)
{
    const std::uint64_t a = keyPrefix(left.key);
    const std::uint64_t b = keyPrefix(right.key);
    return a != b ? a < b : left.key < right.key;
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
    while (!isFree(m_slots[slot]) && !sameKey(m_slots[slot].key, key))
        slot = (slot + 1) & (m_slots.size() - 1);
    return slot;
}

void IdentityMap::resize(std::size_t slots)
{
    base::HugePageVector<RowIdentity> old(slots);
    old.swap(m_slots);
    m_shift = 64 - std::countr_zero(slots);
    for (const RowIdentity &identity : old) {
        if (!isFree(identity))
            m_slots[slotOf(identity.key)] = identity;
    }
}

Status IdentityMap::writeRuns(std::span<const RowIdentity> sorted)
{
    const std::size_t most = m_mostSlots / 2 * 3 / 4; // what fills half a table
    std::vector<std::unique_ptr<IdentityRun>> runs;
    for (std::size_t from = 0; from < sorted.size(); from += most) {
        auto run = IdentityRun::write(sorted.subspan(from, std::min(most, sorted.size() - from)));
        if (!run)
            return base::fail(run.error());
        runs.push_back(std::move(*run));
    }
    for (std::size_t index = 0; index < sorted.size(); ++index) {
        const std::size_t run = m_runs.size() + index / most;
        if (run / IdentityFilter::kRuns == m_filters.size())
            m_filters.emplace_back(most);
        m_filters[run / IdentityFilter::kRuns].add(sorted[index].key, run % IdentityFilter::kRuns);
    }
    std::move(runs.begin(), runs.end(), std::back_inserter(m_runs));
    return {};
}

Status IdentityMap::spill()
{
    // In the table's own memory; what is read back afterwards does not depend on where it stood.
    const auto end = std::remove_if(m_slots.begin(), m_slots.end(), isFree);
    // They are nearly in order: by insertion, each moves a few places.
    for (auto next = m_slots.begin(); next != end; ++next) {
        const RowIdentity identity = *next;
        auto place = next;
        for (; place != m_slots.begin() && sortsBefore(identity, *(place - 1)); --place)
            *place = *(place - 1);
        *place = identity;
    }
    Status written = writeRuns({m_slots.begin(), end});
    if (written) {
        m_used = 0;
        m_slots = {};
        resize(m_mostSlots / 2);
        return {};
    }
    // Nothing is lost: they go back to their places.
    std::fill(end, m_slots.end(), RowIdentity{});
    resize(m_slots.size());
    return written;
}

Result<std::optional<std::uint64_t>> IdentityMap::findInRuns(const Key &key)
{
    for (std::size_t filter = m_filters.size(); filter-- > 0;) {
        // The newest first: a key that was removed may have come again.
        for (unsigned runs = m_filters[filter].runsThatMayHave(key); runs != 0;) {
            const auto newest = static_cast<std::size_t>(std::bit_width(runs) - 1);
            runs &= ~(1u << newest);
            const std::size_t run = filter * IdentityFilter::kRuns + newest;
            const auto removed = m_removed.find(key);
            if (removed != m_removed.end() && run < removed->second)
                return std::nullopt;
            auto found = m_runs[run]->find(key);
            if (!found || *found)
                return found;
        }
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

void IdentityMap::prefetch(const Key &key) const
{
    __builtin_prefetch(&m_slots[home(key)]);
    for (const IdentityFilter &filter : m_filters)
        filter.prefetch(key);
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
