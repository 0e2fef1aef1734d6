#include "crypto/eip712.h"

#include "crypto/digest.h"

namespace datanet::crypto {

namespace {

base::Bytes32 padded(const base::Address &address)
{
    base::Bytes32 word;
    std::memcpy(word.data() + 12, address.data(), 20);
    return word;
}

} // namespace

base::Digest TypedDomain::separator() const
{
    TypedMessage domain("EIP712Domain");
    if (name)
        domain.string("name", *name);
    if (version)
        domain.string("version", *version);
    if (chainId)
        domain.uint("chainId", 256, *chainId);
    if (verifyingContract)
        domain.address("verifyingContract", *verifyingContract);
    if (salt)
        domain.bytes32("salt", *salt);
    return domain.structHash();
}

TypedMessage &TypedMessage::add(const QByteArray &type, const QByteArray &name, base::ByteView word)
{
    Q_ASSERT(word.size() == 32);
    if (!m_members.isEmpty())
        m_members += ',';
    m_members += type + ' ' + name;
    m_words.append(word);
    return *this;
}

TypedMessage &TypedMessage::address(const QByteArray &name, const base::Address &value)
{
    return add("address", name, padded(value).view());
}

TypedMessage &TypedMessage::uint(const QByteArray &name, int bits, const base::Uint256 &value)
{
    Q_ASSERT(bits % 8 == 0 && bits > 0 && bits <= 256);
    Q_ASSERT(value.toMinimalBytes().size() * 8 <= bits);
    return add("uint" + QByteArray::number(bits), name, value.toBytes32().view());
}

TypedMessage &TypedMessage::boolean(const QByteArray &name, bool value)
{
    return add("bool", name, base::Uint256(value ? 1 : 0).toBytes32().view());
}

TypedMessage &TypedMessage::bytes32(const QByteArray &name, const base::Bytes32 &value)
{
    return add("bytes32", name, value.view());
}

TypedMessage &TypedMessage::bytes(const QByteArray &name, base::ByteView value)
{
    return add("bytes", name, keccak256(value).view());
}

TypedMessage &TypedMessage::string(const QByteArray &name, base::ByteView utf8)
{
    return add("string", name, keccak256(utf8).view());
}

TypedMessage &TypedMessage::bytes32List(const QByteArray &name, std::span<const base::Bytes32> values)
{
    base::Bytes words;
    for (const base::Bytes32 &value : values)
        words.append(value.view());
    return add("bytes32[]", name, keccak256(words).view());
}

TypedMessage &TypedMessage::message(const QByteArray &name, const TypedMessage &value)
{
    m_others.insert(value.m_others.begin(), value.m_others.end());
    m_others.emplace(value.m_name, value.ownType());
    return add(value.m_name, name, value.structHash().view());
}

QByteArray TypedMessage::encodeType() const
{
    QByteArray text = ownType();
    for (const auto &[name, type] : m_others) {
        if (name != m_name)
            text += type;
    }
    return text;
}

base::Digest TypedMessage::typeHash() const
{
    return keccak256(encodeType());
}

base::Digest TypedMessage::structHash() const
{
    return keccak256(base::Bytes(typeHash().toBytes() + m_words));
}

base::Digest typedDataDigest(const TypedDomain &domain, const base::Digest &structHash)
{
    return keccak256(base::Bytes(QByteArrayLiteral("\x19\x01") + domain.separator().toBytes() + structHash.toBytes()));
}

base::Digest typedDataDigest(const TypedDomain &domain, const TypedMessage &message)
{
    return typedDataDigest(domain, message.structHash());
}

} // namespace datanet::crypto
