#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "chain/call_reader.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "curation/checks.h"
#include "curation/rules_advice.h"
#include "curation/rules_difference.h"
#include "curation/rules_draft.h"
#include "format/trust_text.h"
#include "sync/datanets.h"
#include "sync/rules_change.h"
#include "sync/terms_history.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using curation::DatanetRules;

namespace {

constexpr std::size_t kMostVersions = 1000; // of rules, that are listed

struct RulesWords
{
    std::uint64_t id = 0; // 0: none
    std::string hash, from, to, out, file, folder = ".";
    std::uint64_t against = 0;
};

// What the chain says about the datanet and the rules it had.
struct Known
{
    std::unique_ptr<NetworkInUse> network;
    sync::Datanet datanet;
    std::vector<sync::DatedTerms> history; // newest first
};

Result<Known> look(Session &session, std::uint64_t id)
{
    auto network = openNetwork(session);
    if (!network)
        return fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return fail(snapshot.error());
    auto datanet = sync::readDatanet(***network, *snapshot, id, session.context());
    if (!datanet)
        return fail(datanet.error());
    auto history = sync::readTermsHistory(***network, *snapshot, id, kMostVersions, session.context());
    if (!history)
        return fail(history.error());
    if (history->empty())
        return fail(ErrorKind::Corrupt, u"datanet %1 has no rules"_s.arg(id));
    return Known{std::move(*network), std::move(*datanet), std::move(*history)};
}

// The entry of the history with this hash; empty words: the one in force.
Result<const sync::DatedTerms *> entryOf(const Known &known, const std::string &words)
{
    if (words.empty())
        return &known.history.front();
    const auto hash = base::Digest::fromHexText(fromWords(words));
    for (const auto &terms : known.history) {
        if (hash && terms.hash.hasValue() && terms.hash.value() == *hash)
            return &terms;
    }
    return fail(ErrorKind::NotFound,
                u"datanet %1 never had rules with the hash "_s.arg(known.datanet.id) + fromWords(words),
                u"which ones there were: datanet datanet rules history %1"_s.arg(known.datanet.id));
}

Result<DatanetRules> rulesOf(Session &session, const Known &known, const sync::DatedTerms &terms)
{
    if (!terms.hash.hasValue())
        return fail(ErrorKind::Unproven, u"the hash of the rules of datanet %1 is not known"_s.arg(known.datanet.id),
                    u"try again later, or name another server of this network"_s);
    return sync::rulesWithHash(**known.network, known.datanet, terms.hash.value(), session.context());
}

QString timeText(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(qint64(seconds), Qt::UTC).toString(Qt::ISODate);
}

QJsonObject described(const sync::DatedTerms &terms)
{
    return {{u"number"_s, qint64(terms.number)},
            {u"hash"_s, provenJson(terms.hash, [](const auto &hash) { return hash.hex(); })},
            {u"since"_s, provenJson(terms.since, [](std::uint64_t time) { return number(qint64(time)); })}};
}

QString headline(const sync::DatedTerms &terms)
{
    return u"version %1  %2  since %3 [%4]"_s.arg(terms.number)
        .arg(terms.hash.hasValue() ? terms.hash.value().hex() : u"unknown"_s,
             terms.since.hasValue() ? timeText(terms.since.value()) : u"unknown"_s,
             chain::trustSign(terms.hash.level()));
}

QJsonArray described(const std::vector<curation::RulesChange> &changes)
{
    QJsonArray array;
    for (const auto &change : changes) {
        const QString kind = change.kind == curation::RulesChange::Kind::Added ? u"added"_s
            : change.kind == curation::RulesChange::Kind::Removed              ? u"removed"_s
                                                                               : u"changed"_s;
        array.append(QJsonObject{{u"change"_s, kind},
                                 {u"member"_s, change.member},
                                 {u"before"_s, change.before},
                                 {u"after"_s, change.after}});
    }
    return array;
}

void tell(Session &session, const std::vector<curation::RulesChange> &changes)
{
    for (const auto &change : changes) {
        if (change.kind == curation::RulesChange::Kind::Added)
            session.say(u"+ %1: %2"_s.arg(change.member, change.after));
        else if (change.kind == curation::RulesChange::Kind::Removed)
            session.say(u"- %1: %2"_s.arg(change.member, change.before));
        else
            session.say(u"~ %1: %2 -> %3"_s.arg(change.member, change.before, change.after));
    }
    if (changes.empty())
        session.say(u"Nothing changes."_s);
}

// A check as a datanet uses it.
QJsonObject described(const curation::Rule &rule, const curation::CheckSettings &used)
{
    const curation::Rule applied = used.applied(rule);
    QJsonArray settings;
    for (const auto &setting : rule.settings)
        settings.append(QJsonObject{{u"name"_s, setting.name},
                                    {u"title"_s, setting.title},
                                    {u"minimum"_s, setting.minimum},
                                    {u"maximum"_s, setting.maximum},
                                    {u"default"_s, setting.fallback},
                                    {u"value"_s, used.value(rule, setting.name)}});
    return {{u"id"_s, rule.id},
            {u"version"_s, rule.version},
            {u"title"_s, rule.title},
            {u"reason"_s, rule.reason},
            {u"use"_s, used.isOff(rule.id) ? u"off"_s : curation::severityName(applied.severity)},
            {u"excludes"_s, !used.isOff(rule.id) && applied.excludes},
            {u"default"_s, curation::severityName(rule.severity)},
            {u"explanation"_s, rule.explanation},
            {u"example"_s, rule.example},
            {u"settings"_s, settings}};
}

void tellCheck(Session &session, const QJsonObject &check, bool whole)
{
    QString line = u"%1 (%2)  %3"_s.arg(check["id"_L1].toString())
                       .arg(check["version"_L1].toInt())
                       .arg(check["use"_L1].toString());
    if (check["excludes"_L1].toBool())
        line += u", leaves the record out"_s;
    session.say(line);
    if (whole) {
        session.say(u"    "_s + check["explanation"_L1].toString());
        if (const QString example = check["example"_L1].toString(); !example.isEmpty())
            session.say(u"    for example: "_s + example.left(200));
    }
    const QJsonArray settings = check["settings"_L1].toArray();
    for (const auto &each : settings) {
        const QJsonObject setting = each.toObject();
        session.say(u"    %1 = %2  (%3, %4 to %5)"_s.arg(setting["name"_L1].toString())
                        .arg(setting["value"_L1].toInt())
                        .arg(setting["title"_L1].toString())
                        .arg(setting["minimum"_L1].toInt())
                        .arg(setting["maximum"_L1].toInt()));
    }
}

void tell(Session &session, const DatanetRules &rules)
{
    session.say(rules.title);
    if (!rules.purpose.isEmpty())
        session.say(rules.purpose);
    for (qsizetype i = 0; i < rules.rules.size(); ++i)
        session.say(u"%1. %2"_s.arg(i + 1).arg(rules.rules[i]));
    session.say(u"licence    "_s + rules.licence);
    if (!rules.licences.isEmpty())
        session.say(u"takes      "_s + rules.licences.join(u", "_s));
    if (!rules.languages.isEmpty())
        session.say(u"languages  "_s + rules.languages.join(u", "_s));
    for (const auto &field : rules.schema.fields)
        session.say(u"field      %1  %2%3"_s.arg(field.name, dataset::fieldTypeName(field.type),
                                                 field.constraints.required ? u", required"_s : QString()));
    session.say(u"at most    %1 records at once; near-duplicate from %2 %, close from %3 %"_s.arg(rules.maximumRecords)
                    .arg(rules.nearDuplicatePercent)
                    .arg(rules.closePercent));
    if (!rules.checks.isEmpty())
        session.say(u"Checks that are used otherwise than by default:"_s);
    for (const auto &rule : curation::allRules()) {
        if (rules.checks.choices().contains(rule.id))
            tellCheck(session, described(rule, rules.checks), false);
    }
    for (const auto &[title, examples] :
         {std::pair(u"A good record: "_s, &rules.goodExamples), {u"A bad record: "_s, &rules.badExamples}}) {
        for (const auto &example : *examples)
            session.say(title + QString::fromUtf8(QJsonDocument(example.record).toJson(QJsonDocument::Compact))
                        + (example.words.isEmpty() ? QString() : QString(u" - "_s + example.words)));
    }
    if (!rules.instructions.isEmpty())
        session.say(u"To reviewers: "_s + rules.instructions);
}

// Indented, for people who edit it; the hash is of the canonical form whatever the file looks like.
base::Status writeFile(const std::string &path, const DatanetRules &rules)
{
    const auto object = base::parseObject(rules.toJson());
    if (!object)
        return fail(object.error());
    const QFileInfo file(fromWords(path));
    if (const auto written = base::files::writeAtomically(file.absoluteFilePath(), QJsonDocument(*object).toJson());
        !written)
        return fail(written.error());
    return {};
}

Result<DatanetRules> readFile(const std::string &path)
{
    const auto json = base::files::read(fromWords(path), DatanetRules::kMaximumBytes);
    if (!json)
        return fail(json.error());
    auto rules = DatanetRules::fromJson(*json);
    if (!rules)
        return fail(
            rules.error().kind, fromWords(path) + u": " + rules.error().what,
            u"mend the file; what may stand there: datanet datanet rules checks, and core/curation/README.md"_s);
    return rules;
}

QJsonObject rulesJson(const DatanetRules &rules)
{
    const auto object = base::parseObject(rules.toJson());
    return object ? *object : QJsonObject();
}

Result<Answer> show(Session &session, const RulesWords &words)
{
    const auto known = look(session, words.id);
    if (!known)
        return fail(known.error());
    const auto entry = entryOf(*known, words.hash);
    if (!entry)
        return fail(entry.error());
    const auto rules = rulesOf(session, *known, **entry);
    if (!rules)
        return fail(rules.error());
    session.say(headline(**entry));
    if (words.out.empty())
        tell(session, *rules);
    else if (const auto written = writeFile(words.out, *rules); !written)
        return fail(written.error());
    else
        session.say(u"Written to "_s + fromWords(words.out));
    QJsonObject document = described(**entry);
    document[u"datanet"_s] = qint64(words.id);
    document[u"inForce"_s] = *entry == &known->history.front();
    document[u"rules"_s] = rulesJson(*rules);
    session.answer(document);
    return Answer::Yes;
}

Result<Answer> history(Session &session, const RulesWords &words)
{
    const auto known = look(session, words.id);
    if (!known)
        return fail(known.error());
    QJsonArray versions;
    for (const auto &terms : known->history) {
        session.say(headline(terms));
        versions.append(described(terms));
    }
    session.answer({{u"datanet"_s, qint64(words.id)}, {u"versions"_s, versions}});
    return Answer::Yes;
}

Result<Answer> difference(Session &session, const RulesWords &words)
{
    const auto known = look(session, words.id);
    if (!known)
        return fail(known.error());
    const auto from = entryOf(*known, words.from);
    const auto to = entryOf(*known, words.to);
    if (!from || !to)
        return fail(!from ? from.error() : to.error());
    const auto before = rulesOf(session, *known, **from);
    const auto after = before ? rulesOf(session, *known, **to) : before;
    if (!after)
        return fail(after.error());
    const auto changes = curation::rulesDifference(*before, *after);
    tell(session, changes);
    session.answer({{u"datanet"_s, qint64(words.id)}, {u"changes"_s, described(changes)}});
    return changes.empty() ? Answer::Yes : Answer::No;
}

Result<Answer> checks(Session &session, const RulesWords &words)
{
    curation::CheckSettings used;
    if (words.id != 0) {
        const auto known = look(session, words.id);
        if (!known)
            return fail(known.error());
        const auto rules = rulesOf(session, *known, known->history.front());
        if (!rules)
            return fail(rules.error());
        used = rules->checks;
    }
    QJsonArray all;
    for (const auto &rule : curation::allRules()) {
        const QJsonObject check = described(rule, used);
        tellCheck(session, check, true);
        all.append(check);
    }
    session.answer({{u"checks"_s, all}});
    return Answer::Yes;
}

// Says where the rules contradict themselves; nothing when they do not.
Result<QJsonArray> tellContradictions(Session &session, const DatanetRules &rules)
{
    const auto found = curation::contradictions(rules, session.context());
    if (!found)
        return fail(found.error());
    QJsonArray array;
    for (const auto &each : *found) {
        session.say(u"! %1: %2"_s.arg(each.member, each.what));
        array.append(QJsonObject{{u"member"_s, each.member}, {u"what"_s, each.what}});
    }
    return array;
}

Result<Answer> checkFile(Session &session, const RulesWords &words)
{
    const auto rules = readFile(words.file);
    if (!rules)
        return fail(rules.error());
    const auto contradictions = tellContradictions(session, *rules);
    if (!contradictions)
        return fail(contradictions.error());
    const QString hash = DatanetRules::termsHash(rules->toJson()).hex();
    if (contradictions->isEmpty())
        session.say(u"These rules are valid: "_s + hash);
    QJsonObject document{{u"hash"_s, hash}, {u"contradictions"_s, *contradictions}};
    if (words.against != 0) {
        const auto known = look(session, words.against);
        if (!known)
            return fail(known.error());
        const auto now = rulesOf(session, *known, known->history.front());
        if (!now)
            return fail(now.error());
        const auto changes = curation::rulesDifference(*now, *rules);
        tell(session, changes);
        document[u"changes"_s] = described(changes);
    }
    session.answer(document);
    return contradictions->isEmpty() ? Answer::Yes : Answer::No;
}

Result<Answer> draft(Session &session, const RulesWords &words)
{
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return fail(workspace.error());
    auto &rows = workspace->workingCopy().rows();
    const auto metadata = metadataOf(rows);
    const auto schema = schemaOf(rows);
    if (!metadata || !schema)
        return fail(!metadata ? metadata.error() : schema.error());
    const auto rules = curation::draftRules(*metadata, *schema);
    if (const auto status = rules.validate(); !status)
        return fail(status.error());
    if (words.out.empty()) {
        session.say(QString::fromUtf8(QJsonDocument(rulesJson(rules)).toJson()).trimmed());
    } else {
        if (const auto written = writeFile(words.out, rules); !written)
            return fail(written.error());
        session.say(u"Written to %1. Complete it, then: datanet datanet create --rules %1"_s.arg(fromWords(words.out)));
    }
    session.answer({{u"rules"_s, rulesJson(rules)}});
    return Answer::Yes;
}

Result<Answer> set(Session &session, const RulesWords &words)
{
    const auto rules = readFile(words.file);
    if (!rules)
        return fail(rules.error());
    const auto contradictions = tellContradictions(session, *rules);
    if (!contradictions)
        return fail(contradictions.error());
    if (!contradictions->isEmpty())
        return fail(ErrorKind::Invalid,
                    fromWords(words.file) + u": the rules contradict themselves: "
                        + contradictions->first()["what"_L1].toString(),
                    u"mend the file; datanet datanet rules check names every place"_s);
    const auto known = look(session, words.id);
    const auto account = accountInUse(session);
    if (!known || !account)
        return fail(!known ? known.error() : account.error());
    const auto now = rulesOf(session, *known, known->history.front());
    if (!now)
        return fail(now.error());
    const auto &network = **known->network;
    const sync::RulesChangeOrder order{words.id, known->history.front().hash.value(), *rules};
    const auto cost = sync::costOfChange(network, order, account->address, session.context());
    if (!cost)
        return fail(cost.error());
    const auto changes = curation::rulesDifference(*now, *rules);
    tell(session, changes);
    QJsonObject document{{u"datanet"_s, qint64(words.id)}, {u"changes"_s, described(changes)}};
    document[u"highestCost"_s] = cost->toDecimal();
    if (!cost->isZero()) {
        session.say(u"It costs at most "_s + chain::coinText(*cost, network.profile().coin));
        if (!session.confirm(u"Make these the rules of datanet %1 from now on?"_s.arg(words.id)))
            return Answer::No;
    }
    const auto key = unlockAccount(session, *account);
    if (!key)
        return fail(key.error());
    const auto done = sync::changeRules(network, order, *key, session.context());
    if (!done)
        return fail(done.error());
    document[u"hash"_s] = done->hash.hex();
    document[u"transaction"_s] =
        done->transaction == base::Digest() ? QJsonValue() : QJsonValue(done->transaction.hex());
    session.say(u"In force: "_s + done->hash.hex());
    session.answer(document);
    return Answer::Yes;
}

} // namespace

void addRulesCommands(CLI::App &datanet, Session &session)
{
    CLI::App *noun = datanet.add_subcommand("rules", "What a datanet asks of records, and how it changed");
    noun->require_subcommand(1);
    auto words = std::make_shared<RulesWords>();
    const auto verb = [&](const char *name, const char *help, Result<Answer> (*work)(Session &, const RulesWords &)) {
        CLI::App *command = noun->add_subcommand(name, help);
        onRun(command, session, [&session, words, work] { return work(session, *words); });
        return command;
    };
    const auto ofDatanet = [&](CLI::App *command) {
        command->add_option("id", words->id, "Number of the datanet")->required()->check(CLI::PositiveNumber);
        return command;
    };
    CLI::App *shown = ofDatanet(verb("show", "The rules in force, or former ones", show));
    shown->add_option("--hash", words->hash, "Those with this hash (rules history)");
    shown->add_option("--out", words->out, "Write them to a file, to be changed");
    ofDatanet(verb("history", "Which rules were in force, and since when", history));
    CLI::App *differing = ofDatanet(verb("diff", "What changed between two versions of the rules", difference));
    differing->add_option("--from", words->from, "Hash of the former ones, such as a contribution was sent under")
        ->required();
    differing->add_option("--to", words->to, "Hash of the later ones (default: those in force)");
    differing->footer("Exit code 1: they differ.");
    verb("checks", "Every check there is: what it finds, how it is used, its numbers", checks)
        ->add_option("id", words->id, "Number of a datanet: as it uses them (default: as they come)")
        ->check(CLI::PositiveNumber);
    CLI::App *checked = verb("check", "Whether a file holds rules that can be used", checkFile);
    checked->add_option("file", words->file, "File with rules")->required();
    checked->add_option("--against", words->against, "Number of a datanet: what would change for it")
        ->check(CLI::PositiveNumber);
    CLI::App *drafted = verb("draft", "First rules for a datanet of records such as those of a data set", draft);
    drafted->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    drafted->add_option("--out", words->out, "Write them to a file");
    CLI::App *changed = ofDatanet(verb("set", "As the owner: make a file the rules from now on", set));
    changed->add_option("file", words->file, "File with rules")->required();
    changed->footer(
        "What was sent before is judged by the rules of its time. Example: datanet datanet rules show 3 --out "
        "rules.json, then datanet datanet rules set 3 rules.json");
}

} // namespace datanet::app::cli
