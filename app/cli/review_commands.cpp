#include "cli/command.h"
#include "cli/commands.h"
#include "cli/contribution_text.h"
#include "cli/duplicates_command.h"
#include "cli/network_access.h"
#include "cli/review_access.h"
#include "cli/review_agreement_command.h"
#include "cli/review_queue_command.h"
#include "cli/review_standing_command.h"
#include "cli/review_vote_commands.h"

#include "chain/call_reader.h"
#include "chain/encryption_key.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "curation/bulk_decision.h"
#include "curation/forecast.h"
#include "format/finding_text.h"
#include "sync/answer_flags.h"
#include "sync/appeals.h"
#include "sync/dismissals.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/review_choice.h"
#include "sync/transactor.h"

#include <QJsonArray>

#include <algorithm>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct ReviewWords
{
    std::uint64_t id = 0;
    std::uint64_t datanet = 1;
    bool fromCheck = false, acceptAll = false, juror = false, accept = false, undo = false;
    std::string verdict, amount;
    std::vector<std::int64_t> exclude;
    std::string code, why, where, rule;
    int show = 20;
};

QJsonObject described(const curation::Vote &vote)
{
    return {{u"verdict"_s, curation::verdictName(vote.verdict)},
            {u"accepted"_s, qint64(vote.acceptedCount())},
            {u"excluded"_s, qint64(vote.accepted.size()) - qint64(vote.acceptedCount())},
            {u"bitmap"_s, base::toHex(curation::acceptedBitmap(vote.accepted))}};
}

// Old and new beside each other.
QJsonArray tellRemovals(Session &session, const sync::OpenedReview &review, int show)
{
    QJsonArray removals;
    for (const auto &each : review.removals) {
        const QString before = QString::fromStdString(each.before), after = QString::fromStdString(each.after);
        QJsonObject object{{u"record"_s, each.removal.record.hex()},
                           {u"contribution"_s, qint64(each.contribution)},
                           {u"contributor"_s, crypto::checksummed(each.contributor)},
                           {u"before"_s, before}};
        if (removals.size() < show && each.replacement) {
            session.say(
                u"  record %1 replaces one of contribution %2:"_s.arg(*each.replacement + 1).arg(each.contribution));
            session.say(u"    old: "_s + before);
            session.say(u"    new: "_s + after);
        } else if (removals.size() < show) {
            session.say(
                u"  takes out one of contribution %1, if nothing is left out: %2"_s.arg(each.contribution).arg(before));
        }
        if (each.replacement) {
            object[u"position"_s] = number(*each.replacement);
            object[u"after"_s] = after;
        }
        removals.append(object);
    }
    return removals;
}

base::Result<std::optional<sync::AppealFacts>> appealOf(const sync::Network &network, std::uint64_t id,
                                                        base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto contribution = sync::readContribution(network, *snapshot, id, context);
    if (!contribution)
        return base::fail(contribution.error());
    return sync::readAppeal(network, *snapshot, *contribution, context);
}

// Published records of a datanet that answers repeated which their payers flagged: what a correction may be about.
base::Result<QJsonArray> tellFlagged(Session &session, const sync::Network &network, std::uint64_t datanet, int show)
{
    auto snapshot = network.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto flagged = sync::flaggedRecords(network, *snapshot, datanet, session.context());
    if (!flagged)
        return base::fail(flagged.error());
    QJsonArray list;
    int shown = 0;
    for (const auto &record : flagged->records) {
        if (++shown <= show)
            session.say(u"  behind %1 flagged answers: record %2 of contribution %3 (%4)"_s.arg(record.answers)
                            .arg(record.position + 1)
                            .arg(record.contribution)
                            .arg(record.reasons.join(u", "_s)));
        list.append(QJsonObject{{u"contribution"_s, qint64(record.contribution)},
                                {u"position"_s, qint64(record.position)},
                                {u"answers"_s, qint64(record.answers)},
                                {u"reasons"_s, QJsonArray::fromStringList(record.reasons)}});
    }
    for (const QString &problem : flagged->problems)
        session.note(u"Not all flags could be followed: "_s + problem);
    return list;
}

base::Result<Answer> flags(Session &session, const ReviewWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto list = tellFlagged(session, ***network, words.datanet, words.show);
    if (!list)
        return base::fail(list.error());
    if (list->isEmpty())
        session.say(u"No published record is behind a flagged answer."_s);
    session.answer({{u"datanet"_s, qint64(words.datanet)}, {u"records"_s, *list}});
    return Answer::Yes;
}

void tell(Session &session, const sync::OpenedReview &review, const curation::Forecast &forecast,
          const std::optional<sync::AppealFacts> &appeal, const QJsonArray &flagged,
          const curation::Dismissals &dismissals, int show)
{
    session.say(u"Contribution %1: %2, %3 records"_s.arg(review.id).arg(review.title).arg(review.records.size()));
    QJsonArray checks;
    for (const auto &step : review.checks) {
        session.say(u"  checked: "_s + step.words);
        checks.append(step.words);
    }
    const QJsonArray removals = tellRemovals(session, review, show);
    QJsonArray findings;
    int shownFindings = 0;
    for (const auto &finding : review.report.findings) {
        const auto said = dismissals.find({finding.id, finding.rule});
        if (++shownFindings <= show) {
            session.say(u"  record %1: %2"_s.arg(finding.position + 1).arg(FindingText::sentence(finding)));
            if (said != dismissals.end())
                session.say(u"    The contributor says: "_s + said->second);
        }
        QJsonObject object = curation::findingToJson(finding);
        if (said != dismissals.end())
            object[u"contributorSays"_s] = said->second;
        object[u"position"_s] = number(finding.position);
        object[u"id"_s] = finding.id.hex();
        object[u"sentence"_s] = FindingText::sentence(finding);
        findings.append(object);
    }
    session.say(u"Suggested: %1, %2 of %3 records"_s.arg(curation::verdictName(review.suggested.verdict))
                    .arg(review.suggested.acceptedCount())
                    .arg(review.suggested.accepted.size()));
    QJsonValue against;
    if (appeal && appeal->appeal.hasValue()) {
        const auto &value = appeal->appeal.value();
        session.say(u"Appealed against: %1%2"_s.arg(stateWords(value.previous),
                                                    appeal->reason ? u" - "_s + appeal->reason->words : QString()));
        against = QJsonObject{{u"against"_s, stateName(value.previous)},
                              {u"code"_s, appeal->reason ? appeal->reason->code : QString()},
                              {u"words"_s, appeal->reason ? appeal->reason->words : QString()}};
    }
    session.answer({{u"contribution"_s, qint64(review.id)},
                    {u"round"_s, review.round},
                    {u"appeal"_s, against},
                    {u"flagged"_s, flagged},
                    {u"title"_s, review.title},
                    {u"folder"_s, review.folder},
                    {u"records"_s, qint64(review.records.size())},
                    {u"checks"_s, checks},
                    {u"removals"_s, removals},
                    {u"findings"_s, findings},
                    {u"fates"_s, curation::fatesToJson(forecast, review.report)},
                    {u"suggested"_s, described(review.suggested)},
                    {u"vote"_s, described(review.vote)}});
}

base::Result<Answer> open(Session &session, const ReviewWords &words)
{
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    const auto review = sync::openReview(desk->on(), words.id, *desk->key, session.context());
    if (!review)
        return base::fail(review.error());
    const auto appeal = review->round > 1 ? appealOf(desk->on(), words.id, session.context())
                                          : base::Result<std::optional<sync::AppealFacts>>(std::nullopt);
    if (!appeal)
        return base::fail(appeal.error());
    // Known or not, a submission can be reviewed.
    const auto flagged = tellFlagged(session, desk->on(), review->datanet, words.show);
    if (!flagged && flagged.error().kind == base::ErrorKind::Cancelled)
        return base::fail(flagged.error());
    if (!flagged)
        session.note(u"Flagged answers are not known now: "_s + flagged.error().what);
    const auto dismissals = sync::submittedDismissals(review->folder, desk->on().profile().chainId, review->datanet);
    const auto forecast = curation::forecast(review->report, review->rules);
    if (!forecast)
        return base::fail(forecast.error());
    tell(session, *review, *forecast, *appeal, flagged.value_or(QJsonArray()), dismissals, words.show);
    return review->report.excluded == 0 && !review->report.setRefused ? Answer::Yes : Answer::No;
}

std::optional<curation::Verdict> verdictFromName(const QString &name)
{
    for (const auto verdict : {curation::Verdict::Accept, curation::Verdict::ChangesRequested,
                               curation::Verdict::Reject, curation::Verdict::NoRight}) {
        if (curation::verdictName(verdict) == name)
            return verdict;
    }
    return std::nullopt;
}

// Leaves records out for one reason; their old reasons give way.
void exclude(curation::Vote &vote, const ReviewWords &words)
{
    for (const auto record : words.exclude) {
        const std::int64_t position = record - 1;
        if (position < 0 || std::size_t(position) >= vote.accepted.size())
            continue;
        vote.accepted[std::size_t(position)] = false;
        std::erase_if(vote.reasons, [&](const auto &reason) { return reason.position == position; });
        vote.reasons.push_back({position, fromWords(words.code), fromWords(words.why), {}});
    }
    std::sort(vote.reasons.begin(), vote.reasons.end(),
              [](const auto &a, const auto &b) { return a.position < b.position; });
}

base::Result<Answer> tellDecided(Session &session, std::uint64_t id, const curation::Vote &vote,
                                 std::optional<std::int64_t> chosen)
{
    session.say(u"Decided: %1, %2 of %3 records. Nothing was sent yet."_s.arg(curation::verdictName(vote.verdict))
                    .arg(vote.acceptedCount())
                    .arg(vote.accepted.size()));
    QJsonObject document = described(vote);
    document[u"contribution"_s] = qint64(id);
    if (chosen)
        document[u"chosen"_s] = qint64(*chosen);
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> undo(Session &session, const ReviewWords &words)
{
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    const auto before = sync::undoDecision(desk->on(), words.id, desk->key->address());
    if (!before)
        return base::fail(before.error());
    if (*before)
        return tellDecided(session, words.id, **before, std::nullopt);
    session.say(u"Nothing is decided, as before."_s);
    session.answer({{u"contribution"_s, qint64(words.id)}, {u"verdict"_s, QJsonValue()}});
    return Answer::Yes;
}

// What is wrong with the words; empty when they make sense.
base::Status checkWords(Session &session, const ReviewWords &words)
{
    const bool many = !words.where.empty() || !words.rule.empty();
    if (!words.verdict.empty() && !verdictFromName(fromWords(words.verdict)))
        return session.usage(u"--verdict is accept, changes-requested, reject or (after an appeal) no-right"_s);
    if (words.accept && !many)
        return session.usage(u"--accept is for records chosen by --where or --rule"_s, u"--accept-all"_s);
    if ((!words.exclude.empty() || (many && !words.accept)) && words.code.empty())
        return session.usage(u"a record is left out for a reason"_s, u"--reason duplicate"_s);
    if (!words.code.empty() && !curation::reasonCodes().contains(fromWords(words.code)))
        return session.usage(u"there is no reason “%1”"_s.arg(fromWords(words.code)),
                             u"reasons: "_s + curation::reasonCodes().join(u", "_s));
    if (!words.fromCheck && !words.acceptAll && words.verdict.empty() && words.exclude.empty() && !many)
        return session.usage(u"nothing was decided"_s, u"--from-check takes over what the checks suggest"_s);
    return {};
}

base::Result<Answer> decide(Session &session, const ReviewWords &words)
{
    if (words.undo)
        return undo(session, words);
    if (auto sensible = checkWords(session, words); !sensible)
        return base::fail(sensible.error());
    const auto verdict = verdictFromName(fromWords(words.verdict));
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    auto review = sync::openReview(desk->on(), words.id, *desk->key, session.context());
    if (!review)
        return base::fail(review.error());
    if (verdict == curation::Verdict::NoRight && review->round == 1)
        return session.usage(u"only an outside panel, after an appeal, may find that there was no right to share"_s,
                             u"--verdict reject --exclude N --reason licence"_s);
    curation::Vote vote = words.fromCheck ? review->suggested : review->vote;
    if (words.acceptAll)
        vote = {curation::Verdict::Accept, std::vector<bool>(review->records.size(), true), {}};
    std::optional<std::int64_t> chosen;
    if (!words.where.empty() || !words.rule.empty()) {
        const auto positions =
            sync::chosenRecords(*review, {fromWords(words.where), fromWords(words.rule)}, session.context());
        if (!positions && positions.error().kind == base::ErrorKind::Invalid)
            return session.usage(positions.error().what, positions.error().hint);
        if (!positions)
            return base::fail(positions.error());
        chosen = std::int64_t(positions->size());
        session.say(*chosen == 1 ? u"1 record fits."_s : u"%1 records fit."_s.arg(*chosen));
        vote = curation::decidedForAll(std::move(vote), *positions,
                                       {words.accept, fromWords(words.code), fromWords(words.why)}, review->report);
        vote.verdict = curation::verdictFor(vote.acceptedCount(), std::int64_t(vote.accepted.size()), review->report,
                                            review->rules);
    }
    for (const auto record : words.exclude) {
        if (record < 1 || std::size_t(record) > vote.accepted.size())
            return session.usage(u"there is no record %1"_s.arg(record));
    }
    exclude(vote, words);
    if (verdict)
        vote.verdict = *verdict;
    if (auto kept = sync::decideUndoably(desk->on(), words.id, desk->key->address(), vote); !kept)
        return base::fail(kept.error());
    return tellDecided(session, words.id, vote, chosen);
}

// A verb that does one thing and says that it is done.
void addStep(CLI::App *noun, Session &session, const char *name, const char *help, const QString &said,
             base::Status (*step)(const sync::Network &, std::uint64_t, const crypto::SecretKey &, base::TaskContext &))
{
    auto id = std::make_shared<std::uint64_t>(0);
    CLI::App *command = noun->add_subcommand(name, help);
    command->add_option("id", *id, "Number of the contribution")->required();
    onRun(command, session, [&session, id, said, step]() -> base::Result<Answer> {
        const auto desk = sitDown(session);
        if (!desk)
            return base::fail(desk.error());
        if (auto done = step(desk->on(), *id, *desk->key, session.context()); !done)
            return base::fail(done.error());
        session.say(said);
        session.answer({{u"contribution"_s, qint64(*id)}, {u"done"_s, true}});
        return Answer::Yes;
    });
}

base::Result<Answer> publish(Session &session, const ReviewWords &words)
{
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    const auto published = sync::publishContribution(desk->on(), words.id, *desk->key, session.context());
    if (!published)
        return base::fail(published.error());
    session.say(published->registered
                    ? u"The version is published and registered."_s
                    : u"The records are on the remote; the datanet's owner registers the version first."_s);
    session.answer({{u"contribution"_s, qint64(words.id)},
                    {u"commit"_s, versioning::idText(published->commit)},
                    {u"registered"_s, published->registered}});
    return Answer::Yes;
}

std::optional<base::Uint256> weiFromCoins(const QString &text)
{
    const QString fraction = text.section(u'.', 1);
    if (text.count(u'.') > 1 || fraction.size() > 18)
        return std::nullopt;
    return base::Uint256::fromDecimal(
        QString(text.section(u'.', 0, 0) + fraction + QString(18 - fraction.size(), u'0')));
}

base::Result<Answer> stake(Session &session, const ReviewWords &words)
{
    const auto amount = weiFromCoins(fromWords(words.amount));
    if (!amount)
        return session.usage(u"\"%1\" is no amount of coins"_s.arg(fromWords(words.amount)), u"--amount 10"_s);
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    const auto &profile = desk->on().profile();
    if (!session.confirm(u"Lock %1 as %2? A seat without an opened vote costs some of it."_s.arg(
            chain::coinText(*amount, profile.coin),
            words.juror ? u"a juror"_s : u"a reviewer of datanet %1"_s.arg(words.datanet))))
        return Answer::No;
    const auto contracts = sync::contractsOn(desk->on());
    if (!contracts)
        return base::fail(contracts.error());
    const auto recipient = chain::encryptionIdentity(*desk->key).recipient();
    const auto call = contracts->stakes.deposit(words.juror ? chain::StakeRole::Juror : chain::StakeRole::Reviewer,
                                                words.juror ? 0 : words.datanet, recipient.publicKey, *amount);
    if (!call)
        return base::fail(call.error());
    const auto receipt = sync::send(desk->on(), *call, *desk->key, session.context());
    if (!receipt)
        return base::fail(receipt.error());
    const QString reviewer = crypto::checksummed(desk->key->address());
    session.say(words.juror ? u"%1 judges appeals and disputes now."_s.arg(reviewer)
                            : u"%1 reviews for datanet %2 now."_s.arg(reviewer).arg(words.datanet));
    session.answer({{u"reviewer"_s, reviewer},
                    {u"role"_s, words.juror ? u"juror"_s : u"reviewer"_s},
                    {u"datanet"_s, words.juror ? QJsonValue() : QJsonValue(qint64(words.datanet))},
                    {u"amountWei"_s, amount->toDecimal()},
                    {u"encryptionKey"_s, QString::fromLatin1(recipient.toText())},
                    {u"transaction"_s, receipt->transactionHash.hex()}});
    return Answer::Yes;
}

} // namespace

void addReviewCommands(CLI::App &app, Session &session)
{
    CLI::App *noun = app.add_subcommand("review", "What a datanet's reviewers do");
    noun->require_subcommand(1);
    auto words = std::make_shared<ReviewWords>();

    addReviewQueueCommand(noun, session);

    const auto withId = [&](const char *name, const char *help) {
        CLI::App *command = noun->add_subcommand(name, help);
        command->add_option("id", words->id, "Number of the contribution")->required();
        return command;
    };
    CLI::App *opening =
        withId("open", "Fetch a submission, check that it is what was registered, and check its records");
    opening->add_option("--show", words->show, "Findings to print")->capture_default_str();
    opening->footer("Exit code 1: there are records that the checks would leave out.");
    onRun(opening, session, [&session, words] { return open(session, *words); });

    CLI::App *flagging = noun->add_subcommand("flags", "Published records behind answers that payers flagged as weak");
    flagging->add_option("--datanet", words->datanet, "Number of the datanet")->capture_default_str();
    flagging->add_option("--show", words->show, "Records to print")->capture_default_str();
    onRun(flagging, session, [&session, words] { return flags(session, *words); });

    addDuplicatesCommand(noun, session);

    CLI::App *deciding = withId("decide", "Decide on this machine; nothing is sent");
    auto *takeOver = deciding->add_flag("--from-check", words->fromCheck, "Take over what the checks suggest");
    deciding->add_flag("--accept-all", words->acceptAll, "Accept every record, whatever the checks say")
        ->excludes(takeOver);
    deciding->add_option("--verdict", words->verdict, "accept, changes-requested, reject or, as a juror, no-right");
    deciding->add_option("--exclude", words->exclude,
                         "Records to leave out, counted from 1 as `review open` shows them");
    deciding->add_option("--reason", words->code, "Why: schema, off-topic, duplicate, low-quality, licence, other ...");
    deciding->add_option("--words", words->why, "The reason in your own words");
    deciding->add_option("--where", words->where,
                         "Records that fit an expression, as in `datanet query`: to leave out");
    deciding->add_option("--rule", words->rule, "Records with a finding of this rule: near-duplicate, schema ...");
    deciding->add_flag("--accept", words->accept, "Accept those that --where and --rule choose");
    deciding->add_flag("--undo", words->undo, "Go back to what was decided before the last time");
    deciding->footer(
        "Examples:\n"
        "  datanet review decide 7 --from-check --exclude 12 --reason off-topic --words \"about cooking\"\n"
        "  datanet review decide 7 --rule near-duplicate --reason near-duplicate\n"
        "  datanet review decide 7 --where 'lang != en or length(text) < 20' --reason low-quality\n"
        "  datanet review decide 7 --undo\n"
        "The verdict follows what --where and --rule leave; --verdict decides otherwise.");
    onRun(deciding, session, [&session, words] { return decide(session, *words); });

    addStep(noun, session, "draw", "Draw the panel of an opened contribution", u"The panel is drawn."_s,
            sync::drawPanel);
    addReviewVoteCommands(noun, session);
    addReviewAgreementCommand(noun, session);
    addReviewStandingCommand(noun, session);
    addStep(noun, session, "reveal", "Open the sealed vote", u"The vote is open."_s, sync::revealVote);
    addStep(noun, session, "finalize", "Compute the result on chain", u"The result is on chain."_s,
            sync::finalizeReview);
    addStep(noun, session, "expire", "End a contribution whose time was over without a panel or its data",
            u"It is ended, as the rules say."_s, sync::expireContribution);
    onRun(withId("publish", "Put the accepted records on the datanet's remote and register the version"), session,
          [&session, words] { return publish(session, *words); });

    CLI::App *joining = noun->add_subcommand("stake", "Join a datanet's reviewers, or the jurors");
    CLI::Option_group *place = joining->add_option_group("place");
    place->add_option("--datanet", words->datanet, "Number of the datanet whose reviewers to join");
    place->add_flag("--juror", words->juror, "Join the jurors, who judge appeals and disputes of all datanets");
    place->require_option(1);
    joining->add_option("--amount", words->amount, "Coins to lock")->required();
    onRun(joining, session, [&session, words] { return stake(session, *words); });
}

} // namespace datanet::app::cli
