#include "viewmodels/rules_facts.h"

#include "base/canonical_json.h"
#include "curation/checks.h"
#include "format/finding_text.h"
#include "format/rules_text.h"

#include <QJsonDocument>
#include <QJsonValue>
#include <QStringList>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownValue = 600; // characters of a value in a list

QString shortened(const QString &text)
{
    return text.size() <= kShownValue ? text : QString(text.left(kShownValue) + u'\u2026');
}

QString fieldText(const QJsonValue &value)
{
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

// The fields of an example as RulesChange writes it, then the owner's words.
QVariantList recordOf(const QString &json)
{
    QVariantList fields;
    const auto example = base::parseObject(json.toUtf8());
    if (!example)
        return fields;
    const QJsonObject record = example->value(u"record"_s).toObject();
    for (auto it = record.begin(); it != record.end(); ++it)
        fields.append(QVariantMap{{u"title"_s, it.key()}, {u"text"_s, shortened(fieldText(it.value()))}});
    if (const QString words = example->value(u"words"_s).toString(); !words.isEmpty())
        //: Why a record is a good or a bad example
        fields.append(QVariantMap{{u"title"_s, RulesText::tr("Why")}, {u"text"_s, words}});
    return fields;
}

} // namespace

QVariantList checkRows(const curation::CheckSettings &checks)
{
    QVariantList rows;
    for (const curation::Rule &rule : curation::allRules()) {
        const bool off = checks.isOff(rule.id);
        const curation::Rule applied = checks.applied(rule);
        const QString severity = off ? QString() : curation::severityName(applied.severity);
        const QString use = off ? u"off"_s : severity;
        QVariantList settings;
        QStringList numbers;
        for (const curation::Setting &setting : rule.settings) {
            const int value = checks.value(rule, setting.name);
            settings += QVariantMap{
                {u"name"_s, setting.name},       {u"title"_s, setting.title},     {u"value"_s, value},
                {u"minimum"_s, setting.minimum}, {u"maximum"_s, setting.maximum}, {u"fallback"_s, setting.fallback}};
            numbers += setting.title + u": "_s + QString::number(value);
        }
        rows += QVariantMap{{u"id"_s, rule.id},
                            {u"title"_s, FindingText::title(rule.id)},
                            {u"explanation"_s, rule.explanation},
                            {u"example"_s, rule.example},
                            {u"use"_s, use},
                            {u"useText"_s, RulesText::use(use)},
                            {u"severity"_s, severity},
                            {u"excludes"_s, !off && applied.excludes},
                            {u"changed"_s, checks.choices().contains(rule.id)},
                            {u"settings"_s, settings},
                            {u"numbers"_s, numbers.join(u" \u00b7 "_s)}};
    }
    return rows;
}

QVariantList exampleRows(const std::vector<curation::RecordExample> &examples)
{
    QVariantList rows;
    for (const auto &example : examples) {
        QStringList lines;
        for (auto it = example.record.begin(); it != example.record.end(); ++it)
            lines += it.key() + u": "_s + fieldText(it.value());
        rows += QVariantMap{{u"text"_s, shortened(lines.join(u'\n'))}, {u"words"_s, example.words}};
    }
    return rows;
}

QVariantList changeRows(const std::vector<curation::RulesChange> &changes)
{
    using Kind = curation::RulesChange::Kind;
    QVariantList rows;
    for (const auto &change : changes) {
        const QString kind = change.kind == Kind::Added ? u"added"_s
            : change.kind == Kind::Removed              ? u"removed"_s
                                                        : u"changed"_s;
        const bool isExample = RulesText::isExample(change.member);
        const QString record = change.after.isEmpty() ? change.before : change.after;
        rows += QVariantMap{{u"kind"_s, kind},
                            {u"record"_s, isExample ? recordOf(record) : QVariantList()},
                            {u"title"_s, RulesText::member(change.member)},
                            {u"before"_s, shortened(RulesText::value(change.member, change.before))},
                            {u"after"_s, shortened(RulesText::value(change.member, change.after))}};
    }
    return rows;
}

} // namespace datanet::app
