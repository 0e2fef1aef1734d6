#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <span>
#include <vector>

// Recursive Length Prefix, the encoding of transactions, headers and trie nodes (Ethereum yellow paper, appendix B).
// Every value has exactly one encoding; any other is refused.
namespace datanet::chain::rlp {

// What a decoder may spend on hostile bytes.
struct Limits
{
    qsizetype bytes = 4 << 20;
    int depth = 16; // lists inside lists
    qsizetype items = 1 << 16; // of all lists together
};

// One decoded item: a look into the bytes that were decoded, which must outlive it.
struct Item
{
    bool isList = false;
    base::ByteView raw; // with its prefix
    base::ByteView payload; // the bytes of a string; the encoded items of a list
    std::vector<Item> items; // of a list
};

// Exactly one item and nothing behind it. Invalid: truncated, trailing bytes, a length with leading zeros or in the
// long form without need, a single byte below 0x80 with a prefix, or beyond the limits.
[[nodiscard]] base::Result<Item> decode(base::ByteView encoded, const Limits &limits = {});

// The items of a list of exactly count items.
[[nodiscard]] base::Result<std::span<const Item>> listOf(const Item &item, std::size_t count);
// A string as an unsigned number: at most 32 (8) bytes without leading zeros.
[[nodiscard]] base::Result<base::Uint256> number(const Item &item);
[[nodiscard]] base::Result<std::uint64_t> number64(const Item &item);
// A string of exactly N bytes.
template <std::size_t N>
[[nodiscard]] base::Result<base::FixedBytes<N>> fixed(const Item &item)
{
    if (const auto value = item.isList ? std::nullopt : base::FixedBytes<N>::from(item.payload))
        return *value;
    return base::fail(base::ErrorKind::Invalid, QStringLiteral("RLP: expected a string of %1 bytes").arg(N));
}

[[nodiscard]] base::Bytes encodeString(base::ByteView bytes);
[[nodiscard]] base::Bytes encodeNumber(const base::Uint256 &value);
// Items that are encoded already.
[[nodiscard]] base::Bytes encodeList(std::span<const base::Bytes> items);

} // namespace datanet::chain::rlp
