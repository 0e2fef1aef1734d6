#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <map>
#include <utility>

namespace datanet::curation {

// A contributor's reason to leave a finding as it is, bound to the record as it is and to the rule. It travels with the
// submission and is shown beside the finding; it decides nothing. Findings that are blocking can't be dismissed.
//
// Format 1, canonical: {"format":1,"dismissals":[{"record":…,"rule":…,"words":…}]}, ascending by record and rule.
using DismissalKey = std::pair<base::Digest, QString>; // record id, rule id
using Dismissals = std::map<DismissalKey, QString>; // -> the reason

inline constexpr qsizetype kMaximumDismissalWords = 500; // characters; one at least
inline constexpr std::size_t kMostDismissals = 10'000;

[[nodiscard]] base::Bytes dismissalsToJson(const Dismissals &dismissals);
// From anybody's bytes. Invalid when they are not exactly that.
[[nodiscard]] base::Result<Dismissals> dismissalsFromJson(base::ByteView json);

} // namespace datanet::curation
