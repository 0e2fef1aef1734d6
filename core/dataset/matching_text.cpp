#include "dataset/matching_text.h"

#include "dataset/look_alikes.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>

namespace datanet::dataset {

namespace {

constexpr UChar32 kNothing = 0;
constexpr UChar32 kGap = ' ';
constexpr UChar32 kTatweel = 0x640;

std::size_t asciiPrefix(std::string_view text)
{
    std::size_t at = 0;
    for (std::uint64_t bytes; at + sizeof bytes <= text.size(); at += sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        if ((bytes & 0x8080808080808080u) != 0)
            break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at;
}

// Marks that are accents or points: a reader knows the word without them. In other scripts they are vowels.
bool isAccent(UChar32 c)
{
    return u_charType(c) == U_NON_SPACING_MARK
        && (c < 0x700 || (c >= 0x1ab0 && c < 0x1b00) || (c >= 0x1dc0 && c < 0x1e00) || (c >= 0x20d0 && c < 0x2100)
            || (c >= 0xfe20 && c < 0xfe30));
}

UChar32 withoutAccents(UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    const auto *decomposer = icu::Normalizer2::getNFDInstance(code);
    icu::UnicodeString parts;
    if (U_FAILURE(code) || !decomposer->getDecomposition(c, parts))
        return c;
    const UChar32 base = parts.char32At(0);
    for (std::int32_t i = parts.moveIndex32(0, 1); i < parts.length(); i = parts.moveIndex32(i, 1)) {
        if (!isAccent(parts.char32At(i)))
            return c;
    }
    return base;
}

UChar32 lookedUp(UChar32 c)
{
    for (const LookAlikes &row : kLookAlikes) {
        if (row.letters.find(static_cast<char32_t>(c)) != std::u32string_view::npos)
            return static_cast<UChar32>(row.latin);
    }
    return c;
}

// What a character of NFKC_Casefold is compared as.
UChar32 compute(UChar32 c)
{
    if (isAccent(c) || c == kTatweel)
        return kNothing;
    if (const auto digit = u_charDigitValue(c); digit >= 0)
        return '0' + digit;
    constexpr std::uint32_t kWithin =
        U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CO_MASK | U_GC_CN_MASK; // unknown ones count as letters
    return (U_GET_GC_MASK(c) & kWithin) != 0 ? lookedUp(withoutAccents(c)) : kGap;
}

// Worked out once for what most texts are made of.
UChar32 compared(UChar32 c)
{
    static const auto table = [] {
        std::array<UChar32, 0x3000> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = i < 0x80 ? static_cast<UChar32>(i) : compute(static_cast<UChar32>(i));
        return all;
    }();
    if (c < static_cast<UChar32>(table.size()))
        return table[static_cast<std::size_t>(c)];
    const bool plain = (c >= 0x3041 && c < 0x3097) || (c >= 0x4e00 && c < 0xa000) || (c >= 0xac00 && c < 0xd7a4);
    return plain ? c : compute(c);
}

class StringSink final : public icu::ByteSink
{
public:
    explicit StringSink(std::string &out) : m_out(out) { }
    void Append(const char *bytes, std::int32_t count) override
    {
        m_out.append(bytes, static_cast<std::size_t>(count));
    }

private:
    std::string &m_out;
};

// NFKC_Casefold; edits may be missing. What cannot be normalised (out of memory) is compared as it is.
void appendCasefolded(std::string &out, std::string_view utf8, icu::Edits *edits)
{
    UErrorCode code = U_ZERO_ERROR;
    const auto *casefold = icu::Normalizer2::getNFKCCasefoldInstance(code);
    if (U_SUCCESS(code)) {
        StringSink sink(out);
        casefold->normalizeUTF8(0, {utf8.data(), static_cast<std::int32_t>(utf8.size())}, sink, edits, code);
    }
    if (U_FAILURE(code))
        out = utf8;
}

// places: for each byte of out, and its end, the byte of folded that it comes from.
void appendCompared(std::string &out, std::string_view folded, std::vector<std::uint32_t> *places)
{
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t begin = at;
        UChar32 c = static_cast<unsigned char>(folded[at]);
        if (c < 0x80) {
            out += folded[at++];
        } else {
            auto index = static_cast<std::int32_t>(at);
            U8_NEXT_OR_FFFD(folded.data(), index, static_cast<std::int32_t>(folded.size()), c);
            at = static_cast<std::size_t>(index);
            c = compared(c);
            char bytes[U8_MAX_LENGTH];
            std::int32_t length = 0;
            if (c != kNothing)
                U8_APPEND_UNSAFE(bytes, length, c);
            out.append(bytes, static_cast<std::size_t>(length));
        }
        if (places != nullptr)
            places->resize(out.size(), static_cast<std::uint32_t>(begin));
    }
    if (places != nullptr)
        places->push_back(static_cast<std::uint32_t>(folded.size()));
}

} // namespace

std::string_view matchingText(std::string_view utf8, std::string &buffer)
{
    utf8 = utf8.substr(0, kMaximumMatchingBytes);
    if (asciiPrefix(utf8) == utf8.size())
        return utf8;
    thread_local std::string folded;
    folded.clear();
    appendCasefolded(folded, utf8, nullptr);
    buffer.clear();
    appendCompared(buffer, folded, nullptr);
    return buffer;
}

std::string_view matchingText(std::string_view utf8, std::string &buffer, std::vector<std::uint32_t> &origins)
{
    origins.clear();
    utf8 = utf8.substr(0, kMaximumMatchingBytes);
    if (asciiPrefix(utf8) == utf8.size())
        return utf8;
    std::string folded;
    icu::Edits edits;
    appendCasefolded(folded, utf8, &edits);
    buffer.clear();
    appendCompared(buffer, folded, &origins);
    auto walk = edits.getFineIterator();
    UErrorCode code = U_ZERO_ERROR;
    for (std::uint32_t &origin : origins)
        origin =
            static_cast<std::uint32_t>(walk.sourceIndexFromDestinationIndex(static_cast<std::int32_t>(origin), code));
    return buffer;
}

} // namespace datanet::dataset
