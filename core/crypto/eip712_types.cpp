#include "crypto/eip712_types.h"

#include "crypto/digest.h"

#include <algorithm>
#include <optional>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

tl::unexpected<base::Error> mismatch(const QByteArray &type)
{
    return base::fail(base::ErrorKind::Invalid,
                      u"a typed message has no fitting value for "_s + QString::fromLatin1(type));
}

bool isIdentifier(const QByteArray &text)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    };
    const auto isInside = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); };
    return !text.isEmpty() && text.size() <= 128 && isLetter(text[0])
        && std::all_of(text.begin(), text.end(), isInside);
}

QByteArray innermost(const QByteArray &type)
{
    const auto bracket = type.indexOf('[');
    return bracket < 0 ? type : type.left(bracket);
}

// The number behind a type's name: 64 of "uint64"; nothing when it is not written the one right way.
std::optional<int> sizeAfter(const QByteArray &prefix, const QByteArray &type)
{
    if (!type.startsWith(prefix))
        return std::nullopt;
    const QByteArray digits = type.mid(prefix.size());
    const int size = digits.toInt();
    return size > 0 && QByteArray::number(size) == digits ? std::optional(size) : std::nullopt;
}

std::optional<int> bitsOf(const QByteArray &prefix, const QByteArray &type)
{
    const auto bits = sizeAfter(prefix, type);
    return bits && *bits % 8 == 0 && *bits <= 256 ? bits : std::nullopt;
}

std::optional<int> fixedBytesOf(const QByteArray &type)
{
    const auto size = sizeAfter("bytes", type);
    return size && *size <= 32 ? size : std::nullopt;
}

bool isBuiltIn(const QByteArray &type)
{
    return type == "bool" || type == "address" || type == "bytes" || type == "string" || bitsOf("uint", type)
        || bitsOf("int", type) || fixedBytesOf(type);
}

bool fitsSigned(const base::Bytes32 &word, int bits)
{
    // All bytes above the type's must repeat its sign bit.
    const auto first = static_cast<std::size_t>(32 - bits / 8);
    const std::uint8_t extension = (word.bytes[first] & 0x80) != 0 ? 0xff : 0;
    return std::all_of(word.bytes.begin(), word.bytes.begin() + static_cast<std::ptrdiff_t>(first),
                       [=](std::uint8_t byte) { return byte == extension; });
}

} // namespace

base::Status TypeSet::define(const QByteArray &name, std::vector<TypedField> fields)
{
    const auto refuse = [&](const QString &why) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the type "_s + QString::fromLatin1(name.left(128)) + u" cannot be defined: "_s + why);
    };
    if (!isIdentifier(name) || isBuiltIn(name))
        return refuse(u"its name is not allowed"_s);
    if (m_structs.contains(name))
        return refuse(u"there is one of this name already"_s);
    if (m_structs.size() >= kMaximumStructs || fields.size() > kMaximumFields)
        return refuse(u"there are too many types or members"_s);
    for (const TypedField &field : fields) {
        if (!isIdentifier(field.name) || !isIdentifier(innermost(field.type)) || field.type.size() > 256)
            return refuse(u"a member's name or type is not allowed"_s);
    }
    m_structs.emplace(name, std::move(fields));
    return {};
}

base::Status TypeSet::collect(const QByteArray &name, std::map<QByteArray, QByteArray> &texts) const
{
    const auto found = m_structs.find(name);
    if (found == m_structs.end())
        return base::fail(base::ErrorKind::Invalid, u"there is no type "_s + QString::fromLatin1(name));
    QByteArray members;
    for (const TypedField &field : found->second)
        members += (members.isEmpty() ? "" : ",") + field.type + ' ' + field.name;
    texts.emplace(name, name + '(' + members + ')');
    for (const TypedField &field : found->second) {
        const QByteArray used = innermost(field.type);
        if (isBuiltIn(used) || texts.contains(used))
            continue;
        if (auto status = collect(used, texts); !status)
            return status;
    }
    return {};
}

base::Result<QByteArray> TypeSet::encodeType(const QByteArray &name) const
{
    std::map<QByteArray, QByteArray> texts;
    if (const auto status = collect(name, texts); !status)
        return base::fail(status.error());
    QByteArray result = texts.extract(name).mapped();
    for (const auto &[other, text] : texts)
        result += text;
    return result;
}

base::Result<base::Digest> TypeSet::typeHash(const QByteArray &name) const
{
    const auto text = encodeType(name);
    if (!text)
        return base::fail(text.error());
    return keccak256(*text);
}

base::Result<base::Digest> TypeSet::structHash(const QByteArray &name, const TypedValue &members) const
{
    return structWord(name, members, 0);
}

base::Result<base::Bytes32> TypeSet::structWord(const QByteArray &name, const TypedValue &value, int depth) const
{
    const auto found = m_structs.find(name);
    const auto *members = std::get_if<TypedValue::List>(&value.m_value);
    if (found == m_structs.end() || members == nullptr || members->size() != found->second.size()
        || depth > kMaximumDepth)
        return mismatch(name);
    const auto hash = typeHash(name);
    if (!hash)
        return base::fail(hash.error());
    base::Bytes words = hash->toBytes();
    for (std::size_t i = 0; i < members->size(); ++i) {
        const auto member = word(found->second[i].type, (*members)[i], depth + 1);
        if (!member)
            return base::fail(member.error().within(QString::fromLatin1(found->second[i].name)));
        words.append(member->view());
    }
    return keccak256(words);
}

base::Result<base::Bytes32> TypeSet::listWord(const QByteArray &type, const TypedValue &value, int depth) const
{
    const auto bracket = type.lastIndexOf('[');
    const QByteArray length = type.mid(bracket + 1, type.size() - bracket - 2);
    const auto *elements = std::get_if<TypedValue::List>(&value.m_value);
    if (elements == nullptr || bracket <= 0 || depth > kMaximumDepth)
        return mismatch(type);
    if (!length.isEmpty() && QByteArray::number(static_cast<qulonglong>(elements->size())) != length)
        return mismatch(type);
    base::Bytes words;
    for (const TypedValue &element : *elements) {
        const auto one = word(type.left(bracket), element, depth + 1);
        if (!one)
            return base::fail(one.error());
        words.append(one->view());
    }
    return keccak256(words);
}

base::Result<base::Bytes32> TypeSet::word(const QByteArray &type, const TypedValue &value, int depth) const
{
    if (type.endsWith(']'))
        return listWord(type, value, depth);
    if (!isBuiltIn(type))
        return structWord(type, value, depth);
    if (const auto *truth = std::get_if<bool>(&value.m_value); truth != nullptr && type == "bool")
        return base::Uint256(*truth ? 1 : 0).toBytes32();
    base::Bytes32 result;
    if (const auto *address = std::get_if<base::Address>(&value.m_value); address != nullptr && type == "address") {
        std::copy(address->bytes.begin(), address->bytes.end(), result.bytes.begin() + 12);
        return result;
    }
    if (const auto *number = std::get_if<base::Uint256>(&value.m_value)) {
        result = number->toBytes32();
        const auto bits = bitsOf("uint", type);
        if (bits && number->toMinimalBytes().size() * 8 <= *bits)
            return result;
        const auto signedBits = bitsOf("int", type);
        if (signedBits && fitsSigned(result, *signedBits))
            return result;
    }
    if (const auto *bytes = std::get_if<base::Bytes>(&value.m_value)) {
        if (type == "bytes" || type == "string")
            return keccak256(*bytes);
        if (const auto size = fixedBytesOf(type); size && bytes->size() == *size) {
            std::copy(bytes->begin(), bytes->end(), result.bytes.begin());
            return result;
        }
    }
    return mismatch(type);
}

} // namespace datanet::crypto
