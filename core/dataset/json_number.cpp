#include "dataset/json_number.h"

#include "base/canonical_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace datanet::dataset {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// A number as 0.DIGITS * 10^point, without zeros at either end; zero has no digits.
struct Decimal
{
    std::string digits;
    std::int64_t point = 0;
    bool negative = false;

    bool operator==(const Decimal &) const = default;
};

// token follows JSON's grammar; its exponent is small enough for a double to hold the number.
Decimal decimal(std::string_view token)
{
    Decimal result;
    if (token.front() == '-') {
        result.negative = true;
        token.remove_prefix(1);
    }
    std::int64_t exponent = 0;
    if (const std::size_t mark = token.find_first_of("eE"); mark != std::string_view::npos) {
        std::string_view written = token.substr(mark + 1);
        if (written.front() == '+')
            written.remove_prefix(1);
        std::from_chars(written.data(), written.data() + written.size(), exponent);
        token = token.substr(0, mark);
    }
    const std::size_t dot = token.find('.');
    result.digits = token.substr(0, dot);
    result.point = static_cast<std::int64_t>(result.digits.size()) + exponent;
    if (dot != std::string_view::npos)
        result.digits += token.substr(dot + 1);
    const std::size_t zeros = std::min(result.digits.find_first_not_of('0'), result.digits.size());
    result.digits.erase(0, zeros);
    result.point -= static_cast<std::int64_t>(zeros);
    while (!result.digits.empty() && result.digits.back() == '0')
        result.digits.pop_back();
    if (result.digits.empty())
        return {};
    return result;
}

bool followsGrammar(std::string_view token)
{
    std::size_t i = 0;
    const auto digits = [&] {
        const std::size_t start = i;
        while (i < token.size() && isDigit(token[i]))
            ++i;
        return i > start;
    };
    if (i < token.size() && token[i] == '-')
        ++i;
    const std::size_t whole = i;
    if (!digits() || (token[whole] == '0' && i > whole + 1))
        return false;
    if (i < token.size() && token[i] == '.') {
        ++i;
        if (!digits())
            return false;
    }
    if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
        ++i;
        if (i < token.size() && (token[i] == '+' || token[i] == '-'))
            ++i;
        if (!digits())
            return false;
    }
    return i == token.size();
}

// Up to 15 digits are below 2^53 and already written as ECMAScript writes them, unless they start with a zero.
bool isShortCanonicalInteger(std::string_view token)
{
    if (!token.empty() && token.front() == '-') {
        token.remove_prefix(1);
        if (token == "0")
            return false;
    }
    if (token.empty() || token.size() > 15 || (token.front() == '0' && token.size() > 1))
        return false;
    return std::all_of(token.begin(), token.end(), isDigit);
}

bool isZero(std::string_view token)
{
    return token.substr(0, token.find_first_of("eE")).find_first_of("123456789") == std::string_view::npos;
}

} // namespace

NumberProblem appendExactNumber(std::string &out, std::string_view token)
{
    if (isShortCanonicalInteger(token)) {
        out += token;
        return NumberProblem::None;
    }
    if (!followsGrammar(token))
        return NumberProblem::NotANumber;
    if (isZero(token)) { // whatever its exponent
        out += '0';
        return NumberProblem::None;
    }
    double value = 0;
    const auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (code == std::errc::result_out_of_range || !std::isfinite(value))
        return NumberProblem::OutOfRange;
    if (value == 0)
        return NumberProblem::OutOfRange;
    const std::size_t start = out.size();
    base::appendCanonicalNumber(out, value);
    const std::string_view canonical = std::string_view(out).substr(start);
    if (canonical == token || decimal(canonical) == decimal(token))
        return NumberProblem::None;
    out.resize(start);
    return NumberProblem::Inexact;
}

} // namespace datanet::dataset
