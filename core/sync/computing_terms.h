#pragma once

#include "base/bytes.h"
#include "sync/dictionary.h"

#include <optional>
#include <vector>

// The text the practice network's first datanet is seeded with: the Free On-line Dictionary of Computing, one record
// for each article that explains a term.
namespace datanet::sync {

struct ComputingTerm
{
    QString term;
    QString definition; // paragraphs separated by an empty line, each on one line
    QString subject; // the dictionary's own label such as "programming"; may be empty
};

// Nothing for articles that are no definition (cross-references, fragments) or that carry an e-mail address or a
// telephone number, which must not be published. The marks of the dictionary's layout (braces around cross-references,
// the date at the end) are left out.
[[nodiscard]] std::optional<ComputingTerm> computingTerm(const Article &article);

// JSON lines {"definition", "subject", "term"} in canonical form, in the dictionary's order, each term once; every
// `step`-th of them, at most maximum bytes.
[[nodiscard]] base::Bytes computingTermLines(const std::vector<Article> &articles, int step = 1,
                                             qint64 maximum = 64 << 20);

} // namespace datanet::sync
