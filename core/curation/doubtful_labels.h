#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// Labels that a classifier which learnt from all other records would not give; in integers, so that everybody finds the
// same. Pure functions, any thread.
namespace datanet::curation {

// The words of a text, hashed into 2^16 places: the first kMostPlaces different ones. Replaces what places held.
inline constexpr std::size_t kMostPlaces = 128;
void wordPlaces(std::string_view text, std::vector<std::uint16_t> &places);

struct LabelledText
{
    std::string_view label; // empty: it has none
    const unsigned char *places = nullptr; // two bytes each, the lower first
    std::uint32_t count = 0; // of places, at most kMostPlaces
    std::uint32_t record = 0;
};

struct DoubtLimits
{
    std::uint32_t fewestRecords = 50; // of a label; others have no part in it
    std::int64_t fewestBits = 7; // how much likelier than its own the other label must be: 2^bits times
    int surePercent = 70; // a record must be surer than this share of those that have the other label
    int mostPercent = 10; // where more of a label's records are in doubt, the labels overlap: nothing is said of them
};

struct DoubtfulLabel
{
    std::uint32_t record = 0;
    std::string_view label;
    std::string_view expected;
    std::int64_t bits = 0; // the margin
    int percent = 0; // of the records labelled `expected` (and read so) this one is surer than
};

// Multinomial naive Bayes with one half added (as models/label_classifier.h), each record left out of what it is judged
// by. Its margin, a word, is compared with the margins of the records that have the label which it seems to have: one
// label's words tell more than another's, and labels are in doubt only where the classifier is usually right. Of a
// label that others are taken for too often (a quarter of those that seem to have it) nothing is said. In the order of
// the texts.
[[nodiscard]] std::vector<DoubtfulLabel> doubtfulLabels(const std::vector<LabelledText> &texts,
                                                        const DoubtLimits &limits);

} // namespace datanet::curation
