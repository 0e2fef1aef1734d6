#include "crypto/bech32.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr std::string_view kBech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr qsizetype kMaximumBech32 = 256;
constexpr std::size_t kBech32Checksum = 6;

class Checksum
{
public:
    explicit Checksum(std::string_view prefix)
    {
        for (char c : prefix)
            add(static_cast<std::uint8_t>(c) >> 5);
        add(0);
        for (char c : prefix)
            add(static_cast<std::uint8_t>(c) & 31);
    }
    void add(unsigned digit)
    {
        constexpr std::array<std::uint32_t, 5> kGenerator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        const std::uint32_t top = m_value >> 25;
        m_value = (m_value & 0x1ffffff) << 5 ^ digit;
        for (std::size_t bit = 0; bit < kGenerator.size(); ++bit) {
            if ((top >> bit & 1) != 0)
                m_value ^= kGenerator[bit];
        }
    }
    [[nodiscard]] std::uint32_t value() const { return m_value; }

private:
    std::uint32_t m_value = 1;
};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace

base::Secret bech32Encode(std::string_view prefix, base::ByteView bytes)
{
    const auto count = static_cast<std::size_t>(bytes.size());
    base::Secret text(prefix.size() + 1 + (count * 8 + 4) / 5 + kBech32Checksum);
    std::size_t at = 0;
    const auto put = [&](char c) { text.data()[at++] = static_cast<std::uint8_t>(c); };
    for (char c : prefix)
        put(c);
    put('1');

    Checksum checksum(prefix);
    const auto putDigit = [&](unsigned digit) {
        checksum.add(digit);
        put(kBech32Alphabet[digit]);
    };
    unsigned pending = 0;
    int bits = 0;
    for (char byte : bytes) {
        pending = (pending << 8 | static_cast<std::uint8_t>(byte)) & 0xfff;
        for (bits += 8; bits >= 5;) {
            bits -= 5;
            putDigit(pending >> bits & 31);
        }
    }
    if (bits > 0)
        putDigit(pending << (5 - bits) & 31);
    for (std::size_t i = 0; i < kBech32Checksum; ++i)
        checksum.add(0);
    for (std::size_t i = 0; i < kBech32Checksum; ++i)
        put(kBech32Alphabet[(checksum.value() ^ 1) >> 5 * (kBech32Checksum - 1 - i) & 31]);
    return text;
}

base::Result<base::Secret> bech32Decode(std::string_view prefix, base::ByteView text)
{
    const auto refuse = [] {
        return base::fail(base::ErrorKind::Invalid,
                          u"this is not a key in its text form, or a character was changed"_s);
    };
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto start = static_cast<qsizetype>(prefix.size()) + 1;
    if (text.size() > kMaximumBech32 || text.size() < start + static_cast<qsizetype>(kBech32Checksum)
        || (std::any_of(text.begin(), text.end(), isUpper) && std::any_of(text.begin(), text.end(), isLower))
        || !std::equal(prefix.begin(), prefix.end(), text.begin(), [](char l, char r) { return l == lower(r); })
        || text[start - 1] != '1')
        return refuse();

    Checksum checksum(prefix);
    const auto digits = static_cast<std::size_t>(text.size() - start);
    base::Secret bytes((digits - kBech32Checksum) * 5 / 8);
    std::size_t used = 0;
    unsigned pending = 0;
    int bits = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const auto digit = kBech32Alphabet.find(lower(text[start + static_cast<qsizetype>(i)]));
        if (digit == std::string_view::npos)
            return refuse();
        checksum.add(static_cast<unsigned>(digit));
        if (i >= digits - kBech32Checksum)
            continue;
        pending = (pending << 5 | static_cast<unsigned>(digit)) & 0xfff;
        if (bits += 5; bits >= 8) {
            bits -= 8;
            bytes.data()[used++] = static_cast<std::uint8_t>(pending >> bits);
        }
    }
    const bool padded = bits < 5 && (pending & ((1U << bits) - 1)) == 0;
    if (checksum.value() != 1 || !padded)
        return refuse();
    return bytes;
}

} // namespace datanet::crypto
