#pragma once

#include <QString>
#include <QVariantList>

namespace datanet::app {

// Two texts with the words marked that only one of them has: lists of { text, mark } with mark "", "removed" (in
// before) or "added" (in after). The words both have are a longest common subsequence; where two texts are so long that
// this would take too much time, all that lies between their common beginning and end is marked.
struct WordMarks
{
    QVariantList before;
    QVariantList after;
};
[[nodiscard]] WordMarks wordMarks(const QString &before, const QString &after);

// One text that has no other side.
[[nodiscard]] QVariantList unmarked(const QString &text);

} // namespace datanet::app
