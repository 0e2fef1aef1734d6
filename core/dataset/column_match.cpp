#include "dataset/column_match.h"

#include <algorithm>
#include <array>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;

namespace {

constexpr std::int64_t kLookedAt = 200; // rows

// Words that people use for one another as names of columns.
const std::vector<QStringList> &synonyms()
{
    static const std::vector<QStringList> groups{
        {u"term"_s, u"word"_s, u"name"_s, u"keyword"_s, u"phrase"_s, u"expression"_s, u"entry"_s, u"headword"_s},
        {u"definition"_s, u"meaning"_s, u"explanation"_s, u"description"_s, u"gloss"_s, u"explained"_s},
        {u"question"_s, u"prompt"_s, u"query"_s, u"instruction"_s, u"input"_s, u"problem"_s},
        {u"answer"_s, u"response"_s, u"reply"_s, u"output"_s, u"completion"_s, u"solution"_s},
        {u"text"_s, u"content"_s, u"body"_s, u"passage"_s, u"sentence"_s, u"paragraph"_s, u"clause"_s},
        {u"label"_s, u"class"_s, u"category"_s, u"tag"_s, u"target"_s, u"sentiment"_s, u"topic"_s},
        {u"source"_s, u"origin"_s, u"url"_s, u"link"_s, u"reference"_s, u"citation"_s},
        {u"language"_s, u"lang"_s, u"locale"_s},
        {u"title"_s, u"heading"_s, u"subject"_s, u"headline"_s},
        {u"id"_s, u"identifier"_s, u"key"_s, u"number"_s, u"code"_s},
        {u"date"_s, u"day"_s, u"when"_s, u"time"_s},
    };
    return groups;
}

// "Term_", "TERM" and "term" are one name.
QString plain(const QString &name)
{
    QString result;
    for (const QChar c : name.normalized(QString::NormalizationForm_KC).toCaseFolded()) {
        if (c.isLetterOrNumber() || c.isMark())
            result.append(c);
    }
    return result;
}

// 0 where two names have nothing to do with each other.
int likeness(const QString &column, const Field &field)
{
    const QString name = plain(column);
    if (name.isEmpty())
        return 0;
    int best = 0;
    for (const QString &wanted : {plain(field.name), plain(field.title)}) {
        if (wanted.isEmpty())
            continue;
        for (const QStringList &group : synonyms()) {
            if (group.contains(wanted) && group.contains(name))
                best = std::max(best, 3);
        }
        if (name == wanted + u's' || wanted == name + u's')
            best = std::max(best, 4);
        if (wanted.size() >= 4 && (name.startsWith(wanted) || name.endsWith(wanted)))
            best = std::max(best, 2);
        if (name.size() >= 4 && (wanted.startsWith(name) || wanted.endsWith(name)))
            best = std::max(best, 2);
    }
    return best;
}

bool isSame(const QString &column, const Field &field)
{
    const QString name = plain(column);
    return !name.isEmpty() && (name == plain(field.name) || name == plain(field.title));
}

} // namespace

std::vector<ColumnMatch> suggestMatches(const QStringList &columns, const Schema &form)
{
    std::vector<ColumnMatch> matches;
    QStringList left = columns;
    left.removeDuplicates();
    for (const Field &field : form.fields) {
        ColumnMatch match{field.name, {}, MatchCertainty::None};
        if (left.removeOne(field.name)) {
            match.column = field.name;
            match.certainty = MatchCertainty::Certain;
        }
        matches.push_back(std::move(match));
    }
    const auto take = [&](ColumnMatch &match, const QString &column, MatchCertainty certainty) {
        match.column = column;
        match.certainty = certainty;
        left.removeOne(column);
    };
    for (std::size_t index = 0; index < matches.size(); ++index) {
        if (!matches[index].column.isEmpty())
            continue;
        QStringList same;
        for (const QString &column : std::as_const(left)) {
            if (isSame(column, form.fields[index]))
                same.append(column);
        }
        if (same.size() == 1)
            take(matches[index], same.first(), MatchCertainty::Certain);
        else if (!same.isEmpty()) // "Term" and "TERM": only a person knows
            take(matches[index], same.first(), MatchCertainty::Likely);
    }
    for (const int score : {4, 3, 2}) {
        for (std::size_t index = 0; index < matches.size(); ++index) {
            if (!matches[index].column.isEmpty())
                continue;
            const auto found = std::find_if(left.begin(), left.end(), [&](const QString &column) {
                return likeness(column, form.fields[index]) == score;
            });
            if (found != left.end())
                take(matches[index], QString(*found), MatchCertainty::Likely);
        }
    }
    // One needed field and one column that are left over belong together more often than not.
    std::vector<std::size_t> needed;
    for (std::size_t index = 0; index < matches.size(); ++index) {
        if (matches[index].column.isEmpty() && form.fields[index].constraints.required)
            needed.push_back(index);
    }
    if (needed.size() == 1 && left.size() == 1)
        take(matches[needed.front()], QString(left.first()), MatchCertainty::Likely);
    return matches;
}

ColumnMap mapOf(const std::vector<ColumnMatch> &matches, MatchCertainty from, const Schema &form)
{
    ColumnMap map;
    for (const ColumnMatch &match : matches) {
        if (match.column.isEmpty() || match.certainty == MatchCertainty::None || match.certainty < from)
            continue;
        const Field *field = form.find(match.field);
        if (match.column != match.field)
            map.changes.push_back(
                {match.column, match.field, field ? std::optional(field->type) : std::optional<FieldType>()});
    }
    return map;
}

ColumnPlan planColumns(const QStringList &columns, const ColumnMap &told, const Schema &form)
{
    ColumnPlan plan;
    QStringList left;
    QStringList names; // as they will be
    for (const QString &column : columns) {
        const auto said = std::find_if(told.changes.begin(), told.changes.end(),
                                       [&](const ColumnChange &change) { return change.from == column; });
        if (said == told.changes.end()) {
            left.append(column);
            continue;
        }
        plan.map.changes.push_back(*said);
        names.append(said->to);
    }
    Schema open = form;
    std::erase_if(open.fields, [&names](const Field &field) { return names.contains(field.name); });
    const auto matches = suggestMatches(left, open);
    const ColumnMap certain = mapOf(matches, MatchCertainty::Certain, open);
    plan.map.changes.insert(plan.map.changes.end(), certain.changes.begin(), certain.changes.end());
    for (const ColumnMatch &match : matches) {
        if (match.certainty == MatchCertainty::Likely)
            plan.likely.push_back(match);
        const Field *field = open.find(match.field);
        if (match.certainty != MatchCertainty::Certain && field && field->constraints.required)
            plan.missing.append(match.field);
    }
    return plan;
}

ColumnFit fitOf(const QStringList &columns, const Schema &form)
{
    ColumnFit fit;
    for (const Field &field : form.fields) {
        if (field.constraints.required && !columns.contains(field.name))
            fit.missing.append(field.name);
    }
    if (form.fields.empty())
        return fit;
    for (const QString &column : columns) {
        if (!form.find(column))
            fit.unknown.append(column);
    }
    return fit;
}

Schema matchedSchema(const Schema &own, const ColumnMap &map, const Schema &form)
{
    const Schema changed = map.applied(own);
    Schema result = changed;
    result.fields = form.fields;
    for (const Field &field : changed.fields) {
        if (!form.find(field.name))
            result.fields.push_back(field);
    }
    const auto settle = [&result](QString &role, const QString &offered) {
        if (role.isEmpty() && result.find(offered))
            role = offered;
    };
    settle(result.textField, form.textField);
    settle(result.labelField, form.labelField);
    if (result.labelField == result.textField)
        result.labelField.clear();
    return result;
}

base::Result<QStringList> columnsOf(RowReader &rows, const Schema &schema)
{
    QStringList columns;
    for (const Field &field : schema.fields)
        columns.append(field.name);
    const auto page = rows.page(0, kLookedAt);
    if (!page)
        return fail(page.error());
    FieldScanner fields;
    for (const Row &row : *page) {
        if (!fields.load(row.body))
            continue;
        for (const FieldScanner::Field &field : fields.fields()) {
            const QString name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
            if (columns.size() < Schema::kMaximumFields && !columns.contains(name))
                columns.append(name);
        }
    }
    return columns;
}

} // namespace datanet::dataset
