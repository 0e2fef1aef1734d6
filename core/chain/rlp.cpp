#include "chain/rlp.h"

#include <algorithm>

namespace datanet::chain::rlp {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

auto refuse(const char *why)
{
    return fail(ErrorKind::Invalid, QStringLiteral("RLP: %1").arg(QString::fromLatin1(why)));
}

std::uint8_t byteAt(ByteView bytes, qsizetype index)
{
    return static_cast<std::uint8_t>(bytes[index]);
}

class Decoder
{
public:
    explicit Decoder(const Limits &limits) : m_depth(limits.depth), m_items(limits.items) { }

    // Reads the first item of input and tells its whole size by item.raw.
    Result<Item> first(ByteView input, int depth)
    {
        if (input.isEmpty())
            return refuse("ends in the middle of an item");
        if (--m_items < 0)
            return refuse("too many items");
        const auto prefix = byteAt(input, 0);
        Item item;
        if (prefix < 0x80) {
            item.raw = item.payload = input.first(1);
            return item;
        }
        item.isList = prefix >= 0xc0;
        const auto shortBase = item.isList ? 0xc0 : 0x80;
        qsizetype headerSize = 1;
        qsizetype size = prefix - shortBase;
        if (size > kShortest) {
            const auto lengthSize = size - kShortest;
            if (input.size() - 1 < lengthSize)
                return refuse("ends in the middle of a length");
            if (byteAt(input, 1) == 0)
                return refuse("a length has leading zeros");
            // No input that fits the byte limit needs more than four bytes of length.
            if (lengthSize > 4)
                return refuse("a length is larger than the input");
            size = 0;
            for (qsizetype i = 1; i <= lengthSize; ++i)
                size = size << 8 | byteAt(input, i);
            if (size <= kShortest)
                return refuse("a short item is written in the long form");
            headerSize += lengthSize;
        }
        if (input.size() - headerSize < size)
            return refuse("an item is longer than the bytes that hold it");
        item.raw = input.first(headerSize + size);
        item.payload = item.raw.sliced(headerSize);
        if (!item.isList) {
            if (size == 1 && byteAt(item.payload, 0) < 0x80)
                return refuse("a single small byte has a prefix");
            return item;
        }
        if (depth >= m_depth)
            return refuse("lists are nested too deeply");
        for (ByteView rest = item.payload; !rest.isEmpty();) {
            auto child = first(rest, depth + 1);
            if (!child)
                return child;
            rest = rest.sliced(child->raw.size());
            item.items.push_back(std::move(*child));
        }
        return item;
    }

private:
    static constexpr qsizetype kShortest = 55;
    int m_depth;
    qsizetype m_items;
};

Bytes withPrefix(int shortBase, ByteView payload)
{
    Bytes result;
    result.reserve(payload.size() + 9);
    if (payload.size() <= 55) {
        result.append(static_cast<char>(shortBase + payload.size()));
    } else {
        const auto length = Uint256(static_cast<std::uint64_t>(payload.size())).toMinimalBytes();
        result.append(static_cast<char>(shortBase + 55 + length.size()));
        result.append(length);
    }
    result.append(payload);
    return result;
}

} // namespace

Result<Item> decode(ByteView encoded, const Limits &limits)
{
    if (encoded.size() > limits.bytes)
        return refuse("more bytes than allowed here");
    auto item = Decoder(limits).first(encoded, 0);
    if (item && item->raw.size() != encoded.size())
        return refuse("bytes follow the item");
    return item;
}

Result<std::span<const Item>> listOf(const Item &item, std::size_t count)
{
    if (!item.isList || item.items.size() != count)
        return fail(ErrorKind::Invalid, QStringLiteral("RLP: expected a list of %1 items").arg(count));
    return std::span<const Item>(item.items);
}

Result<Uint256> number(const Item &item)
{
    if (item.isList || item.payload.size() > 32)
        return refuse("expected a number of at most 32 bytes");
    if (!item.payload.isEmpty() && item.payload[0] == '\0')
        return refuse("a number has leading zeros");
    return *Uint256::fromBigEndian(item.payload);
}

Result<std::uint64_t> number64(const Item &item)
{
    const auto value = number(item);
    if (!value)
        return fail(value.error());
    if (const auto small = value->toUint64())
        return *small;
    return refuse("a number is above 2^64 - 1");
}

Bytes encodeString(ByteView bytes)
{
    if (bytes.size() == 1 && byteAt(bytes, 0) < 0x80)
        return bytes.toByteArray();
    return withPrefix(0x80, bytes);
}

Bytes encodeNumber(const Uint256 &value)
{
    return encodeString(value.toMinimalBytes());
}

Bytes encodeList(std::span<const Bytes> items)
{
    Bytes payload;
    for (const auto &item : items)
        payload.append(item);
    return withPrefix(0xc0, payload);
}

} // namespace datanet::chain::rlp
