#pragma once

#include "benchmarks/simulation/actors.h"
#include "benchmarks/simulation/corpus.h"
#include "models/seeded_random.h"

#include <span>
#include <vector>

// One round of review, as the contract Reviews runs it: a panel drawn from the staked set, sealed votes, the majority
// of verdicts and of each record, penalties for silence, pay for those whose votes say something about the records.
namespace datanet::simulation {

// A seat that opened its vote.
struct Voter
{
    std::uint32_t actor = 0;
    bool accepts = false;
    bool isPaid = true;
    chain::Tally added; // to the reviewer's tally by this round
};

enum class Result : std::uint8_t { Undecided, Accepted, PartlyAccepted, Rejected };

struct Submission
{
    std::uint64_t id = 0; // priority
    std::uint32_t contributor = 0;
    std::uint32_t datanet = 0;
    std::uint64_t bondGwei = 0; // 0 once settled
    std::vector<Record> records;
    std::vector<std::uint32_t> panel;
    std::vector<Voter> voters; // of the decided round
    std::vector<bool> accepted;
    Result result = Result::Undecided;
    bool byContributor = false; // who appealed: the contributor, or somebody who watches
};

struct PanelRules
{
    std::size_t size = 0;
    std::size_t quorum = 0;
    std::uint64_t penaltyGwei = 0;
};

// Draws from `set`, without `excluded` and those without free stake, and reserves a penalty for each seat. Looks at 64
// candidates at most; empty where fewer than a quorum were found.
[[nodiscard]] std::vector<std::uint32_t> drawPanel(std::span<const std::uint32_t> set, std::uint32_t excluded,
                                                   const PanelRules &rules, std::vector<Actor> &actors,
                                                   models::SeededRandom &random);

// Lets a panel vote and settles its seats. `voters`, `accepted` and `result` of the submission are of this round; where
// it is undecided they stay as they were but for the result.
void judge(Submission &submission, std::span<const std::uint32_t> panel, const PanelRules &rules, const Plan &plan,
           std::vector<Actor> &actors, Books &books, models::SeededRandom &random);

// An outside panel decided the other way: what the first panel's votes said of each other is taken back, and each
// counts by that result.
void reverseTallies(const Submission &first, bool accepted, const Plan &plan, std::vector<Actor> &actors);

} // namespace datanet::simulation
