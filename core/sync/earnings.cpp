#include "sync/earnings.h"

#include "chain/account_sender.h"
#include "rewards/reward_book.h"
#include "rewards/text_credits.h"
#include "sync/preimages.h"
#include "sync/reward_leaf.h"
#include "sync/round_statement.h"
#include "sync/transactor.h"

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

constexpr int kClaimAttempts = 5;

// The account's leaf under the root on chain; cumulative stays unknown where the files cannot be had.
Status addLeaf(const Network &network, light::Snapshot &snapshot, const Proven<base::Bytes32> &root,
               const base::Address &account, Earnings &earnings, base::TaskContext &context)
{
    const auto round = payoutRound(network, snapshot, earnings.model, earnings.epoch, context);
    if (!round)
        return fail(round.error());
    const auto files = proposedRoundFiles(network, *round, context);
    if (!files)
        return fail(files.error());
    auto place = detail::rewardPlace(root, files->folder, account);
    if (!place)
        return fail(place.error());
    earnings.cumulative = std::move(place->cumulative);
    earnings.proof = std::move(place->proof);
    return {};
}

// What proposed rounds would add.
void addPending(const Network &network, light::Snapshot &snapshot, const base::Address &account, Earnings &earnings,
                base::TaskContext &context)
{
    const auto rounds = payoutRounds(network, snapshot, earnings.model, context);
    if (!rounds)
        return;
    for (const PayoutRound &round : *rounds) {
        if (!round.status.hasValue() || round.status.value().state != ProposalState::Proposed)
            continue;
        Earnings::Pending pending{round.epoch, round.status.value().deadline, {}};
        const auto files = proposedRoundFiles(network, round, context);
        if (!files)
            continue;
        const auto read =
            rewards::readRewards(detail::rewardsFileIn(files->folder), [&](const rewards::RewardLine &line) -> Status {
                if (line.leaf.account == account)
                    pending.wei = line.thisEpoch;
                return {};
            });
        if (read && !pending.wei.isZero())
            earnings.pending.push_back(pending);
    }
}

Result<Earnings> earningsOf(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                            const chain::RewardsContract &contract, const base::Address &account,
                            base::TaskContext &context)
{
    const auto head = snapshot.read(contract.head(model), context);
    const auto root = snapshot.read(contract.root(model), context);
    const auto ledger = snapshot.read(contract.ledger(model), context);
    const auto taken = snapshot.read(contract.taken(model, account), context);
    const auto vault = snapshot.balance(contract.address(), context);
    for (const auto *error :
         {head ? nullptr : &head.error(), root ? nullptr : &root.error(), ledger ? nullptr : &ledger.error(),
          taken ? nullptr : &taken.error(), vault ? nullptr : &vault.error()}) {
        if (error)
            return fail(*error);
    }
    const auto claimed = taken->map([](const chain::TakenReward &value) { return value.claimed; });
    Earnings earnings{model,
                      {},
                      head->hasValue() ? head->value().epoch : 0,
                      Proven<Uint256>::unknown(head->block(), head->steps()),
                      claimed,
                      Proven<Uint256>::unknown(head->block(), head->steps()),
                      ledger->map([](const chain::RewardLedger &value) {
                          return value.settled.minus(value.claimed).value_or(Uint256());
                      }),
                      *vault,
                      {},
                      {},
                      {}};
    if (const auto entry = readModel(network, snapshot, model, context); entry && entry->hasValue())
        earnings.title = entry->value().name;
    if (head->hasValue() && earnings.epoch == 0) {
        earnings.cumulative = head->map([](const chain::RewardHead &) { return Uint256(); });
    } else if (head->hasValue()) {
        const auto added = addLeaf(network, snapshot, *root, account, earnings, context);
        if (!added && added.error().kind == ErrorKind::Cancelled)
            return fail(added.error());
        if (!added)
            earnings.problem = added.error().what;
    }
    earnings.owed = light::combine(earnings.cumulative, claimed, [](const Uint256 &all, const Uint256 &had) {
        return all.minus(had).value_or(Uint256());
    });
    addPending(network, snapshot, account, earnings, context);
    return earnings;
}

// Texts of the records that the listed answers credit or repeat.
Result<std::map<rewards::RecordPlace, QString>> textsOf(const PublishedText &published,
                                                        const rewards::EpochExplanation &explanation)
{
    std::set<rewards::RecordPlace> wanted;
    for (const auto &answer : explanation.answers) {
        for (const auto &leaf : answer.leaves) {
            wanted.insert({leaf.leaf.contribution, leaf.leaf.position});
            for (const auto &span : leaf.spans)
                wanted.insert(span.record);
        }
    }
    std::map<rewards::RecordPlace, QString> texts;
    for (const auto &source : published.sources) {
        const auto brought = published.of(source.source);
        if (!brought)
            return fail(brought.error());
        const std::uint64_t contribution = brought->id;
        const auto first = wanted.lower_bound({contribution, 0});
        if (first == wanted.end() || first->contribution != contribution)
            continue;
        const auto read = source.read([&](const base::Digest &, std::uint32_t position, std::string_view text) {
            if (wanted.contains({contribution, position}))
                texts[{contribution, position}] = QString::fromUtf8(text.data(), qsizetype(text.size()));
            return Status();
        });
        if (!read)
            return fail(read.error());
    }
    return texts;
}

bool isClaimable(const Earnings &earnings)
{
    return earnings.proof && earnings.owed.hasValue() && !earnings.owed.value().isZero();
}

Result<PaidClaim> claimFrom(const Network &network, const chain::RewardsContract &contract, const Earnings &earnings,
                            const crypto::SecretKey &key, const std::function<void()> &sending,
                            base::TaskContext &context)
{
    const auto call = contract.claim(earnings.model, detail::proofOnChain(*earnings.proof));
    if (!call)
        return fail(call.error());
    SendOptions options;
    options.persist = [&](const chain::SignedTransaction &) -> Status {
        if (context.cancelled())
            return base::cancelled();
        if (sending)
            sending();
        return {};
    };
    const auto receipt = send(network, *call, key, options, context);
    if (!receipt)
        return fail(receipt.error());
    for (const auto &log : receipt->logs) {
        if (const auto paid = contract.claimed(log))
            return PaidClaim{paid->model, paid->amount, paid->cumulative, paid->payee, receipt->transactionHash};
    }
    return fail(ErrorKind::Corrupt, u"the transaction went through but paid nothing"_s);
}

} // namespace

std::optional<bool> Earnings::isFunded() const
{
    if (!held.hasValue() || !vault.hasValue())
        return std::nullopt;
    const bool covered = held.value() <= vault.value();
    return covered && (!owed.hasValue() || owed.value() <= held.value());
}

Result<std::vector<Earnings>> readEarnings(const Network &network, light::Snapshot &snapshot,
                                           const base::Address &account, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto counted = snapshot.read(contracts->models.count(), context);
    if (!counted)
        return fail(counted.error());
    const auto count = requireValue(*counted, u"the number of models"_s);
    if (!count)
        return fail(count.error());
    std::vector<Earnings> all;
    for (std::uint64_t model = 1; model <= *count; ++model) {
        if (context.cancelled())
            return base::cancelled();
        const auto clock = snapshot.read(contracts->inference.clock(model), context);
        if (!clock)
            return fail(clock.error());
        if (clock->hasValue() && clock->value().lastSettled == 0)
            continue;
        auto earnings = earningsOf(network, snapshot, model, contracts->rewards, account, context);
        if (!earnings)
            return fail(earnings.error());
        all.push_back(std::move(*earnings));
    }
    return all;
}

Result<std::vector<ExplainedRound>> explainEarnings(const Network &network, std::uint64_t model,
                                                    const base::Address &account, const ExplainOptions &options,
                                                    base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto rounds = payoutRounds(network, *snapshot, model, context);
    if (!rounds)
        return fail(rounds.error());
    std::vector<ExplainedRound> explained;
    for (auto round = rounds->rbegin(); round != rounds->rend(); ++round) {
        if (options.epoch != 0 && round->epoch != options.epoch)
            continue;
        const auto status = requireValue(round->status, u"the state of round %1"_s.arg(round->epoch));
        if (!status)
            return fail(status.error());
        if (status->state != ProposalState::Final && status->state != ProposalState::Proposed)
            continue;
        const auto files = proposedRoundFiles(network, *round, context);
        if (!files)
            return fail(files.error());
        const auto work = prepareRound(network, *snapshot, model, round->epoch, files->log, context);
        if (!work)
            return fail(work.error());
        const auto credits = rewards::TextCredits::over(work->corpus, work->published.ids, work->published.corrections);
        if (!credits)
            return fail(credits.error());
        context.step(u"Following the coins of round %1"_s.arg(round->epoch));
        auto explanation =
            rewards::explainEpoch(work->job, files->folder, account, &*credits, context, options.answers);
        if (!explanation)
            return fail(explanation.error());
        const auto &proposal = round->proposal->value().proposal;
        const base::Digest root = rewards::SumRoot{proposal.rewardCount, proposal.rewardTop, proposal.rewardSum}.hash();
        if (auto adds = rewards::addsUp(*explanation, root); !adds)
            return fail(adds.error());
        if (options.check) {
            context.step(u"Computing round %1 anew"_s.arg(round->epoch));
            if (auto same = rewards::checkExplanation(*explanation, root, work->job, *credits, context); !same)
                return fail(same.error());
        }
        auto texts = textsOf(work->published, *explanation);
        if (!texts)
            return fail(texts.error());
        explained.push_back({model, round->epoch, status->state == ProposalState::Final, round->proposal->level(),
                             std::move(*explanation), std::move(*texts), options.check});
    }
    if (options.epoch != 0 && explained.empty())
        return fail(ErrorKind::NotFound, u"round %1 of model %2 has no result yet"_s.arg(options.epoch).arg(model),
                    u"datanet epoch show %1"_s.arg(model));
    return explained;
}

Result<Uint256> claimFee(const Network &network, const std::vector<Earnings> &all, const base::Address &account,
                         base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const chain::AccountSender sender(network.node(), network.profile().chainId);
    Uint256 fee;
    for (const Earnings &earnings : all) {
        if (!isClaimable(earnings))
            continue;
        const auto call = contracts->rewards.claim(earnings.model, detail::proofOnChain(*earnings.proof));
        if (!call)
            return fail(call.error());
        const auto quote = sender.quote(account, *call, std::nullopt, context);
        if (!quote)
            return fail(quote.error());
        fee = fee.plus(quote->maximumCost).value_or(fee);
    }
    return fee;
}

Result<std::vector<PaidClaim>> claimEarnings(const Network &network, std::uint64_t model, const crypto::SecretKey &key,
                                             base::TaskContext &context, const std::function<void()> &sending)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    std::vector<PaidClaim> paid;
    // Again when a root changed, or another claim of this account was faster, between reading and claiming.
    for (int attempt = 1;; ++attempt) {
        auto snapshot = network.latest(context);
        if (!snapshot)
            return fail(snapshot.error());
        const auto all = readEarnings(network, *snapshot, key.address(), context);
        if (!all)
            return fail(all.error());
        std::optional<base::Error> refused;
        for (const Earnings &earnings : *all) {
            if (model != 0 && earnings.model != model)
                continue;
            if (!earnings.problem.isEmpty())
                return fail(ErrorKind::Network,
                            u"what model %1 owes you is not known now: %2"_s.arg(earnings.model).arg(earnings.problem));
            if (!isClaimable(earnings))
                continue;
            const auto claim = claimFrom(network, contracts->rewards, earnings, key, sending, context);
            if (claim)
                paid.push_back(*claim);
            else
                refused = claim.error();
        }
        if (refused && (attempt == kClaimAttempts || refused->kind != ErrorKind::Denied))
            return fail(*refused);
        if (!refused)
            break;
    }
    if (paid.empty())
        return fail(ErrorKind::NotFound, u"there is nothing to claim for this account now"_s,
                    u"datanet reward list shows what is on its way"_s);
    return paid;
}

} // namespace datanet::sync
