#include "dataset/field_scanner.h"

#include <charconv>
#include <cstring>

namespace datanet::dataset {

namespace {

// Past the closing quote of the string that starts at `at`; nothing when it does not end.
const char *endOfString(const char *at, const char *end)
{
    for (++at; at < end;) {
        at = static_cast<const char *>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        if (!at)
            return nullptr;
        // The quote is escaped when an odd number of backslashes stands before it; the opening quote ends the count.
        std::size_t backslashes = 0;
        while (at[-1 - static_cast<std::ptrdiff_t>(backslashes)] == '\\')
            ++backslashes;
        ++at;
        if (backslashes % 2 == 0)
            return at;
    }
    return nullptr;
}

// Past the value that starts at `at`.
const char *endOfValue(const char *at, const char *end)
{
    if (*at == '"')
        return endOfString(at, end);
    if (*at != '{' && *at != '[') {
        const char *stop = at;
        while (stop < end && *stop != ',' && *stop != '}' && *stop != ']')
            ++stop;
        return stop > at ? stop : nullptr;
    }
    int depth = 0;
    while (at < end) {
        if (*at == '"') {
            at = endOfString(at, end);
            if (!at)
                return nullptr;
            continue;
        }
        if (*at == '{' || *at == '[')
            ++depth;
        else if ((*at == '}' || *at == ']') && --depth == 0)
            return at + 1;
        ++at;
    }
    return nullptr;
}

ValueKind kindOf(char first)
{
    switch (first) {
    case '"':
        return ValueKind::String;
    case '{':
        return ValueKind::Object;
    case '[':
        return ValueKind::Array;
    case 't':
    case 'f':
        return ValueKind::Boolean;
    case 'n':
        return ValueKind::Null;
    default:
        return ValueKind::Number;
    }
}

std::string_view between(const char *from, const char *to)
{
    return {from, static_cast<std::size_t>(to - from)};
}

} // namespace

// Canonical JSON writes only the seven short escapes and \u00XX for the other control characters.
void appendDecoded(std::string &text, std::string_view inner)
{
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] != '\\' || i + 1 == inner.size()) {
            text += inner[i];
            continue;
        }
        switch (inner[++i]) {
        case 'b':
            text += '\b';
            break;
        case 'f':
            text += '\f';
            break;
        case 'n':
            text += '\n';
            break;
        case 'r':
            text += '\r';
            break;
        case 't':
            text += '\t';
            break;
        case 'u': {
            unsigned code = 0;
            if (i + 4 < inner.size())
                std::from_chars(inner.data() + i + 1, inner.data() + i + 5, code, 16);
            text += static_cast<char>(code);
            i += 4;
            break;
        }
        default:
            text += inner[i];
        }
    }
}

std::string_view FieldScanner::decode(std::string_view quoted)
{
    const std::string_view inner = quoted.substr(1, quoted.size() - 2);
    if (!std::memchr(inner.data(), '\\', inner.size()))
        return inner;
    if (m_decodedUsed == m_decoded.size())
        m_decoded.emplace_back();
    std::string &text = m_decoded[m_decodedUsed++];
    text.clear();
    appendDecoded(text, inner);
    return text;
}

bool FieldScanner::load(std::string_view body)
{
    m_fields.clear();
    m_decodedUsed = 0;
    if (body.size() < 2 || body.front() != '{' || body.back() != '}')
        return false;
    const char *at = body.data() + 1;
    const char *const end = body.data() + body.size() - 1; // the closing brace
    while (at < end) {
        if (!m_fields.empty() && *at++ != ',')
            return false;
        if (at >= end || *at != '"')
            return false;
        const char *const nameEnd = endOfString(at, end);
        if (!nameEnd || nameEnd >= end || *nameEnd != ':' || nameEnd + 1 >= end)
            return false;
        const char *const valueEnd = endOfValue(nameEnd + 1, end);
        if (!valueEnd)
            return false;
        Field &field = m_fields.emplace_back();
        field.name = decode(between(at, nameEnd));
        field.kind = kindOf(nameEnd[1]);
        field.raw = between(nameEnd + 1, valueEnd);
        field.text = field.kind == ValueKind::String ? decode(field.raw) : field.raw;
        at = valueEnd;
    }
    return true;
}

const FieldScanner::Field *FieldScanner::find(std::string_view name) const
{
    for (const Field &field : m_fields)
        if (field.name == name)
            return &field;
    return nullptr;
}

std::optional<std::string_view> FieldScanner::string(std::string_view name) const
{
    const Field *field = find(name);
    if (!field || field->kind != ValueKind::String)
        return std::nullopt;
    return field->text;
}

std::optional<double> FieldScanner::number(std::string_view name) const
{
    const Field *field = find(name);
    if (!field || field->kind != ValueKind::Number)
        return std::nullopt;
    double value = 0;
    const auto [end, code] = std::from_chars(field->raw.data(), field->raw.data() + field->raw.size(), value);
    if (code != std::errc{} || end != field->raw.data() + field->raw.size())
        return std::nullopt;
    return value;
}

std::optional<bool> FieldScanner::boolean(std::string_view name) const
{
    const Field *field = find(name);
    if (!field || field->kind != ValueKind::Boolean)
        return std::nullopt;
    return field->raw == "true";
}

} // namespace datanet::dataset
