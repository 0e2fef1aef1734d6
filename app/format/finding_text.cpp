#include "format/finding_text.h"

#include "curation/fixes.h"
#include "format/amount_text.h"
#include "format/licence_text.h"
#include "format/media_finding_text.h"
#include "format/text_finding_text.h"

#include <map>

namespace datanet::app {

using namespace Qt::StringLiterals;
using curation::Fix;
using curation::Severity;

QString FindingText::title(const QString &rule)
{
    //: Headings of findings, one per check
    static const std::map<QString, const char *> titles{
        {u"duplicate"_s, QT_TR_NOOP("The same as another record")},
        {u"near-duplicate"_s, QT_TR_NOOP("Almost the same as another record")},
        {u"close"_s, QT_TR_NOOP("Close to an accepted record")},
        {u"email-address"_s, QT_TR_NOOP("E-mail address")},
        {u"phone-number"_s, QT_TR_NOOP("Phone number")},
        {u"iban"_s, QT_TR_NOOP("Bank account number")},
        {u"payment-card"_s, QT_TR_NOOP("Payment card number")},
        {u"national-id"_s, QT_TR_NOOP("National id")},
        {u"social-security-number"_s, QT_TR_NOOP("Social security number (US)")},
        {u"ip-address"_s, QT_TR_NOOP("Internet address")},
        {u"coordinates"_s, QT_TR_NOOP("Place on the map")},
        {u"secret"_s, QT_TR_NOOP("Password or key")},
        {u"schema"_s, QT_TR_NOOP("Does not fit the form")},
        {u"unknown-field"_s, QT_TR_NOOP("Field the form does not have")},
        {u"blank-cell"_s, QT_TR_NOOP("Blank cells")},
        {u"licence"_s, QT_TR_NOOP("Licence that is not accepted")},
        {u"too-many-records"_s, QT_TR_NOOP("Too many records at once")},
        {u"unreadable"_s, QT_TR_NOOP("Cannot be read")},
    };
    const auto found = titles.find(rule);
    if (found != titles.end())
        return tr(found->second);
    for (const QString &title : {TextFindingText::title(rule), MediaFindingText::title(rule)}) {
        if (!title.isEmpty())
            return title;
    }
    return rule;
}

QString FindingText::advice(Severity severity)
{
    switch (severity) {
    case Severity::Blocking:
        //: Under the heading of findings that forbid sending
        return tr("Must be fixed before you can send.");
    case Severity::Caution:
        //: Under the heading of findings that reviewers will look at
        return tr("Reviewers will look at this.");
    case Severity::Note:
        break;
    }
    //: Under the heading of findings of little weight
    return tr("Good to know.");
}

QString FindingText::sentence(const curation::Finding &finding)
{
    const QString expected = finding.parameters.value("expected"_L1).toVariant().toString();
    const QString value = finding.parameters.value("value"_L1).toString();
    const QString fault = finding.parameters.value("fault"_L1).toString();
    if (const QString said = TextFindingText::sentence(finding); !said.isEmpty())
        return said;
    if (const QString said = MediaFindingText::sentence(finding); !said.isEmpty())
        return said;
    if (finding.evidence) {
        const auto &evidence = *finding.evidence;
        if (finding.rule == u"duplicate"_s)
            return evidence.accepted ? tr("The same as a record that was accepted before.")
                                     : tr("The same as another record here.");
        if (evidence.accepted)
            return tr("%1 % the same wording as a record accepted before. The limit is %2 %.")
                .arg(evidence.similarity.percent())
                .arg(evidence.limit.percent());
        return tr("%1 % the same wording as another record here. The limit is %2 %.")
            .arg(evidence.similarity.percent())
            .arg(evidence.limit.percent());
    }
    if (finding.reason == u"personal-data"_s) {
        const QString text = finding.parameters.value("text"_L1).toString();
        const QString name = finding.parameters.value("name"_L1).toString();
        const QString country = finding.parameters.value("country"_L1).toString();
        if (name.isEmpty())
            return tr("\u201c%1\u201d in %2").arg(text, finding.field);
        //: Something personal in a record: "4111 1111 1111 1111" in note (Visa)
        return tr("\u201c%1\u201d in %2 (%3)")
            .arg(text, finding.field, country.isEmpty() ? name : name + u", "_s + country);
    }
    if (finding.rule == u"blank-cell"_s)
        return tr("%1 is blank").arg(finding.field);
    if (finding.rule == u"unknown-field"_s)
        return tr("%1 is not part of the form").arg(finding.field);
    if (finding.rule == u"licence"_s)
        return tr("The datanet does not accept the licence %1. Licences it accepts: %2.")
            .arg(licenceText(value), licenceList(expected.split(u", "_s)));
    if (finding.rule == u"too-many-records"_s)
        return tr("One contribution may not have that many records.");
    if (fault == u"required"_s)
        return tr("%1 must be filled in").arg(finding.field);
    if (fault == u"type"_s)
        return tr("\u201c%1\u201d in %2 should be of the kind %3").arg(value, finding.field, expected);
    if (!fault.isEmpty())
        return expected.isEmpty() ? tr("\u201c%1\u201d in %2 does not fit").arg(value, finding.field)
                                  : tr("\u201c%1\u201d in %2 does not fit: %3").arg(value, finding.field, expected);
    return title(finding.rule);
}

QString FindingText::effect(Fix fix, const QString &rule)
{
    if (fix == Fix::Mend) {
        const QString effect = MediaFindingText::mendEffect(rule);
        return effect.isEmpty() ? TextFindingText::mendEffect(rule) : effect;
    }
    if (fix != Fix::HideSpan)
        return {};
    //: Beside a button that hides personal data; %1 is what will stand there: "[phone number removed]"
    return tr("Hidden, it reads \u201c%1\u201d; the rest of the record stays.").arg(curation::hiddenWords(rule));
}

QString FindingText::fix(Fix fix, const QString &rule)
{
    switch (fix) {
    case Fix::HideSpan:
        if (rule == u"phone-number"_s)
            //: Button: replaces a phone number with a note that it was removed
            return tr("Hide the number");
        if (rule == u"email-address"_s)
            //: Button: replaces an e-mail address with a note that it was removed
            return tr("Hide the address");
        if (rule == u"iban"_s || rule == u"payment-card"_s || rule == u"national-id"_s
            || rule == u"social-security-number"_s)
            return tr("Hide the number");
        if (rule == u"ip-address"_s)
            return tr("Hide the address");
        if (rule == u"coordinates"_s)
            //: Button: replaces degrees on the map with a note that they were removed
            return tr("Hide the place");
        if (rule == u"secret"_s)
            //: Button: replaces a password or key with a note that it was removed
            return tr("Hide the key");
        //: Button: replaces personal data with a note that it was removed
        return tr("Hide the words");
    case Fix::Mend: {
        const QString mend = MediaFindingText::mend(rule);
        return mend.isEmpty() ? TextFindingText::mend(rule) : mend;
    }
    case Fix::LeaveOut:
        //: Button: leaves the record out of the data set
        return tr("Leave out");
    case Fix::Keep:
        //: Button: keeps the record in spite of the finding
        return tr("Keep");
    case Fix::FillIn:
        //: Button: opens the record at its blank field
        return tr("Fill in");
    case Fix::Edit:
        break;
    }
    //: Button: opens the record for editing
    return tr("Edit");
}

QString FindingText::hidden(const QMap<QString, std::int64_t> &byRule)
{
    QStringList kinds;
    for (auto it = byRule.begin(); it != byRule.end(); ++it)
        //: What was hidden and how often: Phone number (2)
        kinds.append(tr("%1 (%2)").arg(title(it.key()), countText(it.value())));
    if (kinds.isEmpty())
        return {};
    //: Told after personal data was hidden: a list of what and how often
    return tr("Hidden: %1").arg(kinds.join(u", "_s));
}

QString FindingText::reason(const QString &code)
{
    //: Reasons for leaving a record out, chosen by reviewers
    static const std::map<QString, const char *> reasons{
        {u"schema"_s, QT_TR_NOOP("Does not fit the form")},
        {u"off-topic"_s, QT_TR_NOOP("Off topic")},
        {u"duplicate"_s, QT_TR_NOOP("Duplicate")},
        {u"near-duplicate"_s, QT_TR_NOOP("Near-duplicate")},
        {u"low-quality"_s, QT_TR_NOOP("Low quality")},
        {u"wrong-label"_s, QT_TR_NOOP("Wrong label")},
        {u"personal-data"_s, QT_TR_NOOP("Personal data")},
        {u"licence"_s, QT_TR_NOOP("Licence")},
        {u"unsafe"_s, QT_TR_NOOP("Unsafe")},
        {u"machine-generated"_s, QT_TR_NOOP("Machine-generated")},
        {u"adversarial"_s, QT_TR_NOOP("Made to deceive")},
        {u"other"_s, QT_TR_NOOP("Other")},
    };
    const auto found = reasons.find(code);
    return found == reasons.end() ? code : tr(found->second);
}

} // namespace datanet::app
