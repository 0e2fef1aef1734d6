#include "rewards/epoch_files.h"
#include "rewards/leaf_proof.h"
#include "rewards/log_breach.h"
#include "rewards/reward_book.h"
#include "sync/payout_rounds.h"
#include "sync/preimages.h"
#include "sync/round_statement.h"
#include "sync/transactor.h"

#include <bit>
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

// The proof that the stated total is not what the two halves of the tree add up to; nothing where it is. Sums below the
// top are what the leaves give, or the files would lead to another root.
Result<std::optional<chain::SumNodeProof>> falseSum(const QString &rewardsFile, const chain::Proposal &proposal)
{
    const auto top = rewards::rewardTop(rewardsFile);
    if (!top)
        return top.error().kind == ErrorKind::NotFound ? Result<std::optional<chain::SumNodeProof>>(std::nullopt)
                                                       : fail(top.error());
    if (top->root.count != proposal.rewardCount || top->root.top != proposal.rewardTop
        || top->root.sum == proposal.rewardSum)
        return std::nullopt;
    chain::SumNodeProof proof;
    proof.level = static_cast<std::uint8_t>(std::bit_width(top->root.count - 1));
    proof.count = top->root.count;
    proof.statedSum = proposal.rewardSum;
    if (top->leaf) {
        proof.account = top->leaf->account;
        proof.cumulative = top->leaf->cumulative;
    } else {
        proof.left = {top->left.hash, top->left.sum};
        proof.right = {top->right.hash, top->right.sum};
    }
    return proof;
}

// What each payer was charged, believed together: the settlement binds them.
Result<std::vector<chain::Charge>> readCharges(const Network &network, const light::Snapshot &snapshot,
                                               const chain::ProjectContracts &contracts,
                                               const chain::Settlement &settlement, base::TaskContext &context)
{
    const auto logs = eventLogs(network, snapshot, contracts.inference, u"Charged"_s,
                                {chain::asTopic(settlement.model), chain::asTopic(settlement.epoch)}, context);
    if (!logs)
        return fail(logs.error());
    std::vector<chain::Charge> charges;
    base::Bytes32 acc;
    for (const auto &log : *logs) {
        const auto charge = contracts.inference.charged(log);
        if (!charge)
            return fail(charge.error());
        charges.push_back(*charge);
        acc = chain::accumulated(acc, charge->hash());
    }
    if (acc != settlement.chargesAcc)
        return fail(ErrorKind::Unproven,
                    u"the charges of epoch %1: no server gives all of them"_s.arg(settlement.epoch),
                    u"try again later, or name another server of this network"_s);
    return charges;
}

Result<chain::Call> refutation(const chain::InferenceContract &inference, const chain::Settlement &settlement,
                               const rewards::LogBreach &breach)
{
    if (const auto *count = std::get_if<rewards::LogCountBreach>(&breach))
        return inference.refuteCount(settlement, base::Uint256(count->count), count->top);
    if (const auto *head = std::get_if<rewards::LogHeadBreach>(&breach))
        return inference.refuteHead(settlement, head->charge, head->id, detail::proofOnChain(head->proof));
    const auto &link = std::get<rewards::LogLinkBreach>(breach);
    return inference.refuteLink(settlement, link.charge, link.receipt, detail::proofOnChain(link.proof), link.idBefore,
                                detail::proofOnChain(link.proofBefore));
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
    if (!*breach) {
        const auto sum = falseSum(amountsOf(*files), proposal);
        if (!sum)
            return fail(sum.error());
        if (*sum)
            return send(network, contracts->attribution.proveSum(proposal, **sum), key, context);
        auto refuted = refuteLog(network, model, epoch, files->log, key, context);
        if (refuted || refuted.error().kind != ErrorKind::NotFound)
            return refuted;
        return fail(ErrorKind::NotFound, u"nothing in round %1 breaks the rules by itself"_s.arg(epoch),
                    u"ask the panel: datanet epoch challenge %1 --pack FILE"_s.arg(model));
    }
    const base::Digest root = rewards::SumRoot{proposal.rewardCount, proposal.rewardTop, proposal.rewardSum}.hash();
    const auto later = provenLeaf(amountsOf(*files), (*breach)->index, root);
    const auto other = (*breach)->first ? provenLeaf(amountsOf(*files), *(*breach)->first, root)
                                        : provenLeaf(before, (*breach)->index, proposal.previousRoot);
    if (!later || !other)
        return fail(!later ? later.error() : other.error());
    const auto call = (*breach)->first ? contracts->attribution.proveTwice(proposal, *other, *later)
                                       : contracts->attribution.proveFall(proposal, *other, *later);
    return send(network, call, key, context);
}

Result<chain::Receipt> refuteLog(const Network &network, std::uint64_t model, std::uint64_t epoch, const QString &log,
                                 const crypto::SecretKey &key, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto contracts = contractsOn(network);
    if (!snapshot || !contracts)
        return fail(!snapshot ? snapshot.error() : contracts.error());
    const auto proven = readSettlement(network, *snapshot, model, epoch, context);
    if (!proven)
        return fail(proven.error());
    const auto settlement = requireValue(*proven, u"the settlement of epoch %1"_s.arg(epoch));
    if (!settlement)
        return fail(settlement.error());
    const auto charges = readCharges(network, *snapshot, *contracts, *settlement, context);
    if (!charges)
        return fail(charges.error());
    const auto found = rewards::findLogBreach(log, *settlement, *charges, context);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorKind::NotFound, u"the log of round %1 is what its payers signed"_s.arg(epoch));
    return send(network, refutation(contracts->inference, *settlement, **found), key, context);
}

} // namespace datanet::sync
