#pragma once

#include "base/result.h"
#include "curation/check.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

#include <optional>

namespace datanet::curation {

// How a datanet uses the checks where it differs from their defaults. JSON, by rule id:
//   {"use": "off"|"note"|"caution"|"blocking", "excludes": true, "<setting>": 12}
// What is left out keeps the rule's default. A rule used as blocking excludes, one used as a note does not, unless
// "excludes" says so.
class CheckSettings
{
public:
    struct Choice
    {
        bool off = false;
        std::optional<Severity> severity = {};
        std::optional<bool> excludes = {};
        QMap<QString, int> values = {}; // by name of the setting
        bool operator==(const Choice &) const = default;
    };

    [[nodiscard]] bool isEmpty() const { return m_choices.isEmpty(); }
    [[nodiscard]] bool isOff(const QString &ruleId) const { return m_choices.value(ruleId).off; }
    // The datanet's number, else the setting's fallback; the rule must have it.
    [[nodiscard]] int value(const Rule &rule, const QString &setting) const;
    // The rule as the datanet uses it.
    [[nodiscard]] Rule applied(Rule rule) const;

    // An empty choice takes the rule's entry away.
    void choose(const QString &ruleId, const Choice &choice);
    [[nodiscard]] const QMap<QString, Choice> &choices() const { return m_choices; }

    // Invalid, naming rule and member: rules and settings that do not exist, numbers out of range, a note that
    // excludes.
    [[nodiscard]] base::Status validate(const std::vector<Rule> &known) const;

    [[nodiscard]] QJsonObject toJson() const;
    // Invalid for members of another kind than above. What it names is looked at by validate().
    [[nodiscard]] static base::Result<CheckSettings> fromJson(const QJsonObject &object);

    bool operator==(const CheckSettings &) const = default;

private:
    QMap<QString, Choice> m_choices; // by rule id
};

} // namespace datanet::curation
