#include "sync/reward_leaf.h"

#include "rewards/epoch_files.h"
#include "rewards/leaf_proof.h"
#include "rewards/reward_book.h"

namespace datanet::sync::detail {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

QString rewardsFileIn(const QString &folder)
{
    return folder + u'/' + rewards::kRewardsFile.toString();
}

Result<RewardPlace> rewardPlace(const light::Proven<base::Bytes32> &root, const QString &folder,
                                const base::Address &account)
{
    const QString file = rewardsFileIn(folder);
    auto proof = rewards::proveReward(file, account);
    if (!proof && proof.error().kind == ErrorKind::NotFound) {
        // That an account is not in the tree is shown by all of it: every leaf, in order, gives the root.
        const auto book = rewards::RewardBook::load(file);
        const auto whole = book ? book->root() : Result<rewards::SumRoot>(fail(book.error()));
        if (!whole)
            return fail(whole.error());
        if (!root.hasValue() || whole->hash() != root.value())
            return fail(ErrorKind::Corrupt, u"the round's files do not lead to the root on chain"_s);
        return RewardPlace{root.map([](const base::Bytes32 &) { return Uint256(); })
                               .explained({u"no leaf of the reward tree is this account's"_s, whole->hash()}),
                           {}};
    }
    if (!proof)
        return fail(proof.error());
    if (!root.hasValue() || !rewards::verifySumProof(*proof, root.value()))
        return fail(ErrorKind::Corrupt, u"the account's leaf does not lead to the root on chain"_s);
    auto cumulative =
        root.map([&](const base::Bytes32 &) { return proof->leaf.cumulative; })
            .explained({u"leaf %1 of %2 in the reward tree"_s.arg(proof->leaf.index).arg(proof->count), root.value()});
    return RewardPlace{std::move(cumulative), std::move(*proof)};
}

} // namespace datanet::sync::detail
