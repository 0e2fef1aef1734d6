#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"
#include "cli/voucher_claim.h"

#include "crypto/address.h"
#include "sync/earnings.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct RewardWords
{
    std::uint64_t model = 0; // 0: all
    std::uint64_t epoch = 0; // 0: all
    std::size_t answers = 20;
    bool check = false;
    std::string address;
};

base::Result<base::Address> accountOf(Session &session, const RewardWords &words)
{
    if (!words.address.empty()) {
        const auto address = crypto::parseAddress(fromWords(words.address));
        return address ? base::Result<base::Address>(*address) : base::fail(address.error());
    }
    const auto account = accountInUse(session);
    return account ? base::Result<base::Address>(account->address) : base::fail(account.error());
}

QJsonObject earningsJson(const sync::Earnings &earnings)
{
    QJsonArray pending;
    for (const auto &round : earnings.pending)
        pending.append(QJsonObject{
            {u"epoch"_s, qint64(round.epoch)}, {u"until"_s, qint64(round.until)}, {u"wei"_s, round.wei.toDecimal()}});
    const auto funded = earnings.isFunded();
    return {{u"model"_s, qint64(earnings.model)},
            {u"title"_s, earnings.title},
            {u"epoch"_s, qint64(earnings.epoch)},
            {u"earned"_s, provenWei(earnings.cumulative)},
            {u"claimed"_s, provenWei(earnings.claimed)},
            {u"owed"_s, provenWei(earnings.owed)},
            {u"held"_s, provenWei(earnings.held)},
            {u"vault"_s, provenWei(earnings.vault)},
            {u"funded"_s, funded ? QJsonValue(*funded) : QJsonValue()},
            {u"pending"_s, pending},
            {u"problem"_s, earnings.problem}};
}

base::Result<Answer> list(Session &session, const RewardWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountOf(session, words);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto all = sync::readEarnings(on, *snapshot, *account, session.context());
    if (!all)
        return base::fail(all.error());
    const auto shown = [&](const light::Proven<base::Uint256> &value) -> QString {
        return (value.hasValue() ? coins(on, value.value()) : u"unknown"_s) + knownAs(value.level());
    };
    QJsonArray models;
    for (const auto &earnings : *all) {
        session.say(u"Model %1  %2"_s.arg(earnings.model).arg(earnings.title));
        session.say(u"  earned   "_s + shown(earnings.cumulative));
        session.say(u"  claimed  "_s + shown(earnings.claimed));
        session.say(u"  owed     "_s + shown(earnings.owed));
        const auto funded = earnings.isFunded();
        session.say(u"  funded   %1; held for all claims %2"_s.arg(!funded ? u"unknown"_s
                                                                       : *funded
                                                                       ? u"yes"_s
                                                                       : u"NO: the contract holds less than is owed"_s,
                                                                   shown(earnings.held)));
        for (const auto &round : earnings.pending)
            session.say(u"  round %1 brings %2, if nobody objects until %3"_s.arg(round.epoch)
                            .arg(coins(on, round.wei), timeWords(round.until)));
        if (!earnings.problem.isEmpty())
            session.say(u"  not known now: "_s + earnings.problem);
        models.append(earningsJson(earnings));
    }
    if (all->empty())
        session.say(u"No payout round has been closed on this network yet."_s);
    session.answer({{u"account"_s, crypto::checksummed(*account)}, {u"models"_s, models}});
    return Answer::Yes;
}

QString earnedAsName(rewards::EarnedAs as)
{
    static const QStringList names{u"model"_s, u"contributor"_s, u"reviewer"_s, u"staker"_s};
    return names.value(static_cast<int>(as));
}

QString arithmetic(const rewards::EarnedPart &part)
{
    const QString share = part.share.toDecimal(), weight = part.weight.toDecimal(), total = part.total.toDecimal();
    if (part.as == rewards::EarnedAs::Staker)
        return u"%1 / %2 * %3 = %4 wei"_s.arg(share, total, weight, part.wei.toDecimal());
    if (part.as == rewards::EarnedAs::Model)
        return u"%1 - %1 * %2 / %3 = %4 wei"_s.arg(share, weight, total, part.wei.toDecimal());
    return u"%1 * %2 / %3 = %4 wei"_s.arg(share, weight, total, part.wei.toDecimal());
}

QJsonObject placeJson(const rewards::RecordPlace &place)
{
    return {{u"contribution"_s, qint64(place.contribution)}, {u"position"_s, qint64(place.position)}};
}

QJsonArray sharesJson(const std::vector<rewards::SharedCredit> &shares)
{
    QJsonArray all;
    for (const auto &share : shares) {
        QJsonArray chain;
        for (const auto &step : share.chain) {
            QJsonArray agreed;
            for (const auto &who : step.correction.agreed)
                agreed.append(crypto::checksummed(who));
            chain.append(QJsonObject{{u"record"_s, placeJson(step.correction.record)},
                                     {u"corrects"_s, placeJson(step.correction.corrected)},
                                     {u"tokens"_s, qint64(step.tokens)},
                                     {u"kept"_s, qint64(step.kept)},
                                     {u"agreed"_s, agreed}});
        }
        all.append(QJsonObject{{u"leader"_s, placeJson(share.leader)},
                               {u"credit"_s, QString::number(share.credit)},
                               {u"part"_s, QString::number(share.part)},
                               {u"chain"_s, chain}});
    }
    return all;
}

void sayShares(Session &session, const std::vector<rewards::SharedCredit> &shares)
{
    const auto named = [](const rewards::RecordPlace &place) {
        return u"record %1 of contribution %2"_s.arg(place.position + 1).arg(place.contribution);
    };
    for (const auto &share : shares) {
        session.say(u"      its part of the credit %1 that is shared because of a correction: %2"_s.arg(share.credit)
                        .arg(share.part));
        for (const auto &step : share.chain) {
            const auto &made = step.correction;
            const bool wordsAlone = made.author == made.correctedAuthor || made.hasAgreed(made.correctedAuthor);
            session.say(u"      %1 of the %2 words of %3 are those of %4, which it corrected%5"_s.arg(step.kept)
                            .arg(step.tokens)
                            .arg(named(made.record), named(made.corrected),
                                 wordsAlone ? QString() : u" and which keeps at least half"_s));
        }
    }
}

QJsonObject answerJson(const rewards::ExplainedAnswer &answer)
{
    QJsonArray parts;
    for (const auto &part : answer.parts)
        parts.append(QJsonObject{{u"as"_s, earnedAsName(part.as)},
                                 {u"share"_s, part.share.toDecimal()},
                                 {u"weight"_s, part.weight.toDecimal()},
                                 {u"total"_s, part.total.toDecimal()},
                                 {u"wei"_s, part.wei.toDecimal()}});
    QJsonArray records;
    for (const auto &leaf : answer.leaves) {
        QJsonArray spans;
        for (const auto &span : leaf.spans)
            spans.append(QJsonObject{{u"begin"_s, qint64(span.beginByte)},
                                     {u"end"_s, qint64(span.endByte)},
                                     {u"record"_s, span.recordId.hex()},
                                     {u"contribution"_s, qint64(span.record.contribution)},
                                     {u"position"_s, qint64(span.record.position)},
                                     {u"credit"_s, QString::number(span.credit)}});
        records.append(QJsonObject{{u"contribution"_s, qint64(leaf.leaf.contribution)},
                                   {u"position"_s, qint64(leaf.leaf.position)},
                                   {u"credit"_s, QString::number(leaf.leaf.credit)},
                                   {u"spans"_s, spans},
                                   {u"shares"_s, sharesJson(leaf.shares)}});
    }
    return {{u"index"_s, qint64(answer.index)},
            {u"inference"_s, answer.inference.hex()},
            {u"time"_s, qint64(answer.time)},
            {u"fee"_s, answer.fee.toDecimal()},
            {u"net"_s, answer.net.toDecimal()},
            {u"wei"_s, answer.wei.toDecimal()},
            {u"parts"_s, parts},
            {u"records"_s, records}};
}

QJsonObject sayRound(Session &session, const sync::Network &on, const sync::ExplainedRound &round)
{
    const auto &why = round.explanation;
    session.say(
        u"Round %1 of model %2, %3%4: %5"_s.arg(round.epoch)
            .arg(round.model)
            .arg(round.isFinal ? u"final"_s : u"open to objections"_s, knownAs(round.level), coins(on, why.earned)));
    QJsonArray answers;
    for (const auto &answer : why.answers) {
        session.say(u"  answer %1 of %2, paid %3: %4 wei"_s.arg(answer.index + 1)
                        .arg(timeWords(static_cast<std::uint64_t>(answer.time)), coins(on, answer.fee),
                             answer.wei.toDecimal()));
        for (const auto &part : answer.parts)
            session.say(u"    as %1: %2"_s.arg(earnedAsName(part.as), arithmetic(part)));
        for (const auto &leaf : answer.leaves) {
            session.say(u"    your record %1 of contribution %2: credit %3 in %4 places"_s.arg(leaf.leaf.position + 1)
                            .arg(leaf.leaf.contribution)
                            .arg(leaf.leaf.credit)
                            .arg(leaf.spans.size()));
            sayShares(session, leaf.shares);
        }
        answers.append(answerJson(answer));
    }
    if (why.furtherAnswers > 0)
        session.say(
            u"  and %1 more answers: %2 wei (--answers)"_s.arg(why.furtherAnswers).arg(why.furtherWei.toDecimal()));
    session.say(u"  %1 wei before + %2 wei in this round"_s.arg(why.before.toDecimal(), why.earned.toDecimal()));
    if (round.checked)
        session.say(u"  MATCHES: computed anew from chain, published texts and receipts."_s);
    return {{u"model"_s, qint64(round.model)},
            {u"epoch"_s, qint64(round.epoch)},
            {u"final"_s, round.isFinal},
            {u"level"_s, chain::trustSign(round.level)},
            {u"before"_s, why.before.toDecimal()},
            {u"earned"_s, why.earned.toDecimal()},
            {u"cumulative"_s, why.proof ? why.proof->leaf.cumulative.toDecimal() : u"0"_s},
            {u"furtherAnswers"_s, qint64(why.furtherAnswers)},
            {u"furtherWei"_s, why.furtherWei.toDecimal()},
            {u"checked"_s, round.checked},
            {u"answers"_s, answers}};
}

base::Result<Answer> explain(Session &session, const RewardWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountOf(session, words);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto &on = ***network;
    std::vector<std::uint64_t> models{words.model};
    if (words.model == 0) {
        auto snapshot = on.latest(session.context());
        const auto all = snapshot ? sync::readEarnings(on, *snapshot, *account, session.context())
                                  : base::Result<std::vector<sync::Earnings>>(base::fail(snapshot.error()));
        if (!all)
            return base::fail(all.error());
        models.clear();
        for (const auto &earnings : *all)
            models.push_back(earnings.model);
    }
    sync::ExplainOptions options;
    options.epoch = words.epoch;
    options.check = words.check;
    options.answers = words.answers;
    QJsonArray rounds;
    base::Uint256 total;
    for (const std::uint64_t model : models) {
        const auto explained = sync::explainEarnings(on, model, *account, options, session.context());
        if (!explained)
            return base::fail(explained.error());
        for (const auto &round : *explained) {
            total = total.plus(round.explanation.earned).value_or(total);
            rounds.append(sayRound(session, on, round));
        }
    }
    session.say(total.isZero() ? u"This account has earned nothing in these rounds."_s
                               : QString(u"Together "_s % coins(on, total)));
    session.answer({{u"account"_s, crypto::checksummed(*account)},
                    {u"earned"_s, total.toDecimal()},
                    {u"checked"_s, words.check},
                    {u"rounds"_s, rounds}});
    return total.isZero() ? Answer::No : Answer::Yes;
}

base::Result<Answer> claim(Session &session, const RewardWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto &on = ***network;
    const auto paid = sync::claimEarnings(on, words.model, *key, session.context());
    if (!paid && paid.error().kind == base::ErrorKind::NotFound) {
        session.say(paid.error().what + u'.');
        session.say(paid.error().hint);
        session.answer({{u"account"_s, crypto::checksummed(account->address)}, {u"claims"_s, QJsonArray()}});
        return Answer::No;
    }
    if (!paid)
        return base::fail(paid.error());
    QJsonArray claims;
    for (const auto &one : *paid) {
        session.say(u"%1 from model %2 are on %3"_s.arg(coins(on, one.amount))
                        .arg(one.model)
                        .arg(crypto::checksummed(one.payee)));
        claims.append(QJsonObject{{u"model"_s, qint64(one.model)},
                                  {u"amount"_s, one.amount.toDecimal()},
                                  {u"cumulative"_s, one.cumulative.toDecimal()},
                                  {u"payee"_s, crypto::checksummed(one.payee)},
                                  {u"transaction"_s, one.transaction.hex()}});
    }
    session.answer({{u"account"_s, crypto::checksummed(account->address)}, {u"claims"_s, claims}});
    return Answer::Yes;
}

} // namespace

void addRewardCommands(CLI::App &app, Session &session)
{
    CLI::App *reward = app.add_subcommand("reward", "What an account earned, why, and the claim");
    reward->require_subcommand(1);
    auto words = std::make_shared<RewardWords>();
    CLI::App *listing = reward->add_subcommand("list", "Earned, claimed, owed and funded, each with how it is known");
    listing->add_option("--address", words->address, "Of any account (default: the one in use)");
    onRun(listing, session, [&session, words] { return list(session, *words); });
    CLI::App *explaining =
        reward->add_subcommand("explain", "Answers, records and arithmetic behind it, to the last wei");
    explaining->add_option("--model", words->model, "One model (default: all)");
    explaining->add_option("--epoch", words->epoch, "One round (default: all)");
    explaining->add_option("--address", words->address, "Of any account (default: the one in use)");
    explaining->add_option("--answers", words->answers, "How many answers of a round to list")->capture_default_str();
    explaining->add_flag("--check", words->check, "Compute it anew from chain, published texts and receipts");
    onRun(explaining, session, [&session, words] { return explain(session, *words); });
    CLI::App *claiming = reward->add_subcommand("claim", "Get what is owed; exit code 1 when it is nothing");
    claiming->add_option("--model", words->model, "From one model (default: all)");
    auto voucher = std::make_shared<VoucherWords>();
    CLI::Option *file = claiming->add_option(
        "--voucher", voucher->file, "Claim on OpenLedger's SigDispersal with what its server signed (a JSON file)");
    claiming->add_flag("--dry-run", voucher->dryRun, "Check the voucher only")->needs(file);
    claiming
        ->add_flag("--accept-reported", voucher->acceptReported, "Take one server's word for what it does not prove")
        ->needs(file);
    claiming->footer(
        "A voucher is {\"account\",\"amount\",\"batch\",\"signature\"}, and \"chainId\", \"contract\", \"fee\" where "
        "they are stated.\nExit code 1: a check failed and nothing was sent; 4: a part is not proven.");
    onRun(claiming, session, [&session, words, voucher] {
        return voucher->file.empty() ? claim(session, *words) : claimWithVoucher(session, *voucher);
    });
    addRewardDirectionCommands(*reward, session);
}

} // namespace datanet::app::cli
