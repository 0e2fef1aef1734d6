#pragma once

#include "base/huge_pages.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace datanet::dataset {

// Which of up to 16 runs may have a key, at the price of looking into one kilobyte: Bloom filters of 16 bits a key and
// seven probes, cut into blocks of 512 bits, with the same bit of all runs side by side in one word (bit-sliced, as
// BIGSI has it). Wrong for about 1 key of 1,000 and run, and then only in saying yes. 2 bytes for each key that there
// is room for. One thread at a time.
class IdentityFilter
{
public:
    static constexpr std::size_t kRuns = 16;
    using Runs = std::uint16_t; // bit r: run r

    explicit IdentityFilter(std::size_t keysOfARun);

    void add(const std::array<std::uint8_t, 16> &key, std::size_t run);
    [[nodiscard]] Runs runsThatMayHave(const std::array<std::uint8_t, 16> &key) const;
    // Begins to fetch what runsThatMayHave() will read.
    void prefetch(const std::array<std::uint8_t, 16> &key) const;

private:
    static constexpr std::size_t kBlockBits = 512;
    using Block = std::array<Runs, kBlockBits>;

    [[nodiscard]] std::size_t blockOf(const std::array<std::uint8_t, 16> &key) const;

    base::HugePageVector<Block> m_blocks;
};

} // namespace datanet::dataset
