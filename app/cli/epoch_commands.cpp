#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"
#include "cli/round_access.h"

#include "base/files.h"
#include "sync/answers.h"
#include "sync/payout_rounds.h"
#include "sync/preimages.h"
#include "sync/round_demands.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMaximumPack = 64 << 20;

struct EpochWords
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0; // 0: the one whose turn it is
    std::string log, inbox, folder, pack, leaf;
    std::uint64_t index = 0;
    bool breach = false;
    bool silence = false;
};

QJsonObject statementJson(const rewards::Statement &statement)
{
    const auto &totals = statement.totals;
    return {{u"answers"_s, qint64(totals.answers)},
            {u"fees"_s, totals.fees.toDecimal()},
            {u"toModel"_s, totals.toModel.toDecimal()},
            {u"toContributors"_s, totals.toContributors.toDecimal()},
            {u"toReviewers"_s, totals.toReviewers.toDecimal()},
            {u"toStakers"_s, totals.toStakers.toDecimal()},
            {u"toTreasury"_s, totals.toTreasury.toDecimal()},
            {u"attributions"_s, qint64(statement.attributionCount)},
            {u"attributionRoot"_s, statement.attributionRoot.hex()},
            {u"rewardRoot"_s, statement.rewards.hash().hex()},
            {u"rewardSum"_s, statement.rewards.sum.toDecimal()},
            {u"accounts"_s, qint64(statement.rewards.count)},
            {u"statementHash"_s, statement.hash().hex()}};
}

base::Result<Answer> build(Session &session, const EpochWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto epoch = roundOf(session, on, words.model, words.epoch, RoundChoice::OldestUnfinished);
    if (!epoch)
        return base::fail(epoch.error());
    const auto statement = sync::buildRound(on, words.model, *epoch, fromWords(words.log), session.context());
    const auto files = sync::builtRoundFiles(on, words.model, *epoch);
    if (!statement || !files)
        return base::fail(!statement ? statement.error() : files.error());
    session.say(u"Round %1 of model %2: %3 answers paid %4"_s.arg(*epoch)
                    .arg(words.model)
                    .arg(statement->totals.answers)
                    .arg(coins(on, statement->totals.fees)));
    session.say(u"  contributors  "_s + coins(on, statement->totals.toContributors));
    session.say(u"  model         "_s + coins(on, statement->totals.toModel));
    session.say(u"  reviewers     "_s + coins(on, statement->totals.toReviewers));
    session.say(u"  stakers       "_s + coins(on, statement->totals.toStakers));
    session.say(u"  treasury      "_s + coins(on, statement->totals.toTreasury));
    session.say(u"The files are in "_s + files->folder);
    QJsonObject document = statementJson(*statement);
    document[u"model"_s] = qint64(words.model);
    document[u"epoch"_s] = qint64(*epoch);
    document[u"folder"_s] = files->folder;
    document[u"log"_s] = files->log;
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> post(Session &session, const EpochWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto &on = **actor->network;
    const auto done =
        sync::postRound(on, words.model, actor->epoch, QUrl(fromWords(words.inbox)), actor->key, session.context());
    if (!done)
        return base::fail(done.error());
    session.say(u"Round %1 is proposed with a bond of %2. Its files: %3"_s.arg(actor->epoch)
                    .arg(coins(on, done->bond), done->locator));
    session.answer({{u"model"_s, qint64(words.model)},
                    {u"epoch"_s, qint64(actor->epoch)},
                    {u"locator"_s, done->locator},
                    {u"bond"_s, done->bond.toDecimal()}});
    return Answer::Yes;
}

QJsonObject roundJson(const sync::PayoutRound &round)
{
    QJsonObject object{
        {u"epoch"_s, qint64(round.epoch)},
        {u"state"_s, provenJson(round.state, [](auto state) { return sync::epochStateName(state); })},
        {u"answers"_s, provenJson(round.settlement, [](const auto &value) { return number(qint64(value.count)); })},
        {u"fees"_s, provenJson(round.settlement, [](const auto &value) { return value.fees.toDecimal(); })},
        {u"settledAt"_s,
         provenJson(round.settlement, [](const auto &value) { return number(qint64(value.settledAt)); })},
        {u"proposal"_s, round.status.hasValue() ? sync::proposalStateName(round.status.value().state) : QString()},
        {u"deadline"_s, round.status.hasValue() ? qint64(round.status.value().deadline) : 0},
        {u"demands"_s, round.status.hasValue() ? int(round.status.value().openDemands) : 0}};
    if (round.proposal) {
        object[u"statementHash"_s] =
            provenJson(*round.proposal, [](const auto &value) { return value.proposal.statementHash.hex(); });
        object[u"rewardSum"_s] =
            provenJson(*round.proposal, [](const auto &value) { return value.proposal.rewardSum.toDecimal(); });
        object[u"locator"_s] = provenJson(*round.proposal, [](const auto &value) { return value.locator; });
    }
    return object;
}

base::Result<Answer> show(Session &session, const EpochWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto model = sync::showModel(on, *snapshot, words.model, session.context());
    if (!model)
        return base::fail(model.error());
    const auto rounds = sync::payoutRounds(on, *snapshot, words.model, session.context());
    if (!rounds)
        return base::fail(rounds.error());
    const auto open = sync::readOpenAnswers(on, *snapshot, words.model, session.context());
    QJsonObject document{{u"model"_s, qint64(words.model)}, {u"time"_s, qint64(snapshot->block().time)}};
    if (open) {
        session.say(u"Open round %1: %2 answers, %3"_s.arg(open->epoch).arg(open->count).arg(coins(on, open->fees)));
        document[u"open"_s] =
            QJsonObject{{u"epoch"_s, qint64(open->epoch)},
                        {u"answers"_s, qint64(open->count)},
                        {u"fees"_s, open->fees.toDecimal()},
                        {u"openedAt"_s, model->clock.hasValue() ? qint64(model->clock.value().openedAt) : 0}};
    } else {
        session.note(u"The answers of the open round are not known here: "_s + open.error().what);
    }
    QJsonArray list;
    for (const auto &round : *rounds) {
        if (words.epoch != 0 && round.epoch != words.epoch)
            continue;
        list.append(roundJson(round));
        const QString state = round.state.hasValue() ? sync::epochStateName(round.state.value()) : u"unknown"_s;
        const bool proposed = round.status.hasValue() && round.status.value().state == sync::ProposalState::Proposed;
        session.say(u"Round %1: %2%3%4"_s.arg(round.epoch)
                        .arg(state, knownAs(round.state.level()),
                             round.settlement.hasValue()
                                 ? QString(u", %1 answers, %2"_s.arg(round.settlement.value().count)
                                               .arg(coins(on, round.settlement.value().fees)))
                                 : QString()));
        if (proposed)
            session.say(u"  proposed; anyone may object until "_s + timeWords(round.status.value().deadline));
        if (proposed && round.status.value().openDemands > 0)
            session.say(u"  %1 demands for data wait for an answer: datanet epoch answer %2"_s
                            .arg(round.status.value().openDemands)
                            .arg(words.model));
    }
    document[u"rounds"_s] = list;
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> verify(Session &session, const EpochWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto epoch = roundOf(session, on, words.model, words.epoch, RoundChoice::Newest);
    if (!epoch)
        return base::fail(epoch.error());
    const auto check = sync::verifyRound(on, words.model, *epoch, fromWords(words.folder), session.context());
    if (!check)
        return base::fail(check.error());
    QJsonObject document{{u"model"_s, qint64(words.model)},
                         {u"epoch"_s, qint64(*epoch)},
                         {u"matches"_s, check->matches()},
                         {u"recomputed"_s, statementJson(check->verification.recomputed)}};
    if (check->matches()) {
        session.say(
            u"MATCHES: computed anew from chain, published texts and receipts, round %1 is the same to the last wei."_s
                .arg(*epoch));
    } else if (const auto &difference = check->verification.difference) {
        const QString place = difference->member.isEmpty() ? u"line %1"_s.arg(difference->line) : difference->member;
        session.say(u"DIFFERS: first in %1, %2"_s.arg(difference->file, place));
        session.say(u"  should be  "_s + QString::fromUtf8(difference->expected));
        session.say(u"  is         "_s + QString::fromUtf8(difference->found));
        session.say(u"What a panel needs to judge it is in "_s + check->packPath);
        document[u"difference"_s] = QJsonObject{{u"file"_s, difference->file},
                                                {u"line"_s, qint64(difference->line)},
                                                {u"member"_s, difference->member},
                                                {u"expected"_s, QString::fromUtf8(difference->expected)},
                                                {u"found"_s, QString::fromUtf8(difference->found)}};
        document[u"pack"_s] = check->packPath;
    }
    if (!check->proposalDiffers.isEmpty()) {
        session.say(u"DIFFERS: "_s + check->proposalDiffers);
        document[u"proposal"_s] = check->proposalDiffers;
    }
    session.answer(document);
    return check->matches() ? Answer::Yes : Answer::No;
}

base::Result<Answer> finalize(Session &session, const EpochWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto done = sync::finalizeRound(**actor->network, words.model, actor->epoch, actor->key, session.context());
    if (!done)
        return base::fail(done.error());
    session.say(u"Round %1 is final; what it pays can be claimed: datanet reward claim"_s.arg(actor->epoch));
    session.answer({{u"model"_s, qint64(words.model)},
                    {u"epoch"_s, qint64(actor->epoch)},
                    {u"transaction"_s, done->transactionHash.hex()}});
    return Answer::Yes;
}

base::Result<Answer> challenge(Session &session, const EpochWords &words)
{
    if (int(words.breach) + int(words.silence) + int(!words.pack.empty()) + int(!words.leaf.empty())
            + int(!words.log.empty())
        != 1)
        return session.usage(u"say one of --breach, --log FILE, --pack FILE, --leaf KIND or --silence"_s);
    static const std::map<std::string, chain::LeafKind> kinds{{"attribution", chain::LeafKind::Attribution},
                                                              {"reward", chain::LeafKind::Reward},
                                                              {"answer", chain::LeafKind::Answer}};
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto &on = **actor->network;
    if (words.breach) {
        const auto sent = sync::proveBreach(on, words.model, actor->epoch, actor->key, session.context());
        if (!sent)
            return base::fail(sent.error());
        session.say(u"It is proven: what was proposed for round %1 has fallen."_s.arg(actor->epoch));
        session.answer({{u"epoch"_s, qint64(actor->epoch)}, {u"transaction"_s, sent->transactionHash.hex()}});
        return Answer::Yes;
    }
    if (!words.log.empty()) {
        const auto sent =
            sync::refuteLog(on, words.model, actor->epoch, fromWords(words.log), actor->key, session.context());
        if (!sent)
            return base::fail(sent.error());
        session.say(u"It is proven: the log of round %1 is not what its payers signed. Next: datanet epoch give-up %2"_s
                        .arg(actor->epoch)
                        .arg(words.model));
        session.answer({{u"epoch"_s, qint64(actor->epoch)}, {u"transaction"_s, sent->transactionHash.hex()}});
        return Answer::Yes;
    }
    if (words.silence) {
        const auto sent = sync::voidForSilence(on, words.model, actor->epoch, actor->key, session.context());
        if (!sent)
            return base::fail(sent.error());
        session.say(u"Nobody showed what was demanded: the proposal for round %1 has fallen."_s.arg(actor->epoch));
        session.answer({{u"epoch"_s, qint64(actor->epoch)}, {u"transaction"_s, sent->transactionHash.hex()}});
        return Answer::Yes;
    }
    if (!words.leaf.empty()) {
        const auto kind = kinds.find(words.leaf);
        if (kind == kinds.end())
            return session.usage(u"a leaf is one of attribution, reward, answer"_s);
        const auto sent =
            sync::demandLeaf(on, words.model, actor->epoch, kind->second, words.index, actor->key, session.context());
        if (!sent)
            return base::fail(sent.error());
        session.say(u"The leaf is demanded; without an answer in time the proposal falls."_s);
        session.answer({{u"epoch"_s, qint64(actor->epoch)}, {u"transaction"_s, sent->transactionHash.hex()}});
        return Answer::Yes;
    }
    const auto pack = base::files::read(fromWords(words.pack), kMaximumPack);
    if (!pack)
        return base::fail(pack.error());
    const auto sent = sync::challengeRound(on, words.model, actor->epoch, *pack, actor->key, session.context());
    if (!sent)
        return base::fail(sent.error());
    session.say(u"An outside panel decides about round %1; nothing is paid until then."_s.arg(actor->epoch));
    session.answer({{u"epoch"_s, qint64(actor->epoch)}, {u"transaction"_s, sent->transactionHash.hex()}});
    return Answer::Yes;
}

base::Result<Answer> answer(Session &session, const EpochWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto count = sync::answerDemands(**actor->network, words.model, actor->epoch, actor->key, session.context());
    if (!count)
        return base::fail(count.error());
    session.say(*count == 0 ? u"Nobody waits for data of round %1."_s.arg(actor->epoch)
                            : u"%1 leaves of round %2 are shown on chain."_s.arg(*count).arg(actor->epoch));
    session.answer(
        {{u"model"_s, qint64(words.model)}, {u"epoch"_s, qint64(actor->epoch)}, {u"answered"_s, qint64(*count)}});
    return *count == 0 ? Answer::No : Answer::Yes;
}

} // namespace

void addEpochCommands(CLI::App &app, Session &session)
{
    CLI::App *epoch = app.add_subcommand("epoch", "Payout rounds: who earned what of paid answers");
    epoch->require_subcommand(1);
    auto words = std::make_shared<EpochWords>();
    const auto verb = [&](const char *name, const char *help, const char *defaultEpoch, const char *footer,
                          base::Result<Answer> (*work)(Session &, const EpochWords &)) {
        CLI::App *command = epoch->add_subcommand(name, help);
        command->add_option("model", words->model, "Number of the model")->required();
        command->add_option("--epoch", words->epoch,
                            std::string("Number of the round (default: ") + defaultEpoch + ')');
        command->footer(footer);
        onRun(command, session, [&session, words, work] { return work(session, *words); });
        return command;
    };
    const char *oldest = "the oldest that is not paid out";
    verb("build", "Compute a closed round from receipts and published texts", oldest,
         "A round is closed by: datanet inference settle MODEL. Nothing is sent; the files stay on this computer.\n"
         "Example: datanet epoch build 1",
         build)
        ->add_option("--log", words->log, "The log of answers (default: that of the provider on this computer)");
    verb("post", "Publish the files of a round that was built, and propose the result with a bond", oldest,
         "Anyone may. The bond comes back when the round is paid out, and is lost if the result is wrong.\n"
         "Example: datanet epoch post 1",
         post)
        ->add_option("--inbox", words->inbox, "Where the files go (default: the inbox of the first datanet)");
    verb("show", "Rounds and how far they are", "all of them", "Example: datanet epoch show 1 --json", show);
    verb("verify", "Compute a round anew and compare", "the newest that is closed",
         "Exit code 1: it differs; the first difference is named, and what a panel needs is written to a file.\n"
         "Example: datanet epoch verify 1 --epoch 3",
         verify)
        ->add_option("--dir", words->folder, "Files to check instead of the proposed ones");
    verb("answer", "Show the leaves of a proposed round that somebody demanded", oldest,
         "Anyone may. A demand that nobody answers in time voids the round, and its bond is lost.\n"
         "Exit code 1: nobody waits for any.\nExample: datanet epoch answer 1",
         answer);
    verb("finalize", "Pay a round out when its time for objections is over", oldest,
         "Anyone may. What it pays can then be claimed: datanet reward claim\nExample: datanet epoch finalize 1",
         finalize);
    CLI::App *challenging =
        verb("challenge", "Object to a proposed round: prove it, ask the outside panel, or demand a leaf of the files",
             oldest,
             "The panel and a demanded leaf take a bond, which is lost if the proposal holds.\n"
             "Example: datanet epoch challenge 1 --pack dispute.json",
             challenge);
    challenging->add_flag("--breach", words->breach, "Prove on chain that the amounts break the rules; takes the bond");
    challenging->add_option("--log", words->log, "Prove on chain, with this log, that the payers signed another");
    challenging->add_option("--pack", words->pack, "The dispute pack that `epoch verify` wrote");
    challenging->add_option("--leaf", words->leaf, "attribution, reward or answer");
    challenging->add_flag("--silence", words->silence, "Void it for a demand that nobody answered in time");
    challenging->add_option("--index", words->index, "Which leaf, from 0");
    addDisputeCommands(*epoch, session);
}

} // namespace datanet::app::cli
