#include "chain/abi.h"

#include <QStringDecoder>

#include <algorithm>

namespace datanet::chain::abi {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kWord = 32;

auto refuseAbi(const QString &why)
{
    return fail(ErrorKind::Invalid, u"ABI: "_s % why);
}

auto wrongValue(const Type &type)
{
    return refuseAbi(u"the value of \"%1\" is no %2"_s.arg(type.name, type.canonical()));
}

// Bytes a value takes in the head of what contains it.
qsizetype headSize(const Type &type)
{
    if (type.isDynamic())
        return kWord;
    qsizetype size = 0;
    for (const auto &component : type.components)
        size += headSize(component);
    if (type.kind == Type::Kind::Array)
        return size * static_cast<qsizetype>(*type.length);
    return type.kind == Type::Kind::Tuple ? size : kWord;
}

Bytes word(const Uint256 &number)
{
    return number.toBytes32().toBytes();
}

bool fits(const Uint256 &number, int size)
{
    return number.toMinimalBytes().size() <= size;
}

// Element types of a value that holds count others.
std::vector<const Type *> memberTypes(const Type &type, std::size_t count)
{
    std::vector<const Type *> types;
    for (std::size_t i = 0; i < count; ++i)
        types.push_back(&type.components[type.kind == Type::Kind::Array ? 0 : i]);
    return types;
}

Result<Bytes> encodeOne(const Type &type, const Value &value);

Result<Bytes> encodeSequence(const std::vector<const Type *> &types, std::span<const Value> values)
{
    qsizetype offset = 0;
    for (const auto *type : types)
        offset += headSize(*type);
    Bytes head;
    Bytes tail;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const auto encoded = encodeOne(*types[i], values[i]);
        if (!encoded)
            return encoded;
        if (types[i]->isDynamic()) {
            head.append(word(static_cast<std::uint64_t>(offset + tail.size())));
            tail.append(*encoded);
        } else {
            head.append(*encoded);
        }
    }
    return head + tail;
}

Bytes encodeByteString(ByteView bytes)
{
    auto result = word(static_cast<std::uint64_t>(bytes.size()));
    result.append(bytes);
    result.append(-bytes.size() & (kWord - 1), '\0');
    return result;
}

Result<Bytes> encodeOne(const Type &type, const Value &value)
{
    switch (type.kind) {
    case Type::Kind::Unsigned:
        if (const auto *number = value.as<Uint256>(); number && fits(*number, type.size))
            return word(*number);
        return wrongValue(type);
    case Type::Kind::Address:
        if (const auto *address = value.as<Address>())
            return Bytes(12, '\0') + address->toBytes();
        return wrongValue(type);
    case Type::Kind::Bool:
        if (const auto *truth = value.as<bool>())
            return word(*truth ? 1 : 0);
        return wrongValue(type);
    case Type::Kind::FixedBytes:
        if (const auto *bytes = value.as<Bytes>(); bytes && bytes->size() == type.size)
            return bytes->leftJustified(kWord, '\0');
        return wrongValue(type);
    case Type::Kind::Bytes:
        if (const auto *bytes = value.as<Bytes>())
            return encodeByteString(*bytes);
        return wrongValue(type);
    case Type::Kind::String:
        if (const auto *text = value.as<QString>())
            return encodeByteString(text->toUtf8());
        return wrongValue(type);
    case Type::Kind::Array:
    case Type::Kind::Tuple: {
        const auto *list = value.as<Value::List>();
        const auto wanted = type.kind == Type::Kind::Tuple ? type.components.size()
            : type.length                                  ? *type.length
            : list                                         ? list->size()
                                                           : 0;
        if (!list || list->size() != wanted)
            return wrongValue(type);
        auto items = encodeSequence(memberTypes(type, wanted), *list);
        if (items && type.kind == Type::Kind::Array && !type.length)
            return word(list->size()) + *items;
        return items;
    }
    }
    Q_UNREACHABLE();
}

class Decoder
{
public:
    // frame: what offsets inside a sequence count from.
    Result<std::vector<Value>> sequence(const std::vector<const Type *> &types, ByteView frame, int depth)
    {
        if (depth > kMaxDepth)
            return refuseAbi(u"nested too deeply"_s);
        std::vector<Value> values;
        qsizetype position = 0;
        for (const auto *type : types) {
            const auto size = headSize(*type);
            if (frame.size() - position < size)
                return refuseAbi(u"ends in the middle of a value"_s);
            auto bytes = frame.sliced(position);
            if (type->isDynamic()) {
                const auto offset = index(bytes);
                if (!offset || *offset > frame.size())
                    return refuseAbi(u"an offset points outside the bytes"_s);
                bytes = frame.sliced(*offset);
            }
            auto value = one(*type, bytes, depth);
            if (!value)
                return fail(value.error());
            values.push_back(std::move(*value));
            position += size;
        }
        return values;
    }

private:
    // A word as a length or offset; nothing when it cannot be one.
    static std::optional<qsizetype> index(ByteView bytes)
    {
        if (bytes.size() < kWord)
            return std::nullopt;
        const auto number = Uint256::fromBigEndian(bytes.first(kWord))->toUint64();
        if (!number || *number > (1u << 30))
            return std::nullopt;
        return static_cast<qsizetype>(*number);
    }

    static bool isZero(ByteView bytes)
    {
        return std::ranges::all_of(bytes, [](char byte) { return byte == '\0'; });
    }

    Result<Bytes> byteString(ByteView bytes)
    {
        const auto size = index(bytes);
        const auto padded = size ? (*size + kWord - 1) / kWord * kWord : 0;
        if (!size || bytes.size() - kWord < padded)
            return refuseAbi(u"a byte string is longer than the bytes that hold it"_s);
        if (!isZero(bytes.sliced(kWord + *size, padded - *size)))
            return refuseAbi(u"padding is not zero"_s);
        return bytes.sliced(kWord, *size).toByteArray();
    }

    Result<Value> one(const Type &type, ByteView bytes, int depth)
    {
        if (++m_elements > kMaxElements)
            return refuseAbi(u"too many values"_s);
        switch (type.kind) {
        case Type::Kind::Unsigned:
        case Type::Kind::Address:
        case Type::Kind::Bool:
        case Type::Kind::FixedBytes:
            return bytes.size() < kWord ? refuseAbi(u"ends in the middle of a value"_s)
                                        : fromWord(type, bytes.first(kWord));
        case Type::Kind::Bytes: {
            auto content = byteString(bytes);
            if (!content)
                return fail(content.error());
            return Value(std::move(*content));
        }
        case Type::Kind::String: {
            const auto content = byteString(bytes);
            if (!content)
                return fail(content.error());
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            QString text = decoder(*content);
            if (decoder.hasError())
                return refuseAbi(u"a text is no UTF-8"_s);
            return Value(std::move(text));
        }
        case Type::Kind::Array:
        case Type::Kind::Tuple:
            return list(type, bytes, depth);
        }
        Q_UNREACHABLE();
    }

    Result<Value> fromWord(const Type &type, ByteView bytes)
    {
        const auto number = *Uint256::fromBigEndian(bytes);
        switch (type.kind) {
        case Type::Kind::Unsigned:
            if (!fits(number, type.size))
                return refuseAbi(u"a number is out of range"_s);
            return Value(number);
        case Type::Kind::Address:
            if (!isZero(bytes.first(12)))
                return refuseAbi(u"an address has more than 20 bytes"_s);
            return Value(*Address::from(bytes.sliced(12)));
        case Type::Kind::Bool:
            if (!fits(number, 1) || *number.toUint64() > 1)
                return refuseAbi(u"neither true nor false"_s);
            return Value(!number.isZero());
        default:
            if (!isZero(bytes.sliced(type.size)))
                return refuseAbi(u"padding is not zero"_s);
            return Value(bytes.first(type.size).toByteArray());
        }
    }

    Result<Value> list(const Type &type, ByteView bytes, int depth)
    {
        auto count = type.kind == Type::Kind::Tuple ? type.components.size() : type.length.value_or(0);
        if (type.kind == Type::Kind::Array && !type.length) {
            const auto length = index(bytes);
            // Each element takes room, so a count above what the bytes hold is refused before anything is made.
            if (!length || *length > (bytes.size() - kWord) / headSize(type.components.front()))
                return refuseAbi(u"an array is longer than the bytes that hold it"_s);
            count = static_cast<std::size_t>(*length);
            bytes = bytes.sliced(kWord);
        }
        if (count > kMaxElements)
            return refuseAbi(u"too many values"_s);
        auto values = sequence(memberTypes(type, count), bytes, depth + 1);
        if (!values)
            return fail(values.error());
        return Value(std::move(*values));
    }

    std::size_t m_elements = 0;
};

std::vector<const Type *> pointersTo(std::span<const Type> types)
{
    std::vector<const Type *> result;
    for (const auto &type : types)
        result.push_back(&type);
    return result;
}

} // namespace

Result<Bytes> encode(std::span<const Type> types, std::span<const Value> values)
{
    if (types.size() != values.size())
        return refuseAbi(u"%1 values for %2 types"_s.arg(values.size()).arg(types.size()));
    return encodeSequence(pointersTo(types), values);
}

Result<std::vector<Value>> decode(std::span<const Type> types, ByteView bytes)
{
    return Decoder().sequence(pointersTo(types), bytes, 0);
}

Result<Bytes> Function::encodeCall(std::span<const Value> arguments) const
{
    const auto encoded = encode(inputs, arguments);
    if (!encoded)
        return fail(encoded.error().within(name));
    return selector + *encoded;
}

Result<std::vector<Value>> Function::decodeCall(ByteView calldata) const
{
    if (!calldata.startsWith(selector))
        return refuseAbi(u"the bytes are no call of "_s % name);
    auto values = decode(inputs, calldata.sliced(selector.size()));
    if (!values)
        return fail(values.error().within(name));
    const auto again = encodeCall(*values);
    if (!again || *again != calldata)
        return refuseAbi(u"the call of %1 is written in an unusual way"_s.arg(name));
    return values;
}

Result<std::vector<Value>> Event::decode(std::span<const Bytes32> topics, ByteView data) const
{
    if (topics.empty() || topics.front() != topic)
        return refuseAbi(u"the log is no "_s % name);
    std::vector<Type> inData;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (!indexed[i])
            inData.push_back(inputs[i]);
    }
    auto rest = abi::decode(inData, data);
    if (!rest)
        return fail(rest.error().within(name));
    std::vector<Value> values;
    std::size_t nextTopic = 1;
    auto nextInData = rest->begin();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (!indexed[i]) {
            values.push_back(std::move(*nextInData++));
            continue;
        }
        if (nextTopic == topics.size())
            return refuseAbi(u"the log of %1 has too few topics"_s.arg(name));
        const auto &bytes = topics[nextTopic++];
        const auto &type = inputs[i];
        if (type.isDynamic() || type.kind == Type::Kind::Array || type.kind == Type::Kind::Tuple) {
            values.push_back(bytes);
            continue;
        }
        auto value = abi::decode(std::span(&type, 1), bytes.view());
        if (!value)
            return fail(value.error().within(name));
        values.push_back(std::move(value->front()));
    }
    return values;
}

} // namespace datanet::chain::abi
