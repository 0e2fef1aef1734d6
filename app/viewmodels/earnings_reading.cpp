#include "viewmodels/earnings_reading.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/error_text.h"
#include "format/statement_text.h"
#include "sync/contributions.h"
#include "sync/preimages.h"
#include "viewmodels/proven_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr int kMostSteps = 4; // of the axis of a chart

double coinsOf(const Uint256 &wei)
{
    return wei.toDouble() / 1e18;
}

} // namespace

Result<EarningsReading> EarningsReading::read(const Services &services, const base::Address &account,
                                              const std::vector<sync::EarnedRound> &known, base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto contracts = sync::contractsOn(**network);
    if (!contracts)
        return fail(contracts.error());
    EarningsReading reading;
    const auto count = snapshot->read(contracts->models.count(), context);
    if (!count)
        return fail(count.error());
    reading.nothing = count->map([](std::uint64_t) { return Uint256(); });
    auto models = sync::readEarnings(**network, *snapshot, account, context);
    if (!models)
        return fail(models.error());
    reading.models = std::move(*models);
    for (const auto &model : reading.models) {
        auto rounds = sync::earnedRounds(**network, *snapshot, model.model, account, known, context);
        if (!rounds)
            return fail(rounds.error());
        std::move(rounds->begin(), rounds->end(), std::back_inserter(reading.rounds));
    }
    std::stable_sort(reading.rounds.begin(), reading.rounds.end(),
                     [](const auto &left, const auto &right) { return left.settledAt < right.settledAt; });
    // What follows is good to know; its absence is said where it would stand.
    if (const auto fee = sync::claimFee(**network, reading.models, account, context); fee && !fee->isZero())
        reading.claimFee = *fee;
    if (const auto sent = sync::contributionsOf(**network, *snapshot, account, context)) {
        if (const auto trained = sync::trainedRecords(**network, *snapshot, sent->contributions, context))
            reading.trained = *trained;
    }
    return reading;
}

std::optional<EarningsReading::Amount> EarningsReading::total(Amount sync::Earnings::*part) const
{
    if (models.empty())
        return nothing;
    Amount sum = models.front().*part;
    for (std::size_t i = 1; i < models.size(); ++i) {
        sum = light::combine(sum, models[i].*part,
                             [](const Uint256 &left, const Uint256 &right) { return left.plus(right).value_or(left); });
    }
    return sum;
}

std::optional<EarningsReading::Amount> EarningsReading::earned() const
{
    return total(&sync::Earnings::cumulative);
}

std::optional<EarningsReading::Amount> EarningsReading::claimed() const
{
    return total(&sync::Earnings::claimed);
}

std::optional<EarningsReading::Amount> EarningsReading::owed() const
{
    return total(&sync::Earnings::owed);
}

std::optional<EarningsReading::Amount> EarningsReading::held() const
{
    return total(&sync::Earnings::held);
}

std::optional<EarningsReading::Amount> EarningsReading::vault() const
{
    // One contract holds the coins for all models.
    return models.empty() ? std::nullopt : std::optional(models.front().vault);
}

std::optional<bool> EarningsReading::funded() const
{
    const auto all = held();
    const auto has = vault();
    if (!all || !has || !all->hasValue() || !has->hasValue())
        return std::nullopt;
    const bool each = std::all_of(models.begin(), models.end(),
                                  [](const sync::Earnings &model) { return model.isFunded().value_or(true); });
    return each && all->value() <= has->value();
}

QString EarningsReading::reason() const
{
    for (const auto &model : models) {
        if (!model.problem.isEmpty())
            return ErrorSentences::sentence(model.problem);
    }
    return tr("The network does not show it now.");
}

QVariantMap EarningsReading::figure(const std::optional<Amount> &amount, const QString &detail) const
{
    if (!amount)
        return {{u"text"_s, QString()}, {u"reason"_s, reason()}, {u"detail"_s, detail}, {u"level"_s, QString()}};
    QVariantMap map = provenMap(*amount, shortAmount);
    map[u"exact"_s] = amount->hasValue() ? exactAmount(amount->value()) : QString();
    map[u"reason"_s] = amount->hasValue() ? QString() : reason();
    map[u"detail"_s] = detail;
    return map;
}

QVariantMap EarningsReading::pendingFigure() const
{
    Uint256 sum;
    std::uint64_t until = 0;
    std::uint64_t epoch = 0;
    int count = 0;
    for (const auto &model : models) {
        for (const auto &pending : model.pending) {
            sum = sum.plus(pending.wei).value_or(sum);
            until = std::max(until, pending.until);
            epoch = pending.epoch;
            ++count;
        }
    }
    if (count == 0)
        //: Why there is no pending amount
        return {{u"text"_s, QString()},
                {u"reason"_s, tr("No payout round is waiting.")},
                {u"detail"_s, tr("What answers bring shows when their round closes.")},
                {u"level"_s, QString()}};
    const QString when = StatementText::moment(std::int64_t(until));
    return {{u"text"_s, shortAmount(sum)},
            {u"exact"_s, exactAmount(sum)},
            {u"reason"_s, QString()},
            {u"detail"_s,
             count == 1 ? tr("Payout round %1, if nobody objects until %2.").arg(epoch).arg(when)
                        : tr("%n payout rounds, if nobody objects until %1.", "", count).arg(when)},
            {u"level"_s, chain::trustSign(light::Level::Reported)},
            {u"steps"_s, QVariantList()}};
}

QVariantMap EarningsReading::figures() const
{
    int paying = 0;
    std::uint64_t used = 0;
    std::uint64_t newest = 0;
    for (const auto &round : rounds) {
        if (!round.isFinal || !round.wei.hasValue() || round.wei.value().isZero())
            continue;
        ++paying;
        used += round.usedAnswers;
        newest = round.epoch;
    }
    //: How many answers used the account's records
    const QString answers = tr("%n answers", "", int(used));
    const QString payouts = tr("%n payout rounds", "", paying);
    const QString earnedDetail = paying == 0 ? tr("No payout round has paid you yet.")
        : used == 0                          ? payouts
                    //: A number of payout rounds, and of answers that used the account's records
                    : tr("%1, %2").arg(payouts, answers);
    const auto open = owed();
    const bool none = open && open->hasValue() && open->value().isZero();
    const QString owedDetail = none && paying > 0 ? tr("You have claimed all of it.")
        : none                                    ? QString()
        : models.size() > 1                       ? tr("From %n models", "", int(models.size()))
                            //: What can be claimed includes this round; %1 is its number
                            : tr("Up to payout round %1").arg(newest);
    return {{u"earned"_s, figure(earned(), earnedDetail)},
            {u"claimed"_s, figure(claimed(), {})},
            {u"claimable"_s, figure(open, owedDetail)},
            {u"pending"_s, pendingFigure()},
            {u"held"_s, figure(held(), {})},
            {u"vault"_s, figure(vault(), {})}};
}

QVariantMap EarningsReading::roundMap(const sync::EarnedRound &round) const
{
    QVariantMap map = provenMap(round.wei, shortAmount);
    const bool known = round.wei.hasValue();
    const auto owner = std::find_if(models.begin(), models.end(),
                                    [&](const sync::Earnings &model) { return model.model == round.model; });
    const QString title =
        owner == models.end() || owner->title.isEmpty() ? tr("Model %1").arg(round.model) : owner->title;
    const auto day = [](std::uint64_t seconds) {
        return QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(seconds)).date(), QLocale::ShortFormat);
    };
    const QString from = day(round.openedAt);
    const QString until = day(round.settledAt);
    map.insert(
        {{u"model"_s, qulonglong(round.model)},
         {u"modelTitle"_s, title},
         {u"round"_s, qulonglong(round.epoch)},
         {u"title"_s, tr("Payout round %1").arg(round.epoch)},
         //: From one day to another
         {u"period"_s, from == until ? until : tr("%1 to %2").arg(from, until)},
         {u"exact"_s, known ? exactAmount(round.wei.value()) : QString()},
         {u"wei"_s, known ? round.wei.value().toDecimal() : QString()},
         {u"coins"_s, known ? coinsOf(round.wei.value()) : 0.0},
         {u"share"_s, round.paidAnswers == 0 ? 0.0 : 100.0 * double(round.usedAnswers) / double(round.paidAnswers)},
         //: Names a payout round on an axis: number of the model, number of the round
         {u"label"_s,
          models.size() > 1 ? tr("%1: %2").arg(round.model).arg(round.epoch) : QString::number(round.epoch)},
         {u"final"_s, round.isFinal},
         {u"paid"_s, countText(qint64(round.paidAnswers))},
         {u"used"_s, countText(qint64(round.usedAnswers))},
         {u"detail"_s,
          //: How many answers of a payout round used the account's records
          tr("%1 of %2 answers").arg(countText(qint64(round.usedAnswers)), countText(qint64(round.paidAnswers)))},
         {u"reason"_s, ErrorSentences::sentence(round.problem)}});
    if (!round.isFinal) {
        map[u"level"_s] = chain::trustSign(light::Level::Reported);
        //: A round whose result is proposed; %1 is date and time
        map[u"detail"_s] = tr("It pays out if nobody objects until %1.")
                               .arg(StatementText::moment(std::int64_t(round.objectionsUntil)));
    }
    return map;
}

QVariantList EarningsReading::roundList() const
{
    QVariantList list;
    for (const auto &round : rounds)
        list.append(roundMap(round));
    return list;
}

QVariantMap EarningsReading::axis() const
{
    double greatest = 0;
    for (const auto &round : rounds)
        greatest = std::max(greatest, round.wei.hasValue() ? coinsOf(round.wei.value()) : 0.0);
    if (greatest <= 0)
        return {{u"top"_s, 1.0}, {u"ticks"_s, 2}, {u"format"_s, u"%.0f"_s}};
    // The smallest of 1, 2, 5 times a power of ten that needs four steps at most.
    constexpr std::array<int, 3> kDigits{1, 2, 5};
    int power = int(std::floor(std::log10(greatest))) - 1;
    std::size_t digit = 0;
    while (kDigits[digit] * std::pow(10.0, power) * kMostSteps < greatest) {
        digit = (digit + 1) % kDigits.size();
        power += digit == 0 ? 1 : 0;
    }
    const double step = kDigits[digit] * std::pow(10.0, power);
    const int steps = int(std::ceil(greatest / step));
    return {{u"top"_s, step * steps}, {u"ticks"_s, steps + 1}, {u"format"_s, u"%.%1f"_s.arg(std::max(0, -power))}};
}

QVariantMap EarningsReading::uses() const
{
    QVariantMap map;
    if (trained && trained->models > 0) {
        map[u"trained"_s] = qlonglong(trained->records);
        map[u"level"_s] = chain::trustSign(trained->level);
    } else {
        //: Why it is not known how many records models were trained on
        map[u"trainedReason"_s] = tr("No model's description is on this computer.");
    }
    std::set<rewards::RecordPlace> records;
    QString problem;
    for (const auto &round : rounds) {
        if (!round.isFinal)
            continue;
        records.insert(round.records.begin(), round.records.end());
        if (!round.problem.isEmpty())
            problem = round.problem;
    }
    if (problem.isEmpty())
        map[u"used"_s] = qlonglong(records.size());
    else
        map[u"usedReason"_s] = ErrorSentences::sentence(problem);
    return map;
}

} // namespace datanet::app
