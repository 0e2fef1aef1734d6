#pragma once

#include <string>
#include <string_view>

namespace datanet::dataset {

enum class NumberProblem {
    None,
    NotANumber, // breaks JSON's grammar
    OutOfRange, // too large for a double, or so small that it would become zero
    Inexact, // the nearest double has another decimal value
};

// Appends the canonical form of a JSON number given as it was written, or nothing when there is a problem. The test is
// on decimal values, digit by digit: 0.1 and 1.0 pass, 9007199254740993 and 0.10000000000000000001 do not.
NumberProblem appendExactNumber(std::string &out, std::string_view token);

} // namespace datanet::dataset
