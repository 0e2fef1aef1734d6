#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <string>
#include <string_view>

// RFC 8785 (JSON Canonicalization Scheme): the one way in which JSON is written wherever it is hashed or signed.
namespace datanet::base {

// Object members sorted by UTF-16 code units, numbers as ECMAScript prints them, no white space, UTF-8.
[[nodiscard]] Bytes canonicalJson(const QJsonValue &value);
[[nodiscard]] Bytes canonicalJson(const QJsonObject &object);

// The pieces, for streaming writers. Strings are valid UTF-8 without quotes; numbers are finite.
void appendCanonicalString(std::string &out, std::string_view utf8);
void appendCanonicalNumber(std::string &out, double number);
// Order of member names: by UTF-16 code units, which differs from byte order only above U+FFFF.
[[nodiscard]] bool canonicalLess(std::string_view utf8Left, std::string_view utf8Right);

// A JSON object read from hostile bytes: Invalid when it is larger than maximum, no object, or no JSON.
[[nodiscard]] Result<QJsonObject> parseObject(ByteView bytes, std::int64_t maximum = 16 << 20);

} // namespace datanet::base
