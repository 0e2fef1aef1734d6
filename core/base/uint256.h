#pragma once

#include "base/bytes.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <utility>

namespace datanet::base {

// An unsigned 256-bit integer: every amount (in wei), balance and Solidity uint256. Arithmetic that would leave the
// range says so instead of wrapping: the checked functions return nothing.
class Uint256
{
public:
    constexpr Uint256() = default;
    constexpr Uint256(std::uint64_t value) : m_limbs{value, 0, 0, 0} { }

    // Big-endian, at most 32 bytes; shorter input is padded on the left.
    [[nodiscard]] static std::optional<Uint256> fromBigEndian(ByteView bytes);
    // Digits only; nothing when empty, malformed or above 2^256 - 1.
    [[nodiscard]] static std::optional<Uint256> fromDecimal(QStringView digits);
    // "0x" and 1 to 64 digits, as JSON-RPC writes quantities; leading zeros are accepted.
    [[nodiscard]] static std::optional<Uint256> fromHexQuantity(QStringView text);

    [[nodiscard]] Bytes32 toBytes32() const;
    // Without leading zero bytes; empty for zero (as RLP wants it).
    [[nodiscard]] Bytes toMinimalBytes() const;
    [[nodiscard]] QString toDecimal() const;
    // "0x0", "0x1f": without leading zeros.
    [[nodiscard]] QString toHexQuantity() const;
    [[nodiscard]] std::optional<std::uint64_t> toUint64() const;
    [[nodiscard]] double toDouble() const; // for charts and bars only
    [[nodiscard]] bool isZero() const { return *this == Uint256(); }

    [[nodiscard]] std::optional<Uint256> plus(const Uint256 &other) const;
    [[nodiscard]] std::optional<Uint256> minus(const Uint256 &other) const;
    [[nodiscard]] std::optional<Uint256> times(const Uint256 &other) const;
    // Quotient and remainder; nothing when the divisor is zero.
    [[nodiscard]] std::optional<std::pair<Uint256, Uint256>> dividedBy(const Uint256 &divisor) const;

    bool operator==(const Uint256 &) const = default;
    std::strong_ordering operator<=>(const Uint256 &other) const;

private:
    std::array<std::uint64_t, 4> m_limbs{}; // least significant first
};

} // namespace datanet::base
