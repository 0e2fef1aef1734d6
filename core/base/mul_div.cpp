#include "base/mul_div.h"

#include <QtEndian>

#include <array>

namespace datanet::base {

namespace {

__extension__ using DoubleLimb = unsigned __int128;
using Limbs = std::array<std::uint64_t, 4>;
using Product = std::array<std::uint64_t, 8>;

Limbs limbsOf(const Uint256 &number)
{
    const Bytes32 bytes = number.toBytes32();
    Limbs limbs;
    for (std::size_t i = 0; i < 4; ++i)
        limbs[i] = qFromBigEndian<std::uint64_t>(bytes.data() + (3 - i) * 8);
    return limbs;
}

Product multiply(const Limbs &left, const Limbs &right)
{
    Product product{};
    for (std::size_t i = 0; i < 4; ++i) {
        DoubleLimb carry = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            carry += DoubleLimb(left[i]) * right[j] + product[i + j];
            product[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        product[i + 4] = static_cast<std::uint64_t>(carry);
    }
    return product;
}

} // namespace

std::optional<Uint256> mulDiv(const Uint256 &left, const Uint256 &right, const Uint256 &divisor)
{
    if (const auto product = left.times(right)) {
        const auto parts = product->dividedBy(divisor);
        return parts ? std::optional(parts->first) : std::nullopt;
    }
    if (divisor.isZero())
        return std::nullopt;
    // Long division bit by bit over 512 bits; amounts in practice stay below 2^256 and take the path above.
    const Product product = multiply(limbsOf(left), limbsOf(right));
    Uint256 quotient;
    Uint256 remainder;
    for (std::size_t bit = 512; bit-- > 0;) {
        if (quotient.toBytes32().bytes[0] & 0x80)
            return std::nullopt;
        quotient = *quotient.plus(quotient);
        const std::uint64_t next = product[bit / 64] >> (bit % 64) & 1U;
        // remainder * 2 + next >= divisor, said without leaving the range: remainder is below divisor.
        const Uint256 gap = *divisor.minus(remainder);
        const Uint256 raised = *remainder.plus(next);
        if (raised >= gap) {
            remainder = *raised.minus(gap);
            quotient = *quotient.plus(1);
        } else {
            remainder = *remainder.plus(raised);
        }
    }
    return quotient;
}

} // namespace datanet::base
