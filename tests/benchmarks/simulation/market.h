#pragma once

#include "benchmarks/simulation/actors.h"
#include "benchmarks/simulation/corpus.h"
#include "benchmarks/simulation/review_round.h"
#include "models/seeded_random.h"
#include "rewards/answer_division.h"

#include <vector>

// Models, their paid answers and what an epoch divides, by the project's own arithmetic (core/rewards).
namespace datanet::simulation {

struct Model
{
    std::uint32_t owner = 0; // an actor; gets the model's share
    bool selfDealing = false; // its owner pays for the answers, which draw on nothing but its own datanet
    std::vector<std::uint32_t> datanets;
    std::vector<std::size_t> trainedOn; // published records of each at the last training
    std::vector<rewards::Ancestor> lineage;
    std::vector<base::Uint256> earned; // wei by actor
};

// Every wei of the fees, by where it went.
struct FeeBooks
{
    base::Uint256 in;
    base::Uint256 models;
    base::Uint256 contributors;
    base::Uint256 reviewers;
    base::Uint256 stakers;
    base::Uint256 treasury;
    std::uint64_t answers = 0;
};

class Market
{
public:
    Market(const Plan &plan, std::vector<Actor> &actors, const Corpus &corpus);

    void setJurors(std::vector<std::uint32_t> jurors);
    // Once all actors are there.
    void addModel(Model model);
    // A contribution whose records may be credited from now on.
    void addContribution(std::uint64_t id, std::uint32_t contributor, const std::vector<Voter> &voters);
    void train(std::size_t model);
    // Pays and divides an epoch's answers of a model. Invalid when the division breaks a bound the chain would refuse.
    base::Status runEpoch(std::size_t model, models::SeededRandom &random);

    [[nodiscard]] const std::vector<Model> &models() const { return m_models; }
    [[nodiscard]] const FeeBooks &books() const { return m_books; }
    // What `claims` of the final reward trees pay in total. Invalid where a tree's sum is not what was divided.
    [[nodiscard]] base::Result<base::Uint256> claimEverything() const;

private:
    [[nodiscard]] std::vector<rewards::AttributionLeaf> attribute(const Model &model, std::uint32_t tokens,
                                                                  models::SeededRandom &random) const;

    const Plan &m_plan;
    std::vector<Actor> &m_actors;
    const Corpus &m_corpus;
    std::vector<std::uint32_t> m_jurors;
    std::vector<Model> m_models;
    rewards::DivisionRules m_rules;
    FeeBooks m_books;
};

} // namespace datanet::simulation
