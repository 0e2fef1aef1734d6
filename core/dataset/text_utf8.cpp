#include "dataset/text_utf8.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace datanet::dataset {

namespace {

const icu::Normalizer2 &nfc()
{
    static const icu::Normalizer2 *const instance = [] {
        UErrorCode code = U_ZERO_ERROR;
        const auto *found = icu::Normalizer2::getNFCInstance(code);
        if (U_FAILURE(code))
            std::abort(); // ICU without its own data: every record id would be wrong
        return found;
    }();
    return *instance;
}

bool isContinuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

icu::StringPiece piece(std::string_view utf8)
{
    return {utf8.data(), static_cast<std::int32_t>(utf8.size())};
}

} // namespace

std::optional<std::size_t> firstInvalidUtf8(std::string_view bytes)
{
    const auto *data = reinterpret_cast<const unsigned char *>(bytes.data());
    const std::size_t size = bytes.size();
    std::size_t i = 0;
    while (i < size) {
        if (i + 8 <= size) {
            std::uint64_t word;
            std::memcpy(&word, data + i, 8);
            if (!(word & 0x8080808080808080u)) {
                i += 8;
                continue;
            }
        }
        const unsigned char lead = data[i];
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2
            : lead >= 0xE0 && lead <= 0xEF                      ? 3
            : lead >= 0xF0 && lead <= 0xF4                      ? 4
                                                                : 0;
        if (length == 0 || i + length > size)
            return i;
        // The second byte's range keeps out overlong forms, surrogates and what lies above U+10FFFF.
        const unsigned char second = data[i + 1];
        const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high)
            return i;
        for (std::size_t k = 2; k < length; ++k)
            if (!isContinuation(data[i + k]))
                return i;
        i += length;
    }
    return std::nullopt;
}

bool isNormalized(std::string_view utf8)
{
    // Below U+0300, whose first byte is 0xCC, everything is its own normal form.
    const char *data = utf8.data();
    std::size_t i = 0;
    for (; i + 8 <= utf8.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, data + i, 8);
        if (word & 0x8080808080808080u)
            break;
    }
    const auto suspicious = std::find_if(utf8.begin() + static_cast<std::ptrdiff_t>(i), utf8.end(),
                                         [](char c) { return static_cast<unsigned char>(c) >= 0xCC; });
    if (suspicious == utf8.end())
        return true;
    UErrorCode code = U_ZERO_ERROR;
    return nfc().isNormalizedUTF8(piece(utf8), code) && U_SUCCESS(code);
}

std::string normalized(std::string_view utf8)
{
    std::string result;
    result.reserve(utf8.size());
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode code = U_ZERO_ERROR;
    nfc().normalizeUTF8(0, piece(utf8), sink, nullptr, code);
    if (U_FAILURE(code))
        std::abort(); // out of memory is all that is left
    return result;
}

std::int64_t codePoints(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return !isContinuation(static_cast<unsigned char>(c)); });
}

std::string_view trimmed(std::string_view utf8)
{
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    const std::size_t first = utf8.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return utf8.substr(first, utf8.find_last_not_of(kSpace) - first + 1);
}

bool isBlank(std::string_view utf8)
{
    return trimmed(utf8).empty();
}

} // namespace datanet::dataset
