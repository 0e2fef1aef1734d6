#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <string_view>

// A record is a JSON object; its identity is that of its canonical bytes (RFC 8785 with strings in Unicode's NFC).
namespace datanet::dataset {

inline constexpr std::int64_t kMaximumRecordBytes = 1 << 20; // canonical bytes
inline constexpr int kMaximumRecordDepth = 64; // the record itself is depth 1
inline constexpr int kMaximumRecordFields = 4096; // members of one object

// SHA-256 of the canonical bytes. Any thread.
[[nodiscard]] base::Digest recordId(std::string_view canonicalBody);

// The version of Unicode whose normal form NFC this program applies ("15.0"); written into dataset.json.
[[nodiscard]] QString unicodeVersion();

} // namespace datanet::dataset
