#include "crypto/base58.h"

#include "crypto/digest.h"

#include <algorithm>
#include <string_view>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr std::string_view kBase58Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr qsizetype kMaximumBase58 = 128;
constexpr std::size_t kBase58Checksum = 4;

base::Digest checksumOf(base::ByteView bytes)
{
    return sha256(sha256(bytes).view());
}

// Changes the base of a number of digits, most significant first; returns how many places of out it fills at its end.
std::size_t convert(const std::uint8_t *digits, std::size_t count, unsigned from, base::Secret &out, unsigned to)
{
    std::size_t used = 0;
    for (std::size_t i = 0; i < count; ++i) {
        unsigned carry = digits[i];
        std::size_t place = 0;
        for (; place < out.size() && (carry != 0 || place < used); ++place) {
            std::uint8_t &digit = out.data()[out.size() - 1 - place];
            carry += from * digit;
            digit = static_cast<std::uint8_t>(carry % to);
            carry /= to;
        }
        used = place;
    }
    return used;
}

} // namespace

base::Secret base58CheckEncode(base::ByteView bytes)
{
    base::Secret whole(static_cast<std::size_t>(bytes.size()) + kBase58Checksum);
    std::copy(bytes.begin(), bytes.end(), whole.data());
    const base::Digest checksum = checksumOf(bytes);
    std::copy_n(checksum.data(), kBase58Checksum, whole.data() + bytes.size());

    base::Secret digits(whole.size() * 138 / 100 + 1); // log 256 / log 58, rounded up
    const std::size_t used = convert(whole.data(), whole.size(), 256, digits, 58);
    const auto zeros = static_cast<std::size_t>(
        std::find_if(whole.data(), whole.data() + whole.size(), [](auto byte) { return byte != 0; }) - whole.data());
    base::Secret text(zeros + used);
    std::fill_n(text.data(), zeros, static_cast<std::uint8_t>('1'));
    for (std::size_t i = 0; i < used; ++i)
        text.data()[zeros + i] = static_cast<std::uint8_t>(kBase58Alphabet[digits.data()[digits.size() - used + i]]);
    return text;
}

base::Result<base::Secret> base58CheckDecode(base::ByteView text)
{
    const auto refuse = [] {
        return base::fail(base::ErrorKind::Invalid, u"this is not Base58 text with a good checksum"_s);
    };
    if (text.isEmpty() || text.size() > kMaximumBase58)
        return refuse();
    base::Secret digits(static_cast<std::size_t>(text.size()));
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto place = kBase58Alphabet.find(text[static_cast<qsizetype>(i)]);
        if (place == std::string_view::npos)
            return refuse();
        digits.data()[i] = static_cast<std::uint8_t>(place);
    }
    const auto zeros = static_cast<std::size_t>(
        std::find_if(digits.data(), digits.data() + digits.size(), [](auto digit) { return digit != 0; })
        - digits.data());
    base::Secret bytes(digits.size());
    const std::size_t used = convert(digits.data(), digits.size(), 58, bytes, 256);
    const std::size_t size = std::min(zeros + used, bytes.size());
    const base::ByteView whole = bytes.view().last(static_cast<qsizetype>(size));
    if (size < kBase58Checksum)
        return refuse();
    const base::ByteView content = whole.first(whole.size() - static_cast<qsizetype>(kBase58Checksum));
    const base::Digest checksum = checksumOf(content);
    if (!std::equal(checksum.data(), checksum.data() + kBase58Checksum,
                    reinterpret_cast<const std::uint8_t *>(content.end())))
        return refuse();
    return base::Secret::from(content);
}

} // namespace datanet::crypto
