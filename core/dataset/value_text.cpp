#include "dataset/value_text.h"

#include "base/canonical_json.h"
#include "dataset/field_scanner.h"
#include "dataset/json_number.h"
#include "dataset/record_parser.h"
#include "dataset/text_utf8.h"

#include <algorithm>
#include <chrono>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::year_month_day kFirstDay{std::chrono::year(2000), std::chrono::January, std::chrono::day(1)};

void appendText(std::string &out, std::string_view utf8)
{
    if (isNormalized(utf8))
        base::appendCanonicalString(out, utf8);
    else
        base::appendCanonicalString(out, normalized(utf8));
}

bool appendNumber(std::string &out, std::string_view text, bool whole)
{
    const std::size_t start = out.size();
    if (appendExactNumber(out, text) != NumberProblem::None)
        return false;
    // A whole number is one whose canonical form shows it: 2.0 and 1e2 are, 1e+300 is not.
    if (!whole || out.find_first_of(".e", start) == std::string::npos)
        return true;
    out.resize(start);
    return false;
}

} // namespace

struct ValueText::State
{
    RecordParser parser;
    FieldScanner fields;
    std::string wrapped;

    // The text as one JSON value in canonical form; nothing when it is none. Valid until the next call.
    std::optional<std::string_view> json(std::string_view utf8)
    {
        constexpr std::string_view kStarts = "{[\"-0123456789tfn";
        if (utf8.empty() || kStarts.find(utf8.front()) == std::string_view::npos)
            return std::nullopt;
        wrapped.assign("{\"a\":");
        wrapped += utf8;
        wrapped += '}';
        const auto parsed = parser.canonical(wrapped);
        // One field only: `1,"b":2` is no value, though it makes an object in these braces.
        if (!parsed || !fields.load(*parsed) || fields.fields().size() != 1)
            return std::nullopt;
        return fields.fields().front().raw;
    }
};

ValueText::ValueText() : m_state(std::make_unique<State>()) { }
ValueText::~ValueText() = default;

std::optional<std::int32_t> dayOf(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i < from + count; ++i) {
            if (text[i] < '0' || text[i] > '9')
                return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year < 1 || month < 1 || day < 1)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (!date.ok())
        return std::nullopt;
    return static_cast<std::int32_t>((std::chrono::sys_days(date) - std::chrono::sys_days(kFirstDay)).count());
}

std::string dateOf(std::int32_t day)
{
    const std::chrono::year_month_day date(std::chrono::sys_days(kFirstDay) + std::chrono::days(day));
    std::string text(10, '-');
    const auto write = [&text](std::size_t end, int count, int value) {
        for (; count > 0; --count, value /= 10)
            text[--end] = static_cast<char>('0' + value % 10);
    };
    write(4, 4, int(date.year()));
    write(7, 2, int(unsigned(date.month())));
    write(10, 2, int(unsigned(date.day())));
    return text;
}

bool isDate(std::string_view text)
{
    return dayOf(text).has_value();
}

bool ValueText::append(std::string &out, std::string_view utf8, FieldType type)
{
    const std::string_view inner = trimmed(utf8);
    switch (type) {
    case FieldType::String:
        appendText(out, utf8);
        return true;
    case FieldType::Number:
        return appendNumber(out, inner, false);
    case FieldType::Integer:
        return appendNumber(out, inner, true);
    case FieldType::Boolean: {
        std::string lower(inner.substr(0, 6));
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (lower != "true" && lower != "false")
            return false;
        out += lower;
        return true;
    }
    case FieldType::Date:
        if (!isDate(inner))
            return false;
        base::appendCanonicalString(out, inner);
        return true;
    case FieldType::Any:
        break;
    }
    if (const auto json = m_state->json(utf8))
        out += *json;
    else
        appendText(out, utf8);
    return true;
}

bool ValueText::readsAsJson(std::string_view utf8)
{
    return m_state->json(utf8).has_value();
}

QString ValueText::problem(std::string_view utf8, FieldType type)
{
    const std::string_view inner = trimmed(utf8);
    // Cut between characters.
    QString shown = QString::fromUtf8(inner.data(), static_cast<qsizetype>(std::min<std::size_t>(inner.size(), 400)));
    if (shown.size() > 60)
        shown = shown.left(60) + u'…';
    const QString value = u"“"_s + shown + u"”"_s;
    switch (type) {
    case FieldType::Number:
    case FieldType::Integer: {
        std::string ignored;
        const auto found = appendExactNumber(ignored, inner);
        if (found == NumberProblem::Inexact || found == NumberProblem::OutOfRange)
            return value + u" has more digits than a number can keep; declare the field as text"_s;
        return value + (type == FieldType::Number ? u" is not a number"_s : u" is not a whole number"_s);
    }
    case FieldType::Boolean:
        return value + u" is neither true nor false"_s;
    case FieldType::Date:
        return value + u" is not a date written like 2024-12-31"_s;
    case FieldType::String:
    case FieldType::Any:
        break;
    }
    return value + u" is not valid text"_s;
}

} // namespace datanet::dataset
