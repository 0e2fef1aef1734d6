#include "curation/rules_difference.h"

#include "base/canonical_json.h"
#include "curation/checks.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using Kind = RulesChange::Kind;

namespace {

QString textOf(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(base::canonicalJson(value));
}

class Differences
{
public:
    void value(const QString &member, const QString &before, const QString &after)
    {
        if (before != after)
            m_changes.push_back({before.isEmpty()      ? Kind::Added
                                     : after.isEmpty() ? Kind::Removed
                                                       : Kind::Changed,
                                 member, before, after});
    }

    void number(const QString &member, std::int64_t before, std::int64_t after)
    {
        value(member, QString::number(before), QString::number(after));
    }

    // What is in one of the lists only; the order alone when that is all that differs.
    void list(const QString &member, const QStringList &before, const QStringList &after)
    {
        QStringList gone = before;
        QStringList fresh;
        for (const QString &each : after) {
            if (!gone.removeOne(each))
                fresh.append(each);
        }
        for (const QString &each : gone)
            m_changes.push_back({Kind::Removed, member, each, {}});
        for (const QString &each : fresh)
            m_changes.push_back({Kind::Added, member, {}, each});
        if (gone.isEmpty() && fresh.isEmpty() && before != after)
            m_changes.push_back({Kind::Changed, member, before.join(u", "_s), after.join(u", "_s)});
    }

    void members(const QString &prefix, const QMap<QString, QString> &before, const QMap<QString, QString> &after)
    {
        QMap<QString, QString> all = before;
        all.insert(after);
        for (auto it = all.keyBegin(); it != all.keyEnd(); ++it)
            value(prefix + *it, before.value(*it), after.value(*it));
    }

    [[nodiscard]] std::vector<RulesChange> take() { return std::move(m_changes); }

private:
    std::vector<RulesChange> m_changes;
};

QStringList exampleTexts(const std::vector<RecordExample> &examples)
{
    QStringList texts;
    for (const RecordExample &example : examples) {
        QJsonObject object{{u"record"_s, example.record}};
        if (!example.words.isEmpty())
            object.insert(u"words"_s, example.words);
        texts.append(textOf(object));
    }
    return texts;
}

QMap<QString, QString> checksInForce(const CheckSettings &checks)
{
    QMap<QString, QString> members;
    for (const Rule &rule : allRules()) {
        if (checks.isOff(rule.id)) {
            members[rule.id + u".use"] = u"off"_s;
            continue;
        }
        const Rule applied = checks.applied(rule);
        members[rule.id + u".use"] = severityName(applied.severity);
        members[rule.id + u".excludes"] = applied.excludes ? u"true"_s : u"false"_s;
        for (const Setting &setting : rule.settings)
            members[rule.id + u'.' + setting.name] = QString::number(checks.value(rule, setting.name));
    }
    return members;
}

// A field's members and those of its constraints, without its name.
QJsonObject fieldMembers(const dataset::Schema &schema, const QString &name)
{
    const auto object = base::parseObject(schema.toJson());
    if (!object)
        return {};
    const QJsonArray fields = object->value(u"fields"_s).toArray();
    for (const QJsonValue &each : fields) {
        QJsonObject field = each.toObject();
        if (field.take(u"name"_s).toString() != name)
            continue;
        const QJsonObject constraints = field.take(u"constraints"_s).toObject();
        for (auto it = constraints.begin(); it != constraints.end(); ++it)
            field.insert(it.key(), it.value());
        return field;
    }
    return {};
}

QMap<QString, QString> texts(const QJsonObject &object)
{
    QMap<QString, QString> members;
    for (auto it = object.begin(); it != object.end(); ++it)
        members[it.key()] = textOf(it.value());
    return members;
}

QStringList namesOf(const dataset::Schema &schema)
{
    QStringList names;
    for (const dataset::Field &field : schema.fields)
        names.append(field.name);
    return names;
}

void compareSchemas(Differences &found, const dataset::Schema &before, const dataset::Schema &after)
{
    const QStringList old = namesOf(before);
    const QStringList now = namesOf(after);
    QStringList all = old + now;
    all.sort();
    all.removeDuplicates();
    for (const QString &name : all) {
        const QString member = u"schema.fields."_s + name;
        if (!old.contains(name))
            found.value(member, {}, textOf(fieldMembers(after, name)));
        else if (!now.contains(name))
            found.value(member, textOf(fieldMembers(before, name)), {});
        else
            found.members(member + u'.', texts(fieldMembers(before, name)), texts(fieldMembers(after, name)));
    }
    QStringList kept = now;
    kept.removeIf([&](const QString &name) { return !old.contains(name); });
    QStringList keptBefore = old;
    keptBefore.removeIf([&](const QString &name) { return !now.contains(name); });
    found.list(u"schema.fields"_s, keptBefore, kept);
    found.list(u"schema.primaryKey"_s, before.primaryKey, after.primaryKey);
    found.value(u"schema.textField"_s, before.textField, after.textField);
    found.value(u"schema.labelField"_s, before.labelField, after.labelField);
}

} // namespace

std::vector<RulesChange> rulesDifference(const DatanetRules &before, const DatanetRules &after)
{
    Differences found;
    found.value(u"title"_s, before.title, after.title);
    found.value(u"purpose"_s, before.purpose, after.purpose);
    found.list(u"rules"_s, before.rules, after.rules);
    found.value(u"licence"_s, before.licence, after.licence);
    found.list(u"licences"_s, before.licences, after.licences);
    found.list(u"languages"_s, before.languages, after.languages);
    found.list(u"phoneRegions"_s, before.phoneRegions, after.phoneRegions);
    compareSchemas(found, before.schema, after.schema);
    found.number(u"limits.records"_s, before.maximumRecords, after.maximumRecords);
    found.number(u"limits.nearDuplicatePercent"_s, before.nearDuplicatePercent, after.nearDuplicatePercent);
    found.number(u"limits.closePercent"_s, before.closePercent, after.closePercent);
    found.number(u"review.minimumAcceptedPercent"_s, before.minimumAcceptedPercent, after.minimumAcceptedPercent);
    found.members(u"checks."_s, checksInForce(before.checks), checksInForce(after.checks));
    found.value(u"instructions"_s, before.instructions, after.instructions);
    found.list(u"examples.good"_s, exampleTexts(before.goodExamples), exampleTexts(after.goodExamples));
    found.list(u"examples.bad"_s, exampleTexts(before.badExamples), exampleTexts(after.badExamples));
    return found.take();
}

} // namespace datanet::curation
