#pragma once

#include "curation/check.h"
#include "curation/rules_difference.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// The rules of a datanet as a person reads them. Translated, except for what the owner wrote and for explanations that
// come with the checks.
class RulesText
{
    Q_DECLARE_TR_FUNCTIONS(RulesText)

public:
    // Of a member of RulesChange: "Most records at once", "Check “E-mail address”".
    [[nodiscard]] static QString member(const QString &member);
    // A value of such a member: a field as "Whole number. Every record must have it. Smallest number: 1".
    [[nodiscard]] static QString value(const QString &member, const QString &text);
    // Whether a member's values are records (rules_difference.h).
    [[nodiscard]] static bool isExample(const QString &member);
    // "off", "note", "caution", "blocking".
    [[nodiscard]] static QString use(const QString &use);
    // What a field holds: "string" is "Text".
    [[nodiscard]] static QString fieldType(const QString &type);
    // A member or constraint of a field in schema.json, and its value.
    [[nodiscard]] static QString fieldPartName(const QString &part);
    [[nodiscard]] static QString fieldPartValue(const QString &part, const QString &text);
};

} // namespace datanet::app
