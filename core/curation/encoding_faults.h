#pragma once

#include "curation/finding.h"

#include <string>
#include <string_view>
#include <vector>

// Traces of a file that was read with the wrong encoding, in valid UTF-8. Spans are ascending, at most `most`; the
// mended text has none of what was found. Linear time. Any thread.
namespace datanet::curation {

// UTF-8 that was taken for Windows-1252 or Latin-1: "Ã©" for "é". Found only where the round trip is exact: the
// characters are the bytes of valid UTF-8. A single pair that could be wording, as a closing quotation mark behind a
// capital letter, is left alone.
[[nodiscard]] std::vector<Span> findMojibake(std::string_view utf8, std::size_t most);
[[nodiscard]] std::string mendMojibake(std::string_view utf8);

// U+FFFD, which stands where a character was lost.
[[nodiscard]] std::vector<Span> findReplacements(std::string_view utf8, std::size_t most);

// Control characters (C0 but tab and line ends, DEL, C1) and noncharacters. Vertical tabs, form feeds and NEL become
// line ends, the others go.
[[nodiscard]] std::vector<Span> findControls(std::string_view utf8, std::size_t most);
[[nodiscard]] std::string withoutControls(std::string_view utf8);

} // namespace datanet::curation
