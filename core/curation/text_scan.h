#pragma once

#include "dataset/field_scanner.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

// Looks at UTF-8 that the text checks share. utf8 must be valid, as canonical records are. Any thread, linear time.
namespace datanet::curation {

// What a field's bytes alone tell, so that plain text costs one pass.
struct Makeup
{
    bool ascii = true;
    bool controls = false; // some byte below a space other than tab and line ends, or DEL
};
[[nodiscard]] Makeup makeupOf(std::string_view utf8);

// The code point at a byte, which moves behind it.
char32_t nextCodePoint(std::string_view utf8, std::size_t &at);
void appendCodePoint(std::string &utf8, char32_t c);

// Letters and digits of any script.
[[nodiscard]] bool isLetterOrDigit(char32_t c);

// What it is called: "zero width space (U+200B)".
[[nodiscard]] QString characterName(char32_t c);

// Strings and nested values: whatever may hold words.
[[nodiscard]] inline bool holdsText(const dataset::FieldScanner::Field &field)
{
    using dataset::ValueKind;
    return field.kind == ValueKind::String || field.kind == ValueKind::Array || field.kind == ValueKind::Object;
}

} // namespace datanet::curation
