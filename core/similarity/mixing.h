#pragma once

#include <cstdint>

// The integer hashes behind tokens, shingles and signatures. Their constants are part of the format: change one and
// every signature changes.
namespace datanet::similarity {

// FNV-1a, 64 bits, a byte at a time.
inline constexpr std::uint64_t kHashStart = 0xcbf29ce484222325u;
[[nodiscard]] constexpr std::uint64_t hashByte(std::uint64_t hash, std::uint8_t byte)
{
    return (hash ^ byte) * 0x100000001b3u;
}

// MurmurHash3's 64-bit finaliser: a bijection in which every input bit reaches every output bit.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 33)) * 0xff51afd7ed558ccdu;
    value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53u;
    return value ^ (value >> 33);
}

// SplitMix64: the published sequence from which the permutations of MinHash are drawn.
class SplitMix
{
public:
    explicit constexpr SplitMix(std::uint64_t seed) : m_state(seed) { }
    [[nodiscard]] constexpr std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15u;
        std::uint64_t value = m_state;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
        return value ^ (value >> 31);
    }

private:
    std::uint64_t m_state;
};

} // namespace datanet::similarity
