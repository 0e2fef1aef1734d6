#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

// Numbers and short texts, one behind the other; for this library only.
namespace datanet::curation {

// Seven bits a byte, the lowest first.
inline void packNumber(std::string &bytes, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        bytes += static_cast<char>(number | 0x80);
    bytes += static_cast<char>(number);
}

// Small ones of either sign are short.
inline void packSigned(std::string &bytes, std::int64_t number)
{
    packNumber(bytes, static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63));
}

// Takes what was packed off the front of bytes. Where they end too early it gives zero and nothing.
class PackedFacts
{
public:
    explicit PackedFacts(std::string_view bytes) : m_rest(bytes) { }

    [[nodiscard]] bool isEmpty() const { return m_rest.empty(); }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

    std::uint64_t number()
    {
        std::uint64_t number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.empty())
                break;
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return number;
        }
        m_rest = {};
        return 0;
    }
    std::int64_t signedNumber()
    {
        const std::uint64_t number = this->number();
        return static_cast<std::int64_t>(number >> 1 ^ (0 - (number & 1)));
    }
    std::string_view piece(std::size_t size)
    {
        if (m_rest.size() < size) {
            m_rest = {};
            return {};
        }
        const std::string_view piece = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return piece;
    }

private:
    std::string_view m_rest;
};

} // namespace datanet::curation
