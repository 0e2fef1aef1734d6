#include "curation/text_scan.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kControl = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 32; ++c)
        table[c] = c != '\t' && c != '\n' && c != '\r';
    table[0x7f] = true;
    return table;
}();

} // namespace

Makeup makeupOf(std::string_view utf8)
{
    unsigned all = 0;
    bool controls = false;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        all |= byte;
        controls |= kControl[byte];
    }
    return {(all & 0x80) == 0, controls};
}

char32_t nextCodePoint(std::string_view utf8, std::size_t &at)
{
    auto index = static_cast<std::int32_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(utf8.data(), index, static_cast<std::int32_t>(utf8.size()), c);
    at = static_cast<std::size_t>(index);
    return static_cast<char32_t>(c);
}

void appendCodePoint(std::string &utf8, char32_t c)
{
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    utf8.append(bytes, static_cast<std::size_t>(length));
}

bool isLetterOrDigit(char32_t c)
{
    return u_isalnum(static_cast<UChar32>(c)) != 0;
}

QString characterName(char32_t c)
{
    const QString number = u"U+"_s + QString::number(c, 16).toUpper().rightJustified(4, u'0');
    char name[128];
    UErrorCode code = U_ZERO_ERROR;
    const auto length = u_charName(static_cast<UChar32>(c), U_EXTENDED_CHAR_NAME, name, sizeof name, &code);
    if (U_FAILURE(code) || length <= 0 || name[0] == '<')
        return number;
    return QString::fromLatin1(name, length).toLower() + u" ("_s + number + u')';
}

} // namespace datanet::curation
