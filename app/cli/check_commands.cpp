#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"

#include "chain/transport.h"
#include "curation/fixes.h"
#include "dataset/field_scanner.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "sync/preflight.h"

#include <QJsonArray>

#include <optional>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct CheckWords
{
    std::string folder = ".", fix;
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

QJsonObject described(const curation::Finding &finding)
{
    QJsonObject object = curation::findingToJson(finding);
    object[u"position"_s] = number(finding.position);
    object[u"id"_s] = finding.id.hex();
    object[u"sentence"_s] = FindingText::sentence(finding);
    return object;
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
          const std::optional<sync::Mended> &mended)
{
    const auto &report = checked.report;
    session.say(u"%1 of %2 records pass"_s.arg(countText(report.passing), countText(qint64(report.records.size()))));
    if (checked.already > 0)
        session.say(u"%1 more were accepted before"_s.arg(countText(checked.already)));
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
        }
    }
    QJsonArray findings;
    if (session.options.json) {
        for (const auto &finding : report.findings)
            findings.append(described(finding));
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

base::Result<Answer> run(Session &session, const CheckWords &words)
{
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return base::fail(workspace.error());
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
    tell(session, words, workspace->workingCopy().rows(), *checked, mended);
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
    command->add_option("--fix", words->fix,
                        "Carry out what a rule or reason offers: hides personal data, leaves duplicates out");
    command->add_option("--show", words->show, "Findings of each rule to print")->capture_default_str();
    command->footer("Exit code 1: there are findings. Example: datanet check words --datanet 1 --fix personal-data");
    onRun(command, session, [&session, words] { return run(session, *words); });
}

} // namespace datanet::app::cli
