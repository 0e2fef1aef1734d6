#pragma once

#include <cstdint>
#include <span>
#include <vector>

// Whether a reviewer's votes say anything about the records: what the contracts Majority and Informedness compute, to
// the unit. Pure functions, any thread.
namespace datanet::chain {

// Records that most of the other reviewers kept or left out, and how often this one did the same.
struct Tally
{
    std::uint64_t kept = 0;
    std::uint64_t keptToo = 0; // at most kept
    std::uint64_t left = 0;
    std::uint64_t leftToo = 0; // at most left

    [[nodiscard]] std::uint64_t seen() const { return kept + left; }
    [[nodiscard]] std::uint64_t alike() const { return keptToo + leftToo; }
    bool operator==(const Tally &) const = default;
};

// The agreed numbers (ParameterKey LeastInformedness, LeastEvidence, EvidenceMemory).
struct InformednessRule
{
    std::uint64_t least = 0; // of Youden's J, in basis points; 0 switches the rule off
    std::uint64_t evidence = 0; // records of each class before anybody is judged
    std::uint64_t memory = 0; // records of each class that are remembered

    bool operator==(const InformednessRule &) const = default;
};

// How each vote of a round that has bitmaps compares with the majority of the others. All votes are of one length.
[[nodiscard]] std::vector<Tally> talliesOfRound(std::span<const std::vector<bool>> votes);
// The same for a rejection, which has none: accepts[k] says whether vote k accepted.
[[nodiscard]] std::vector<Tally> talliesOfRejection(const std::vector<bool> &accepts, std::uint64_t records);

// What a round adds: of each class at most an eighth of the evidence needed.
[[nodiscard]] Tally scaled(const Tally &seen, const InformednessRule &rule);
// A reviewer's tally after a round; each class is halved where it is beyond the memory.
[[nodiscard]] Tally added(const Tally &tally, const Tally &scaledMore, const InformednessRule &rule);
// Takes back what a round added, as far as it has not faded.
[[nodiscard]] Tally takenBack(const Tally &tally, const Tally &scaledLess);

enum class SeatPay : std::uint8_t {
    Unknown, // not enough evidence yet: paid
    Informed, // paid
    Uninformed, // not paid
};
[[nodiscard]] SeatPay seatPay(const Tally &tally, const InformednessRule &rule);
// Youden's J in basis points, rounded down, -10,000 to 10,000; 0 where a class is empty.
[[nodiscard]] std::int64_t informedness(const Tally &tally);

} // namespace datanet::chain
