#include "sync/sent_records.h"

#include "dataset/row_reader.h"
#include "dataset/schema.h"
#include "dataset/working_copy.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace datanet::sync {

namespace {

constexpr qsizetype kNameLength = 60;

// The columns that may name a record, the best first.
QStringList namingFields(dataset::RowReader &rows)
{
    QStringList fields = rows.keyFields().value_or(QStringList());
    const auto document = rows.document(QLatin1String(dataset::kSchemaFile));
    const auto schema =
        document ? dataset::Schema::fromJson(*document) : base::Result<dataset::Schema>(base::fail(document.error()));
    if (!schema)
        return fields;
    for (const auto &field : schema->fields) {
        if (field.name != schema->textField)
            fields.append(field.name);
    }
    return fields;
}

} // namespace

base::Result<std::optional<Submission>> submissionOf(const Network &network, std::uint64_t contribution)
{
    const auto all = submissions(network.home(), network.profile().id);
    if (!all)
        return base::fail(all.error());
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const Submission &one) { return one.contribution == contribution; });
    return found == all->end() ? std::optional<Submission>() : std::optional<Submission>(*found);
}

std::map<base::Digest, QString> recordNames(const QString &folder, const std::set<base::Digest> &wanted,
                                            base::TaskContext &context)
{
    std::map<base::Digest, QString> names;
    auto rows = wanted.empty() ? base::Result<dataset::RowReader>(base::cancelled()) : dataset::RowReader::open(folder);
    if (!rows)
        return names;
    const QStringList fields = namingFields(*rows);
    static_cast<void>(rows->forEach(context, [&](const dataset::RowView &row) -> base::Status {
        const auto id = row.id();
        if (!wanted.contains(id))
            return {};
        const auto record = QJsonDocument::fromJson(QByteArray(row.body.data(), qsizetype(row.body.size()))).object();
        for (const QString &field : fields) {
            const QString name = record.value(field).toVariant().toString().simplified();
            if (name.isEmpty())
                continue;
            names[id] = name.left(kNameLength);
            break;
        }
        return {};
    }));
    return names;
}

} // namespace datanet::sync
