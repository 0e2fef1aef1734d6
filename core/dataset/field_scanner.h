#pragma once

#include <QString>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

enum class ValueKind : std::uint8_t { Null, Boolean, Number, String, Array, Object };

// The top-level fields of one canonical record, read in one pass without building a tree. Buffers are kept between
// calls: one scanner serves a walk over millions of rows. All views live until the next load() and as long as the body.
//   FieldScanner fields;
//   if (fields.load(body))
//       if (const auto *field = fields.find("definition"); field && field->kind == ValueKind::String) use(field->text);
class FieldScanner
{
public:
    struct Field
    {
        std::string_view name; // decoded
        ValueKind kind = ValueKind::Null;
        std::string_view raw; // the value as canonical JSON
        std::string_view text; // String: the decoded characters; every other kind: the same as raw
    };

    // False when the bytes are no JSON object; canonical bytes are trusted to be canonical beyond that.
    [[nodiscard]] bool load(std::string_view canonicalBody);

    [[nodiscard]] const std::vector<Field> &fields() const
    {
        return m_fields;
    } // ascending by name, as canonical JSON is
    [[nodiscard]] const Field *find(std::string_view name) const; // nothing when absent

    // Typed looks at one field; nothing when it is absent or of another kind.
    [[nodiscard]] std::optional<std::string_view> string(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    [[nodiscard]] std::optional<bool> boolean(std::string_view name) const;

private:
    std::string_view decode(std::string_view quoted);

    std::vector<Field> m_fields;
    std::deque<std::string> m_decoded; // strings with escapes; a deque, because views point into it
    std::size_t m_decodedUsed = 0;
};

// Appends the characters of a canonical JSON string, given without its quotation marks.
void appendDecoded(std::string &out, std::string_view inner);

} // namespace datanet::dataset
