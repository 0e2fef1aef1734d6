#include "sync/practice_market.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "sync/practice_coins.h"
#include "sync/practice_sender.h"

#include <QDateTime>
#include <QJsonArray>
#include <QMap>
#include <QThread>

#include <cstdio>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::uint64_t kMarketCoins = 10'000;
constexpr int kMarketPause = 2500; // ms between two looks
constexpr std::uint64_t kRoundSeconds = 1800; // after which the attributor finishes a round by itself
constexpr int kQuestions = 5; // about each newly trained model
constexpr std::chrono::minutes kStepLockPatience{2};
const QString kPracticeModel = u"practice"_s;
// In coins: what 1,000 tokens of questions and of answers cost, and what the customer puts aside at a time.
const QString kPriceIn = u"0.2"_s;
const QString kPriceOut = u"1"_s;
const QString kDeposit = u"100"_s;

void tellMarket(const QString &line)
{
    const QByteArray text = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toUtf8() + ' ' + line.toUtf8() + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    std::fflush(stdout);
}

void pauseMarket(int milliseconds, base::TaskContext &context)
{
    for (int waited = 0; waited < milliseconds && !context.cancelled(); waited += 100)
        QThread::msleep(100);
}

QStringList marketWords(const QString &noun, const QString &verb, std::uint64_t model, const QStringList &rest = {})
{
    return QStringList{noun, verb, QString::number(model)} + rest;
}

// The version of the datanet that the model of this home was trained on; 0 before the first.
qint64 trainedVersion(const QJsonObject &list, std::uint64_t datanet)
{
    for (const QJsonValue &model : list.value(u"local"_s).toArray()) {
        if (model[u"name"_s].toString() != kPracticeModel)
            continue;
        for (const QJsonValue &version : model[u"versions"_s].toArray()) {
            if (version[u"datanet"_s].toInteger() == static_cast<qint64>(datanet))
                return version[u"number"_s].toInteger();
        }
    }
    return 0;
}

Status trainNewest(const PracticeCommand &command, std::uint64_t datanet, std::uint64_t &model,
                   base::TaskContext &context)
{
    const QString number = QString::number(datanet);
    const auto shown = command.require({u"datanet"_s, u"show"_s, number}, 0, context);
    const auto listed = command.require({u"model"_s, u"list"_s, u"--local"_s}, 0, context);
    if (!shown || !listed)
        return fail(!shown ? shown.error() : listed.error());
    const qint64 published = shown->answer.value(u"versions"_s)[u"value"_s].toInteger();
    if (published == 0)
        return {};
    const bool stale = trainedVersion(listed->answer, datanet) < published;
    if (!stale && model != 0)
        return {};
    if (stale) {
        const auto trained =
            command.require({u"model"_s, u"train"_s, kPracticeModel, u"--datanet"_s, number}, 0, context);
        if (!trained)
            return fail(trained.error());
        tellMarket(u"trained on version %1"_s.arg(published));
    }
    const auto registered =
        command.require({u"model"_s, u"register"_s, kPracticeModel, u"--title"_s, u"Practice model"_s, u"--price-in"_s,
                         kPriceIn, u"--price-out"_s, kPriceOut},
                        0, context);
    if (!registered)
        return fail(registered.error());
    model = static_cast<std::uint64_t>(registered->answer.value(u"model"_s).toInteger());
    tellMarket(u"registered as model %1"_s.arg(model));
    return {};
}

Status askAbout(const PracticeCommand &command, std::uint64_t model, qint64 version, base::TaskContext &context)
{
    const auto budget = command.require(marketWords(u"inference"_s, u"status"_s, model), 0, context);
    if (!budget)
        return fail(budget.error());
    const auto left = base::Uint256::fromDecimal(budget->answer.value(u"left"_s).toString());
    if (!left || *left < base::Uint256(std::uint64_t(10'000'000'000'000'000'000u))) {
        const auto paid = command.require(marketWords(u"inference"_s, u"deposit"_s, model, {kDeposit}), 0, context);
        if (!paid)
            return fail(paid.error());
    }
    const auto questions =
        command.require(marketWords(u"model"_s, u"questions"_s, model,
                                    {u"--count"_s, QString::number(kQuestions), u"--seed"_s, QString::number(version)}),
                        0, context);
    if (!questions)
        return fail(questions.error());
    for (const QJsonValue &question : questions->answer.value(u"questions"_s).toArray()) {
        if (context.cancelled())
            return base::cancelled();
        const auto asked =
            command.require(marketWords(u"inference"_s, u"ask"_s, model, {question.toString()}), 0, context);
        if (!asked)
            return fail(asked.error());
        tellMarket(u"asked: "_s + question.toString());
    }
    return {};
}

} // namespace

Status openPracticeMarket(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                          base::TaskContext &context)
{
    std::vector<base::Address> accounts;
    for (const QString &name : {kAttributor, kCustomer}) {
        const auto key = programKey(folders, name);
        if (!key)
            return fail(key.error());
        accounts.push_back(key->address());
    }
    return givePracticeCoins(gate, folders, contracts, accounts, kMarketCoins, context);
}

Result<PayoutStep> payoutStep(const PracticeCommand &command, std::uint64_t model, std::uint64_t settleFrom,
                              base::TaskContext &context)
{
    const auto lock = base::FileLock::wait(command.home() + u"/round.lock"_s, kStepLockPatience, context);
    if (!lock)
        return fail(lock.error());
    const auto shown = command.require(marketWords(u"epoch"_s, u"show"_s, model), 0, context);
    if (!shown)
        return fail(shown.error());
    const auto now = static_cast<std::uint64_t>(shown->answer.value(u"time"_s).toInteger());
    PayoutStep step;
    // Newest first: the last unfinished one is the next in order.
    QJsonObject oldest;
    for (const QJsonValue &round : shown->answer.value(u"rounds"_s).toArray()) {
        if (round[u"state"_s][u"value"_s].toString() == u"settled"_s)
            oldest = round.toObject();
    }
    if (!oldest.isEmpty()) {
        step.epoch = static_cast<std::uint64_t>(oldest.value(u"epoch"_s).toInteger());
        const QStringList epoch{u"--epoch"_s, QString::number(step.epoch)};
        const QString proposal = oldest.value(u"proposal"_s).toString();
        const auto deadline = static_cast<std::uint64_t>(oldest.value(u"deadline"_s).toInteger());
        if (proposal == u"none"_s || proposal == u"void"_s) {
            for (const QString &verb : {u"build"_s, u"post"_s}) {
                const auto done = command.require(marketWords(u"epoch"_s, verb, model, epoch), 0, context);
                if (!done)
                    return fail(done.error());
            }
            step.kind = PayoutStep::Kind::Proposed;
        } else if (oldest.value(u"demands"_s).toInt() > 0) {
            // Nothing demanded is the same as all answered: somebody was faster.
            const auto done = command.require(marketWords(u"epoch"_s, u"answer"_s, model, epoch), 1, context);
            if (!done)
                return fail(done.error());
            step.kind = PayoutStep::Kind::Answered;
        } else if (now > deadline) {
            const auto done = command.require(marketWords(u"epoch"_s, u"finalize"_s, model, epoch), 0, context);
            if (!done)
                return fail(done.error());
            step.kind = PayoutStep::Kind::Finished;
        } else {
            step.kind = PayoutStep::Kind::Waiting;
            step.wait = deadline + 1 - now;
        }
        return step;
    }
    const QJsonObject open = shown->answer.value(u"open"_s).toObject();
    const auto openedAt = static_cast<std::uint64_t>(open.value(u"openedAt"_s).toInteger());
    if (open.value(u"answers"_s).toInteger() == 0 || now < openedAt + settleFrom)
        return step;
    step.epoch = static_cast<std::uint64_t>(open.value(u"epoch"_s).toInteger());
    const auto done = command.require(marketWords(u"inference"_s, u"settle"_s, model), 0, context);
    if (!done)
        return fail(done.error());
    step.kind = PayoutStep::Kind::Settled;
    return step;
}

Status runAttributorProgram(const PracticeCommand &command, std::uint64_t datanet, base::TaskContext &context)
{
    std::uint64_t model = 0;
    for (int look = 0; !context.cancelled(); ++look) {
        if (const auto trained = trainNewest(command, datanet, model, context); !trained && !context.cancelled())
            tellMarket(u"training: "_s + trained.error().what);
        if (model != 0 && look % 4 == 0) {
            const auto step = payoutStep(command, model, kRoundSeconds, context);
            if (!step && !context.cancelled())
                tellMarket(u"payout round: "_s + step.error().what);
            else if (step && step->kind != PayoutStep::Kind::Nothing && step->kind != PayoutStep::Kind::Waiting)
                tellMarket(u"payout round %1 went a step on"_s.arg(step->epoch));
        }
        pauseMarket(kMarketPause, context);
    }
    return {};
}

Status runCustomerProgram(const PracticeCommand &command, base::TaskContext &context)
{
    QMap<qint64, qint64> asked; // model -> its version
    while (!context.cancelled()) {
        const auto listed = command.run({u"model"_s, u"list"_s}, context);
        if (listed && listed->exitCode == 0) {
            for (const QJsonValue &model : listed->answer.value(u"models"_s).toArray()) {
                const qint64 id = model[u"id"_s].toInteger();
                const qint64 version = model[u"version"_s].toInteger();
                if (asked.value(id) >= version || model[u"state"_s].toString() != u"active"_s)
                    continue;
                const auto done = askAbout(command, static_cast<std::uint64_t>(id), version, context);
                if (done)
                    asked[id] = version;
                else if (!context.cancelled())
                    tellMarket(u"model %1: "_s.arg(id) + done.error().what);
            }
        }
        pauseMarket(kMarketPause, context);
    }
    return {};
}

} // namespace datanet::sync
