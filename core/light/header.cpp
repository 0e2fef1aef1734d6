#include "light/header.h"

#include "chain/rlp.h"
#include "crypto/digest.h"

#include <algorithm>

namespace datanet::light {

using base::Bytes;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using chain::BlockFields;
namespace rlp = chain::rlp;
using namespace Qt::StringLiterals;

namespace {

// Field counts after each fork that added some: before London, London, Shanghai, Cancun, Prague.
constexpr std::size_t kForkSizes[] = {15, 16, 17, 20, 21};

// How many fields the block has, or nothing when there is a gap.
std::optional<std::size_t> fieldCount(const BlockFields &fields)
{
    const bool present[] = {fields.baseFeePerGas.has_value(),         fields.withdrawalsRoot.has_value(),
                            fields.blobGasUsed.has_value(),           fields.excessBlobGas.has_value(),
                            fields.parentBeaconBlockRoot.has_value(), fields.requestsHash.has_value()};
    std::size_t count = 0;
    while (count < std::size(present) && present[count])
        ++count;
    for (auto i = count; i < std::size(present); ++i) {
        if (present[i])
            return std::nullopt;
    }
    const auto total = kForkSizes[0] + count;
    return std::ranges::find(kForkSizes, total) == std::end(kForkSizes) ? std::nullopt : std::optional(total);
}

// Reads field after field and keeps the first error.
class Reader
{
public:
    explicit Reader(const std::vector<rlp::Item> &items) : m_items(items) { }

    template <std::size_t N>
    base::FixedBytes<N> fixed()
    {
        return take(rlp::fixed<N>(m_items[m_next++]));
    }
    base::Uint256 number() { return take(rlp::number(m_items[m_next++])); }
    std::uint64_t number64() { return take(rlp::number64(m_items[m_next++])); }
    Bytes bytes()
    {
        const auto &item = m_items[m_next++];
        if (item.isList && m_status)
            m_status = fail(ErrorKind::Invalid, u"block header: a list where bytes belong"_s);
        return item.payload.toByteArray();
    }
    [[nodiscard]] bool atEnd() const { return m_next == m_items.size(); }
    [[nodiscard]] const base::Status &status() const { return m_status; }

private:
    template <class T>
    T take(Result<T> result)
    {
        if (result)
            return *result;
        if (m_status)
            m_status = fail(result.error().within(u"block header"_s));
        return T();
    }

    const std::vector<rlp::Item> &m_items;
    std::size_t m_next = 0;
    base::Status m_status;
};

} // namespace

Result<Bytes> headerRlp(const BlockFields &fields)
{
    if (!fieldCount(fields))
        return fail(ErrorKind::Invalid, u"block header: its fields belong to no fork that is known here"_s,
                    u"a newer version of the application may know it"_s);
    std::vector<Bytes> items{rlp::encodeString(fields.parentHash.view()),
                             rlp::encodeString(fields.unclesHash.view()),
                             rlp::encodeString(fields.beneficiary.view()),
                             rlp::encodeString(fields.stateRoot.view()),
                             rlp::encodeString(fields.transactionsRoot.view()),
                             rlp::encodeString(fields.receiptsRoot.view()),
                             rlp::encodeString(fields.logsBloom.view()),
                             rlp::encodeNumber(fields.difficulty),
                             rlp::encodeNumber(fields.number),
                             rlp::encodeNumber(fields.gasLimit),
                             rlp::encodeNumber(fields.gasUsed),
                             rlp::encodeNumber(fields.timestamp),
                             rlp::encodeString(fields.extraData),
                             rlp::encodeString(fields.mixHash.view()),
                             rlp::encodeString(fields.nonce.view())};
    if (fields.baseFeePerGas)
        items.push_back(rlp::encodeNumber(*fields.baseFeePerGas));
    if (fields.withdrawalsRoot)
        items.push_back(rlp::encodeString(fields.withdrawalsRoot->view()));
    if (fields.blobGasUsed)
        items.push_back(rlp::encodeNumber(*fields.blobGasUsed));
    if (fields.excessBlobGas)
        items.push_back(rlp::encodeNumber(*fields.excessBlobGas));
    if (fields.parentBeaconBlockRoot)
        items.push_back(rlp::encodeString(fields.parentBeaconBlockRoot->view()));
    if (fields.requestsHash)
        items.push_back(rlp::encodeString(fields.requestsHash->view()));
    return rlp::encodeList(items);
}

Result<Digest> headerHash(const BlockFields &fields)
{
    const auto encoded = headerRlp(fields);
    if (!encoded)
        return fail(encoded.error());
    return crypto::keccak256(*encoded);
}

base::Status verifyHeader(const BlockFields &fields)
{
    const auto hash = headerHash(fields);
    if (!hash)
        return fail(hash.error());
    if (*hash != fields.hash)
        return fail(ErrorKind::Corrupt,
                    u"the fields of block %1 hash to %2 instead of %3"_s.arg(fields.number)
                        .arg(hash->hex(), fields.hash.hex()));
    return {};
}

Result<BlockFields> decodeHeader(ByteView encoded)
{
    const auto item = rlp::decode(encoded, {16 << 10, 1, 64});
    if (!item)
        return fail(item.error().within(u"block header"_s));
    if (!item->isList || std::ranges::find(kForkSizes, item->items.size()) == std::end(kForkSizes))
        return fail(ErrorKind::Invalid, u"block header: its fields belong to no fork that is known here"_s);
    Reader reader(item->items);
    BlockFields fields;
    fields.hash = crypto::keccak256(encoded);
    fields.parentHash = reader.fixed<32>();
    fields.unclesHash = reader.fixed<32>();
    fields.beneficiary = reader.fixed<20>();
    fields.stateRoot = reader.fixed<32>();
    fields.transactionsRoot = reader.fixed<32>();
    fields.receiptsRoot = reader.fixed<32>();
    fields.logsBloom = reader.fixed<256>();
    fields.difficulty = reader.number();
    fields.number = reader.number64();
    fields.gasLimit = reader.number64();
    fields.gasUsed = reader.number64();
    fields.timestamp = reader.number64();
    fields.extraData = reader.bytes();
    fields.mixHash = reader.fixed<32>();
    fields.nonce = reader.fixed<8>();
    if (!reader.atEnd())
        fields.baseFeePerGas = reader.number();
    if (!reader.atEnd())
        fields.withdrawalsRoot = reader.fixed<32>();
    if (!reader.atEnd())
        fields.blobGasUsed = reader.number64();
    if (!reader.atEnd())
        fields.excessBlobGas = reader.number64();
    if (!reader.atEnd())
        fields.parentBeaconBlockRoot = reader.fixed<32>();
    if (!reader.atEnd())
        fields.requestsHash = reader.fixed<32>();
    if (!reader.status())
        return fail(reader.status().error());
    return fields;
}

} // namespace datanet::light
