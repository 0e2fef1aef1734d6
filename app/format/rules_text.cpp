#include "format/rules_text.h"

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

} // namespace

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
    if (member.startsWith(u"schema.fields."))
        //: What changed in the rules of a datanet; %1 is the name of a field
        return tr("Field \u201c%1\u201d").arg(member.mid(14));
    return member;
}

QString RulesText::value(const QString &member, const QString &text)
{
    if (member == u"licence" || member == u"licences")
        return licenceText(text);
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
