#include "cli/query_output.h"

#include "cli/command.h"
#include "dataset/record.h"
#include "format/amount_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

QString shortenedText(std::string_view utf8)
{
    constexpr std::size_t kMostBytes = 400;
    constexpr qsizetype kMost = 80;
    const QString text = QString::fromUtf8(utf8.data(), qsizetype(std::min(utf8.size(), kMostBytes))).simplified();
    return text.size() > kMost || utf8.size() > kMostBytes ? text.left(kMost) + u'…' : text;
}

QString lineOfRecord(std::int64_t number, const dataset::FieldScanner &fields, const QStringList &shown)
{
    QStringList parts;
    for (const QString &name : shown) {
        const auto *field = fields.find(name.toStdString());
        parts.append(field == nullptr ? u"–"_s : shortenedText(field->text));
    }
    return countText(number) + u"  "_s + parts.join(u" · "_s);
}

QJsonObject documentOfRecord(std::int64_t row, std::string_view body, const QStringList &wanted)
{
    QJsonObject record = QJsonDocument::fromJson(QByteArray(body.data(), qsizetype(body.size()))).object();
    if (!wanted.isEmpty()) {
        for (const QString &name : record.keys()) {
            if (!wanted.contains(name))
                record.remove(name);
        }
    }
    return {{u"row"_s, number(row)}, {u"id"_s, dataset::recordId(body).hex()}, {u"record"_s, record}};
}

} // namespace datanet::app::cli
