#pragma once

#include "curation/run_checks.h"

#include <vector>

namespace datanet::curation {

// How the findings of two states of a data set differ. A finding is the same where rule, field and record are the same,
// the record by its id, else by its position: an edited record that still has its fault is nothing new.
struct FindingChanges
{
    std::vector<Finding> added; // in the order of `after`
    std::vector<Finding> gone; // in the order of `before`
};
[[nodiscard]] FindingChanges changesBetween(const Report &before, const Report &after);

} // namespace datanet::curation
