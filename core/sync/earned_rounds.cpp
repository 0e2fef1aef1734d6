#include "sync/earned_rounds.h"

#include "crypto/merkle_tree.h"
#include "rewards/epoch_files.h"
#include "sync/preimages.h"
#include "sync/reward_leaf.h"

#include <algorithm>
#include <optional>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using light::Proven;

namespace {

Status countUses(const QString &folder, const base::Bytes32 &attributionRoot, const base::Address &account,
                 EarnedRound &earned)
{
    crypto::MerkleAccumulator tree(crypto::MerkleKind::AttributionLeaf);
    std::set<rewards::RecordPlace> records;
    std::optional<std::uint64_t> last;
    std::uint64_t used = 0;
    const auto read = rewards::readAttributions(folder + u'/' + rewards::kAttributionsFile.toString(),
                                                [&](const rewards::AttributionLeaf &leaf) -> Status {
                                                    tree.append(leaf.id());
                                                    if (leaf.isUnattributed() || leaf.account != account)
                                                        return {};
                                                    records.insert({leaf.contribution, leaf.position});
                                                    used += last == leaf.inference ? 0 : 1;
                                                    last = leaf.inference;
                                                    return {};
                                                });
    if (!read)
        return read;
    if (tree.root() != attributionRoot)
        return fail(ErrorKind::Corrupt, u"the round's attributions do not lead to the root on chain"_s);
    earned.usedAnswers = used;
    earned.records.assign(records.begin(), records.end());
    return {};
}

// Amounts and figures of one round; before: what the final round before came to.
Status fill(const Network &network, const PayoutRound &round, const base::Address &account,
            const std::optional<Proven<Uint256>> &before, EarnedRound &earned, base::TaskContext &context)
{
    const auto files = proposedRoundFiles(network, round, context);
    if (!files)
        return fail(files.error());
    const auto root = round.proposal->map([](const chain::AttributionContract::Proposed &proposed) {
        const auto &tree = proposed.proposal;
        return rewards::SumRoot{tree.rewardCount, tree.rewardTop, tree.rewardSum}.hash();
    });
    auto place = detail::rewardPlace(root, files->folder, account);
    if (!place)
        return fail(place.error());
    earned.cumulative = std::move(place->cumulative);
    earned.wei = before ? light::combine(
                     earned.cumulative, *before,
                     [](const Uint256 &all, const Uint256 &earlier) { return all.minus(earlier).value_or(Uint256()); })
                        : earned.cumulative;
    return countUses(files->folder, round.proposal->value().proposal.attributionRoot, account, earned);
}

} // namespace

Result<std::vector<EarnedRound>> earnedRounds(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                              const base::Address &account, const std::vector<EarnedRound> &known,
                                              base::TaskContext &context)
{
    const auto rounds = payoutRounds(network, snapshot, model, context);
    if (!rounds)
        return fail(rounds.error());
    std::vector<EarnedRound> all;
    std::optional<Proven<Uint256>> before;
    for (auto round = rounds->rbegin(); round != rounds->rend(); ++round) {
        if (context.cancelled())
            return base::cancelled();
        const auto status = requireValue(round->status, u"the state of round %1"_s.arg(round->epoch));
        if (!status)
            return fail(status.error());
        const bool isFinal = status->state == ProposalState::Final;
        if (!isFinal && status->state != ProposalState::Proposed)
            continue;
        const auto have = std::find_if(known.begin(), known.end(), [&](const EarnedRound &one) {
            return one.model == model && one.epoch == round->epoch && one.isFinal && one.problem.isEmpty();
        });
        if (isFinal && have != known.end()) {
            before = have->cumulative;
            all.push_back(*have);
            continue;
        }
        const auto &settlement = round->settlement.value(); // payoutRounds() went along it
        const auto unknown = Proven<Uint256>::unknown(round->status.block(), round->status.steps());
        EarnedRound earned{model,
                           round->epoch,
                           isFinal,
                           settlement.openedAt,
                           settlement.settledAt,
                           isFinal ? 0 : status->deadline,
                           unknown,
                           unknown,
                           settlement.count,
                           0,
                           {},
                           {}};
        const auto filled = fill(network, *round, account, before, earned, context);
        if (!filled && filled.error().kind == ErrorKind::Cancelled)
            return fail(filled.error());
        if (!filled)
            earned.problem = filled.error().what;
        if (isFinal)
            before = earned.cumulative;
        all.push_back(std::move(earned));
    }
    return all;
}

} // namespace datanet::sync
