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
    // A value of such a member.
    [[nodiscard]] static QString value(const QString &member, const QString &text);
    // "off", "note", "caution", "blocking".
    [[nodiscard]] static QString use(const QString &use);
};

} // namespace datanet::app
