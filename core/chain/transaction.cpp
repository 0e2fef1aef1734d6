#include "chain/transaction.h"

#include "chain/rlp.h"
#include "crypto/digest.h"

#include <algorithm>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxRaw = 1 << 20;
constexpr qsizetype kMaxInitCode = 49152; // EIP-3860

auto refuseTransaction(const QString &why)
{
    return fail(ErrorKind::Invalid, u"transaction: "_s % why);
}

Bytes kindPrefix(Transaction::Kind kind)
{
    return kind == Transaction::Kind::Legacy ? Bytes() : Bytes(1, static_cast<char>(kind));
}

Bytes encodeAccessList(const std::vector<AccessListEntry> &entries)
{
    std::vector<Bytes> items;
    for (const auto &entry : entries) {
        std::vector<Bytes> slots;
        for (const auto &slot : entry.slots)
            slots.push_back(rlp::encodeString(slot.view()));
        const Bytes pair[] = {rlp::encodeString(entry.address.view()), rlp::encodeList(slots)};
        items.push_back(rlp::encodeList(pair));
    }
    return rlp::encodeList(items);
}

// The fields before the signature, encoded one by one.
std::vector<Bytes> fieldsOf(const Transaction &transaction)
{
    std::vector<Bytes> fields;
    if (transaction.kind != Transaction::Kind::Legacy)
        fields.push_back(rlp::encodeNumber(transaction.chainId.value_or(0)));
    fields.push_back(rlp::encodeNumber(transaction.nonce));
    if (transaction.kind == Transaction::Kind::DynamicFee)
        fields.push_back(rlp::encodeNumber(transaction.maxPriorityFeePerGas));
    fields.push_back(rlp::encodeNumber(transaction.maxFeePerGas));
    fields.push_back(rlp::encodeNumber(transaction.gasLimit));
    fields.push_back(rlp::encodeString(transaction.to ? transaction.to->view() : ByteView()));
    fields.push_back(rlp::encodeNumber(transaction.value));
    fields.push_back(rlp::encodeString(transaction.data));
    if (transaction.kind != Transaction::Kind::Legacy)
        fields.push_back(encodeAccessList(transaction.accessList));
    return fields;
}

Result<std::vector<AccessListEntry>> readAccessList(const rlp::Item &item)
{
    if (!item.isList)
        return refuseTransaction(u"the access list is no list"_s);
    std::vector<AccessListEntry> entries;
    for (const auto &pair : item.items) {
        const auto parts = rlp::listOf(pair, 2);
        if (!parts || !(*parts)[1].isList)
            return refuseTransaction(u"an entry of the access list is no pair"_s);
        const auto address = rlp::fixed<20>((*parts)[0]);
        if (!address)
            return fail(address.error());
        AccessListEntry entry{*address, {}};
        for (const auto &item32 : (*parts)[1].items) {
            const auto slot = rlp::fixed<32>(item32);
            if (!slot)
                return fail(slot.error());
            entry.slots.push_back(*slot);
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

// Reads one field after the other and keeps the first error.
class FieldReader
{
public:
    explicit FieldReader(std::span<const rlp::Item> items) : m_items(items) { }

    Uint256 number() { return take(rlp::number(next())); }
    std::uint64_t number64() { return take(rlp::number64(next())); }
    std::optional<Address> recipient()
    {
        const auto &item = next();
        if (!item.isList && item.payload.isEmpty())
            return std::nullopt;
        return take(rlp::fixed<20>(item));
    }
    Bytes data()
    {
        const auto &item = next();
        if (item.isList)
            m_status = refuseTransaction(u"the data is a list"_s);
        return item.payload.toByteArray();
    }
    std::vector<AccessListEntry> accessList() { return take(readAccessList(next())); }

    [[nodiscard]] const base::Status &status() const { return m_status; }

private:
    const rlp::Item &next() { return m_items[m_next++]; }

    template <class T>
    T take(Result<T> result)
    {
        if (result)
            return std::move(*result);
        m_status = fail(result.error().within(u"transaction"_s));
        return T();
    }

    std::span<const rlp::Item> m_items;
    std::size_t m_next = 0;
    base::Status m_status;
};

// What no node takes whatever its state.
base::Status checkRules(const Transaction &transaction)
{
    if (transaction.nonce == ~std::uint64_t(0))
        return refuseTransaction(u"the nonce is at its end"_s);
    if (transaction.maxPriorityFeePerGas > transaction.maxFeePerGas)
        return refuseTransaction(u"the tip is above the highest fee"_s);
    if (!Uint256(transaction.gasLimit).times(transaction.maxFeePerGas))
        return refuseTransaction(u"the fee is above 2^256 - 1"_s);
    if (!transaction.to && transaction.data.size() > kMaxInitCode)
        return refuseTransaction(u"the code that creates the contract is longer than %1 bytes"_s.arg(kMaxInitCode));
    if (transaction.gasLimit < transaction.intrinsicGas())
        return refuseTransaction(u"%1 gas is less than the %2 that any node takes"_s.arg(transaction.gasLimit)
                                     .arg(transaction.intrinsicGas()));
    return {};
}

struct Layout
{
    Transaction::Kind kind;
    std::size_t fields;
};

std::optional<Layout> layoutOf(std::uint8_t first)
{
    if (first >= 0xc0)
        return Layout{Transaction::Kind::Legacy, 9};
    if (first == 1)
        return Layout{Transaction::Kind::AccessList, 11};
    if (first == 2)
        return Layout{Transaction::Kind::DynamicFee, 12};
    return std::nullopt;
}

// Legacy transactions carry chain and parity in one number (EIP-155); the others carry the parity alone.
Result<std::uint8_t> readParity(Transaction &transaction, const Uint256 &v, std::uint64_t chainId)
{
    const auto number = v.toUint64();
    if (transaction.kind != Transaction::Kind::Legacy) {
        if (!number || *number > 1)
            return refuseTransaction(u"the signature's parity is neither 0 nor 1"_s);
        if (transaction.chainId != chainId)
            return refuseTransaction(u"it is for another chain than %1"_s.arg(chainId));
        return static_cast<std::uint8_t>(*number);
    }
    if (number == 27 || number == 28)
        return static_cast<std::uint8_t>(*number - 27);
    const auto base = Uint256(chainId).times(2)->plus(35);
    const auto parity = v.minus(*base);
    if (!parity || *parity > Uint256(1))
        return refuseTransaction(u"it is for another chain than %1"_s.arg(chainId));
    transaction.chainId = chainId;
    return static_cast<std::uint8_t>(parity->isZero() ? 0 : 1);
}

} // namespace

std::uint64_t Transaction::intrinsicGas() const
{
    const auto zeros = static_cast<std::uint64_t>(data.count('\0'));
    const auto others = static_cast<std::uint64_t>(data.size()) - zeros;
    std::uint64_t gas = 21000 + 4 * zeros + 16 * others;
    if (!to)
        gas += 32000 + 2 * ((static_cast<std::uint64_t>(data.size()) + 31) / 32);
    for (const auto &entry : accessList)
        gas += 2400 + 1900 * entry.slots.size();
    return gas;
}

std::optional<Uint256> Transaction::maximumCost() const
{
    const auto gas = Uint256(gasLimit).times(maxFeePerGas);
    return gas ? gas->plus(value) : std::nullopt;
}

Digest signingHash(const Transaction &transaction)
{
    auto fields = fieldsOf(transaction);
    if (transaction.kind == Transaction::Kind::Legacy && transaction.chainId) {
        fields.push_back(rlp::encodeNumber(*transaction.chainId));
        fields.push_back(rlp::encodeNumber(0));
        fields.push_back(rlp::encodeNumber(0));
    }
    return crypto::keccak256(Bytes(kindPrefix(transaction.kind) + rlp::encodeList(fields)));
}

Result<SignedTransaction> decodeSigned(ByteView raw, std::uint64_t chainId)
{
    const auto layout = raw.isEmpty() ? std::nullopt : layoutOf(static_cast<std::uint8_t>(raw.front()));
    if (!layout)
        return refuseTransaction(u"unknown kind"_s);
    const auto body = layout->kind == Transaction::Kind::Legacy ? raw : raw.sliced(1);
    const auto item = rlp::decode(body, {kMaxRaw});
    if (!item)
        return fail(item.error().within(u"transaction"_s));
    const auto items = rlp::listOf(*item, layout->fields);
    if (!items)
        return fail(items.error().within(u"transaction"_s));

    FieldReader reader(*items);
    SignedTransaction result;
    auto &transaction = result.transaction;
    transaction.kind = layout->kind;
    if (transaction.kind != Transaction::Kind::Legacy)
        transaction.chainId = reader.number64();
    transaction.nonce = reader.number64();
    if (transaction.kind == Transaction::Kind::DynamicFee)
        transaction.maxPriorityFeePerGas = reader.number();
    transaction.maxFeePerGas = reader.number();
    transaction.gasLimit = reader.number64();
    transaction.to = reader.recipient();
    transaction.value = reader.number();
    transaction.data = reader.data();
    if (transaction.kind != Transaction::Kind::Legacy)
        transaction.accessList = reader.accessList();
    const auto v = reader.number();
    crypto::Signature signature;
    signature.r = reader.number().toBytes32();
    signature.s = reader.number().toBytes32();
    if (!reader.status())
        return fail(reader.status().error());

    const auto parity = readParity(transaction, v, chainId);
    if (!parity)
        return fail(parity.error());
    signature.yParity = *parity;
    if (const auto ok = checkRules(transaction); !ok)
        return fail(ok.error());
    const auto sender = crypto::recoverAddress(signingHash(transaction), signature);
    if (!sender)
        return fail(sender.error().within(u"transaction"_s));
    result.sender = *sender;
    result.raw = raw.toByteArray();
    result.hash = crypto::keccak256(result.raw);
    return result;
}

Result<SignedTransaction> sign(const Transaction &transaction, const crypto::SecretKey &key)
{
    if (transaction.kind != Transaction::Kind::DynamicFee || !transaction.chainId)
        return refuseTransaction(u"only EIP-1559 transactions with a chain id are signed"_s);
    const auto signature = key.sign(signingHash(transaction));
    auto fields = fieldsOf(transaction);
    fields.push_back(rlp::encodeNumber(signature.yParity));
    fields.push_back(rlp::encodeNumber(*Uint256::fromBigEndian(signature.r.view())));
    fields.push_back(rlp::encodeNumber(*Uint256::fromBigEndian(signature.s.view())));
    auto result = decodeSigned(Bytes(kindPrefix(transaction.kind) + rlp::encodeList(fields)), *transaction.chainId);
    if (result && (result->transaction != transaction || result->sender != key.address()))
        return refuseTransaction(u"the signed bytes say something else than was asked for"_s);
    return result;
}

Address createdAddress(const Address &creator, std::uint64_t nonce)
{
    const Bytes items[] = {rlp::encodeString(creator.view()), rlp::encodeNumber(nonce)};
    const auto digest = crypto::keccak256(rlp::encodeList(items));
    return *Address::from(digest.view().sliced(12));
}

} // namespace datanet::chain
