#pragma once

#include "sync/contributions.h"

#include <optional>
#include <vector>

namespace datanet::sync {

// How far the reviewers of a contribution agree, once their votes are open: of the decided round, else the present one.
struct ReviewAgreement
{
    struct Seat
    {
        std::uint8_t seat = 0;
        base::Address reviewer;
        chain::Verdict verdict = chain::Verdict::None;
        bool unpaid = false; // the reviewer's votes of late said too little about the records
        light::Level level = light::Level::Unknown; // of verdict, pay and decisions
        std::vector<bool> accepted; // by position
        std::optional<std::vector<curation::Reason>> reasons; // nothing where an inbox does not give them
    };
    std::uint8_t round = 0;
    int panel = 0; // seats, whether their votes are open or not
    std::int64_t records = 0;
    std::vector<Seat> seats; // those with an open vote
    // On the decisions about records; see curation/agreement.h. Nothing where not defined: fewer than two votes, or all
    // decided everything alike, which chance would do as well.
    std::optional<double> observed; // part of the pairs of decisions that are equal
    std::optional<double> cohen; // of exactly two
    std::optional<double> fleiss; // of two and more
    std::optional<double> krippendorff;
    std::vector<std::int64_t> differing; // positions, ascending
    bool verdictsDiffer = false;
};
// NotFound before a panel was drawn. A vote whose decisions no server gives is left out.
[[nodiscard]] base::Result<ReviewAgreement> reviewAgreement(const Network &network, light::Snapshot &snapshot,
                                                            std::uint64_t id, base::TaskContext &context);
// The measures alone, from the decisions of the seats.
void measureAgreement(ReviewAgreement &agreement);

} // namespace datanet::sync
