#include "base/uint256.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace datanet::base {

namespace {

__extension__ using Wide = unsigned __int128;

} // namespace

std::optional<Uint256> Uint256::fromBigEndian(ByteView bytes)
{
    if (bytes.size() > 32)
        return std::nullopt;
    std::array<std::uint8_t, 32> padded{};
    std::copy(bytes.begin(), bytes.end(), padded.end() - bytes.size());
    Uint256 result;
    for (std::size_t i = 0; i < 4; ++i)
        result.m_limbs[i] = qFromBigEndian<std::uint64_t>(padded.data() + (3 - i) * 8);
    return result;
}

std::optional<Uint256> Uint256::fromDecimal(QStringView digits)
{
    if (digits.isEmpty() || digits.size() > 78)
        return std::nullopt;
    Uint256 result;
    for (const QChar digit : digits) {
        if (digit < u'0' || digit > u'9')
            return std::nullopt;
        const auto shifted = result.times(10);
        const auto added = shifted ? shifted->plus(static_cast<std::uint64_t>(digit.unicode() - u'0')) : std::nullopt;
        if (!added)
            return std::nullopt;
        result = *added;
    }
    return result;
}

std::optional<Uint256> Uint256::fromHexQuantity(QStringView text)
{
    if (!text.startsWith(QLatin1String("0x")) || text.size() < 3 || text.size() > 66)
        return std::nullopt;
    QString digits = text.mid(2).toString();
    if (digits.size() % 2 != 0)
        digits.prepend(u'0');
    const auto bytes = fromHex(digits);
    return bytes ? fromBigEndian(*bytes) : std::nullopt;
}

Bytes32 Uint256::toBytes32() const
{
    Bytes32 result;
    for (std::size_t i = 0; i < 4; ++i)
        qToBigEndian(m_limbs[3 - i], result.data() + i * 8);
    return result;
}

Bytes Uint256::toMinimalBytes() const
{
    const Bytes all = toBytes32().toBytes();
    qsizetype zeros = 0;
    while (zeros < all.size() && all[zeros] == '\0')
        ++zeros;
    return all.mid(zeros);
}

QString Uint256::toDecimal() const
{
    constexpr std::uint64_t kChunk = 10'000'000'000'000'000'000U; // the largest power of ten in 64 bits
    QString result;
    Uint256 rest = *this;
    do {
        const auto [quotient, remainder] = *rest.dividedBy(kChunk);
        const QString digits = QString::number(remainder.m_limbs[0]);
        result.prepend(quotient.isZero() ? digits : digits.rightJustified(19, u'0'));
        rest = quotient;
    } while (!rest.isZero());
    return result;
}

QString Uint256::toHexQuantity() const
{
    QString digits = QString::fromLatin1(toPlainHex(toMinimalBytes()));
    if (digits.startsWith(u'0'))
        digits.remove(0, 1);
    return QLatin1String("0x") + (digits.isEmpty() ? QStringLiteral("0") : digits);
}

std::optional<std::uint64_t> Uint256::toUint64() const
{
    if ((m_limbs[1] | m_limbs[2] | m_limbs[3]) != 0)
        return std::nullopt;
    return m_limbs[0];
}

double Uint256::toDouble() const
{
    double result = 0;
    for (std::size_t i = 4; i-- > 0;)
        result = std::ldexp(result, 64) + static_cast<double>(m_limbs[i]);
    return result;
}

std::optional<Uint256> Uint256::plus(const Uint256 &other) const
{
    Uint256 result;
    Wide carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        carry += Wide(m_limbs[i]) + other.m_limbs[i];
        result.m_limbs[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64;
    }
    return carry == 0 ? std::optional(result) : std::nullopt;
}

std::optional<Uint256> Uint256::minus(const Uint256 &other) const
{
    if (*this < other)
        return std::nullopt;
    Uint256 result;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Wide subtrahend = Wide(other.m_limbs[i]) + borrow;
        result.m_limbs[i] = static_cast<std::uint64_t>(Wide(m_limbs[i]) - subtrahend);
        borrow = Wide(m_limbs[i]) < subtrahend ? 1 : 0;
    }
    return result;
}

std::optional<Uint256> Uint256::times(const Uint256 &other) const
{
    std::array<std::uint64_t, 8> product{};
    for (std::size_t i = 0; i < 4; ++i) {
        Wide carry = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            carry += Wide(m_limbs[i]) * other.m_limbs[j] + product[i + j];
            product[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        product[i + 4] = static_cast<std::uint64_t>(carry);
    }
    if ((product[4] | product[5] | product[6] | product[7]) != 0)
        return std::nullopt;
    Uint256 result;
    std::copy_n(product.begin(), 4, result.m_limbs.begin());
    return result;
}

std::optional<std::pair<Uint256, Uint256>> Uint256::dividedBy(const Uint256 &divisor) const
{
    if (divisor.isZero())
        return std::nullopt;
    Uint256 quotient;
    if (const auto small = divisor.toUint64()) {
        Wide remainder = 0;
        for (std::size_t i = 4; i-- > 0;) {
            remainder = remainder << 64 | m_limbs[i];
            quotient.m_limbs[i] = static_cast<std::uint64_t>(remainder / *small);
            remainder %= *small;
        }
        return std::pair(quotient, Uint256(static_cast<std::uint64_t>(remainder)));
    }
    // Divisors above 64 bits are rare here, so the plain bitwise division is fast enough.
    Uint256 remainder;
    for (int bit = 255; bit >= 0; --bit) {
        const std::size_t limb = static_cast<std::size_t>(bit) / 64;
        const bool overflow = (remainder.m_limbs[3] >> 63) != 0;
        for (std::size_t i = 3; i > 0; --i)
            remainder.m_limbs[i] = remainder.m_limbs[i] << 1 | remainder.m_limbs[i - 1] >> 63;
        remainder.m_limbs[0] = remainder.m_limbs[0] << 1 | (m_limbs[limb] >> (bit % 64) & 1U);
        if (overflow || remainder >= divisor) {
            std::uint64_t borrow = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                const Wide subtrahend = Wide(divisor.m_limbs[i]) + borrow;
                borrow = Wide(remainder.m_limbs[i]) < subtrahend ? 1 : 0;
                remainder.m_limbs[i] = static_cast<std::uint64_t>(Wide(remainder.m_limbs[i]) - subtrahend);
            }
            quotient.m_limbs[limb] |= std::uint64_t(1) << (bit % 64);
        }
    }
    return std::pair(quotient, remainder);
}

std::strong_ordering Uint256::operator<=>(const Uint256 &other) const
{
    for (std::size_t i = 4; i-- > 0;) {
        if (m_limbs[i] != other.m_limbs[i])
            return m_limbs[i] <=> other.m_limbs[i];
    }
    return std::strong_ordering::equal;
}

} // namespace datanet::base
