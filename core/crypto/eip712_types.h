#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <map>
#include <string_view>
#include <variant>
#include <vector>

// EIP-712 for types known only at run time: struct definitions that arrive as text, checked against the values given
// for them. Pure functions, any thread.
namespace datanet::crypto {

// A value of a typed message. Numbers are two's complement for the signed types.
class TypedValue
{
public:
    using List = std::vector<TypedValue>; // elements of an array, or members of a struct in declaration order

    TypedValue(const base::Uint256 &number) : m_value(number) { }
    TypedValue(bool truth) : m_value(truth) { }
    TypedValue(const base::Address &address) : m_value(address) { }
    TypedValue(base::Bytes bytes) : m_value(std::move(bytes)) { } // bytes, bytesN, and string as UTF-8
    TypedValue(List parts) : m_value(std::move(parts)) { }

private:
    friend class TypeSet;
    std::variant<base::Uint256, bool, base::Address, base::Bytes, List> m_value;
};

struct TypedField
{
    QByteArray type; // "uint256", "bytes", "Person", "Person[]", "bytes32[4]"
    QByteArray name;
};

// The structs of one message.
class TypeSet
{
public:
    static constexpr int kMaximumStructs = 64;
    static constexpr int kMaximumFields = 128;
    static constexpr int kMaximumDepth = 32;

    // Invalid when a name is no identifier, is taken, or a bound above is passed.
    base::Status define(const QByteArray &name, std::vector<TypedField> fields);

    // The struct's own text and then those of all it uses, sorted by name. Invalid when one is not defined.
    [[nodiscard]] base::Result<QByteArray> encodeType(const QByteArray &name) const;
    [[nodiscard]] base::Result<base::Digest> typeHash(const QByteArray &name) const;
    // Invalid when the value has another shape than the type, or a number does not fit its type.
    [[nodiscard]] base::Result<base::Digest> structHash(const QByteArray &name, const TypedValue &members) const;

private:
    base::Status collect(const QByteArray &name, std::map<QByteArray, QByteArray> &texts) const;
    [[nodiscard]] base::Result<base::Bytes32> word(const QByteArray &type, const TypedValue &value, int depth) const;
    [[nodiscard]] base::Result<base::Bytes32> listWord(const QByteArray &type, const TypedValue &value,
                                                       int depth) const;
    [[nodiscard]] base::Result<base::Bytes32> structWord(const QByteArray &name, const TypedValue &value,
                                                         int depth) const;

    std::map<QByteArray, std::vector<TypedField>> m_structs;
};

} // namespace datanet::crypto
