#pragma once

#include "base/uint256.h"
#include "chain/abi.h"

// Writing and reading sequences of static ABI words; for the bindings only.
namespace datanet::chain {

// abi.encode of static values: 32 bytes each.
class WordWriter
{
public:
    WordWriter &number(const base::Uint256 &value)
    {
        m_bytes += value.toBytes32().toBytes();
        return *this;
    }
    WordWriter &bytes32(const base::Bytes32 &value)
    {
        m_bytes += value.toBytes();
        return *this;
    }
    WordWriter &address(const base::Address &value)
    {
        m_bytes += base::Bytes(12, '\0');
        m_bytes += value.toBytes();
        return *this;
    }
    [[nodiscard]] const base::Bytes &bytes() const { return m_bytes; }

private:
    base::Bytes m_bytes;
};

// The members of a decoded tuple in order; ok() is false once one was missing or of another kind.
class MemberReader
{
public:
    explicit MemberReader(const abi::Value &tuple)
    {
        const auto *list = tuple.as<abi::Value::List>();
        m_ok = list != nullptr;
        if (list)
            m_members = *list;
    }
    explicit MemberReader(std::span<const abi::Value> members) : m_members(members) { }

    [[nodiscard]] base::Uint256 number() { return next<base::Uint256>(); }
    template <class Integer>
    void number(Integer &target)
    {
        const auto small = number().toUint64();
        m_ok = m_ok && small;
        target = static_cast<Integer>(small.value_or(0));
    }
    void address(base::Address &target) { target = next<base::Address>(); }
    void bytes32(base::Bytes32 &target)
    {
        const auto value = base::Bytes32::from(next<base::Bytes>());
        m_ok = m_ok && value;
        target = value.value_or(base::Bytes32());
    }
    [[nodiscard]] base::Bytes bytes() { return next<base::Bytes>(); }
    [[nodiscard]] QString text() { return next<QString>(); }
    [[nodiscard]] abi::Value any()
    {
        m_ok = m_ok && m_next < m_members.size();
        return m_ok ? m_members[m_next++] : abi::Value();
    }

    // Everything was there and nothing is left.
    [[nodiscard]] bool ok() const { return m_ok && m_next == m_members.size(); }

private:
    template <class T>
    T next()
    {
        const auto *value = m_ok && m_next < m_members.size() ? m_members[m_next++].as<T>() : nullptr;
        m_ok = value != nullptr;
        return value ? *value : T();
    }

    std::span<const abi::Value> m_members;
    std::size_t m_next = 0;
    bool m_ok = true;
};

} // namespace datanet::chain
