#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"
#include "cli/round_access.h"

#include "crypto/address.h"
#include "sync/preimages.h"
#include "sync/round_dispute.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using sync::DisputeTask;

namespace {

struct DisputeWords
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0; // 0: the oldest that is not paid out
    std::string ruling;
};

QString toDo(DisputeTask task, std::uint64_t model)
{
    switch (task) {
    case DisputeTask::Wait:
        return u"nothing to do now"_s;
    case DisputeTask::Draw:
        return u"the panel can be drawn: datanet epoch draw %1"_s.arg(model);
    case DisputeTask::Vote:
        return u"your vote is due: datanet epoch vote %1"_s.arg(model);
    case DisputeTask::Reveal:
        return u"your vote can be opened: datanet epoch reveal %1"_s.arg(model);
    case DisputeTask::Judge:
        return u"the ruling can be carried out: datanet epoch judge %1"_s.arg(model);
    case DisputeTask::Done:
        return u"the panel has finished"_s;
    }
    Q_UNREACHABLE();
}

base::Result<Answer> show(Session &session, const DisputeWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto &on = ***network;
    const auto epoch = roundOf(session, on, words.model, words.epoch, RoundChoice::OldestUnfinished);
    if (!epoch)
        return base::fail(epoch.error());
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto round = sync::payoutRound(on, *snapshot, words.model, *epoch, session.context());
    const auto dispute = round ? sync::readDispute(on, *snapshot, *round, account->address, session.context())
                               : base::Result<sync::RoundDispute>(base::fail(round.error()));
    if (!dispute)
        return base::fail(dispute.error());
    const auto &panel = dispute->panel;
    const QString who = dispute->dispute.hasValue() ? crypto::checksummed(dispute->dispute.value().challenger) : u"?"_s;
    session.say(u"Round %1 of model %2 is disputed by %3%4"_s.arg(*epoch)
                    .arg(words.model)
                    .arg(who, knownAs(dispute->dispute.level())));
    QJsonArray seats;
    for (const auto &seat : dispute->seats) {
        seats.append(provenJson(seat, [](const chain::JurySeat &one) {
            return QJsonObject{{u"juror"_s, crypto::checksummed(one.juror)},
                               {u"state"_s, sync::jurorStateName(one.state)},
                               {u"ruling"_s, sync::rulingName(one.ruling)}};
        }));
        if (seat.hasValue())
            session.say(u"  juror %1: %2%3"_s.arg(crypto::checksummed(seat.value().juror),
                                                  sync::jurorStateName(seat.value().state),
                                                  seat.value().ruling == chain::Ruling::None
                                                      ? QString()
                                                      : QString(u", it "_s + sync::rulingName(seat.value().ruling))));
    }
    if (dispute->until != 0)
        session.say(u"This step ends at "_s + timeWords(dispute->until));
    session.say(u"For this account: "_s + toDo(dispute->task, words.model));
    session.answer({{u"model"_s, qint64(words.model)},
                    {u"epoch"_s, qint64(*epoch)},
                    {u"challenger"_s,
                     provenJson(dispute->dispute, [](const auto &one) { return crypto::checksummed(one.challenger); })},
                    {u"holds"_s, provenJson(panel, [](const auto &one) { return int(one.holds); })},
                    {u"fails"_s, provenJson(panel, [](const auto &one) { return int(one.fails); })},
                    {u"seats"_s, seats},
                    {u"task"_s, sync::disputeTaskName(dispute->task)},
                    {u"until"_s, qint64(dispute->until)},
                    {u"time"_s, qint64(snapshot->block().time)}});
    return Answer::Yes;
}

base::Result<Answer> list(Session &session)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto disputed = sync::disputedRounds(***network, *snapshot, account->address, session.context());
    if (!disputed)
        return base::fail(disputed.error());
    QJsonArray all;
    for (const auto &round : *disputed) {
        session.say(
            u"Round %1 of model %2: %3"_s.arg(round.epoch).arg(round.model).arg(toDo(round.dispute.task, round.model)));
        all.append(QJsonObject{{u"model"_s, qint64(round.model)},
                               {u"epoch"_s, qint64(round.epoch)},
                               {u"task"_s, sync::disputeTaskName(round.dispute.task)},
                               {u"until"_s, qint64(round.dispute.until)}});
    }
    if (all.isEmpty())
        session.say(u"No round is disputed."_s);
    session.answer({{u"disputes"_s, all}});
    return Answer::Yes;
}

base::Result<Answer> done(Session &session, const DisputeWords &words, std::uint64_t epoch, const QString &sentence,
                          QJsonObject more = {})
{
    session.say(sentence);
    more[u"model"_s] = qint64(words.model);
    more[u"epoch"_s] = qint64(epoch);
    session.answer(more);
    return Answer::Yes;
}

base::Result<Answer> draw(Session &session, const DisputeWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto drawn = sync::drawJurors(**actor->network, words.model, actor->epoch, actor->key, session.context());
    if (!drawn)
        return base::fail(drawn.error());
    return done(session, words, actor->epoch, u"The panel about round %1 is drawn."_s.arg(actor->epoch));
}

base::Result<Answer> vote(Session &session, const DisputeWords &words)
{
    if (!words.ruling.empty() && words.ruling != "holds" && words.ruling != "fails")
        return session.usage(u"a ruling is one of holds, fails"_s);
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto &on = **actor->network;
    base::Result<chain::Ruling> ruling = words.ruling == "fails" ? chain::Ruling::Fails : chain::Ruling::Holds;
    if (words.ruling.empty()) {
        ruling = sync::sealComputedRuling(on, words.model, actor->epoch, actor->key, session.context());
    } else if (const auto voted =
                   sync::sealRuling(on, words.model, actor->epoch, *ruling, actor->key, session.context());
               !voted) {
        ruling = base::fail(voted.error());
    }
    if (!ruling)
        return base::fail(ruling.error());
    return done(session, words, actor->epoch,
                u"Sealed: round %1 %2. Open it when all are sealed: datanet epoch reveal %3"_s.arg(actor->epoch)
                    .arg(sync::rulingName(*ruling))
                    .arg(words.model),
                {{u"ruling"_s, sync::rulingName(*ruling)}});
}

base::Result<Answer> reveal(Session &session, const DisputeWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    if (const auto opened =
            sync::openRuling(**actor->network, words.model, actor->epoch, actor->key, session.context());
        !opened)
        return base::fail(opened.error());
    return done(session, words, actor->epoch, u"The vote about round %1 is open."_s.arg(actor->epoch));
}

base::Result<Answer> judge(Session &session, const DisputeWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto ruling =
        sync::carryOutRuling(**actor->network, words.model, actor->epoch, actor->key, session.context());
    if (!ruling)
        return base::fail(ruling.error());
    const QString sentence = *ruling == chain::Ruling::Holds
        ? u"The proposal for round %1 holds; who asked the panel loses the bond."_s
        : *ruling == chain::Ruling::Fails ? u"The proposal for round %1 has fallen, and its bond is lost."_s
                                          : u"The panel about round %1 found no majority; another result can be"
                                            " proposed."_s;
    return done(session, words, actor->epoch, sentence.arg(actor->epoch), {{u"ruling"_s, sync::rulingName(*ruling)}});
}

base::Result<Answer> giveUp(Session &session, const DisputeWords &words)
{
    const auto actor = openActor(session, words.model, words.epoch);
    if (!actor)
        return base::fail(actor.error());
    const auto sent = sync::giveUpRound(**actor->network, words.model, actor->epoch, actor->key, session.context());
    if (!sent)
        return base::fail(sent.error());
    return done(session, words, actor->epoch,
                u"Round %1 is given up; its payers get their fees with: datanet inference reclaim %2 --epoch %1"_s
                    .arg(actor->epoch)
                    .arg(words.model));
}

} // namespace

void addDisputeCommands(CLI::App &epoch, Session &session)
{
    auto words = std::make_shared<DisputeWords>();
    const auto verb = [&](const char *name, const char *help, const char *footer,
                          base::Result<Answer> (*work)(Session &, const DisputeWords &)) {
        CLI::App *command = epoch.add_subcommand(name, help);
        command->add_option("model", words->model, "Number of the model")->required();
        command->add_option("--epoch", words->epoch, "Number of the round (default: the oldest that is not paid out)");
        command->footer(footer);
        onRun(command, session, [&session, words, work] { return work(session, *words); });
        return command;
    };
    onRun(epoch.add_subcommand("disputes", "All disputed rounds, and what this account may do about each"), session,
          [&session] { return list(session); });
    verb("dispute", "The outside panel about a round: who sits on it, how far it is, what this account may do",
         "Example: datanet epoch dispute 1 --json", show);
    verb("draw", "Draw the outside panel about a disputed round",
         "Anyone may. Nobody who gains from the outcome can be on it.\nExample: datanet epoch draw 1", draw);
    verb("vote", "As a juror: compute the round anew and seal your vote",
         "A sealed vote that is not opened costs part of the stake.\nExample: datanet epoch vote 1", vote)
        ->add_option("--ruling", words->ruling, "holds or fails, instead of what computing it anew gives");
    verb("reveal", "As a juror: open your sealed vote", "Example: datanet epoch reveal 1", reveal);
    verb("judge", "Carry out what the panel found", "Anyone may.\nExample: datanet epoch judge 1", judge);
    verb("give-up", "Give up a round that nobody proposed a lasting result for: its payers get their fees back",
         "Anyone may, when the time for proposing is over.\nExample: datanet epoch give-up 1 --epoch 3", giveUp);
}

} // namespace datanet::app::cli
