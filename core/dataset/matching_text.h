#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

// What lies behind it has no part in any comparison, as in similarity/tokens.h.
inline constexpr std::size_t kMaximumMatchingBytes = 16u << 20;

// Text as it is compared for sameness of wording, so that what a reader doesn't see makes no other text of it:
//   - Unicode's NFKC_Casefold: one form of full-width, styled, joined and ligated characters, without case, and without
//     what is invisible (zero-width and soft-hyphen characters, direction marks, tags, variation selectors);
//   - digits of every script are 0 to 9;
//   - letters lose their accents, Arabic and Hebrew words their points and stretching;
//   - letters that look like a Latin one are it (look_alikes.h), in every text alike: Cyrillic compares as before with
//     Cyrillic;
//   - signs of every script separate, as ASCII's do.
// Plain ASCII is given back as it is and costs a look at its bytes; case stays in it, which the words of
// similarity/tokens.h fold. Never for texts that are hashed, signed or traced. Any thread; utf8 must be valid.
//
// The view is of utf8 or of buffer.
[[nodiscard]] std::string_view matchingText(std::string_view utf8, std::string &buffer);

// The same, and where each byte of it, and its end, stands in utf8: for marking what was found. Empty for plain ASCII,
// where every byte stands where it stood.
[[nodiscard]] std::string_view matchingText(std::string_view utf8, std::string &buffer,
                                            std::vector<std::uint32_t> &origins);

} // namespace datanet::dataset
