#pragma once

#include "benchmarks/simulation/market.h"
#include "benchmarks/simulation/review_round.h"

#include <deque>
#include <map>
#include <set>

// A year of contributors, reviewers, models and payers under the protocol's rules.
namespace datanet::simulation {

// Coins each account of a kind has gained by the end of an epoch, on average.
struct Moment
{
    std::uint32_t epoch = 0;
    std::array<double, kKinds> net{};
};

class Year
{
public:
    explicit Year(const Plan &plan);

    // Runs all epochs. Invalid as soon as a coin is missing anywhere or was made of nothing.
    base::Status run();

    [[nodiscard]] const std::vector<Actor> &actors() const { return m_actors; }
    [[nodiscard]] const Books &books() const { return m_books; }
    [[nodiscard]] const FeeBooks &fees() const { return m_market.books(); }
    [[nodiscard]] const std::vector<Moment> &moments() const { return m_moments; }
    [[nodiscard]] const base::Uint256 &claimed() const { return m_claimed; }
    [[nodiscard]] std::uint64_t submissions() const { return m_sequence; }
    [[nodiscard]] std::uint64_t appeals() const { return m_appeals; }
    [[nodiscard]] std::uint64_t withoutPanel() const { return m_withoutPanel; }

private:
    std::uint32_t addActor(Kind kind, std::uint32_t datanet);
    void addStaker(Kind kind, std::uint32_t datanet, std::uint64_t stakeGwei, std::vector<std::uint32_t> &set);
    void addModels();
    void runDay(std::uint32_t day);
    void submit(std::uint32_t contributor, std::uint32_t day);
    [[nodiscard]] std::vector<Record> makeRecords(const Actor &actor);
    void finish(Submission submission, std::uint32_t day);
    void finishAppeal(Submission submission);
    void publish(const Submission &submission);
    void proveCopies(Submission &submission);
    [[nodiscard]] bool isAppealed(const Submission &submission);
    [[nodiscard]] base::Status checkBooks() const;

    Plan m_plan;
    models::SeededRandom m_random;
    std::vector<Actor> m_actors;
    std::vector<std::vector<std::uint32_t>> m_reviewers; // by datanet
    std::vector<std::uint32_t> m_jurors;
    Corpus m_corpus;
    Books m_books;
    Market m_market;
    PanelRules m_panel;
    PanelRules m_appealPanel;
    std::map<std::uint32_t, std::vector<Submission>> m_inReview; // by the day of their result
    std::map<std::uint32_t, std::vector<Submission>> m_standing; // by the day they can be published
    std::map<std::uint32_t, std::vector<Submission>> m_appealed;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_appeals = 0;
    std::uint64_t m_withoutPanel = 0;
    std::vector<Moment> m_moments;
    base::Uint256 m_claimed;
};

} // namespace datanet::simulation
