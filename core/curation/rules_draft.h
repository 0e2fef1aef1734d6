#pragma once

#include "curation/datanet_rules.h"
#include "dataset/metadata.h"

namespace datanet::curation {

// First rules for a datanet that takes records such as those of a data set: its title, summary, form, licence and
// language. Valid where these are.
[[nodiscard]] DatanetRules draftRules(const dataset::Metadata &metadata, const dataset::Schema &schema);

} // namespace datanet::curation
