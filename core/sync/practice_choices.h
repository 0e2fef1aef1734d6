#pragma once

#include "base/result.h"
#include "sync/practice_folders.h"

#include <cstdint>

namespace datanet::sync {

// What somebody chose for a practice network before it is founded: <home>/practice/choices.json.
struct PracticeChoices
{
    // Seconds in which a result can be appealed before it is published; 0: as practiceParameters() say.
    std::uint64_t appealWindow = 0;

    [[nodiscard]] static base::Result<PracticeChoices> load(const PracticeFolders &folders); // the defaults without it
    base::Status save(const PracticeFolders &folders) const;
};

} // namespace datanet::sync
