#include "benchmarks/simulation/market.h"

#include "rewards/sum_tree.h"

#include <map>

namespace datanet::simulation {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

void add(Uint256 &sum, const Uint256 &wei)
{
    sum = *sum.plus(wei);
}

// What the contract Attribution allows an epoch to give to a part: the split of the net fees as a whole.
bool isWithin(const Uint256 &part, const Uint256 &net, std::uint32_t basisPoints)
{
    return part <= rewards::portion(net, basisPoints, rewards::kBasisPoints);
}

} // namespace

Market::Market(const Plan &plan, std::vector<Actor> &actors, const Corpus &corpus)
    : m_plan(plan), m_actors(actors), m_corpus(corpus)
{
    using Key = chain::ParameterKey;
    const auto points = [&plan](Key key) { return static_cast<std::uint32_t>(plan.parameters[key]); };
    m_rules.parameters.platformFee = plan.parameters.wei(Key::PlatformFee);
    m_rules.parameters.split = {points(Key::SplitModel), points(Key::SplitContributors), points(Key::SplitReviewers),
                                points(Key::SplitStakers), points(Key::SplitTreasury)};
}

void Market::setJurors(std::vector<std::uint32_t> jurors)
{
    m_jurors = std::move(jurors);
    for (const std::uint32_t juror : m_jurors)
        m_rules.jurors.push_back(accountOf(juror));
}

void Market::addModel(Model model)
{
    model.trainedOn.resize(model.datanets.size());
    model.earned.resize(m_actors.size());
    m_models.push_back(std::move(model));
}

void Market::addContribution(std::uint64_t id, std::uint32_t contributor, const std::vector<Voter> &voters)
{
    rewards::Contribution contribution{id, accountOf(contributor), {}, {}};
    for (const Voter &voter : voters)
        contribution.reviewers.push_back(voter.isPaid ? accountOf(voter.actor) : base::Address());
    m_rules.contributions.emplace(id, std::move(contribution));
}

void Market::train(std::size_t model)
{
    Model &m = m_models[model];
    for (std::size_t i = 0; i < m.datanets.size(); ++i)
        m.trainedOn[i] = m_corpus.size(m.datanets[i]);
}

// One to six records, chosen by their use; the words that none of them has are unattributed.
std::vector<rewards::AttributionLeaf> Market::attribute(const Model &model, std::uint32_t tokens,
                                                        models::SeededRandom &random) const
{
    std::uint64_t use = 0;
    for (std::size_t i = 0; i < model.datanets.size(); ++i)
        use += m_corpus.useOf(model.datanets[i], model.trainedOn[i]);
    std::uint64_t free = model.selfDealing ? 0 : std::uint64_t(tokens) * m_plan.unattributedPercent / 100;
    std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint64_t> credits;
    if (use == 0) {
        free = tokens;
    } else {
        const std::uint64_t spans = 1 + random.below(6);
        for (std::uint64_t span = 0; span < spans; ++span) {
            std::uint64_t unit = random.below(use);
            std::size_t i = 0;
            for (; unit >= m_corpus.useOf(model.datanets[i], model.trainedOn[i]); ++i)
                unit -= m_corpus.useOf(model.datanets[i], model.trainedOn[i]);
            const Place &place = m_corpus.leader(m_corpus.contentUsed(model.datanets[i], unit));
            const std::uint64_t credit = (tokens - free) / spans;
            if (credit > 0)
                credits[{place.contribution, place.position}] += credit;
        }
        free = tokens;
        for (const auto &[place, credit] : credits)
            free -= credit;
    }
    std::vector<rewards::AttributionLeaf> leaves;
    if (free > 0)
        leaves.push_back({0, 0, 0, {}, free});
    for (const auto &[place, credit] : credits)
        leaves.push_back({0, place.first, place.second, m_rules.contributions.at(place.first).account, credit});
    return leaves;
}

base::Status Market::runEpoch(std::size_t number, models::SeededRandom &random)
{
    Model &model = m_models[number];
    m_rules.lineage = model.lineage;
    FeeBooks epoch;
    Uint256 net;
    for (std::uint32_t i = 0; i < m_plan.answers; ++i) {
        const auto tokensIn = static_cast<std::uint32_t>(100 + random.below(901));
        const auto tokensOut = static_cast<std::uint32_t>(100 + random.below(901));
        const auto fee = rewards::feeOf(tokensIn, tokensOut, m_plan.prices, m_rules.parameters.platformFee);
        if (!fee)
            return base::fail(fee.error());
        const auto division = rewards::divideAnswer(fee->fee, attribute(model, tokensOut, random), m_rules);
        if (!division)
            return base::fail(division.error());
        ++epoch.answers;
        add(epoch.in, division->fee);
        add(net, division->net);
        if (model.selfDealing)
            add(m_actors[model.owner].paid, division->fee);
        for (const rewards::Payment &payment : division->payments) {
            add(model.earned[actorOf(payment.account)], payment.wei);
            add(m_actors[actorOf(payment.account)].earned, payment.wei);
            switch (payment.role) {
            case rewards::Role::Model:
                add(epoch.models, payment.wei);
                break;
            case rewards::Role::Contributor:
                add(epoch.contributors, payment.wei);
                break;
            case rewards::Role::Reviewer:
                add(epoch.reviewers, payment.wei);
                break;
            }
        }
        add(epoch.stakers, *division->eachSeat.times(division->seats));
        add(epoch.treasury, division->treasury);
    }
    // Every seat has got the same of every answer.
    const Uint256 seat = m_jurors.empty() ? Uint256() : epoch.stakers.dividedBy(m_jurors.size())->first;
    for (const std::uint32_t juror : m_jurors) {
        add(model.earned[juror], seat);
        add(m_actors[juror].earned, seat);
    }

    const rewards::Split &split = m_rules.parameters.split;
    if (!isWithin(epoch.models, net, split.model) || !isWithin(epoch.contributors, net, split.contributors)
        || !isWithin(epoch.reviewers, net, split.reviewers) || !isWithin(epoch.stakers, net, split.stakers))
        return base::fail(base::ErrorKind::Invalid, u"an epoch gives a part more than its split"_s);
    add(m_books.in, epoch.in);
    add(m_books.models, epoch.models);
    add(m_books.contributors, epoch.contributors);
    add(m_books.reviewers, epoch.reviewers);
    add(m_books.stakers, epoch.stakers);
    add(m_books.treasury, epoch.treasury);
    m_books.answers += epoch.answers;
    return {};
}

base::Result<Uint256> Market::claimEverything() const
{
    Uint256 claimed;
    for (const Model &model : m_models) {
        rewards::SumAccumulator tree;
        Uint256 sum;
        for (std::size_t actor = 0; actor < model.earned.size(); ++actor) {
            if (model.earned[actor].isZero())
                continue;
            if (const auto good = tree.append({tree.count(), accountOf(actor), model.earned[actor]}); !good)
                return base::fail(good.error());
            add(sum, model.earned[actor]);
        }
        if (tree.root().sum != sum)
            return base::fail(base::ErrorKind::Invalid, u"a reward tree does not add up"_s);
        add(claimed, tree.root().sum);
    }
    return claimed;
}

} // namespace datanet::simulation
