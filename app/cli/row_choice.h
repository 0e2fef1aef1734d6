#pragma once

#include "base/result.h"
#include "dataset/bulk_edit.h"
#include "dataset/filter_expression.h"

#include <string>

namespace datanet::dataset {
class RowReader;
class WorkingCopy;
} // namespace datanet::dataset

// Records chosen by an expression, as several commands take it.
namespace datanet::app::cli {

class Session;

inline constexpr auto kExpressionHelp =
    "Expressions:\n"
    "  cache                        a word that begins so, in any text or number\n"
    "  \"fast store\"                 these words, whole and in this order\n"
    "  lang = en    score >= 0.5    = != < <= > >= compare numbers, dates and text\n"
    "  term starts \"ca\"             contains, starts, ends, like \"c*e?\"\n"
    "  lang in (\"en\", \"de\")         one of several\n"
    "  note is blank                is missing, is not blank\n"
    "  length(definition) > 200     characters of a text\n"
    "  is:changed is:added has:finding finding:RULE\n"
    "  and or not ( )               words beside each other: all of them\n"
    "Example: datanet query words 'lang = en and length(definition) > 200' --count";

struct ReadExpression
{
    dataset::FilterExpression expression;
    dataset::FilterFields fields;
};

// Wrong words are wrong usage; the message says where.
[[nodiscard]] base::Result<ReadExpression> readExpression(Session &session, dataset::RowReader &rows,
                                                          const std::string &text);

// Counts the rows, asks, and changes them; with dryRun it only counts. verb: "change", "leave out". Returns how many
// were changed or removed; nothing when the answer was no.
[[nodiscard]] base::Result<std::optional<std::int64_t>> editChosen(Session &session, dataset::WorkingCopy &copy,
                                                                   const QString &folder, const std::string &where,
                                                                   dataset::BulkEdit edit, bool dryRun);

} // namespace datanet::app::cli
