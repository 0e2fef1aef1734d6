#include "sync/computing_terms.h"

#include "base/canonical_json.h"

#include <QRegularExpression>
#include <QSet>

namespace datanet::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestDefinition = 40;

// Paragraphs are separated by empty lines and broken at the width of a terminal.
QStringList paragraphs(const QStringList &lines)
{
    QStringList result;
    QString paragraph;
    for (const QString &line : lines) {
        const QString words = line.simplified();
        if (words.isEmpty()) {
            if (!paragraph.isEmpty())
                result << paragraph;
            paragraph.clear();
        } else {
            paragraph += paragraph.isEmpty() ? words : u' ' + words;
        }
    }
    if (!paragraph.isEmpty())
        result << paragraph;
    return result;
}

bool isPersonal(const QString &text)
{
    static const QRegularExpression address(u"[^\\s<>]@[^\\s<>]"_s);
    static const QRegularExpression telephone(u"\\+\\d[\\d ()-]{6,}\\d|\\(?\\d{3,5}\\)?[ -]\\d{3}[ -]\\d{3,4}"_s);
    return address.match(text).hasMatch() || telephone.match(text).hasMatch();
}

} // namespace

std::optional<ComputingTerm> computingTerm(const Article &article)
{
    QStringList lines = article.text.split(u'\n');
    ComputingTerm result;
    result.term = lines.takeFirst().simplified();
    // Other names of the term follow the first up to the empty line; the definition is what is left.
    while (!lines.isEmpty() && !lines.first().trimmed().isEmpty())
        lines.removeFirst();
    QStringList parts = paragraphs(lines);
    static const QRegularExpression date(u"^\\(\\d{4}-\\d{2}-\\d{2}\\)$"_s);
    if (!parts.isEmpty() && date.match(parts.last()).hasMatch())
        parts.removeLast();
    if (result.term.isEmpty() || result.term.size() > 120 || parts.isEmpty())
        return std::nullopt;

    static const QRegularExpression label(u"^(?:1\\. )?<([a-z][a-z, -]{1,40})> *"_s);
    if (const auto found = label.match(parts.first()); found.hasMatch()) {
        result.subject = found.captured(1).section(u',', 0, 0);
        if (!parts.first().startsWith(u'1'))
            parts.first().remove(0, found.capturedLength());
    }
    const bool isReference = parts.size() == 1 && parts.first().startsWith(u'{') && parts.first().endsWith(u'}');
    result.definition = parts.join(u"\n\n"_s).remove(u'{').remove(u'}');
    if (isReference || result.subject == u"introduction"_s || result.definition.size() < kShortestDefinition
        || isPersonal(result.definition) || result.definition.contains(QChar::ReplacementCharacter))
        return std::nullopt;
    return result;
}

base::Bytes computingTermLines(const std::vector<Article> &articles, int step, qint64 maximum)
{
    base::Bytes lines;
    QSet<QString> seen;
    int count = 0;
    for (const Article &article : articles) {
        const auto term = computingTerm(article);
        if (!term || seen.contains(term->term) || count++ % step != 0)
            continue;
        seen.insert(term->term);
        QJsonObject record{{u"term"_s, term->term}, {u"definition"_s, term->definition}};
        if (!term->subject.isEmpty())
            record.insert(u"subject"_s, term->subject);
        const base::Bytes line = base::canonicalJson(record) + '\n';
        if (lines.size() + line.size() > maximum)
            break;
        lines += line;
    }
    return lines;
}

} // namespace datanet::sync
