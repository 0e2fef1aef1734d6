#pragma once

#include "curation/check_run.h"

// What all SetChecks of a run learn and find; for this library only.
namespace datanet::curation {

[[nodiscard]] std::vector<const SetCheck *> setChecksIn(const Checks &checks);

// What each SetCheck learnt of the record, in the order of the checks.
[[nodiscard]] std::vector<std::string> learntOf(const Checks &checks, const ExaminedRecord &record);

// What all of them find, ascending by record, in the order of the checks; learnt: by SetCheck.
[[nodiscard]] std::vector<SetCheck::Found> comparedBy(const Checks &checks, const std::vector<LearntFacts> &learnt);

// The records that something was found about, each once.
[[nodiscard]] std::vector<std::uint32_t> recordsOf(const std::vector<SetCheck::Found> &found);

} // namespace datanet::curation
