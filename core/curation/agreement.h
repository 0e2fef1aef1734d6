#pragma once

#include <cstdint>
#include <optional>
#include <vector>

// How far people who judged the same things agree beyond what chance would give. Categories are numbers from 0; what
// a rater did not judge is kNotRated. All counts are exact, the quotients are doubles for people to read: nothing is
// hashed or paid by them. No value where the measure is not defined: fewer than two raters, or all gave one and the
// same category, so that chance alone would agree as well.
namespace datanet::curation {

inline constexpr int kNotRated = -1;
using Ratings = std::vector<int>; // of one rater, by unit

// Part of the pairs of ratings of the same unit that are equal: 0 to 1.
[[nodiscard]] std::optional<double> observedAgreement(const std::vector<Ratings> &raters);

// Of two raters (Cohen 1960). Units that one of them did not rate do not count.
[[nodiscard]] std::optional<double> cohensKappa(const Ratings &first, const Ratings &second);

// Of two or more raters who rated every unit that counts (Fleiss 1971); units that lack a rating do not count.
[[nodiscard]] std::optional<double> fleissKappa(const std::vector<Ratings> &raters);

// Of any number of raters, ratings may be missing; for nominal data (Krippendorff 2011).
[[nodiscard]] std::optional<double> krippendorffsAlpha(const std::vector<Ratings> &raters);

// The units that two raters judged differently, ascending.
[[nodiscard]] std::vector<std::int64_t> differingUnits(const std::vector<Ratings> &raters);

} // namespace datanet::curation
