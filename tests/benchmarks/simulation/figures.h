#pragma once

#include "benchmarks/simulation/year.h"

#include <QString>

// What a simulated year says, for people and for programs.
namespace datanet::simulation {

// Coins of an account of one kind over the year, on average unless said otherwise.
struct KindFigures
{
    std::size_t accounts = 0;
    double gross = 0; // from fees, and from bonds of others
    double lost = 0; // bonds, penalties, own fees
    double gas = 0;
    double effort = 0;
    double net = 0;
    double lowest = 0; // of 100 accounts five have less
    double median = 0;
    double highest = 0; // five have more
    double acceptedShare = 0; // of records sent
    double seats = 0;
    double unpaidShare = 0; // of those seats
};

[[nodiscard]] const char *nameOf(Kind kind);
[[nodiscard]] std::array<KindFigures, kKinds> figuresOf(const std::vector<Actor> &actors);

[[nodiscard]] QByteArray figuresJson(const Plan &plan, const Year &year);
[[nodiscard]] QByteArray momentsCsv(const std::vector<Moment> &moments);
// Mean net gain of each kind over time: contributors above, reviewers below.
[[nodiscard]] QByteArray plotSvg(const std::vector<Moment> &moments);

} // namespace datanet::simulation
