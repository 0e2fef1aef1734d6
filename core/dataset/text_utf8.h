#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The few looks at UTF-8 that several files of this module need. Any thread.
namespace datanet::dataset {

// Where the first byte stands that is no UTF-8; nothing when all of it is.
[[nodiscard]] std::optional<std::size_t> firstInvalidUtf8(std::string_view bytes);

// True when the text is in normal form NFC without doubt; never true for a text that is not. utf8 must be valid.
[[nodiscard]] bool isNormalized(std::string_view utf8);
// The text in NFC. utf8 must be valid.
[[nodiscard]] std::string normalized(std::string_view utf8);

// Code points of valid UTF-8.
[[nodiscard]] std::int64_t codePoints(std::string_view utf8);

// Nothing but ASCII white space.
[[nodiscard]] bool isBlank(std::string_view utf8);
[[nodiscard]] std::string_view trimmed(std::string_view utf8);

} // namespace datanet::dataset
