#pragma once

#include "base/bytes.h"
#include "base/uint256.h"

#include <charconv>
#include <cstdint>
#include <string_view>

namespace datanet::rewards::detail {

// Reads a line of which every byte but the values is known: the canonical JSON that this module writes. Whatever passes
// isDone() is exactly what would be written for the values read. For the .cpp files of this module.
class LineCursor
{
public:
    explicit LineCursor(base::ByteView line) : m_rest(base::text(line)) { }

    void expect(std::string_view literal)
    {
        m_good = m_good && m_rest.substr(0, literal.size()) == literal;
        m_rest.remove_prefix(m_good ? literal.size() : m_rest.size());
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        const auto length = static_cast<std::size_t>(end - m_rest.data());
        m_good = m_good && error == std::errc() && (length == 1 || m_rest.front() != '0');
        m_rest.remove_prefix(m_good ? length : m_rest.size());
        return value;
    }
    base::Uint256 amount()
    {
        const std::size_t length = m_rest.find_first_not_of("0123456789");
        const auto digits = m_rest.substr(0, length);
        const auto value = base::Uint256::fromDecimal(QString::fromLatin1(base::view(digits)));
        m_good = m_good && value && length != std::string_view::npos && (length == 1 || digits.front() != '0');
        m_rest.remove_prefix(m_good ? length : m_rest.size());
        return value.value_or(base::Uint256());
    }
    base::Address address()
    {
        expect("0x");
        base::Address result;
        const bool enough = m_rest.size() >= 40;
        for (std::size_t i = 0; enough && i < 20; ++i) {
            const int high = digit(m_rest[2 * i]);
            const int low = digit(m_rest[2 * i + 1]);
            m_good = m_good && high >= 0 && low >= 0;
            result.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
        }
        m_good = m_good && enough;
        m_rest.remove_prefix(m_good ? 40 : m_rest.size());
        return result;
    }
    [[nodiscard]] bool isDone() const { return m_good && m_rest.empty(); }

private:
    [[nodiscard]] static int digit(char sign)
    {
        if (sign >= '0' && sign <= '9')
            return sign - '0';
        return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
    }

    std::string_view m_rest;
    bool m_good = true;
};

} // namespace datanet::rewards::detail
