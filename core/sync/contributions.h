#pragma once

#include "base/task.h"
#include "curation/review.h"
#include "light/proven.h"
#include "sync/network.h"

#include <optional>
#include <vector>

// What the chain, the inbox and the reviewers say about contributions.
namespace datanet::sync {

// As the contracts number them (core/chain/contracts/Types.sol).
enum class ContributionState : std::uint8_t {
    Committed,
    Opened,
    PanelDrawn,
    InReview,
    Accepted,
    PartlyAccepted,
    ChangesRequested,
    Rejected,
    NoRight,
    Withdrawn,
    ExpiredUnopened,
    ExpiredUndelivered,
    ExpiredUndecided,
    Superseded,
    Published,
};

struct ContributionStatus
{
    std::uint64_t id = 0;
    ContributionState state = ContributionState::Committed;
    std::uint32_t count = 0;
    std::uint32_t acceptedCount = 0;
    std::uint8_t round = 0;
    std::uint64_t deadline = 0; // of the present state, seconds since 1970; 0 for none
    bool bondHeld = false;
    std::uint64_t priority = 0;
};

struct PanelSeat
{
    std::uint8_t seat = 0;
    base::Address reviewer;
    bool sealedVote = false;
    bool openedVote = false;
};

struct Contribution
{
    std::uint64_t id = 0;
    light::Proven<ContributionStatus> status;
    std::optional<light::Proven<base::Address>> contributor; // from Opened on
    std::uint64_t datanet = 0;
    std::vector<light::Proven<PanelSeat>> panel;
    std::optional<light::Proven<std::uint32_t>> publishedIn; // version number
};

// NotFound where the chain proves that there is no such contribution.
[[nodiscard]] base::Result<Contribution> readContribution(const Network &network, light::Snapshot &snapshot,
                                                          std::uint64_t id, base::TaskContext &context);
// Those of one contributor, or all of one datanet, newest first; completeness is proven by count and accumulator.
struct ContributionList
{
    std::vector<Contribution> contributions;
    light::Proven<std::uint64_t> count; // X when a server left entries out
};
[[nodiscard]] base::Result<ContributionList> contributionsOf(const Network &network, light::Snapshot &snapshot,
                                                             const base::Address &contributor,
                                                             base::TaskContext &context);
[[nodiscard]] base::Result<ContributionList> contributionsTo(const Network &network, light::Snapshot &snapshot,
                                                             std::uint64_t datanet, base::TaskContext &context);

// What became of each record, with the reasons of the reviewers, matched to the hashes on chain.
struct RecordOutcome
{
    std::uint64_t position = 0; // in ascending order of record ids
    base::Digest id;
    bool accepted = false;
    std::vector<curation::Reason> reasons; // "no reason given" where they could not be fetched or do not match
};
[[nodiscard]] base::Result<std::vector<RecordOutcome>> outcomesOf(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t id, base::TaskContext &context);

} // namespace datanet::sync
