#include "sync/answers.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "chain/call_reader.h"
#include "crypto/random.h"
#include "rewards/split.h"
#include "sync/answer_log.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr std::uint64_t kClosingSeconds = 30; // before an epoch's end, when an answer may come too late to be settled

crypto::TypedDomain receiptsOn(const Network &network, const chain::ProjectContracts &contracts)
{
    return chain::receiptDomain(network.profile().chainId, contracts.inference.address());
}

// What a provider has to know of the chain before it answers or settles.
struct ProviderStanding
{
    chain::ProjectContracts contracts;
    ModelEntry entry;
    chain::EpochClock clock;
    chain::ParameterValues parameters;
    std::uint64_t time = 0; // of the block that all of it was read at
    QString folder; // the provider's

    [[nodiscard]] std::uint64_t deadline() const
    {
        return clock.openedAt + parameters[chain::ParameterKey::EpochLength];
    }
};

Result<ProviderStanding> readStanding(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                      base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto listed = showModel(network, snapshot, id, context);
    if (!listed)
        return fail(listed.error());
    const auto entry = requireValue(listed->entry, u"model %1"_s.arg(id));
    const auto clock = requireValue(listed->clock, u"the open epoch of model %1"_s.arg(id));
    if (!entry || !clock)
        return fail(!entry ? entry.error() : clock.error());
    if (clock->epoch == 0)
        return fail(ErrorKind::Denied, u"nobody has put coins aside for model %1 yet"_s.arg(id),
                    u"datanet inference deposit %1 AMOUNT"_s.arg(id));
    const auto parameters = readParameters(network, snapshot, clock->parametersId, context);
    const auto folder = providerFolder(*entry);
    if (!parameters || !folder)
        return fail(!parameters ? parameters.error() : folder.error());
    return ProviderStanding{*contracts, *entry, *clock, *parameters, snapshot.block().time, *folder};
}

// How many payers of the open epoch were charged already.
Result<std::uint64_t> readChargedAhead(light::Snapshot &snapshot, const ProviderStanding &standing,
                                       base::TaskContext &context)
{
    const auto proven = snapshot.read(
        standing.contracts.inference.chargedAhead(standing.entry.model.id, standing.clock.epoch), context);
    return proven ? requireValue(*proven, u"what was charged ahead"_s) : fail(proven.error());
}

AnswerPrices pricesOf(const ModelEntry &entry, const chain::ParameterValues &parameters)
{
    return {{0, entry.model.priceIn, entry.model.priceOut}, parameters.wei(chain::ParameterKey::PlatformFee)};
}

} // namespace

Result<Uint256> AnswerPrices::feeFor(std::uint64_t tokensIn, std::uint64_t tokensOut) const
{
    const auto fee = rewards::feeOf(tokensIn, tokensOut, prices, platformFee);
    return fee ? Result<Uint256>(fee->fee) : fail(fee.error());
}

Result<AnswerPrices> readAnswerPrices(const Network &network, light::Snapshot &snapshot, const ListedModel &model,
                                      base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto entry = requireValue(model.entry, u"model %1"_s.arg(model.id));
    const auto clock = requireValue(model.clock, u"the open epoch of model %1"_s.arg(model.id));
    if (!entry || !clock)
        return fail(!entry ? entry.error() : clock.error());
    std::uint32_t agreed = clock->parametersId;
    if (clock->epoch == 0) {
        const auto proven = snapshot.read(contracts->parameters.currentId(), context);
        if (!proven)
            return fail(proven.error());
        const auto newest = requireValue(*proven, u"which numbers are agreed on"_s);
        if (!newest)
            return fail(newest.error());
        agreed = static_cast<std::uint32_t>(*newest);
    }
    const auto parameters = readParameters(network, snapshot, agreed, context);
    return parameters ? Result<AnswerPrices>(pricesOf(*entry, *parameters)) : fail(parameters.error());
}

Result<chain::Receipt> depositForAnswers(const Network &network, std::uint64_t model, const Uint256 &amount,
                                         const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto balance = snapshot->balance(key.address(), context);
    if (!balance)
        return fail(balance.error());
    // Said in words here: a node would refuse it in its own.
    if (balance->hasValue() && balance->value() <= amount)
        return fail(ErrorKind::Denied,
                    u"the account has %1, which is not enough to put %2 aside and pay the network's fee"_s.arg(
                        chain::coinText(balance->value(), network.profile().coin),
                        chain::coinText(amount, network.profile().coin)));
    const auto call = contracts->inference.deposit(model, key.address(), amount);
    return call ? send(network, *call, key, context) : fail(call.error());
}

QString answerLogPath(const QString &providerFolder, std::uint64_t epoch)
{
    return providerFolder + u"/answers/%1.jsonl"_s.arg(epoch);
}

Result<AnswerBudget> readAnswerBudget(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                      const base::Address &payer, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto escrow = snapshot.read(contracts->inference.escrow(model, payer), context);
    if (!escrow)
        return fail(escrow.error());
    AnswerBudget budget{std::move(*escrow), {}};
    const auto standing = readStanding(network, snapshot, model, context);
    if (!standing)
        return budget; // nobody answers here, so there are no receipts
    const auto last = lastReceipt(answerLogPath(standing->folder, standing->clock.epoch), payer, context);
    if (!last)
        return fail(last.error());
    if (*last)
        budget.promised = (*last)->cumulativeFee;
    return budget;
}

Result<PaidAnswer> askPaid(const Network &network, std::uint64_t model, const QString &question,
                           const models::AnswerOptions &options, const std::optional<Uint256> &maximumFee,
                           const crypto::SecretKey &key, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    auto standing = readStanding(network, *snapshot, model, context);
    if (!standing)
        return fail(standing.error());
    // The slow part first: what follows must not go stale.
    const auto opened = openRegistered(standing->entry, context);
    if (!opened)
        return fail(opened.error());
    const QByteArray prompt = question.toUtf8();
    auto answer = opened->answer(base::text(prompt), options);
    if (!answer)
        return fail(answer.error());

    const auto turn = takeAnswerLog(standing->folder, context);
    if (!turn)
        return fail(turn.error());
    snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    standing = readStanding(network, *snapshot, model, context);
    if (!standing)
        return fail(standing.error());
    if (standing->entry.model.weightsHash != opened->description().weightsHash())
        return fail(ErrorKind::Conflict, u"model %1 was just trained anew"_s.arg(model), u"ask again"_s);
    if (standing->time > standing->deadline()) {
        // Nobody settled in time: those answers are free, and the next epoch begins.
        const auto call = standing->contracts.inference.lapse(model);
        const auto lapsed = call ? send(network, *call, key, context) : Result<chain::Receipt>(fail(call.error()));
        if (!lapsed)
            return fail(lapsed.error());
        snapshot = network.latest(context);
        if (!snapshot)
            return fail(snapshot.error());
        standing = readStanding(network, *snapshot, model, context);
        if (!standing)
            return fail(standing.error());
    }
    if (standing->time + kClosingSeconds > standing->deadline())
        return fail(ErrorKind::Denied, u"the payout round of model %1 is closing"_s.arg(model),
                    u"ask again in a minute"_s);

    const auto isClosing = readChargedAhead(*snapshot, *standing, context);
    if (!isClosing)
        return fail(isClosing.error());
    if (*isClosing > 0)
        return fail(ErrorKind::Denied, u"the payout round of model %1 is being settled"_s.arg(model),
                    u"ask again when it is"_s);

    const auto fee = pricesOf(standing->entry, standing->parameters).feeFor(answer->tokensIn, answer->tokensOut);
    if (!fee)
        return fail(fee.error());
    if (maximumFee && *fee > *maximumFee)
        return fail(ErrorKind::Denied, u"the answer costs %1 wei, more than allowed"_s.arg(fee->toDecimal()));
    const QString log = answerLogPath(standing->folder, standing->clock.epoch);
    const auto last = lastReceipt(log, key.address(), context);
    const auto escrow = snapshot->read(standing->contracts.inference.escrow(model, key.address()), context);
    if (!last || !escrow)
        return fail(!last ? last.error() : escrow.error());
    const auto balance = requireValue(*escrow, u"your coins for model %1"_s.arg(model));
    if (!balance)
        return fail(balance.error());
    if (balance->noticeEpoch != 0)
        return fail(ErrorKind::Denied, u"you have asked for your coins back"_s,
                    u"take them first: datanet inference refund %1"_s.arg(model));
    rewards::Receipt fresh;
    fresh.model = model;
    fresh.epoch = standing->clock.epoch;
    fresh.payer = key.address();
    fresh.inference = crypto::randomFixed<32>();
    fresh.output = rewards::outputCommitment({}, answer->text);
    fresh.tokensIn = answer->tokensIn;
    fresh.tokensOut = answer->tokensOut;
    fresh.fee = *fee;
    const auto receipt = rewards::nextReceipt(fresh, *last ? &**last : nullptr);
    if (!receipt)
        return fail(receipt.error());
    const auto left = balance->balance.minus(receipt->cumulativeFee);
    if (!left)
        return fail(
            ErrorKind::Denied,
            u"there are %1 wei aside for model %2, and this answer makes it %3"_s.arg(balance->balance.toDecimal())
                .arg(model)
                .arg(receipt->cumulativeFee.toDecimal()),
            u"put more aside: datanet inference deposit %1 AMOUNT"_s.arg(model));
    rewards::LoggedAnswer line;
    line.receipt = *receipt;
    line.time = static_cast<std::int64_t>(standing->time);
    line.output = answer->text;
    line.signature = rewards::signReceipt(receiptsOn(network, standing->contracts), *receipt, key).toBytes();
    if (auto written = appendAnswer(log, line); !written)
        return fail(written.error());
    return PaidAnswer{model, std::move(*answer), std::move(line), *left,
                      divisionParameters(standing->clock.parametersId, standing->parameters)};
}

Result<OpenAnswers> readOpenAnswers(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                    base::TaskContext &context)
{
    const auto standing = readStanding(network, snapshot, model, context);
    if (!standing && standing.error().kind == ErrorKind::Denied)
        return OpenAnswers{}; // no epoch has begun
    if (!standing)
        return fail(standing.error());
    OpenAnswers open{standing->clock.epoch, 0, {}};
    const auto read = readAnswerLog(answerLogPath(standing->folder, open.epoch), context,
                                    [&open](const rewards::LoggedAnswer &answer) {
                                        ++open.count;
                                        open.fees = open.fees.plus(answer.receipt.fee).value_or(open.fees);
                                    });
    return read ? Result<OpenAnswers>(open) : fail(read.error());
}

Result<chain::Settlement> settleAnswers(const Network &network, std::uint64_t model, const crypto::SecretKey &key,
                                        base::TaskContext &context, std::size_t atOnce)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto known = readStanding(network, *snapshot, model, context);
    if (!known)
        return fail(known.error());
    const auto turn = takeAnswerLog(known->folder, context);
    if (!turn)
        return fail(turn.error());
    snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto standing = readStanding(network, *snapshot, model, context);
    if (!standing)
        return fail(standing.error());
    const QString path = answerLogPath(standing->folder, standing->clock.epoch);
    if (auto whole = cutTornLine(path); !whole)
        return fail(whole.error());
    const auto log = rewards::InferenceLog::open(path, receiptsOn(network, standing->contracts), context);
    if (!log && log.error().kind != ErrorKind::NotFound)
        return fail(log.error());
    if (!log || log->count() == 0)
        return fail(ErrorKind::NotFound, u"model %1 has no answers to settle"_s.arg(model),
                    u"datanet inference ask %1 QUESTION"_s.arg(model));
    std::vector<chain::SignedReceipt> claims;
    for (const chain::Charge &charge : log->summary().charges) {
        const auto last = log->at(charge.first + charge.count - 1);
        if (!last)
            return fail(last.error());
        claims.push_back({last->receipt, last->signature});
    }
    const auto &inference = standing->contracts.inference;
    const auto before = readChargedAhead(*snapshot, *standing, context);
    if (!before)
        return fail(before.error());
    // Nobody could ask since, so the first ones are those.
    std::size_t charged = std::min(static_cast<std::size_t>(*before), claims.size());
    for (; claims.size() - charged > atOnce; charged += atOnce) {
        context.step(u"Charging the payers"_s);
        context.progress(static_cast<std::int64_t>(charged), static_cast<std::int64_t>(claims.size()));
        const auto first = claims.begin() + static_cast<std::ptrdiff_t>(charged);
        const auto ahead = send(
            network, inference.chargeAhead(standing->entry.model, {first, first + static_cast<std::ptrdiff_t>(atOnce)}),
            key, context);
        if (!ahead)
            return fail(ahead.error());
    }
    claims.erase(claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(charged));
    const auto receipt =
        send(network, inference.settle(standing->entry.model, log->summary().root, claims), key, context);
    return receipt ? inference.settled(*receipt) : fail(receipt.error());
}

Result<RefundStep> refundAnswers(const Network &network, std::uint64_t model, const crypto::SecretKey &key,
                                 base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto escrow = snapshot->read(contracts->inference.escrow(model, key.address()), context);
    const auto clock = snapshot->read(contracts->inference.clock(model), context);
    if (!escrow || !clock)
        return fail(!escrow ? escrow.error() : clock.error());
    const auto mine = requireValue(*escrow, u"your coins for model %1"_s.arg(model));
    const auto open = requireValue(*clock, u"the open epoch of model %1"_s.arg(model));
    if (!mine || !open)
        return fail(!mine ? mine.error() : open.error());
    if (mine->balance.isZero())
        return fail(ErrorKind::NotFound, u"you have nothing aside for model %1"_s.arg(model));
    if (mine->noticeEpoch == 0) {
        const auto call = contracts->inference.requestRefund(model);
        const auto sent = call ? send(network, *call, key, context) : Result<chain::Receipt>(fail(call.error()));
        return sent ? Result<RefundStep>(RefundStep::Asked) : fail(sent.error());
    }
    const auto parameters = readParameters(network, *snapshot, open->parametersId, context);
    if (!parameters)
        return fail(parameters.error());
    const std::uint64_t now = snapshot->block().time;
    const bool closed =
        open->epoch > mine->noticeEpoch || now > open->openedAt + (*parameters)[chain::ParameterKey::EpochLength];
    if (!closed || now < mine->noticeAt + (*parameters)[chain::ParameterKey::RefundNotice])
        return RefundStep::Waiting;
    const auto call = contracts->inference.refund(model, key.address());
    const auto sent = call ? send(network, *call, key, context) : Result<chain::Receipt>(fail(call.error()));
    return sent ? Result<RefundStep>(RefundStep::Paid) : fail(sent.error());
}

} // namespace datanet::sync
