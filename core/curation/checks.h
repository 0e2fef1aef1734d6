#pragma once

#include "curation/check.h"
#include "curation/datanet_rules.h"

#include <memory>
#include <vector>

namespace datanet::curation {

class AcceptedIndex;
struct MediaLibrary; // media/media_facts.h

// Goes up whenever a check finds something else in the same records: what was found before is then old.
inline constexpr int kChecksEdition = 3;

// Every check that the datanet uses, in the order in which findings of one record are listed. Index and media may be
// missing (without media, pictures and sounds are not looked at); they must outlive the checks. Invalid when the rules
// are.
[[nodiscard]] base::Result<std::vector<std::unique_ptr<Check>>>
standardChecks(const DatanetRules &rules, const AcceptedIndex *accepted, const MediaLibrary *media = nullptr);

// Every rule of every check, with its defaults. Any thread.
[[nodiscard]] const std::vector<Rule> &allRules();

// "schema": a value is missing, of another type, or outside what the field allows; blocking. "unknown-field": a field
// the schema does not declare; a note, once for each name. "blank-cell": an optional field that is there but empty.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeSchemaCheck(const DatanetRules &rules);

// "personal-data" of the kinds in personal_data/personal_data_rules.h, in strings and in nested values, each with its
// exact span; in cells that are numbers, cards and national ids alone.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makePersonalDataCheck(const DatanetRules &rules);

// "mojibake", "replacement-character", "control-character" (encoding_faults.h).
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeEncodingCheck(const DatanetRules &rules);

// "zero-width", "writing-direction", "tag-characters" (hidden_characters.h) and "mixed-alphabets" (mixed_alphabets.h).
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeHiddenCharacterCheck(const DatanetRules &rules);

// "addressed-to-reviewers": orders to a program that reads the record, also behind hidden characters and look-alikes
// and in comments of HTML. They are shown and never followed.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeInjectionCheck(const DatanetRules &rules);

// "language": the compared text is surely in a language other than those asked for (CLD2). Nothing where the datanet
// asks for none, or for one that CLD2 does not know.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeLanguageCheck(const DatanetRules &rules);

// "too-short" (the text field alone) and "too-long", by letters and digits.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeLengthCheck(const DatanetRules &rules);

// "repeated-lines", "repeated-words", "repeated-character" (repetition.h).
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeRepetitionCheck(const DatanetRules &rules);

// "boilerplate": resources/checks/boilerplate.txt.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeBoilerplateCheck(const DatanetRules &rules);

// "all-capitals" and "many-symbols".
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeSymbolsCheck(const DatanetRules &rules);

// "harsh-words" (harsh_words.h), with their words masked.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeHarshWordsCheck(const DatanetRules &rules);

// "rights-statement", "stated-licence" (against what the datanet takes), "source-link".
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeStatementCheck(const DatanetRules &rules);

// "outlying-number", "outlying-length" (robust_spread.h), "misspelt-value" and "rare-value" (rare_values.h): what is
// far from the others of the set. Fields that the schema declares, the first 32.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeOutlierCheck(const DatanetRules &rules);

// "label-doubtful" (doubtful_labels.h): a label that the words of all other records speak against. Where the schema
// names a text field and a field for labels besides.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeLabelCheck(const DatanetRules &rules);

// "duplicate": the same record, or the same words in the compared text, as an accepted or an earlier record.
// "near-duplicate": the similarity reaches the datanet's limit. "close": it does not, but reaches closePercent with an
// accepted record; a person decides. At most one of them a record, an accepted record before one of the same set.
// Besides, "label-disagreement" and "split-leakage" (neighbour_facts.h) with the earlier record.
// Memory: about 900 bytes a record.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeDuplicateCheck(const DatanetRules &rules,
                                                                      const AcceptedIndex *accepted);

// "missing-media", "damaged-media", "unseen-media", "media-facts", "blank-picture", "blurred-picture", "picture-place",
// "picture-owner", "silence", "clipping", "duration": of the file that a record names, by its facts in the library.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeMediaCheck(const DatanetRules &rules, const MediaLibrary *media);

// "similar-picture": it looks like an earlier picture of the same set (media/picture_print.h), which is like none
// before it. Memory: about 1.2 KB a picture.
[[nodiscard]] base::Result<std::unique_ptr<Check>> makeSimilarPictureCheck(const DatanetRules &rules,
                                                                           const MediaLibrary *media);

} // namespace datanet::curation
