#pragma once

#include "dataset/schema.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace datanet::dataset {

// The one rule by which the text of a cell, typed by a person or read from a table, becomes a JSON value. Keeps its
// buffers: one object serves millions of cells; one thread at a time.
class ValueText
{
public:
    ValueText();
    ~ValueText();
    ValueText(const ValueText &) = delete;
    ValueText &operator=(const ValueText &) = delete;

    // Appends the value as canonical JSON; false, with nothing appended, when the text does not fit the type. utf8
    // must be valid. White space around numbers, booleans and dates does not count.
    [[nodiscard]] bool append(std::string &out, std::string_view utf8, FieldType type);

    // What append() refuses, in words: "“abc” is not a whole number".
    [[nodiscard]] static QString problem(std::string_view utf8, FieldType type);

    // True when the text, in a field of type Any, would be read as something other than itself.
    [[nodiscard]] bool readsAsJson(std::string_view utf8);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// YYYY-MM-DD, a day that exists, years 0001 to 9999.
[[nodiscard]] bool isDate(std::string_view text);
// The same as days since 2000-01-01; and back, for days of these years.
[[nodiscard]] std::optional<std::int32_t> dayOf(std::string_view text);
[[nodiscard]] std::string dateOf(std::int32_t day);

} // namespace datanet::dataset
