#pragma once

#include "base/result.h"
#include "curation/finding.h"

#include <string>
#include <string_view>
#include <vector>

namespace datanet::curation {

// The record with what the finding's rule finds in its field mended, everywhere in the field: "Ã©" becomes "é",
// invisible characters go. Canonical in, canonical out; to store it is the caller's. Invalid when the rule mends
// nothing; NotFound when the record has no such field any more.
[[nodiscard]] base::Result<std::string> mend(std::string_view canonicalBody, const Finding &finding);

// Carries out whatever of these findings of one record needs no person: hides spans (fixes.h), then mends.
[[nodiscard]] base::Result<std::string> carryOut(std::string_view canonicalBody, const std::vector<Finding> &findings);

} // namespace datanet::curation
