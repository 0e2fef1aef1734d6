#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace datanet::base {

using Bytes = QByteArray; // bytes of any length, implicitly shared
using ByteView = QByteArrayView; // a look at somebody else's bytes

// "0x" and two lower-case digits a byte.
[[nodiscard]] QString toHex(ByteView bytes);
// Without the "0x".
[[nodiscard]] QByteArray toPlainHex(ByteView bytes);
// Accepts digits of either case with or without "0x"; an odd count or any other character gives nothing.
[[nodiscard]] std::optional<Bytes> fromHex(QStringView text);

[[nodiscard]] inline std::string_view text(ByteView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}
[[nodiscard]] inline ByteView view(std::string_view bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

// N bytes by value: digests, addresses, keys. Ordered as the bytes are.
template <std::size_t N>
struct FixedBytes
{
    std::array<std::uint8_t, N> bytes{};

    static constexpr std::size_t kSize = N;

    auto operator<=>(const FixedBytes &) const = default;

    [[nodiscard]] const std::uint8_t *data() const { return bytes.data(); }
    [[nodiscard]] std::uint8_t *data() { return bytes.data(); }
    [[nodiscard]] static constexpr qsizetype size() { return static_cast<qsizetype>(N); }
    [[nodiscard]] ByteView view() const { return {reinterpret_cast<const char *>(bytes.data()), size()}; }
    [[nodiscard]] Bytes toBytes() const { return view().toByteArray(); }
    [[nodiscard]] QString hex() const { return toHex(view()); }
    [[nodiscard]] bool isZero() const { return *this == FixedBytes{}; }

    // Nothing unless there are exactly N bytes.
    [[nodiscard]] static std::optional<FixedBytes> from(ByteView source)
    {
        if (source.size() != size())
            return std::nullopt;
        FixedBytes result;
        std::memcpy(result.bytes.data(), source.data(), N);
        return result;
    }
    [[nodiscard]] static std::optional<FixedBytes> fromHexText(QStringView text)
    {
        const auto raw = fromHex(text);
        return raw ? from(*raw) : std::nullopt;
    }
};

using Bytes32 = FixedBytes<32>;
using Digest = Bytes32; // SHA-256 or Keccak-256; the name of the variable says which
using Address = FixedBytes<20>; // an account or contract on an EVM chain

} // namespace datanet::base

template <std::size_t N>
struct std::hash<datanet::base::FixedBytes<N>>
{
    // The bytes are digests almost everywhere, so the first eight are as good as any mix of them.
    std::size_t operator()(const datanet::base::FixedBytes<N> &value) const noexcept
    {
        static_assert(N >= sizeof(std::size_t));
        std::size_t result;
        std::memcpy(&result, value.bytes.data(), sizeof result);
        return result;
    }
};
