#pragma once

#include "curation/finding.h"

#include <QString>

#include <memory>
#include <string_view>
#include <vector>

namespace datanet::curation {

// A data file of resources/checks: one RE2 expression a line, whatever the case; blank lines and lines with # in front
// are notes. All of them are looked for in one pass. Linear time. Any thread.
class PhraseList
{
public:
    // name: "boilerplate.txt". A file that is missing or wrong is a fault of the program.
    explicit PhraseList(const QString &name);
    ~PhraseList();
    PhraseList(PhraseList &&) noexcept;

    // Ascending, not overlapping; the expression of the first line that fits at a place.
    [[nodiscard]] std::vector<Span> find(std::string_view utf8, std::size_t most) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The lines of such a file without notes and blanks.
[[nodiscard]] QStringList checkLines(const QString &name);

} // namespace datanet::curation
