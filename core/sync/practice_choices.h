#pragma once

#include "base/result.h"
#include "chain/bindings/parameters.h"
#include "sync/practice_folders.h"

#include <cstdint>
#include <map>

namespace datanet::sync {

// What somebody chose for a practice network before it is founded: <home>/practice/choices.json.
struct PracticeChoices
{
    std::map<chain::ParameterKey, std::uint64_t> parameters; // where they differ from practiceParameters()

    [[nodiscard]] chain::ParameterValues values() const; // practiceParameters() with them
    [[nodiscard]] static base::Result<PracticeChoices> load(const PracticeFolders &folders); // the defaults without it
    base::Status save(const PracticeFolders &folders) const;
};

} // namespace datanet::sync
