#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace datanet::models {

// SplitMix64 (Steele, Lea and Flood 2014): numbers that look random and are a function of the seed alone.
class SeededRandom
{
public:
    explicit constexpr SeededRandom(std::uint64_t seed) : m_state(seed) { }

    constexpr std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15u;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    // 0 to bound - 1, each equally likely: the high half of a product, drawn again where the low half would favour
    // some (Lemire 2019). bound >= 1.
    constexpr std::uint64_t below(std::uint64_t bound)
    {
        __extension__ using Wide = unsigned __int128;
        const std::uint64_t unfair = (0 - bound) % bound;
        for (;;) {
            const Wide product = static_cast<Wide>(next()) * bound;
            if (static_cast<std::uint64_t>(product) >= unfair)
                return static_cast<std::uint64_t>(product >> 64);
        }
    }

private:
    std::uint64_t m_state;
};

// What chooses a record independently of everything else about it: the first 8 bytes of its id, highest first.
[[nodiscard]] inline std::uint64_t seedOf(const base::Digest &recordId)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = value << 8 | recordId.bytes[i];
    return value;
}

} // namespace datanet::models
