#pragma once

#include "base/huge_pages.h"
#include "dataset/identity_filter.h"
#include "dataset/identity_run.h"

#include <unordered_map>

namespace datanet::dataset {

// The identities of a data set's rows, for finding repeats: the latest ones in a hash table of at most 48 MiB, all
// others in temporary files (a log-structured merge tree of one level). Once there are files the table has half its
// size, which pays for what finds a key in them: 2 bytes a row, taken for twelve million at a time. One thread at a
// time.
class IdentityMap
{
public:
    // expected: how many it will be, as far as known. tableSlots: a power of two.
    static constexpr std::size_t kTableSlots = std::size_t(1) << 21;
    explicit IdentityMap(std::int64_t expected = 0, std::size_t tableSlots = kTableSlots);

    // The content of what has this key already; otherwise adds it and gives nothing. Io when the temporary files have
    // no room, and then nothing is added.
    [[nodiscard]] base::Result<std::optional<std::uint64_t>> insert(const RowIdentity &identity);
    void remove(const std::array<std::uint8_t, 16> &key);
    // Begins to fetch what insert() of this key will read.
    void prefetch(const std::array<std::uint8_t, 16> &key) const;

private:
    using Key = std::array<std::uint8_t, 16>;
    struct HashKey
    {
        std::size_t operator()(const Key &key) const noexcept { return keyPrefix(key); }
    };

    [[nodiscard]] std::size_t home(const Key &key) const { return keyPrefix(key) >> m_shift; }
    [[nodiscard]] std::size_t slotOf(const Key &key) const;
    void resize(std::size_t slots);
    // Moves all of the table into files, each with at most what fills half a table.
    base::Status spill();
    base::Status writeRuns(std::span<const RowIdentity> sorted);
    [[nodiscard]] base::Result<std::optional<std::uint64_t>> findInRuns(const Key &key);

    const std::size_t m_mostSlots;
    // By the first bits of the key with linear probing: nearly in order, as a file will have it.
    base::HugePageVector<RowIdentity> m_slots;
    int m_shift = 0;
    std::size_t m_used = 0;
    std::vector<std::unique_ptr<IdentityRun>> m_runs;
    std::vector<IdentityFilter> m_filters; // run r is run r % 16 of filter r / 16
    std::unordered_map<Key, std::size_t, HashKey> m_removed; // how many of the runs, from the first, have it no more
};

} // namespace datanet::dataset
