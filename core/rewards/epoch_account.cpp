#include "rewards/epoch_account.h"

#include "crypto/merkle_tree.h"

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// Amounts of one log are below 2^128 in all, credits below 2^64 each: the sums stay inside 256 bits.
void addTo(Uint256 &sum, const Uint256 &part)
{
    sum = *sum.plus(part);
}

Uint256 &totalOf(EpochTotals &totals, Role role)
{
    switch (role) {
    case Role::Model:
        return totals.toModel;
    case Role::Contributor:
        return totals.toContributors;
    case Role::Reviewer:
        break;
    }
    return totals.toReviewers;
}

base::Status book(EpochAccount &account, const DividedAnswer &divided, Uint256 &eachSeat)
{
    const AnswerDivision &division = divided.division;
    EpochTotals &totals = account.totals;
    ++totals.answers;
    addTo(totals.fees, division.fee);
    addTo(totals.credited, division.credited);
    addTo(totals.unattributed, *division.total.minus(division.credited));
    addTo(totals.toTreasury, division.treasury);
    addTo(totals.toStakers, *division.eachSeat.times(division.seats));
    addTo(eachSeat, division.eachSeat);
    for (const Payment &payment : division.payments) {
        addTo(totalOf(totals, payment.role), payment.wei);
        if (const auto earned = account.book.earn(payment.account, payment.wei); !earned)
            return earned;
    }
    return {};
}

} // namespace

base::Status divideAnswers(const EpochInputs &inputs, const InferenceLog &log, const QString &attributions,
                           base::TaskContext &task, const std::function<base::Status(const DividedAnswer &)> &visit)
{
    std::uint64_t next = 0; // the answer whose leaves are being collected
    std::vector<AttributionLeaf> leaves;
    const auto finish = [&]() -> base::Status {
        if (task.cancelled())
            return base::cancelled();
        const auto answer = log.at(next);
        if (!answer)
            return base::fail(answer.error());
        const auto division = divideAnswer(answer->receipt.fee, leaves, inputs.rules);
        if (!division)
            return base::fail(division.error().within(u"answer "_s + QString::number(next)));
        const auto visited = visit({next, *answer, leaves, *division});
        leaves.clear();
        ++next;
        if (next % 256 == 0)
            task.progress(static_cast<std::int64_t>(next), static_cast<std::int64_t>(log.count()));
        return visited;
    };
    const auto read = readAttributions(attributions, [&](const AttributionLeaf &leaf) -> base::Status {
        if (leaf.inference >= log.count()) {
            return base::fail(base::ErrorKind::Corrupt,
                              attributions + u" credits the answer "_s + QString::number(leaf.inference)
                                  + u", which is not in the log"_s);
        }
        while (next < leaf.inference) {
            if (const auto finished = finish(); !finished)
                return finished;
        }
        leaves.push_back(leaf);
        return {};
    });
    if (!read)
        return read;
    while (next < log.count()) {
        if (const auto finished = finish(); !finished)
            return finished;
    }
    return {};
}

base::Result<EpochAccount> accountEpoch(const EpochInputs &inputs, const InferenceLog &log, const QString &attributions,
                                        RewardBook previous, base::TaskContext &task)
{
    task.step(u"Dividing fees"_s);
    EpochAccount account;
    account.book = std::move(previous);
    Uint256 eachSeat;
    crypto::MerkleAccumulator tree(crypto::MerkleKind::AttributionLeaf);
    const auto divided = divideAnswers(inputs, log, attributions, task, [&](const DividedAnswer &answer) {
        for (const AttributionLeaf &leaf : answer.leaves)
            tree.append(leaf.id());
        return book(account, answer, eachSeat);
    });
    if (!divided)
        return base::fail(divided.error());
    // Every seat gets the same of every answer, so their sums are added once.
    for (const base::Address &juror : inputs.rules.jurors) {
        if (const auto earned = account.book.earn(juror, eachSeat); !earned)
            return base::fail(earned.error());
    }
    account.attributionCount = tree.count();
    account.attributionRoot = tree.root();
    if (const auto placed = account.book.place(); !placed)
        return base::fail(placed.error());
    const auto root = account.book.root();
    if (!root)
        return base::fail(root.error());
    account.rewards = *root;
    return account;
}

base::Result<RewardBook> previousBook(const EpochInputs &inputs, const QString &previousRewards)
{
    const SumRoot &expected = inputs.previous.root;
    base::Result<RewardBook> before;
    if (expected.count > 0)
        before = RewardBook::load(previousRewards);
    if (!before)
        return base::fail(before.error().within(u"the rewards of the epoch before"_s));
    const auto root = before->root();
    if (!root || *root != expected) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the rewards of the epoch before are not those that the chain has as final"_s);
    }
    return before;
}

} // namespace datanet::rewards
