#include "rewards/epoch_files.h"
#include "rewards/leaf_proof.h"
#include "rewards/reward_book.h"
#include "sync/payout_rounds.h"
#include "sync/preimages.h"
#include "sync/round_statement.h"
#include "sync/transactor.h"

#include <unordered_map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// Where proposed amounts break the rules.
struct Breach
{
    std::uint64_t index = 0;
    std::optional<std::uint64_t> first; // an account's other place; else it fell or was lost against the rewards before
};

// before: empty for the first round.
Result<std::optional<Breach>> findBreach(const QString &before, const QString &proposed)
{
    std::vector<rewards::RewardLeaf> kept;
    if (!before.isEmpty()) {
        const auto read = rewards::readRewards(before, [&kept](const rewards::RewardLine &line) -> Status {
            kept.push_back(line.leaf);
            return {};
        });
        if (!read)
            return fail(read.error());
    }
    std::optional<Breach> found;
    std::unordered_map<base::Address, std::uint64_t> places;
    const auto read = rewards::readRewards(proposed, [&](const rewards::RewardLine &line) -> Status {
        const auto &leaf = line.leaf;
        const auto [place, isNew] = places.emplace(leaf.account, leaf.index);
        if (!found && leaf.index < kept.size()
            && (kept[leaf.index].account != leaf.account || leaf.cumulative < kept[leaf.index].cumulative))
            found = Breach{leaf.index, std::nullopt};
        if (!found && !isNew)
            found = Breach{leaf.index, place->second};
        return {};
    });
    if (!read)
        return fail(read.error());
    return found;
}

// The proof of a leaf under a root on chain.
Result<chain::RewardProof> provenLeaf(const QString &rewardsFile, std::uint64_t index, const base::Digest &root)
{
    const auto proof = rewards::proveReward(rewardsFile, index);
    if (!proof)
        return fail(proof.error());
    if (!rewards::verifySumProof(*proof, root))
        return fail(ErrorKind::Corrupt, u"the round's amounts do not lead to the root on chain"_s,
                    u"demand the leaf: datanet epoch challenge MODEL --leaf reward --index %1"_s.arg(index));
    return detail::proofOnChain(*proof);
}

QString amountsOf(const RoundFiles &files)
{
    return files.folder + u'/' + rewards::kRewardsFile.toString();
}

} // namespace

Result<chain::Receipt> proveBreach(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                   const crypto::SecretKey &key, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    const auto round = payoutRound(network, *snapshot, model, epoch, context);
    if (!round)
        return fail(round.error());
    const auto files = proposedRoundFiles(network, *round, context);
    if (!files)
        return fail(files.error());
    const chain::Proposal proposal = round->proposal->value().proposal;
    // The rewards before are those of the newest final round.
    QString before;
    const auto head = snapshot->read(contracts->rewards.head(model), context);
    if (!head)
        return fail(head.error());
    const auto last = requireValue(*head, u"the final rewards of model %1"_s.arg(model));
    if (!last)
        return fail(last.error());
    if (last->epoch != 0) {
        const auto earlier = payoutRound(network, *snapshot, model, last->epoch, context);
        const auto kept = earlier ? proposedRoundFiles(network, *earlier, context) : fail(earlier.error());
        if (!kept)
            return fail(kept.error());
        before = amountsOf(*kept);
    }
    const auto breach = findBreach(before, amountsOf(*files));
    if (!breach)
        return fail(breach.error());
    if (!*breach)
        return fail(ErrorKind::NotFound, u"no amount of round %1 breaks the rules by itself"_s.arg(epoch),
                    u"ask the panel: datanet epoch challenge %1 --pack FILE"_s.arg(model));
    const base::Digest root = rewards::SumRoot{proposal.rewardCount, proposal.rewardTop, proposal.rewardSum}.hash();
    const auto later = provenLeaf(amountsOf(*files), (*breach)->index, root);
    const auto other = (*breach)->first ? provenLeaf(amountsOf(*files), *(*breach)->first, root)
                                        : provenLeaf(before, (*breach)->index, proposal.previousRoot);
    if (!later || !other)
        return fail(!later ? later.error() : other.error());
    const auto call = (*breach)->first ? contracts->attribution.proveTwice(proposal, *other, *later)
                                       : contracts->attribution.proveFall(proposal, *other, *later);
    return call ? send(network, *call, key, context) : fail(call.error());
}

} // namespace datanet::sync
