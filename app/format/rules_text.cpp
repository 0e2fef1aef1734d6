#include "format/rules_text.h"

#include "base/canonical_json.h"
#include "curation/checks.h"
#include "format/finding_text.h"
#include "format/licence_text.h"

#include <algorithm>
#include <map>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// "checks.close.use": the rule's id and what follows. Ids and names have no dots.
std::pair<QString, QString> checkParts(const QString &member)
{
    return {member.section(u'.', 1, 1), member.section(u'.', 2)};
}

QString settingTitle(const QString &rule, const QString &setting)
{
    const auto &all = curation::allRules();
    const auto found = std::ranges::find(all, rule, &curation::Rule::id);
    if (found == all.end())
        return setting;
    const auto named = std::ranges::find(found->settings, setting, &curation::Setting::name);
    return named == found->settings.end() ? setting : named->title;
}

// "schema.fields.term.pattern": what follows the field's name, which may have dots itself.
QString fieldPart(const QString &member)
{
    static const QStringList parts{u"type"_s,    u"title"_s,   u"description"_s, u"required"_s,  u"enum"_s,
                                   u"pattern"_s, u"minimum"_s, u"maximum"_s,     u"minLength"_s, u"maxLength"_s};
    const QString last = member.section(u'.', -1);
    return member.count(u'.') > 2 && parts.contains(last) ? last : QString();
}

// What a field is and may hold, one thing after the other.
QString fieldSentence(const QString &json)
{
    const auto field = base::parseObject(json.toUtf8());
    if (!field)
        return json;
    QStringList words;
    if (field->contains(u"type"_s))
        words.append(RulesText::fieldType(field->value(u"type"_s).toString()));
    for (auto it = field->begin(); it != field->end(); ++it) {
        if (it.key() == u"type")
            continue;
        const QString name = RulesText::fieldPartName(it.key());
        const QString value = RulesText::fieldPartValue(
            it.key(),
            it.value().isString() ? it.value().toString() : QString::fromUtf8(base::canonicalJson(it.value())));
        words.append(it.key() == u"required" ? name : QString(name + u": "_s + value));
    }
    return words.join(u". "_s);
}

} // namespace

QString RulesText::fieldType(const QString &type)
{
    static const std::map<QString, const char *> titles{
        {u"string"_s, QT_TR_NOOP("Text")},
        {u"number"_s, QT_TR_NOOP("Number")},
        {u"integer"_s, QT_TR_NOOP("Whole number")},
        {u"boolean"_s, QT_TR_NOOP("Yes or no")},
        {u"date"_s, QT_TR_NOOP("Date")},
        {u"any"_s, QT_TR_NOOP("Anything")},
    };
    const auto found = titles.find(type);
    return found == titles.end() ? type : tr(found->second);
}

QString RulesText::fieldPartName(const QString &part)
{
    static const std::map<QString, const char *> titles{
        {u"type"_s, QT_TR_NOOP("What it holds")},          {u"title"_s, QT_TR_NOOP("Heading")},
        {u"description"_s, QT_TR_NOOP("Explanation")},     {u"required"_s, QT_TR_NOOP("Every record must have it")},
        {u"enum"_s, QT_TR_NOOP("Only these values")},      {u"pattern"_s, QT_TR_NOOP("Pattern of the whole text")},
        {u"minimum"_s, QT_TR_NOOP("Smallest number")},     {u"maximum"_s, QT_TR_NOOP("Largest number")},
        {u"minLength"_s, QT_TR_NOOP("Fewest characters")}, {u"maxLength"_s, QT_TR_NOOP("Most characters")},
    };
    const auto found = titles.find(part);
    return found == titles.end() ? part : tr(found->second);
}

QString RulesText::fieldPartValue(const QString &part, const QString &text)
{
    if (part == u"type")
        return fieldType(text);
    if (part == u"required")
        return text == u"true" ? tr("Yes") : tr("No");
    if (part == u"enum") {
        const auto list = base::parseObject(base::Bytes("{\"enum\":" + text.toUtf8() + "}"));
        return list ? list->value(u"enum"_s).toVariant().toStringList().join(u", "_s) : text;
    }
    return text;
}

bool RulesText::isExample(const QString &member)
{
    return member == u"examples.good" || member == u"examples.bad";
}

QString RulesText::member(const QString &member)
{
    static const std::map<QString, const char *> titles{
        {u"title"_s, QT_TR_NOOP("Title")},
        {u"purpose"_s, QT_TR_NOOP("What it is for")},
        {u"rules"_s, QT_TR_NOOP("Line of the rules")},
        {u"licence"_s, QT_TR_NOOP("Published under")},
        {u"licences"_s, QT_TR_NOOP("Licence it accepts")},
        {u"languages"_s, QT_TR_NOOP("Language")},
        {u"phoneRegions"_s, QT_TR_NOOP("Country whose phone numbers are looked for")},
        {u"schema.fields"_s, QT_TR_NOOP("Order of the fields")},
        {u"schema.primaryKey"_s, QT_TR_NOOP("Field that names a record")},
        {u"schema.textField"_s, QT_TR_NOOP("Field with the text")},
        {u"schema.labelField"_s, QT_TR_NOOP("Field with the answer")},
        {u"limits.records"_s, QT_TR_NOOP("Most records at once")},
        {u"limits.nearDuplicatePercent"_s, QT_TR_NOOP("Too close to another record, from")},
        {u"limits.closePercent"_s, QT_TR_NOOP("Close enough for a person to look, from")},
        {u"review.minimumAcceptedPercent"_s, QT_TR_NOOP("Changes are asked for below")},
        {u"instructions"_s, QT_TR_NOOP("To reviewers")},
        {u"examples.good"_s, QT_TR_NOOP("Good record")},
        {u"examples.bad"_s, QT_TR_NOOP("Bad record")},
    };
    if (const auto found = titles.find(member); found != titles.end())
        return tr(found->second);
    if (member.startsWith(u"checks.")) {
        const auto [rule, what] = checkParts(member);
        const QString title = FindingText::title(rule);
        if (what == u"use")
            //: What changed in the rules of a datanet; %1 is the name of a check
            return tr("Check \u201c%1\u201d").arg(title);
        if (what == u"excludes")
            //: What changed in the rules of a datanet; %1 is the name of a check
            return tr("Check \u201c%1\u201d leaves records out").arg(title);
        //: What changed in the rules of a datanet; %1 is the name of a check, %2 of one of its numbers
        return tr("Check \u201c%1\u201d: %2").arg(title, settingTitle(rule, what));
    }
    if (const QString part = fieldPart(member); !part.isEmpty())
        //: What changed in the rules of a datanet; %1 is the name of a field, %2 something about it
        return tr("Field \u201c%1\u201d: %2").arg(member.mid(14).chopped(part.size() + 1), fieldPartName(part));
    if (member.startsWith(u"schema.fields."))
        //: What changed in the rules of a datanet; %1 is the name of a field
        return tr("Field \u201c%1\u201d").arg(member.mid(14));
    return member;
}

QString RulesText::value(const QString &member, const QString &text)
{
    if (member == u"licence" || member == u"licences")
        return licenceText(text);
    if (const QString part = fieldPart(member); !part.isEmpty())
        return text.isEmpty() ? text : fieldPartValue(part, text);
    if (member.startsWith(u"schema.fields."))
        return text.isEmpty() ? text : fieldSentence(text);
    if (member.endsWith(u"Percent") && !text.isEmpty())
        return text + u" %"_s;
    if (member.startsWith(u"checks.") && !text.isEmpty()) {
        const QString what = checkParts(member).second;
        if (what == u"use")
            return use(text);
        if (what == u"excludes")
            return text == u"true" ? tr("Yes") : tr("No");
    }
    return text;
}

QString RulesText::use(const QString &use)
{
    if (use == u"off")
        //: How a datanet uses a check
        return tr("Not used");
    if (use == u"note")
        //: How a datanet uses a check
        return tr("Good to know");
    if (use == u"caution")
        //: How a datanet uses a check
        return tr("Reviewers look");
    if (use == u"blocking")
        //: How a datanet uses a check
        return tr("Must be fixed");
    return use;
}

} // namespace datanet::app
