#include "dataset/identity_filter.h"

#include "dataset/row_identity.h"

#include <cstring>

namespace datanet::dataset {

namespace {

constexpr std::size_t kBitsAKey = 16;
constexpr int kProbes = 7; // of 9 bits each: what half a key holds

using Key = std::array<std::uint8_t, 16>;

// Keys are digests: their bytes serve as independent hashes. The places within a block are of the second half.
template <class Visit>
void forEachPlace(const Key &key, Visit visit)
{
    std::uint64_t bits;
    std::memcpy(&bits, key.data() + 8, sizeof bits);
    for (int probe = 0; probe < kProbes; ++probe, bits >>= 9)
        visit(bits & 511);
}

} // namespace

IdentityFilter::IdentityFilter(std::size_t keysOfARun) : m_blocks(keysOfARun * kBitsAKey / kBlockBits + 1) { }

std::size_t IdentityFilter::blockOf(const Key &key) const
{
    // The prefix, spread over the blocks without a division.
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>(Wide(keyPrefix(key)) * m_blocks.size() >> 64);
}

void IdentityFilter::add(const Key &key, std::size_t run)
{
    Block &block = m_blocks[blockOf(key)];
    forEachPlace(key, [&](std::size_t place) { block[place] |= static_cast<Runs>(1u << run); });
}

IdentityFilter::Runs IdentityFilter::runsThatMayHave(const Key &key) const
{
    const Block &block = m_blocks[blockOf(key)];
    unsigned runs = 0xffff;
    forEachPlace(key, [&](std::size_t place) { runs &= block[place]; });
    return static_cast<Runs>(runs);
}

void IdentityFilter::prefetch(const Key &key) const
{
    const Block &block = m_blocks[blockOf(key)];
    forEachPlace(key, [&](std::size_t place) { __builtin_prefetch(&block[place]); });
}

} // namespace datanet::dataset
