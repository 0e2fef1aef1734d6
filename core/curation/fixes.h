#pragma once

#include "base/result.h"
#include "curation/finding.h"
#include "dataset/field_scanner.h"

#include <string>
#include <string_view>

namespace datanet::curation {

// The record with another text (of a nested value: other JSON) in the field, which is one of a scanner that has loaded
// it. Canonical in, canonical out.
[[nodiscard]] base::Result<std::string> withText(std::string_view canonicalBody,
                                                 const dataset::FieldScanner::Field &field, std::string_view text);

// The words that stand in for what was hidden, by rule: "[phone number removed]" for phone-number, "[IBAN removed]" for
// iban, "[removed]" for a rule without words of its own.
[[nodiscard]] QString hiddenWords(const QString &rule);

// The record with one stretch of a field's text replaced by hiddenWords(rule). Canonical in, canonical out; to store it
// is the caller's. NotFound when the record has no such field; Invalid when the span does not lie on
// character borders inside its text, or the field is no text.
[[nodiscard]] base::Result<std::string> hideSpan(std::string_view canonicalBody, const QString &field, const Span &span,
                                                 const QString &rule);

// The same for all findings of this one record that offer Fix::HideSpan; findings of other rules are passed over.
[[nodiscard]] base::Result<std::string> hideAll(std::string_view canonicalBody, const std::vector<Finding> &findings);

} // namespace datanet::curation
