#pragma once

#include "sync/duplicate_proof.h"
#include "viewmodels/known_people.h"

#include <QString>

namespace datanet::app {

// "On 12/05/2026 Ada showed that at least 6 of the 11 records stood in what others had published before." and what
// became of the deposit.
[[nodiscard]] QString provenCopiesText(const sync::BondTaken &taken, std::uint32_t count, const KnownPeople &people);

} // namespace datanet::app
