#pragma once

#include "base/task.h"
#include "chain/bindings/types.h"
#include "curation/review.h"
#include "light/proven.h"
#include "sync/network.h"
#include "sync/opening_store.h"

#include <limits>
#include <optional>
#include <vector>

// What the chain, the inbox and the reviewers say about contributions.
namespace datanet::sync {

using chain::ContributionState;
using chain::ContributionStatus;

struct PanelSeat
{
    std::uint8_t seat = 0;
    base::Address reviewer;
    chain::SeatState state = chain::SeatState::Drawn;
    chain::Verdict verdict = chain::Verdict::None; // once opened
    bool unpaid = false; // once the round is over

    [[nodiscard]] bool sealedVote() const
    {
        return state != chain::SeatState::Drawn && state != chain::SeatState::Silent;
    }
    [[nodiscard]] bool openedVote() const { return state == chain::SeatState::Opened; }
};

struct Contribution
{
    std::uint64_t id = 0;
    light::Proven<ContributionStatus> status;
    std::optional<light::Proven<chain::Opening>> opening; // from Opened on
    std::vector<light::Proven<PanelSeat>> panel; // of the present round, from PanelDrawn on
    std::optional<light::Proven<chain::ReviewRound>> round; // the present one
    std::optional<light::Proven<std::uint32_t>> publishedIn; // version number

    // From the opening where it is known.
    [[nodiscard]] std::uint64_t datanet() const;
    [[nodiscard]] std::optional<light::Proven<base::Address>> contributor() const;
    // The seat of an account in the present round.
    [[nodiscard]] std::optional<PanelSeat> seatOf(const base::Address &account) const;
};

// NotFound where the chain proves that there is no such contribution.
[[nodiscard]] base::Result<Contribution> readContribution(const Network &network, light::Snapshot &snapshot,
                                                          std::uint64_t id, base::TaskContext &context);
// Which part of a list: places are counted from 1 for the oldest.
struct ContributionRange
{
    std::uint64_t before = 0; // entries before this place; 0: from the newest
    std::size_t limit = std::numeric_limits<std::size_t>::max();
    // Of those that nobody has to do anything about any more at most so many, the newest.
    std::size_t finished = std::numeric_limits<std::size_t>::max();
};
// Those of one contributor, or all of one datanet, newest first, out of the index of this computer
// (contribution_index.h); completeness is proven by count and accumulator, whatever the range. Only what is in the
// range costs anything. Not among them: registered ones that are not opened yet, of which nobody else can know whose
// they are.
struct ContributionList
{
    std::vector<Contribution> contributions;
    light::Proven<std::uint64_t> count; // of all; X when what servers gave does not add up to what the chain keeps
    std::optional<std::uint64_t> next; // ContributionRange::before of what follows; nothing at the end
};
[[nodiscard]] base::Result<ContributionList> contributionsOf(const Network &network, light::Snapshot &snapshot,
                                                             const base::Address &contributor,
                                                             base::TaskContext &context,
                                                             const ContributionRange &range = {});
[[nodiscard]] base::Result<ContributionList> contributionsTo(const Network &network, light::Snapshot &snapshot,
                                                             std::uint64_t datanet, base::TaskContext &context,
                                                             const ContributionRange &range = {});

// Where every one of a list stands, newest first, without reviewers and versions. States that a contribution never
// leaves are kept in the index with the block of their proof, so that only what is under way is asked for again.
struct ContributionStates
{
    struct Entry
    {
        std::uint64_t id = 0;
        std::uint64_t datanet = 0;
        base::Address contributor;
        light::Proven<ContributionStatus> status;
    };
    std::vector<Entry> entries; // empty unless count has a value
    light::Proven<std::uint64_t> count; // as in ContributionList
};
[[nodiscard]] base::Result<ContributionStates> contributionStates(const Network &network, light::Snapshot &snapshot,
                                                                  const OpeningList &list, base::TaskContext &context);

// What one reviewer gave as reasons, matched to the hash on chain.
struct SeatReasons
{
    std::uint8_t seat = 0;
    base::Address reviewer;
    chain::Verdict verdict = chain::Verdict::None;
    bool unpaid = false; // the seat's share of what the records earn stays with the treasury
    light::Level level = light::Level::Unknown; // of reviewer, verdict, pay and hash
    std::optional<std::vector<curation::Reason>> reasons; // nothing where they could not be fetched or do not match
    QString problem; // English: why there are none
};
// Of every opened vote of the decided (else the present) round. Reasons that an inbox does not have are no error.
[[nodiscard]] base::Result<std::vector<SeatReasons>> reasonsOf(const Network &network, light::Snapshot &snapshot,
                                                               std::uint64_t id, base::TaskContext &context);

// What became of each record, with the reasons of the reviewers, matched to the hashes on chain.
struct RecordOutcome
{
    std::uint64_t position = 0; // in ascending order of record ids
    std::optional<base::Digest> id; // as far as given
    bool accepted = false;
    std::vector<curation::Reason> reasons; // code "other", "no reason given" where an excluded record has none to show
};
// ids: the contribution's records in ascending order where the caller has them; believed only when they give the root
// in the opening. NotFound before a result.
[[nodiscard]] base::Result<std::vector<RecordOutcome>> outcomesOf(const Network &network, light::Snapshot &snapshot,
                                                                  std::uint64_t id,
                                                                  const std::vector<base::Digest> &ids,
                                                                  base::TaskContext &context);

} // namespace datanet::sync
