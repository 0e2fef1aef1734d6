#include "format/correction_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownLetters = 60;

QJsonObject fieldsOf(const std::string &body)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
}

QString cut(const QJsonValue &value)
{
    const QString text = value.toVariant().toString().simplified();
    return text.size() > kShownLetters ? QString(text.left(kShownLetters) + u'\u2026') : text;
}

// Both cut where they begin to differ, so that what changes is seen.
std::pair<QString, QString> cutTogether(const QJsonValue &before, const QJsonValue &after)
{
    QString old = before.toVariant().toString().simplified();
    QString now = after.toVariant().toString().simplified();
    const auto differs = std::mismatch(old.begin(), old.end(), now.begin(), now.end()).first - old.begin();
    const qsizetype begin = differs - kShownLetters / 2;
    for (QString *text : {&old, &now}) {
        if (begin > 0)
            *text = u'\u2026' + text->mid(begin);
        if (text->size() > kShownLetters)
            *text = text->left(kShownLetters) + u'\u2026';
    }
    return {old, now};
}

} // namespace

QString CorrectionText::line(const sync::FoundCorrection &correction)
{
    const QJsonObject before = fieldsOf(correction.before);
    if (!correction.removal.replacement) {
        QStringList values;
        for (const auto &value : before)
            values.append(cut(value));
        values.removeAll(QString());
        //: A published record goes, nothing takes its place; %1 are its values
        return tr("Taken out: %1").arg(values.join(u", "_s));
    }
    const QJsonObject after = fieldsOf(correction.after);
    std::set<QString> names;
    for (const QJsonObject *fields : {&before, &after}) {
        for (const QString &name : fields->keys())
            names.insert(name);
    }
    QStringList changes;
    for (const QString &name : names) {
        if (before.value(name) == after.value(name))
            continue;
        const auto [old, now] = cutTogether(before.value(name), after.value(name));
        //: One field of a corrected record: its name, what it says, what it is to say
        changes.append(tr("%1: \u201c%2\u201d becomes \u201c%3\u201d").arg(name, old, now));
    }
    return changes.join(u"; "_s);
}

QStringList CorrectionText::lines(const std::vector<sync::FoundCorrection> &corrections, std::size_t most)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(most, corrections.size()); ++i)
        lines.append(line(corrections[i]));
    return lines;
}

} // namespace datanet::app
