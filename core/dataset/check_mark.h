#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace datanet::dataset {

class WorkingCopy;

// What the findings of a working copy came from: the last check that came to its end.
struct CheckMark
{
    QString rules; // identifies the rules and the checks; made by whoever checks
    std::uint64_t datanet = 0; // whose rules they were; 0: the data set's own form
    std::int64_t passing = 0; // records
    std::int64_t checked = 0; // records
    std::int64_t time = 0; // seconds since 1970
    bool operator==(const CheckMark &) const = default;
};

// Keeps it with the state that the rows, the schema and the description are in now, by their hashes.
base::Status keepCheckMark(WorkingCopy &copy, const CheckMark &mark);

struct KeptCheck
{
    CheckMark mark;
    bool unchanged = false; // rows, schema and description are still what was checked
};
// Nothing when no check has come to its end, or when what was kept can't be read: then there is just none.
[[nodiscard]] base::Result<std::optional<KeptCheck>> keptCheck(WorkingCopy &copy);

} // namespace datanet::dataset
