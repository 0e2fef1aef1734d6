#pragma once

#include <string>
#include <string_view>

// Text as it is compared and looked for: the same on every machine, whatever its locale. Any thread; utf8 must be
// valid.
namespace datanet::dataset {

// Appends the text with Unicode's simple case folding: one character for one character, so that "Straße" is not
// "STRASSE". The order of folded texts is that of their code points.
void appendFolded(std::string &out, std::string_view utf8);

// Appends the words of the text, folded and without the accents of Latin, Greek and Cyrillic letters, each with a space
// before it. A word is a run of letters, digits and the marks on them; in scripts written without spaces each
// character is one. This is what full-text search compares and what its index holds.
void appendWords(std::string &out, std::string_view utf8);

} // namespace datanet::dataset
