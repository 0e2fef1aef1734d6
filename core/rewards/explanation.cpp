#include "rewards/explanation.h"

#include "rewards/epoch_account.h"
#include "rewards/epoch_files.h"
#include "rewards/leaf_proof.h"

#include <algorithm>
#include <set>

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

void addPart(ExplainedAnswer &answer, EarnedPart part)
{
    part.wei = part.recomputed();
    if (part.wei.isZero())
        return;
    answer.wei = *answer.wei.plus(part.wei);
    answer.parts.push_back(std::move(part));
}

void addModelParts(ExplainedAnswer &answer, const AnswerDivision &division, const DivisionRules &rules,
                   const base::Address &account)
{
    Uint256 rest = division.shares.model;
    for (std::size_t i = 0; i < rules.lineage.size(); ++i) {
        const bool last = i + 1 == rules.lineage.size();
        const Uint256 royalty(last ? 0 : rules.lineage[i].royalty);
        if (rules.lineage[i].account == account)
            addPart(answer, {EarnedAs::Model, rest, royalty, kBasisPoints, {}});
        rest = portion(rest, royalty, kBasisPoints);
    }
}

base::Status addSpans(ExplainedAnswer &explained, const LoggedAnswer &answer, const CreditSource &source)
{
    if (!answer.output)
        return {};
    for (ExplainedLeaf &leaf : explained.leaves) {
        const auto spans = source.spans(*answer.output, {leaf.leaf.contribution, leaf.leaf.position});
        if (!spans)
            return base::fail(spans.error());
        leaf.spans = *spans;
        auto shares = source.shares(*answer.output, {leaf.leaf.contribution, leaf.leaf.position});
        if (!shares)
            return base::fail(shares.error());
        leaf.shares = std::move(*shares);
    }
    return {};
}

} // namespace

Uint256 EarnedPart::recomputed() const
{
    switch (as) {
    case EarnedAs::Model:
        return *share.minus(portion(share, weight, total));
    case EarnedAs::Staker:
        return *portion(share, 1, total).times(weight);
    case EarnedAs::Contributor:
    case EarnedAs::Reviewer:
        break;
    }
    return portion(share, weight, total);
}

ExplainedAnswer explainAnswer(std::uint64_t index, const LoggedAnswer &answer, std::span<const AttributionLeaf> leaves,
                              const AnswerDivision &division, const DivisionRules &rules, const base::Address &account)
{
    ExplainedAnswer explained{
        index, answer.receipt.inference, answer.time, division.fee, division.net, {}, {}, {}, answer.output};
    addModelParts(explained, division, rules, account);
    for (const Payment &payment : division.payments) {
        if (payment.account != account || payment.role == Role::Model)
            continue;
        const bool contributed = payment.role == Role::Contributor;
        addPart(explained,
                {contributed ? EarnedAs::Contributor : EarnedAs::Reviewer,
                 contributed ? division.shares.contributors : division.shares.reviewers,
                 payment.weight,
                 division.total,
                 {}});
    }
    const auto seats = std::count(rules.jurors.begin(), rules.jurors.end(), account);
    if (seats > 0) {
        addPart(explained,
                {EarnedAs::Staker, division.shares.stakers, static_cast<std::uint64_t>(seats), division.seats, {}});
    }
    for (const AttributionLeaf &leaf : leaves) {
        if (!leaf.isUnattributed() && leaf.account == account)
            explained.leaves.push_back({leaf, {}, {}});
    }
    return explained;
}

base::Result<EpochExplanation> explainEpoch(const EpochJob &job, const QString &folder, const base::Address &account,
                                            const CreditSource *source, base::TaskContext &task, std::size_t limit)
{
    if (const auto good = job.inputs.check(); !good)
        return base::fail(good.error());
    const auto log = InferenceLog::open(job.log, job.inputs.domain(), task);
    if (!log)
        return base::fail(log.error());
    if (const auto settled = job.inputs.matches(log->summary()); !settled)
        return base::fail(settled.error());
    EpochExplanation result;
    result.model = job.inputs.settlement.model;
    result.epoch = job.inputs.settlement.epoch;
    result.account = account;
    result.paidAnswers = log->count();
    result.parameters = job.inputs.rules.parameters;
    std::set<RecordPlace> records;
    const auto visited =
        divideAnswers(job.inputs, *log, folder + u'/' + kAttributionsFile, task, [&](const DividedAnswer &divided) {
            auto answer = explainAnswer(divided.index, divided.answer, divided.leaves, divided.division,
                                        job.inputs.rules, account);
            for (const ExplainedLeaf &leaf : answer.leaves)
                records.insert({leaf.leaf.contribution, leaf.leaf.position});
            result.usedAnswers += answer.leaves.empty() ? 0 : 1;
            if (answer.wei.isZero())
                return base::Status();
            result.earned = *result.earned.plus(answer.wei);
            if (result.answers.size() >= limit) {
                ++result.furtherAnswers;
                result.furtherWei = *result.furtherWei.plus(answer.wei);
                return base::Status();
            }
            const auto spans = source == nullptr ? base::Status() : addSpans(answer, divided.answer, *source);
            result.answers.push_back(std::move(answer));
            return spans;
        });
    if (!visited)
        return base::fail(visited.error());
    result.records.assign(records.begin(), records.end());
    const auto proof = proveReward(folder + u'/' + kRewardsFile, account);
    if (!proof && proof.error().kind != base::ErrorKind::NotFound)
        return base::fail(proof.error());
    if (!proof)
        return result;
    result.proof = *proof;
    const auto before = proof->leaf.cumulative.minus(result.earned);
    if (!before) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the round promises less than its answers come to: "_s + proof->leaf.cumulative.toDecimal()
                              + u" of "_s + result.earned.toDecimal() + u" wei"_s,
                          u"verify the round: its rewards do not follow from its attributions"_s);
    }
    result.before = *before;
    return result;
}

} // namespace datanet::rewards
