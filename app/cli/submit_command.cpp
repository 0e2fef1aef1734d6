#include "cli/submit_command.h"

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/contribution_text.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"

#include "chain/call_reader.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "sync/contributions.h"
#include "sync/submission.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kShownCorrections = 20;
constexpr qsizetype kShownLetters = 200;

QJsonObject planJson(const sync::SubmissionPlan &plan)
{
    const auto wei = [](const base::Uint256 &value) { return value.toDecimal(); };
    QJsonArray examples;
    for (const auto &example : plan.examples)
        examples.append(example);
    QJsonArray corrections;
    for (const auto &each : plan.corrections) {
        QJsonObject object{{u"record"_s, each.removal.record.hex()},
                           {u"before"_s, QString::fromStdString(each.before)}};
        if (each.removal.replacement) {
            object[u"replacement"_s] = each.removal.replacement->hex();
            object[u"after"_s] = QString::fromStdString(each.after);
        }
        corrections.append(object);
    }
    return {{u"title"_s, plan.title},
            {u"version"_s, plan.version},
            {u"datanet"_s, qint64(plan.datanet)},
            {u"baseVersion"_s, qint64(plan.baseVersion)},
            {u"records"_s, number(plan.records)},
            {u"already"_s, number(plan.already)},
            {u"removals"_s, number(plan.removals)},
            {u"corrections"_s, corrections},
            {u"examples"_s, examples},
            {u"blocking"_s, number(plan.blocking)},
            {u"cautions"_s, number(plan.cautions)},
            {u"licence"_s, plan.licence},
            {u"publishedLicence"_s, plan.publishedLicence},
            {u"statement"_s, plan.statement},
            {u"deposit"_s, provenJson(plan.deposit, wei)},
            {u"fee"_s, provenJson(plan.fee, wei)},
            {u"networkFeeAtMost"_s, plan.networkFee.toDecimal()},
            {u"totalAtMost"_s, plan.total.toDecimal()},
            {u"balance"_s, provenJson(plan.balance, wei)},
            {u"obstacle"_s, plan.obstacle}};
}

void tellCorrections(Session &session, const sync::SubmissionPlan &plan)
{
    std::size_t shown = 0;
    for (const auto &each : plan.corrections) {
        if (shown++ == kShownCorrections) {
            session.say(u"  and %1 more"_s.arg(countText(plan.removals - qint64(kShownCorrections))));
            break;
        }
        session.say((each.after.empty() ? u"  takes out: "_s : u"  instead of: "_s)
                    + QString::fromStdString(each.before).left(kShownLetters));
        if (!each.after.empty())
            session.say(u"         says: "_s + QString::fromStdString(each.after).left(kShownLetters));
    }
    if (!plan.corrections.empty())
        session.say(
            u"Authors of what is corrected keep of its rewards the words that stay, and at least half unless they "
            "agreed otherwise."_s);
}

void tell(Session &session, const sync::SubmissionPlan &plan, const QString &coin)
{
    const auto coins = [&](const base::Uint256 &wei) { return chain::coinText(wei, coin); };
    const auto proven = [&](const light::Proven<base::Uint256> &value) -> QString {
        return (value.hasValue() ? coins(value.value()) : u"unknown"_s) % u" ["_s % chain::trustSign(value.level())
            % u']';
    };
    const QString name = plan.datanetTexts.hasValue() ? plan.datanetTexts.value().name : QString();
    session.say(u"%1 records of \"%2\" (version %3) to datanet %4 %5"_s.arg(
        countText(plan.records), plan.title, plan.version.left(10), QString::number(plan.datanet), name));
    if (!plan.examples.empty())
        session.say(u"  such as: "_s + QStringList(plan.examples.begin(), plan.examples.end()).join(u", "_s));
    tellCorrections(session, plan);
    if (plan.already > 0)
        session.say(u"  %1 more are in the datanet already and stay as they are"_s.arg(countText(plan.already)));
    if (plan.cautions > 0)
        session.say(u"  %1 findings that reviewers will see"_s.arg(countText(plan.cautions)));
    session.say(u"Deposit, back when the review ends: "_s + proven(plan.deposit));
    session.say(u"Fee of the datanet:                 "_s + proven(plan.fee));
    session.say(u"Network fees, at most:              "_s + coins(plan.networkFee));
    session.say(u"Together, at most:                  "_s + coins(plan.total));
    session.say(u"The account has:                    "_s + proven(plan.balance));
    session.say(u"Licence: "_s + plan.licence);
    if (plan.publishedLicence != plan.licence)
        session.say(u"The datanet publishes what it accepts under: "_s + plan.publishedLicence);
    session.say(plan.statement);
}

// Closed again at once: sending takes long and needs no lock on the data.
base::Status noteUnsaved(Session &session, const std::string &folder)
{
    auto workspace = openWorkspace(session, folder);
    if (!workspace) // open elsewhere, say in the desktop application: nothing to note
        return workspace.error().kind == base::ErrorKind::Conflict ? base::Status() : base::fail(workspace.error());
    const auto changes = workspace->workingCopy().changes();
    if (!changes)
        return base::fail(changes.error());
    if (!changes->isEmpty())
        session.note(u"Changes that are in no version yet are not sent; save them first with: datanet commit"_s);
    return {};
}

// Where it was sent to is on chain; from which folder, this machine knows if it sent it.
base::Result<Answer> runResubmit(Session &session, SubmitWords words)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto before = sync::readContribution(on, *snapshot, words.replaces, session.context());
    const auto sent = sync::submissions(on.home(), on.profile().id);
    if (!before || !sent)
        return base::fail(!before ? before.error() : sent.error());
    words.datanet = before->datanet();
    if (words.datanet == 0)
        return base::fail(base::ErrorKind::Denied, u"contribution %1 was never declared"_s.arg(words.replaces),
                          u"datanet submit DIR --datanet ID"_s);
    // A correction stays one: without this its records would come beside those that they replace.
    words.corrects = before->opening && before->opening->hasValue() && before->opening->value().removalsCount > 0;
    const auto mine = std::find_if(sent->begin(), sent->end(),
                                   [&](const sync::Submission &one) { return one.contribution == words.replaces; });
    if (words.folder.empty() && mine == sent->end())
        return session.usage(
            u"contribution %1 was not sent from this computer: name the data set"_s.arg(words.replaces));
    if (words.folder.empty())
        words.folder = mine->folder.toStdString();
    return runSubmit(session, words);
}

} // namespace

base::Result<Answer> runSubmit(Session &session, const SubmitWords &words)
{
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    if (const auto noted = noteUnsaved(session, words.folder); !noted)
        return base::fail(noted.error());
    const QString folder = QDir(fromWords(words.folder)).absolutePath();
    const auto &on = ***network;
    const auto plan =
        sync::planSubmission(on, folder, words.datanet, account->address, session.context(), words.corrects);
    if (!plan)
        return base::fail(plan.error());
    tell(session, *plan, on.profile().coin);
    QJsonObject document = planJson(*plan);
    session.answer(document);
    if (words.dryRun) {
        if (!plan->obstacle.isEmpty())
            session.say(u"It can't be sent now: "_s + plan->obstacle);
        return plan->obstacle.isEmpty() ? Answer::Yes : Answer::No;
    }
    const auto earlier = sync::submissions(on.home(), on.profile().id);
    if (!earlier)
        return base::fail(earlier.error());
    const bool goesOn = std::any_of(earlier->begin(), earlier->end(), [&](const sync::Submission &one) {
        return one.folder == folder && one.version == plan->version && one.datanet == words.datanet
            && one.account == account->address;
    });
    // One that was begun has paid already: what it would cost anew is no obstacle.
    if (!plan->obstacle.isEmpty() && !goesOn) {
        session.say(u"It can't be sent now: "_s + plan->obstacle);
        if (plan->blocking > 0)
            session.say(
                u"See them with: datanet check %1 --datanet %2"_s.arg(fromWords(words.folder)).arg(words.datanet));
        return Answer::No;
    }
    if (!session.confirm(words.mayShare ? u"Send it for review?"_s
                                        : u"Do you say so, and shall it be sent for review?"_s)) {
        session.say(u"Nothing was sent."_s);
        return Answer::No;
    }
    sync::SubmissionRequest request;
    request.folder = folder;
    request.datanet = words.datanet;
    request.payee = account->address;
    request.mayShare = true;
    request.level = on.profile().reachable;
    request.corrects = words.corrects;
    for (const base::Bytes &json : words.agreements) {
        auto agreement = sync::SignedAgreement::fromJson(json, on.profile().chainId);
        if (!agreement)
            return base::fail(agreement.error());
        request.agreements.push_back(*std::move(agreement));
    }
    if (words.replaces != 0)
        request.replaces = words.replaces;
    if (!words.payee.empty()) {
        const auto payee = crypto::parseAddress(fromWords(words.payee));
        if (!payee)
            return base::fail(payee.error());
        request.payee = *payee;
    }
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto sent = sync::submit(on, request, *key, session.context());
    if (!sent)
        return base::fail(sent.error());
    session.say(u"Sent: contribution %1, %2"_s.arg(sent->contribution.value_or(0)).arg(stepWords(sent->step)));
    session.say(u"Follow it with: datanet contribution show %1 --wait"_s.arg(sent->contribution.value_or(0)));
    document[u"submission"_s] = number(sent->number);
    document[u"contribution"_s] = qint64(sent->contribution.value_or(0));
    document[u"step"_s] = stepWords(sent->step);
    session.answer(document);
    return Answer::Yes;
}

void addSubmitOptions(CLI::App *command, SubmitWords &words)
{
    command->add_option("--payee", words.payee, "Who is rewarded (default: the account that sends)");
    command->add_flag("--dry-run", words.dryRun, "Say what it would cost and what stands in the way, and stop");
    command->add_flag("--may-share", words.mayShare, "You may share these records under their licence");
}

void addResubmitCommand(CLI::App *contribution, Session &session)
{
    auto words = std::make_shared<SubmitWords>();
    words->folder.clear();
    CLI::App *command =
        contribution->add_subcommand("resubmit", "Send the newest version in the place of one that was not accepted");
    command->add_option("id", words->replaces, "Number of the contribution that it replaces")->required();
    command->add_option("dir", words->folder, "Folder of the data set (default: where the earlier one came from)");
    addSubmitOptions(command, *words);
    command->footer("The priority of records that both have passes on. Begun and cut short, the same command goes on. "
                    "Example: datanet contribution resubmit 7");
    onRun(command, session, [&session, words] { return runResubmit(session, *words); });
}

void addSubmitCommand(CLI::App &app, Session &session)
{
    auto words = std::make_shared<SubmitWords>();
    CLI::App *command = app.add_subcommand("submit", "Send the newest version to a datanet for review");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("--datanet", words->datanet, "Number of the datanet")->required();
    addSubmitOptions(command, *words);
    command->footer(
        "Shows what it costs and asks; --yes says yes to the statement that is shown, too. Begun and cut "
        "short, the same command goes on and pays nothing twice. Example: datanet submit words --datanet 1");
    onRun(command, session, [&session, words] { return runSubmit(session, *words); });
}

} // namespace datanet::app::cli
