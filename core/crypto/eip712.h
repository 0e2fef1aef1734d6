#pragma once

#include "base/bytes.h"
#include "base/uint256.h"

#include <map>
#include <optional>
#include <span>

// EIP-712 digests of our own typed messages. The type text follows from the calls, so it cannot drift from the values:
//   const auto digest = typedDataDigest(domain, TypedMessage("Opening").address("contributor", who).uint("nonce", 64,
//   7));
// For types that come from elsewhere see eip712_types.h. Pure functions, any thread.
namespace datanet::crypto {

// What a signature is bound to. Members that are absent are absent from the type, as the standard says.
struct TypedDomain
{
    std::optional<QByteArray> name; // UTF-8
    std::optional<QByteArray> version; // UTF-8
    std::optional<base::Uint256> chainId;
    std::optional<base::Address> verifyingContract;
    std::optional<base::Bytes32> salt;

    [[nodiscard]] base::Digest separator() const;
};

// A struct being filled member by member, in the order of its Solidity declaration. Names are ASCII identifiers.
class TypedMessage
{
public:
    explicit TypedMessage(QByteArray name) : m_name(std::move(name)) { }

    TypedMessage &address(const QByteArray &name, const base::Address &value);
    // bits of the Solidity type: 8, 16, ... 256. The value must fit: that is the caller's contract, and asserted.
    TypedMessage &uint(const QByteArray &name, int bits, const base::Uint256 &value);
    TypedMessage &boolean(const QByteArray &name, bool value);
    TypedMessage &bytes32(const QByteArray &name, const base::Bytes32 &value);
    TypedMessage &bytes(const QByteArray &name, base::ByteView value);
    TypedMessage &string(const QByteArray &name, base::ByteView utf8);
    TypedMessage &bytes32List(const QByteArray &name, std::span<const base::Bytes32> values);
    TypedMessage &message(const QByteArray &name, const TypedMessage &value);

    // "Mail(Person from,Person to,string contents)Person(string name,address wallet)"
    [[nodiscard]] QByteArray encodeType() const;
    [[nodiscard]] base::Digest typeHash() const;
    // keccak256(typeHash || members)
    [[nodiscard]] base::Digest structHash() const;

private:
    TypedMessage &add(const QByteArray &type, const QByteArray &name, base::ByteView word);
    [[nodiscard]] QByteArray ownType() const { return m_name + '(' + m_members + ')'; }

    QByteArray m_name;
    QByteArray m_members; // "address contributor,uint64 nonce"
    base::Bytes m_words; // 32 bytes a member
    std::map<QByteArray, QByteArray> m_others; // name of every struct used, at any depth, to its own type text
};

// keccak256(0x1901 || domain separator || struct hash): what is signed.
[[nodiscard]] base::Digest typedDataDigest(const TypedDomain &domain, const base::Digest &structHash);
[[nodiscard]] base::Digest typedDataDigest(const TypedDomain &domain, const TypedMessage &message);

} // namespace datanet::crypto
