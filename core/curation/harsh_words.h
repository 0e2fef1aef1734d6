#pragma once

#include "curation/finding.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <string_view>
#include <vector>

namespace datanet::curation {

// Insults and swear words, in the lists resources/checks/harsh-words.LANGUAGE.txt: one word a line. A word is found
// whole, whatever its case and accents. Linear time. Any thread.
class HarshWords
{
public:
    // The lists of these languages (BCP 47); of every language there is a list for when none is named.
    explicit HarshWords(const QStringList &languages);
    ~HarshWords();

    [[nodiscard]] std::vector<Span> find(std::string_view utf8, std::size_t most) const; // ascending

private:
    struct State;
    std::unique_ptr<State> m_state; // nothing without words
};

// How a word is shown to people: its first letter and dots.
[[nodiscard]] QString maskedWord(std::string_view utf8);

} // namespace datanet::curation
