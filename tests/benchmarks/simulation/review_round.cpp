#include "benchmarks/simulation/review_round.h"

#include <numeric>

namespace datanet::simulation {

namespace {

constexpr std::size_t kMostTries = 64;
constexpr double kGasToSealAndOpen = 66'023 + 104'674;

bool percent(std::uint32_t share, models::SeededRandom &random)
{
    return random.below(100) < share;
}

bool looksGood(Flaw flaw, const Plan &plan, models::SeededRandom &random)
{
    switch (flaw) {
    case Flaw::None:
        return percent(plan.goodSeenAsGood, random);
    case Flaw::Careless:
        return percent(plan.carelessSeenAsGood, random);
    case Flaw::Worthless:
        return percent(plan.worthlessSeenAsGood, random);
    case Flaw::Copy:
        return percent(plan.copySeenAsGood, random);
    case Flaw::Paraphrase:
        return percent(plan.paraphraseSeenAsGood, random);
    }
    return false;
}

struct Vote
{
    bool opened = true;
    std::vector<bool> bits;

    [[nodiscard]] bool accepts() const
    {
        const auto set = static_cast<std::size_t>(std::count(bits.begin(), bits.end(), true));
        return set > 0 && 2 * set >= bits.size();
    }
};

Vote voteOf(Actor &reviewer, const Actor &contributor, const Submission &submission, const Plan &plan,
            models::SeededRandom &random)
{
    Vote vote{true, std::vector<bool>(submission.records.size(), true)};
    switch (reviewer.kind) {
    case Kind::CopyingReviewer:
        vote.opened = false;
        break; // a copied seal can't be opened
    case Kind::CartelReviewer:
        if (contributor.kind != Kind::Colluding)
            vote.bits.assign(vote.bits.size(), false);
        break;
    case Kind::RejectingReviewer:
        vote.bits.assign(vote.bits.size(), false);
        break;
    case Kind::RandomReviewer:
        for (std::size_t i = 0; i < vote.bits.size(); ++i)
            vote.bits[i] = percent(50, random);
        break;
    case Kind::GuessingReviewer:
        vote.bits.assign(vote.bits.size(), 2 * contributor.accepted >= contributor.judged);
        break;
    case Kind::LazyReviewer:
    case Kind::SelfDealing:
        break;
    case Kind::Juror:
        if (!percent(plan.readingJurors, random))
            break;
        [[fallthrough]];
    default:
        reviewer.effort += plan.readingEffort * double(submission.records.size());
        for (std::size_t i = 0; i < vote.bits.size(); ++i)
            vote.bits[i] = looksGood(submission.records[i].flaw, plan, random);
    }
    return vote;
}

// Half is burned, half goes to the treasury; who has less than a penalty left is out.
void slash(Actor &reviewer, std::uint64_t penalty, Books &books)
{
    reviewer.reservedGwei -= penalty;
    reviewer.stakeGwei -= penalty;
    reviewer.lostGwei += penalty;
    books.slashed += penalty;
    books.burned += penalty / 2;
    books.treasury += penalty - penalty / 2;
}

void tallyVotes(std::vector<Voter> &voters, const std::vector<std::vector<bool>> &bits, bool isRejection,
                const Plan &plan, std::vector<Actor> &actors)
{
    const auto rule = plan.parameters.informednessRule();
    std::vector<bool> accepts;
    for (const Voter &voter : voters)
        accepts.push_back(voter.accepts);
    const auto seen =
        isRejection ? chain::talliesOfRejection(accepts, bits.front().size()) : chain::talliesOfRound(bits);
    for (std::size_t k = 0; k < voters.size(); ++k) {
        Actor &reviewer = actors[voters[k].actor];
        voters[k].added = chain::scaled(seen[k], rule);
        reviewer.tally = chain::added(reviewer.tally, voters[k].added, rule);
        voters[k].isPaid = chain::seatPay(reviewer.tally, rule) != chain::SeatPay::Uninformed;
        reviewer.unpaidSeats += voters[k].isPaid ? 0 : 1;
    }
}

} // namespace

void reverseTallies(const Submission &first, bool accepted, const Plan &plan, std::vector<Actor> &actors)
{
    const auto rule = plan.parameters.informednessRule();
    for (const Voter &voter : first.voters) {
        const std::uint64_t count = first.records.size();
        const std::uint64_t too = voter.accepts == accepted ? count : 0;
        const chain::Tally seen = accepted ? chain::Tally{count, too, 0, 0} : chain::Tally{0, 0, count, too};
        chain::Tally &tally = actors[voter.actor].tally;
        tally = chain::added(chain::takenBack(tally, voter.added), chain::scaled(seen, rule), rule);
    }
}

std::vector<std::uint32_t> drawPanel(std::span<const std::uint32_t> set, std::uint32_t excluded,
                                     const PanelRules &rules, std::vector<Actor> &actors, models::SeededRandom &random)
{
    std::vector<std::uint32_t> order(set.begin(), set.end());
    std::vector<std::uint32_t> panel;
    const std::size_t tries = std::min(order.size(), kMostTries);
    for (std::size_t i = 0; i < tries && panel.size() < rules.size; ++i) {
        std::swap(order[i], order[i + random.below(order.size() - i)]);
        const Actor &candidate = actors[order[i]];
        if (order[i] != excluded && candidate.stakeGwei - candidate.reservedGwei >= rules.penaltyGwei)
            panel.push_back(order[i]);
    }
    if (panel.size() < rules.quorum)
        return {};
    for (const std::uint32_t seat : panel)
        actors[seat].reservedGwei += rules.penaltyGwei;
    return panel;
}

void judge(Submission &submission, std::span<const std::uint32_t> panel, const PanelRules &rules, const Plan &plan,
           std::vector<Actor> &actors, Books &books, models::SeededRandom &random)
{
    std::vector<Voter> voters;
    std::vector<std::vector<bool>> bits;
    std::vector<std::size_t> votesFor(submission.records.size());
    std::size_t accepts = 0;
    for (const std::uint32_t seat : panel) {
        Actor &reviewer = actors[seat];
        ++reviewer.seats;
        reviewer.gas += kGasToSealAndOpen * plan.gasPrice;
        const Vote vote = voteOf(reviewer, actors[submission.contributor], submission, plan, random);
        if (!vote.opened) {
            slash(reviewer, rules.penaltyGwei, books);
            continue;
        }
        reviewer.reservedGwei -= rules.penaltyGwei;
        voters.push_back({seat, vote.accepts(), true, {}});
        bits.push_back(vote.bits);
        accepts += vote.accepts() ? 1 : 0;
        for (std::size_t i = 0; i < votesFor.size(); ++i)
            votesFor[i] += vote.bits[i] ? 1 : 0;
    }
    const std::size_t opened = voters.size();
    submission.result = Result::Undecided;
    if (opened < rules.quorum || 2 * accepts == opened)
        return;
    const bool isRejection = 2 * accepts < opened;
    tallyVotes(voters, bits, isRejection, plan, actors);
    submission.voters = std::move(voters);
    submission.accepted.assign(submission.records.size(), false);
    submission.result = Result::Rejected;
    if (isRejection)
        return;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < votesFor.size(); ++i) {
        submission.accepted[i] = 2 * votesFor[i] > opened;
        taken += submission.accepted[i] ? 1 : 0;
    }
    if (taken > 0)
        submission.result = taken == submission.records.size() ? Result::Accepted : Result::PartlyAccepted;
}

} // namespace datanet::simulation
