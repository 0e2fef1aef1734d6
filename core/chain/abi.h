#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <QJsonArray>
#include <QString>

#include <concepts>
#include <optional>
#include <span>
#include <variant>
#include <vector>

// The contract ABI (docs.soliditylang.org, "Contract ABI Specification"): how calls, return values and errors are
// written as bytes. Covers uintN, address, bool, bytesN, bytes, string, arrays of fixed and open length, tuples.
// Signed integers, fixed-point numbers and function types are not used by any bound contract and are refused.
namespace datanet::chain::abi {

struct Type
{
    enum class Kind { Unsigned, Address, Bool, FixedBytes, Bytes, String, Array, Tuple };
    Kind kind = Kind::Unsigned;
    int size = 32; // in bytes, of Unsigned and FixedBytes
    std::optional<std::size_t> length; // of an Array of fixed length
    std::vector<Type> components; // of a Tuple; the element of an Array
    QString name; // of the parameter, where the source gives one

    // "uint256", "bytes32[]", "(uint64,address[2])".
    [[nodiscard]] static base::Result<Type> parse(QStringView text);
    [[nodiscard]] QString canonical() const;
    [[nodiscard]] bool isDynamic() const;
};

// A value of one of the types above. Byte strings of fixed and open length are Bytes, arrays and tuples List.
struct Value
{
    using List = std::vector<Value>;
    std::variant<base::Uint256, base::Address, bool, base::Bytes, QString, List> content;

    Value() = default;
    Value(base::Uint256 number) : content(number) { }
    template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>) Value(T number) : content(base::Uint256(number)) { }
    Value(const base::Address &address) : content(address) { }
    template <std::same_as<bool> T>
    Value(T truth) : content(truth)
    {
    }
    Value(base::Bytes bytes) : content(std::move(bytes)) { }
    Value(const base::Bytes32 &bytes) : content(bytes.toBytes()) { }
    Value(QString text) : content(std::move(text)) { }
    Value(List list) : content(std::move(list)) { }

    bool operator==(const Value &) const = default;

    // The content as T, or nothing when it is something else.
    template <class T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&content);
    }
};

// Arguments, return values or the members of a tuple, one value a type. Invalid when a value does not fit its type.
[[nodiscard]] base::Result<base::Bytes> encode(std::span<const Type> types, std::span<const Value> values);

// Strict: offsets inside the bytes, padding zero, numbers in range, text valid UTF-8, at most kMaxElements in all,
// nested at most kMaxDepth deep. Bytes behind the last value are allowed, as contracts may return them.
[[nodiscard]] base::Result<std::vector<Value>> decode(std::span<const Type> types, base::ByteView bytes);

inline constexpr std::size_t kMaxElements = 1 << 16;
inline constexpr int kMaxDepth = 16;

// A function or error: its name and what goes in and out.
struct Function
{
    QString name;
    std::vector<Type> inputs;
    std::vector<Type> outputs;
    base::Bytes selector; // four bytes

    [[nodiscard]] QString signature() const; // "commit(bytes32,uint32)"
    [[nodiscard]] base::Result<base::Bytes> encodeCall(std::span<const Value> arguments) const;
    // The arguments of calldata (or of an error's data), selector included. Invalid when the bytes are not exactly what
    // encodeCall() makes of them: what is decoded for the eye is what is signed.
    [[nodiscard]] base::Result<std::vector<Value>> decodeCall(base::ByteView calldata) const;
};

struct Event
{
    QString name;
    std::vector<Type> inputs;
    std::vector<bool> indexed; // one an input
    base::Bytes32 topic;

    // The inputs in order of declaration. Indexed bytes, strings, arrays and tuples come as the 32 bytes of their hash.
    [[nodiscard]] base::Result<std::vector<Value>> decode(std::span<const base::Bytes32> topics,
                                                          base::ByteView data) const;
};

// What solc writes as "abi": functions, errors and events by name. A name must say one thing: overloaded functions are
// found by their whole signature only, "queue(uint256)"; overloaded errors and events are Invalid.
struct Interface
{
    std::vector<Function> functions;
    std::vector<Function> errors;
    std::vector<Event> events;
    std::vector<Type> constructorInputs;

    [[nodiscard]] static base::Result<Interface> fromJson(const QJsonArray &json);
    // Null when there is none, or several.
    [[nodiscard]] const Function *function(QStringView nameOrSignature) const;
    [[nodiscard]] const Function *functionBySelector(base::ByteView selector) const;
    [[nodiscard]] const Function *errorBySelector(base::ByteView selector) const;
    [[nodiscard]] const Event *event(QStringView name) const;
};

} // namespace datanet::chain::abi
