#pragma once

#include "chain/bindings/parameters.h"
#include "rewards/split.h"

#include <array>
#include <cstdint>

// What a simulated year assumes. Rules and money are the protocol's; everything here is a choice of the model, and the
// README says which ones matter.
namespace datanet::simulation {

// What somebody does all year.
enum class Kind : std::uint8_t {
    Honest, // own, good records
    Lazy, // twice as many, carelessly made
    Copying, // published records of others, word for word
    Paraphrasing, // published records of others, reworded
    Colluding, // worthless records for the reviewers of a cartel
    Spamming, // a worthless record every day
    SelfDealing, // own datanet, own reviewers, own models; pays for their answers itself
    HonestReviewer, // reads
    LazyReviewer, // accepts everything unread
    CopyingReviewer, // repeats a colleague's sealed vote
    CartelReviewer, // accepts the cartel's records, rejects those of strangers
    RejectingReviewer, // rejects everything unread
    RandomReviewer, // tosses a coin for each record
    GuessingReviewer, // unread, accepts from those whose records were mostly accepted before
    Juror,
    ModelOwner,
};
inline constexpr std::size_t kKinds = 16;
[[nodiscard]] constexpr std::size_t indexOf(Kind kind)
{
    return static_cast<std::size_t>(kind);
}

// How a contributor works; effort in coins for each record.
struct Habit
{
    std::uint32_t everyDays = 14;
    std::uint32_t records = 10;
    double effort = 0;
};

struct Plan
{
    std::uint64_t seed = 1;
    std::uint32_t epochs = 365; // a day each
    std::uint32_t contributors = 10'000;
    std::uint32_t models = 100;
    std::uint32_t datanets = 20;
    std::uint32_t reviewersEach = 60; // of a datanet
    std::uint32_t jurors = 200;
    std::uint32_t answers = 20; // of a model in an epoch

    // Of 100 contributors, in the order of Kind; likewise of 100 reviewers.
    std::array<std::uint32_t, 6> contributorShares{50, 15, 10, 5, 10, 10};
    std::array<std::uint32_t, 7> reviewerShares{50, 15, 5, 20, 5, 5, 0};
    std::array<Habit, 7> habits{{{14, 10, 0.02},
                                 {14, 20, 0.004},
                                 {14, 20, 0.0005},
                                 {14, 20, 0.003},
                                 {14, 20, 0.0005},
                                 {1, 1, 0.0002},
                                 {14, 20, 0.0005}}};
    std::uint32_t selfDealers = 20; // accounts, beside the contributors
    std::uint32_t selfDealingModels = 2;

    // What an honest reviewer makes of a record: percent of cases in which its bit is set.
    std::uint32_t goodSeenAsGood = 95;
    std::uint32_t carelessSeenAsGood = 30;
    std::uint32_t worthlessSeenAsGood = 5;
    std::uint32_t copySeenAsGood = 1;
    std::uint32_t paraphraseSeenAsGood = 15;
    // How often an answer draws on a record, relative to a good one at 100.
    std::uint32_t carelessUse = 30;
    std::uint32_t worthlessUse = 2;
    std::uint32_t paraphraseUse = 90;
    std::uint32_t unattributedPercent = 30; // of an answer's tokens

    std::uint32_t contributorAppeals = 50; // percent of wrong rejections an honest contributor appeals
    std::uint32_t watcherAppeals = 30; // percent of wrong acceptances somebody appeals
    std::uint32_t readingJurors = 90; // percent; the others accept everything

    double readingEffort = 0.0003; // coins for a record read
    double gasPrice = 1e-9; // coins
    std::uint64_t reviewerStakeGwei = 200'000'000'000;
    std::uint64_t jurorStakeGwei = 500'000'000'000;
    std::uint32_t reviewDays = 2;
    std::uint32_t appealDays = 3;
    std::uint32_t retrainDays = 14;
    std::uint32_t momentDays = 7; // between two points of the plot
    std::uint32_t royalty = 1000; // basis points, of models made from another one

    // Of a fee: wei per 1,000 tokens.
    rewards::Prices prices{0, 100'000'000'000'000'000u, 400'000'000'000'000'000u};
    chain::ParameterValues parameters = chain::realParameters();
};

} // namespace datanet::simulation
