#include "cli/contribution_actions.h"

#include "cli/account_access.h"
#include "cli/appeal_commands.h"
#include "cli/command.h"
#include "cli/contribution_text.h"
#include "cli/network_access.h"
#include "cli/submit_command.h"

#include "sync/outside_delivery.h"
#include "sync/submission.h"
#include "sync/withdrawal.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

base::Result<Answer> withdraw(Session &session, std::uint64_t id)
{
    const auto account = accountInUse(session);
    const auto network = openNetwork(session);
    if (!account || !network)
        return base::fail(!account ? account.error() : network.error());
    session.say(
        u"Taking back contribution %1. Before its reviewers are drawn the deposit comes back; afterwards it is lost."_s
            .arg(id));
    if (!session.confirm(u"Take it back?"_s))
        return Answer::No;
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto done = sync::withdrawContribution(***network, id, *key, session.context());
    if (!done)
        return base::fail(done.error());
    session.say(*done ? u"Contribution %1 is taken back."_s.arg(id)
                      : u"Contribution %1 was taken back before."_s.arg(id));
    session.answer(
        {{u"contribution"_s, qint64(id)}, {u"transaction"_s, *done ? QJsonValue((*done)->hex()) : QJsonValue()}});
    return Answer::Yes;
}

// Whether the chain said, while we tried, that there is nothing to go on with.
bool hasEnded(const sync::Network &network, std::int64_t submission)
{
    const auto all = sync::submissions(network.home(), network.profile().id);
    return all && std::any_of(all->begin(), all->end(), [&](const sync::Submission &one) {
               return one.number == submission && one.ended;
           });
}

// Records that an outside panel waits for. The first problem is kept; others are noted.
base::Status deliverAppealed(Session &session, const sync::Network &network, const crypto::SecretKey &key,
                             QJsonArray &delivered)
{
    auto snapshot = network.latest(session.context());
    const auto mine = snapshot ? sync::contributionsOf(network, *snapshot, key.address(), session.context())
                               : base::Result<sync::ContributionList>(base::fail(snapshot.error()));
    if (!mine)
        return base::fail(mine.error());
    base::Status result;
    for (const auto &one : mine->contributions) {
        if (!one.status.hasValue() || one.status.value().round != 2
            || (one.status.value().state != chain::ContributionState::Opened
                && one.status.value().state != chain::ContributionState::PanelDrawn))
            continue;
        const auto sent = sync::deliverToOutsidePanel(network, {one.id, {}}, key, session.context());
        if (sent) {
            session.say(u"Contribution %1: the outside panel has the records."_s.arg(one.id));
            delivered.append(qint64(one.id));
        } else if (sent.error().kind == base::ErrorKind::Cancelled) {
            return sent;
        } else if (result) {
            result = base::fail(sent.error().within(u"contribution %1"_s.arg(one.id)));
        } else {
            session.note(sent.error().what);
        }
    }
    return result;
}

base::Result<Answer> goOn(Session &session, std::int64_t wanted)
{
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto all = sync::submissions(on.home(), on.profile().id);
    if (!all)
        return base::fail(all.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    QJsonArray done;
    QJsonArray over;
    std::optional<base::Error> problem; // the first; one that waits must not keep the others
    bool found = false;
    for (const auto &one : *all) {
        const bool underWay =
            one.step != sync::SubmissionStep::Delivered && !one.ended && one.account == account->address;
        if (wanted != 0 ? one.number != wanted : !underWay)
            continue;
        found = true;
        const auto sent = sync::continueSubmission(on, one.number, *key, session.context());
        if (!sent && sent.error().kind == base::ErrorKind::Cancelled)
            return base::fail(sent.error());
        if (!sent && hasEnded(on, one.number)) {
            session.say(u"Submission %1 is over: %2"_s.arg(one.number).arg(sent.error().what));
            over.append(QJsonObject{{u"submission"_s, number(one.number)}, {u"why"_s, sent.error().what}});
        } else if (!sent) {
            const auto said = sent.error().within(u"submission %1"_s.arg(one.number));
            if (problem)
                session.note(said.what);
            else
                problem = said;
        } else {
            session.say(u"Contribution %1: %2"_s.arg(sent->contribution.value_or(0)).arg(stepWords(sent->step)));
            done.append(QJsonObject{{u"submission"_s, number(sent->number)},
                                    {u"contribution"_s, qint64(sent->contribution.value_or(0))},
                                    {u"step"_s, stepWords(sent->step)}});
        }
    }
    if (wanted != 0 && !found)
        return base::fail(base::ErrorKind::NotFound, u"there is no submission %1 on this computer"_s.arg(wanted),
                          u"datanet contribution list"_s);
    QJsonArray delivered;
    if (wanted == 0) {
        const auto sent = deliverAppealed(session, on, *key, delivered);
        if (!sent && !problem)
            problem = sent.error();
    }
    if (problem)
        return base::fail(*problem);
    if (!found && delivered.isEmpty())
        session.say(u"Nothing is on its way."_s);
    session.answer({{u"continued"_s, done}, {u"over"_s, over}, {u"delivered"_s, delivered}});
    return over.isEmpty() ? Answer::Yes : Answer::No;
}

} // namespace

void addContributionActions(CLI::App *contribution, Session &session)
{
    addResubmitCommand(contribution, session);
    addAppealCommands(contribution, session);

    auto which = std::make_shared<std::uint64_t>();
    CLI::App *taking = contribution->add_subcommand("withdraw", "Take a contribution back");
    taking->add_option("id", *which, "Number of the contribution")->required();
    onRun(taking, session, [&session, which] { return withdraw(session, *which); });

    auto submission = std::make_shared<std::int64_t>(0);
    CLI::App *going = contribution->add_subcommand("continue", "Go on with what was begun and cut short");
    going->footer("Exit code 1: something of it is over (taken back, or out of time).");
    going->add_option("submission", *submission, "Its number in the list of what is on its way (default: all)");
    onRun(going, session, [&session, submission] { return goOn(session, *submission); });
}

} // namespace datanet::app::cli
