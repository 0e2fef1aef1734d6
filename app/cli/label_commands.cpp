#include "cli/label_commands.h"

#include "cli/command.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"

#include "curation/similar_records.h"
#include "dataset/labelling.h"
#include "dataset/record.h"
#include "dataset/record_edit.h"
#include "dataset/schema.h"
#include "format/amount_text.h"
#include "models/label_training.h"
#include "sync/accepted_labels.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using dataset::LabelDecision;
using dataset::LabelState;

namespace {

struct LabelWords
{
    std::string folder = ".", field, set, done, skip, reopen, similar;
    bool progress = false, next = false, suggest = false, draft = false;
    int limit = 5;
    std::uint64_t learnFrom = 0; // datanet
};

// What every part of the command looks at.
struct LabelDesk
{
    dataset::RowReader rows;
    dataset::LabelStore store;
    dataset::Schema schema;
    QString field;
    dataset::LabelDecisions decisions;
    dataset::LabelSurvey survey;
    QStringList choices;
};

Result<LabelDesk> openLabelDesk(Session &session, const LabelWords &words)
{
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.folder)));
    auto rows = dataset::RowReader::open(folder);
    if (!rows)
        return fail(rows.error());
    auto store = dataset::LabelStore::open(folder);
    if (!store)
        return fail(store.error());
    auto schema = schemaOf(*rows);
    if (!schema)
        return fail(schema.error());
    if (schema->fields.empty()) {
        // As the window does: what the first records look like.
        const auto first = rows->page(0, 1000);
        if (!first)
            return fail(first.error());
        std::vector<std::string> bodies;
        for (const auto &row : *first)
            bodies.push_back(row.body);
        *schema = dataset::guessSchema(bodies).schema;
    }
    const QString field = words.field.empty() ? dataset::defaultLabelField(*schema) : fromWords(words.field);
    if (field.isEmpty() || schema->find(field) == nullptr) {
        QStringList names;
        for (const auto &each : schema->fields)
            names.append(each.name);
        return session.usage(field.isEmpty() ? u"nothing says which field holds the label"_s
                                             : u"there is no field “%1”"_s.arg(field),
                             u"--field FIELD; fields: "_s + names.join(u", "_s));
    }
    auto decisions = store->decisions(field);
    if (!decisions)
        return fail(decisions.error());
    auto survey = dataset::surveyLabels(*rows, *decisions, field, session.context());
    if (!survey)
        return fail(survey.error());
    auto choices = dataset::labelChoices(*schema, field, survey->values);
    return LabelDesk{std::move(*rows),      std::move(*store),  std::move(*schema), field,
                     std::move(*decisions), std::move(*survey), std::move(choices)};
}

// How the record is named in another call: its key, else its id.
Result<QString> keyOfRecord(LabelDesk &desk, std::string_view body)
{
    const auto keys = desk.rows.keyFields();
    if (!keys)
        return fail(keys.error());
    if (keys->size() == 1)
        return dataset::labelOf(body, keys->front());
    return QString::fromLatin1(base::toPlainHex(dataset::recordId(body).view()).left(12));
}

QJsonObject progressJson(const LabelDesk &desk)
{
    const auto &progress = desk.survey.progress;
    return {{u"field"_s, desk.field},
            {u"done"_s, number(progress.done)},
            {u"skipped"_s, number(progress.skipped)},
            {u"drafts"_s, number(progress.drafts)},
            {u"open"_s, number(progress.open)},
            {u"records"_s, number(progress.total())},
            {u"choices"_s, QJsonArray::fromStringList(desk.choices)}};
}

Result<Answer> sayProgress(Session &session, const LabelDesk &desk)
{
    const auto &progress = desk.survey.progress;
    session.say(u"%1: %2 of %3 done, %4 skipped, %5 drafts, %6 open"_s.arg(
        desk.field, countText(progress.done), countText(progress.total()), countText(progress.skipped),
        countText(progress.drafts), countText(progress.open)));
    if (!desk.choices.isEmpty())
        session.say(u"Labels: "_s + desk.choices.join(u", "_s));
    session.answer(progressJson(desk));
    return Answer::Yes;
}

// Open and draft records, the next ones.
Result<std::vector<dataset::Row>> waiting(LabelDesk &desk, int limit)
{
    std::vector<dataset::Row> found;
    for (const auto &each : desk.survey.rows) {
        if (int(found.size()) == limit)
            break;
        if (each.state != LabelState::Open && each.state != LabelState::Draft)
            continue;
        auto row = desk.rows.at(each.position);
        if (!row)
            return fail(row.error());
        found.push_back(std::move(*row));
    }
    return found;
}

Result<Answer> sayNext(Session &session, LabelDesk &desk)
{
    const auto rows = waiting(desk, 1);
    if (!rows)
        return fail(rows.error());
    if (rows->empty()) {
        session.say(u"Every record is done or skipped"_s);
        session.answer({{u"record"_s, QJsonValue()}});
        return Answer::No;
    }
    const auto &row = rows->front();
    const auto name = keyOfRecord(desk, row.body);
    if (!name)
        return fail(name.error());
    session.say(*name + u": "_s + QString::fromStdString(row.body));
    session.answer({{u"key"_s, *name},
                    {u"id"_s, row.id().hex()},
                    {u"state"_s, labelStateName(dataset::labelState(row.body, desk.field, desk.decisions))},
                    {u"record"_s, QJsonDocument::fromJson(QByteArray::fromStdString(row.body)).object()}});
    return Answer::Yes;
}

Result<Answer> decideLabel(Session &session, LabelDesk &desk, const LabelWords &words)
{
    QString key = fromWords(words.done + words.skip + words.reopen);
    std::optional<QString> value;
    if (!words.set.empty()) {
        const auto sign = words.set.rfind('=');
        if (sign == std::string::npos || sign == 0 || sign + 1 == words.set.size())
            return session.usage(u"--set takes KEY=LABEL"_s, u"datanet label words --set cache=noun"_s);
        key = fromWords(words.set.substr(0, sign));
        value = fromWords(words.set.substr(sign + 1));
        const auto *declared = desk.schema.find(desk.field);
        if (!declared->constraints.allowed.isEmpty() && !declared->constraints.allowed.contains(*value))
            return session.usage(u"“%1” is not among the labels"_s.arg(*value),
                                 u"one of "_s + declared->constraints.allowed.join(u", "_s));
    }
    auto workspace = openWorkspace(session, words.folder);
    if (!workspace)
        return fail(workspace.error());
    auto &copy = workspace->workingCopy();
    const auto position = copy.rows().find(key);
    if (!position)
        return fail(position.error());
    const auto row = copy.rows().at(*position);
    if (!row)
        return fail(row.error());
    dataset::LabelDeed deed{*position, row->id(), row->body, LabelDecision::Done};
    if (value) {
        auto body = dataset::setField(row->body, desk.field.toStdString(), value, desk.schema.find(desk.field)->type);
        if (!body)
            return fail(body.error());
        deed.body = std::move(*body);
    }
    if (!words.skip.empty())
        deed.decision = LabelDecision::Skipped;
    else if (!words.reopen.empty() || words.draft)
        deed.decision.reset();
    else if (dataset::labelOf(deed.body, desk.field).isEmpty())
        return fail(base::ErrorKind::Invalid, key + u" has no label yet"_s, u"--set KEY=LABEL, or --skip KEY"_s);
    if (auto status = dataset::carryOut(copy, desk.store, desk.field, deed); !status)
        return fail(status.error());
    auto decisions = desk.store.decisions(desk.field);
    if (!decisions)
        return fail(decisions.error());
    const QString state = labelStateName(dataset::labelState(deed.body, desk.field, *decisions));
    session.say(key + u": "_s + (value ? *value + u", "_s : QString()) + state);
    session.answer({{u"key"_s, key},
                    {u"id"_s, dataset::recordId(deed.body).hex()},
                    {u"label"_s, dataset::labelOf(deed.body, desk.field)},
                    {u"state"_s, state}});
    return Answer::Yes;
}

// What the person chose to learn from: the records that are done here, or a datanet's.
Result<std::optional<models::LabelClassifier>> train(Session &session, LabelDesk &desk, std::uint64_t datanet)
{
    if (datanet == 0)
        return models::trainOnDone(desk.rows, desk.schema, desk.field, desk.decisions, session.context());
    const auto network = openNetwork(session);
    if (!network)
        return fail(network.error());
    return sync::trainOnAccepted(***network, datanet, desk.schema, desk.field, session.context());
}

Result<Answer> suggest(Session &session, LabelDesk &desk, const LabelWords &words)
{
    const auto model = train(session, desk, words.learnFrom);
    if (!model)
        return fail(model.error());
    if (!*model) {
        session.say(u"There is too little to learn from: it takes %1 records and two labels that come up twice"_s.arg(
            models::LabelClassifier::kFewestExamples));
        session.answer({{u"accuracy"_s, QJsonValue()}, {u"suggestions"_s, QJsonArray()}});
        return Answer::No;
    }
    const auto &accuracy = (*model)->accuracy();
    session.say(
        (words.learnFrom == 0
             ? u"Right for %1 of %2 done records, each judged without itself; always saying the most common label: %3"_s
             : u"Right for %1 of %2 accepted records, each judged without itself; always saying the most common label: %3"_s)
            .arg(countText(accuracy.right), countText(accuracy.examples), countText(accuracy.guessed)));
    const auto rows = waiting(desk, words.limit);
    if (!rows)
        return fail(rows.error());
    QJsonArray suggestions;
    for (const auto &row : *rows) {
        const auto name = keyOfRecord(desk, row.body);
        if (!name)
            return fail(name.error());
        const auto scores = (*model)->scores(models::textBesideLabel(row.body, desk.schema, desk.field));
        QJsonArray list;
        for (const auto &score : scores)
            list.append(QJsonObject{{u"label"_s, QString::fromStdString(score.label)},
                                    {u"percent"_s, int(std::lround(score.share * 100))}});
        session.say(u"%1: %2 %3 %"_s.arg(*name, QString::fromStdString(scores.front().label))
                        .arg(std::lround(scores.front().share * 100)));
        suggestions.append(QJsonObject{{u"key"_s, *name}, {u"id"_s, row.id().hex()}, {u"labels"_s, list}});
    }
    session.answer({{u"field"_s, desk.field},
                    {u"accuracy"_s,
                     QJsonObject{{u"examples"_s, number(accuracy.examples)},
                                 {u"right"_s, number(accuracy.right)},
                                 {u"mostCommon"_s, number(accuracy.guessed)}}},
                    {u"suggestions"_s, suggestions}});
    return Answer::Yes;
}

Result<Answer> findSimilar(Session &session, LabelDesk &desk, const QString &key, int limit)
{
    const auto position = desk.rows.find(key);
    if (!position)
        return fail(position.error());
    const auto row = desk.rows.at(*position);
    if (!row)
        return fail(row.error());
    const auto found = curation::similarRecords(desk.rows, *row, desk.schema.textField.toStdString(),
                                                std::size_t(limit), session.context());
    if (!found)
        return fail(found.error());
    QJsonArray list;
    for (const auto &each : *found) {
        const auto name = keyOfRecord(desk, each.row.body);
        if (!name)
            return fail(name.error());
        const QString label = dataset::labelOf(each.row.body, desk.field);
        session.say(u"%1 % same words: %2 %3"_s.arg(each.sameWords.percent()).arg(*name, label).trimmed());
        list.append(QJsonObject{{u"key"_s, *name},
                                {u"id"_s, each.row.id().hex()},
                                {u"label"_s, label},
                                {u"sameWords"_s, number(qint64(each.sameWords.part))},
                                {u"words"_s, number(qint64(each.sameWords.whole))}});
    }
    if (found->empty())
        session.say(u"No record shares a tenth of its words"_s);
    session.answer({{u"key"_s, key}, {u"similar"_s, list}});
    return found->empty() ? Answer::No : Answer::Yes;
}

} // namespace

void addLabelCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<LabelWords>();
    CLI::App *command = app.add_subcommand("label", "Label records one by one, with progress and suggestions");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("--field", words->field, "The field that is labelled (default: the schema's label field)");
    auto *what = command->add_option_group("what", "What to do (default: --progress)");
    what->add_flag("--progress", words->progress, "How many are done, skipped, drafts and open");
    what->add_flag("--next", words->next, "The next record that is neither done nor skipped");
    what->add_option("--set", words->set, "KEY=LABEL: the record has this label and is done");
    what->add_option("--done", words->done, "KEY: the label it has stands");
    what->add_option("--skip", words->skip, "KEY: left for others");
    what->add_option("--reopen", words->reopen, "KEY: neither done nor skipped any more");
    what->add_flag("--suggest", words->suggest, "Labels for the next records, learnt from those that are done");
    auto *learnFrom = command->add_option("--learn-from", words->learnFrom,
                                          "With --suggest: learn from what this datanet has accepted instead");
    learnFrom->type_name("DATANET");
    what->add_option("--similar", words->similar, "KEY: the records that share most words with it");
    what->require_option(0, 1);
    command->add_flag("--draft", words->draft, "With --set: not done yet");
    command->add_option("--limit", words->limit, "With --suggest and --similar: at most so many")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    command->footer("A key is the record's key, or at least 8 digits of its id. An edited record is a draft again.\n"
                    "Example: datanet label words --field kind --set cache=noun");
    onRun(command, session, [&session, words]() -> Result<Answer> {
        if (words->draft && words->set.empty())
            return session.usage(u"--draft goes with --set"_s, u"datanet label --help"_s);
        if (words->learnFrom != 0 && !words->suggest)
            return session.usage(u"--learn-from goes with --suggest"_s, u"datanet label --help"_s);
        auto desk = openLabelDesk(session, *words);
        if (!desk)
            return fail(desk.error());
        if (words->next)
            return sayNext(session, *desk);
        if (words->suggest)
            return suggest(session, *desk, *words);
        if (!words->similar.empty())
            return findSimilar(session, *desk, fromWords(words->similar), words->limit);
        if (!(words->set + words->done + words->skip + words->reopen).empty())
            return decideLabel(session, *desk, *words);
        return sayProgress(session, *desk);
    });
}

} // namespace datanet::app::cli
