#pragma once

#include "curation/check.h"
#include "curation/datanet_rules.h"

#include <memory>
#include <vector>

namespace datanet::curation {

class AcceptedIndex;

// Goes up whenever a check finds something else in the same records: what was found before is then old.
inline constexpr int kChecksEdition = 2;

// Every check that the datanet uses, in the order in which findings of one record are listed. The index may be missing;
// it must outlive the checks. Invalid when the rules are.
[[nodiscard]] base::Result<std::vector<std::unique_ptr<Check>>> standardChecks(const DatanetRules &rules,
                                                                               const AcceptedIndex *accepted);

// Every rule of every check, with its defaults. Any thread.
[[nodiscard]] const std::vector<Rule> &allRules();

// "schema": a value is missing, of another type, or outside what the field allows; blocking. "unknown-field": a field
// the schema does not declare; a note, once for each name. "blank-cell": an optional field that is there but empty.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeSchemaCheck(const DatanetRules &rules);

// "personal-data" of two kinds: "email-address" and "phone-number", in strings and in nested values; blocking, each
// with its exact span. Numbers written with + are found for every country, others as the given regions write them.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makePersonalDataCheck(const DatanetRules &rules);

// "duplicate": the same record, or the same words in the compared text, as an accepted or an earlier record.
// "near-duplicate": the similarity reaches the datanet's limit. "close": it does not, but reaches closePercent with an
// accepted record; a person decides. At most one of them a record, an accepted record before one of the same set.
// Memory: about 900 bytes a record.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeDuplicateCheck(const DatanetRules &rules,
                                                                      const AcceptedIndex *accepted);

} // namespace datanet::curation
