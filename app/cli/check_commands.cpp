#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"
#include "cli/row_choice.h"

#include "chain/call_reader.h"
#include "chain/transport.h"
#include "curation/finding_changes.h"
#include "curation/fixes.h"
#include "curation/forecast.h"
#include "dataset/field_scanner.h"
#include "dataset/record_filter.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "format/forecast_text.h"
#include "sync/checked_rows.h"
#include "sync/dismissals.h"
#include "sync/preflight.h"
#include "sync/submission_cost.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct CheckWords
{
    std::string folder = ".", fix, since, dismiss, where, reason;
    std::vector<std::string> rows;
    bool takeBack = false;
    std::uint64_t datanet = 0; // 0: none
    int show = 20;
};

// How a person finds the record again: its key, else the first digits of its id.
QString nameOf(dataset::RowReader &rows, const curation::Finding &finding)
{
    if (finding.position == curation::kWholeSet)
        return u"the whole set"_s;
    const auto keys = rows.keyFields();
    const auto row = rows.at(finding.position);
    if (keys && !keys->isEmpty() && row) {
        dataset::FieldScanner fields;
        const QByteArray key = keys->first().toUtf8();
        if (fields.load(row->body)) {
            if (const auto *field = fields.find(base::text(key)))
                return QString::fromUtf8(field->text.data(), qsizetype(field->text.size())).left(40);
        }
    }
    return finding.id.hex().mid(2, 10);
}

// What the contributor says to a finding; empty where nothing.
QString dismissalOf(const curation::Dismissals &dismissals, const curation::Finding &finding)
{
    const auto said = dismissals.find({finding.id, finding.rule});
    return said == dismissals.end() ? QString() : said->second;
}

QJsonObject described(const curation::Finding &finding, const curation::Dismissals &dismissals = {})
{
    QJsonObject object = curation::findingToJson(finding);
    if (const QString said = dismissalOf(dismissals, finding); !said.isEmpty())
        object[u"dismissed"_s] = said;
    object[u"position"_s] = number(finding.position);
    object[u"id"_s] = finding.id.hex();
    object[u"sentence"_s] = FindingText::sentence(finding);
    return object;
}

// What besides the findings is told: each may be missing.
struct Outlook
{
    std::optional<curation::Forecast> forecast;
    std::optional<sync::SubmissionCost> cost;
    std::optional<curation::FindingChanges> changes;
    curation::Dismissals dismissals;
};

QJsonObject forecastJson(const curation::Forecast &forecast, const curation::Report &report)
{
    QJsonArray helps;
    for (const auto &help : forecast.helps) {
        helps.append(QJsonObject{
            {u"rule"_s, help.rule}, {u"records"_s, number(help.records)}, {u"unblocked"_s, number(help.unblocked)}});
    }
    return {{u"verdict"_s, curation::verdictName(forecast.vote.verdict)},
            {u"accepted"_s, number(forecast.accepted())},
            {u"passing"_s, number(forecast.passing)},
            {u"lookedAt"_s, number(forecast.lookedAt)},
            {u"leftOut"_s, number(forecast.leftOut)},
            {u"fixFirst"_s, helps},
            {u"fates"_s, curation::fatesToJson(forecast, report)}};
}

QJsonObject costJson(const sync::SubmissionCost &cost)
{
    const auto wei = [](const base::Uint256 &value) { return value.toDecimal(); };
    return {{u"deposit"_s, provenJson(cost.deposit, wei)},
            {u"fee"_s, provenJson(cost.fee, wei)},
            {u"networkFeeAtMost"_s, cost.networkFee.toDecimal()},
            {u"totalAtMost"_s, cost.total.toDecimal()}};
}

void tellOutlook(Session &session, const Outlook &outlook, const QString &coin)
{
    if (outlook.forecast) {
        session.say(ForecastText::acceptance(*outlook.forecast));
        if (const QString verdict = ForecastText::verdict(*outlook.forecast); !verdict.isEmpty())
            session.say(verdict);
        if (!outlook.forecast->helps.empty())
            session.say(u"Fix first:"_s);
        for (const auto &help : outlook.forecast->helps) {
            const QString words = ForecastText::help(help);
            session.say(u"  %1: %2"_s.arg(FindingText::title(help.rule),
                                          words.isEmpty() ? u"none passes by this alone"_s : words.chopped(1)));
        }
    }
    if (outlook.cost)
        session.say(u"Sending costs at most %1; of it %2 come back when the review ends"_s.arg(
            chain::coinText(outlook.cost->total, coin), chain::coinText(outlook.cost->deposit.value(), coin)));
    if (outlook.changes)
        session.say(u"%1 new since that version, %2 mended"_s.arg(countText(qint64(outlook.changes->added.size())),
                                                                  countText(qint64(outlook.changes->gone.size()))));
}

// What was hidden where, without repeating it.
QJsonObject describedFix(const sync::Mended &mended)
{
    QJsonArray hidden;
    for (const auto &finding : mended.hidden) {
        hidden.append(QJsonObject{{u"rule"_s, finding.rule},
                                  {u"position"_s, number(finding.position)},
                                  {u"id"_s, finding.id.hex()},
                                  {u"field"_s, finding.field},
                                  {u"begin"_s, number(finding.span->begin)},
                                  {u"end"_s, number(finding.span->end)},
                                  {u"words"_s, curation::hiddenWords(finding.rule)}});
    }
    QJsonObject counts;
    const auto byRule = mended.hiddenByRule();
    for (auto it = byRule.begin(); it != byRule.end(); ++it)
        counts[it.key()] = number(it.value());
    return {{u"changed"_s, number(mended.changed)},
            {u"leftOut"_s, number(mended.leftOut)},
            {u"counts"_s, counts},
            {u"hidden"_s, hidden}};
}

void tellFix(Session &session, const CheckWords &words, dataset::RowReader &rows, const sync::Mended &mended)
{
    session.say(mended.records() == 1 ? u"1 record was mended"_s
                                      : u"%1 records were mended"_s.arg(countText(mended.records())));
    if (const QString hidden = FindingText::hidden(mended.hiddenByRule()); !hidden.isEmpty())
        session.say(hidden);
    for (std::size_t i = 0; i < mended.hidden.size() && int(i) < words.show; ++i) {
        const auto &finding = mended.hidden[i];
        session.say(u"  %1: %2 in %3"_s.arg(nameOf(rows, finding), FindingText::title(finding.rule), finding.field));
    }
}

void tell(Session &session, const CheckWords &words, dataset::RowReader &rows, const sync::PreflightReport &checked,
          const std::optional<sync::Mended> &mended, const Outlook &outlook, const QString &coin)
{
    const auto &report = checked.report;
    session.say(u"%1 of %2 records pass"_s.arg(countText(report.passing), countText(qint64(report.records.size()))));
    if (checked.already > 0)
        session.say(u"%1 more were accepted before"_s.arg(countText(checked.already)));
    tellOutlook(session, outlook, coin);
    if (outlook.changes) {
        for (const auto &[sign, list] :
             {std::pair(u'+', &outlook.changes->added), std::pair(u'-', &outlook.changes->gone)}) {
            for (const auto &finding : *list) {
                session.say(u"  %1 %2: %3: %4"_s.arg(QString(sign), FindingText::title(finding.rule),
                                                     nameOf(rows, finding), FindingText::sentence(finding)));
            }
        }
    }
    QJsonArray rules;
    for (const auto &rule : report.rules) {
        rules.append(QJsonObject{{u"rule"_s, rule.rule.id},
                                 {u"reason"_s, rule.rule.reason},
                                 {u"severity"_s, curation::severityName(rule.rule.severity)},
                                 {u"findings"_s, number(rule.findings)}});
        if (rule.findings == 0)
            continue;
        session.say(u"%1: %2 (%3)"_s.arg(FindingText::title(rule.rule.id), countText(rule.findings),
                                         curation::severityName(rule.rule.severity)));
        int shown = 0;
        for (const auto &finding : report.findings) {
            if (finding.rule != rule.rule.id)
                continue;
            if (++shown > words.show)
                break;
            session.say(u"  %1: %2"_s.arg(nameOf(rows, finding), FindingText::sentence(finding)));
            if (const QString said = dismissalOf(outlook.dismissals, finding); !said.isEmpty())
                session.say(u"    dismissed: "_s + said);
        }
    }
    QJsonArray findings;
    if (session.options.json) {
        for (const auto &finding : report.findings)
            findings.append(described(finding, outlook.dismissals));
    }
    QJsonObject answer{{u"records"_s, number(qint64(report.records.size()))},
                       {u"passing"_s, number(report.passing)},
                       {u"excluded"_s, number(report.excluded)},
                       {u"already"_s, number(checked.already)},
                       {u"blocking"_s, number(report.count(curation::Severity::Blocking))},
                       {u"blockedRecords"_s, number(report.blockedRecords())},
                       {u"setRefused"_s, report.setRefused},
                       {u"rules"_s, rules},
                       {u"findings"_s, findings}};
    answer[u"examinedAll"_s] = checked.whole;
    if (outlook.forecast)
        answer[u"forecast"_s] = forecastJson(*outlook.forecast, report);
    if (outlook.cost)
        answer[u"cost"_s] = costJson(*outlook.cost);
    if (outlook.changes) {
        QJsonArray added;
        QJsonArray gone;
        for (const auto &finding : outlook.changes->added)
            added.append(described(finding));
        for (const auto &finding : outlook.changes->gone)
            gone.append(described(finding));
        answer[u"since"_s] = QJsonObject{{u"new"_s, added}, {u"gone"_s, gone}};
    }
    if (mended)
        answer[u"fixed"_s] = describedFix(*mended);
    session.answer(answer);
}

// Columns that do not match are one fault, not one for each record.
Answer tellMismatch(Session &session, const CheckWords &words, const dataset::ColumnFit &fit)
{
    session.say(u"The columns do not match the datanet's. It needs %1; yours are %2."_s.arg(
        fit.missing.join(u", "_s), fit.unknown.isEmpty() ? u"others"_s : fit.unknown.join(u", "_s)));
    session.say(u"Nothing else was checked. Match them: datanet columns %1 --datanet %2"_s.arg(fromWords(words.folder))
                    .arg(words.datanet));
    session.answer({{u"columns"_s,
                     QJsonObject{{u"missing"_s, QJsonArray::fromStringList(fit.missing)},
                                 {u"unknown"_s, QJsonArray::fromStringList(fit.unknown)}}}});
    return Answer::No;
}

// The rows that --row and --where name.
base::Result<std::vector<dataset::Position>> dismissedRows(Session &session, const CheckWords &words,
                                                           dataset::RowReader &rows)
{
    std::vector<dataset::Position> positions;
    for (const std::string &row : words.rows) {
        const auto position = rows.find(fromWords(row));
        if (!position)
            return base::fail(position.error());
        positions.push_back(*position);
    }
    if (words.where.empty())
        return positions;
    const auto read = readExpression(session, rows, words.where);
    const auto marks = dataset::RowMarks::read(rows);
    const auto found = dataset::findings(rows, fromWords(words.dismiss), 0, int(curation::kMostDismissals) + 1);
    if (!read || !marks || !found)
        return base::fail(!read ? read.error() : !marks ? marks.error() : found.error());
    dataset::RecordFilter filter(read->expression, std::make_shared<const dataset::RowMarks>(*marks));
    for (const auto &finding : *found) {
        const auto row = rows.at(finding.position);
        if (row && filter.matches({row->position, row->body}))
            positions.push_back(row->position);
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

base::Result<Answer> dismiss(Session &session, const CheckWords &words, versioning::Workspace &workspace)
{
    if (words.rows.empty() && words.where.empty())
        return session.usage(u"which records?"_s, u"name them with --row or --where"_s);
    if (words.takeBack != words.reason.empty())
        return session.usage(u"a finding is dismissed with a reason"_s, u"give it with --reason"_s);
    const auto rows = dismissedRows(session, words, workspace.workingCopy().rows());
    if (!rows)
        return base::fail(rows.error());
    if (auto status = sync::dismiss(workspace, fromWords(words.dismiss), *rows, fromWords(words.reason)); !status)
        return base::fail(status.error());
    const auto count = qint64(rows->size());
    if (words.takeBack)
        session.say(u"Reasons taken back for %1 records"_s.arg(countText(count)));
    else
        session.say(u"Dismissed in %1 records; reviewers will read why"_s.arg(countText(count)));
    session.answer({{u"dismissed"_s, number(count)}});
    return count > 0 ? Answer::Yes : Answer::No;
}

base::Result<Outlook> outlookOf(Session &session, const CheckWords &words, versioning::Workspace &workspace,
                                const sync::CheckBasis &basis, const curation::Report &report, NetworkInUse *network)
{
    Outlook outlook;
    auto dismissals = sync::keptDismissals(workspace.workingCopy().rows());
    if (!dismissals)
        return base::fail(dismissals.error());
    outlook.dismissals = std::move(*dismissals);
    if (network) {
        auto forecast = curation::forecast(report, basis.rules);
        if (!forecast)
            return base::fail(forecast.error());
        outlook.forecast = std::move(*forecast);
        auto snapshot = (*network)->latest(session.context());
        if (!snapshot)
            return base::fail(snapshot.error());
        auto cost = sync::submissionCost(**network, *snapshot, std::uint32_t(report.records.size()), session.context());
        if (cost)
            outlook.cost = std::move(*cost);
        else
            session.note(cost.error().what);
    }
    if (!words.since.empty()) {
        const auto version = workspace.repository().resolve(fromWords(words.since));
        if (!version)
            return base::fail(version.error());
        const auto before = sync::checkVersion(workspace, *version, basis, session.context());
        if (!before)
            return base::fail(before.error());
        outlook.changes = curation::changesBetween(*before, report);
    }
    return outlook;
}

base::Result<Answer> run(Session &session, const CheckWords &words)
{
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
    if (!words.dismiss.empty())
        return dismiss(session, words, *workspace);
    std::unique_ptr<NetworkInUse> network;
    if (words.datanet != 0) {
        auto opened = openNetwork(session);
        if (!opened)
            return base::fail(opened.error());
        network = std::move(*opened);
    }
    const auto basis = network ? sync::datanetBasis(**network, words.datanet, session.context())
                               : sync::ownBasis(workspace->workingCopy().rows());
    if (!basis)
        return base::fail(basis.error());
    if (network) {
        const auto fit = sync::columnFit(workspace->workingCopy().rows(), basis->rules);
        if (!fit)
            return base::fail(fit.error());
        if (!fit->fits())
            return tellMismatch(session, words, *fit);
    }
    auto checked = sync::preflight(*workspace, *basis, session.context());
    if (!checked)
        return base::fail(checked.error());
    std::optional<sync::Mended> mended;
    if (!words.fix.empty()) {
        const auto fixed = sync::applyFixes(*workspace, checked->report, fromWords(words.fix), session.context());
        if (!fixed)
            return base::fail(fixed.error());
        tellFix(session, words, workspace->workingCopy().rows(), *fixed);
        mended = *fixed;
        checked = sync::preflight(*workspace, *basis, session.context());
        if (!checked)
            return base::fail(checked.error());
    }
    const auto outlook = outlookOf(session, words, *workspace, *basis, checked->report, network.get());
    if (!outlook)
        return base::fail(outlook.error());
    tell(session, words, workspace->workingCopy().rows(), *checked, mended, *outlook,
         network ? (*network)->profile().coin : QString());
    const bool clean = checked->report.passing == qint64(checked->report.records.size()) && !checked->report.setRefused;
    return clean ? Answer::Yes : Answer::No;
}

} // namespace

void addCheckCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<CheckWords>();
    CLI::App *command = app.add_subcommand("check", "Run the checks that reviewers run");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("--datanet", words->datanet, "Number of the datanet whose rules and records to check against");
    command->add_option(
        "--fix", words->fix,
        "Carry out what a rule or reason offers: hides personal data, mends text, leaves duplicates out");
    command->add_option("--since", words->since, "Version: tell which findings are new since it, and which are gone");
    auto *dismissed = command->add_option("--dismiss", words->dismiss,
                                          "Rule: leave its findings as they are; the reason travels with the records");
    command->add_option("--row", words->rows, "With --dismiss: key of a record, or first digits of its id")
        ->allow_extra_args(false)
        ->needs(dismissed);
    command->add_option("--where", words->where, "With --dismiss: all records that fit an expression")
        ->needs(dismissed);
    command->add_option("--reason", words->reason, "With --dismiss: why, in words for the reviewers")->needs(dismissed);
    command->add_flag("--take-back", words->takeBack, "With --dismiss: take the reason back")->needs(dismissed);
    command->add_option("--show", words->show, "Findings of each rule to print")->capture_default_str();
    command->footer("Exit code 1: there are findings. Example: datanet check words --datanet 1 --fix personal-data");
    onRun(command, session, [&session, words] { return run(session, *words); });
}

} // namespace datanet::app::cli
