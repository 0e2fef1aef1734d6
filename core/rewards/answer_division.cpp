#include "rewards/answer_division.h"

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

using Weights = std::map<base::Address, Uint256>;

// Credits of one answer are 64 bits each and fewer than 2^64, so their sums stay far inside 256 bits.
void addWeight(Weights &weights, const base::Address &account, const Uint256 &weight)
{
    Uint256 &sum = weights[account];
    sum = *sum.plus(weight);
}

void pay(AnswerDivision &division, Payment payment)
{
    division.treasury = *division.treasury.minus(payment.wei);
    division.payments.push_back(std::move(payment));
}

void payModels(AnswerDivision &division, const std::vector<Ancestor> &lineage)
{
    Uint256 rest = division.shares.model;
    for (std::size_t i = 0; i < lineage.size(); ++i) {
        const bool last = i + 1 == lineage.size();
        const Uint256 passed = last ? Uint256() : portion(rest, lineage[i].royalty, kBasisPoints);
        const std::uint64_t kept = kBasisPoints - (last ? 0 : lineage[i].royalty);
        pay(division, {Role::Model, lineage[i].account, kept, *rest.minus(passed)});
        rest = passed;
    }
}

void payByCredit(AnswerDivision &division, Role role, const Uint256 &share, const Weights &weights)
{
    for (const auto &[account, weight] : weights)
        pay(division, {role, account, weight, portion(share, weight, division.total)});
}

} // namespace

base::Status DivisionRules::check() const
{
    if (!parameters.split.isWhole())
        return base::fail(base::ErrorKind::Invalid, u"the parts of a fee do not add up to 10,000 basis points"_s);
    if (lineage.empty() || lineage.size() > kMaximumParents + 1)
        return base::fail(base::ErrorKind::Invalid, u"a model has itself and at most 8 parents"_s);
    for (const Ancestor &model : lineage) {
        if (model.royalty > kMaximumRoyalty || model.account.isZero()) {
            return base::fail(base::ErrorKind::Invalid,
                              u"model "_s + QString::number(model.model) + u" has no account or too high a royalty"_s);
        }
    }
    for (const auto &[id, contribution] : contributions) {
        if (id == 0 || id != contribution.id || contribution.account.isZero())
            return base::fail(base::ErrorKind::Invalid,
                              u"contribution "_s + QString::number(id) + u" has no account"_s);
    }
    return {};
}

base::Result<AnswerDivision> divideAnswer(const Uint256 &fee, std::span<const AttributionLeaf> leaves,
                                          const DivisionRules &rules)
{
    const auto net = fee.minus(rules.parameters.platformFee);
    if (!net)
        return base::fail(base::ErrorKind::Invalid, u"the fee is below the platform's fee"_s);
    const auto shares = splitNet(*net, rules.parameters.split);
    if (!shares)
        return base::fail(shares.error());
    AnswerDivision division{fee, *net, *shares, {}, {}, {}, {}, rules.jurors.size(), fee};

    Weights contributors;
    Weights reviewers;
    for (const AttributionLeaf &leaf : leaves) {
        division.total = *division.total.plus(leaf.credit);
        if (leaf.isUnattributed())
            continue;
        division.credited = *division.credited.plus(leaf.credit);
        const auto found = rules.contributions.find(leaf.contribution);
        if (found == rules.contributions.end() || found->second.account != leaf.account) {
            return base::fail(base::ErrorKind::Invalid,
                              u"contribution "_s + QString::number(leaf.contribution)
                                  + u" is not among those of this epoch, or not of the account "_s
                                  + leaf.account.hex());
        }
        addWeight(contributors, leaf.account, leaf.credit);
        const auto &voters = found->second.reviewers;
        for (const base::Address &reviewer : voters) {
            if (!reviewer.isZero())
                addWeight(reviewers, reviewer, leaf.credit / voters.size());
        }
    }
    payModels(division, rules.lineage);
    payByCredit(division, Role::Contributor, division.shares.contributors, contributors);
    payByCredit(division, Role::Reviewer, division.shares.reviewers, reviewers);
    division.eachSeat = portion(shares->stakers, 1, division.seats);
    division.treasury = *division.treasury.minus(*division.eachSeat.times(division.seats));
    return division;
}

} // namespace datanet::rewards
