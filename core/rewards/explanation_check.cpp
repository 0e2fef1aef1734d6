#include "rewards/attribution_build.h"
#include "rewards/explanation.h"

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<base::Error> failSum(const QString &what)
{
    return base::fail(base::ErrorKind::Invalid, what);
}

QString named(const ExplainedAnswer &answer)
{
    return u"answer "_s + QString::number(answer.index);
}

base::Status answerAddsUp(const ExplainedAnswer &answer)
{
    Uint256 wei;
    Uint256 contributorWeight;
    for (const EarnedPart &part : answer.parts) {
        const bool inRange = !part.total.isZero() && part.weight <= part.total && part.share <= answer.net;
        if (!inRange || part.recomputed() != part.wei)
            return failSum(named(answer) + u": a part is not what its share comes to"_s);
        const auto sum = wei.plus(part.wei);
        if (!sum)
            return failSum(named(answer) + u": out of range"_s);
        wei = *sum;
        if (part.as == EarnedAs::Contributor)
            contributorWeight = part.weight;
    }
    if (wei != answer.wei)
        return failSum(named(answer) + u": the parts do not add up"_s);
    Uint256 credit;
    for (const ExplainedLeaf &leaf : answer.leaves) {
        credit = *credit.plus(leaf.leaf.credit);
        Uint256 spans;
        for (const CreditedSpan &span : leaf.spans)
            spans = *spans.plus(span.credit);
        if (!leaf.spans.empty() && spans != Uint256(leaf.leaf.credit))
            return failSum(named(answer) + u": the stretches of text do not add up to their record's credit"_s);
    }
    if (!contributorWeight.isZero() && credit != contributorWeight)
        return failSum(named(answer) + u": the records do not add up to the account's credit"_s);
    return {};
}

} // namespace

base::Status addsUp(const EpochExplanation &explanation, const base::Digest &rewardRoot)
{
    Uint256 earned = explanation.furtherWei;
    for (const ExplainedAnswer &answer : explanation.answers) {
        if (const auto good = answerAddsUp(answer); !good)
            return good;
        const auto sum = earned.plus(answer.wei);
        if (!sum)
            return failSum(u"the answers are out of range"_s);
        earned = *sum;
    }
    if (earned != explanation.earned)
        return failSum(u"the answers do not add up to what the round paid"_s);
    if (!explanation.proof) {
        if (earned.isZero() && explanation.before.isZero())
            return {};
        return failSum(u"the round has no place for the account"_s);
    }
    const RewardLeaf &leaf = explanation.proof->leaf;
    const auto cumulative = explanation.before.plus(earned);
    if (leaf.account != explanation.account || !cumulative || *cumulative != leaf.cumulative)
        return failSum(u"earlier rounds and this one do not add up to the amount that can be claimed"_s);
    if (!verifySumProof(*explanation.proof, rewardRoot))
        return failSum(u"the amount is not under the round's root"_s);
    return {};
}

base::Status checkExplanation(const EpochExplanation &explanation, const base::Digest &rewardRoot, const EpochJob &job,
                              const CreditSource &source, base::TaskContext &task)
{
    if (const auto sums = addsUp(explanation, rewardRoot); !sums)
        return sums;
    if (const auto good = job.inputs.check(); !good)
        return good;
    const auto log = InferenceLog::open(job.log, job.inputs.domain(), task);
    if (!log)
        return base::fail(log.error());
    if (const auto settled = job.inputs.matches(log->summary()); !settled)
        return settled;
    task.step(u"Tracing answers again"_s);
    std::int64_t done = 0;
    for (const ExplainedAnswer &said : explanation.answers) {
        if (task.cancelled())
            return base::cancelled();
        task.progress(done++, static_cast<std::int64_t>(explanation.answers.size()));
        const auto answer = log->at(said.index);
        if (!answer)
            return base::fail(answer.error());
        const auto leaves = leavesOf(said.index, job.inputs, *log, source);
        if (!leaves)
            return base::fail(leaves.error());
        const auto division = divideAnswer(answer->receipt.fee, *leaves, job.inputs.rules);
        if (!division)
            return base::fail(division.error().within(named(said)));
        ExplainedAnswer again =
            explainAnswer(said.index, *answer, *leaves, *division, job.inputs.rules, explanation.account);
        for (std::size_t i = 0; i < again.leaves.size() && i < said.leaves.size(); ++i) {
            again.leaves[i].spans = said.leaves[i].spans; // their sums are checked; they don't decide about money
            if (again.leaves[i].spans.empty() || !answer->output)
                continue;
            const AttributionLeaf &leaf = again.leaves[i].leaf;
            auto shares = source.shares(*answer->output, {leaf.contribution, leaf.position});
            if (!shares)
                return base::fail(shares.error());
            again.leaves[i].shares = std::move(*shares);
        }
        if (again != said)
            return failSum(named(said) + u" comes to "_s + again.wei.toDecimal() + u" wei, not "_s
                           + said.wei.toDecimal());
    }
    return {};
}

base::Status followOn(std::span<const EpochExplanation> epochs)
{
    Uint256 cumulative;
    for (const EpochExplanation &epoch : epochs) {
        if (epoch.model != epochs.front().model || epoch.account != epochs.front().account)
            return failSum(u"these rounds are not of one model and account"_s);
        if (epoch.before != cumulative)
            return failSum(u"round "_s + QString::number(epoch.epoch)
                           + u" does not begin with what the one before ended with"_s);
        const auto sum = cumulative.plus(epoch.earned);
        if (!sum)
            return failSum(u"the rounds are out of range"_s);
        cumulative = *sum;
    }
    return {};
}

} // namespace datanet::rewards
