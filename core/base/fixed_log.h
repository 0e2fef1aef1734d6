#pragma once

#include <bit>
#include <cstdint>

// Logarithms in integers, so that what is paid and what is found are the same on every machine.
namespace datanet::base {

// One bit of information is 2^16 units.
using Bits = std::uint64_t;
inline constexpr int kBitsShift = 16;
inline constexpr Bits kOneBit = Bits{1} << kBitsShift;

// log2(value) in units of 2^-16 bit, rounded down; exact for powers of two. Shift and square (Knuth, TAOCP 1.2.2,
// exercise 25) on a mantissa of 63 bits that is cut off, never rounded: an operation on integers only. value >= 1.
[[nodiscard]] constexpr Bits log2Fixed(std::uint64_t value)
{
    const int whole = std::bit_width(value) - 1;
    std::uint64_t mantissa = value << (63 - whole); // 1.0 is 2^63
    Bits result = static_cast<Bits>(whole);
    for (int i = 0; i < kBitsShift; ++i) {
        __extension__ using Wide = unsigned __int128;
        const Wide square = static_cast<Wide>(mantissa) * mantissa; // 1.0 is 2^126
        const bool two = (square >> 127) != 0;
        mantissa = static_cast<std::uint64_t>(square >> (two ? 64 : 63));
        result = result << 1 | Bits{two};
    }
    return result;
}

} // namespace datanet::base
