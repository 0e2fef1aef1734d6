#pragma once

#include "curation/check.h"
#include "curation/finding.h"

#include <QCoreApplication>
#include <QMap>
#include <QString>

namespace datanet::app {

// What a finding says to a person. Translated; quotes from the data are not.
class FindingText
{
    Q_DECLARE_TR_FUNCTIONS(FindingText)

public:
    // The heading of all findings of one rule: "Phone number".
    [[nodiscard]] static QString title(const QString &rule);
    // What to know about the rule: "Must be fixed before you can send."
    [[nodiscard]] static QString advice(curation::Severity severity);
    // One finding: "68 % the same wording as a record accepted before. The limit is 80 %."
    [[nodiscard]] static QString sentence(const curation::Finding &finding);
    // A button: "Hide the number", "Leave out".
    [[nodiscard]] static QString fix(curation::Fix fix, const QString &rule);
    // What carrying it out does: "It becomes [phone number removed]." Empty where the button says it all.
    [[nodiscard]] static QString effect(curation::Fix fix, const QString &rule);
    // What was hidden of each rule: "Hidden: Phone number (2), E-mail address (1)". Empty when nothing was.
    [[nodiscard]] static QString hidden(const QMap<QString, std::int64_t> &byRule);
    // A reason code of the protocol: "Near-duplicate".
    [[nodiscard]] static QString reason(const QString &code);
};

} // namespace datanet::app
