#include "curation/check_settings.h"

#include <algorithm>
#include <cmath>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

tl::unexpected<base::Error> invalidChoice(const QString &rule, const QString &what)
{
    return base::fail(ErrorKind::Invalid, u"the check \""_s + rule.left(100) + u"\" "_s + what);
}

base::Status readUse(const QString &rule, const QJsonValue &value, CheckSettings::Choice &choice)
{
    const QString use = value.toString();
    choice.off = use == u"off";
    choice.severity = choice.off ? std::nullopt : severityFromName(use);
    if (!choice.off && !choice.severity)
        return invalidChoice(rule, u"can be used as off, note, caution or blocking"_s);
    return {};
}

base::Result<CheckSettings::Choice> choiceFrom(const QString &rule, const QJsonValue &value)
{
    if (!value.isObject())
        return invalidChoice(rule, u"has no object of settings"_s);
    CheckSettings::Choice choice;
    const QJsonObject members = value.toObject();
    for (auto it = members.begin(); it != members.end(); ++it) {
        if (it.key() == u"use") {
            if (const auto status = readUse(rule, it.value(), choice); !status)
                return base::fail(status.error());
        } else if (it.key() == u"excludes") {
            if (!it.value().isBool())
                return invalidChoice(rule, u"has an \"excludes\" that is neither true nor false"_s);
            choice.excludes = it.value().toBool();
        } else {
            const double number = it.value().toDouble(0.5);
            if (number != std::floor(number) || std::abs(number) > 1e9)
                return invalidChoice(rule, u"has a \""_s + it.key().left(100) + u"\" that is no whole number"_s);
            choice.values.insert(it.key(), static_cast<int>(number));
        }
    }
    return choice;
}

base::Status validateValues(const Rule &rule, const CheckSettings::Choice &choice)
{
    for (auto it = choice.values.begin(); it != choice.values.end(); ++it) {
        const auto setting = std::find_if(rule.settings.begin(), rule.settings.end(),
                                          [&](const Setting &each) { return each.name == it.key(); });
        if (setting == rule.settings.end())
            return invalidChoice(rule.id, u"has no setting \""_s + it.key().left(100) + u'"');
        if (it.value() < setting->minimum || it.value() > setting->maximum)
            return invalidChoice(rule.id,
                                 u"takes a \""_s + setting->name + u"\" from "_s + QString::number(setting->minimum)
                                     + u" to "_s + QString::number(setting->maximum));
    }
    return {};
}

} // namespace

int CheckSettings::value(const Rule &rule, const QString &setting) const
{
    const auto found = std::find_if(rule.settings.begin(), rule.settings.end(),
                                    [&](const Setting &each) { return each.name == setting; });
    Q_ASSERT(found != rule.settings.end());
    return m_choices.value(rule.id).values.value(setting, found->fallback);
}

Rule CheckSettings::applied(Rule rule) const
{
    const auto choice = m_choices.find(rule.id);
    if (choice == m_choices.end())
        return rule;
    if (choice->severity) {
        rule.severity = *choice->severity;
        if (rule.severity != Severity::Caution)
            rule.excludes = rule.severity == Severity::Blocking;
    }
    rule.excludes = choice->excludes.value_or(rule.excludes);
    return rule;
}

void CheckSettings::choose(const QString &ruleId, const Choice &choice)
{
    if (choice == Choice{})
        m_choices.remove(ruleId);
    else
        m_choices.insert(ruleId, choice);
}

base::Status CheckSettings::validate(const std::vector<Rule> &known) const
{
    for (auto it = m_choices.begin(); it != m_choices.end(); ++it) {
        const auto rule =
            std::find_if(known.begin(), known.end(), [&](const Rule &each) { return each.id == it.key(); });
        if (rule == known.end())
            return invalidChoice(it.key(), u"is not known to this version of the program"_s);
        if (it->excludes.value_or(false) && (it->off || applied(*rule).severity == Severity::Note))
            return invalidChoice(it.key(), u"can't leave records out when it is off or only a note"_s);
        if (const auto status = validateValues(*rule, *it); !status)
            return status;
    }
    return {};
}

QJsonObject CheckSettings::toJson() const
{
    QJsonObject object;
    for (auto it = m_choices.begin(); it != m_choices.end(); ++it) {
        QJsonObject members;
        if (it->off || it->severity)
            members.insert(u"use"_s, it->off ? u"off"_s : severityName(*it->severity));
        if (it->excludes)
            members.insert(u"excludes"_s, *it->excludes);
        for (auto value = it->values.begin(); value != it->values.end(); ++value)
            members.insert(value.key(), value.value());
        object.insert(it.key(), members);
    }
    return object;
}

base::Result<CheckSettings> CheckSettings::fromJson(const QJsonObject &object)
{
    CheckSettings settings;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto choice = choiceFrom(it.key(), it.value());
        if (!choice)
            return base::fail(choice.error());
        settings.choose(it.key(), *choice);
    }
    return settings;
}

} // namespace datanet::curation
