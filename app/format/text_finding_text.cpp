#include "format/text_finding_text.h"

#include "base/canonical_json.h"
#include "format/amount_text.h"

#include <QLocale>

#include <map>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

QString languageName(const QString &code)
{
    const QLocale locale(code);
    return locale.language() == QLocale::C ? code : QLocale::languageToString(locale.language());
}

QString numberText(double number)
{
    std::string text;
    base::appendCanonicalNumber(text, number);
    return QString::fromStdString(text);
}

} // namespace

QString TextFindingText::title(const QString &rule)
{
    //: Headings of findings, one per check
    static const std::map<QString, const char *> titles{
        {u"mojibake"_s, QT_TR_NOOP("Garbled letters")},
        {u"replacement-character"_s, QT_TR_NOOP("Lost letters")},
        {u"control-character"_s, QT_TR_NOOP("Control characters")},
        {u"zero-width"_s, QT_TR_NOOP("Invisible characters")},
        {u"writing-direction"_s, QT_TR_NOOP("Turned writing direction")},
        {u"tag-characters"_s, QT_TR_NOOP("Hidden words")},
        {u"mixed-alphabets"_s, QT_TR_NOOP("Letters of another alphabet")},
        {u"addressed-to-reviewers"_s, QT_TR_NOOP("Orders to a reviewing program")},
        {u"language"_s, QT_TR_NOOP("Another language")},
        {u"too-short"_s, QT_TR_NOOP("Too little text")},
        {u"too-long"_s, QT_TR_NOOP("Too much text")},
        {u"repeated-lines"_s, QT_TR_NOOP("Repeated lines")},
        {u"repeated-words"_s, QT_TR_NOOP("Repeated words")},
        {u"repeated-character"_s, QT_TR_NOOP("Repeated letters")},
        {u"boilerplate"_s, QT_TR_NOOP("Parts of a web page")},
        {u"all-capitals"_s, QT_TR_NOOP("All in capitals")},
        {u"many-symbols"_s, QT_TR_NOOP("More signs than words")},
        {u"harsh-words"_s, QT_TR_NOOP("Insults and swear words")},
        {u"rights-statement"_s, QT_TR_NOOP("Rights of somebody else")},
        {u"stated-licence"_s, QT_TR_NOOP("Another licence in the text")},
        {u"source-link"_s, QT_TR_NOOP("Source named in the text")},
        {u"label-disagreement"_s, QT_TR_NOOP("The same text with another label")},
        {u"split-leakage"_s, QT_TR_NOOP("The same text in two parts")},
        {u"outlying-number"_s, QT_TR_NOOP("Numbers far from the others")},
        {u"outlying-length"_s, QT_TR_NOOP("Texts much longer or shorter than the others")},
        {u"misspelt-value"_s, QT_TR_NOOP("Values that may be misspelt")},
        {u"rare-value"_s, QT_TR_NOOP("Values that hardly any other record has")},
        {u"label-doubtful"_s, QT_TR_NOOP("Labels that the words speak against")},
    };
    const auto found = titles.find(rule);
    return found == titles.end() ? QString() : tr(found->second);
}

QString TextFindingText::sentence(const curation::Finding &finding)
{
    const QString &rule = finding.rule;
    const QString &field = finding.field;
    const auto text = [&finding](QLatin1StringView name) { return finding.parameters.value(name).toString(); };
    const auto number = [&finding](QLatin1StringView name) { return finding.parameters.value(name).toInt(); };
    if (rule == u"mojibake"_s)
        return tr("\u201c%1\u201d in %2 was \u201c%3\u201d").arg(text("text"_L1), field, text("expected"_L1));
    if (rule == u"replacement-character"_s)
        return tr("A letter in %1 was lost").arg(field);
    if (rule == u"control-character"_s)
        return tr("%1 holds a control character: %2").arg(field, text("text"_L1));
    if (rule == u"zero-width"_s)
        return tr("%1 holds an invisible character: %2").arg(field, text("character"_L1));
    if (rule == u"writing-direction"_s)
        return tr("%1 turns its writing direction: %2").arg(field, text("character"_L1));
    if (rule == u"tag-characters"_s)
        return text("text"_L1).isEmpty()
            ? tr("%1 holds letters that nobody sees: %2").arg(field, text("character"_L1))
            : tr("%1 holds words that nobody sees: \u201c%2\u201d").arg(field, text("text"_L1));
    if (rule == u"mixed-alphabets"_s)
        //: %1 is a word, %2 a field, %3 and %4 names of letters: "cyrillic small letter a (U+0430)"
        return tr("\u201c%1\u201d in %2 is written with %3 for %4")
            .arg(text("text"_L1), field, text("character"_L1), text("expected"_L1));
    if (rule == u"addressed-to-reviewers"_s) {
        if (text("hidden"_L1) == u"characters"_s)
            return tr("\u201c%1\u201d in %2, hidden behind other characters").arg(text("text"_L1), field);
        if (text("hidden"_L1) == u"comment"_s)
            return tr("\u201c%1\u201d in %2, hidden in a comment").arg(text("text"_L1), field);
    }
    if (rule == u"language"_s) {
        QStringList asked;
        for (const QString &code : text("expected"_L1).split(u", "_s))
            asked.append(languageName(code));
        return tr("The text seems to be %1. The datanet asks for %2.")
            .arg(languageName(text("value"_L1)), asked.join(u", "_s));
    }
    if (rule == u"too-short"_s)
        return tr("%1 has %2 letters and digits; at least %3 are asked for")
            .arg(field, QString::number(number("value"_L1)), QString::number(number("expected"_L1)));
    if (rule == u"too-long"_s)
        return tr("%1 has %2 letters and digits; at most %3 are asked for")
            .arg(field, QString::number(number("value"_L1)), QString::number(number("expected"_L1)));
    if (rule == u"repeated-lines"_s)
        return tr("%1 % of %2 is lines that stood there before").arg(number("percent"_L1)).arg(field);
    if (rule == u"repeated-words"_s && !finding.span)
        return tr("%1 % of %2 is the same words again").arg(number("percent"_L1)).arg(field);
    if (rule == u"all-capitals"_s)
        return tr("%1 is all in capitals").arg(field);
    if (rule == u"many-symbols"_s)
        return tr("%1 % of %2 is signs in place of words").arg(number("percent"_L1)).arg(field);
    if (rule == u"label-disagreement"_s)
        return tr("Labelled \u201c%1\u201d; another record with %2 % the same wording is labelled \u201c%3\u201d")
            .arg(text("value"_L1), QString::number(number("percent"_L1)), text("expected"_L1));
    if (rule == u"split-leakage"_s)
        return tr("In \u201c%1\u201d; a record in \u201c%3\u201d has %2 % the same wording")
            .arg(text("value"_L1), QString::number(number("percent"_L1)), text("expected"_L1));
    if (const QString said = ofComparison(finding); !said.isEmpty())
        return said;
    if (!title(rule).isEmpty() && finding.span)
        return tr("\u201c%1\u201d in %2").arg(text("text"_L1), field);
    return title(rule);
}

// What comes of comparing a record with all others.
QString TextFindingText::ofComparison(const curation::Finding &finding)
{
    const QString &rule = finding.rule;
    const QString &field = finding.field;
    const auto text = [&finding](QLatin1StringView name) { return finding.parameters.value(name).toString(); };
    const auto number = [&finding](QLatin1StringView name) { return finding.parameters.value(name).toDouble(); };
    const auto count = [&number](QLatin1StringView name) { return countText(qint64(number(name))); };
    if (rule == u"outlying-number"_s)
        //: A number in a record, for example an age: "371 in age is far from the others: half of them lie between 12
        //: and 19"
        return tr("%1 in %2 is far from the others: half of them lie between %3 and %4")
            .arg(numberText(number("value"_L1)), field, numberText(number("from"_L1)), numberText(number("to"_L1)));
    if (rule == u"outlying-length"_s)
        //: Lengths of texts: "9,000 characters in answer, far from the others: half of them have 120 to 190"
        return tr("%1 characters in %2, far from the others: half of them have %3 to %4")
            .arg(count("value"_L1), field, count("from"_L1), count("to"_L1));
    if (rule == u"misspelt-value"_s)
        //: %1 is what a field says, %2 the field, %3 what it may be meant to say, %4 how many records say that
        return tr("\u201c%1\u201d in %2 may be meant as \u201c%3\u201d (records that say so: %4)")
            .arg(text("value"_L1), field, text("expected"_L1), count("expectedTimes"_L1));
    if (rule == u"rare-value"_s)
        //: %1 is what a field says, %2 the field, %3 how many records say so, %4 of how many
        return tr("\u201c%1\u201d in %2 comes up in %3 of %4 records; usual values there: %5")
            .arg(text("value"_L1), field, count("times"_L1), count("of"_L1), count("usualValues"_L1));
    if (rule == u"label-doubtful"_s)
        //: %1 and %2 are labels, %3 a percentage
        return tr("Labelled \u201c%1\u201d; its words are those of \u201c%2\u201d, more clearly than in %3 % of the "
                  "records labelled so")
            .arg(text("value"_L1), text("expected"_L1), count("percent"_L1));
    return {};
}

QString TextFindingText::mend(const QString &rule)
{
    if (rule == u"mojibake"_s || rule == u"mixed-alphabets"_s)
        //: Button: puts the letters that were meant in place of wrong ones
        return tr("Put them right");
    //: Button: removes characters that nobody sees
    return tr("Remove them");
}

QString TextFindingText::mendEffect(const QString &rule)
{
    if (rule == u"mojibake"_s || rule == u"mixed-alphabets"_s)
        //: Beside a button that puts letters right
        return tr("The letters that were meant take their place; the rest of the text stays.");
    //: Beside a button that removes invisible characters
    return tr("They are taken out; the rest of the text stays.");
}

} // namespace datanet::app
