#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/query_output.h"
#include "cli/row_choice.h"

#include "dataset/data_index.h"
#include "dataset/field_scanner.h"
#include "dataset/record.h"
#include "dataset/row_finding.h"
#include "dataset/row_sorting.h"
#include "dataset/value_text.h"
#include "format/amount_text.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

// FIELD, FIELD:asc or FIELD:desc.
dataset::RowOrder readOrder(const std::string &words)
{
    for (const auto &[ending, descending] : {std::pair<std::string_view, bool>(":desc", true), {":asc", false}}) {
        if (words.size() > ending.size() && words.ends_with(ending))
            return {words.substr(0, words.size() - ending.size()), descending};
    }
    return {words, false};
}

base::Result<Answer> query(Session &session, const QueryWords &words)
{
    if (!words.version.empty())
        return queryVersion(session, words);
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(fromWords(words.folder)));
    auto rows = dataset::RowReader::open(folder);
    if (!rows)
        return base::fail(rows.error());
    const auto expression = readExpression(session, *rows, words.expression);
    if (!expression)
        return base::fail(expression.error());
    QStringList shown;
    for (const std::string &name : words.fields) {
        if (!expression->fields.names.contains(fromWords(name)))
            return session.usage(u"there is no field “%1”"_s.arg(fromWords(name)),
                                 u"fields: "_s + expression->fields.names.join(u", "_s));
        shown.append(fromWords(name));
    }

    const auto order = words.sort.empty() ? std::optional<dataset::RowOrder>() : readOrder(words.sort);
    if (order && !expression->fields.names.contains(fromWords(order->field)))
        return session.usage(u"there is no field “%1” to sort by"_s.arg(fromWords(order->field)),
                             u"--sort FIELD or --sort FIELD:desc; fields: "_s + expression->fields.names.join(u", "_s));

    session.context().step(u"Searching"_s);
    std::optional<dataset::DataIndex> index;
    if (dataset::DataIndex::exists(folder)) {
        if (auto opened = dataset::DataIndex::open(folder))
            index.emplace(std::move(*opened));
    }
    dataset::FindOptions options;
    options.index = index ? &*index : nullptr;
    const auto found = dataset::findRows(folder, expression->expression, options, session.context());
    if (!found)
        return base::fail(found.error());
    std::shared_ptr<const dataset::FoundRows> shownRows = *found;
    if (order) {
        session.context().step(u"Sorting"_s);
        const auto sorted = dataset::sortRows(folder, *found, *order, {}, session.context());
        if (!sorted)
            return base::fail(sorted.error());
        shownRows = *sorted;
    }
    const std::int64_t count = shownRows->count();
    if (words.count) {
        session.say(u"%1 of %2 records"_s.arg(countText(count), countText((*found)->allRows())));
        session.answer({{u"count"_s, number(count)}, {u"records"_s, number((*found)->allRows())}});
        return count > 0 ? Answer::Yes : Answer::No;
    }

    session.streams();
    const std::int64_t most = words.limit > 0 ? words.limit : std::numeric_limits<std::int64_t>::max();
    const std::int64_t end = count - words.offset > most ? words.offset + most : count;
    constexpr std::int64_t kStep = 500;
    dataset::FieldScanner fields;
    for (std::int64_t at = words.offset; at < end; at += kStep) {
        if (session.context().cancelled())
            return base::cancelled();
        const auto page = dataset::readFound(*rows, *shownRows, at, std::min(kStep, end - at));
        if (!page)
            return base::fail(page.error());
        for (const auto &[offset, row] : *page) {
            if (session.options.json)
                session.stream(documentOfRecord(offset + 1, row.body, shown));
            else if (fields.load(row.body))
                session.say(lineOfRecord(offset + 1, fields, shown.isEmpty() ? expression->fields.names : shown));
        }
    }
    if (count == 0)
        session.note(u"No record fits"_s);
    else if (words.offset > 0 || end < count)
        session.note(u"%1 of %2 found (--limit, --offset)"_s.arg(
            countText(std::max<std::int64_t>(0, end - words.offset)), countText(count)));
    return count > 0 ? Answer::Yes : Answer::No;
}

QJsonObject documentOf(const dataset::ColumnStatistics &column)
{
    const auto bins = [](const std::vector<dataset::HistogramBin> &all) {
        QJsonArray list;
        for (const auto &bin : all)
            list.append(QJsonObject{{u"from"_s, bin.from}, {u"to"_s, bin.to}, {u"count"_s, number(bin.count)}});
        return list;
    };
    QJsonObject document{{u"field"_s, QString::fromStdString(column.name)},
                         {u"present"_s, number(column.present)},
                         {u"missing"_s, number(column.absent)},
                         {u"null"_s, number(column.null)},
                         {u"blank"_s, number(column.blank)},
                         {u"distinct"_s, number(column.distinct)},
                         {u"distinctExact"_s, column.distinctExact}};
    if (column.distinctExact) {
        QJsonArray values;
        for (const auto &value : column.values)
            values.append(
                QJsonObject{{u"value"_s, QString::fromStdString(value.value)}, {u"count"_s, number(value.count)}});
        document.insert(u"values"_s, values);
    }
    if (column.minimum) {
        document.insert(u"minimum"_s, *column.minimum);
        document.insert(u"maximum"_s, *column.maximum);
        document.insert(u"numbers"_s, bins(column.numbers));
    }
    if (column.dates > 0) {
        const auto date = [](double day) { return QString::fromStdString(dataset::dateOf(std::int32_t(day))); };
        QJsonArray days;
        for (const auto &bin : column.days)
            days.append(
                QJsonObject{{u"from"_s, date(bin.from)}, {u"to"_s, date(bin.to)}, {u"count"_s, number(bin.count)}});
        document.insert(u"dates"_s, number(column.dates));
        document.insert(u"earliest"_s, date(column.earliest));
        document.insert(u"latest"_s, date(column.latest));
        document.insert(u"days"_s, days);
    }
    if (!column.lengths.empty()) {
        document.insert(u"shortest"_s, number(column.shortest));
        document.insert(u"longest"_s, number(column.longest));
        document.insert(u"lengths"_s, bins(column.lengths));
    }
    return document;
}

QString summaryOf(const dataset::ColumnStatistics &column, std::int64_t records)
{
    QStringList parts{
        u"%1 of %2 filled"_s.arg(countText(column.present - column.null - column.blank), countText(records)),
        (column.distinctExact ? u"%1 different"_s : u"about %1 different"_s).arg(countText(column.distinct))};
    if (column.minimum)
        parts.append(u"%1 to %2"_s.arg(QString::number(*column.minimum), QString::number(*column.maximum)));
    if (column.dates * 2 > column.present - column.null - column.blank)
        parts.append(u"%1 to %2"_s.arg(QString::fromStdString(dataset::dateOf(column.earliest)),
                                       QString::fromStdString(dataset::dateOf(column.latest))));
    else if (!column.lengths.empty())
        parts.append(u"%1 to %2 characters"_s.arg(countText(column.shortest), countText(column.longest)));
    if (column.distinctExact && column.values.size() <= 20) {
        constexpr std::size_t kMost = 5;
        QStringList values;
        for (std::size_t index = 0; index < std::min(kMost, column.values.size()); ++index)
            values.append(
                u"%1 (%2)"_s.arg(shortenedText(column.values[index].value), countText(column.values[index].count)));
        parts.append(values.join(u", "_s));
    }
    return QString::fromStdString(column.name) + u": "_s + parts.join(u"; "_s);
}

base::Result<Answer> statistics(Session &session, const std::string &folderWords, const std::string &where)
{
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(fromWords(folderWords)));
    auto rows = dataset::RowReader::open(folder);
    if (!rows)
        return base::fail(rows.error());
    const auto expression = readExpression(session, *rows, where);
    if (!expression)
        return base::fail(expression.error());
    session.context().step(u"Reading columns"_s);
    auto index = dataset::DataIndex::open(folder);
    if (!index)
        return base::fail(index.error());
    if (auto status = index->update(session.context()); !status)
        return base::fail(status.error());
    std::optional<dataset::Statistics> result;
    if (expression->expression.isEverything()) {
        auto all = index->statistics();
        if (!all)
            return base::fail(all.error());
        result = std::move(*all);
    } else {
        dataset::FindOptions options;
        options.index = &*index;
        const auto found = dataset::findRows(folder, expression->expression, options, session.context());
        if (!found)
            return base::fail(found.error());
        auto some = dataset::statisticsOf(folder, **found, session.context());
        if (!some)
            return base::fail(some.error());
        result = std::move(*some);
    }
    if (!result)
        return base::fail(base::ErrorKind::Conflict, u"the records were changed meanwhile"_s, u"try again"_s);
    QJsonArray columns;
    session.say(result->records == 1 ? u"1 record"_s : u"%1 records"_s.arg(countText(result->records)));
    for (const auto &column : result->columns) {
        session.say(summaryOf(column, result->records));
        columns.append(documentOf(column));
    }
    session.answer({{u"records"_s, number(result->records)}, {u"columns"_s, columns}});
    return Answer::Yes;
}

} // namespace

void addQueryCommands(CLI::App &app, Session &session)
{
    auto words = std::make_shared<QueryWords>();
    CLI::App *command = app.add_subcommand("query", "Find records by words or an expression");
    command->add_option("dir", words->folder, "Folder of the data set")->required();
    command->add_option("expression", words->expression, "What to look for; empty finds everything")->required();
    command->add_flag("--count", words->count, "Only how many there are");
    command->add_option("--limit", words->limit, "Most records to show; 0: all")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    command->add_option("--offset", words->offset, "Found records to pass over first")->check(CLI::NonNegativeNumber);
    command->add_option("--sort", words->sort, "By this field's values: FIELD or FIELD:desc; blank ones last");
    command->add_option("--version", words->version, "Of a version instead of what is there now: v2, a branch, a name");
    command->add_option("--fields", words->fields, "Only these fields, separated by commas")->delimiter(',');
    command->footer(kExpressionHelp);
    onRun(command, session, [&session, words] { return query(session, *words); });

    struct Words
    {
        std::string folder, where;
    };
    auto asked = std::make_shared<Words>();
    CLI::App *columns = app.add_subcommand("statistics", "What is in each column: values, ranges, lengths");
    columns->add_option("dir", asked->folder, "Folder of the data set")->required();
    columns->add_option("--where", asked->where, "Only of the records that an expression finds (see query --help)");
    onRun(columns, session, [&session, asked] { return statistics(session, asked->folder, asked->where); });
}

} // namespace datanet::app::cli
